"""/settings: the time zone and how dates are read."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from conversations import wording
from conversations.buttons import rows, standing
from conversations.model import Choice, Event, Pressed, Reply, Said, Turn, When
from conversations.person import DateOrder, KeepSettings, Person
from conversations.zones import COMMON_ZONES, find_zone


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


def said(text: str, person: Person) -> tuple[KeepSettings, Reply] | None:
    """Read "change my time zone to Chicago" or "day first"; None where nothing is named."""
    if found := _FIRST.search(text):
        return order_changed(person, "dmy" if found[1].casefold() == "day" else "mdy")
    place = _PLACE.search(text)
    zone = None if place is None else find_zone(place[1])
    if zone is None:
        return None
    change = KeepSettings(replace(person.settings, time_zone=zone))
    return change, all_settings(person.after((change,)))


_FIRST = re.compile(r"\b(day|month)[ -]first\b", re.I)
_PLACE = re.compile(r"\b(?:to|in|is|at)\s+([a-z][a-z _/.-]{1,40}?)(?:\s+time)?[.!?]?\s*$", re.I)


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
