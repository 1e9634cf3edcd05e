"""The fewest further points that complete all credentials together.

One new point may count in every credential that accepts its area, if its day lies in their cycles,
and what was done before is allocated anew around it. So each holding sets conditions on amounts
per area (`gap`), and the least amounts that satisfy all of them are found exactly (`covering`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cmp_rules._solving.covering import MOST_NODES, Row, cover
from cmp_rules._solving.desk import in_points
from cmp_rules._solving.flow import SOURCE
from cmp_rules._solving.gap import Gap, gap_of
from cmp_rules.catalog import Catalog, catalog
from cmp_rules.cycles import cycle_of
from cmp_rules.eligibility import in_order
from cmp_rules.model import NOTHING, Activity, Area, CredentialKey, Holding


@dataclass(frozen=True, slots=True)
class Serves:
    """A requirement that new points fill."""

    key: CredentialKey
    slot: str


@dataclass(frozen=True, slots=True)
class Take:
    """Points to earn in one area, `general` where any area will do."""

    area: Area
    points: Decimal
    by: date
    serves: tuple[Serves, ...]
    not_before: date  # the first day on which they count for all that they serve


@dataclass(frozen=True, slots=True)
class Plan:
    """What completes every holding whose figures are known."""

    points: Decimal
    take: tuple[Take, ...]
    unknown: tuple[CredentialKey, ...]  # holdings outside the plan: a figure is not known
    proven: bool  # that no plan needs fewer points; else it is one that does


@dataclass(frozen=True, slots=True)
class _Amount:
    """An unknown of the plan: points in one area, earned while these holdings' cycles run."""

    area: Area
    first_day: date
    gaps: frozenset[int]


def plan(
    holdings: Sequence[Holding],
    activities: Sequence[Activity],
    today: date,
    *,
    add: Sequence[Activity] = (),
    rules: Catalog | None = None,
    most_nodes: int = MOST_NODES,
) -> Plan:
    """Return the fewest further points that complete all holdings, exact in hundredths.

    `add` are activities that the person thinks of doing. Which areas are taken need not be the
    only answer; how many points are. A cycle that has ended with its declaration under way takes
    no more points, so there is nothing to plan for it.
    """
    rules = rules or catalog()
    done = in_order((*activities, *add))
    open_still = [each for each in holdings if cycle_of(each, today, rules=rules).ends >= today]
    looked = [(holding, gap_of(holding, done, today, rules=rules)) for holding in open_still]
    gaps = [gap for _holding, gap in looked if gap is not None and gap.shortages((), 1)]
    amounts = _amounts(gaps, today)
    found = cover(
        _costs(gaps, amounts),
        _first_rows(gaps, amounts),
        lambda numerators, scale: _broken(gaps, amounts, numerators, scale),
        most_nodes=most_nodes,
    )
    take = _takes(gaps, amounts, found.amounts)
    return Plan(
        points=sum((each.points for each in take), NOTHING),
        take=take,
        unknown=tuple(holding.key for holding, gap in looked if gap is None),
        proven=found.proven,
    )


def _amounts(gaps: Sequence[Gap], today: date) -> list[_Amount]:
    """Return the unknowns: areas that somebody asks for, by group of cycles that share a day."""
    amounts = []
    for first_day, together in _groups(gaps, today):
        areas = {
            area
            for number in together
            for slot in gaps[number].slots
            for area in slot.accepts or {Area.GENERAL}
        }
        amounts += [_Amount(area, first_day, together) for area in Area if area in areas]
    return amounts


def _groups(gaps: Sequence[Gap], today: date) -> list[tuple[date, frozenset[int]]]:
    """Return the largest groups of holdings whose cycles share a day, with the first such day."""
    groups: dict[frozenset[int], date] = {}
    for day in sorted({max(today, gap.cycle.starts) for gap in gaps}):
        group = frozenset(number for number, gap in enumerate(gaps) if day in gap.cycle)
        groups.setdefault(group, day)
    return [(day, group) for group, day in groups.items() if not any(group < g for g in groups)]


