"""On which days to remind of a credential: counted back from the end of its cycle.

With E the end of the cycle, W the opening of the declaration and R the recommended last day: a
year and half a year before E, W, some days before R, R itself, then every few days until E, and E.
Two days less than three days apart are one: the one with a name of its own stays. How often to
remind is this program's choice; W and R are the programme's (`cycles.dates_of`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from cmp_rules.catalog import Catalog, catalog
from cmp_rules.cycles import DAY, Dates, cycle_of, dates_of, is_voluntary, months_later
from cmp_rules.model import CredentialKey, Holding

MONTHS_BEFORE_THE_END = (12, 6)
DAYS_BEFORE_THE_LAST_DAY = (45, 28, 21, 14, 7)
EVERY = timedelta(days=3)  # once the recommended last day has passed; also the least distance
REVIEW = timedelta(days=14)  # after a declaration, when to ask once what became of it


class Reason(StrEnum):
    """Why a day was chosen."""

    YEAR_BEFORE = "year_before"
    HALF_YEAR_BEFORE = "half_year_before"
    WINDOW_OPENS = "window_opens"
    BEFORE_LAST_DAY = "before_recommended_last_day"
    LAST_DAY = "recommended_last_day"
    AFTER_LAST_DAY = "after_recommended_last_day"
    EXPIRES = "expires"
    REVIEW = "review"  # what became of the declaration?
    ANNIVERSARY = "anniversary"  # of the cycle, for who is behind the pace
    ALL_DONE = "all_done"  # said once, before the declaration opens
    OWN = "own"  # the person's own wish
    SNOOZED = "snoozed"  # once more, as the person asked


@dataclass(frozen=True, slots=True)
class Reminder:
    """A day on which to remind of a credential."""

    key: CredentialKey
    on: date
    why: Reason


def schedule(
    holding: Holding, today: date, *, complete: bool = False, rules: Catalog | None = None
) -> tuple[Reminder, ...]:
    """Return the reminders of a holding's present cycle from a day on, earliest first.

    Where all is met (`complete`) nothing is said until the declaration opens. Who has declared is
    asked once what became of it, and reminded again only where it was rejected. Who takes part of
    their own will has no deadline, and what has expired has none any more: both are left alone.
    """
    if (asked := review_of(holding)) is not None:
        return (Reminder(holding.key, asked, Reason.REVIEW),) if asked >= today else ()
    if is_voluntary(holding, (rules or catalog()).credential(holding.key)):
        return ()
    dates = dates_of(holding, rules=rules)
    begins = dates.declaration_opens if complete else date.min
    return tuple(
        Reminder(holding.key, day, why)
        for day, why in _apart(_days(dates))
        if max(begins, today) <= day <= dates.expires
    )


def review_of(holding: Holding) -> date | None:
    """Return the day on which to ask what became of a declaration; None where nothing waits.

    Counted from what was told last: an audit is asked after again.
    """
    if holding.sent is None:
        return None
    told = holding.sent.told or holding.sent.on
    return told + REVIEW if date.max - told > REVIEW else date.max


def newest(reminders: Iterable[Reminder], today: date) -> Reminder | None:
    """Return the latest that is due by a day: after a silence, the only one that is still sent."""
    due = [reminder for reminder in reminders if reminder.on <= today]
    return max(due, key=lambda reminder: reminder.on, default=None)


def anniversaries(holding: Holding, *, rules: Catalog | None = None) -> tuple[date, ...]:
    """Return the days within the cycle on which another year of it has passed."""
    cycle = cycle_of(holding, holding.cycle_ends)
    years = (rules or catalog()).programme.cycle_years.value
    passed = (months_later(cycle.starts, 12 * year) for year in range(1, years))
    return tuple(day for day in passed if day < cycle.ends)


def is_behind(holding: Holding, met: Decimal, required: Decimal | None, today: date) -> bool:
    """Whether fewer points are there than the same number for each year that has passed."""
    passed = [day for day in anniversaries(holding) if day <= today]
    if required is None or not passed:
        return False
    share = required * len(passed) / (len(anniversaries(holding)) + 1)
    return met < share


def _days(dates: Dates) -> Iterable[tuple[date, Reason]]:
    ends, last = dates.expires, dates.recommended_last_day
    reasons = (Reason.YEAR_BEFORE, Reason.HALF_YEAR_BEFORE)
    for months, why in zip(MONTHS_BEFORE_THE_END, reasons, strict=True):
        yield months_later(ends, -months), why
    yield dates.declaration_opens, Reason.WINDOW_OPENS
    for days in DAYS_BEFORE_THE_LAST_DAY:
        yield _before(last, days), Reason.BEFORE_LAST_DAY
    yield last, Reason.LAST_DAY
    day = last
    while ends - day > EVERY:
        day += EVERY
        yield day, Reason.AFTER_LAST_DAY
    yield ends, Reason.EXPIRES


def _apart(days: Iterable[tuple[date, Reason]]) -> list[tuple[date, Reason]]:
    """Make one of two that are too near each other: the later one, which knows more, stays."""
    kept: list[tuple[date, Reason]] = []
    for day, why in days:
        while kept and day - kept[-1][0] < EVERY:
            kept.pop()
        kept.append((day, why))
    return kept


def _before(day: date, days: int) -> date:
    return day - days * DAY if day - date.min > days * DAY else date.min
