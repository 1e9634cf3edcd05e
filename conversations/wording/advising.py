"""Advice for those who hold several credentials."""

from cmp_rules.advice import NearEnds, SameField
from cmp_rules.model import Area
from conversations.wording.forms import credential, day, listed, points, slot


def advice_heading() -> str:
    """Head the advice."""
    return "Holding several credentials"


def no_advice() -> str:
    """Nothing is to be said."""
    return "Your credentials neither share a field nor end near each other."


def same_field_lines(field: SameField) -> list[str]:
    """Say what each of several credentials in one field still costs."""
    areas = listed([slot(name) for name in field.areas if name in set(Area)])
    names = [credential(cost.key) for cost in field.costs]
    lines = [f"{listed(names)} stand in the same field ({areas}). To finish by itself:"]
    for cost in field.costs:
        needs = "not known" if cost.points is None else points(cost.points)
        lines.append(f"• {credential(cost.key)}: {needs}")
    if field.together is not None:
        lines.append(f"• together: {points(field.together)}")
    lines.append(
        "You choose which to maintain. Dropping one may mean reinstatement or another "
        "examination later; ask ASCP before you let one go."
    )
    return lines


def near_ends_lines(near: NearEnds) -> list[str]:
    """Say which credentials end near each other, and what is known of bringing them together."""
    names = listed([credential(key) for key in near.keys])
    lines = [
        f"{names} end near each other: from {day(near.open_from, weekday=False)} to "
        f"{day(near.open_until, weekday=False)} all of them can be declared, each with its own "
        "declaration. ASCP can bring ends together on request; on which conditions is not known "
        "here."
    ]
    if near.qualifications:
        lines.append(
            "For a further qualification there is a lower fee if both declarations are sent on "
            "the same business day; ASCP's pages say how much."
        )
    return lines
