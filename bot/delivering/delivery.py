"""Delivers what waits in the outbox: in order per chat, at least once, and never in a hurry.

No transaction is open while something is sent. What cannot be sent now is put off; a task wakes
for it, so that nothing waits for the next message. What the bot starts itself is sent by `notices`.
"""

import asyncio
import contextlib
import logging
import random
import uuid
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from bot.delivering.attempts import LEASE, LONGEST_SHOW, Attempts, surely
from bot.delivering.sender import Place, Sender
from bot.turn import Handled
from storage import outbox
from storage.engine import DatabaseAway, Session, Sessions
from storage.outbox import Waiting
from storage.sending import pauses

log = logging.getLogger(__name__)

YOUNG = timedelta(seconds=1)
WAKES = 1.0  # seconds between two looks for screens whose time has come
# Late screens start 20 a second: after a silence that Telegram wanted, no flood makes the next one.
CHATS_AT_ONCE = 20


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class Delivery:
    """Delivers the answers in one database through one sender."""

    def __init__(
        self,
        sessions: Sessions,
        sender: Sender,
        *,
        clock: Callable[[], datetime] = now,
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Prepare; nothing is sent yet."""
        self._sessions = sessions
        self._clock = clock
        self._name = uuid.uuid4().hex
        self._turns: OrderedDict[tuple[int, datetime], Handled] = OrderedDict()
        self.attempts = Attempts(sender, clock, chance)

    def remember(self, chat: int, turn: Handled) -> None:
        """Note where the screens of a turn may go; the oldest notes are forgotten."""
        self._turns[chat, turn.at] = turn
        while len(self._turns) > 10_000:
            self._turns.popitem(last=False)

    async def deliver(self, chat: int) -> None:
        """Show everything that waits for a chat and may be sent now.

        Raises `DatabaseAway`: what was sent but could not be marked is sent again later.
        """
        async with self._sessions.begin() as session:
            waiting = await self.lease(session, chat)
        await self.show(waiting)

    async def lease(self, session: Session, chat: int) -> Waiting | None:
        """Take the oldest screen of a chat, for `show` once the transaction is over.

        None where there is nothing to do, or somebody else does it.
        """
        moment = self._clock()
        return await outbox.lease(session, chat, moment, moment + LEASE, self._name)

    async def show(self, waiting: Waiting | None) -> None:
        """Show a screen that was leased, and what waits behind it. Raises as `deliver` does."""
        while waiting is not None:
            record = await self.attempts.show(waiting, self._place(waiting))
            chat = waiting.chat

            async def go_on(session: Session) -> Waiting | None:
                await record(session)  # noqa: B023  done before the next round
                return await self.lease(session, chat)  # noqa: B023

            waiting = await surely(self._sessions, go_on)

    async def keep_delivering(self, stop: asyncio.Event) -> None:
        """Deliver what was put off, or left behind by a process that died, until `stop` is set."""
        at_work: set[asyncio.Task[None]] = set()
        wait = WAKES
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait)
            try:
                late, wait = await self._late(CHATS_AT_ONCE - len(at_work))
            except DatabaseAway:
                log.warning("The database is away: late messages wait")
                continue
            for chat in late:
                task = asyncio.create_task(self.quietly(self.deliver(chat)))
                at_work.add(task)
                task.add_done_callback(at_work.discard)
        if at_work:
            await asyncio.wait(at_work, timeout=LONGEST_SHOW)

    async def _late(self, most: int) -> tuple[list[int], float]:
        """Return the chats whose time has come, and the seconds until the next look."""
        moment = self._clock()
        async with self._sessions.read() as session:
            silence = await pauses.end(session, moment)
            if silence is not None:
                return [], min((silence - moment).total_seconds(), WAKES)
            # What is younger is in the hands of whoever handled that turn.
            before = moment - YOUNG
            return await outbox.chats_due(session, moment, max(most, 0), before=before), WAKES

    async def quietly(self, delivering: Awaitable[None]) -> None:
        """Deliver; what fails is left to `keep_delivering`."""
        try:
            await delivering
        except DatabaseAway:
            log.warning("The database is away: a chat's messages wait")
        except Exception:  # one chat's mishap must not end the delivery of the others
            log.exception("Delivery to a chat failed")

    def _place(self, waiting: Waiting) -> Place:
        turn = self._turns.get((waiting.chat, waiting.created_at))
        if turn is None:
            return Place(waiting.living)
        return Place(waiting.living, turn.pressed, turn.closed)
