"""What one holding asks for and what is there to fill it: slots, limits, and parts in pools.

Points are counted in hundredths here, as whole numbers. Parts that may go to the same slots under
the same limit are one pool, so that the work grows with the number of activities and no faster.
What is known of an activity without asking any holding is worked out once, as `Numbered`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter
from typing import TypeAlias

from cmp_rules.model import Activity, Area, Kind
from cmp_rules.requirement import ELECTIVES, Need, Requirement

Limits: TypeAlias = Mapping[Kind, int]  # hundredths that may count at most, by kind of activity
Sort: TypeAlias = tuple[frozenset[Area], Kind]  # all that decides where points may go

# Plain tuples: there is one of each for every activity; classes take six times as long to make.
Piece: TypeAlias = tuple[int, int, int, Sort]  # place of the activity and of the part; hundredths
Numbered: TypeAlias = tuple[int, Activity, tuple[Piece, ...]]  # an activity with its place

_HUNDRED = Decimal(100)
_MOST = 1_000  # amounts that are remembered; most are a few points


@lru_cache(_MOST)
def hundredths(points: Decimal) -> int:
    """Return points as a whole number of hundredths."""
    return int(points * _HUNDRED)


@lru_cache(_MOST)
def in_points(count: int) -> Decimal:
    """Return hundredths as points, without trailing zeros."""
    return Decimal(count) / 100


def limits_of(requirement: Requirement, shares: Mapping[Kind, Decimal]) -> Limits:
    """Return the limits that are known: shares of the credential's total, cut to hundredths."""
    total = requirement.total.required
    return {} if total is None else {kind: hundredths(s * total) for kind, s in shares.items()}


def numbered(number: int, activity: Activity) -> Numbered:
    """Return an activity, at its place in the person's list, as it can be laid on any desk."""
    kind = activity.kind
    pieces = [
        (number, place, hundredths(part.points), (part.areas, kind))
        for place, part in enumerate(activity.parts)
    ]
    return number, activity, tuple(pieces)


@dataclass(slots=True)
class Pool:
    """Parts that may go to the same slots and stand under the same limit."""

    slots: tuple[int, ...]  # places of the slots that accept them
    kind: Kind | None  # None where no limit concerns them
    pieces: list[Piece] = field(default_factory=list)
    left: int = 0  # hundredths of all of them that were not used


class Desk:
    """Everything laid out for one holding; `use` moves points from a piece to a slot."""

    def __init__(
        self, requirement: Requirement, limits: Limits, activities: Sequence[Numbered]
    ) -> None:
        self.slots = requirement.slots
        self.limits = dict(limits)
        self.used: dict[tuple[int, int, int], int] = {}  # by activity, part, place of the slot
        self.taken = [0] * len(self.slots)
        self._required = [_maybe_hundredths(slot.required) for slot in self.slots]
        self._spare = _maybe_hundredths(requirement.spare)
        self._pools: dict[tuple[tuple[int, ...], Kind | None], Pool] = {}
        self._places: dict[tuple[int, int], tuple[Pool, Piece]] = {}  # where somebody asks for one
        self.spent: dict[tuple[int, int], int] = {}  # by activity and part, where something is
        self._lay(activities)

    def pools(self) -> list[Pool]:
        """Return the pools, in an order that depends on what they are only."""
        return [self._pools[key] for key in sorted(self._pools, key=lambda k: (k[0], k[1] or ""))]

    def piece(self, activity: int, part: int) -> tuple[Pool, Piece] | None:
        """Return a part of an activity by their numbers, with its pool; None: there is none."""
        if not self._places:
            pieces = ((pool, piece) for pool in self._pools.values() for piece in pool.pieces)
            self._places = {each[1][:2]: each for each in pieces}
        return self._places.get((activity, part))

    def left(self, piece: Piece) -> int:
        """Return how many hundredths of a piece were not used."""
        return piece[2] - self.spent.get(piece[:2], 0)

    def use(self, pool: Pool, piece: Piece, place: int, amount: int) -> None:
        """Use hundredths of a piece of a pool for a slot."""
        activity, part, *_ = piece
        use = (activity, part, place)
        self.used[use] = self.used.get(use, 0) + amount
        self.spent[activity, part] = self.spent.get((activity, part), 0) + amount
        self.taken[place] += amount
        pool.left -= amount
        if pool.kind is not None:
            self.limits[pool.kind] -= amount

    def room(self, place: int) -> int | None:
        """Return how much a slot can still take by itself; None: any amount.

        A slot of unknown size takes nothing by itself. Electives take what the total leaves.
        """
        required, taken = self._required[place], self.taken[place]
        if self.slots[place].name != ELECTIVES:
            return 0 if required is None else required - taken
        if self._spare is None:
            return None if required is None else required - taken
        return max(self._unclaimed(self._spare), (required or 0) - taken)

    def room_for_pins(self, place: int) -> int | None:
        """Return how much the person may still send to a slot; None: any amount."""
        if self.slots[place].name == ELECTIVES or self._required[place] is not None:
            return self.room(place)
        return None if self._spare is None else self._unclaimed(self._spare)

    def _unclaimed(self, spare: int) -> int:
        """Return what the total leaves once electives and slots of unknown size have theirs."""
        claims = zip(self.slots, self._required, self.taken, strict=True)
        claimed = sum(
            taken for slot, required, taken in claims if required is None or slot.name == ELECTIVES
        )
        return max(spare - claimed, 0)

    def _lay(self, activities: Sequence[Numbered]) -> None:
        """Lay the parts of activities into their pools."""
        met: dict[Sort, list[Piece]] = {}
        for _number, _activity, pieces in activities:
            for piece in pieces:
                sort = piece[3]
                if sort not in met:
                    met[sort] = self._pool(*sort).pieces
                met[sort].append(piece)
        for pool in self._pools.values():
            pool.left = sum(map(_AMOUNT, pool.pieces))

    def _pool(self, areas: frozenset[Area], kind: Kind) -> Pool:
        """Return the pool for parts of these areas, of an activity of this kind."""
        slots = tuple(place for place, slot in enumerate(self.slots) if _accepts(slot, areas))
        limited = kind if kind in self.limits else None
        return self._pools.setdefault((slots, limited), Pool(slots, limited))


_AMOUNT = itemgetter(2)


def _accepts(slot: Need, areas: frozenset[Area]) -> bool:
    return slot.accepts is None or not slot.accepts.isdisjoint(areas)


def _maybe_hundredths(points: Decimal | None) -> int | None:
    return None if points is None else hundredths(points)
