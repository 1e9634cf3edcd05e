"""One change of an entry, as it is kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from cmp_rules.model import Activity

MOST = 50  # changes of one entry that are kept; the oldest go first
What: TypeAlias = Literal["logged", "changed", "removed", "put_back"]


@dataclass(frozen=True, slots=True)
class PastChange:
    """What happened to an entry, and what it was before."""

    number: int  # counted from 1 for each entry
    what: What
    at: datetime  # aware
    before: Activity | None = None  # of a change


@dataclass(frozen=True, slots=True)
class History:
    """The changes of one entry, oldest first."""

    entry: int
    changes: tuple[PastChange, ...]


def versions(history: History, now: Activity) -> tuple[tuple[PastChange, Activity | None], ...]:
    """Return each change with what the entry was after it, the newest first."""
    after: Activity | None = now
    found = []
    for change in reversed(history.changes):
        found.append((change, after if change.what == "changed" else None))
        after = change.before or after
    return tuple(found)
