"""Delivers what waits in the outbox: in order per chat, at least once, and never in a hurry.

No transaction is open while something is sent. What cannot be sent now is put off; a task wakes
for it, so that nothing waits for the next message.
"""

import asyncio
import contextlib
import logging
import uuid
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Protocol

from bot.turn import Handled
from conversations.model import Screen
from storage import conversations, outbox
from storage.engine import DatabaseAway, Session, Sessions
from storage.outbox import Waiting

log = logging.getLogger(__name__)

LONGEST_SHOW = 15.0  # seconds for all messages of one screen
LEASE = timedelta(seconds=20)  # longer than that: what a dead process held is free again then
YOUNG = timedelta(seconds=1)
FIRST_PAUSE = 1.0  # seconds before a failed screen is tried again; doubled each time
LONGEST_PAUSE = 300.0
WAKES = 1.0  # seconds between two looks for screens whose time has come
CHATS_AT_ONCE = 20


class Later(Exception):  # noqa: N818
    """It could not be sent now; `after` says how many seconds to wait, where that was said."""

    def __init__(self, after: float | None) -> None:
        super().__init__("not now")
        self.after = after


class Unreachable(Exception):  # noqa: N818
    """The person cannot be written to any more; the next message from them ends that."""


class Refused(Exception):  # noqa: N818
    """Our own fault: this screen can never be sent. The message tells its shape, not its words."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a screen may go."""

    living: int | None  # the message whose question keyboard is alive
    pressed: int | None = None  # the message whose button led to this screen
    closed: bool = False  # no question is open any more

    def target(self, screen: Screen) -> int | None:
        """Return the message to be edited; None: a new message."""
        if not screen.edits:
            return None
        return self.pressed or (self.living if screen.asks else None)

    def question_is_past(self, screen: Screen) -> bool:
        """Whether the living keyboard dies when this screen is shown elsewhere."""
        answered = screen.edits and self.pressed is not None and self.pressed == self.living
        return screen.asks or self.closed or answered


class Sender(Protocol):
    """One way to show a screen to a person."""

    async def show(self, chat: int, screen: Screen, place: Place) -> int | None:
        """Show a screen; return the message that carries it, None where messages have no ids.

        Raises `Later`, `Unreachable` or `Refused`.
        """
        ...


def now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class Delivery:
    """Delivers the outbox of one database through one sender."""

    def __init__(
        self, sessions: Sessions, sender: Sender, *, clock: Callable[[], datetime] = now
    ) -> None:
        """Prepare; nothing is sent yet."""
        self._sessions = sessions
        self._sender = sender
        self._clock = clock
        self._name = uuid.uuid4().hex
        self._turns: OrderedDict[tuple[int, datetime], Handled] = OrderedDict()

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
            waiting = await self._lease(session, chat)
        while waiting is not None:
            record = await self._show(waiting)
            async with self._sessions.begin() as session:
                await record(session)
                waiting = await self._lease(session, chat)

    async def keep_delivering(self, stop: asyncio.Event) -> None:
        """Deliver what was put off, or left behind by a process that died, until `stop` is set."""
        at_work: set[asyncio.Task[None]] = set()
        while not stop.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), WAKES)
            try:
                late = await self._late(CHATS_AT_ONCE - len(at_work))
            except DatabaseAway:
                log.warning("The database is away: late messages wait")
                continue
            for chat in late:
                task = asyncio.create_task(self.deliver_quietly(chat))
                at_work.add(task)
                task.add_done_callback(at_work.discard)
        if at_work:
            await asyncio.wait(at_work, timeout=LONGEST_SHOW)

    async def _late(self, most: int) -> list[int]:
        # What is younger than a second is in the hands of whoever handled that turn.
        async with self._sessions.read() as session:
            moment = self._clock()
            return await outbox.chats_due(session, moment, max(most, 0), before=moment - YOUNG)

    async def deliver_quietly(self, chat: int) -> None:
        """Deliver; what fails is left to `keep_delivering`."""
        try:
            await self.deliver(chat)
        except DatabaseAway:
            log.warning("The database is away: a chat's messages wait")
        except Exception:  # one chat's mishap must not end the delivery of the others
            log.exception("Delivery to a chat failed")

    async def _lease(self, session: Session, chat: int) -> Waiting | None:
        moment = self._clock()
        return await outbox.lease(session, chat, moment, moment + LEASE, self._name)

    async def _show(self, waiting: Waiting) -> Callable[[Session], Awaitable[None]]:
        """Show one screen; return what has to be recorded about it."""
        turn = self._turns.get((waiting.chat, waiting.created_at))
        place = Place(waiting.living)
        if turn is not None:
            place = Place(waiting.living, turn.pressed, turn.closed)
        try:
            async with asyncio.timeout(LONGEST_SHOW):
                message = await self._sender.show(waiting.chat, waiting.screen, place)
        except (Later, TimeoutError) as late:
            said = late.after if isinstance(late, Later) else None
            pause = min(FIRST_PAUSE * 2.0 ** min(waiting.attempts, 20), LONGEST_PAUSE)
            until = self._clock() + timedelta(seconds=pause if said is None else said)
            return partial(outbox.put_off, waiting=waiting, now=self._clock(), until=until)
        except Unreachable as gone:
            return partial(self._unreachable, waiting=waiting, why=str(gone))
        except Refused as refused:
            log.error("Outbox row %s cannot be sent: %s", waiting.id, refused)
            return partial(outbox.give_up, waiting=waiting, why=str(refused), now=self._clock())
        return partial(outbox.sent, waiting=waiting, message=message, now=self._clock())

    async def _unreachable(self, session: Session, waiting: Waiting, why: str) -> None:
        moment = self._clock()
        await conversations.mark_unreachable(session, waiting.chat, moment)
        await outbox.give_up(session, waiting, why, moment)
