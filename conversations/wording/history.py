"""How an entry changed, and an earlier version brought back."""

from collections.abc import Sequence
from datetime import datetime

from cmp_rules.model import Activity
from conversations.wording.forms import day, points
from conversations.wording.labels import FIELD_NAMES

HISTORY = "Show history"
RESTORE = "Restore"


def history_heading(number: int) -> str:
    """Head the history of an entry."""
    return f"History of #{number}"


def as_it_is(activity: Activity) -> str:
    """Say what an entry is now."""
    return f"Now: {_short(activity)}"


def past_change(number: int, at: datetime, what: str, told: Sequence[str] | None) -> str:
    """Write one change in a line, with the moment by the person's clock."""
    happened = {"logged": "logged", "removed": "removed", "put_back": "put back"}
    words = happened.get(what) or "; ".join(told or ()) or "changed"
    return f"{number}. {day(at.date())}, {at:%H:%M}: {words}"


def field_changed(field: str, was: str, now: str) -> str:
    """Write how a field changed."""
    return f"{FIELD_NAMES[field].lower()} {was} → {now}"


def counting_changed() -> str:
    """What was fixed by the person changed."""
    return "where it counts"


def no_history() -> str:
    """Nothing is kept of this entry."""
    return "No change of it is kept yet."


def back_to_before(number: int) -> str:
    """Offer the version before a change."""
    return f"Back to before {number}"


def restoring_heading(number: int) -> str:
    """Ask before a version is brought back."""
    return f"Bring back this version of #{number}?"


def would_change(changes: Sequence[str]) -> str:
    """Say what would be different."""
    if not changes:
        return "Nothing would be different."
    return "\n".join(f"{change[:1].upper()}{change[1:]}" for change in changes)


def restored(activity: Activity) -> str:
    """A version was brought back."""
    return f"Restored #{activity.number}: {_short(activity)}. Undo takes that back."


def version_gone() -> str:
    """There is no such version (any more)."""
    return "That version is not kept any more."


def which_history() -> str:
    """No entry was named."""
    return "Whose history? Say for example “history of #3”, or open an entry in /list."


def _short(activity: Activity) -> str:
    provider = f", {activity.provider}" if activity.provider else ""
    on = day(activity.date, weekday=False)
    return f"{activity.title}, {points(activity.points)}, {on}{provider}"
