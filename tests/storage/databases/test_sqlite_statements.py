"""Statements that are run beneath SQLAlchemy: the same values in and out, the same errors."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import bindparam, make_url, select
from sqlalchemy.exc import IntegrityError, StatementError

from storage import tables
from storage.databases.sqlite_statements import Statements
from storage.databases.sqlite_writer import Writer

NOW = datetime(2026, 11, 23, 12, 30, 15, 250_000, tzinfo=UTC)
PERSON = {"chat": 7, "settings": {"zone": "UTC"}, "next_number": 1, "created_at": NOW}
ROW = select(tables.people.c.settings, tables.people.c.created_at, tables.people.c.delete_at)
OF_CHAT = ROW.where(tables.people.c.chat == bindparam("of_chat"))
INSERT = tables.people.insert()


@pytest_asyncio.fixture
async def writer(tmp_path: Path) -> AsyncIterator[Writer]:
    """Open a database with our tables."""
    opened = Writer(make_url(f"sqlite:///{tmp_path / 'x.db'}"), 5, ("foreign_keys=ON",))
    async with opened.begin() as db:
        await db.run_sync(tables.metadata.create_all)
    yield opened
    await opened.dispose()


async def test_values_come_back_as_sqlalchemy_reads_them(writer: Writer) -> None:
    """What is run beneath and what SQLAlchemy runs itself see the same row."""
    async with writer.begin() as db:
        await db.execute(INSERT, PERSON)
        ours = (await db.execute(OF_CHAT, {"of_chat": 7})).one()
        theirs = (await db.execute(ROW.where(tables.people.c.chat == 7))).one()
    assert tuple(ours) == tuple(theirs) == ({"zone": "UTC"}, NOW, None)
    assert ours.created_at == NOW


async def test_the_first_column_or_nothing(writer: Writer) -> None:
    """`scalar` and `scalars` as SQLAlchemy has them."""
    async with writer.begin() as db:
        await db.execute(INSERT, PERSON)
        assert await db.scalar(OF_CHAT, {"of_chat": 7}) == {"zone": "UTC"}
        assert await db.scalar(OF_CHAT, {"of_chat": 8}) is None
        assert list(await db.scalars(OF_CHAT, {"of_chat": 7})) == [{"zone": "UTC"}]


async def test_what_the_database_refuses_is_told_without_the_values(writer: Writer) -> None:
    """`storage.databases.dialects` reads such an error; no error text holds what a person said."""
    async with writer.begin() as db:
        await db.execute(INSERT, PERSON)
    with pytest.raises(IntegrityError) as refused:
        async with writer.begin() as db:
            await db.execute(INSERT, PERSON | {"settings": {"zone": "Europe/Berlin"}})
    assert "Berlin" not in str(refused.value)
    async with writer.begin() as db:
        assert len((await db.execute(OF_CHAT, {"of_chat": 7})).all()) == 1


async def test_a_value_that_is_missing_is_an_error(writer: Writer) -> None:
    """It never becomes NULL in silence."""
    with pytest.raises(StatementError):
        async with writer.begin() as db:
            await db.execute(OF_CHAT, {"other": 7})


async def test_a_list_of_values_is_left_to_sqlalchemy(writer: Writer) -> None:
    """So is whatever is built anew for each run, without parameters."""
    async with writer.begin() as db:
        known = Statements(db.dialect).known
        assert known(OF_CHAT, {"of_chat": 7}) is not None
        assert (
            known(ROW.where(tables.people.c.chat.in_(bindparam("c", expanding=True))), {}) is None
        )
        assert known(INSERT, [PERSON]) is None
        assert known(OF_CHAT, None) is None
