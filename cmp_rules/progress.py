"""What is met, what is missing, and why: the answer to "what do I still need?"."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cmp_rules._solving.desk import Numbered, in_points, limits_of
from cmp_rules.allocation import Allocation, Over, allocate
from cmp_rules.catalog import Catalog, catalog
from cmp_rules.cycles import Cycle, Dates, dates_of, span_of
from cmp_rules.eligibility import in_order, shares_of, sort_out
from cmp_rules.model import NOTHING, Activity, Confidence, Edition, Holding, Kind, Why
from cmp_rules.pins import RefusedPin
from cmp_rules.requirement import Need, Requirement, requirement_of


@dataclass(frozen=True, slots=True)
class SlotProgress:
    """How far one slot, or the total, is filled. `required` and `missing` are None if unknown."""

    name: str
    required: Decimal | None
    met: Decimal
    missing: Decimal | None
    confidence: Confidence
    source: str


@dataclass(frozen=True, slots=True)
class Use:
    """Points of one part of an activity that fill a slot."""

    activity: int  # its place in the list that was given
    part: int
    slot: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Points of one part of an activity that count for nothing here, and why."""

    activity: int  # its place in the list that was given
    part: int
    points: Decimal
    why: Why


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a holding stands on a day, with the sum it comes from."""

    holding: Holding
    cycle: Cycle
    dates: Dates
    slots: tuple[SlotProgress, ...]  # in the order in which they are filled
    total: SlotProgress
    allocation: tuple[Use, ...]
    over: tuple[Over, ...]  # what is left of parts that may count
    left_out: tuple[tuple[int, Activity, Why], ...]  # activities that do not, with their places
    refused_pins: tuple[RefusedPin, ...]  # choices that have become impossible
    confidence: Confidence  # of the weakest figure used
    complete: bool | None  # None: nothing known is short, but not every figure is known
    expired: bool
    voluntary: bool
    edition: Edition
    notes: tuple[str, ...]  # about the figures and limits of this very answer

    @property
    def not_modelled(self) -> tuple[str, ...]:
        """What the rules do not know about this credential."""
        return self.edition.not_modelled

    @property
    def not_counted(self) -> tuple[NotCounted, ...]:
        """Everything that counts for nothing, in the order of the list; made when asked for."""
        return tuple(sorted(self._lost(), key=lambda each: (each.activity, each.part)))

    def not_counted_of(self, activity: int) -> tuple[NotCounted, ...]:
        """Return what of one activity counts for nothing; `activity` is its place in the list."""
        return tuple(sorted(self._lost(activity), key=lambda each: each.part))

    def _lost(self, only: int | None = None) -> Iterator[NotCounted]:
        for number, activity, why in self.left_out:
            if only is None or number == only:
                for place, part in enumerate(activity.parts):
                    if part.points:
                        yield NotCounted(number, place, part.points, why)
        for over in self.over:
            mine = over.pieces if only is None else [p for p in over.pieces if p[0] == only]
            for piece in mine:
                if left := over.left(piece):
                    yield NotCounted(piece[0], piece[1], in_points(left), over.why)

    def slot(self, name: str) -> SlotProgress | None:
        """Return the slot of this name, if the holding has one."""
        return next((slot for slot in self.slots if slot.name == name), None)


def progress(
    holding: Holding,
    activities: Sequence[Activity],
    today: date,
    *,
    rules: Catalog | None = None,
    ordered: Sequence[Numbered] | None = None,
) -> Progress:
    """Work out what a holding has met and misses when asked on a day.

    The figures depend on which activities there are, never on their order. `ordered`: what
    `in_order` makes of the activities, where it was made before.
    """
    rules = rules or catalog()
    span = span_of(holding, today, rules=rules)
    edition = rules.edition(holding.key, span.cycle.ends)
    requirement = requirement_of(edition, holding.adjustments)
    shares = shares_of(rules)
    ordered = in_order(activities) if ordered is None else ordered
    counting, left_out = sort_out(holding, ordered, span)
    result = allocate(requirement, limits_of(requirement, shares), holding.key, counting)
    slots, total = _measure(requirement, result)
    return Progress(
        holding=holding,
        cycle=span.cycle,
        dates=dates_of(holding, rules=rules),
        slots=slots,
        total=total,
        allocation=_uses(requirement, result),
        over=result.over,
        left_out=tuple(left_out),
        refused_pins=tuple(result.refused),
        confidence=requirement.confidence,
        complete=_complete((*slots, total)),
        expired=span.expired,
        voluntary=span.voluntary,
        edition=edition,
        notes=(*requirement.notes, *_unlimited(requirement, shares, counting)),
    )


def _measure(
    requirement: Requirement, result: Allocation
) -> tuple[tuple[SlotProgress, ...], SlotProgress]:
    """Return how far each slot and the total are filled."""
    met = [0] * len(requirement.slots)
    for (_activity, _part, place), amount in result.used.items():
        met[place] += amount
    slots = tuple(
        _filled(need, in_points(amount))
        for need, amount in zip(requirement.slots, met, strict=True)
    )
    return slots, _filled(requirement.total, in_points(sum(met)))


def _filled(need: Need, met: Decimal) -> SlotProgress:
    missing = None if need.required is None else max(need.required - met, NOTHING)
    return SlotProgress(need.name, need.required, met, missing, need.confidence, need.source)


def _complete(figures: Iterable[SlotProgress]) -> bool | None:
    missing = [figure.missing for figure in figures]
    if any(missing):
        return False
    return None if None in missing else True


def _uses(requirement: Requirement, result: Allocation) -> tuple[Use, ...]:
    return tuple(
        Use(activity, part, requirement.slots[place].name, in_points(amount))
        for (activity, part, place), amount in sorted(result.used.items())
    )


def _unlimited(
    requirement: Requirement, shares: dict[Kind, Decimal], counting: list[Numbered]
) -> tuple[str, ...]:
    """Say which limits could not be applied because the total they are a share of is unknown."""
    if requirement.total.required is not None:
        return ()
    concerned = sorted({activity.kind for _number, activity, _pieces in counting} & set(shares))
    return tuple(
        f"Points of the kind {kind} may make up {shares[kind]:.0%} of the total at most; "
        "as the total is unknown, this limit was not applied."
        for kind in concerned
    )
