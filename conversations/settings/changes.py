"""Settings changed by a button, by a sentence or by sharing a location."""

import re
from dataclasses import replace
from typing import get_args

from conversations import wording
from conversations.buttons import standing
from conversations.model import Reply, Sent, State, Turn
from conversations.person import DateOrder, KeepSettings, Language, Person
from conversations.settings.quiet import about_quiet
from conversations.settings.quiet_words import Unclear, read_quiet
from conversations.settings.shown import all_settings, changed
from conversations.settings.zone import AskingZone
from conversations.zones import find_zone, zone_at

_FIRST = re.compile(r"\b(day|month)[ -]first\b", re.I)
_PLACE = re.compile(r"\b(?:to|in|is|at)\s+([a-z][a-z _/.-]{1,40}?)(?:\s+time)?[.!?]?\s*$", re.I)
_DATES_IN = re.compile(
    r"\b(?:dates?|months?|fechas?|language|days?)\b.{0,30}?\b(?P<en>english|ingl[eé]s)\b"
    r"|\b(?:dates?|months?|fechas?|language|days?)\b.{0,30}?\b(?P<es>spanish|espa[nñ]ol)\b",
    re.I,
)


def order_changed(person: Person, order: DateOrder) -> tuple[KeepSettings, Reply]:
    """Return the change to another order of day and month, and what is said of it."""
    return changed(person, replace(person.settings, date_order=order))


def language_changed(person: Person, record: str) -> tuple[KeepSettings, Reply] | None:
    """Return the change to dates in another language; None where the bot knows none so."""
    language = next((each for each in get_args(Language) if each == record), None)
    return None if language is None else _in_language(person, language)


def _in_language(person: Person, language: Language) -> tuple[KeepSettings, Reply]:
    return changed(person, replace(person.settings, language=language))


def said(text: str, person: Person) -> tuple[KeepSettings, Reply] | None:
    """Read "change my time zone to Chicago" or "day first"; None where nothing is named."""
    if found := _FIRST.search(text):
        return order_changed(person, "dmy" if found[1].casefold() == "day" else "mdy")
    if found := _DATES_IN.search(text):
        return _in_language(person, "en" if found["en"] else "es")
    place = _PLACE.search(text)
    zone = None if place is None else find_zone(place[1])
    if zone is None:
        return None
    return changed(person, replace(person.settings, time_zone=zone))


def set_by_words(text: str, state: State | None, person: Person) -> Turn | None:
    """Set the quiet hours that a sentence names; None where it is about something else."""
    if not about_quiet(text):
        return None
    read = read_quiet(text, person.settings.quiet)
    match read:
        case None:
            return Turn(state, (all_settings(person),))
        case Unclear():
            return Turn(state, (Reply(wording.quiet_refused(read)), all_settings(person)))
    change, screen = changed(person, replace(person.settings, quiet_hours=read))
    return Turn(state, (screen,), (change,))


def located(state: State | None, event: Sent, person: Person) -> Turn:
    """Take the time zone of a place that was shared; the place itself is not kept."""
    zone = None if event.place is None else zone_at(*event.place)
    if zone is None:
        ask = () if isinstance(state, AskingZone) else ((standing(wording.CHANGE_ZONE, "zone"),),)
        return Turn(state, (Reply(wording.place_without_zone(), ask),))
    change, screen = changed(person, replace(person.settings, time_zone=zone))
    after = None if isinstance(state, AskingZone) else state
    remark = f"{wording.place_not_kept(zone)}\n\n{screen.text}"
    return Turn(after, (replace(screen, text=remark),), (change,))
