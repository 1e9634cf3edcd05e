"""One attempt to show a screen: what each outcome means, and what has to be recorded about it."""

import asyncio
import logging
import random
import time
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias, TypeVar

from bot.delivering.sender import Later, Place, Refused, Sender, Unreachable
from storage import conversations, outbox
from storage.engine import DatabaseAway, Session, Sessions
from storage.outbox import Waiting
from storage.sending import pauses
from storage.sending.marking import Mark
from storage.sending.waiting import EVERYBODY

log = logging.getLogger(__name__)

LONGEST_SHOW = 15.0  # seconds for all messages of one screen
LEASE = timedelta(seconds=20)  # longer than that: what a dead process held is free again then
FIRST_PAUSE = 1.0  # seconds before a failed screen is tried again; doubled each time
LONGEST_PAUSE = 30.0  # so long after an outage has ended does the last one wait, at most
JITTER = 0.5  # the part by which a pause may be longer, so that not all come back at once
MOST_MISHAPS = 8  # attempts at a screen that we cannot show by a mistake of our own
RECORDING = 30.0  # seconds for which a database that is away is asked to record an attempt
# Telegram asks for no more than a message a second in one chat, with short bursts (Bots FAQ).
BURST = 10
BURST_SECONDS = 5.0

Record: TypeAlias = Callable[[Session], Awaitable[None]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shown:
    """A screen reached the person as this message (None where messages have no ids)."""

    waiting: Waiting
    message: int | None
    at: datetime

    @property
    def mark(self) -> Mark | None:
        """What is to be recorded of it, if that is all: nobody wants to hear of it."""
        told = self.waiting.farewell or self.waiting.key is not None
        return None if told else self.waiting.shown_as(self.message)

    async def __call__(self, session: Session) -> None:
        """Record it."""
        await outbox.sent(session, self.waiting, self.message, self.at)


class Attempts:
    """Shows screens through one sender."""

    def __init__(
        self,
        sender: Sender,
        clock: Callable[[], datetime],
        chance: Callable[[], float] = random.random,
    ) -> None:
        """Prepare; `chance` gives numbers from 0 to 1."""
        self._sender = sender
        self._clock = clock
        self._chance = chance
        self._recent: OrderedDict[int, deque[float]] = OrderedDict()

    async def show(self, waiting: Waiting, place: Place) -> Record:
        """Show a screen; return what has to be recorded about it."""
        began = self._clock()
        self._note(waiting.chat)
        try:
            async with asyncio.timeout(LONGEST_SHOW):
                message = await self._sender.show(waiting.chat, waiting.screen, place)
        except Later as later:
            if later.after is None:
                return partial(self._put_off, waiting=waiting)
            until = self._clock() + timedelta(seconds=later.after)
            return partial(self._be_silent, waiting=waiting, until=until)
        except (TimeoutError, DatabaseAway):
            return partial(self._put_off, waiting=waiting)
        except Unreachable as gone:
            return partial(self._unreachable, waiting=waiting, began=began, why=str(gone))
        except Refused as refused:
            log.error("Outbox row %s cannot be sent: %s", waiting.id, refused)
            return partial(outbox.give_up, waiting=waiting, why=str(refused), now=self._clock())
        except Exception as error:  # a mistake of ours must not silence a chat for ever
            log.exception("Outbox row %s cannot be shown", waiting.id)
            if waiting.attempts < MOST_MISHAPS:
                return partial(self._put_off, waiting=waiting)
            why = f"our own error: {type(error).__name__}"
            return partial(outbox.give_up, waiting=waiting, why=why, now=self._clock())
        return Shown(waiting, message, self._clock())

    async def _put_off(self, session: Session, waiting: Waiting) -> None:
        """Try again after a pause that grows, and differs from one screen to the next."""
        pause = min(FIRST_PAUSE * 2.0 ** min(waiting.attempts, 20), LONGEST_PAUSE)
        pause *= 1 + JITTER * self._chance()
        moment = self._clock()
        await outbox.put_off(session, waiting, moment, moment + timedelta(seconds=pause))

    async def _be_silent(self, session: Session, waiting: Waiting, until: datetime) -> None:
        """Let all workers wait as Telegram told (429).

        It does not tell whom it means. Where one chat was written to faster than allowed, it is
        that one, unless another is waited for already; else it is everybody.
        """
        moment = self._clock()
        whose = EVERYBODY
        if self._hurried(waiting.chat) and not await pauses.others(session, waiting.chat, moment):
            whose = waiting.chat
        await pauses.keep(session, whose, moment, until)
        await outbox.put_off(session, waiting, moment, until)

    async def _unreachable(
        self, session: Session, waiting: Waiting, began: datetime, why: str
    ) -> None:
        moment = self._clock()
        await conversations.mark_unreachable(session, waiting.chat, moment, tried=began)
        if waiting.held:
            await self._put_off(session, waiting)
        else:
            await outbox.give_up(session, waiting, why, moment, outcome="unreachable")

    def _note(self, chat: int) -> None:
        """Remember when a chat was written to; the oldest are forgotten."""
        times = self._recent.pop(chat, None) or deque(maxlen=BURST + 1)
        times.append(time.monotonic())
        self._recent[chat] = times
        while len(self._recent) > 1_000:
            self._recent.popitem(last=False)

    def _hurried(self, chat: int) -> bool:
        """Whether this worker wrote to a chat faster than Telegram allows."""
        times = self._recent.get(chat, ())
        return sum(time.monotonic() - at < BURST_SECONDS for at in times) > BURST


async def surely(sessions: Sessions, work: Callable[[Session], Awaitable[T]]) -> T:
    """Do work in a transaction, again and again while the database is away, for a while.

    What was sent and could not be recorded would be sent twice. Raises `DatabaseAway` in the end.
    """
    until = time.monotonic() + RECORDING
    pause = 0.1
    while True:
        try:
            async with sessions.begin() as session:
                return await work(session)
        except DatabaseAway:
            if time.monotonic() + pause > until:
                raise
        await asyncio.sleep(pause)
        pause = min(pause * 2, 2.0)
