"""The rows of a table in the order of its key, in small batches; and a hash that tells them apart.

Both databases give the same order and the same hash: texts are compared by their code points.
"""

import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    LargeBinary,
    Row,
    RowMapping,
    Select,
    String,
    Table,
    func,
    literal,
    select,
    tuple_,
)

from storage.databases.connected import Connected

AT_ONCE = 500  # rows of a batch
MOST_BYTES = 4_000_000  # of a batch, in what may be long; one row may be longer by itself


async def batches(
    db: Connected,
    table: Table,
    *,
    source: FromClause | None = None,
    more: Sequence[ColumnElement[Any]] = (),
) -> AsyncIterator[Sequence[Row[Any]]]:
    """Return all rows of a table; `source` joins others to it, from which `more` columns come."""
    key = tuple(_ordered(db, column) for column in table.primary_key)
    chosen = select(*table.c, *more).select_from(table if source is None else source).order_by(*key)
    long = [column for column in table.c if isinstance(column.type, LargeBinary)]
    after: tuple[Any, ...] | None = None
    while True:
        count = await _fitting(db, _after(_weights(table, key, long), key, after)) if long else None
        if count == 0:
            return
        rows = (await db.execute(_after(chosen, key, after).limit(count or AT_ONCE))).all()
        if not rows:
            return
        yield rows
        after = tuple(rows[-1]._mapping[column] for column in table.primary_key)


class Tally:
    """How many rows there were, and a hash of all of them in their order."""

    def __init__(self) -> None:
        """Begin with none."""
        self.rows = 0
        self._hash = hashlib.sha256()

    def add(self, values: RowMapping) -> None:
        """Add a row."""
        self.rows += 1
        for name in sorted(map(str, values)):
            data = written(values[name])
            self._hash.update(f"{name}={len(data)}:".encode() + data)
        self._hash.update(b"\n")

    @property
    def digest(self) -> str:
        """The hash in hexadecimal digits."""
        return self._hash.hexdigest()


async def tally(db: Connected, table: Table) -> Tally:
    """Return the tally of a table."""
    found = Tally()
    async for rows in batches(db, table):
        for row in rows:
            found.add(row._mapping)
    return found


def written(value: Any) -> bytes:
    """Return a value as bytes that are the same on every database; the type is part of them."""
    match value:
        case None:
            return b"-"
        case bool():
            return b"b%d" % value
        case int():
            return b"i%d" % value
        case str():
            return b"s" + value.encode("utf-8", "surrogatepass")
        case bytes() | memoryview():
            return b"x" + bytes(value)
        case datetime():
            return b"m" + value.isoformat(timespec="microseconds").encode()
        case date():
            return b"d" + value.isoformat().encode()
        case float() | Decimal():
            return b"n" + format(Decimal(str(value)).normalize(), "f").encode()
        case dict() | list():
            return b"j" + json.dumps(value, sort_keys=True, separators=(",", ":")).encode()
    raise TypeError(f"values of {type(value).__name__} are not carried yet")


def _ordered(db: Connected, column: ColumnElement[Any]) -> ColumnElement[Any]:
    if isinstance(column.type, String) and db.dialect.name == "postgresql":
        return column.collate("C")  # as SQLite orders: by code points
    return column


def _after(
    chosen: Select[Any], key: Sequence[ColumnElement[Any]], after: tuple[Any, ...] | None
) -> Select[Any]:
    if after is None:
        return chosen
    last = (literal(value, column.type) for value, column in zip(after, key, strict=True))
    return chosen.where(tuple_(*key) > tuple_(*last))


def _weights(
    table: Table, key: Sequence[ColumnElement[Any]], long: Sequence[ColumnElement[Any]]
) -> Select[Any]:
    lengths = [func.coalesce(func.length(column), 0) for column in long]
    whole = sum(lengths[1:], lengths[0]).label("weight")
    return select(whole).select_from(table).order_by(*key).limit(AT_ONCE)


async def _fitting(db: Connected, weights: Select[Any]) -> int:
    """Return how many of the next rows may be held at once."""
    count = held = 0
    for weight in await db.scalars(weights):
        held += weight
        if count and held > MOST_BYTES:
            break
        count += 1
    return count
