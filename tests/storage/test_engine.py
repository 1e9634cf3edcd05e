"""Sessions: what is refused, what passes, who waits for whom."""

import asyncio
import random
import sqlite3
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio
from samples import ANA, NOW
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from temporary_postgres import TemporaryPostgres

from bot.database import told_when_away
from bot.starting import CannotStart
from conversations.model import Talk
from storage import conversations, tables
from storage.databases.addresses import read_address
from storage.engine import (
    DatabaseAway,
    DatabaseRefused,
    Sessions,
    holds_data,
    open_sessions,
)
from storage.sealing import Sealer


@pytest_asyncio.fixture
async def sqlite(sqlite_url: str, sealer: Sealer) -> AsyncIterator[Sessions]:
    opened = await open_sessions(sqlite_url, sealer)
    yield opened
    await opened.close()


async def turn(sessions: Sessions, chat: int, key: str) -> None:
    async with sessions.begin() as session:
        locked = await conversations.lock(session, chat)
        assert await conversations.is_new(session, key, NOW)
        await conversations.save(session, locked, Talk(number=locked.talk.number + 1), NOW)


def modes(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}


async def seen(sessions: Sessions, key: str) -> bool:
    found = select(tables.updates).where(tables.updates.c.key == key)
    async with sessions.read() as session:
        return (await session.db.execute(found)).one_or_none() is not None


async def test_a_bare_path_is_an_sqlite_file_for_its_owner(tmp_path: Path, sealer: Sealer) -> None:
    """Interfaces: a bare path is accepted; nobody else may read the file or what lies beside."""
    file = tmp_path / "my bot.db"

    sessions = await open_sessions(str(file), sealer)
    await turn(sessions, ANA, "tg:1")

    beside = {file.name: 0o600, f"{file.name}-wal": 0o600, f"{file.name}-shm": 0o600}
    assert modes(tmp_path) == beside
    await sessions.close()


async def test_sqlite_keeps_what_is_committed_through_a_power_cut(sqlite: Sessions) -> None:
    """Design 4: WAL, synchronous=FULL (2), foreign keys on."""
    async with sqlite.begin() as session:
        settings = [
            await session.db.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        ]

    assert settings == ["wal", 2, 1]


async def test_a_block_that_raises_leaves_nothing(sessions: Sessions) -> None:
    """Design 4: one transaction per event, all or nothing."""

    async def fail_half_way() -> None:
        async with sessions.begin() as session:
            locked = await conversations.lock(session, ANA)
            assert await conversations.is_new(session, "tg:1", NOW)
            await conversations.save(session, locked, Talk(), NOW)
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        await fail_half_way()

    assert not await seen(sessions, "tg:1")


async def test_a_turn_that_is_cancelled_leaves_nothing_and_blocks_nobody(
    sessions: Sessions,
) -> None:
    """A graceful stop may cancel a turn in the middle."""
    reached = asyncio.Event()

    async def half() -> None:
        async with sessions.begin() as session:
            locked = await conversations.lock(session, ANA)
            assert await conversations.is_new(session, "tg:1", NOW)
            await conversations.save(session, locked, Talk(), NOW)
            reached.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(half())
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    async with asyncio.timeout(30):
        await turn(sessions, ANA, "tg:2")
    assert not await seen(sessions, "tg:1")
    assert await seen(sessions, "tg:2")


async def test_turns_cancelled_at_any_moment_are_whole_or_not_there(sessions: Sessions) -> None:
    """Also in the middle of the commit, which a thread finishes whoever still waits for it."""
    chance = random.Random(2)
    rounds = 60
    for number in range(rounds):
        task = asyncio.create_task(turn(sessions, ANA, f"cancelled:{number}"))
        if number % 4:
            await asyncio.sleep(chance.choice([0, 0.002, 0.004, 0.008]) * chance.random())
        task.cancel()
        await asyncio.wait([task])
        async with asyncio.timeout(30):
            await turn(sessions, ANA, f"whole:{number}")

    async with sessions.read() as session:
        handled = await session.db.scalar(text("SELECT count(*) FROM updates"))
        number = await session.db.scalar(text("SELECT number FROM conversations"))
    assert handled == number
    assert rounds <= number < 2 * rounds  # every fourth had not even begun


async def test_reading_cannot_change_anything(sessions: Sessions) -> None:
    """Reports read beside the turns; a mistake there must not write."""
    with pytest.raises((DBAPIError, DatabaseAway)):
        async with sessions.read() as session:
            await conversations.lock(session, ANA)


