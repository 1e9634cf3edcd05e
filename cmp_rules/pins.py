"""The person's own choices: which points go where, and why a choice cannot be followed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from cmp_rules._solving.desk import (
    Desk,
    Numbered,
    Piece,
    Pool,
    hundredths,
    in_points,
    limits_of,
)
from cmp_rules.catalog import catalog
from cmp_rules.cycles import span_of
from cmp_rules.eligibility import in_order, shares_of, sort_out, why_not
from cmp_rules.model import Activity, CredentialKey, Holding, Pin, Why
from cmp_rules.requirement import requirement_of


@dataclass(frozen=True, slots=True)
class RefusedPin:
    """A choice of the person that cannot be followed, and why."""

    activity: int  # its place in the list
    pin: Pin
    why: str  # one sentence


def follow_pins(
    desk: Desk, key: CredentialKey, activities: Sequence[Numbered]
) -> tuple[RefusedPin, ...]:
    """Use points as the person wishes; return the wishes that cannot be followed.

    A wish is followed whole or not at all. Nothing else may have been used on the desk before.
    """
    refused = []
    for number, activity, _pieces in activities:
        for pin in activity.pins:
            if pin.key != key:
                continue
            found = desk.piece(number, pin.part)
            why = why_impossible(desk, found, pin)
            if found is None or why is not None:
                refused.append(RefusedPin(number, pin, why or ""))
            else:
                desk.use(*found, _place(desk, pin.slot), hundredths(pin.points))
    return tuple(refused)


def check_pin(
    pin: Pin,
    activity: Activity,
    holding: Holding,
    others: Sequence[Activity],
    today: date,
) -> str | None:
    """Return in one sentence why a new pin of an activity is impossible; None where it is not.

    The activity carries the pins it had before; `others` are all other activities.
    """
    rules = catalog()
    span = span_of(holding, today, rules=rules)
    why = why_not(activity, holding.key, span)
    if why is Why.EXCLUDED:
        return f"You took this activity out of {holding.key}."
    if why is not None:
        cycle = f"{span.cycle.starts} to {span.cycle.ends}"
        return f"Its day does not lie in the cycle of {holding.key} ({cycle})."
    edition = rules.edition(holding.key, span.cycle.ends)
    requirement = requirement_of(edition, holding.adjustments)
    counting, _left_out = sort_out(holding, in_order((*others, activity)), span)
    desk = Desk(requirement, limits_of(requirement, shares_of(rules)), counting)
    follow_pins(desk, holding.key, counting)
    return why_impossible(desk, desk.piece(len(others), pin.part), pin)


def why_impossible(desk: Desk, found: tuple[Pool, Piece] | None, pin: Pin) -> str | None:
    """Say why a pin cannot be followed as things stand on the desk; None where it can."""
    if found is None:
        return f"The activity has no part {pin.part}."
    pool, piece = found
    name = pin.slot.replace("_", " ")
    place = _place(desk, pin.slot)
    if place < 0:
        return f"{pin.key} has no requirement called {name}."
    if place not in pool.slots:
        return f"No area of this part counts for {name} of {pin.key}."
    wanted, room, kind = hundredths(pin.points), desk.room_for_pins(place), pool.kind
    left = desk.left(piece)
    if wanted > left:
        return f"This part has only {in_points(left):f} points left to place in {pin.key}."
    if room is not None and wanted > room:
        return f"{name.capitalize()} of {pin.key} has room for only {in_points(room):f} points."
    if kind is not None and wanted > desk.limits[kind]:
        most = in_points(desk.limits[kind])
        return f"Only {most:f} more points of the kind {kind} may count for {pin.key}."
    return None


def _place(desk: Desk, name: str) -> int:
    """Return where the slot of this name stands; -1 where there is none."""
    return next((place for place, slot in enumerate(desk.slots) if slot.name == name), -1)
