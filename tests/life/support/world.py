"""Three years on a virtual clock: workers that sweep and send, and a Telegram that is not kind.

The clock jumps from one moment at which something may happen to the next; the sweeps come on a grid
of half minutes, as in a process that serves. Every worker has sessions and a sweep of its own, and
all of them sweep at once; they send through `bot.delivering.attempts`, twenty a second, who holds
the task.
"""

import asyncio
import heapq
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from expectation import Span, deeds_done
from lives import Deed, Life
from sqlalchemy import func, select

from bot.background.reminding import EVERY, Reminding
from bot.delivering.attempts import LEASE, Attempts
from bot.delivering.notices import HELD, SLOT, TASK
from bot.delivering.sender import Later, Place, Unreachable
from cmp_rules.model import CredentialKey
from cmp_rules.reminders import Reason, Reminder
from conversations.buttons import key_value, read_key
from conversations.model import Screen, Talk, When
from conversations.person import Person
from storage import conversations, outbox, people
from storage.engine import DatabaseAway, Session, Sessions
from storage.reminders import TO_COME
from storage.sending import notices
from storage.tables import reminders
from storage.workers import leases

GRID = timedelta(seconds=EVERY)
SILENCE = 17.0  # seconds, of a 429
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
FOREVER = datetime.max.replace(tzinfo=UTC)
_NEXT_DUE = select(func.min(reminders.c.due_at)).where(*TO_COME)


@dataclass(frozen=True, slots=True)
class Said:
    """A reminder that Telegram took."""

    at: datetime
    chat: int
    key: CredentialKey
    day: date
    why: Reason


def tagged(due: Iterable[Reminder], person: Person, when: When) -> Screen | None:
    """Write into a message what it is about, to be read again by whoever takes it."""
    told = [[key_value(each.key), each.on.isoformat(), each.why.value] for each in due]
    return Screen(json.dumps(told)) if told else None


@dataclass
class World:
    """Everything outside of the workers."""

    lives: Sequence[Life]
    telegram_away: Sequence[Span]
    database_away: Sequence[Span]
    kills: list[datetime]
    floods: list[datetime]  # when the next message is answered by a 429
    now: datetime = EPOCH
    said: list[Said] = field(default_factory=list)
    silences: list[Span] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        """Line up what people do."""
        self.of = {life.chat: life for life in self.lives}
        outages = [*self.telegram_away, *self.database_away]
        deeds = [
            (deed.at, life.chat, deed) for life in self.lives for deed in deeds_done(life, outages)
        ]
        self.deeds: list[tuple[datetime, int, Deed]] = sorted(deeds, key=lambda deed: deed[:2])

    def clock(self) -> datetime:
        """Return the virtual present."""
        return self.now

    async def show(self, chat: int, screen: Screen, place: Place) -> int:
        """Take a message, as Telegram does."""
        if _within(self.now, self.telegram_away):
            self.counts["attempts in vain"] += 1
            raise Later(None)
        if _come(self.floods, self.now):
            self.silences.append((self.now, self.now + timedelta(seconds=SILENCE)))
            raise Later(SILENCE)
        if self.of[chat].is_blocked(self.now):
            self.counts["attempts at a block"] += 1
            raise Unreachable("blocked")
        self.counts["messages"] += 1
        for about, day, why in json.loads(screen.text):
            key = read_key(about)
            assert key is not None
            said = Said(self.now, chat, key, date.fromisoformat(day), Reason(why))
            self.said.append(said)
        return self.counts["messages"]


class Flaky:
    """A database that is away at times."""

    def __init__(self, sessions: Sessions, world: World) -> None:
        self._sessions = sessions
        self._world = world

    def begin(self) -> AbstractAsyncContextManager[Session]:
        return self._opened(self._sessions.begin)

    def read(self) -> AbstractAsyncContextManager[Session]:
        return self._opened(self._sessions.begin)  # a thread less to wait for on SQLite

    @asynccontextmanager
    async def _opened(
        self, opens: Callable[[], AbstractAsyncContextManager[Session]]
    ) -> AsyncIterator[Session]:
        if _within(self._world.now, self._world.database_away):
            raise DatabaseAway("away")
        async with opens() as session:
            yield session