async def test_reading_neither_waits_for_a_turn_nor_sees_half_of_it(sessions: Sessions) -> None:
    """Design 4: separate sessions for long reads."""
    async with sessions.begin() as session, asyncio.timeout(30):
        locked = await conversations.lock(session, ANA)
        assert await conversations.is_new(session, "tg:1", NOW)
        await conversations.save(session, locked, Talk(), NOW)
        assert not await seen(sessions, "tg:1")

    assert await seen(sessions, "tg:1")


async def test_sixteen_writers_are_served_in_the_order_in_which_they_ask(sqlite: Sessions) -> None:
    """Testing: one fair queue; nobody is overtaken by somebody who asked later."""
    asked: list[tuple[int, int]] = []
    served: list[tuple[int, int]] = []

    async def writer(name: int) -> None:
        for round_ in range(5):
            asked.append((name, round_))
            async with sqlite.begin() as session:
                served.append((name, round_))
                await conversations.lock(session, 100 + name)

    async with sqlite.begin():  # so that all of them wait
        writers = [asyncio.create_task(writer(name)) for name in range(16)]
        await asyncio.sleep(0)
        assert (len(asked), served) == (16, [])
    await asyncio.gather(*writers)

    assert served == asked
    assert sorted(served[:16]) == [(name, 0) for name in range(16)]
    assert len(served) == 80


async def test_an_error_does_not_show_what_was_to_be_stored(sessions: Sessions) -> None:
    """Issue 5: never text of people in logs; an error text may be logged."""
    with pytest.raises(DBAPIError) as caught:
        async with sessions.begin() as session:
            await session.db.execute(text("INSERT INTO nowhere VALUES (:v)"), {"v": "my secret"})

    assert "my secret" not in str(caught.value)


# --- what is no database of ours -----------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("{folder}/none/a.db", "The folder {folder}/none of the database does not exist."),
        ("sqlite:///{folder}", "The database {folder} is a folder"),
        ("{folder}/text", "The database {folder}/text is not a database of SQLite."),
        ("{folder}/text/a.db", "The folder {folder}/text of the database does not exist."),
        ("{folder}/other.db", "The database {folder}/other.db holds tables of something else"),
        ("sqlite://", "SQLite needs the path of a file"),
        ("sqlite:///:memory:", "SQLite needs the path of a file"),
        ("", "SQLite needs the path of a file"),
        ("mysql://host/db", "begins with sqlite:/// or postgresql://, not mysql://"),
        ("://", "The database address cannot be read."),
        ("postgresql://host:port/db", "The database address cannot be read."),
        ("postgresql://me:pass@word@host/db", "The database address has more than one @"),
        ("postgresql://me:pass@word#/x@host/db", "The database address has more than one @"),
    ],
)
async def test_what_cannot_be_our_database_is_refused_in_one_sentence(
    tmp_path: Path, sealer: Sealer, address: str, sentence: str
) -> None:
    """Interfaces: one line that says what is wrong and where."""
    (tmp_path / "text").write_text("This is not a database, but it is longer than a header." * 9)
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()

    with pytest.raises(DatabaseRefused) as caught:
        await open_sessions(address.format(folder=tmp_path), sealer)

    message = str(caught.value)
    assert sentence.format(folder=tmp_path) in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("address", "read"),
    [
        ("postgres://me:pw@h/db", "postgresql+asyncpg://me:pw@h/db"),
        ("postgresql+psycopg://h/db", "postgresql+asyncpg://h/db"),
        ("postgresql://h/db?sslmode=require", "postgresql+asyncpg://h/db?ssl=require"),
        ("sqlite:////tmp/a.db", "sqlite+aiosqlite:////tmp/a.db"),
        ("/tmp/a.db", "sqlite+aiosqlite:////tmp/a.db"),
        ("/tmp/what?.db", "sqlite+aiosqlite:////tmp/what%3F.db"),
    ],
)
def test_the_driver_is_chosen_for_the_person(address: str, read: str) -> None:
    """Interfaces: the async driver is chosen by the program; sslmode is what hosters write."""
    assert read_address(address).render_as_string(hide_password=False) == read


