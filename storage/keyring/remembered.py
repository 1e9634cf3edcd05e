"""What was read of people a moment ago: it is not opened and read again while it is the same.

A value is sealed with another nonce each time, so the same bytes, in the same row of the same
person, under the same key, always open to the same. Whole rows are compared with those that the
database returned just now: whatever was altered, moved or added is read as if for the first time.
"""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Row

MOST = 6_000_000  # bytes, of all people together: some 5,000 CEs
ROW = 700  # bytes that a row takes with what was read of it, beside its text, which is there twice
# Seconds after the last look; another process may have deleted the person. Whoever runs the bot
# tidies twice a minute (`bot.background.reminding`), so nothing stays for more than 15 minutes.
IDLE = 840.0

_T = TypeVar("_T")
_Row = TypeVar("_Row", Row[Any], tuple[Any, ...])


@dataclass(frozen=True, slots=True)
class Read(Generic[_T]):
    """Rows of a person, and what was read of each."""

    rows: tuple[tuple[Any, ...], ...] = ()
    values: tuple[_T, ...] = ()

    def pairs(self) -> Iterable[tuple[tuple[Any, ...], _T]]:
        """Go over the rows, each with what was read of it."""
        return zip(self.rows, self.values, strict=True)


def reread(before: Read[_T], rows: Sequence[_Row], read: Callable[[_Row], _T]) -> Read[_T]:
    """Read the rows that are not among those read before; `before` itself where all are the same.

    The rows are of one person, and whatever `read` makes of one depends on nothing else.
    """
    given = tuple(map(tuple, rows))  # rows of SQLAlchemy are slow to compare
    if given == before.rows:
        return before
    there: int = len(before.rows)
    if given[:there] == before.rows:  # as when one more is logged
        return Read(given, (*before.values, *map(read, rows[there:])))
    known = dict(before.pairs())
    both = zip(given, rows, strict=True)
    return Read(given, tuple(known[same] if same in known else read(row) for same, row in both))


def size_of(*groups: Read[Any]) -> int:
    """Return how many bytes of memory these take, about."""
    rows = [row for each in groups for row in each.rows]
    return ROW * len(rows) + 2 * sum([len(v) for row in rows for v in row if type(v) is bytes])


@dataclass(slots=True)
class _Entry:
    key: bytes  # what tells it from others, never the key itself
    read: object
    size: int
    looked_at: float


class Memory:
    """What was read of those who were here last, in the order in which they were."""

    def __init__(self, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing."""
        self._most = most
        self._clock = clock
        self._entries: OrderedDict[int, _Entry] = OrderedDict()
        self._size = 0

    def keep(self, chat: int, key: bytes, read: object, size: int) -> None:
        """Remember what was read of a person, of so many bytes, instead of those longest away."""
        self.forget(chat)
        if size > self._most:
            return
        self._size += size
        self._entries[chat] = _Entry(key, read, size, self._clock())
        while self._size > self._most:
            self.forget(next(iter(self._entries)))

    def recall(self, chat: int, key: bytes) -> object:
        """Return what was read of a person under the same key; None where nothing is kept."""
        entry = self._entries.get(chat)
        if entry is None:
            return None
        if key != entry.key:
            self.forget(chat)
            return None
        entry.looked_at = self._clock()
        self._entries.move_to_end(chat)
        return entry.read

    def forget(self, chat: int) -> None:
        """Let go of a person."""
        entry = self._entries.pop(chat, None)
        if entry is not None:
            self._size -= entry.size

    def tidy(self) -> None:
        """Let go of those at whom nobody looked for a while."""
        since = self._clock() - IDLE
        while self._entries:
            chat, oldest = next(iter(self._entries.items()))
            if oldest.looked_at > since:
                break
            self.forget(chat)
