"""Makes sure that nobody serves a database while all of it is carried or replaced."""

import asyncio
import contextlib
import fcntl
import os
from collections.abc import AsyncIterator

from sqlalchemy import text

from bot.background.workers import BESIDE
from bot.delivering.delivery import now
from bot.starting import CannotStart
from storage.databases.addresses import file_of, read_address, shown
from storage.databases.connected import Connected
from storage.engine import Sessions
from storage.tables import leases

_OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
    " AND application_name = 'cmpbot' AND pid <> pg_backend_pid()"
)
_TRIES = 20  # a connection that was closed just now is seen for a moment
_PAUSE = 0.1


@contextlib.asynccontextmanager
async def alone(db: str) -> AsyncIterator[None]:
    """Keep the bot from serving a database of SQLite for as long as the block runs.

    Raises `CannotStart` where it is being served. On PostgreSQL see `refuse_others`.
    """
    file = file_of(read_address(db))
    if file is None:
        yield
        return
    opened = os.open(f"{file}{BESIDE}", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(_served(str(file))) from None
        yield
    finally:
        os.close(opened)


async def refuse_others(db: Connected, name: str) -> None:
    """Raise `CannotStart` where another cmpbot has this database of PostgreSQL open.

    Who cannot be seen in the list of connections has left a lease that is not over yet.
    """
    if db.dialect.name != "postgresql":
        return
    for _ in range(_TRIES):
        if not await db.scalar(_OTHERS):
            break
        await asyncio.sleep(_PAUSE)
    else:
        raise CannotStart(_served(name))
    if await db.scalar(leases.select().where(leases.c.until > now()).limit(1)) is not None:
        raise CannotStart(f"{_served(name)} If it was killed just now, wait a minute.")


async def refuse_served(sessions: Sessions, db: str) -> None:
    """Raise `CannotStart` where another cmpbot has this database open just now."""
    async with sessions.begin() as session:
        await refuse_others(session.db, shown(read_address(db)))


def _served(name: str) -> str:
    return f"The database {name} is being served: stop every cmpbot that uses it, then try again."