async def test_a_file_that_may_not_be_written_is_refused(sqlite_url: str, sealer: Sealer) -> None:
    """On a read-only disk; here SQLite is asked for read-only, since root may write anything."""
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    blocked = file.parent / "blocked"
    blocked.symlink_to("/proc/version")

    with pytest.raises(DatabaseRefused):
        await open_sessions(str(blocked), sealer)


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("address", "sentence"),
    [
        ("postgresql://postgres:secret@/absent?host={folder}", "does not exist on its server"),
        ("postgresql://stranger:secret@/postgres?host={folder}", "refuses this user or password"),
    ],
)
async def test_a_server_that_refuses_is_told_without_the_password(
    postgres_server: TemporaryPostgres, sealer: Sealer, address: str, sentence: str
) -> None:
    """A wrong name is the operator's to correct: trying again would not help."""
    with pytest.raises(DatabaseRefused, match=sentence) as caught:
        await open_sessions(address.format(folder=postgres_server.folder), sealer)

    assert "secret" not in str(caught.value)


async def test_a_server_that_is_not_there_is_away(tmp_path: Path, sealer: Sealer) -> None:
    """Issue 5: 503 when the database is away."""
    with pytest.raises(DatabaseAway, match=r"^The database postgresql://me:\*\*\*@/x\?"):
        await open_sessions(f"postgresql://me:secret@/x?host={tmp_path}", sealer)
    with pytest.raises(DatabaseAway):
        await open_sessions("postgresql://me@127.0.0.1:1/x", sealer)


@pytest.mark.postgres
async def test_a_connection_lost_in_the_middle_is_away_and_the_next_turn_works(
    postgres_url: str, sealer: Sealer
) -> None:
    """Issue 5: the database is restarted under load."""
    sessions = await open_sessions(postgres_url, sealer)
    kill = text("SELECT pg_terminate_backend(:pid)")

    async def cut_off_in_the_middle() -> None:
        async with sessions.begin() as session:
            mine = await session.db.scalar(text("SELECT pg_backend_pid()"))
            async with sessions.begin() as other:
                await other.db.execute(kill, {"pid": mine})
            locked = await conversations.lock(session, ANA)
            assert await conversations.is_new(session, "tg:1", NOW)
            await conversations.save(session, locked, Talk(), NOW)

    with pytest.raises(DatabaseAway):
        await cut_off_in_the_middle()

    await turn(sessions, ANA, "tg:2")
    assert not await seen(sessions, "tg:1")
    await sessions.close()


async def test_a_full_disk_is_told_as_what_it_is(sqlite: Sessions) -> None:
    """Waiting does not help, and nobody else has the file open: somebody has to make room."""

    async def write_much() -> None:
        async with sqlite.begin() as session:
            await session.db.exec_driver_sql("PRAGMA max_page_count = 1")  # no page more than now
            much = text("INSERT INTO meta (name, value) VALUES ('much', zeroblob(1000000))")
            await session.db.execute(much)

    with pytest.raises(DatabaseAway, match="has no room left on its disk") as caught:
        await write_much()

    assert (caught.value.why, caught.value.full) == ("SQLITE_FULL", True)
    with pytest.raises(CannotStart, match="Make room"), told_when_away():
        raise caught.value


@pytest.mark.postgres
async def test_a_server_that_can_only_be_read_is_away(postgres_url: str, sealer: Sealer) -> None:
    """A standby that is not promoted yet refuses to write; what people said has to come again."""
    sessions = await open_sessions(postgres_url, sealer)

    async def write_where_it_cannot_be() -> None:
        async with sessions.begin() as session:
            await session.db.execute(text("SET TRANSACTION READ ONLY"))
            await conversations.lock(session, ANA)

    with pytest.raises(DatabaseAway) as caught:
        await write_where_it_cannot_be()

    assert caught.value.why == "25006"
    await turn(sessions, ANA, "tg:1")
    await sessions.close()


@pytest.mark.slow
async def test_another_process_that_keeps_sqlite_busy_makes_it_away(
    sqlite: Sessions, sqlite_url: str
) -> None:
    """Brief: a busy timeout between processes; then the event is asked for again."""
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    started = time.monotonic()

    with pytest.raises(DatabaseAway):
        await turn(sqlite, ANA, "tg:1")

    assert timedelta(seconds=9) < timedelta(seconds=time.monotonic() - started)
    other.execute("ROLLBACK")
    other.close()
    await turn(sqlite, ANA, "tg:1")


async def test_a_database_holds_data_once_it_was_opened(database_url: str, sealer: Sealer) -> None:
    """What decides whether a missing key may be made."""
    assert not await holds_data(database_url)
    await (await open_sessions(database_url, sealer)).close()
    assert await holds_data(database_url)
