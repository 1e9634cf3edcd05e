"""The one connection that writes to SQLite: statements run at once, only commits use a thread.

A statement of a turn takes some 10 µs; handing it to a thread and back, as aiosqlite does, takes
ten times that, and a turn has some thirty such steps. What may take long is a commit (it waits for
the disk) and another process's transaction (it is asked for again, between short sleeps). Long
reads have connections of their own through aiosqlite (`Sessions.read`).

The classes offer what SQLAlchemy's adapter for aiosqlite asks of a connection, no more.
"""

import asyncio
import contextlib
import random
import sqlite3
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any, TypeVar

_T = TypeVar("_T")


class Cursor:
    """A cursor whose statements run at once."""

    def __init__(self, cursor: sqlite3.Cursor, wait: float) -> None:
        """Wrap a cursor; `wait` is how many seconds another process may keep us waiting."""
        self._cursor = cursor
        self._wait = wait
        self.arraysize = cursor.arraysize

    async def __aenter__(self) -> "Cursor":
        """Return the cursor."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        await self.close()

    @property
    def description(self) -> Any:
        """What the columns are called; None after a statement without rows."""
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        """How many rows were changed."""
        return self._cursor.rowcount

    @property
    def lastrowid(self) -> int | None:
        """Return the id of the last row inserted."""
        return self._cursor.lastrowid

    async def execute(self, statement: str, parameters: Any = ()) -> "Cursor":
        """Run one statement, again while another process is in the way."""
        await self._patiently(lambda: self._cursor.execute(statement, parameters))
        return self

    async def executemany(self, statement: str, parameters: Iterable[Any]) -> "Cursor":
        """Run one statement for many parameters; they are part of a transaction already."""
        self._cursor.executemany(statement, parameters)
        return self

    async def fetchall(self) -> list[Any]:
        """Return all rows."""
        return self._cursor.fetchall()

    async def close(self) -> None:
        """Free what it holds."""
        self._cursor.close()

    async def _patiently(self, statement: Callable[[], object]) -> None:
        deadline = time.monotonic() + self._wait
        pause = 0.001
        while True:
            try:
                statement()
            except sqlite3.OperationalError as error:
                busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
                if not busy or time.monotonic() > deadline:
                    raise
            else:
                return
            await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311
            pause = min(2 * pause, 0.02)


class Writer:
    """A connection whose commits run in a thread of their own."""

    def __init__(self, file: str, wait: float) -> None:
        """Open a file; `wait` is how many seconds another process may keep us waiting."""
        # No two threads use it at once: whoever commits waits for the end, also when cancelled.
        self._connection = sqlite3.connect(
            file, timeout=0, isolation_level=None, check_same_thread=False
        )
        self._wait = wait
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")

    def cursor(self) -> Cursor:
        """Make a cursor."""
        return Cursor(self._connection.cursor(), self._wait)

    async def create_function(self, *what: Any, **how: Any) -> None:
        """Give SQL a function of Python's."""
        self._connection.create_function(*what, **how)

    async def commit(self) -> None:
        """Commit; return when the disk has it."""
        await self._in_thread(self._connection.commit)

    async def empty_log(self) -> bool:
        """Write the log back into the file and cut it to nothing; only between transactions.

        False where a reader kept the log for as long as we waited.
        """
        for pause in (0.01, 0.05, 0.2, 0.5):
            if await self._in_thread(self._cut_log):
                return True
            await asyncio.sleep(pause)
        return await self._in_thread(self._cut_log)

    def _cut_log(self) -> bool:
        (busy, *_) = self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    async def rollback(self) -> None:
        """Undo the open transaction."""
        self._connection.rollback()

    async def close(self) -> None:
        """Close the file, writing the log back where nobody else uses it."""
        await self._in_thread(self._connection.close)
        self._thread.shutdown()

    def stop(self) -> None:
        """Close without waiting, where there is no event loop any more."""
        self._connection.close()
        self._thread.shutdown(wait=False)

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        future = asyncio.get_running_loop().run_in_executor(self._thread, work)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            with contextlib.suppress(sqlite3.Error):
                await future
            raise
