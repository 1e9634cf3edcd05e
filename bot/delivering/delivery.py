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

from bot.delivering.answer import Answer
from bot.delivering.attempts import LEASE, LONGEST_SHOW, Attempts, Record, Shown, surely
from bot.delivering.marks import Marks
from bot.delivering.sender import Place, Sender
from bot.turn import Handled, Incoming, take_turn
from storage import outbox
from storage.engine import DatabaseAway, Session, Sessions
from storage.outbox import Waiting
from storage.sending import marking, pauses
from storage.sending.straight import Lease

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
        self._late_ones: set[asyncio.Task[None]] = set()
        self._marks = Marks(sessions, self._begin)
        self.attempts = Attempts(sender, clock, chance)

    async def take(
        self, incoming: Incoming, moment: datetime
    ) -> tuple[Handled | None, Waiting | None]:
        """Take a turn (`take_turn`) and lease what it says, for `show`, in one transaction.

        That also records what was shown to the chat before, if nobody has done it yet.
        """
        answer = Answer(incoming.chat, self._marks, self._new_lease)
        handled = await take_turn(self._sessions, incoming, now=moment, words=answer)
        self._marks.recorded(answer.caught_up)
        if handled is not None:
            self.remember(incoming.chat, handled)
        return handled, answer.leased

    def remember(self, chat: int, turn: Handled) -> None:
        """Note where the screens of a turn may go; the oldest notes are forgotten."""
        self._turns[chat, turn.at] = turn
        while len(self._turns) > 10_000:
            self._turns.popitem(last=False)

    async def deliver(self, chat: int) -> None:
        """Show everything that waits for a chat and may be sent now; all of it is recorded.

        Raises `DatabaseAway`: what was sent but could not be recorded is sent again later.
        """
        async with self._sessions.begin() as session:
            waiting = await self.lease(session, chat)
        while waiting is not None:
            waiting = await self._go_on(chat, await self._attempt(waiting))

    async def lease(self, session: Session, chat: int) -> Waiting | None:
        """Take the oldest screen of a chat, to be shown once the transaction is over.

        None where there is nothing to do, or somebody else does it.
        """
        lease = self._new_lease()
        return await outbox.lease(session, chat, lease.at, lease.until, lease.by)

    def _new_lease(self) -> Lease:
        moment = self._clock()
        return Lease(self._name, moment, moment + LEASE)

    async def show(self, chat: int, waiting: Waiting | None) -> None:
        """Show what `take` leased, and what waits behind it. Raises as `deliver` does.

        What was shown last is recorded a moment later, or by the next turn of the chat.
        """
        if waiting is None and self._marks.behind(chat) and self._marks.of(chat) is not None:
            waiting = await self._go_on(chat)
        while waiting is not None:
            record = await self._attempt(waiting)
            mark = record.mark if isinstance(record, Shown) else None
            if mark is not None and not self._marks.behind(chat):
                self._marks.add(mark)
                return
            waiting = await self._go_on(chat, record)

    async def settle(self) -> None:
        """Record what was shown, and wait, a while, for what is being delivered late."""
        await self._marks.settle()
        if self._late_ones:
            await asyncio.wait(self._late_ones, timeout=LONGEST_SHOW)

    async def _attempt(self, waiting: Waiting) -> Record:
        return await self.attempts.show(waiting, self._place(waiting))

    async def _go_on(self, chat: int, record: Record | None = None) -> Waiting | None:
        """Record what was shown or tried, and lease what waits behind it."""
        mark, behind = self._marks.of(chat), self._marks.behind(chat)

        async def work(session: Session) -> Waiting | None:
            await marking.hold(session, chat)
            if mark is not None:
                await marking.record(session, mark)
            if record is not None:
                await record(session)
            return await self.lease(session, chat)

        waiting = await surely(self._sessions, work)
        self._marks.recorded(mark)
        self._marks.put_behind(chat, -behind if waiting is None else -1)
        return waiting

    async def keep_delivering(self, stop: asyncio.Event) -> None:
        """Deliver what was put off, or left behind by a process that died, until `stop` is set."""
        wait = WAKES
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), wait)
            try:
                late, wait = await self._late(CHATS_AT_ONCE - len(self._late_ones))
            except DatabaseAway:
                log.warning("The database is away: late messages wait")
                continue
            for chat in late:
                self._begin(chat)
        await self.settle()

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

    def _begin(self, chat: int) -> None:
        """Begin to deliver to a chat, beside everything else."""
        task = asyncio.create_task(self.quietly(self.deliver(chat)))
        self._late_ones.add(task)
        task.add_done_callback(self._late_ones.discard)

    def _place(self, waiting: Waiting) -> Place:
        turn = self._turns.get((waiting.chat, waiting.created_at))
        if turn is None:
            return Place(waiting.living)
        return Place(waiting.living, turn.pressed, turn.closed)
