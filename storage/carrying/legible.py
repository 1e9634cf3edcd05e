"""Which values cannot be read at all: SQLite keeps in a column whatever somebody puts there."""

from typing import Any

from sqlalchemy import Column, Row, Table, select
from sqlalchemy.exc import DBAPIError

from storage.carrying.rows import batches
from storage.databases.connected import Connected
from storage.databases.dialects import may_pass

# What reading a value raises that is not what its column holds.
UNREAD = (ValueError, TypeError, DBAPIError)


async def illegible(db: Connected, table: Table) -> list[str]:
    """Return the places of values that are not what their column holds; at most 20.

    A day that is no day, bytes that are no text. Where the key of a row is one, the whole table
    is named.
    """
    try:
        async for _ in batches(db, table):
            pass
    except UNREAD as error:
        if may_pass(error):
            raise
        return await _places(db, table) or [f"{table.name}: some row cannot be read"]
    return []


async def _places(db: Connected, table: Table) -> list[str]:
    key = tuple(table.primary_key)
    try:
        rows = (await db.execute(select(*key).order_by(*key))).all()
    except UNREAD:
        return []
    found: list[str] = []
    for row in rows:
        for column in table.c:
            if not await _is_read(db, column, key, row):
                place = ", ".join(map(str, row))
                found.append(f"{table.name}: row {place}: {column.name} cannot be read")
        if len(found) >= 20:
            break
    return found[:20]


async def _is_read(
    db: Connected, column: Column[Any], key: tuple[Column[Any], ...], row: Row[Any]
) -> bool:
    here = (part == value for part, value in zip(key, row, strict=True))
    try:
        (await db.execute(select(column).where(*here))).all()
    except UNREAD:
        return False
    return True
