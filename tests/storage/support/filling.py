"""Rows for every table there is, made from its description: a new table is filled by itself."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Date, LargeBinary, Numeric, String, Table, insert

from storage.carrying.moving import numbered_by
from storage.databases.connected import Connected
from storage.tables import Instant, meta, metadata

MOMENT = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)
ODD = "Zoë 'x' \" \\ ; ß Ж 漢 \U0001f600"  # what an order or an encoding may stumble over
GAP = 3  # numbers given by the database are not without gaps


async def fill(db: Connected, count: int) -> None:
    """Put rows into every table but the one that belongs to the database as a whole."""
    for table in metadata.sorted_tables:
        if table is not meta:
            await db.execute(insert(table), list(rows(table, count)))


def rows(table: Table, count: int) -> Iterator[dict[str, Any]]:
    """Make so many rows; the last one leaves out whatever may be left out."""
    for n in range(1, count + 1):
        yield {
            column.name: None if n == count and column.nullable else value(column, n)
            for column in table.c
        }


def value(column: Column[Any], n: int) -> Any:
    """Return a value for a column of row n; different rows have different ones."""
    if column.foreign_keys or numbered_by(column.table) is column:
        return n * GAP
    match column.type:
        case Boolean():
            return n % 2 == 0
        case Instant():
            return MOMENT + timedelta(seconds=n)
        case Date():
            return date(2026, 1, 1) + timedelta(days=n)
        case LargeBinary():
            return bytes(range(256)) * (n % 40 + 1)
        case JSON():
            return {"n": n, "text": ODD}
        case String():
            return f"{n}{ODD}"[: column.type.length or 100]
        case Numeric():
            return n
    return n * 7
