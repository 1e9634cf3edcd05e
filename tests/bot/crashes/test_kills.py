"""Real processes killed with SIGKILL while messages and presses of the same chats race.

Each test prints what it counted: data exact, nothing lost, so many words said twice.
"""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from crowd import Crowd
from served import KEY, Served, Way
from strict_api.faults import Fault, Stall
from strict_api.server import StandIn

from storage import conversations
from storage.engine import open_sessions
from storage.sealing import Sealer

pytestmark = pytest.mark.slow

FOREVER = 60.0
SLOW = 40.0  # seconds for a process to get ready on a busy machine
Fleet = Callable[[int, Way], Awaitable[list[Served]]]


@pytest.fixture
async def fleet(standin: StandIn, database_url: str, tmp_path: Path) -> AsyncIterator[Fleet]:
    """Start processes that serve the same database."""
    started: list[Served] = []

    async def start(count: int, way: Way) -> list[Served]:
        for _ in range(count):
            started.append(Served(standin, database_url, tmp_path, way))
        for each in started:
            await each.start()
        for each in started:
            await each.is_ready(SLOW)
        return started

    yield start
    for each in started:
        with contextlib.suppress(ProcessLookupError):
            await each.kill()


async def ends_well(served: list[Served], standin: StandIn) -> None:
    """Stop all; none may have made a call that Telegram refuses for a mistake of ours."""
    assert [await each.stop() for each in served] == [0] * len(served)
    mistakes = [call for call in standin.refused() if "not modified" not in call.description]
    assert [
        call for call in mistakes if call.status == 400 and "query" not in call.description
    ] == []


async def killed_and_restarted(served: Served) -> None:
    await served.kill()
    await served.start()


async def test_one_process_killed_at_random_moments(
    fleet: Fleet, standin: StandIn, database_url: str
) -> None:
    """Issue 5: polling; whatever it was doing, nothing is lost and nothing recorded twice."""
    (served,) = await fleet(1, "polling")
    crowd = Crowd(standin, 6)
    chance, kills = random.Random(5), 4
    async with asyncio.TaskGroup() as group:
        group.create_task(crowd.logs("alpha", "bravo", "charlie"))
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.1, 1.0))
            await killed_and_restarted(served)
            await served.is_ready(SLOW)
    await ends_well([served], standin)
    counted = await crowd.found("polling, killed at random", database_url, kills)
    assert counted.saved == 18


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_several_processes_behind_one_webhook_killed_at_random_moments(
    fleet: Fleet, standin: StandIn, database_url: str
) -> None:
    """Issue 5: one of them at a time; the others go on with its chats."""
    served = await fleet(2, "webhook")
    crowd = Crowd(standin, 6)
    chance, kills = random.Random(7), 3
    async with asyncio.TaskGroup() as group:
        group.create_task(crowd.logs("alpha", "bravo", "charlie"))
        for _ in range(kills):
            await asyncio.sleep(chance.uniform(0.1, 1.0))
            victim = chance.choice(served)
            await killed_and_restarted(victim)
            await victim.is_ready(SLOW)
    await ends_well(served, standin)
    counted = await crowd.found("two webhook processes, killed at random", database_url, kills)
    assert counted.saved == 18


class Trap:
    """Catches the process in the middle of the next call of some kind."""

    def __init__(self, standin: StandIn) -> None:
        self._standin = standin
        self._caught = asyncio.Event()

    def set(self, method: str, fault: Fault) -> None:
        def where(_: Mapping[str, Any]) -> bool:
            self._caught.set()
            return True

        self._standin.faults.order(method, fault, where=where)

    async def closes(self) -> None:
        async with asyncio.timeout(SLOW):
            await self._caught.wait()
        await asyncio.sleep(0.05)  # the call has its effect, or hangs before it

    def opens(self) -> None:
        self._caught.clear()
        self._standin.faults.clear()


POINTS: tuple[tuple[str, Fault], ...] = (
    ("sendMessage", Stall(FOREVER)),  # after the commit, before it is said
    ("sendMessage", Stall(FOREVER, after_effect=True)),  # said, not marked as sent
    ("editMessageText", Stall(FOREVER, after_effect=True)),  # shown, not marked as sent
    ("getUpdates", Stall(FOREVER)),  # before the acknowledgement
)


async def test_killed_at_each_chosen_point(
    fleet: Fleet, standin: StandIn, database_url: str
) -> None:
    """Issue 5: after the commit, after the send, before the acknowledgement."""
    (served,) = await fleet(1, "polling")
    crowd = Crowd(standin, 3)
    await crowd.logs("alpha")
    trap = Trap(standin)
    async with asyncio.TaskGroup() as group:
        group.create_task(crowd.logs("bravo", "charlie", "delta"))
        for point in POINTS:
            trap.set(*point)  # before the process is back, or the crowd may be through
            await trap.closes()
            await served.kill()
            trap.opens()
            await served.start()
    await served.is_ready(SLOW)
    await ends_well([served], standin)
    what = "polling, killed at chosen points of delivery"
    assert (await crowd.found(what, database_url, len(POINTS))).saved == 12


async def test_killed_before_the_commit(fleet: Fleet, standin: StandIn, database_url: str) -> None:
    """Inside the transaction, which waits for a chat that the test has locked."""
    (served,) = await fleet(1, "polling")
    crowd = Crowd(standin, 2)
    await crowd.logs("alpha")
    sessions = await open_sessions(database_url, Sealer([KEY]))
    for title in ("bravo", "charlie"):
        async with asyncio.TaskGroup() as group:
            async with sessions.begin() as session:
                await conversations.lock(session, crowd.learners[0].person.chat.id)
                group.create_task(crowd.logs(title))
                await asyncio.sleep(0.5)
                await served.kill()
            await served.start()
    await sessions.close()
    await served.is_ready(SLOW)
    await ends_well([served], standin)
    counted = await crowd.found("polling, killed before the commit", database_url, 2)
    assert counted.saved == 6
