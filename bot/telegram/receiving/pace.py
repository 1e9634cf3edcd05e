"""How many messages and presses of one person are taken in: many at once, then one a second.

A flood costs nobody else anything, and nothing of it passes in silence: who sends faster hears one
calm line. Each process counts for itself, in memory; what was sent while no process ran is counted
by the moments at which it was sent, so that nobody is punished for an outage.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeAlias

from bot.settings import AT_ONCE

A_SECOND = 1.0  # from then on
TOLD_FOR = timedelta(seconds=60)  # for which the line is not said again
REMEMBERED = 10_000  # people

Verdict: TypeAlias = Literal["take", "tell", "drop"]


@dataclass(slots=True)
class _Bucket:
    """What one person may still send at once."""

    left: float
    at: datetime
    told_at: datetime | None = None
    told_by: str = ""  # the update that led to the line


class Pace:
    """Weighs what comes in."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        """Let so many through at once; 0: any number."""
        self._at_once = at_once
        self._buckets: OrderedDict[int, _Bucket] = OrderedDict()

    def weigh(self, chat: int, update: str, at: datetime) -> Verdict:
        """Say whether an update of a moment is taken, answered with the line, or passed over."""
        if not self._at_once:
            return "take"
        bucket = self._buckets.pop(chat, None) or _Bucket(self._at_once, at)
        self._buckets[chat] = bucket
        while len(self._buckets) > REMEMBERED:
            self._buckets.popitem(last=False)
        passed = max((at - bucket.at).total_seconds(), 0.0)
        bucket.left = min(bucket.left + passed * A_SECOND, self._at_once)
        bucket.at = max(bucket.at, at)
        if bucket.told_by == update:
            return "tell"  # brought again: the database was away
        if bucket.left >= 1:
            bucket.left -= 1
            return "take"
        if bucket.told_at is not None and bucket.at - bucket.told_at < TOLD_FOR:
            return "drop"
        bucket.told_at, bucket.told_by = bucket.at, update
        return "tell"
