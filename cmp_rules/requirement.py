"""What is asked of one holding: its edition, with the person's own figures in their places.

Electives are what the total leaves beside the other slots. They are worked out again when the
person replaces a figure, unless the person gave them too; they stay unknown while a figure they
rest on is, and while nobody has said which areas of its own the credential asks for.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cmp_rules.model import NOTHING, Adjustments, Area, Confidence, Edition, Figure, Slot

ELECTIVES = "electives"
LABORATORY_SAFETY = "laboratory_safety"
SLOT_NAMES = (
    *(area.value for area in Area if area is not Area.GENERAL),
    LABORATORY_SAFETY,
    ELECTIVES,
)
"""Every name that a slot can have, in the order in which added slots are listed."""

YOUR_FIGURE = "your own figure"
LEFT_OVER = "what the total leaves"  # the source of electives that were worked out
_COMMON = (Area.SAFETY.value, Area.ETHICS.value)  # asked of everybody: no area of one's own
_FIRMNESS = (Confidence.UNKNOWN, Confidence.SECONDARY, Confidence.YOURS, Confidence.CONFIRMED)


@dataclass(frozen=True, slots=True)
class Need:
    """How many points one slot asks for, or the credential in all."""

    name: str
    required: Decimal | None  # None: nobody knows
    accepts: frozenset[Area] | None  # None accepts every area
    confidence: Confidence
    source: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """Everything asked of one holding."""

    total: Need
    slots: tuple[Need, ...]  # in the order in which they are filled; electives last
    notes: tuple[str, ...]  # what the person should hear about these figures

    @property
    def known(self) -> bool:
        """Whether every figure is known."""
        return self.total.required is not None and all(
            slot.required is not None for slot in self.slots
        )

    @property
    def confidence(self) -> Confidence:
        """How well the weakest of the figures is founded."""
        return weakest((self.total, *self.slots))

    @property
    def spare(self) -> Decimal | None:
        """How many points the total leaves beside the known dedicated slots; None: no limit.

        So many may go to electives, or to slots whose figure is unknown, at least.
        """
        if self.total.required is None:
            return None
        return max(self.total.required - _sum(dedicated(self.slots)), NOTHING)


def weakest(needs: Iterable[Need]) -> Confidence:
    """Return the weakest confidence; the person's own figure is never shown as confirmed."""
    return min((need.confidence for need in needs), key=_FIRMNESS.index)


def dedicated(slots: Iterable[Need]) -> tuple[Need, ...]:
    """Return the slots that ask for an area."""
    return tuple(slot for slot in slots if slot.name != ELECTIVES)


def accepted_by(name: str) -> frozenset[Area]:
    """Return the areas that a dedicated slot of this name accepts."""
    return frozenset({Area.SAFETY if name == LABORATORY_SAFETY else Area(name)})


_USUAL: dict[int, tuple[Edition, Requirement]] = {}  # by the identity of an edition that is kept
_MOST = 500  # editions; the catalogue has fewer


def requirement_of(edition: Edition, adjustments: Adjustments) -> Requirement:
    """Return what an edition asks of a person whose own figures win over it."""
    if adjustments.total is not None or adjustments.slots:
        return _requirement(edition, adjustments)
    known = _USUAL.get(id(edition))  # it takes a tenth of all progress, and most have no figures
    if known is None:
        if len(_USUAL) >= _MOST:
            _USUAL.clear()
        known = _USUAL[id(edition)] = edition, _requirement(edition, adjustments)
    return known[1]


def _requirement(edition: Edition, adjustments: Adjustments) -> Requirement:
    total = _need("total", None, edition.total)
    if adjustments.total is not None:
        total = _own("total", None, adjustments.total, adjustments)
    slots = _areas(edition, adjustments)
    electives = _electives(edition, adjustments, total, slots)
    if electives is not None:
        slots = (*slots, electives)
    return Requirement(total, slots, _contradictions(total, slots))


def _areas(edition: Edition, adjustments: Adjustments) -> tuple[Need, ...]:
    """Return the dedicated slots: the edition's, then those that only the person names."""
    found = {slot.name: _need(slot.name, slot.accepts, slot.figure) for slot in _listed(edition)}
    for name in SLOT_NAMES:
        if name != ELECTIVES and name in adjustments.slots:
            found[name] = _own(name, accepted_by(name), adjustments.slots[name], adjustments)
    present = [need for need in found.values() if need.required != NOTHING]
    return tuple(sorted(present, key=lambda need: _place(need.name)))


def _electives(
    edition: Edition, adjustments: Adjustments, total: Need, areas: tuple[Need, ...]
) -> Need | None:
    """Return what may be anything; None where the areas leave nothing over."""
    given = next((slot for slot in edition.slots if slot.name == ELECTIVES), None)
    if ELECTIVES in adjustments.slots:
        own = _own(ELECTIVES, None, adjustments.slots[ELECTIVES], adjustments)
        left = total.required is not None and total.required > _sum(areas)
        return own if own.required or left else None
    if adjustments.total is None and not adjustments.slots and given is not None:
        return _need(ELECTIVES, None, given.figure)
    known = all(need.required is not None for need in (total, *areas))
    if not known or not _areas_told(edition, given, {*adjustments.slots, *_names(areas)}):
        source = (edition.total if given is None else given.figure).source
        return Need(ELECTIVES, None, None, Confidence.UNKNOWN, source)
    left_over = (total.required or NOTHING) - _sum(areas)
    if left_over <= NOTHING:
        return None
    return Need(ELECTIVES, left_over, None, weakest((total, *areas)), LEFT_OVER)


def _areas_told(edition: Edition, given: Slot | None, named: set[str]) -> bool:
    """Whether somebody said which areas of its own the credential asks for."""
    settled = edition.total if given is None else given.figure
    return settled.points is not None or not named <= set(_COMMON)


def _names(needs: Iterable[Need]) -> list[str]:
    return [need.name for need in needs]


def _contradictions(total: Need, slots: tuple[Need, ...]) -> tuple[str, ...]:
    """Say where the figures do not go together; then each of them has to be met."""
    if total.required is None or any(slot.required is None for slot in slots):
        return ()
    together = _sum(slots)
    if together == total.required:
        return ()
    return (
        f"The areas and electives add up to {together:f} points, the total is "
        f"{total.required:f}: one of these figures is not right. Until then each must be met.",
    )


def _listed(edition: Edition) -> tuple[Slot, ...]:
    return tuple(slot for slot in edition.slots if slot.name != ELECTIVES)


def _need(name: str, accepts: frozenset[Area] | None, figure: Figure) -> Need:
    return Need(name, figure.points, accepts, figure.confidence, figure.source)


def _own(
    name: str, accepts: frozenset[Area] | None, points: Decimal, adjustments: Adjustments
) -> Need:
    source = f"{YOUR_FIGURE}: {adjustments.note}" if adjustments.note else YOUR_FIGURE
    return Need(name, points, accepts, Confidence.YOURS, source)


def _place(name: str) -> int:
    return _COMMON.index(name) if name in _COMMON else len(_COMMON)


def _sum(needs: Iterable[Need]) -> Decimal:
    return sum((need.required or NOTHING for need in needs), NOTHING)