class Worker:
    """One process: a sweep, and a sender where it holds the task."""

    def __init__(self, sessions: Sessions, world: World, name: str) -> None:
        self.sessions = sessions
        self._flaky = Flaky(sessions, world)
        self._world = world
        self._name = name
        self.starts()

    def starts(self) -> None:
        """Begin with an empty memory."""
        self._world.counts["starts"] += 1
        self.reminding = Reminding(self._flaky, clock=self._world.clock)  # type: ignore[arg-type]
        self._attempts = Attempts(self._world, self._world.clock, lambda: 0.5)
        self._mended = False

    async def sweep(self) -> None:
        """Look once for what is due."""
        with suppress(DatabaseAway):
            if not self._mended:
                await self.reminding.mend()
                self._mended = True
            await self.reminding.sweep()

    async def send(self) -> None:
        """Send what waits, where no other worker does."""
        with suppress(DatabaseAway):
            while waiting := await self._lease():
                if _come(self._world.kills, self._world.now):
                    await self._dies()
                    return
                record = await self._attempts.show(waiting, Place(None))
                async with self._flaky.begin() as session:
                    await record(session)

    async def _lease(self) -> outbox.Waiting | None:
        """Take the next message in the next slot, where the task is ours."""
        self._world.now += timedelta(seconds=SLOT)
        moment = self._world.now
        async with self._flaky.begin() as session:
            if not await notices.any_due(session, moment):
                return None
            if not await leases.hold(session, TASK, self._name, moment, moment + HELD):
                return None
            return await notices.lease(session, moment, moment + LEASE, self._name)

    async def _dies(self) -> None:
        """Leave everything as it is; on SQLite who starts next knows that nobody else is there."""
        self._world.counts["kills while sending"] += 1
        self.starts()
        async with self.sessions.begin() as session:
            if session.db.dialect.name == "sqlite":
                await outbox.release(session)
                await leases.release(session)


async def live(
    world: World, workers: Sequence[Worker], moments: Iterable[datetime], until: datetime
) -> None:
    """Let the time pass; the workers look at each of these moments and whenever a row is due."""
    ahead = [*moments, *(end for _, end in (*world.telegram_away, *world.database_away))]
    ahead += [at for at, _, _ in world.deeds]
    heapq.heapify(ahead)
    outages = (*world.telegram_away, *world.database_away)
    while ahead and ahead[0] < until:
        moment = heapq.heappop(ahead)
        while ahead and ahead[0] <= _on_grid(moment):
            heapq.heappop(ahead)
        await _deeds(world, workers[0].sessions, _on_grid(moment))
        world.now = max(world.now, _on_grid(moment))
        next_due = await _tick(world, workers)
        while next_due <= world.now and not _within(world.now, outages):
            world.now = _on_grid(world.now + timedelta(milliseconds=1))
            next_due = await _tick(world, workers)
        if next_due > world.now:  # else an outage holds, whose end is ahead
            heapq.heappush(ahead, next_due)


async def _tick(world: World, workers: Sequence[Worker]) -> datetime:
    """Let everybody look and send once; return when a look is worth while again."""
    world.counts["looks"] += 1
    await asyncio.gather(*(worker.sweep() for worker in workers))
    for worker in workers:
        await worker.send()
    async with workers[0].sessions.begin() as session:
        if await notices.waiting(session):
            return world.now
        due: datetime | None = await session.db.scalar(_NEXT_DUE)
    return due or FOREVER


async def _deeds(world: World, sessions: Sessions, until: datetime) -> None:
    while world.deeds and world.deeds[0][0] <= until:
        at, chat, deed = world.deeds.pop(0)
        world.counts["deeds"] += 1
        async with sessions.begin() as session:
            locked = await conversations.lock(session, chat)
            await people.apply(session, chat, deed.changes, at)
            await conversations.save(session, locked, Talk(), at)


def _come(moments: list[datetime], now: datetime) -> bool:
    """Whether one of the moments has come; those that have are over then."""
    come = [each for each in moments if each <= now]
    del moments[: len(come)]
    return bool(come)


def _on_grid(moment: datetime) -> datetime:
    return EPOCH - (EPOCH - moment) // GRID * GRID


def _within(moment: datetime, spans: Iterable[Span]) -> bool:
    return any(start <= moment < end for start, end in spans)
