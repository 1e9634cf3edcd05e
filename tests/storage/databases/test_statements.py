"""Statements that are run beneath SQLAlchemy: the same values in and out, the same errors."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
import pytest_asyncio
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import JSON, BigInteger, Dialect, Row, Table, bindparam, literal, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.dialects.postgresql import asyncpg
from sqlalchemy.exc import IntegrityError, MultipleResultsFound, NoResultFound, StatementError

from storage import tables
from storage.databases import dialects
from storage.databases.addresses import read_address
from storage.databases.connected import Answer, Engine
from storage.databases.fetched import plain
from storage.databases.patience import SERVING
from storage.databases.sqlite_statements import inward, outward
from storage.databases.statements import Compiled, Statements

NOW = datetime(2026, 11, 23, 12, 30, 15, 250_000, tzinfo=UTC)
PERSON = {"chat": 7, "settings": {"zone": "UTC"}, "next_number": 1, "created_at": NOW}
ROW = select(tables.people.c.settings, tables.people.c.created_at, tables.people.c.delete_at)
OF_CHAT = ROW.where(tables.people.c.chat == bindparam("of_chat"))
EACH = select(tables.people.c.chat, tables.people.c.delete_at).order_by(tables.people.c.chat)
ALL = EACH.where(tables.people.c.chat >= bindparam("least"))
INSERT = tables.people.insert()


@pytest_asyncio.fixture
async def writer(database_url: str) -> AsyncIterator[Engine]:
    """Open a database with our tables."""
    opened = dialects.writer(read_address(database_url), SERVING)
    async with opened.begin() as db:
        await db.run_sync(tables.metadata.create_all)
    yield opened
    await opened.dispose()


async def test_values_come_back_as_sqlalchemy_reads_them(writer: Engine) -> None:
    """What is run beneath and what SQLAlchemy runs itself see the same row."""
    async with writer.begin() as db:
        await db.execute(INSERT, PERSON)
        ours = (await db.execute(OF_CHAT, {"of_chat": 7})).one()
        theirs = (await db.execute(ROW.where(tables.people.c.chat == 7))).one()
    assert tuple(ours) == tuple(theirs) == ({"zone": "UTC"}, NOW, None)
    assert ours.created_at == NOW


async def test_rows_without_names_have_the_same_values(writer: Engine) -> None:
    """Whoever compares rows with those of a moment ago needs no names."""
    async with writer.begin() as db:
        for chat in (7, 8):
            gone = NOW if chat == 8 else None
            await db.execute(INSERT, {**PERSON, "chat": chat, "delete_at": gone})
        for statement, given in ((ALL, {"least": 7}), (ALL, {"least": 9}), (EACH, None)):
            ours = plain(await db.execute(statement, given))
            theirs = list(map(tuple, (await db.execute(statement, given)).all()))
            assert list(ours) == theirs
            assert len(theirs) == (0 if given == {"least": 9} else 2)
            assert {type(row) for row in ours} <= {tuple}


async def test_the_first_column_or_nothing(writer: Engine) -> None:
    """`scalar` and `scalars` as SQLAlchemy has them."""
    async with writer.begin() as db:
        await db.execute(INSERT, PERSON)
        assert await db.scalar(OF_CHAT, {"of_chat": 7}) == {"zone": "UTC"}
        assert await db.scalar(OF_CHAT, {"of_chat": 8}) is None
        assert list(await db.scalars(OF_CHAT, {"of_chat": 7})) == [{"zone": "UTC"}]


async def test_rows_of_a_statement_made_of_another_are_turned(writer: Engine) -> None:
    """SQLAlchemy goes on to say of the new one which columns the old one returned."""
    async with writer.begin() as db:
        await db.execute(INSERT, PERSON | {"chat": 8})
        back = INSERT.returning(tables.people.c.settings, tables.people.c.created_at)
        returned = (await db.execute(back, PERSON)).one()
    assert tuple(returned) == ({"zone": "UTC"}, NOW)


async def test_what_the_database_refuses_is_told_without_the_values(writer: Engine) -> None:
    """`storage.databases.dialects` reads such an error; no error text holds what a person said."""
    async with writer.begin() as db:
        await db.execute(INSERT, PERSON)
    with pytest.raises(IntegrityError) as refused:
        async with writer.begin() as db:
            await db.execute(INSERT, PERSON | {"settings": {"zone": "Europe/Berlin"}})
    assert "Berlin" not in str(refused.value)
    async with writer.begin() as db:
        assert len((await db.execute(OF_CHAT, {"of_chat": 7})).all()) == 1


async def test_a_value_that_is_missing_is_an_error(writer: Engine) -> None:
    """It never becomes NULL in silence."""
    with pytest.raises(StatementError):
        async with writer.begin() as db:
            await db.execute(OF_CHAT, {"other": 7})


async def test_a_list_of_values_is_left_to_sqlalchemy(writer: Engine) -> None:
    """So is whatever is built anew for each run, without parameters."""
    async with writer.begin() as db:
        known = Statements(db.dialect, Compiled).known
        assert known(OF_CHAT, {"of_chat": 7}) is not None
        assert (
            known(ROW.where(tables.people.c.chat.in_(bindparam("c", expanding=True))), {}) is None
        )
        assert known(INSERT, [PERSON]) is None
        assert known(OF_CHAT, None) is None


@pytest.mark.parametrize("ours", [True, False], ids=["beneath", "by SQLAlchemy"])
async def test_rows_are_asked_for_in_the_same_words(writer: Engine, ours: bool) -> None:
    """None, one, or several rows, with their names, from either side."""
    by = tables.people.c.chat >= bindparam("least")
    query = select(tables.people.c.chat, tables.people.c.next_number).where(by)
    async with writer.begin() as db:
        await db.execute(INSERT, [PERSON, PERSON | {"chat": 8, "next_number": 5}])

        async def asked(least: int) -> Answer[Row[Any]]:
            if ours:
                return await db.execute(query, {"least": least})
            return await db.execute(query.params(least=least))

        assert [tuple(row) for row in await asked(7)] == [(7, 1), (8, 5)] == (await asked(7)).all()
        assert (await asked(8)).one() == (await asked(8)).one_or_none() == (8, 5)
        assert ((await asked(8)).one().next_number, (await asked(7)).first()) == (5, (7, 1))
        assert (await asked(9)).one_or_none() is (await asked(9)).first() is None
        with pytest.raises(NoResultFound):
            (await asked(9)).one()
        for refuses in ((await asked(7)).one, (await asked(7)).one_or_none):
            with pytest.raises(MultipleResultsFound):
                refuses()


_ALONE = {  # rows may lack those to which they belong
    "sqlite": "PRAGMA defer_foreign_keys=ON",
    "postgresql": "SET LOCAL session_replication_role = replica",
}
OF_TYPE: dict[type, Any] = {
    int: 2**31 - 1,
    str: "Blut, 血",
    bytes: b"\x00\xff",
    bool: True,
    date: date(2027, 6, 30),
    datetime: NOW,
}


@pytest.mark.parametrize("table", tables.metadata.sorted_tables, ids=str)
async def test_every_column_is_written_and_read_as_sqlalchemy_does(
    writer: Engine, table: Table
) -> None:
    """Each of our tables, with all its values and with as many NULLs as it takes."""
    full = {column.name: _sample(column.type) for column in table.c}
    least = {name: value for name, value in full.items() if not table.c[name].nullable}
    query = select(table).where(bindparam("one") == literal(1))
    for values in (full, least):
        seen = []
        for ours in (True, False):
            async with writer.begin() as db:
                await db.exec_driver_sql(_ALONE[db.dialect.name])
                statement = table.insert()
                await db.execute(*((statement, values) if ours else (statement.values(values),)))
                beneath = tuple((await db.execute(query, {"one": 1})).one())
                raw = tuple((await db.exec_driver_sql(f"SELECT * FROM {table.name}")).one())
                assert beneath == tuple((await db.execute(query.params(one=1))).one())
                assert all(beneath[table.c.keys().index(n)] == value for n, value in values.items())
                seen.append((raw, beneath, [*map(type, (*raw, *beneath))]))
                await db.execute(table.delete())
        assert seen[0] == seen[1]


def _sample(kind: Any) -> Any:
    match kind:
        case JSON():
            return {"zone": [1, "ü"]}
        case BigInteger():
            return 2**40
    return OF_TYPE[getattr(kind, "impl", kind).python_type]


DIALECT = sqlite.dialect()
MOMENT = tables.Instant()
zones = st.timezones() | st.just(UTC)


@given(st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=zones))
def test_a_moment_is_written_and_read_as_sqlalchemy_does(moment: datetime) -> None:
    """The same text, also where a clock is put back and one text means two moments."""
    ours, out = inward(MOMENT, DIALECT), outward(MOMENT, DIALECT)
    theirs = MOMENT.dialect_impl(DIALECT).bind_processor(DIALECT)
    back = MOMENT.dialect_impl(DIALECT).result_processor(DIALECT, None)
    assert ours is not None is not out
    assert theirs is not None is not back
    for one in (moment, moment.replace(fold=1 - moment.fold)):
        assert ours(one) == theirs(one)
        assert out(ours(one)) == back(theirs(one)) == one.astimezone(UTC)
    assert ours(None) is theirs(None) is None


def test_a_moment_without_a_zone_is_refused() -> None:
    """Nobody can tell when it was."""
    into = inward(MOMENT, DIALECT)
    with pytest.raises(ValueError, match="without a time zone"):
        into and into(NOW.replace(tzinfo=None))


@pytest.mark.parametrize("dialect", [DIALECT, asyncpg.dialect()], ids=["sqlite", "postgres"])
def test_null_is_none_for_each_of_our_types(dialect: Dialect) -> None:
    """So it needs no turning."""
    for table in tables.metadata.tables.values():
        for column in table.c:
            turn = column.type.dialect_impl(dialect).result_processor(dialect, None)
            assert turn is None or turn(None) is None
