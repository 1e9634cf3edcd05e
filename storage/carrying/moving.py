"""Carries a whole database into an empty one, in one transaction: it arrives in full or not at all.

Neither database changes meanwhile: SQLite has one writer at a time, and that is us; on PostgreSQL
the tables are locked. Sealed values travel as they are: the same key opens them there.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Integer, Table, delete, func, insert, select, text

from storage.carrying import CarryingRefused
from storage.carrying.rows import Tally, batches, tally
from storage.databases import dialects
from storage.databases.connected import Connected
from storage.tables import meta, metadata


@dataclass(frozen=True, slots=True)
class Carried:
    """A table that has arrived."""

    table: str
    rows: int
    digest: str  # of all its rows, the same on both sides


async def carry(source: Connected, target: Connected) -> AsyncIterator[Carried]:
    """Carry each table; whoever commits the target's transaction afterwards has all of them.

    Both are transactions for writing. Raises `CarryingRefused` where the target holds rows, or
    where what arrived is not what was sent.
    """
    await hold_still(source, "SHARE")
    await hold_still(target, "EXCLUSIVE")
    await _refuse_data(target)
    await target.execute(delete(meta))
    for table in metadata.sorted_tables:
        sent = Tally()
        async for rows in batches(source, table):
            await target.execute(insert(table), [dict(row._mapping) for row in rows])
            for row in rows:
                sent.add(row._mapping)
        arrived = await tally(target, table)
        if (arrived.rows, arrived.digest) != (sent.rows, sent.digest):
            raise CarryingRefused(
                f"The table {table.name} did not arrive as it was sent ({sent.rows} rows, "
                f"{arrived.rows} arrived): nothing was carried."
            )
        await _go_on_numbering(source, target, table)
        yield Carried(table.name, sent.rows, sent.digest)


async def is_empty(db: Connected) -> bool:
    """Whether our tables hold nothing but what the first start writes."""
    for table in metadata.sorted_tables:
        if table is not meta and (await db.execute(select(table).limit(1))).first() is not None:
            return False
    return True


async def hold_still(db: Connected, mode: str) -> None:
    """Keep everybody from writing until the transaction ends."""
    if db.dialect.name == "postgresql":
        await dialects.lock_tables(db)
        await db.exec_driver_sql("SET LOCAL lock_timeout = '10s'")
        names = ", ".join(metadata.tables)
        await db.exec_driver_sql(f"LOCK TABLE {names} IN {mode} MODE")


async def _refuse_data(target: Connected) -> None:
    if not await is_empty(target):
        raise CarryingRefused(
            "The database to move to holds data already: give the address of an empty one."
        )


async def _go_on_numbering(source: Connected, target: Connected, table: Table) -> None:
    """Let the next number be one that was never used, also by rows that are gone."""
    column = numbered_by(table)
    if column is None:
        return
    last = max(await _last_used(source, table, column), await _last_used(target, table, column))
    if not last:
        return
    if target.dialect.name == "postgresql":
        await target.execute(select(func.setval(_sequence(table, column), last, True)))
    elif table.dialect_options["sqlite"]["autoincrement"]:
        # SQLite's own table: https://www.sqlite.org/autoinc.html
        name = {"name": table.name}
        await target.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), name)
        put = text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)")
        await target.execute(put, {**name, "last": last})


def numbered_by(table: Table) -> Column[Any] | None:
    """Return the column whose numbers the database gives itself; None where there is none."""
    key = list(table.primary_key)
    alone = len(key) == 1 and isinstance(key[0].type, Integer)
    return key[0] if alone and key[0].autoincrement is not False else None


async def _last_used(db: Connected, table: Table, column: Column[Any]) -> int:
    """Return the highest number that a table has, or is known to have had; 0: none."""
    known = await db.scalar(select(func.max(column))) or 0
    if db.dialect.name == "postgresql":
        name = await db.scalar(select(_sequence(table, column)))
        if name is not None:
            asked = await db.execute(text(f"SELECT last_value, is_called FROM {name}"))  # noqa: S608
            row = asked.one()
            known = max(known, row.last_value if row.is_called else 0)
    elif table.dialect_options["sqlite"]["autoincrement"]:
        found = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
        known = max(known, await db.scalar(found, {"name": table.name}) or 0)
    return int(known)


def _sequence(table: Table, column: Column[Any]) -> Any:
    return func.pg_get_serial_sequence(table.name, column.name)
