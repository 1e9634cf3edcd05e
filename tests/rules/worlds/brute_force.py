"""An oracle that tries out every way of using points, unit by unit.

It is written from the words of the interface, without a look at how the engine does it: no flow,
no pools, no order among the activities. Slow, and plain enough to be believed.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cmp_rules.model import Activity, Area, CredentialKey, Edition, Kind

Filling = tuple[int, ...]  # units in each slot


def counts(activity: Activity, key: CredentialKey, starts: date, ends: date) -> bool:
    """Whether anything of an activity may count."""
    return starts <= activity.date <= ends and key not in activity.excluded


def rooms(edition: Edition, unit: Decimal) -> tuple[int | None, ...]:
    """Return how many units each slot takes by itself; None where there is no end to it."""
    known = sum(
        slot.figure.points
        for slot in edition.slots
        if slot.name != "electives" and slot.figure.points is not None
    )
    found: list[int | None] = []
    for slot in edition.slots:
        if slot.name == "electives":
            total = edition.total.points
            found.append(None if total is None else int((total - known) / unit))
        else:
            found.append(0 if slot.figure.points is None else int(slot.figure.points / unit))
    return tuple(found)


def fillings(
    edition: Edition,
    unit: Decimal,
    used: Sequence[tuple[int, frozenset[Area], bool]],
) -> set[Filling]:
    """Return every way in which the slots can end up filled.

    `used` holds units, the areas they may count for, and whether they are of a college course.
    """
    room = rooms(edition, unit)
    limit = None
    if edition.total.points is not None:
        limit = int(edition.total.points / 2 / unit)
    reached = {((0,) * len(room), 0)}
    for count, areas, college in used:
        for _ in range(count):
            reached |= {
                (_one_more(filling, place), taken + college)
                for filling, taken in reached
                if not college or limit is None or taken < limit
                for place, slot in enumerate(edition.slots)
                if slot.accepts is None or slot.accepts & areas
                if room[place] is None or filling[place] < room[place]
            }
    return {filling for filling, _taken in reached}


def units_of(
    activities: Sequence[Activity], key: CredentialKey, unit: Decimal, starts: date, ends: date
) -> list[tuple[int, frozenset[Area], bool]]:
    """Return what counts at all, as units."""
    return [
        (int(part.points / unit), part.areas, activity.kind is Kind.COLLEGE_COURSE)
        for activity in activities
        if counts(activity, key, starts, ends)
        for part in activity.parts
    ]


def _one_more(filling: Filling, place: int) -> Filling:
    return (*filling[:place], filling[place] + 1, *filling[place + 1 :])
