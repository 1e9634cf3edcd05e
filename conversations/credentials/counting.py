"""What another expiry changes: CEs that fall out of the cycle or come into it, and what is missing.

> change MLS expiry to 2027-01-15
Change your MLS: expires Fri 15 Jan 2027 instead of 15 Dec 2026?
1 CE, 2 points, would no longer count. Your MLS would still need 36 points instead of 34.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cmp_rules.model import NOTHING, Activity, Holding
from cmp_rules.progress import Progress, progress
from conversations import wording


@dataclass(frozen=True, slots=True)
class Difference:
    """What counts before and after a change of one credential."""

    before: Progress
    after: Progress
    lost: tuple[Decimal, ...]  # the points of each CE that counts no longer
    won: tuple[Decimal, ...]  # the points of each CE that counts only now

    @property
    def needs_other(self) -> bool:
        """Whether another number of points is missing."""
        return self.before.total.missing != self.after.total.missing

    def __bool__(self) -> bool:
        """Whether anything differs that a person should know."""
        return bool(self.lost or self.won or self.needs_other)

    def before_yes(self) -> Iterator[str]:
        """Yield what would change, for the question."""
        if self.lost:
            yield wording.would_count_no_longer(len(self.lost), sum(self.lost, NOTHING))
        if self.won:
            yield wording.would_count_newly(len(self.won), sum(self.won, NOTHING))
        if self.needs_other:
            yield wording.would_need(self.after.holding.key, *self._missing)

    def afterwards(self) -> Iterator[str]:
        """Yield what has changed, for the answer."""
        if self.lost:
            yield wording.counts_no_longer(len(self.lost), sum(self.lost, NOTHING))
        if self.won:
            yield wording.counts_newly(len(self.won), sum(self.won, NOTHING))
        if self.needs_other:
            yield wording.needs_now(self.after.holding.key, *self._missing)

    @property
    def _missing(self) -> tuple[Decimal | None, Decimal | None]:
        return self.before.total.missing, self.after.total.missing


def difference(
    before: Holding, after: Holding, activities: Sequence[Activity], today: date
) -> Difference:
    """Return what a change of a holding does to its CEs, as the rules count them."""
    was, becomes = (progress(each, activities, today) for each in (before, after))
    counted, counts = _counted(was), _counted(becomes)
    return Difference(
        was,
        becomes,
        tuple(worth for place, worth in counted.items() if place not in counts),
        tuple(worth for place, worth in counts.items() if place not in counted),
    )


def _counted(found: Progress) -> Mapping[int, Decimal]:
    """Return the points that count of each activity, by its place."""
    counted: dict[int, Decimal] = {}
    for use in found.allocation:
        counted[use.activity] = counted.get(use.activity, NOTHING) + use.points
    return counted
