"""Whether the database takes what is written: one that answers may be full, or only readable."""

from datetime import datetime

from storage.engine import Session
from storage.workers import leases

_TASK = "probe"


async def write_something(session: Session, by: str, now: datetime) -> None:
    """Write and take back, so that the commit has to reach the disk and leaves nothing behind."""
    await leases.hold(session, _TASK, by, now, now)
    await leases.let_go(session, _TASK, by)
