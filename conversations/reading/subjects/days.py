"""The dates that a sentence states; one inside of its title is none."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from conversations.person import DateOrder
from conversations.reading.dates import (
    Ambiguous,
    DateRead,
    Day,
    Language,
    MonthOnly,
    Prefer,
    find_dates,
)
from conversations.reading.lexicon import Hit
from conversations.reading.plain import Span, blanked, meets, overlap
from conversations.reading.points.parts import listed_numbers
from conversations.reading.subjects.clauses import (
    facts_of,
    is_inside,
    is_rival_date,
    names_a_form,
    stated,
)

_DAYS_IN_A_ROW = re.compile(
    r"\b(?:yesterday|today|tomorrow)(?:(?:,\s?|\s)(?:(?:and|&|or)\s)?(?:yesterday|today|tomorrow))+\b",
    re.I,
)
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}")
_TAKEN_BACK = re.compile(r"\b(?:not|instead\sof|rather\sthan)\s(?:on\s)?$", re.I)  # "not the 11th"
_WEEKDAY = re.compile(r"(?:on\s)?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?", re.I)
_OWNS = re.compile(r"(?:day|tonight|night|nite|morning|afternoon|evening|2day)'?s$", re.I)


@dataclass(frozen=True, slots=True)
class Asking:
    """What decides about a date besides its words."""

    today: date
    order: DateOrder | None
    prefer: Prefer
    language: Language


def dates_of(text: str, known: Collection[Hit[str]], asking: Asking) -> list[tuple[DateRead, Span]]:
    """Return the dates that a text states. `known` are the providers that it names."""
    dates = find_dates(
        blanked(text, *listed_numbers(text)),
        today=asking.today,
        order=asking.order,
        prefer=asking.prefer,
        language=asking.language,
    )
    dates = [(read, _with_s(text, span)) for read, span in dates]
    owning = [one for one in dates if _OWNS.search(text[slice(*one[1])])]
    firm = [one for one in dates if one not in owning]
    firm = _of_one_day(text, firm)
    dates = firm or [one for one in owning if names_a_form(text, one[1][1])]
    dates = [one for one in dates if not _TAKEN_BACK.search(text[: one[1][0]])] or dates
    if len(dates) < 2:
        return dates
    names = [hit.span for hit in known]
    lasting = [one for one in dates if not _is_word(text, one[1], names)]
    dates = lasting or dates
    facts = [*facts_of(text), *names, *(span for _, span in dates)]

    def is_rival(read: DateRead, said: str, before: str, after: str) -> bool:
        return not isinstance(read, MonthOnly) and is_rival_date(said, before, after)

    dates = stated(text, dates, facts, is_rival)
    firm = [one for one in dates if not _is_slashed(text, one[1], facts)]
    return firm or dates


def _of_one_day(text: str, dates: list[tuple[DateRead, Span]]) -> list[tuple[DateRead, Span]]:
    """Leave out a weekday by its name where another date falls on it: "Friday rounds, 11/13"."""
    dated = {
        read.date.weekday()
        for read, span in dates
        if isinstance(read, Day) and any(map(str.isdigit, text[slice(*span)]))
    }

    def says_more(read: DateRead, span: Span) -> bool:
        said = _WEEKDAY.fullmatch(text[slice(*span)])
        return said is None or not isinstance(read, Day) or read.date.weekday() not in dated

    return [one for one in dates if says_more(*one)]


def _with_s(text: str, span: Span) -> Span:
    return (span[0], span[1] + 2) if text.startswith("'s ", span[1]) else span


def _is_word(text: str, span: Span, names: Collection[Span]) -> bool:
    """Whether a date is part of a name or a title: "CAP Today", "today and tomorrow"."""
    if meets(span, names):
        return True
    return any(overlap(span, found.span()) for found in _DAYS_IN_A_ROW.finditer(text))


def _is_slashed(text: str, span: Span, facts: Collection[Span]) -> bool:
    """Whether two numbers inside of a title only look like a day: "HPV 6/11 genotyping"."""
    return bool(_SLASHED.fullmatch(text[slice(*span)])) and is_inside(text, span, facts)


def is_dated(text: str, date: tuple[DateRead, Span]) -> bool:
    """Whether a date is written with its year, not said from today."""
    read, span = date
    firm = isinstance(read, Ambiguous) or (isinstance(read, Day | MonthOnly) and not read.guessed)
    return firm and any(map(str.isdigit, text[slice(*span)]))


def is_to_come(read: DateRead, today: date) -> bool:
    """Whether a date lies ahead, also if it is read in another way."""
    match read:
        case Day(day):
            return day > today
        case MonthOnly() as month:
            return month.last_day > today
        case Ambiguous(first, second):
            return min(first, second) > today
    return False
