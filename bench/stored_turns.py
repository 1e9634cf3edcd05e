"""Measure one whole turn in storage: lock, seen?, load 30 activities, save, leave a screen.

    python bench/stored_turns.py [TURNS]

Prints p50 and p99 on SQLite and PostgreSQL, both durable, for one writer and for sixteen, next to
what the disk takes for one bare commit, since absolute figures differ between machines.
"""

import asyncio
import contextlib
import sqlite3
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import Engine, event

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "servers"))

from temporary_postgres import temporary_postgres

from cmp_rules.model import Activity, Area, CredentialKey, Holding, Kind, Part
from conversations.model import Button, Screen, Talk, Thread
from conversations.person import Change, KeepActivity, KeepHolding
from conversations.settings import AskingZone
from storage import conversations, outbox, people
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PART = Part(Decimal("1.5"), frozenset({Area.BLOOD_BANKING, Area.SAFETY}))
ACTIVITY = Activity("Antibody identification", date(2026, 11, 22), Kind.CE_COURSE, (PART,), "LabCE")
RECORDED: tuple[Change, ...] = (
    KeepHolding(Holding(CredentialKey("MLS"), date(2027, 6, 30))),
    KeepHolding(Holding(CredentialKey("SBB"), date(2027, 6, 30))),
    *(KeepActivity(replace(ACTIVITY, number=number)) for number in range(1, 31)),
)
ASKED = Screen("How many points was it worth?", buttons=((Button("1", "4:1"), Button("2", "4:2")),))
TALK = Talk((Thread((AskingZone(),)),), 4)
WRITERS = 16


async def turn(sessions: Sessions, chat: int, key: str) -> None:
    """Do what `bot.turn` does to the database for an answer in mid-conversation."""
    async with sessions.begin() as session:
        locked = await conversations.lock(session, chat)
        assert not await conversations.has_seen(session, key)
        assert len((await people.load(session, chat, NOW)).activities) == 30
        await conversations.save(session, locked, TALK, key, NOW)
        await outbox.put(session, chat, (ASKED,), NOW)


async def delivery(sessions: Sessions, chat: int) -> None:
    """Deliver one screen, to a person who answers at once."""
    async with sessions.begin() as session:
        waiting = await outbox.lease(session, chat, NOW, NOW + timedelta(seconds=30), "bench")
    assert waiting is not None
    async with sessions.begin() as session:
        await outbox.sent(session, waiting, 9, NOW)


async def measure(sessions: Sessions, turns: int) -> None:
    """Print the figures of one database."""
    for chat in range(WRITERS):
        async with sessions.begin() as session:
            await people.apply(session, chat, RECORDED, NOW)
    alone: list[float] = []
    delivered: list[float] = []
    for number in range(turns):
        alone.append(await timed(turn(sessions, 0, f"alone:{number}")))
        delivered.append(await timed(delivery(sessions, 0)))
    show("turn, one writer", alone)
    show("delivery, one writer", delivered)

    async def writer(chat: int) -> list[float]:
        keys = [f"{chat}:{number}" for number in range(turns // WRITERS)]
        return [await timed(turn(sessions, chat, key)) for key in keys]

    started = time.perf_counter()
    together = await asyncio.gather(*(writer(chat) for chat in range(WRITERS)))
    took = time.perf_counter() - started
    flat = [seconds for one in together for seconds in one]
    show(f"turn, {WRITERS} writers", flat, f"{len(flat) / took:.0f}/s")


async def timed(work: "asyncio.Future[None] | object") -> float:
    """Return the seconds that something takes."""
    started = time.perf_counter()
    await work  # type: ignore[misc]
    return time.perf_counter() - started


def show(name: str, seconds: list[float], more: str = "") -> None:
    """Print one line of figures."""
    ordered = sorted(seconds)
    p50, p99 = ordered[len(ordered) // 2] * 1000, ordered[len(ordered) * 99 // 100] * 1000
    print(f"  {name:24} p50 {p50:6.2f} ms   p99 {p99:6.2f} ms   {more}")


def bare_commit(file: Path, turns: int) -> None:
    """Print what the disk and sqlite3 alone take for one small durable commit."""
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (x)"
        )
        seconds = []
        for _ in range(turns):
            started = time.perf_counter()
            database.execute("INSERT INTO t VALUES (zeroblob(300))")
            seconds.append(time.perf_counter() - started)
    show("sqlite3, bare commit", seconds)


@contextlib.contextmanager
def statements() -> Iterator[Callable[[], int]]:
    """Count the statements that are sent."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield lambda: len(sent)
    event.remove(Engine, "before_cursor_execute", note)


@contextlib.asynccontextmanager
async def opened(url: str) -> AsyncIterator[Sessions]:
    """Open a database and tell how long that takes the first and the second time."""
    sealer = Sealer([bytes(32)])
    first = await timed(_open_and_close(url, sealer))
    started = time.perf_counter()
    sessions = await open_sessions(url, sealer)
    second = time.perf_counter() - started
    print(f"  first start {first * 1000:.0f} ms, later starts {second * 1000:.0f} ms")
    yield sessions
    await sessions.close()


async def _open_and_close(url: str, sealer: Sealer) -> None:
    await (await open_sessions(url, sealer)).close()


async def main(turns: int) -> None:
    """Measure both databases in one run."""
    with tempfile.TemporaryDirectory() as folder:
        print("SQLite")
        bare_commit(Path(folder) / "bare.db", turns)
        async with opened(f"{folder}/bench.db") as sessions:
            await measure(sessions, turns)
            with statements() as sent:
                await turn(sessions, 0, "counted")
            print(f"  statements of a turn: {sent()} with BEGIN, without COMMIT")
    with temporary_postgres(durable=True) as server, server.database() as url:
        print("PostgreSQL")
        async with opened(url) as sessions:
            await measure(sessions, turns)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1600))
