"""The database restarted under load; Telegram in trouble for a stretch: nothing is lost."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from crowd import Crowd
from served import Served, Way
from silent_proxy import SilentProxy
from strict_api import faults
from strict_api.server import StandIn
from temporary_postgres import temporary_postgres

pytestmark = pytest.mark.slow

SLOW = 40.0  # seconds for a process to get ready on a busy machine


@contextlib.asynccontextmanager
async def serving(served: Served) -> AsyncIterator[None]:
    await served.start()
    try:
        await served.is_ready(SLOW)
        yield
        assert await served.stop() == 0
    finally:
        with contextlib.suppress(ProcessLookupError):
            await served.kill()


@pytest.mark.postgres
async def test_the_database_crashes_under_load(standin: StandIn, tmp_path: Path) -> None:
    """Issue 5: turns wait for it, Telegram keeps the updates, and everything is answered."""
    with temporary_postgres(durable=True) as server, server.database() as url:
        crowd = Crowd(standin, 5)
        async with serving(Served(standin, url, tmp_path)), asyncio.TaskGroup() as group:
            group.create_task(crowd.logs("alpha", "bravo", "charlie"))
            for _ in range(3):
                await asyncio.sleep(1.0)
                await asyncio.to_thread(server.restart)
        counted = await crowd.found("polling, PostgreSQL crashed under load", url, 3)
    assert counted.saved == 15


@pytest.mark.postgres
@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_silent_connections_to_the_database_do_not_keep_it_from_stopping(
    standin: StandIn, silent_proxy: SilentProxy, tmp_path: Path, way: Way
) -> None:
    """What came meanwhile is left to Telegram; whoever starts next answers it."""
    served, ana = Served(standin, silent_proxy.url, tmp_path, way), standin.person(7)
    async with serving(served):
        ana.say("/start")
        await ana.sees("Not affiliated with ASCP")
        silent_proxy.silence()
        ana.say("/settings")
    async with serving(served):
        await ana.sees("Quiet hours", within=SLOW)


async def test_telegram_is_in_trouble_for_a_stretch(
    standin: StandIn, sqlite_url: str, tmp_path: Path
) -> None:
    """Issue 5, scaled down: silence, errors, broken lines and calls that never come back."""
    crowd = Crowd(standin, 5)
    async with serving(Served(standin, sqlite_url, tmp_path)), asyncio.TaskGroup() as group:
        group.create_task(crowd.logs("alpha", "bravo", "charlie"))
        for fault in (
            faults.too_many_requests(2),
            faults.broken(500),
            faults.Drop(),
            faults.broken(502),
            faults.Drop(after_effect=True),
            faults.Stall(1.5),
        ):
            for method in ("sendMessage", "editMessageText"):
                standin.faults.order(method, fault, times=1_000)
            await asyncio.sleep(1.5)
            standin.faults.clear()
    counted = await crowd.found("polling, Telegram in trouble for 9 s", sqlite_url, 0)
    assert counted.saved == 15


@pytest.mark.postgres
async def test_nobody_writes_while_telegram_wants_silence(
    standin: StandIn, postgres_url: str, tmp_path: Path
) -> None:
    """Issue 5: 429 waits as told, in all processes; afterwards every answer comes."""
    first, second = (Served(standin, postgres_url, tmp_path, "webhook") for _ in range(2))
    crowd = Crowd(standin, 6)
    async with serving(first), serving(second):
        await crowd.logs("alpha")
        standin.faults.order("sendMessage", faults.too_many_requests(4))
        standin.person(99).say("/help")  # somebody who was not written to before
        async with asyncio.timeout(30):
            while not any(call.status == -429 for call in standin.calls):  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        told = time.monotonic()
        await asyncio.sleep(0.3)  # until the end of the wait is recorded
        before = len(wrote(standin))
        async with asyncio.TaskGroup() as group:
            group.create_task(crowd.logs("bravo"))
            await asyncio.sleep(told + 3.9 - time.monotonic())
            assert len(wrote(standin)) == before
    counted = await crowd.found("two webhook processes, 429", postgres_url, 0)
    assert counted.saved == 12


def wrote(standin: StandIn) -> list[str]:
    return [
        call.method for call in standin.calls if call.method in ("sendMessage", "editMessageText")
    ]
