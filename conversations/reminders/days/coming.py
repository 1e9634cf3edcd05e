"""Which days of reminders lie ahead of a holding: the schedule, as the person wishes it.

Nothing is said of a credential whose declaration waits, except once to ask what became of it; and
nothing after the expiry, except on a single day that the person named.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from cmp_rules.catalog import catalog
from cmp_rules.cycles import dates_of, is_voluntary, months_later
from cmp_rules.model import Holding
from cmp_rules.reminders import EVERY, Reason, Reminder, anniversaries, review_of, schedule
from conversations.reminders.wishing.wishes import Before, EachMonth, OnDay, Wishes

AHEAD = timedelta(days=400)  # how far one of each month is looked for where there is no expiry


def coming(holding: Holding, wishes: Wishes, after: date) -> tuple[Reminder, ...]:
    """Return the reminders of a holding on the days after a day, one a day, earliest first.

    Whether all is met is not looked at: it may be otherwise when the day comes (see `worth`). Of
    a credential that the catalogue does not know nothing can be said.
    """
    if holding.key not in catalog().credentials:
        return ()
    found = _days(holding, wishes, after)
    days = sorted(day for day in found if day > after)
    return tuple(Reminder(holding.key, day, found[day]) for day in days)


def _days(holding: Holding, wishes: Wishes, after: date) -> dict[date, Reason]:
    """Return every day with its reason; where everything is off, those wished for since then."""
    silent, scheduled = wishes.silence(holding.key), schedule(holding, date.min)
    if review_of(holding) is not None:
        return {} if silent else {each.on: each.why for each in scheduled}
    wished = {**_snoozed(holding, wishes), **_own(holding, wishes, after)}
    if silent:
        return wished
    return {
        **wished,
        **_anniversaries(holding, scheduled, wishes),
        **_scheduled(holding, scheduled, wishes),
    }


def anniversaries_apart(holding: Holding, scheduled: Iterable[Reminder]) -> tuple[date, ...]:
    """Return the anniversaries of a cycle that no reminder of the schedule stands for."""
    if is_voluntary(holding, catalog().credential(holding.key)):
        return ()
    taken = [reminder.on for reminder in scheduled]
    return tuple(
        day for day in anniversaries(holding) if all(abs(day - other) >= EVERY for other in taken)
    )


def _scheduled(
    holding: Holding, scheduled: Iterable[Reminder], wishes: Wishes
) -> dict[date, Reason]:
    return {
        wishes.day_of(holding.key, each.on, holding.cycle_ends): each.why
        for each in scheduled
        if not wishes.skip(holding.key, each.on)
    }


def _anniversaries(
    holding: Holding, scheduled: Iterable[Reminder], wishes: Wishes
) -> dict[date, Reason]:
    return {
        wishes.day_of(holding.key, day, holding.cycle_ends): Reason.ANNIVERSARY
        for day in anniversaries_apart(holding, scheduled)
        if not wishes.skip(holding.key, day)
    }


def _snoozed(holding: Holding, wishes: Wishes) -> dict[date, Reason]:
    """Return the day to which it was put off; after the expiry there is nothing to put off."""
    until = wishes.snoozed_until(holding.key)
    voluntary = is_voluntary(holding, catalog().credential(holding.key))
    if until is None or not (voluntary or until <= holding.cycle_ends):
        return {}
    return {until: Reason.SNOOZED}


def _own(holding: Holding, wishes: Wishes, after: date) -> dict[date, Reason]:
    voluntary = is_voluntary(holding, catalog().credential(holding.key))
    last = after + AHEAD if voluntary else holding.cycle_ends
    days: list[date] = []
    for added in wishes.own(holding.key):
        match added:
            case OnDay(day):
                days.append(day)
            case EachMonth(day):
                days += (each for each in _each_month(day, after, last) if each <= last)
            case Before(before, of) if not voluntary:
                dates = dates_of(holding)
                end = dates.expires if of == "expiry" else dates.recommended_last_day
                days.append(date.fromordinal(max(end.toordinal() - before, 1)))
    return dict.fromkeys(days, Reason.OWN)


def _each_month(day: int, after: date, last: date) -> Iterable[date]:
    """Return the day of each month from the month of `after` on; a short month has its last."""
    first = date(after.year, after.month, 1)
    longest = date(first.year, 1, day)  # January has every day
    months = (last.year - first.year) * 12 + last.month
    return (months_later(longest, month) for month in range(first.month - 1, months))
