"""Which processes answer the webhook, so that the last one that stops removes it."""

import asyncio
import contextlib
import logging
import uuid
from collections.abc import Iterator
from datetime import timedelta

from bot.delivering.delivery import now
from storage.engine import DatabaseAway, Sessions
from storage.workers import presence

log = logging.getLogger(__name__)

TASK = "webhook"
EVERY = 20.0  # seconds
LASTS = timedelta(seconds=60)  # after the last sign of life


class Attendance:
    """The presence of this process at the webhook."""

    def __init__(self, sessions: Sessions) -> None:
        """Prepare; nobody knows of us yet."""
        self._sessions = sessions
        self._name = uuid.uuid4().hex[:16]

    async def attend(self) -> None:
        """Give a sign of life; one that is missed because the database is away does no harm."""
        moment = now()
        with _forgiven():
            async with self._sessions.begin() as session:
                await presence.attend(session, TASK, self._name, now=moment, until=moment + LASTS)

    async def keep(self, stop: asyncio.Event) -> None:
        """Give signs of life until `stop` is set."""
        while not stop.is_set():
            await self.attend()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), EVERY)

    async def leave(self) -> bool:
        """Leave; return whether nobody is there any more. False where that cannot be told.

        Two that leave at the same moment may both be told that they are the last: no harm.
        """
        with _forgiven():
            async with self._sessions.begin() as session:
                await presence.leave(session, TASK, self._name)
            async with self._sessions.read() as session:
                return not await presence.anybody(session, TASK, now())
        return False


@contextlib.contextmanager
def _forgiven() -> Iterator[None]:
    try:
        yield
    except DatabaseAway:
        log.warning("The database is away: who else answers the webhook is not known")
