"""A credential that a person holds: reading its expiry, and telling its dates."""

import re
from dataclasses import dataclass
from datetime import date

from cmp_rules.catalog import catalog
from cmp_rules.cycles import dates_of, span_of
from cmp_rules.model import Holding
from conversations import wording
from conversations.days import read_day
from conversations.model import When
from conversations.person import Person
from conversations.reading import dates

_LEAD = re.compile(  # "my new expiry is 2029-09-30"
    r"^\W*(?:(?:my|the|its?|new|now|is|was|it's|expir\w*|ends?|date|cycle|until|til+|to|on|through"
    r"|valid|good|says?|shows?|renewed|reinstated|approved|that|be|i|got|account|ascp|dashboard)\b\W*)+",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Expiry:
    """The day, and a remark on how it was read ("" where there is nothing to say)."""

    day: date | None  # None: it never expires
    remark: str = ""
    doubtful: bool = False  # so far off that it is to be confirmed


@dataclass(frozen=True, slots=True)
class EitherExpiry:
    """3/2/2027: one of the two."""

    first: date
    second: date


def read_expiry(text: str, person: Person, when: When) -> Expiry | EitherExpiry | str:
    """Read an expiry date; a month means its last day. A sentence says why it was not read."""
    for said in (text, _LEAD.sub("", text)):
        read = read_day(said, person, when, prefer="future")
        if read is not None:
            break
    return expiry_of(read, when.today(person.settings.zone))


def expiry_of(read: dates.DateRead | None, today: date) -> Expiry | EitherExpiry | str:
    """Judge a date as the expiry of a credential."""
    match read:
        case dates.Day(guessed=True) | dates.MonthOnly(guessed=True):
            return wording.expiry_without_year()  # of three years it may be any
        case dates.Day(day):
            return _judged(day, today)
        case dates.MonthOnly() as month:
            judged = _judged(month.last_day, today)
            if isinstance(judged, str):
                return judged
            remark = wording.month_means_last_day(month.last_day)
            return Expiry(judged.day, " ".join((remark, judged.remark)).strip(), judged.doubtful)
        case dates.Ambiguous(first, second):
            fits = [d for d in (first, second) if not isinstance(_judged(d, today), str)]
            if len(fits) == 1:
                return _judged(fits[0], today)
            return EitherExpiry(first, second) if fits else wording.expiry_not_understood()
        case dates.Impossible():
            return wording.no_such_day()
        case _:
            return wording.expiry_not_understood()


def _judged(day: date, today: date) -> Expiry | str:
    years = catalog().programme.cycle_years.value
    if day.year < today.year - 10 * years:
        return wording.expiry_too_old(day)
    if day.year > today.year + 10 * years:
        return wording.expiry_too_far(day)
    if day < today:
        return Expiry(day, wording.expired_already(day))
    # Nobody's cycle ends later than a full cycle from today, give or take a month.
    far = (day - today).days > 366 * years + 31
    return Expiry(day, wording.expiry_far(day, years) if far else "", doubtful=far)


def holding_lines(holding: Holding, today: date) -> list[str]:
    """Return a credential's name, cycle and dates in two or three lines."""
    name = catalog().credential(holding.key).name
    lines = [wording.holding_named(holding.key, name)]
    span = span_of(holding, today)
    if span.voluntary:
        lines.append(wording.holding_voluntary(span.cycle))
    elif span.expired:
        lines.append(wording.holding_expired(holding.cycle_ends))
    else:
        lines.append(wording.holding_cycle(span.cycle))
        lines.append(wording.holding_dates(dates_of(holding)))
    return lines
