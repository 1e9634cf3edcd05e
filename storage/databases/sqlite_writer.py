"""The one connection that writes to SQLite: statements run at once, slow commits use a thread.

A statement of a turn takes some 10 µs; handing it to a thread and back, as aiosqlite does, takes
ten times that, and a turn has some thirty such steps. What may take long is a commit (it waits for
the disk) and another process's transaction (it is asked for again, between short sleeps). Where the
disk is quick, handing a commit to a thread takes longer than the commit, so that is done only when
the last ones were slow. Long reads have connections of their own through aiosqlite
(`Sessions.read`).

So SQLAlchemy's plain connection is used, without its layer for asyncio, which would take longer
than the statements.

Transactions share commits. Each has the connection to itself while it works; then it goes to the
end of the queue to be committed, and who was waiting before it works first, inside the same
transaction of SQLite, behind a SAVEPOINT. Nobody is told "committed" before the disk has it all,
and a commit that fails has failed for each of them.
"""

import asyncio
import contextlib
import random
import sqlite3
import time
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import URL, create_engine, event
from sqlalchemy.exc import OperationalError

from storage.databases.sqlite_group import Group, Open, Writing

QUICK = 0.001  # seconds of a commit for which a thread is not worth its while
MOST = 8  # transactions of one commit: none waits long for those behind it

_T = TypeVar("_T")


class Writer:
    """A connection whose commits, where they are slow, run in a thread of their own."""

    def __init__(self, url: URL, wait: float, pragmas: tuple[str, ...]) -> None:
        """Prepare; `wait` is how many seconds another process may keep us waiting."""
        self._wait = wait
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="sqlite")
        self._turn = asyncio.Lock()  # who asks first is served first
        self._writing: Writing | None = None
        self._group: Group | None = None  # what is not committed yet
        self._ended = 0  # transactions
        self._usual = QUICK  # seconds of a commit; the last ones count most
        self._left: set[asyncio.Task[None]] = set()  # commits whose members were cancelled
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
        async with self._turn:
            if self._group is None or self._group.over:
                self._group = await self._new_group()
            group = self._group
            with group.member() as opened:
                yield opened
            if group.members >= MOST:
                await self._commit(group)
        await self._committed(group)

    async def empty_log(self) -> bool:
        """Write the log back into the file and cut it to nothing.

        False where a reader kept the log for as long as we waited.
        """
        async with self._turn:
            if self._group is not None:
                await self._commit(self._group)
            driver = (await self._connect()).driver
            for pause in (0.01, 0.05, 0.2, 0.5):
                if await self._in_thread(lambda: _cut_log(driver)):
                    return True
                await asyncio.sleep(pause)
            return await self._in_thread(lambda: _cut_log(driver))

    async def dispose(self) -> None:
        """Close the file, writing the log back where nobody else uses it."""
        if self._left:
            await asyncio.wait(self._left)
        await self._in_thread(self._close)
        self._thread.shutdown()

    async def _new_group(self) -> Group:
        writing = await self._connect()
        # IMMEDIATE takes the write lock at once: a later upgrade of a read lock could fail.
        await self._patiently(lambda: writing.run("BEGIN IMMEDIATE"))
        return Group(writing)

    async def _committed(self, group: Group) -> None:
        """Wait until a group is committed; whoever comes first sees to it."""
        try:
            # Where nobody else writes, nothing here has to wait: whoever had one transaction after
            # the other would let nobody else run.
            self._ended += 1
            if self._ended % MOST == 0:
                await asyncio.sleep(0)
            async with self._turn:
                await self._commit(group)
        except asyncio.CancelledError:
            left = asyncio.create_task(self._commit_left(group))
            self._left.add(left)
            left.add_done_callback(self._left.discard)
            raise
        if group.error is not None:
            raise group.error

    async def _commit_left(self, group: Group) -> None:
        async with self._turn:
            await self._commit(group)

    async def _commit(self, group: Group) -> None:
        """Commit a group, unless that was done; how it ended stands in `Group.error`."""
        if group.over:
            return
        try:
            if self._usual < QUICK:
                took = group.commit()
            else:
                took = await self._in_thread(group.commit)
            self._usual += (took - self._usual) / 8
        finally:
            group.end()

    async def _connect(self) -> Writing:
        if self._writing is None:
            self._writing = Writing(await self._patiently(self._engine.connect))
        return self._writing

    def _close(self) -> None:
        if self._writing is not None:
            self._writing.connection.close()
        self._engine.dispose()

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
            with contextlib.suppress(sqlite3.Error):
                await future
            raise


def _cut_log(driver: sqlite3.Connection) -> bool:
    (busy, *_) = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not busy
