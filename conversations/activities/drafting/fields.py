"""The questions about an activity: how each is asked, and how its answer is read.

Reading returns the draft with more in it, or a remark (a sentence) after which the question is
asked again.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from cmp_rules.catalog import catalog
from cmp_rules.model import Kind
from conversations import wording
from conversations.activities.drafting.draft import Draft, Field
from conversations.buttons import rows
from conversations.days import read_day
from conversations.model import Choice, Reply, When
from conversations.person import Person
from conversations.reading import dates, points, words
from conversations.reading.points.units import of_quarter_hours, of_semester_hours

LONGEST_TITLE = 200
LONGEST_PROVIDER = 100
NO_PROVIDER = "none"
TODAY = "today"
YESTERDAY = "yesterday"
EITHER = ("first", "second")
HOURS = "hours"
TENS = "tens"
SEMESTER = "semester"
QUARTER = "quarter"
FREE: frozenset[Field] = frozenset({"title", "provider"})  # any words may be the answer
COMMON_POINTS = ("0.5", "1", "1.5", "2", "3", "4", "6", "8")

Read: TypeAlias = Draft | str


@dataclass(frozen=True, slots=True)
class Question:
    """One field's question and the reading of its answer."""

    ask: Callable[[Draft, Person, When], Reply]
    said: Callable[[Draft, str, Person, When], Read]
    pressed: Callable[[Draft, str, Person, When], Read]


def _no_button(_draft: Draft, _value: str, _person: Person, _when: When) -> Read:
    return wording.use_words()


def _no_name(text: str) -> str | None:
    """Return what is said to an order that no name can be: "save", "delete it", "change it"."""
    if words.finishes(text):
        return wording.more_is_missing()
    if words.drops_it(text):
        return wording.cancel_drops_it()
    return wording.say_what_changes() if words.alters_it(text) else None


# --- title ---------------------------------------------------------------------------------


def _ask_title(_draft: Draft, _person: Person, _when: When) -> Reply:
    return Reply(wording.ask_title())


def _said_title(draft: Draft, text: str, _person: Person, _when: When) -> Read:
    title = " ".join(text.split())
    if not any(mark.isalnum() for mark in title):
        return wording.title_without_words()
    if len(title) > LONGEST_TITLE:
        return wording.too_long(len(title), LONGEST_TITLE)
    if words.names_nothing(title) or words.is_greeting(title):
        return wording.title_is_needed()
    if (remark := _no_name(title)) is not None:
        return remark
    return replace(draft, title=title)


# --- provider ------------------------------------------------------------------------------


def _ask_provider(_draft: Draft, person: Person, _when: When) -> Reply:
    used = dict.fromkeys(a.provider for a in reversed(person.activities) if a.provider)
    names = [name for name in used if len(name) <= wording.LONGEST_LABEL][:3]
    # A button's data is too short for a name: it carries the name's place among those used.
    choices = [Choice(name, str(place)) for place, name in enumerate(names)]
    return Reply(wording.ask_provider(), rows((*choices, Choice(wording.NO_PROVIDER, NO_PROVIDER))))


def _said_provider(draft: Draft, text: str, _person: Person, _when: When) -> Read:
    name = " ".join(text.split())
    if words.names_nothing(name):
        return replace(draft, provider="")
    if (remark := _no_name(name)) is not None:
        return remark
    if words.is_greeting(name) or name.endswith("?") or not any(mark.isalnum() for mark in name):
        return wording.provider_without_words()
    if len(name) > LONGEST_PROVIDER:
        return wording.too_long(len(name), LONGEST_PROVIDER)
    return replace(draft, provider=words.provider_name(name))


def _pressed_provider(draft: Draft, value: str, person: Person, when: When) -> Read:
    if value == NO_PROVIDER:
        return replace(draft, provider="")
    shown = _ask_provider(draft, person, when).choices
    label = next((c.label for row in shown for c in row if c.value == value), None)
    return wording.use_words() if label is None else replace(draft, provider=label)


# --- day -----------------------------------------------------------------------------------


def _ask_day(draft: Draft, _person: Person, _when: When) -> Reply:
    if draft.either_day is not None:
        first, second = draft.either_day
        choices = rows((Choice(wording.day(first), "first"), Choice(wording.day(second), "second")))
        return Reply(wording.which_day(), choices)
    shortcuts = (Choice(wording.TODAY, TODAY), Choice(wording.YESTERDAY, YESTERDAY))
    return Reply(wording.ask_day(), rows(shortcuts))


