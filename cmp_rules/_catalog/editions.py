"""The slots of an edition: their names, their order, and that they add up."""

from collections.abc import Mapping
from decimal import Decimal

from cmp_rules._catalog.figures import read_figure
from cmp_rules._catalog.model import Source
from cmp_rules._catalog.tables import Table
from cmp_rules.model import NOTHING, Area, Figure, Slot

ELECTIVES = "electives"
LABORATORY_SAFETY = "laboratory_safety"
FIRST = (Area.SAFETY, Area.ETHICS)


def read_slots(entry: Table, sources: Mapping[str, Source]) -> tuple[Slot, ...]:
    """Read the slots of an edition in the order in which they are filled."""
    slots: list[Slot] = []
    for row in entry.tables("slots"):
        name = row.text("name")
        accepts = _accepts(row, name)
        if name in {slot.name for slot in slots}:
            raise row.refuse("name", f"{name} stands here twice")
        if slots and _place(name) < _place(slots[-1].name):
            raise row.refuse("name", f"{name} stands after {slots[-1].name}")
        slots.append(Slot(name, read_figure(row, sources), accepts))
    if not slots:
        raise entry.refuse("slots", "is missing")
    return tuple(slots)


def check_slots(entry: Table, total: Figure, slots: tuple[Slot, ...]) -> None:
    """Refuse an edition whose figures do not add up.

    Where everything is known the slots make the total. Electives are what the rest leaves
    over, so they are unknown as soon as the total or any other slot is.
    """
    known = sum((slot.figure.points or NOTHING for slot in slots), NOTHING)
    unknown = [slot.name for slot in slots if slot.figure.points is None]
    if total.points is not None and not unknown and known != total.points:
        raise entry.refuse("total", f"is {total.points}, but the slots add up to {known}")
    if total.points is not None and known > total.points:
        raise entry.refuse("total", f"is {total.points}, but the slots have {known} already")
    guessed = unknown or total.points is None
    if guessed and ELECTIVES not in unknown and slots[-1].name == ELECTIVES:
        raise entry.refuse("slots", "electives are known although what they rest on is not")


def read_inferred(table: Table, known: Mapping[str, Decimal | None]) -> Mapping[str, Decimal]:
    """Read what a sister credential suggests for figures that no source gives."""
    inferred = {}
    for name in table:
        if name not in known:
            raise table.refuse(name, "is neither a slot of this edition nor total")
        if known[name] is not None:
            raise table.refuse(name, "is inferred although it is known")
        inferred[name] = table.number(name)
    return inferred


def _accepts(row: Table, name: str) -> frozenset[Area] | None:
    if name == ELECTIVES:
        return None
    if name == LABORATORY_SAFETY:
        return frozenset({Area.SAFETY})
    if name == Area.GENERAL or name not in set(Area):
        raise row.refuse("name", f"{name!r} is not an area that a slot can be named after")
    return frozenset({Area(name)})


def _place(name: str) -> int:
    """Return where a slot stands: safety, ethics, the dedicated areas, electives."""
    if name in FIRST:
        return FIRST.index(Area(name))
    return len(FIRST) + (name == ELECTIVES)
