"""The plan for all credentials together."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cmp_rules.model import Area, CredentialKey, Part
from cmp_rules.planner import Take
from conversations.wording.forms import area, credential, day, listed, number, parts, points, slot


def plan_heading(total: Decimal, keys: Sequence[CredentialKey]) -> str:
    """Head the plan with the one number that matters."""
    names = listed([credential(key) for key in keys])
    if not keys:
        return "No plan yet: figures are missing"
    if not total:
        return f"Nothing missing for {names}, by the figures here"
    return f"{points(total)} finish{'es' if total == 1 else ''} your {names}"


def take_line(take: Take, today: date) -> str:
    """Say how many points to earn in one area, by when, and what they serve."""
    what = "in any area" if take.area is Area.GENERAL else area(take.area)
    late = " (that day has passed)" if take.by < today else ""
    early = f", from {day(take.not_before, weekday=False)}" if take.not_before > today else ""
    by = day(take.by, weekday=False)
    return f"• {number(take.points)} {what}{early} by {by}{late}: for {_served(take)}"


def _served(take: Take) -> str:
    """Name the credentials; where only electives are filled, say so."""
    filled: dict[CredentialKey, set[str]] = {}
    for each in take.serves:
        filled.setdefault(each.key, set()).add(each.slot)
    return listed(
        [
            f"{credential(key)} (elective)" if slots == {"electives"} else credential(key)
            for key, slots in filled.items()
        ]
    )


def one_by_one(apart: Decimal, together: Decimal) -> str:
    """Say what planning together saves."""
    if apart <= together:
        return "Each of these points serves one credential; planning together saves none here."
    return f"One credential after the other would take {points(apart)}: most CEs serve several."


def plan_of_expired(keys: Sequence[CredentialKey]) -> str:
    """Say what a day means where a credential has expired."""
    names = listed([credential(key) for key in keys])
    verb = "has" if len(keys) == 1 else "have"
    return (
        f"{names} {verb} expired: no day is known by which that is due. It is counted over the "
        "last three years, up to today; /declare tells of the way back."
    )


def outside_the_plan(keys: Sequence[CredentialKey]) -> str:
    """Name the credentials whose figures are not known."""
    names = listed([credential(key) for key in keys])
    return (
        f"Not in this plan: {names}. Not all figures are known; put in those of your ASCP "
        "dashboard with /credentials."
    )


def perhaps_fewer() -> str:
    """Say that fewer points may do."""
    return "This plan works, but I could not prove that no shorter one does."


def plan_rests_on() -> str:
    """Say what the plan rests on."""
    return (
        "It rests on the figures shown by “what do I still need”, some of them not confirmed. "
        "Not affiliated with ASCP. Try “/plan 6 blood banking” to see what a course would change."
    )


def plan_if_heading(thought: tuple[Part, ...]) -> str:
    """Head what a further activity would change."""
    total = sum((part.points for part in thought), Decimal(0))
    return f"If you did {points(total)}: {parts(thought)}"


def plan_change(before: Decimal, after: Decimal) -> str:
    """Say how many points are left before and after."""
    if after >= before:
        return f"It would bring you no closer: {points(before)} are left either way."
    return f"{points(after)} would be left instead of {number(before)}."


def place_for_which(number_: int) -> str:
    """Ask for which credential points are to be fixed."""
    return f"For which credential do you want to fix where #{number_} counts?"


def place_where(number_: int, key: CredentialKey) -> str:
    """Ask to which requirement points are to be fixed."""
    return (
        f"Where should #{number_} count for your {credential(key)}? Left to me, it goes where "
        "the fewest points stay missing."
    )


def place_how_many(name: str) -> str:
    """Ask how many points are to be fixed there."""
    return f"How many of its points should count as {slot(name)}?"


def place_too_many(most: Decimal) -> str:
    """More points were wished for than the activity has for this requirement."""
    return f"At most {points(most)} of this activity fit there."


def as_many_as(most: Decimal) -> str:
    """Offer as many points as fit."""
    return f"As many as fit: {number(most)}"