def _said_day(draft: Draft, text: str, person: Person, when: When) -> Read:
    today = when.today(person.settings.zone)
    match read_day(text, person, when):
        case dates.Day(day):
            by_clock = not any(mark.isdigit() for mark in text)
            return _dated(draft, day, today, by_clock=by_clock)
        case dates.Ambiguous(first, second):
            return _either(draft, first, second, today)
        case dates.MonthOnly() as month:
            return wording.which_day_of(month.year, month.month)
        case dates.Impossible():
            return wording.no_such_day()
        case _:
            return wording.day_not_understood()


def _either(draft: Draft, first: date, second: date, today: date) -> Read:
    """Ask which of two days is meant, unless only one of them has come yet."""
    past = [day for day in (first, second) if day <= today]
    if len(past) == 1:
        return _dated(draft, past[0], today)
    return replace(draft, either_day=(first, second))


def _pressed_day(draft: Draft, value: str, person: Person, when: When) -> Read:
    today = when.today(person.settings.zone)
    if draft.either_day is not None and value in EITHER:
        return _dated(draft, draft.either_day[EITHER.index(value)], today)
    if value == TODAY:
        return draft.on(today, by_clock=True)
    if value == YESTERDAY:
        return draft.on(date.fromordinal(today.toordinal() - 1), by_clock=True)
    return wording.use_words()


def _dated(draft: Draft, day: date, today: date, *, by_clock: bool = False) -> Read:
    if day > today:
        return wording.day_to_come(day)
    begins = _programme_begins()
    if day < begins:
        return wording.day_too_early(day, begins)
    return draft.on(day, by_clock=by_clock)


@cache
def _programme_begins() -> date:
    """Return the first day on which taking part was a duty for anybody."""
    every = catalog().credentials.values()
    return min(c.mandatory_from for c in every if c.mandatory_from is not None)


def check_day(day: date, today: date) -> str | None:
    """Return why an activity cannot be dated so; None where it can."""
    read = _dated(Draft(), day, today)
    return read if isinstance(read, str) else None


# --- points --------------------------------------------------------------------------------


def _ask_points(draft: Draft, _person: Person, _when: When) -> Reply:
    if draft.unit_of is not None:
        number = draft.unit_of
        choices = (
            Choice(wording.points(number), HOURS),
            Choice(wording.points(number * 10), TENS),
        )
        return Reply(wording.which_unit(number), rows(choices))
    if draft.college_hours is not None:
        units = _college_units(draft.college_hours)
        grid = tuple((Choice(wording.college_unit(u, p), u),) for u, p in units.items())
        return Reply(wording.which_college_hours(draft.college_hours), grid)
    return Reply(wording.ask_points(), rows(Choice(number, number) for number in COMMON_POINTS))


def _college_units(hours: Decimal) -> dict[str, Decimal]:
    """Return what a number of college hours is worth as semester and as quarter hours."""
    worth = {SEMESTER: of_semester_hours(hours), QUARTER: of_quarter_hours(hours)}
    return {unit: points for unit, points in worth.items() if isinstance(points, Decimal)}


def _said_points(draft: Draft, text: str, _person: Person, _when: When) -> Read:
    read = points.read_points(text)
    if isinstance(read, points.AskUnit):
        return replace(draft, unit_of=read.number, points=None)
    if isinstance(read, points.NotPoints):
        return wording.points_refused(read.reason)
    return wording.points_not_understood() if read is None else draft.worth(read)


def _pressed_points(draft: Draft, value: str, _person: Person, _when: When) -> Read:
    if draft.unit_of is not None and value in (HOURS, TENS):
        return draft.worth(draft.unit_of * (10 if value == TENS else 1))
    if draft.college_hours is not None and value in (SEMESTER, QUARTER):
        return draft.worth(_college_units(draft.college_hours)[value])
    if value in COMMON_POINTS:
        return draft.worth(Decimal(value))
    return wording.use_words()


# --- kind ----------------------------------------------------------------------------------


def _ask_kind(_draft: Draft, _person: Person, _when: When) -> Reply:
    choices = (Choice(wording.kind_label(kind), kind) for kind in Kind)
    return Reply(wording.ask_kind(), rows(choices, width=3))


def _said_kind(draft: Draft, text: str, _person: Person, _when: When) -> Read:
    kind = words.read_kind(text)
    return wording.kind_not_understood() if kind is None else replace(draft, kind=kind)


def _pressed_kind(draft: Draft, value: str, _person: Person, _when: When) -> Read:
    return replace(draft, kind=Kind(value)) if value in set(Kind) else wording.use_words()


QUESTIONS: dict[Field, Question] = {
    "title": Question(_ask_title, _said_title, _no_button),
    "provider": Question(_ask_provider, _said_provider, _pressed_provider),
    "day": Question(_ask_day, _said_day, _pressed_day),
    "points": Question(_ask_points, _said_points, _pressed_points),
    "kind": Question(_ask_kind, _said_kind, _pressed_kind),
}
