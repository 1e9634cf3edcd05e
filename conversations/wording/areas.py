"""How far one area is, for each credential."""

from collections.abc import Sequence
from decimal import Decimal

from cmp_rules.model import Activity, Area, Confidence, CredentialKey
from cmp_rules.progress import SlotProgress
from conversations.wording.forms import area, area_name, credential, day, listed, number, points


def areas_heading(
    areas: Sequence[Area], short: Sequence[CredentialKey], *, asked_for: bool, sure: bool
) -> str:
    """Head how far areas are; `asked_for`: some credential wants points in them."""
    named = listed([area_name(areas[0]), *(area(each) for each in areas[1:])])
    if short:
        return f"{named}: still short for {listed([credential(key) for key in short])}"
    if not asked_for:
        return f"{named}: not asked for by itself"
    return f"{named}: nothing short by the figures here" if sure else f"{named}: I can't tell"


def area_line(key: CredentialKey, slots: Sequence[SlotProgress]) -> str:
    """Say how far an area is for one credential."""
    said = []
    for found in slots:
        if found.required is None:
            said.append(f"how many is not known, {number(found.met)} collected")
            continue
        rest = f"{number(found.missing)} still missing" if found.missing else "met"
        own = ", your own figure" if found.confidence is Confidence.YOURS else ""
        said.append(f"{number(found.met)} of {number(found.required)}{own}, {rest}")
    return f"{credential(key)}: {'; '.join(said)}"


def area_without_slot(key: CredentialKey, elective: Decimal) -> str:
    """A credential wants no points in this very area."""
    counted = f"; {number(elective)} counted as elective" if elective else "; it fills electives"
    return f"{credential(key)}: no figure of its own{counted}"


def in_area_heading() -> str:
    """Head the entries in an area."""
    return "Logged in it:"


def in_area_line(value: Decimal, activity: Activity) -> str:
    """Write one entry with its points in the area."""
    return f"{number(value)} {activity.title}, {day(activity.date, weekday=False)}"


def none_in_area() -> str:
    """No entry has points in the area."""
    return "No CE of yours is in it yet."


def place_not_known(value: Decimal) -> str:
    """Write points that are collected where no figure says what they fill."""
    return f"{points(value)} collected; which requirement they fill is not known"
