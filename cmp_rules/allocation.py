"""The best use of points: the person's own choices first, then slot after slot in order.

Points are counted in hundredths here, as whole numbers. Parts that may go to the same slots under
the same limit are one pool, so that the work grows with the number of activities and no faster.
No allocation leaves fewer points missing, and no earlier slot is ever shorted for a later one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from cmp_rules.flow import SOURCE, Network
from cmp_rules.model import NOTHING, Activity, Area, CredentialKey, Kind, Pin, Why
from cmp_rules.requirement import ELECTIVES, Need, Requirement

Limits = Mapping[Kind, int]  # hundredths that may count at most, by kind of activity


@dataclass(frozen=True, slots=True)
class RefusedPin:
    """A choice of the person that cannot be followed, and why."""

    activity: int  # its place in the list
    pin: Pin
    why: str


@dataclass(slots=True)
class Piece:
    """One part of an activity while it is being used up."""

    activity: int
    part: int
    pool: "Pool"
    left: int  # hundredths


@dataclass(slots=True)
class Pool:
    """Parts that may go to the same slots and stand under the same limit."""

    slots: tuple[int, ...]  # places of the slots that accept them
    kind: Kind | None  # None where no limit concerns them
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Allocation:
    """Who went where: hundredths by activity, part and place of the slot."""

    used: dict[tuple[int, int, int], int] = field(default_factory=dict)
    over: dict[tuple[int, int, Why], int] = field(default_factory=dict)
    refused: list[RefusedPin] = field(default_factory=list)

    def use(self, piece: Piece, slot: int, amount: int) -> None:
        """Use hundredths of a piece for a slot."""
        place = (piece.activity, piece.part, slot)
        self.used[place] = self.used.get(place, 0) + amount
        piece.left -= amount


def hundredths(points: Decimal) -> int:
    """Return points as a whole number of hundredths."""
    return int(points.scaleb(2))


def in_points(count: int) -> Decimal:
    """Return hundredths as points, without trailing zeros."""
    return Decimal(count) / 100


class Desk:
    """What is asked and what is there: slots with room, limits with room, parts in pools."""

    def __init__(self, requirement: Requirement, limits: Limits) -> None:
        self.slots = requirement.slots
        self.limits = dict(limits)
        self.pools: dict[tuple[tuple[int, ...], Kind | None], Pool] = {}
        self._accepting: dict[frozenset[Area], tuple[int, ...]] = {}
        spare = requirement.spare
        self.spare = None if spare is None else hundredths(spare)
        self.required = [None if s.required is None else hundredths(s.required) for s in self.slots]
        self.pinned = [0] * len(self.slots)

    def add(self, number: int, activity: Activity) -> list[Piece]:
        """Lay the parts of an activity on the desk."""
        kind = activity.kind if activity.kind in self.limits else None
        pieces = []
        for place, part in enumerate(activity.parts):
            slots = self.accepting(part.areas)
            pool = self.pools.setdefault((slots, kind), Pool(slots, kind))
            piece = Piece(number, place, pool, hundredths(part.points))
            pool.pieces.append(piece)
            pieces.append(piece)
        return pieces

    def accepting(self, areas: frozenset[Area]) -> tuple[int, ...]:
        """Return the places of the slots that accept any of these areas."""
        found = self._accepting.get(areas)
        if found is None:
            found = tuple(
                place
                for place, slot in enumerate(self.slots)
                if slot.accepts is None or not slot.accepts.isdisjoint(areas)
            )
            self._accepting[areas] = found
        return found

    def room(self, place: int) -> int | None:
        """Return how much a slot can still take by itself; None: any amount.

        A slot of unknown size takes nothing by itself. Electives take what the total leaves.
        """
        required, pinned = self.required[place], self.pinned[place]
        if self.slots[place].name != ELECTIVES:
            return 0 if required is None else required - pinned
        if self.spare is None:
            return None if required is None else required - pinned
        return max(self._unclaimed(), (required or 0) - pinned)

    def room_for_pins(self, place: int) -> int | None:
        """Return how much the person may still send to a slot; None: any amount."""
        if self.slots[place].name == ELECTIVES or self.required[place] is not None:
            return self.room(place)
        return None if self.spare is None else self._unclaimed()

    def _unclaimed(self) -> int:
        """Return what the total leaves once the pins of electives and unknown slots are in."""
        taken = sum(
            pinned
            for slot, required, pinned in zip(self.slots, self.required, self.pinned, strict=True)
            if required is None or slot.name == ELECTIVES
        )
        return max((self.spare or 0) - taken, 0)


def allocate(
    requirement: Requirement,
    limits: Limits,
    key: CredentialKey,
    activities: Sequence[tuple[int, Activity]],
) -> Allocation:
    """Use the parts of activities that may count, given with their numbers in canonical order."""
    desk = Desk(requirement, limits)
    result = Allocation()
    laid = [(number, activity, desk.add(number, activity)) for number, activity in activities]
    for number, activity, pieces in laid:
        for pin in activity.pins:
            if pin.key == key:
                _follow_pin(desk, result, number, pieces, pin)
    _fill(desk, result)
    return result


def _follow_pin(desk: Desk, result: Allocation, number: int, pieces: list[Piece], pin: Pin) -> None:
    """Use points as the person wishes, or keep why that is impossible."""
    piece = pieces[pin.part] if 0 <= pin.part < len(pieces) else None
    why = why_impossible(desk, piece, pin)
    if piece is None or why is not None:
        result.refused.append(RefusedPin(number, pin, why or ""))
        return
    slot = _place(desk.slots, pin.slot)
    wanted = hundredths(pin.points)
    result.use(piece, slot, wanted)
    desk.pinned[slot] += wanted
    if piece.pool.kind is not None:
        desk.limits[piece.pool.kind] -= wanted


def why_impossible(desk: Desk, piece: Piece | None, pin: Pin) -> str | None:
    """Say why a pin cannot be followed as things stand on the desk; None where it can."""
    if piece is None:
        return f"The activity has no part {pin.part}."
    slot = _place(desk.slots, pin.slot)
    if slot < 0:
        return f"{pin.key} has no requirement called {pin.slot}."
    if slot not in piece.pool.slots:
        return f"None of the areas of this part counts for {pin.slot}."
    wanted, room = hundredths(pin.points), desk.room_for_pins(slot)
    if wanted > piece.left:
        return f"Only {in_points(piece.left):f} points of this part are left to place."
    if room is not None and wanted > room:
        return f"{pin.slot} of {pin.key} has room for {in_points(room):f} points only."
    kind = piece.pool.kind
    if kind is not None and wanted > desk.limits[kind]:
        return f"Only {in_points(desk.limits[kind]):f} more points of the kind {kind} may count."
    return None


def _fill(desk: Desk, result: Allocation) -> None:
    """Fill the slots in order from the pools, and say why the rest is left over."""
    pools = [desk.pools[key] for key in sorted(desk.pools, key=lambda key: (key[0], key[1] or ""))]
    supplies = [sum(piece.left for piece in pool.pieces) for pool in pools]
    supplied = sum(supplies)
    network = Network()
    slots = [network.node() for _ in desk.slots]
    limited = {kind: network.node() for kind in desk.limits}
    for kind, node in limited.items():
        network.link(SOURCE, node, desk.limits[kind])
    nodes = []
    for pool, supply in zip(pools, supplies, strict=True):
        node = network.node()
        nodes.append(node)
        network.link(SOURCE if pool.kind is None else limited[pool.kind], node, supply)
        for place in pool.slots:
            network.link(node, slots[place], supplied)
    for place, slot in enumerate(slots):
        room = desk.room(place)
        network.fill(slot, supplied if room is None else room)
    for pool, node in zip(pools, nodes, strict=True):
        _hand_out(result, pool, [(place, network.flow(node, slots[place])) for place in pool.slots])
        used_up = pool.kind is not None and not network.left(SOURCE, limited[pool.kind])
        _leave_over(result, pool, limit_used_up=used_up)


def _hand_out(result: Allocation, pool: Pool, amounts: list[tuple[int, int]]) -> None:
    """Take the amounts of a pool from its pieces, the first piece for the first slot."""
    pieces = iter([piece for piece in pool.pieces if piece.left])
    piece = next(pieces, None)
    for place, amount in amounts:
        due = amount
        while due and piece is not None:
            step = min(due, piece.left)
            result.use(piece, place, step)
            due -= step
            if not piece.left:
                piece = next(pieces, None)


def _leave_over(result: Allocation, pool: Pool, *, limit_used_up: bool) -> None:
    why = Why.LIMIT if limit_used_up else Why.SURPLUS
    for piece in pool.pieces:
        if piece.left:
            place = (piece.activity, piece.part, why if pool.slots else Why.NO_SLOT)
            result.over[place] = piece.left


def _place(slots: Sequence[Need], name: str) -> int:
    return next((place for place, slot in enumerate(slots) if slot.name == name), -1)


def limits_of(requirement: Requirement, shares: Mapping[Kind, Decimal]) -> Limits:
    """Return the limits that are known: shares of the credential's total, cut to hundredths."""
    total = requirement.total.required
    if total is None:
        return {}
    return {kind: int((share * (total or NOTHING)).scaleb(2)) for kind, share in shares.items()}
