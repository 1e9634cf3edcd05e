"""The time zone: which clock a person lives by.

> [Change time zone]
Which city's clock do you live by? Pick one or type a city …
> Chicgo
Time zone: Chicago
"""

from dataclasses import dataclass, replace
from typing import Literal

from conversations import wording
from conversations.buttons import rows
from conversations.model import Choice, Event, Pressed, Reply, Said, Turn, When
from conversations.person import Person
from conversations.settings.shown import changed
from conversations.zones import COMMON_ZONES, find_zone


@dataclass(frozen=True, slots=True)
class AskingZone:
    """Where does the person live?"""

    kind: Literal["asking_zone"] = "asking_zone"

    def ask(self, person: Person, when: When) -> Reply:
        """Ask for a city; the zones of the United States are one tap away."""
        choices = [Choice(wording.zone_name(zone), zone) for zone in COMMON_ZONES]
        return Reply(wording.ask_zone(person.settings), rows(choices))

    def answer(self, event: Event, person: Person) -> Turn:
        """Find the zone and keep it. A shared location is taken before it comes here."""
        match event:
            case Pressed(data=text) | Said(text=text):
                zone = find_zone(text)
                if zone is not None:
                    change, screen = changed(person, replace(person.settings, time_zone=zone))
                    return Turn(None, (screen,), (change,))
        return Turn(self, (Reply(wording.zone_not_found()),))
