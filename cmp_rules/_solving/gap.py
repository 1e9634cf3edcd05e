"""What one holding still lacks, as conditions on further points.

A set of slots can be filled exactly when, for each choice among them, everything that any of the
chosen slots accepts is at least as much as they ask for together (Hall's condition). What there
is already enters these conditions as a number, so that activities are allocated anew for free.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cmp_rules._solving.desk import Desk, Numbered, limits_of
from cmp_rules._solving.flow import SOURCE, Network
from cmp_rules.catalog import Catalog
from cmp_rules.cycles import Cycle, dates_of, span_of
from cmp_rules.eligibility import shares_of, sort_out
from cmp_rules.model import Area, Holding, Kind
from cmp_rules.pins import follow_pins
from cmp_rules.requirement import Need, Requirement, requirement_of


@dataclass(frozen=True, slots=True)
class Stock:
    """Points there are already that may go to the same slots."""

    slots: tuple[int, ...]
    kind: Kind | None
    amount: int  # hundredths


@dataclass(frozen=True, slots=True)
class Gap:
    """A holding on a day: what each slot can still take, and what there is to fill it."""

    holding: Holding
    cycle: Cycle
    recommended: date
    requirement: Requirement
    rooms: tuple[int, ...]  # hundredths, by slot
    stocks: tuple[Stock, ...]
    limits: Mapping[Kind, int]

    @property
    def slots(self) -> tuple[Need, ...]:
        """The slots, in order."""
        return self.requirement.slots

    def accepting(self, area: Area) -> tuple[int, ...]:
        """Return the places of the slots that accept points of an area."""
        return tuple(
            place
            for place, slot in enumerate(self.slots)
            if slot.accepts is None or area in slot.accepts
        )

    def lacking(self, places: Iterable[int]) -> int:
        """Return how much these slots ask for beyond everything that any of them accepts."""
        chosen = set(places)
        there: dict[Kind | None, int] = {}
        for stock in self.stocks:
            if not chosen.isdisjoint(stock.slots):
                there[stock.kind] = there.get(stock.kind, 0) + stock.amount
        usable = sum(
            amount if kind is None else min(amount, self.limits[kind])
            for kind, amount in there.items()
        )
        return sum(self.rooms[place] for place in chosen) - usable

    def network(self, scale: int) -> tuple[Network, list[int]]:
        """Return what there is, times a scale, poured over the slots; and the slots' nodes."""
        network = Network()
        slots = [network.node() for _ in self.slots]
        limits = {kind: network.node() for kind in self.limits}
        for kind, node in limits.items():
            network.link(SOURCE, node, self.limits[kind] * scale)
        for stock in self.stocks:
            node = network.node()
            start = SOURCE if stock.kind is None else limits[stock.kind]
            network.link(start, node, stock.amount * scale)
            for place in stock.slots:
                network.link(node, slots[place], stock.amount * scale)
        return network, slots

    def shortages(self, extra: Sequence[tuple[tuple[int, ...], int]], scale: int) -> list[set[int]]:
        """Return sets of slots that stay short although these points come in addition.

        `extra` holds slots that accept, and hundredths times the scale.
        """
        network, slots = self.network(scale)
        for accepted, amount in extra:
            node = network.node()
            network.link(SOURCE, node, amount)
            for place in accepted:
                network.link(node, slots[place], amount)
        found = []
        for place, slot in enumerate(slots):
            room = self.rooms[place] * scale
            if network.fill(slot, room) < room:
                reached = network.sources_of(slot)
                found.append({p for p, node in enumerate(slots) if node in reached})
        return found


def gap_of(
    holding: Holding, ordered: Sequence[Numbered], today: date, *, rules: Catalog
) -> Gap | None:
    """Return what a holding lacks once pins are followed; activities come in canonical order.

    None where a figure is unknown, or where the person's dates leave no day in the cycle.
    """
    span = span_of(holding, today, rules=rules)
    edition = rules.edition(holding.key, span.cycle.ends)
    requirement = requirement_of(edition, holding.adjustments)
    if not requirement.known or span.cycle.starts > span.cycle.ends:
        return None
    counting, _left_out = sort_out(holding, ordered, span)
    desk = Desk(requirement, limits_of(requirement, shares_of(rules)), counting)
    follow_pins(desk, holding.key, counting)
    return Gap(
        holding=holding,
        cycle=span.cycle,
        recommended=dates_of(holding, rules=rules).recommended_last_day,
        requirement=requirement,
        rooms=tuple(desk.room(place) or 0 for place in range(len(desk.slots))),
        stocks=tuple(
            Stock(pool.slots, pool.kind, pool.left) for pool in desk.pools() if pool.slots
        ),
        limits=desk.limits,
    )
