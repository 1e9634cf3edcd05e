"""Transactions on asyncpg's own connection: the errors of SQLAlchemy, and nothing left behind."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
from samples import NOW
from sqlalchemy import Executable, Select, bindparam, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from storage import tables
from storage.databases import dialects
from storage.databases.addresses import read_address
from storage.databases.connected import Connected, Engine
from storage.databases.patience import SERVING
from storage.databases.postgres_links import Links

pytestmark = pytest.mark.postgres

UPDATES = tables.updates
KEYS = select(UPDATES.c.key).order_by(UPDATES.c.key)
HANDLED = insert(UPDATES)
LOCK = select(UPDATES.c.key).where(UPDATES.c.key == bindparam("one")).with_for_update()
AGAIN = update(UPDATES).where(UPDATES.c.key == "there")
PID = text("SELECT pg_backend_pid()")
END = text("SELECT pg_terminate_backend(:pid)")


@pytest_asyncio.fixture
async def writer(postgres_url: str) -> AsyncIterator[Engine]:
    """Open a database with our tables, and one row."""
    opened = dialects.writer(read_address(postgres_url), SERVING)
    async with opened.begin() as db:
        await db.run_sync(tables.metadata.create_all)
        await db.execute(HANDLED, row("there"))
    yield opened
    await opened.dispose()


def row(key: Any) -> dict[str, Any]:
    return {"key": key, "handled_at": NOW}


async def keys(writer: Engine) -> list[str]:
    async with writer.begin() as db:
        return list(await db.scalars(KEYS))


# --- errors --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Fault:
    """A statement that fails, and what has to happen before."""

    statement: Any
    values: dict[str, Any]
    code: str | None
    before: tuple[str, ...] = ()
    meanwhile: str = ""  # done by somebody else, who does not end before


FAULTS = {
    "unique": Fault(HANDLED, row("there"), "23505"),
    "null": Fault(HANDLED, row(None), "23502"),
    "nobody": Fault(
        insert(tables.activities),
        {"person_id": 1, "number": 1, "sealed": b"", "created_at": NOW, "updated_at": NOW},
        "23503",
    ),
    "too long": Fault(HANDLED, row("my secret" * 10), "22001"),
    "the wrong kind": Fault(HANDLED, row(2027), "22000"),
    "no table": Fault(HANDLED, row("x"), "42P01", ("ALTER TABLE updates RENAME TO gone",)),
    "only reading": Fault(HANDLED, row("x"), "25006", ("SET TRANSACTION READ ONLY",)),
    "aborted": Fault(HANDLED, row("x"), "25P02", ("aborted",)),
    "lock": Fault(
        LOCK,
        {"one": "there"},
        "55P03",
        ("SET LOCAL lock_timeout = '20ms'",),
        "UPDATE updates SET handled_at = now()",
    ),
    "serialization": Fault(
        AGAIN,
        {"handled_at": NOW},
        "40001",
        ("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "SELECT 1"),
        "UPDATE updates SET handled_at = now(); COMMIT",
    ),
}


async def prepare(db: Connected, fault: Fault) -> None:
    for done in fault.before:
        if done == "aborted":
            with pytest.raises(DBAPIError):
                await db.execute(HANDLED, row("there"))
        else:
            await db.exec_driver_sql(done)


def bound(statement: Any, values: dict[str, Any]) -> Executable:
    """Return the statement with its values: it has no parameters, so SQLAlchemy runs it."""
    made = statement.params if isinstance(statement, Select) else statement.values
    return made(**values)  # type: ignore[no-any-return]


async def failed(writer: Engine, fault: Fault, *, ours: bool) -> DBAPIError:
    """Return how a fault is told by what is run beneath, or by SQLAlchemy."""
    if ours:
        what: Any = (fault.statement, fault.values)
    else:
        what = (bound(fault.statement, fault.values),)

    async def work() -> None:
        async with writer.begin() as db:
            await prepare(db, fault)
            async with writer.begin() as other:
                for meanwhile in filter(None, fault.meanwhile.split("; ")):
                    await other.exec_driver_sql(meanwhile)
                await db.execute(*what)

    with pytest.raises(DBAPIError) as caught:
        await work()
    return caught.value


@pytest.mark.parametrize("name", FAULTS)
async def test_an_error_is_told_as_sqlalchemy_tells_it(writer: Engine, name: str) -> None:
    """So a turn is tried again, or apologised for, whichever way its statement went."""
    fault = FAULTS[name]
    ours = await failed(writer, fault, ours=True)
    theirs = await failed(writer, fault, ours=False)

    for told in (ours, theirs):
        assert getattr(told.orig, "sqlstate", None) == fault.code
        assert "secret" not in str(told)
    assert type(ours) is type(theirs)
    assert ours.connection_invalidated is theirs.connection_invalidated
    assert dialects.may_pass(ours) is dialects.may_pass(theirs)
    assert dialects.name_of(ours) == dialects.name_of(theirs)
    assert await keys(writer) == ["there"]


async def test_a_value_that_asyncpg_refuses_is_not_shown(writer: Engine) -> None:
    """Its own words show it."""
    told = await failed(writer, Fault(HANDLED, row([b"my secret"]), None), ours=True)
    assert "secret" not in str(told)


async def test_a_commit_that_commits_nothing_is_an_error(writer: Engine) -> None:
    """PostgreSQL answers ROLLBACK where an error was passed over; nobody may be told "saved"."""

    async def pass_over() -> None:
        async with writer.begin() as db:
            with pytest.raises(DBAPIError):
                await db.execute(HANDLED, row("there"))

    with pytest.raises(DBAPIError, match="what was to be committed was undone"):
        await pass_over()
    assert await keys(writer) == ["there"]


# --- transactions --------------------------------------------------------------------------


async def test_several_at_once_are_written_as_sqlalchemy_does(writer: Engine) -> None:
    """Sent together; where rows are to come back SQLAlchemy runs it."""
    some = [row(key) for key in ("a", "b", "c")]
    async with writer.begin() as db:
        await db.execute(HANDLED, some[:2])
        back = HANDLED.returning(UPDATES.c.key)
        assert [each.key for each in await db.execute(back, some[2:])] == ["c"]
    assert await keys(writer) == ["a", "b", "c", "there"]


@pytest.mark.parametrize("fails", [False, True])
async def test_what_sqlalchemy_runs_is_in_the_same_transaction(writer: Engine, fails: bool) -> None:
    """Committed together or undone together."""

    async def work() -> None:
        async with writer.begin() as db:
            await db.execute(HANDLED, row("beneath"))
            await db.execute(HANDLED.values(row("by sqlalchemy")))
            await db.execute(HANDLED, [row("of many"), row("of several")])
            await db.run_sync(lambda connection: connection.execute(HANDLED.values(row("sync"))))
            assert len((await db.execute(KEYS, {})).all()) == 6
            if fails:
                raise LookupError

    if fails:
        with pytest.raises(LookupError):
            await work()
        assert await keys(writer) == ["there"]
    else:
        await work()
        assert len(await keys(writer)) == 6


async def test_a_connection_is_used_again(writer: Engine) -> None:
    """Making one takes longer than a turn."""
    pids = set()
    for fails in (False, True, False):
        with pytest.raises(LookupError) if fails else contextlib.nullcontext():
            async with writer.begin() as db:
                pids.add(await db.scalar(PID))
                if fails:
                    raise LookupError
    assert len(pids) == 1


async def test_a_connection_that_the_server_ended_is_not_used_again(writer: Engine) -> None:
    """After a restart the next turn needs no second attempt."""
    assert isinstance(writer, Links)
    async with writer.begin(), writer.begin() as other:
        ended = await other.scalar(PID)
    gone = asyncio.Event()
    writer._free[0].driver.add_termination_listener(lambda _: gone.set())
    async with writer.begin() as db:
        await db.execute(END, {"pid": ended})
        await asyncio.wait_for(gone.wait(), 5)
        async with writer.begin() as other:
            assert await other.scalar(PID) != ended


@pytest.mark.parametrize("ours", [True, False])
async def test_a_connection_lost_may_pass(writer: Engine, ours: bool) -> None:
    """Whichever way the next statement goes."""
    what: Any = (HANDLED, row("x")) if ours else (HANDLED.values(row("x")),)

    async def work() -> None:
        async with writer.begin() as db:
            pid = await db.scalar(PID)
            async with writer.begin() as other:
                await other.execute(END, {"pid": pid})
            await db.execute(*what)

    with pytest.raises(DBAPIError) as caught:
        await work()
    assert dialects.may_pass(caught.value)
    assert caught.value.connection_invalidated
    assert await keys(writer) == ["there"]


@pytest.mark.parametrize("by_sqlalchemy", [False, True])
async def test_who_is_cancelled_in_a_statement_leaves_nothing(
    writer: Engine, by_sqlalchemy: bool
) -> None:
    """And keeps nothing locked: whoever waits for the row goes on at once."""
    begun = asyncio.Event()
    wanted: Any = (LOCK.params(one="there"),) if by_sqlalchemy else (LOCK, {"one": "there"})

    async def waits() -> None:
        async with writer.begin() as db:
            await db.execute(HANDLED, row("x"))
            begun.set()
            await db.execute(*wanted)

    async with writer.begin() as db:
        await db.execute(LOCK, {"one": "there"})
        task = asyncio.create_task(waits())
        await begun.wait()
        await asyncio.sleep(0.05)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 5)
        await db.execute(HANDLED, row("y"))

    assert await keys(writer) == ["there", "y"]
