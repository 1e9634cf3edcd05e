"""Which activities count towards a holding at all, and why the others do not."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import starmap

from cmp_rules._solving.desk import Numbered, numbered
from cmp_rules.catalog import Catalog
from cmp_rules.cycles import Span
from cmp_rules.model import Activity, CredentialKey, Holding, Kind, Why


def why_not(activity: Activity, key: CredentialKey, span: Span) -> Why | None:
    """Return why nothing of an activity counts towards a credential; None where it may count.

    The day comes before the person's own wish: to take back an exclusion would not help there.
    """
    if activity.date == span.border:
        return Why.BORDER
    if activity.date not in span.cycle:
        return Why.OUTSIDE_CYCLE
    if key in activity.excluded:
        return Why.EXCLUDED
    return None


def in_order(activities: Sequence[Activity]) -> list[Numbered]:
    """Return activities with their places, in canonical order: the same for every holding."""
    found = list(starmap(numbered, enumerate(activities)))
    found.sort(key=_day)
    if len(set(map(_day, found))) < len(found):
        found.sort(key=_canonical)
    return found


def with_one_more(ordered: Sequence[Numbered], activity: Activity) -> list[Numbered]:
    """Return what `in_order` makes of the same activities and one more at their end."""
    found = list(ordered)
    insort(found, numbered(len(ordered), activity), key=_canonical)
    return found


def sort_out(
    holding: Holding, ordered: Sequence[Numbered], span: Span
) -> tuple[list[Numbered], list[tuple[int, Activity, Why]]]:
    """Part the activities that may count from those that do not, all in canonical order."""
    first = bisect_left(ordered, span.cycle.starts, key=_date)
    end = bisect_right(ordered, span.cycle.ends, lo=first, key=_date)
    counting: list[Numbered] = []
    others = [*ordered[:first], *ordered[end:]]
    for each in ordered[first:end]:
        excluded = each[1].excluded  # mostly nothing: it takes a while to look up a key
        (others if excluded and holding.key in excluded else counting).append(each)
    left_out = [
        (number, activity, why)
        for number, activity, _pieces in others
        if (why := why_not(activity, holding.key, span)) is not None
    ]
    return counting, left_out


def shares_of(rules: Catalog) -> dict[Kind, Decimal]:
    """Return the limits of the programme: shares of a credential's total, by kind."""
    return {kind: info.limit.share for kind, info in rules.kinds.items() if info.limit is not None}


def _date(each: Numbered) -> date:
    return each[1].date


def _day(each: Numbered) -> tuple[date, str]:
    """Order by day, then by title: enough for most lists, and quick."""
    return (each[1].date, each[1].title)


def _canonical(each: Numbered) -> tuple[object, ...]:
    """Order by all that an activity is, so that its place in a list changes nothing."""
    activity = each[1]
    parts = tuple((part.points, *sorted(part.areas)) for part in activity.parts)
    pins = tuple((pin.key, pin.part, pin.slot, pin.points) for pin in activity.pins)
    return (activity.date, activity.title, activity.provider, activity.kind, parts, pins)
