"""The way into the database: sessions, one transaction each.

SQLite: one connection writes; others read beside it (WAL). Between processes `BEGIN IMMEDIATE`
waits its turn. PostgreSQL: a few connections; rows are locked by statements. On both, who asks
first in this process is served first.
What differs between the two is in `dialects.py`.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from storage.databases import dialects, upgrading
from storage.databases.addresses import DatabaseRefused, file_of, read_address, shown
from storage.databases.connected import Connected, Engine
from storage.databases.patience import SERVING, WORKING, Patience
from storage.keyring.person_sealing import Keyring
from storage.keyring.remembered import Memory
from storage.sealing import Sealer

__all__ = [
    "SERVING",
    "WORKING",
    "DatabaseAway",
    "DatabaseRefused",
    "Patience",
    "Session",
    "Sessions",
    "holds_data",
    "open_sessions",
    "version_at",
]


class DatabaseAway(Exception):  # noqa: N818
    """The database cannot be reached or is too busy now; the same call may succeed later.

    `why` is how the database itself calls it, where it does: `SQLITE_FULL`, `53100`; `full` says
    that its disk is.
    """

    why = ""
    full = False


@dataclass(frozen=True, slots=True)
class Session:
    """One open transaction, and the keys of the people with whom it is concerned.

    What is a person's is sealed by `person_keys.sealer_of` and opened by `opener_of`.
    """

    db: Connected
    keyring: Keyring


class Sessions:
    """Opens transactions on one database. Made by `open_sessions`."""

    def __init__(self, url: URL, sealer: Sealer, patience: Patience = WORKING) -> None:
        """Prepare the engines; nothing is connected yet."""
        self.name = shown(url)
        self._sealer = sealer
        self._memory = Memory()
        self._writer = dialects.writer(url, patience)
        self._reader = dialects.reader(url, patience)
        # A semaphore serves in the order of asking; a pool gives to whoever comes at the moment.
        self._writing = asyncio.Semaphore(dialects.connections(url, reading=False))
        self._reading = asyncio.Semaphore(dialects.connections(url, reading=True))

    @contextlib.asynccontextmanager
    async def begin(self) -> AsyncIterator[Session]:
        """Open one write transaction: committed when the block ends, undone when it raises.

        Raises `DatabaseAway` where the database is away or busy; when that happens during the
        commit nobody can say whether it took place, so ask again by the update's key.
        """
        async with self._writing:
            async with self._transaction(self._writer) as session:
                yield session
            if session.keyring.traces:
                await self._empty_log()

    async def empty_log(self) -> bool:
        """Write the log of SQLite back and empty it; False where a reader is in the way.

        What was deleted stays in the log until then. Nothing to do elsewhere.
        """
        async with self._writing:
            return await self._empty_log()

    @contextlib.asynccontextmanager
    async def read(self) -> AsyncIterator[Session]:
        """Open one transaction that cannot change anything and keeps no writer waiting."""
        async with self._reading, self._transaction(self._reader) as session:
            yield session

    async def close(self) -> None:
        """Close all connections."""
        await self._reader.dispose()
        await self._writer.dispose()

    async def _empty_log(self) -> bool:
        return await dialects.empty_log(self._writer)

    @contextlib.asynccontextmanager
    async def _transaction(self, engine: Engine) -> AsyncIterator[Session]:
        self._memory.tidy()  # also while the database is away
        opened = False
        try:
            async with engine.begin() as db:
                opened = True
                yield Session(db, Keyring(self._sealer, self._memory))
        except (DBAPIError, OSError) as error:
            never_opened = not opened and isinstance(error, OSError)
            if never_opened or dialects.may_pass(error):  # a block may have an OSError of its own
                raise self._away(error) from error
            raise

    def _away(self, error: BaseException) -> DatabaseAway:
        why = dialects.name_of(error)
        full = why in dialects.FULL
        state = "has no room left on its disk" if full else "is away or busy"
        away = DatabaseAway(f"The database {self.name} {state}.")
        away.why, away.full = why, full
        return away


async def open_sessions(url: str, sealer: Sealer, patience: Patience = WORKING) -> Sessions:
    """Open a database, bring its tables up to date and check that the key fits.

    `url` is `sqlite:///file`, `postgresql://…` or a bare path; `patience` is for what is done with
    it afterwards. Raises `DatabaseRefused` (what was given cannot be our database), `WrongKey` or
    `DatabaseAway`; each message is one sentence for the person who started the program, without
    any password.
    """
    address = read_address(url)
    sessions = Sessions(address, sealer, patience)
    async with _closed_on_failure(sessions):
        dialects.make_file(address)
        async with sessions.read() as session:
            version = await upgrading.version(session.db, sessions.name)
            if version == upgrading.HEAD:
                await upgrading.check_key(session.db, sealer, sessions.name)
                return sessions
        await _upgrade(address, sealer)
    return sessions


async def _upgrade(address: URL, sealer: Sealer) -> None:
    """Bring the tables up to date, with the time that this takes."""
    sessions = Sessions(address, sealer)
    async with _closed_on_failure(sessions), sessions.begin() as session:
        await dialects.lock_tables(session.db)
        await upgrading.upgrade(session.db, sealer, sessions.name)
    await sessions.close()


async def version_at(url: str) -> str | None:
    """Return the version of our tables at this address, changing nothing; None: there are none.

    Raises as `open_sessions` does.
    """
    address = read_address(url)
    file = file_of(address)
    if file is not None and not file.exists():
        return None
    sessions = Sessions(address, Sealer([bytes(32)]))  # opens nothing: no sealed value is read
    async with _closed_on_failure(sessions), sessions.read() as session:
        version = await upgrading.version(session.db, sessions.name)
    await sessions.close()
    return version


async def holds_data(url: str) -> bool:
    """Whether tables of ours are at this address already. Raises as `open_sessions` does."""
    return await version_at(url) is not None


@contextlib.asynccontextmanager
async def _closed_on_failure(sessions: Sessions) -> AsyncIterator[None]:
    try:
        yield
    except (DatabaseAway, DBAPIError) as error:
        await sessions.close()
        reason = dialects.refusal(error.__cause__ if isinstance(error, DatabaseAway) else error)
        if reason is None:
            raise
        raise DatabaseRefused(f"The database {sessions.name} {reason}.") from error
    except BaseException:
        await sessions.close()
        raise
