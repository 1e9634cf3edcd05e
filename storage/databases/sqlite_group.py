"""Transactions on SQLite inside one of SQLite's own, which they are committed with."""

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Executable, Row
from sqlalchemy.exc import DBAPIError

from storage.databases.connected import Answer
from storage.databases.fetched import Fetched
from storage.databases.sqlite_statements import Known, told
from storage.databases.statements import Statements

_T = TypeVar("_T")


class Writing:
    """The connection that writes, of SQLAlchemy and of the standard library beneath."""

    def __init__(self, connection: Connection) -> None:
        """Take a connection that is in no transaction."""
        driver: object = connection.connection.dbapi_connection
        assert isinstance(driver, sqlite3.Connection)
        self.connection = connection
        self.driver = driver
        self.statements = Statements(connection.dialect, Known)

    def run(self, sql: str) -> None:
        """Run SQL that begins or ends something; raises `DBAPIError`."""
        try:
            self.driver.execute(sql)
        except sqlite3.Error as error:
            raise told(error, sql) from error

    def undo(self) -> None:
        """Undo what is not committed."""
        self.connection.rollback()  # SQLAlchemy knows of a transaction where it ran a statement
        if self.driver.in_transaction:
            self.driver.rollback()


class Open:
    """An open transaction, as far as `AsyncConnection` of SQLAlchemy is used."""

    def __init__(self, writing: Writing) -> None:
        """Wrap a connection that is in a transaction."""
        self._connection = writing.connection
        self._driver = writing.driver
        self._known = writing.statements.known

    @property
    def dialect(self) -> Dialect:
        """What SQLAlchemy knows of SQLite."""
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None) -> Answer[Row[Any]]:
        """Run a statement, or one statement for several parameters."""
        known = self._known(statement, parameters)
        if known is not None:
            return known.run(self._driver, parameters)
        return self._connection.execute(statement, parameters)

    async def scalar(self, statement: Executable, parameters: Any = None) -> Any:
        """Run a statement; return the first column of its first row, None where there is none."""
        known = self._known(statement, parameters)
        if known is not None:
            return known.scalar(self._driver, parameters)
        return self._connection.scalar(statement, parameters)

    async def scalars(self, statement: Executable, parameters: Any = None) -> Answer[Any]:
        """Run a statement; return the first column of its rows."""
        known = self._known(statement, parameters)
        if known is not None:
            return Fetched([row[0] for row in known.run(self._driver, parameters)])
        return self._connection.scalars(statement, parameters)

    async def exec_driver_sql(self, statement: str) -> Answer[Row[Any]]:
        """Run SQL as it is written."""
        return self._connection.exec_driver_sql(statement)

    async def run_sync(self, work: Callable[..., _T], *arguments: Any) -> _T:
        """Give the connection to a function, which is to find it in a transaction."""
        if not self._connection.in_transaction():
            self._connection.begin()  # tells SQLAlchemy; SQLite has begun already
        return work(self._connection, *arguments)


class Group:
    """Transactions that share a commit."""

    def __init__(self, writing: Writing) -> None:
        """Begin with none; the connection is in a transaction of SQLite."""
        self._writing = writing
        self.members = 0
        self.over = False
        self.error: BaseException | None = None  # why nothing of it was committed

    def commit(self) -> float:
        """Wait until the disk has it all; return how many seconds that took."""
        started = time.perf_counter()
        try:
            self._writing.run("COMMIT")
        except DBAPIError as error:
            self.error = error
        return time.perf_counter() - started

    def end(self) -> None:
        """Leave the connection to the next group; what is not committed is undone."""
        self.over = True
        self._writing.undo()

    @contextlib.contextmanager
    def member(self) -> Iterator[Open]:
        """Do one transaction more; where the block raises, only what it did is undone."""
        savepoint = self.members > 0
        if savepoint:
            self._writing.run("SAVEPOINT member")
        try:
            yield Open(self._writing)
        except BaseException as error:
            if not savepoint or not self._writing.driver.in_transaction:
                self.error = error  # SQLite undoes everything itself when, say, the disk is full
                self.end()
            else:
                self._writing.run("ROLLBACK TO member")
                self._writing.run("RELEASE member")
            raise
        if savepoint:
            self._writing.run("RELEASE member")
        self.members += 1
