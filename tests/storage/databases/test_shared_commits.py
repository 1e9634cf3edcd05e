"""Transactions on SQLite that share a commit: each all or nothing, none acknowledged too early."""

import asyncio
import contextlib
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import event, make_url
from sqlalchemy.exc import IntegrityError

from storage.databases.sqlite_group import Open
from storage.databases.sqlite_writer import MOST, Writer

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Make a database with parents and children."""
    file = tmp_path / "shared.db"
    with contextlib.closing(sqlite3.connect(file)) as made:
        made.execute("CREATE TABLE parents (id INTEGER PRIMARY KEY)")
        made.execute("CREATE TABLE children (parent INTEGER REFERENCES parents)")
    return file


@pytest_asyncio.fixture
async def writer(file: Path) -> AsyncIterator[Writer]:
    """Open it."""
    opened = Writer(make_url(f"sqlite:///{file}"), 5, PRAGMAS)
    yield opened
    await opened.dispose()


@pytest.fixture
def commits(writer: Writer) -> list[str]:
    """Note each commit."""
    sent: list[str] = []

    def note(statement: str) -> None:
        if statement == "COMMIT":
            sent.append(statement)

    @event.listens_for(writer._engine, "connect")
    def connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.set_trace_callback(note)

    return sent


def parents(file: Path) -> list[int]:
    """Read what is committed, over another connection."""
    with contextlib.closing(sqlite3.connect(file)) as other:
        return [row[0] for row in other.execute("SELECT id FROM parents ORDER BY id")]


async def add(db: Open, number: int) -> None:
    """Add a parent."""
    await db.exec_driver_sql(f"INSERT INTO parents VALUES ({number})")


async def adding(writer: Writer, number: int) -> None:
    """Add a parent in a transaction of its own."""
    async with writer.begin() as db:
        await add(db, number)
        await asyncio.sleep(0)


async def test_those_who_wait_share_a_commit_and_all_is_there(
    writer: Writer, commits: list[str], file: Path
) -> None:
    """Design, section 4: acknowledged after the outer commit; a group has its limit."""
    await asyncio.gather(*(adding(writer, number) for number in range(20)))
    assert parents(file) == list(range(20))
    assert 20 / MOST <= len(commits) < 10


async def test_nobody_is_told_before_the_disk_has_it(writer: Writer, file: Path) -> None:
    """Whoever goes on after its transaction finds it committed, seen from outside."""

    async def look(number: int) -> None:
        await adding(writer, number)
        assert number in parents(file)

    await asyncio.gather(*(look(number) for number in range(12)))


async def test_who_writes_again_and_again_leaves_others_their_turn(writer: Writer) -> None:
    """No statement and no quick commit waits for anything, yet the bot must stay awake."""
    rounds: list[int] = []
    writing = True

    async def others() -> None:
        while writing:
            rounds.append(len(rounds))
            await asyncio.sleep(0)

    beside = asyncio.create_task(others())
    for _ in range(10 * MOST):
        async with writer.begin() as db:
            await db.exec_driver_sql("SELECT 1")
    writing = False
    await beside
    assert len(rounds) >= 9


async def test_one_that_raises_takes_nobody_with_it(writer: Writer, file: Path) -> None:
    """Wherever it stands in its group."""

    async def fail(number: int) -> None:
        async with writer.begin() as db:
            await add(db, number)
            await asyncio.sleep(0)
            raise LookupError(number)

    work = [fail(n) if n in (0, 3, 4, 9) else adding(writer, n) for n in range(10)]
    outcomes = await asyncio.gather(*work, return_exceptions=True)
    assert [n for n, o in enumerate(outcomes) if isinstance(o, LookupError)] == [0, 3, 4, 9]
    assert parents(file) == [1, 2, 5, 6, 7, 8]


async def test_a_commit_that_fails_has_failed_for_all_and_the_next_works(
    writer: Writer, file: Path
) -> None:
    """A foreign key that is checked at the commit stands for a disk that is full."""

    async def spoil() -> None:
        async with writer.begin() as db:
            await db.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            await db.exec_driver_sql("INSERT INTO children VALUES (77)")

    outcomes = await asyncio.gather(
        adding(writer, 1), spoil(), adding(writer, 2), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes] == [IntegrityError] * 3
    assert parents(file) == []
    await adding(writer, 3)
    assert parents(file) == [3]


async def test_when_sqlite_undoes_everything_itself_all_are_told(
    writer: Writer, file: Path
) -> None:
    """ROLLBACK as conflict resolution stands for an I/O error: the savepoints are gone, too."""
    await adding(writer, 1)

    async def clash() -> None:
        async with writer.begin() as db:
            await db.exec_driver_sql("INSERT OR ROLLBACK INTO parents VALUES (1)")

    outcomes = await asyncio.gather(
        adding(writer, 2), clash(), adding(writer, 3), return_exceptions=True
    )
    assert [type(outcome) for outcome in outcomes[:2]] == [IntegrityError] * 2
    assert outcomes[2] is None
    assert parents(file) == [1, 3]


async def test_what_the_cancelled_leave_behind_is_committed(writer: Writer, file: Path) -> None:
    """No transaction stays open: others could not write any more."""
    holding = asyncio.Event()

    async def hold() -> None:
        async with writer.begin() as db:
            await add(db, 1)
            await holding.wait()

    first = asyncio.create_task(hold())
    await asyncio.sleep(0)
    others = [asyncio.create_task(adding(writer, number)) for number in (2, 3)]
    await asyncio.sleep(0.01)
    holding.set()
    await asyncio.sleep(0)
    for task in (first, *others):
        task.cancel()
    await asyncio.gather(first, *others, return_exceptions=True)
    async with asyncio.timeout(30):
        await adding(writer, 4)
    assert 4 in parents(file)
    with contextlib.closing(sqlite3.connect(file, timeout=0)) as other:
        other.execute("INSERT INTO parents VALUES (5)")
        other.commit()