def _costs(gaps: Sequence[Gap], amounts: Sequence[_Amount]) -> list[int]:
    """Let a point less outweigh everything; of as many points, prefer those of any area."""
    most = 1 + sum(room for gap in gaps for room in gap.rooms)
    return [most + (amount.area is not Area.GENERAL) for amount in amounts]


def _first_rows(gaps: Sequence[Gap], amounts: Sequence[_Amount]) -> list[Row]:
    """Return the conditions of each slot alone, and of all together."""
    rows = []
    for number, gap in enumerate(gaps):
        every = range(len(gap.slots))
        for places in (*({place} for place in every), set(every)):
            if gap.lacking(places) > 0:
                rows.append(_row(gap, number, amounts, places))
    return rows


def _row(gap: Gap, number: int, amounts: Sequence[_Amount], places: set[int]) -> Row:
    """Return the condition that these slots of a holding set."""
    variables = (
        variable
        for variable, amount in enumerate(amounts)
        if number in amount.gaps and not places.isdisjoint(gap.accepting(amount.area))
    )
    return Row(tuple(variables), gap.lacking(places))


def _broken(
    gaps: Sequence[Gap], amounts: Sequence[_Amount], numerators: Sequence[int], scale: int
) -> list[Row]:
    """Return conditions that these amounts do not satisfy."""
    rows = []
    for number, gap in enumerate(gaps):
        extra = [
            (gap.accepting(amount.area), numerator)
            for amount, numerator in zip(amounts, numerators, strict=True)
            if numerator and number in amount.gaps
        ]
        rows += [_row(gap, number, amounts, places) for places in gap.shortages(extra, scale)]
    return rows


def _takes(
    gaps: Sequence[Gap], amounts: Sequence[_Amount], found: Sequence[int]
) -> tuple[Take, ...]:
    """Return the amounts as points to take, with what they serve."""
    chosen = [(amount, count) for amount, count in zip(amounts, found, strict=True) if count]
    served: list[list[tuple[Gap, int]]] = [[] for _ in chosen]
    for number, gap in enumerate(gaps):
        mine = [place for place, (amount, _count) in enumerate(chosen) if number in amount.gaps]
        for place, slot in _served(gap, [chosen[place] for place in mine]):
            served[mine[place]].append((gap, slot))
    return tuple(
        Take(
            area=amount.area,
            points=in_points(count),
            by=min((_by(gap, amount.first_day) for gap, _slot in uses), default=amount.first_day),
            serves=tuple(Serves(gap.holding.key, gap.slots[slot].name) for gap, slot in uses),
            not_before=amount.first_day,
        )
        for (amount, count), uses in zip(chosen, served, strict=True)
    )


def _served(gap: Gap, chosen: Sequence[tuple[_Amount, int]]) -> list[tuple[int, int]]:
    """Return which of the chosen amounts go to which slots, after what there was already."""
    network, slots = gap.network(1)
    there = [network.fill(slot, room) for slot, room in zip(slots, gap.rooms, strict=True)]
    nodes = []
    for amount, count in chosen:
        node = network.node()
        nodes.append(node)
        network.link(SOURCE, node, count)
        for place in gap.accepting(amount.area):
            network.link(node, slots[place], count)
    for slot, room, before in zip(slots, gap.rooms, there, strict=True):
        network.fill(slot, room - before)
    return [
        (number, place)
        for number, (node, (amount, _count)) in enumerate(zip(nodes, chosen, strict=True))
        for place in gap.accepting(amount.area)
        if network.flow(node, slots[place])
    ]


def _by(gap: Gap, first_day: date) -> date:
    """Return the recommended last day, or the end of the cycle where that is too early."""
    days = (gap.recommended, gap.holding.cycle_ends, gap.cycle.ends)
    return next((day for day in days if day >= first_day), first_day)
