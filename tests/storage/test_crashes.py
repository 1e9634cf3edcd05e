"""Real processes on one database: killed at the worst moment, or racing for one chat."""

import asyncio
import contextlib
import subprocess
import sys
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from pathlib import Path

from samples import ANA, NOW
from sqlalchemy import func, select

from conversations.person import Person
from storage import conversations, people, tables
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer


@contextlib.asynccontextmanager
async def worker(support: Path, url: str, count: int, stall: str = "") -> AsyncIterator[Process]:
    """Start a process of `support/worker.py`; it waits for a line before it begins."""
    arguments = [sys.executable, support / "worker.py", url, str(count), *stall.split()]
    process = await asyncio.create_subprocess_exec(
        *arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        await said(process, b"ready\n")
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def said(process: Process, line: bytes) -> None:
    assert process.stdout is not None
    async with asyncio.timeout(30):
        assert await process.stdout.readline() == line


def go(process: Process) -> None:
    assert process.stdin is not None
    process.stdin.write(b"go\n")


async def found(sessions: Sessions) -> tuple[Person, int, int, int]:
    """Return what a reader sees: the person, the talk's number, updates and screens."""
    async with sessions.read() as session:
        person = await people.load(session, ANA, NOW)
        number = await session.db.scalar(select(tables.conversations.c.number))
        updates = await session.db.scalar(select(func.count()).select_from(tables.updates))
        screens = await session.db.scalar(select(func.count()).select_from(tables.outbox))
    return person, number or 0, updates or 0, screens or 0


async def test_a_process_killed_inside_its_transaction_leaves_nothing_of_it(
    sessions: Sessions, database_url: str, support: Path
) -> None:
    """Issue 2: killed half-way; three updates were committed, the fourth was not."""
    async with worker(support, database_url, 9, stall="3") as process:
        go(process)
        await said(process, b"inside\n")
        process.kill()

    person, number, updates, screens = await found(sessions)
    assert [activity.title for activity in person.activities] == ["tg:0", "tg:1", "tg:2"]
    assert (person.next_number, number, updates, screens) == (4, 3, 3, 3)


async def test_what_a_killed_process_held_is_free_again(
    sessions: Sessions, database_url: str, support: Path
) -> None:
    """The update comes again and is handled by whoever is left, without a wait."""
    async with worker(support, database_url, 9, stall="0") as process:
        go(process)
        await said(process, b"inside\n")
        process.kill()
        await process.wait()

        async with asyncio.timeout(30), sessions.begin() as session:
            await conversations.lock(session, ANA)
            assert await conversations.is_new(session, "tg:0", NOW)


async def test_processes_that_race_for_one_chat_handle_each_update_once(
    sessions: Sessions, database_url: str, support: Path
) -> None:
    """Design 4: exactly once for your data, also on the person's first message."""
    count = 40
    async with contextlib.AsyncExitStack() as stack:
        processes = [
            await stack.enter_async_context(worker(support, database_url, count)) for _ in range(3)
        ]
        for process in processes:
            go(process)
        async with asyncio.timeout(60):
            assert [await process.wait() for process in processes] == [0, 0, 0]

    person, number, updates, screens = await found(sessions)
    assert sorted(a.title for a in person.activities) == sorted(f"tg:{i}" for i in range(count))
    assert [a.number for a in person.activities] == list(range(1, count + 1))
    assert (number, updates, screens) == (count, count, count)


async def test_a_restart_finds_everything_that_was_committed(
    database_url: str, sealer: Sealer, support: Path
) -> None:
    """Product: saved means committed. The process is killed right after its last commit."""
    async with worker(support, database_url, 5, stall="4") as process:
        go(process)
        await said(process, b"inside\n")
        process.kill()

    sessions = await open_sessions(database_url, sealer)
    assert len((await found(sessions))[0].activities) == 4
    await sessions.close()
