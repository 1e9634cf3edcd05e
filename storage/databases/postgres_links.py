"""The connections to PostgreSQL: a transaction of asyncpg, statements of SQLAlchemy.

SQLAlchemy makes each connection and compiles the statements. In between, its layer for asyncio
(a greenlet, a cursor and a result for each statement, a way through the pool for each transaction)
takes three times as long as asyncpg; so a transaction is begun and ended, and what was compiled is
run, on asyncpg's connection. What is left to SQLAlchemy runs within the same transaction: for it,
the connection commits by itself.

A connection may go silent without being closed: a router or a standby that took over knows nothing
of it. What it does not answer in time (`command_timeout` of asyncpg, `CLOSING` here) ends in a
`TimeoutError`, and it is thrown away with those that are free, which went silent with it.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from typing import Any, TypeVar

import asyncpg
from sqlalchemy import Dialect, Executable, Row
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.databases.connected import Answer
from storage.databases.fetched import Fetched
from storage.databases.postgres_statements import ERRORS, Known, told
from storage.databases.statements import Statements

CLOSING = 2.0  # seconds for a connection to undo what it did, and again to be closed

_T = TypeVar("_T")


class Link:
    """One connection, of SQLAlchemy and of asyncpg beneath."""

    def __init__(self, connection: AsyncConnection, driver: Any) -> None:
        """Take a connection that is in no transaction."""
        self.connection = connection
        self.driver = driver

    async def run(self, sql: str, *, within: float | None = None) -> None:
        """Run SQL that begins or ends a transaction; raises `DBAPIError` or `TimeoutError`."""
        try:
            if (
                await self.driver.execute(sql, timeout=within) != sql
            ):  # PostgreSQL says so instead of refusing
                raise asyncpg.InFailedSQLTransactionError("what was to be committed was undone")
        except ERRORS as error:
            raise self.told(error, sql) from error

    def told(self, error: Exception, sql: str) -> Exception:
        """Return an error of the driver as SQLAlchemy tells it."""
        lost = self.driver.is_closed()
        return told(error, sql, self.connection.dialect, lost=lost)

    async def leave(self) -> None:
        """Tell SQLAlchemy, where it ran something, that the transaction is over."""
        if self.connection.in_transaction():
            await self.connection.rollback()

    async def close(self) -> None:
        """Close the connection, whatever state it is in; one that does not answer is dropped."""
        with contextlib.suppress(*ERRORS, OSError):
            await self.driver.close(timeout=CLOSING)
        await self.connection.invalidate()
        await self.connection.close()


class Open:
    """An open transaction, as far as `AsyncConnection` of SQLAlchemy is used."""

    def __init__(self, link: Link, statements: Statements[Known]) -> None:
        """Wrap a connection that is in a transaction."""
        self._link = link
        self._connection = link.connection
        self._driver = link.driver
        self._known = statements.known

    @property
    def dialect(self) -> Dialect:
        """What SQLAlchemy knows of PostgreSQL."""
        return self._connection.dialect

    async def execute(self, statement: Executable, parameters: Any = None) -> Answer[Row[Any]]:
        """Run a statement, or one statement for several parameters."""
        several = isinstance(parameters, list) and len(parameters) > 0
        known = self._known(statement, parameters[0] if several else parameters)
        if known is None or (several and known.returns):
            return await self._connection.execute(statement, parameters)
        try:
            if several:
                return await known.run_several(self._driver, parameters)
            return await known.run(self._driver, parameters)
        except ERRORS as error:
            raise self._link.told(error, known.sql) from error

    async def scalar(self, statement: Executable, parameters: Any = None) -> Any:
        """Run a statement; return the first column of its first row, None where there is none."""
        known = self._known(statement, parameters)
        if known is None:
            return await self._connection.scalar(statement, parameters)
        try:
            return await known.scalar(self._driver, parameters)
        except ERRORS as error:
            raise self._link.told(error, known.sql) from error

    async def scalars(self, statement: Executable, parameters: Any = None) -> Answer[Any]:
        """Run a statement; return the first column of its rows."""
        if self._known(statement, parameters) is None:
            return await self._connection.scalars(statement, parameters)
        return Fetched([row[0] for row in await self.execute(statement, parameters)])

    async def exec_driver_sql(self, statement: str) -> Answer[Row[Any]]:
        """Run SQL as it is written."""
        return await self._connection.exec_driver_sql(statement)

    async def run_sync(self, work: Callable[..., _T], *arguments: Any) -> _T:
        """Give the connection to a function, which is to find it in a transaction."""
        if not self._connection.in_transaction():
            await self._connection.begin()  # tells SQLAlchemy; PostgreSQL has begun already
        return await self._connection.run_sync(work, *arguments)


class Links:
    """Connections that are kept for the next transaction, and never more than are in use at once.

    How many that is sees to whoever begins transactions.
    """

    def __init__(self, engine: AsyncEngine) -> None:
        """Prepare; `engine` makes connections and keeps none."""
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._statements = Statements(engine.dialect, Known)
        self._free: list[Link] = []  # who was used last is used next: the others may rest
        self._ending: set[asyncio.Task[None]] = set()

    @contextlib.asynccontextmanager
    async def begin(self) -> AsyncIterator[Open]:
        """Open a transaction: committed when the block ends; undone when it raises.

        Raises `DBAPIError`, or `OSError` where nobody listens or nobody answers.
        """
        link = await self._link()
        try:
            await link.run("BEGIN")
            yield Open(link, self._statements)
            await link.run("COMMIT")
        except BaseException:
            await self._surely(self._undo(link))
            raise
        await link.leave()
        self._free.append(link)

    async def dispose(self) -> None:
        """Close all connections, at once: those that are silent are waited for together."""
        if self._ending:
            await asyncio.wait(self._ending)
        links, self._free = self._free, []
        await asyncio.gather(*(link.close() for link in links))
        await self._engine.dispose()

    async def _link(self) -> Link:
        while self._free:
            link = self._free.pop()
            if not link.driver.is_closed():  # by a server that was restarted
                return link
            await link.close()
        connection = await self._engine.connect()
        raw = await connection.get_raw_connection()
        return Link(connection, raw.driver_connection)

    async def _undo(self, link: Link) -> None:
        """Undo what is not committed; a connection that refuses is not used again."""
        try:
            await link.run("ROLLBACK", within=CLOSING)
            await link.leave()
        except Exception as error:  # why is told by the error that led here
            if isinstance(error, TimeoutError):
                self._drop_free()
            await link.close()
        else:
            self._free.append(link)

    def _drop_free(self) -> None:
        """Drop those that are free: each would have to be waited for, as for one that is silent."""
        for link in self._free:
            link.driver.terminate()

    async def _surely(self, work: Any) -> None:
        """Do something to its end, also where whoever waits for it is cancelled again."""
        task = asyncio.create_task(work)
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)
        await asyncio.shield(task)
