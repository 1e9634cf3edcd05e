"""Everything that is stored of one person, opened: row by row, by the description of the tables."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Column, Row, Table

from storage.carrying.sealed import KEY, SEALED, rows_of, sealed_columns, tables_of_people
from storage.engine import Session
from storage.keyring import person_keys
from storage.keyring.person_sealing import Opener


@dataclass(frozen=True, slots=True)
class Stored:
    """The rows of a person by table, as JSON knows values; and what is no text, as files."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


async def stored(
    session: Session, chat: int, named: Mapping[Column[Any], Callable[[Row[Any]], str]]
) -> Stored:
    """Return what is stored of a person; `named` gives the files of a column their names.

    The person's key is left out: it opens nothing but this database. Raises `Unsealable`.
    """
    found = Stored()
    opener = await person_keys.opener_of(session, chat)
    for table in tables_of_people():
        found.rows[table.name] = [
            _plain(row, table, opener, named, found.files)
            for row in (await session.db.execute(rows_of(table, chat))).all()
        ]
    return found


def _plain(
    row: Row[Any],
    table: Table,
    opener: Opener,
    named: Mapping[Column[Any], Callable[[Row[Any]], str]],
    files: dict[str, bytes],
) -> dict[str, Any]:
    """Return a row; the values of columns in `named` go into `files`."""
    plain: dict[str, Any] = {}
    sealed = sealed_columns(table)
    for column in table.c:
        if column is KEY:
            continue
        value = row._mapping[column]
        if value is not None and column in sealed:
            opened = opener.open(value, context=SEALED[column](row))
            if column in named:
                value = named[column](row)
                files[value] = opened
            else:
                value = json.loads(opened)
        plain[column.name] = value.isoformat() if isinstance(value, date) else value
    return plain
