"""What was read of people a moment ago: it is not opened and read again while it is the same.

A value is sealed with another nonce each time, so the same bytes, in the same row of the same
person, under the same key, always open to the same. Whole rows are compared with those that the
database returned just now: whatever was altered, moved or added is read as if for the first time.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import Row

if TYPE_CHECKING:
    from storage.keyring.person_sealing import Opener

MOST = 5_000  # rows of all people together; each takes some 1.2 kB, with what was read of it
IDLE = 900.0  # seconds after the last look; another process may have deleted the person

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Read(Generic[_T]):
    """Rows of a person, and what was read of each."""

    rows: tuple[tuple[Any, ...], ...] = ()
    values: tuple[_T, ...] = ()

    def pairs(self) -> Iterable[tuple[tuple[Any, ...], _T]]:
        """Go over the rows, each with what was read of it."""
        return zip(self.rows, self.values, strict=True)


def reread(before: Read[_T], rows: Sequence[Row[Any]], read: Callable[[Row[Any]], _T]) -> Read[_T]:
    """Read the rows that are not among those read before; `before` itself where all are the same.

    The rows are of one person, and whatever `read` makes of one depends on nothing else.
    """
    given = tuple(map(tuple, rows))  # rows of SQLAlchemy are slow to compare
    if given == before.rows:
        return before
    known = dict(before.pairs())
    both = zip(given, rows, strict=True)
    return Read(given, tuple(known[same] if same in known else read(row) for same, row in both))


@dataclass(slots=True)
class _Entry:
    by: "Opener"
    read: object
    rows: int
    looked_at: float


class Memory:
    """What was read of those who were here last, in the order in which they were."""

    def __init__(self, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing."""
        self._most = most
        self._clock = clock
        self._entries: OrderedDict[int, _Entry] = OrderedDict()
        self._rows = 0

    def keep(self, chat: int, by: "Opener", read: object, rows: int) -> None:
        """Remember what was read of a person in so many rows, instead of those longest away."""
        self.forget(chat)
        if rows > self._most:
            return
        self._rows += rows
        self._entries[chat] = _Entry(by, read, rows, self._clock())
        while self._rows > self._most:
            self.forget(next(iter(self._entries)))

    def recall(self, chat: int, by: "Opener") -> object:
        """Return what was read of a person under the same key; None where nothing is kept."""
        entry = self._entries.get(chat)
        if entry is None:
            return None
        if not by.has_key_of(entry.by):
            self.forget(chat)
            return None
        entry.looked_at = self._clock()
        self._entries.move_to_end(chat)
        return entry.read

    def forget(self, chat: int) -> None:
        """Let go of a person."""
        entry = self._entries.pop(chat, None)
        if entry is not None:
            self._rows -= entry.rows

    def tidy(self) -> None:
        """Let go of those at whom nobody looked for a while."""
        since = self._clock() - IDLE
        while self._entries:
            chat, oldest = next(iter(self._entries.items()))
            if oldest.looked_at > since:
                break
            self.forget(chat)
