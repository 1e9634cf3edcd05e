"""The best use of points: the person's own choices first, then slot after slot in order.

No allocation leaves fewer points missing, and no earlier slot is ever shorted for a later one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from cmp_rules._solving.desk import Desk, Limits, Numbered, Piece, Pool
from cmp_rules._solving.flow import SOURCE, Network
from cmp_rules.model import CredentialKey, Kind, Why
from cmp_rules.pins import RefusedPin, follow_pins
from cmp_rules.requirement import Requirement


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who went where, in hundredths; activities by their numbers, slots by their places."""

    used: dict[tuple[int, int, int], int]  # by activity, part and slot
    over: tuple["Over", ...]
    refused: tuple[RefusedPin, ...]


@dataclass(frozen=True, slots=True)
class Over:
    """Pieces of which something may be left over, and why that counts for nothing."""

    why: Why
    pieces: list[Piece]
    spent: dict[tuple[int, int], int]  # by activity and part, also of other pieces

    def left(self, piece: Piece) -> int:
        """Return how many hundredths of a piece are left."""
        return piece[2] - self.spent.get(piece[:2], 0)


@dataclass(frozen=True, slots=True)
class Supply:
    """The pools of a desk as sources of a network whose sinks are the slots."""

    network: Network
    slots: list[int]  # nodes, by place
    limits: dict[Kind, int]  # nodes
    pools: list[tuple[Pool, int]]  # with their nodes
    amount: int  # everything there is

    def pour(self, desk: Desk) -> None:
        """Fill the slots in order, each as far as it can be."""
        for place, slot in enumerate(self.slots):
            room = desk.room(place)
            self.network.fill(slot, self.amount if room is None else room)

    def is_held_back(self, pool: int, kind: Kind | None, desk: Desk) -> bool:
        """Whether more of a pool would count if its kind had no limit."""
        if kind is None or self.network.left(SOURCE, self.limits[kind]):
            return False
        return any(
            pool in self.network.sources_of(slot)
            for place, slot in enumerate(self.slots)
            if (room := desk.room(place)) is None or self.network.received(slot) < room
        )


def allocate(
    requirement: Requirement,
    limits: Limits,
    key: CredentialKey,
    activities: Sequence[Numbered],
) -> Allocation:
    """Use the parts of activities that may count for a credential, given in canonical order."""
    desk = Desk(requirement, limits, activities)
    refused = follow_pins(desk, key, activities)
    supply = supply_of(desk)
    supply.pour(desk)
    over = []
    # Asked before anything is handed out: that takes the room from the desk.
    held_back = [supply.is_held_back(node, pool.kind, desk) for pool, node in supply.pools]
    for (pool, node), used_up in zip(supply.pools, held_back, strict=True):
        _hand_out(desk, pool, [supply.network.flow(node, supply.slots[p]) for p in pool.slots])
        over.append(Over(_why_over(pool, limit_used_up=used_up), pool.pieces, desk.spent))
    return Allocation(desk.used, tuple(over), refused)


def supply_of(desk: Desk) -> Supply:
    """Return what is left on a desk as a network through which nothing flows yet."""
    network = Network()
    slots = [network.node() for _ in desk.slots]
    limits = {kind: network.node() for kind in desk.limits}
    for kind, node in limits.items():
        network.link(SOURCE, node, desk.limits[kind])
    pools = [(pool, network.node()) for pool in desk.pools()]
    for pool, node in pools:
        network.link(SOURCE if pool.kind is None else limits[pool.kind], node, pool.left)
        for place in pool.slots:
            network.link(node, slots[place], pool.left)
    return Supply(network, slots, limits, pools, sum([pool.left for pool, _node in pools]))


def _hand_out(desk: Desk, pool: Pool, amounts: list[int]) -> None:
    """Take what flows from a pool to its slots from its pieces, the first for the first slot."""
    pieces = ((piece, left) for piece in pool.pieces if (left := desk.left(piece)))
    piece, left = next(pieces, (None, 0))
    for place, amount in zip(pool.slots, amounts, strict=True):
        due = amount
        while due and piece is not None:
            step = min(due, left)
            desk.use(pool, piece, place, step)
            due -= step
            left -= step
            if not left:
                piece, left = next(pieces, (None, 0))


def _why_over(pool: Pool, *, limit_used_up: bool) -> Why:
    """Say why the rest of a pool counts for nothing."""
    if not pool.slots:
        return Why.NO_SLOT
    return Why.LIMIT if limit_used_up else Why.SURPLUS
