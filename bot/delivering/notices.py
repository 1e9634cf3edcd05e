"""Sends what the bot starts itself, at the rate that Telegram allows, by one worker at a time.

The workers agree by a lease in the database on who does it; when that one dies, another takes over.
Each notice starts in a slot of its own, 20 a second in all and one a second per chat, whatever the
number of workers; answers to people go beside them and wait for nothing.
"""

import asyncio
import contextlib
import logging
import math
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.delivering.attempts import LEASE, LONGEST_SHOW, Attempts, surely
from bot.delivering.delivery import now
from bot.delivering.sender import Place
from storage.engine import DatabaseAway, Sessions
from storage.outbox import Waiting
from storage.sending import notices
from storage.workers import leases

log = logging.getLogger(__name__)

TASK = "notices"
SLOT = 1 / 20  # seconds between two notices; Telegram takes some 30 messages a second (Bots FAQ)
REST = 1.0  # seconds between two notices to one chat (Bots FAQ)
LOOKS = 1.0  # seconds between two looks where nothing is to be sent
HELD = timedelta(seconds=10)  # what a dead worker held is free again then
RENEWED = 3.0  # seconds after which a worker makes sure that the task is still its own
IN_FLIGHT = 30  # so many notices may wait for Telegram; answers need connections, too


class Notices:
    """Sends the notices in one database, while this worker has the task."""

    def __init__(
        self, sessions: Sessions, attempts: Attempts, *, clock: Callable[[], datetime] = now
    ) -> None:
        """Prepare; nothing is sent yet."""
        self._sessions = sessions
        self._attempts = attempts
        self._clock = clock
        self._name = uuid.uuid4().hex
        self._held = -math.inf  # when the task was last made sure of; the loop's time
        self._slot = -math.inf  # when the last notice started
        self._written: dict[int, float] = {}  # chats that rest, and since when
        self._at_work: set[asyncio.Task[None]] = set()

    async def keep_sending(self, stop: asyncio.Event) -> None:
        """Send notices as they come, until `stop` is set; then leave the task to others."""
        try:
            while not stop.is_set():
                waiting = await self._next()
                if waiting is None:
                    with contextlib.suppress(TimeoutError):
                        await asyncio.wait_for(stop.wait(), LOOKS)
                else:
                    await self._start(waiting)
        finally:
            if self._at_work:
                await asyncio.wait(self._at_work, timeout=LONGEST_SHOW)
            await self._let_go()

    async def _next(self) -> Waiting | None:
        """Lease the next notice; None where there is none now, or another worker sends them."""
        try:
            async with self._sessions.read() as session:
                if not await notices.any_due(session, self._clock()):
                    return None
            if not await self._have_task():
                return None
            moment = self._clock()
            async with self._sessions.begin() as session:
                return await notices.lease(
                    session, moment, moment + LEASE, self._name, resting=self._resting()
                )
        except DatabaseAway:
            log.warning("The database is away: notices wait")
            return None

    async def _have_task(self) -> bool:
        """Make sure that the task is ours; who takes it over lets the last second pass first."""
        asked = asyncio.get_running_loop().time()
        if asked - self._held < RENEWED:
            return True
        moment = self._clock()
        async with self._sessions.begin() as session:
            ours = await leases.hold(session, TASK, self._name, moment, moment + HELD)
        if ours and asked - self._held > HELD.total_seconds():
            await asyncio.sleep(REST)
        self._held = asked if ours else -math.inf
        return ours

    async def _start(self, waiting: Waiting) -> None:
        """Let a notice go in the next slot."""
        loop = asyncio.get_running_loop()
        while len(self._at_work) >= IN_FLIGHT:
            await asyncio.wait(self._at_work, return_when=asyncio.FIRST_COMPLETED)
        await asyncio.sleep(self._slot + SLOT - loop.time())
        self._slot = self._written[waiting.chat] = loop.time()
        task = asyncio.create_task(self._send(waiting))
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)

    async def _send(self, waiting: Waiting) -> None:
        try:
            record = await self._attempts.show(waiting, Place(None))
            await surely(self._sessions, record)
        except DatabaseAway:
            log.warning("The database is away: a notice may be sent twice")
        except Exception:  # one notice's mishap must not end the sending of the others
            log.exception("A notice failed")

    def _resting(self) -> tuple[int, ...]:
        """Return the chats that were written to within the last second."""
        since = asyncio.get_running_loop().time() - REST
        self._written = {chat: at for chat, at in self._written.items() if at > since}
        return tuple(self._written)

    async def _let_go(self) -> None:
        if self._held == -math.inf:
            return
        with contextlib.suppress(DatabaseAway):
            async with self._sessions.begin() as session:
                await leases.let_go(session, TASK, self._name)
