"""Compiled statements run on the standard library's connection to SQLite, without SQLAlchemy's."""

import sqlite3
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Dialect, Row
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import TypeEngine

from storage.databases import statements
from storage.databases.fetched import Fetched
from storage.databases.statements import Compiled, Turn
from storage.tables import Instant, in_utc


def inward(kind: TypeEngine[Any], dialect: Dialect) -> Turn:
    """Return how a value of this type goes into SQLite; None: as it is."""
    if isinstance(kind, Instant):
        return lambda moment: None if moment is None else _text(in_utc(moment))
    return statements.inward(kind, dialect)


def outward(kind: TypeEngine[Any], dialect: Dialect) -> Turn:
    """Return how a value of this type that is not NULL comes back; None: as it is."""
    if isinstance(kind, Instant):
        return lambda text: datetime.fromisoformat(f"{text}+00:00")  # a fifth of SQLAlchemy's time
    return statements.outward(kind, dialect)


class Known(Compiled):
    """A statement, ready to be run on SQLite."""

    inward = staticmethod(inward)
    outward = staticmethod(outward)

    def run(self, driver: sqlite3.Connection, parameters: Mapping[str, Any]) -> Fetched[Row[Any]]:
        """Run it; raises `DBAPIError`."""
        cursor, rows = self._rows(driver, parameters)
        if not rows:
            return Fetched([])
        return self.fetched(rows, (name for name, *_ in cursor.description))

    def scalar(self, driver: sqlite3.Connection, parameters: Mapping[str, Any]) -> Any:
        """Run it; return the first column of its first row, None where there is none."""
        return self.first(self._rows(driver, parameters)[1])

    def _rows(
        self, driver: sqlite3.Connection, parameters: Mapping[str, Any]
    ) -> tuple[sqlite3.Cursor, list[tuple[Any, ...]]]:
        values = self.values(parameters)
        try:
            cursor = driver.execute(self.sql, values)
            return cursor, cursor.fetchall()
        except sqlite3.Error as error:
            raise told(error, self.sql) from error


def told(error: sqlite3.Error, sql: str) -> Exception:
    """Return an error of the driver as SQLAlchemy tells it, without parameters."""
    made = DBAPIError.instance(sql, None, error, sqlite3.Error, hide_parameters=True)
    assert isinstance(made, Exception)
    return made


@lru_cache(32)  # a turn gives its moment some ten times; each takes SQLAlchemy 3 µs, this 0.3
def _text(utc: datetime) -> str:
    # UTC: of two moments of another zone that Python takes for equal, one may be `fold` later.
    return utc.isoformat(" ", "microseconds")[:26]
