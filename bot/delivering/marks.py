"""What was shown and is not recorded yet, for a moment: several chats then share a transaction.

A commit takes about as long as a whole turn of a conversation. So a screen that was shown is
recorded a moment later, with those of other chats, or by the next turn of its chat if that is
earlier, in the turn's own transaction. The row stays leased until then, so nobody else sends
anything to the chat. Who is killed in between leaves a row that is shown once more: no word is
lost, one may be doubled, as where the process is killed while Telegram answers.
"""

import asyncio
import logging
import time
from collections import Counter
from collections.abc import Callable
from functools import partial

from bot.delivering.attempts import surely
from storage.engine import DatabaseAway, Sessions
from storage.sending import marking
from storage.sending.marking import Mark

log = logging.getLogger(__name__)

SOON = 0.02  # seconds; what a kill may double is little beside the calls that are under way
LATER = 0.2  # where the chats are locked by turns of other processes
MOST = 50  # chats of one transaction
PATIENCE = 10.0  # seconds for what is left when we are told to stop


class Marks:
    """Records what was shown, at the latest a moment after it was added."""

    def __init__(self, sessions: Sessions, deliver: Callable[[int], None]) -> None:
        """Start with none; `deliver` is told of each chat in which something else waits."""
        self._sessions = sessions
        self._deliver = deliver
        self._behind: Counter[int] = Counter()  # by chat: how much waits behind what is shown now
        self._waiting: dict[int, Mark] = {}  # by chat: the oldest row of each holds the others back
        self._timer: asyncio.TimerHandle | None = None
        self._at_work: asyncio.Task[bool] | None = None

    def add(self, mark: Mark) -> None:
        """Take a mark, to be recorded soon."""
        self._waiting[mark.chat] = mark
        self._wake(SOON)

    def of(self, chat: int) -> Mark | None:
        """Return what is still to be recorded of a chat. Whoever does it says so to `recorded`."""
        return self._waiting.get(chat)

    def recorded(self, mark: Mark | None) -> None:
        """Forget a mark, once its transaction is committed."""
        if mark is not None and self._waiting.get(mark.chat) is mark:
            del self._waiting[mark.chat]

    def behind(self, chat: int) -> int:
        """Return how many screens wait behind the one that is shown, as far as is known here."""
        return self._behind[chat]

    def put_behind(self, chat: int, screens: int) -> None:
        """Note that screens wait, or wait no more, behind the one that is shown."""
        self._behind[chat] += screens
        if self._behind[chat] <= 0:
            del self._behind[chat]

    async def settle(self) -> None:
        """Record all that waits, now; give up where turns of other processes last too long."""
        until = time.monotonic() + PATIENCE
        while (self._waiting or self._at_work) and time.monotonic() < until:
            self._begin()
            if self._at_work is not None:
                await asyncio.wait({self._at_work}, timeout=until - time.monotonic())
            if self._waiting:
                await asyncio.sleep(SOON)
        self._give_up()

    def _give_up(self) -> None:
        """Leave what could not be recorded in time: it may be shown again."""
        self._waiting.clear()
        if self._at_work is not None:
            self._at_work.cancel()

    def _wake(self, seconds: float) -> None:
        if self._timer is None and self._at_work is None:
            self._timer = asyncio.get_running_loop().call_later(seconds, self._begin)

    def _begin(self) -> None:
        """Begin to record, unless that is under way or there is nothing to record."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._waiting and self._at_work is None:
            self._at_work = asyncio.create_task(self._record())
            self._at_work.add_done_callback(self._rest)

    def _rest(self, task: asyncio.Task[bool]) -> None:
        self._at_work = None
        if self._waiting and not task.cancelled():
            self._wake(SOON if task.result() else LATER)

    async def _record(self) -> bool:
        """Record what waits; False where every chat of it is locked."""
        marks = tuple(self._waiting.values())[:MOST]
        try:
            done = await surely(self._sessions, partial(marking.record_all, marks=marks))
        except DatabaseAway:
            log.warning("The database is away: what was shown may be shown again")
        except Exception:  # one mishap must not end the recording of the others
            log.exception("What was shown could not be recorded")
        else:
            marks = done.marks
            for chat in done.behind:
                self._deliver(chat)
        for mark in marks:
            self.recorded(mark)
        return bool(marks)
