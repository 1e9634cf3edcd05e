"""Who else serves an SQLite database; the first one to come frees what the dead left leased.

The operating system is asked, which lets go of a dead process's locks at once, however it died. So
after a kill no chat waits for leases to run out. A worker beside living ones frees nothing, since
the leases may be theirs. On PostgreSQL nothing is freed: workers may be on other machines, and the
leases of a dead one run out by themselves (`attempts.LEASE`).
"""

import contextlib
import fcntl
import logging
import os
from collections.abc import AsyncIterator
from pathlib import Path

from storage import outbox
from storage.databases.addresses import file_of, read_address
from storage.engine import DatabaseAway, Sessions
from storage.workers import leases

log = logging.getLogger(__name__)

BESIDE = "-serving"  # what is added to the name of the database


@contextlib.asynccontextmanager
async def counted(sessions: Sessions, db: str) -> AsyncIterator[None]:
    """Be counted among those who serve a database; first free all leases where nobody is.

    Each worker holds a shared lock on a file beside the database. (Not on the database itself:
    closing another descriptor of it would take SQLite's own locks away.)
    """
    opened = _open(file_of(read_address(db)))
    if opened is None:
        yield
        return
    try:
        if _locked(opened, fcntl.LOCK_EX | fcntl.LOCK_NB):
            await _free_leases(sessions)
        # Whoever came first frees under the exclusive lock, and nobody leases before they have.
        _locked(opened, fcntl.LOCK_SH)
        yield
    finally:
        os.close(opened)


def _open(file: Path | None) -> int | None:
    """Return a descriptor; None where there can be none, and the leases run out instead."""
    if file is None:
        return None
    try:
        return os.open(f"{file}{BESIDE}", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None


def _locked(opened: int, how: int) -> bool:
    try:
        fcntl.flock(opened, how)
    except OSError:  # somebody else's lock, or a file system without any
        return False
    return True


async def _free_leases(sessions: Sessions) -> None:
    try:
        async with sessions.begin() as session:
            await outbox.release(session)
            await leases.release(session)
    except DatabaseAway:
        log.warning("The database is away: old leases run out by themselves")
