"""Which processes take part in a task that all of them do at once.

Each has a lease of its own, which it renews; one that died is forgotten when its time is over.
"""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select

from storage.engine import Session
from storage.tables import leases as _leases
from storage.workers import leases

KEPT = timedelta(hours=1)  # how long what the dead have left stays for whoever looks into it


async def attend(session: Session, task: str, name: str, *, now: datetime, until: datetime) -> None:
    """Take part until a moment at most a minute away; `name` is one of 16 characters at most."""
    gone = _leases.c.task.startswith(f"{task}/") & (_leases.c.until < now - KEPT)
    await session.db.execute(delete(_leases).where(gone))
    await leases.hold(session, f"{task}/{name}", name, now, until)


async def leave(session: Session, task: str, name: str) -> None:
    """Take part no longer."""
    await leases.let_go(session, f"{task}/{name}", name)


async def anybody(session: Session, task: str, now: datetime) -> bool:
    """Whether somebody takes part now."""
    return await session.db.scalar(_ANYBODY, {"of_task": f"{task}/", "now": now}) is not None


_ANYBODY = (
    select(_leases.c.task)
    .where(
        _leases.c.task.startswith(bindparam("of_task")),
        _leases.c.until > bindparam("now", type_=_leases.c.until.type),
    )
    .limit(1)
)
