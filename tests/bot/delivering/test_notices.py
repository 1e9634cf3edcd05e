"""What the bot starts itself goes out at Telegram's rate, whatever the number of workers."""

import asyncio
import contextlib
import itertools
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.delivering import notices as sending
from bot.delivering.attempts import Attempts
from bot.delivering.delivery import Delivery, now
from bot.delivering.notices import Notices
from bot.delivering.sender import Later, Place, Unreachable
from conversations.model import Screen
from storage import conversations, outbox, tables
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer
from storage.sending import notices
from storage.workers import leases


class Ear:
    """Hears when something is said to whom; may fail as Telegram does."""

    def __init__(self) -> None:
        self.heard: list[tuple[float, int, str]] = []
        self.fails: list[Exception] = []
        self.takes = 0.0

    async def show(self, chat: int, screen: Screen, place: Place) -> int | None:
        self.heard.append((time.monotonic(), chat, screen.text))
        if self.fails:
            raise self.fails.pop(0)
        await asyncio.sleep(self.takes)
        return len(self.heard)

    async def hears(self, count: int, within: float = 45.0) -> None:
        async with asyncio.timeout(within):
            while len(self.heard) < count:  # noqa: ASYNC110  nobody tells
                await asyncio.sleep(0.01)

    @property
    def times(self) -> list[float]:
        return [at for at, *_ in self.heard]


@pytest.fixture
def ear() -> Ear:
    return Ear()


@contextlib.asynccontextmanager
async def workers(ear: Ear, *databases: Sessions) -> AsyncIterator[None]:
    """Let a worker for each of these send notices until the end of the block."""
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        for sessions in databases:
            work = Notices(sessions, Attempts(ear, now))
            group.create_task(work.keep_sending(stop))
        yield
        stop.set()


async def leave(sessions: Sessions, *chats: int) -> None:
    async with sessions.begin() as session:
        for number, chat in enumerate(chats):
            await notices.put(session, chat, Screen(f"{number}"), now())


def most_within(times: list[float], seconds: float) -> int:
    """Return the most moments that lie within so many seconds."""
    return max(sum(start <= at < start + seconds for at in times) for start in times)


@pytest.mark.slow
async def test_many_workers_together_send_twenty_a_second_in_order(
    database_url: str, sealer: Sealer, ear: Ear
) -> None:
    """Issue 5: 20 a second over all workers, also where each answer takes a while."""
    async with contextlib.AsyncExitStack() as stack:
        databases = [await open_sessions(database_url, sealer) for _ in range(3)]
        for each in databases:
            stack.push_async_callback(each.close)
        await leave(databases[0], *range(1, 81))
        ear.takes = 0.3
        async with workers(ear, *databases):
            await ear.hears(80)

    assert [chat for _, chat, _ in ear.heard] == list(range(1, 81))
    assert most_within(ear.times, 0.99) <= 20
    took = ear.times[-1] - ear.times[0]
    assert took < 80 / 20 * 3  # the full rate, on a busy machine


async def test_one_chat_hears_at_most_one_a_second(memory: Sessions, ear: Ear) -> None:
    """And nobody waits behind it."""
    await leave(memory, 1, 1, 1, 2, 3)
    async with workers(ear, memory):
        await ear.hears(5)

    assert [chat for _, chat, _ in ear.heard[:3]] == [1, 2, 3]
    by_chat = defaultdict(list)
    for at, chat, _ in ear.heard:
        by_chat[chat].append(at)
    assert all(later - at >= 0.99 for at, later in itertools.pairwise(by_chat[1]))
    assert [text for _, chat, text in ear.heard if chat == 1] == ["0", "1", "2"]


async def test_a_worker_that_stops_leaves_the_task_to_the_next(memory: Sessions, ear: Ear) -> None:
    """A graceful stop is no reason to wait."""
    await leave(memory, 1)
    async with workers(ear, memory):
        await ear.hears(1)
    await leave(memory, 2)
    async with workers(ear, memory):
        await ear.hears(2, within=8)


async def test_a_task_of_a_dead_worker_is_taken_over(memory: Sessions, ear: Ear) -> None:
    """Only when its time is over, and then by itself."""
    async with memory.begin() as session:
        soon = now() + timedelta(seconds=1.5)
        assert await leases.hold(session, sending.TASK, "the dead", now(), soon)
    await leave(memory, 1)
    async with workers(ear, memory):
        await asyncio.sleep(0.5)
        assert ear.heard == []
        await ear.hears(1, within=10)


async def test_answers_go_beside_a_flood_of_notices(memory: Sessions, ear: Ear) -> None:
    """Issue 7: the fan-out holds nobody up who is talking to the bot."""
    await leave(memory, *range(1, 60))
    ear.takes = 0.2
    delivery = Delivery(memory, ear)
    async with workers(ear, memory):
        await ear.hears(3)
        async with memory.begin() as session:
            await conversations.lock(session, 59)
            await outbox.put(session, 59, (Screen("an answer"),), now())
        await delivery.deliver(59)
        assert "an answer" in [text for _, _, text in ear.heard]
        assert len(ear.heard) < 50


async def test_a_429_stops_the_notices_until_its_end(memory: Sessions, ear: Ear) -> None:
    """Nobody sends before; what was refused goes first."""
    await leave(memory, 1, 2, 3)
    ear.fails = [Later(2.0)]
    async with workers(ear, memory):
        await ear.hears(4)
    stopped = ear.times[0]
    assert all(at - stopped < 0.5 or at - stopped >= 2.0 for at in ear.times)
    assert {text for _, _, text in ear.heard} == {"0", "1", "2"}


async def test_who_blocked_the_bot_hears_it_when_they_are_back(memory: Sessions, ear: Ear) -> None:
    """News without a key waits; nothing is said in the meantime."""
    async with memory.begin() as session:
        await conversations.lock(session, 1)
    await leave(memory, 1)
    ear.fails = [Unreachable("blocked")]
    async with workers(ear, memory):
        await ear.hears(1)
        await asyncio.sleep(2.5)
        assert len(ear.heard) == 1
        async with memory.begin() as session:
            back = update(tables.conversations).values(unreachable_since=None)
            await session.db.execute(back)
        await ear.hears(2)
