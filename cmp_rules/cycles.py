"""Which days count towards a holding, which edition rules them, and when to declare.

A cycle starts on the day after the same date some years before its end, and both its ends
count. The programme says months and years; a month too short for the day is cut to its last day.
Every length of time comes from the catalogue.
"""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cmp_rules.catalog import Catalog, catalog
from cmp_rules.model import Adjustments, Credential, Holding, PastCycle

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cycle:
    """The days on which an activity counts; the first and the last are among them."""

    starts: date
    ends: date

    def __contains__(self, day: date) -> bool:
        """Whether an activity of this day counts."""
        return self.starts <= day <= self.ends


@dataclass(frozen=True, slots=True)
class Dates:
    """The days that matter for the declaration."""

    declaration_opens: date
    recommended_last_day: date
    expires: date


@dataclass(frozen=True, slots=True)
class Span:
    """Where a holding stands on a day: what counts, and under which circumstances.

    The edition that rules it is the one for a cycle that ends on `cycle.ends`.
    """

    cycle: Cycle
    border: date | None  # on which the cycle before ended; None where the person gave the start
    expired: bool
    voluntary: bool


def months_later(day: date, months: int) -> date:
    """Return the same day of another month, or its last day where it is too short.

    Negative months lead back. Beyond the calendar the first or last day of the calendar stands.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.min if months < 0 else date.max
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def is_voluntary(holding: Holding, credential: Credential) -> bool:
    """Whether the holder takes part of their own will: certified before it was mandatory.

    Where everybody must take part nobody is voluntary, whatever the person says.
    """
    if holding.voluntary:
        return True  # the person's own word, also where every holder is said to take part
    if credential.everyone:
        return False
    since, certified = credential.mandatory_from, holding.certified_on
    return since is not None and certified is not None and certified < since


def span_of(holding: Holding, today: date, *, rules: Catalog | None = None) -> Span:
    """Return which days count towards a holding when asked on a day.

    An expired credential and a voluntary participant count the years up to today instead of the
    cycle (ASCP, "Enter and allocate"). What was declared in time has not lapsed while it waits.
    """
    rules = rules or catalog()
    voluntary = is_voluntary(holding, rules.credential(holding.key))
    expired = not voluntary and holding.cycle_ends < today and not _declared_in_time(holding)
    ends = today if expired or voluntary else holding.cycle_ends
    before = months_later(ends, -12 * rules.programme.cycle_years.value)
    if holding.cycle_starts is not None and not (expired or voluntary):
        return Span(Cycle(holding.cycle_starts, ends), None, expired, voluntary)
    return Span(Cycle(before + DAY, ends), before, expired, voluntary)


def cycle_of(holding: Holding, today: date, *, rules: Catalog | None = None) -> Cycle:
    """Return the days that count towards a holding when asked on a day."""
    return span_of(holding, today, rules=rules).cycle


def dates_of(holding: Holding, *, rules: Catalog | None = None) -> Dates:
    """Return when the declaration opens, by when it is best sent, and when all expires.

    Where the programme gives months and days, the stricter of the two stands.
    """
    said = (rules or catalog()).programme
    ends = holding.cycle_ends
    return Dates(
        declaration_opens=max(
            months_later(ends, -said.declaration_opens_months.value),
            _days_before(ends, said.declaration_opens_days.value),
        ),
        recommended_last_day=min(
            months_later(ends, -said.recommended_last_months.value),
            _days_before(ends, said.recommended_last_days.value),
        ),
        expires=ends,
    )


def next_cycle(
    holding: Holding, ends: date | None = None, *, rules: Catalog | None = None
) -> Holding:
    """Return the holding in the cycle that follows a renewal; the ended one stays for reference.

    `ends`: as the person knows it; otherwise a whole cycle on. The next cycle never reaches back
    into the old one, so that no point counts for both. The person's own figures are left behind:
    they were read for the old cycle.
    """
    years = (rules or catalog()).programme.cycle_years.value
    if ends is None:
        ends = months_later(holding.cycle_ends, 12 * years)
    usual = months_later(ends, -12 * years)
    ended = span_of(holding, holding.cycle_ends, rules=rules).cycle
    return replace(
        holding,
        cycle_ends=ends,
        cycle_starts=None if usual >= holding.cycle_ends else _day_after(holding.cycle_ends),
        adjustments=Adjustments(),
        declared=None,
        entered=(),
        past=(*holding.past, PastCycle(ended.starts, holding.cycle_ends, holding.declared)),
    )


def _declared_in_time(holding: Holding) -> bool:
    return holding.sent is not None and holding.sent.on <= holding.cycle_ends


def _days_before(day: date, days: int) -> date:
    return date.fromordinal(max(day.toordinal() - days, date.min.toordinal()))


def _day_after(day: date) -> date:
    return min(day, date.max - DAY) + DAY
