"""Forgets, now and then, what was kept only for a while."""

import asyncio
import contextlib
import logging
from datetime import timedelta

from bot.background.parting import let_go
from bot.delivering.delivery import now
from storage import conversations, outbox, people
from storage.engine import DatabaseAway, Sessions
from storage.logged import REMOVED_KEPT
from storage.sending import pauses

log = logging.getLogger(__name__)

EVERY = 3600.0  # seconds
# Telegram keeps an update that was not acknowledged for 24 hours (Bot API, getUpdates).
UPDATES_KEPT = timedelta(days=7)
FAULTS_KEPT = timedelta(days=30)  # what could not be sent, for whoever looks into it


async def keep_tidy(sessions: Sessions, stop: asyncio.Event) -> None:
    """Sweep at the start and each hour, until `stop` is set."""
    while not stop.is_set():
        try:
            await sweep(sessions)
        except DatabaseAway:
            log.warning("The database is away: the sweep waits")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), EVERY)


async def sweep(sessions: Sessions) -> None:
    """Forget what was kept only for a while, and delete whom it is time to delete."""
    async with sessions.begin() as session:
        await conversations.forget_updates(session, now() - UPDATES_KEPT)
        await outbox.forget_given_up(session, now() - FAULTS_KEPT)
        await pauses.forget(session, now())
        await people.forget_removed(session, now() - REMOVED_KEPT)
    await let_go(sessions, now())
    await sessions.empty_log()  # also what a killed process deleted and left there
