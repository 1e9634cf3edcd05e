"""/settings: the time zone and how dates are read."""

from dataclasses import dataclass, replace
from typing import Literal

from conversations import wording
from conversations.buttons import rows, standing
from conversations.model import Choice, Event, Pressed, Reply, Said, Turn, When
from conversations.person import DateOrder, KeepSettings, Person
from conversations.zones import find_zone

COMMON_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
)


def all_settings(person: Person) -> Reply:
    """Return every setting with a button to change it."""
    orders: tuple[DateOrder, ...] = ("mdy", "dmy")
    others = [order for order in orders if order != person.settings.date_order]
    return Reply(
        wording.settings_text(person.settings),
        heading=wording.settings_heading(),
        choices=(
            (standing(wording.CHANGE_ZONE, "zone"),),
            *((standing(wording.read_dates_as(order), "order", order),) for order in others),
        ),
    )


def order_changed(person: Person, order: DateOrder) -> tuple[KeepSettings, Reply]:
    """Return the change to another order of day and month, and what is said of it."""
    change = KeepSettings(replace(person.settings, date_order=order))
    return change, all_settings(person.after((change,)))


@dataclass(frozen=True, slots=True)
class AskingZone:
    """Where does the person live?"""

    kind: Literal["asking_zone"] = "asking_zone"

    def ask(self, person: Person, when: When) -> Reply:
        """Ask for a city; the zones of the United States are one tap away."""
        choices = [Choice(wording.zone_name(zone), zone) for zone in COMMON_ZONES]
        return Reply(wording.ask_zone(person.settings), rows(choices))

    def answer(self, event: Event, person: Person) -> Turn:
        """Find the zone and keep it."""
        match event:
            case Pressed(data=text) | Said(text=text):
                zone = find_zone(text)
                if zone is not None:
                    change = KeepSettings(replace(person.settings, time_zone=zone))
                    changed = person.after((change,))
                    return Turn(None, (all_settings(changed),), (change,))
        return Turn(self, (Reply(wording.zone_not_found()),))
