"""The one connection that writes to SQLite: statements run at once, only commits use a thread.

A statement of a turn takes some 10 µs; handing it to a thread and back, as aiosqlite does, takes
ten times that, and a turn has some thirty such steps. What may take long is a commit (it waits for
the disk) and another process's transaction (it is asked for again, between short sleeps). Long
reads have connections of their own through aiosqlite (`Sessions.read`).

So SQLAlchemy's plain connection is used, without its layer for asyncio, which would take longer
than the statements.
"""

import asyncio
import contextlib
import random
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from sqlalchemy import (
    URL,
    Connection,
    CursorResult,
    Dialect,
    Executable,
    ScalarResult,
    create_engine,
    event,
)
from sqlalchemy.exc import DBAPIError, OperationalError

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


class Writer:
    """A connection whose commits run in a thread of their own; one transaction at a time."""

    def __init__(self, url: URL, wait: float, pragmas: tuple[str, ...]) -> None:
        """Prepare; `wait` is how many seconds another process may keep us waiting."""
        self._wait = wait
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        # No two threads use it at once: whoever commits waits for the end, also when cancelled.
        self._engine = create_engine(
            url.set(drivername="sqlite"),
            hide_parameters=True,
            pool_size=1,
            max_overflow=0,
            pool_reset_on_return=None,  # each transaction has ended already
            connect_args={"timeout": 0, "isolation_level": None, "check_same_thread": False},
        )

        @event.listens_for(self._engine, "connect")
        def _connected(connection: sqlite3.Connection, _record: object) -> None:
            with contextlib.ExitStack() as failed:
                failed.callback(connection.close)
                for pragma in pragmas:
                    connection.execute(f"PRAGMA {pragma}")
                failed.pop_all()

    @contextlib.asynccontextmanager
    async def begin(self) -> AsyncIterator[Open]:
        """Open a transaction: committed, on the disk, when the block ends; undone when it raises.

        Raises `DBAPIError`.
        """
        with await self._patiently(self._engine.connect) as connection:
            transaction = connection.begin()
            try:
                # IMMEDIATE takes the write lock at once: a later upgrade of a read lock could fail.
                await self._patiently(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"))
                yield Open(connection)
                await self._in_thread(transaction.commit)
            finally:
                _driver(connection).rollback()  # nothing, after a commit

    async def empty_log(self) -> bool:
        """Write the log back into the file and cut it to nothing; only between transactions.

        False where a reader kept the log for as long as we waited.
        """
        for pause in (0.01, 0.05, 0.2, 0.5):
            if await self._in_thread(self._cut_log):
                return True
            await asyncio.sleep(pause)
        return await self._in_thread(self._cut_log)

    async def dispose(self) -> None:
        """Close the file, writing the log back where nobody else uses it."""
        await self._in_thread(self._engine.dispose)
        self._thread.shutdown()

    def _cut_log(self) -> bool:
        with self._engine.connect() as connection:
            found = _driver(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not found[0]

    async def _patiently(self, work: Callable[[], _T]) -> _T:
        """Do something again while another process is in the way."""
        deadline = time.monotonic() + self._wait
        pause = 0.001
        while True:
            try:
                return work()
            except OperationalError as error:
                busy = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > deadline:
                    raise
            await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311
            pause = min(2 * pause, 0.02)

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        future = asyncio.get_running_loop().run_in_executor(self._thread, work)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            with contextlib.suppress(DBAPIError, sqlite3.Error):
                await future
            raise


def _driver(connection: Connection) -> sqlite3.Connection:
    driver = connection.connection.dbapi_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver
