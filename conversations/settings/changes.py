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
_PLACE = re.compile(
    r"\b(?:to|in|is|at|zone)\s+(?!is\b|to\b|in\b|at\b)"
    r"(?P<city>[a-z][a-z _/.-]{1,40}?)(?:,\s*(?P<state>[a-z][a-z .]{1,30}?))?"
    r"(?:\s+time)?[.!?]?\s*$",
    re.I,
)
_OF_PLACES = re.compile(r"\b(?:time ?zone|zone|clock|live|living|moved|moving|relocated)\b", re.I)
_ASKS = re.compile(r"\s*(?:what|which|where|when|how|is|are|do|does)\b|.*\?\s*$", re.I | re.S)
_SEVERAL_SO = frozenset({"portland"})  # in Oregon and in Maine, hours apart
_DATES_IN = re.compile(
    r"\b(?:dates?|months?|fechas?|language|days?)\b.{0,30}?\b(?P<en>english|ingl[eé]s)\b"
    r"|\b(?:dates?|months?|fechas?|language|days?)\b.{0,30}?\b(?P<es>spanish|espa[nñ]ol)\b"
    r"|\b(?:(?P<en_dates>english)|spanish)\s+(?:dates?|months?)\b",
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
        return _in_language(person, "en" if found["en"] or found["en_dates"] else "es")
    zone = _zone_of(text)
    if zone is None:
        return None
    return changed(person, replace(person.settings, time_zone=zone))


def asks_for_zone(text: str, state: State | None) -> Turn | None:
    """Ask for the city where a place was named that is not known, or none; else None."""
    if not _OF_PLACES.search(text) or _ASKS.match(text) or isinstance(state, AskingZone):
        return None
    named = _PLACE.search(text) is not None
    return Turn(state, (Reply(wording.zone_not_found()),) if named else (), opens=AskingZone())


def _zone_of(text: str) -> str | None:
    """Return the zone of the place that a text ends with; a state beside a city has to agree."""
    place = _PLACE.search(text)
    if place is None:
        return None
    city, state = find_zone(place["city"]), find_zone(place["state"] or "")
    if city and state and city != state:
        return None
    several = place["state"] is not None and place["city"].lower() in _SEVERAL_SO
    return state or (None if several else city)


_REMIND = re.compile(r"\bremind", re.I)
_OF_THE_DAY = re.compile(
    r"\b(?:quiet|hours?|o'?clock|morning|evening|afternoon|night|noon|midnight|early|late|sleep\w*"
    r"|work\w*|shifts?|hour)\b|\d\s?[ap]\.?m\b|\d:\d\d",
    re.I,
)


def set_by_words(text: str, state: State | None, person: Person) -> Turn | None:
    """Set the quiet hours that a sentence names; None where it is about something else."""
    if not about_quiet(text):
        return None
    read = read_quiet(text, person.settings.quiet)
    match read:
        case None if _REMIND.search(text) and not _OF_THE_DAY.search(text):
            return None  # "don't remind me on April 1": a day, and no hour of it
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
    return Turn(after, (screen.under(wording.place_not_kept(zone)),), (change,))
