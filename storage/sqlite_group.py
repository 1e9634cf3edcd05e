"""Transactions on SQLite inside one of SQLite's own, which they are committed with."""

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Dialect, Executable, ScalarResult
from sqlalchemy.exc import DBAPIError

_T = TypeVar("_T")


class Open:
    """An open transaction, as far as `AsyncConnection` of SQLAlchemy is used."""

    def __init__(self, connection: Connection) -> None:
        """Wrap a connection that is in a transaction."""
        self._connection = connection

    @property
    def dialect(self) -> Dialect:
        """What SQLAlchemy knows of SQLite."""
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        """Run a statement, or one statement for several parameters."""
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: Executable, parameters: Any = None) -> Any:
        """Run a statement; return the first column of its first row, None where there is none."""
        return self._connection.scalar(statement, parameters)

    async def scalars(self, statement: Executable, parameters: Any = None) -> ScalarResult[Any]:
        """Run a statement; return the first column of its rows."""
        return self._connection.scalars(statement, parameters)

    async def exec_driver_sql(self, statement: str) -> CursorResult[Any]:
        """Run SQL as it is written."""
        return self._connection.exec_driver_sql(statement)

    async def run_sync(self, work: Callable[..., _T], *arguments: Any) -> _T:
        """Give the connection to a function."""
        return work(self._connection, *arguments)


class Group:
    """Transactions that share a commit."""

    def __init__(self, connection: Connection) -> None:
        """Begin with none; the connection is in a transaction of SQLite."""
        self.connection = connection
        self.members = 0
        self.over = False
        self.error: BaseException | None = None  # why nothing of it was committed

    def commit(self) -> float:
        """Wait until the disk has it all; return how many seconds that took."""
        started = time.perf_counter()
        try:
            self.connection.exec_driver_sql("COMMIT")
        except DBAPIError as error:
            self.error = error
        return time.perf_counter() - started

    def end(self) -> None:
        """Leave the connection to the next group; what is not committed is undone."""
        self.over = True
        self.connection.rollback()

    @contextlib.contextmanager
    def member(self) -> Iterator[Open]:
        """Do one transaction more; where the block raises, only what it did is undone."""
        savepoint = self.members > 0
        if savepoint:
            self.connection.exec_driver_sql("SAVEPOINT member")
        try:
            yield Open(self.connection)
        except BaseException as error:
            if not savepoint or not driver_of(self.connection).in_transaction:
                self.error = error  # SQLite undoes everything itself when, say, the disk is full
                self.end()
            else:
                self.connection.exec_driver_sql("ROLLBACK TO member")
                self.connection.exec_driver_sql("RELEASE member")
            raise
        if savepoint:
            self.connection.exec_driver_sql("RELEASE member")
        self.members += 1


def driver_of(connection: Connection) -> sqlite3.Connection:
    """Return the connection of the standard library beneath."""
    driver = connection.connection.dbapi_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
