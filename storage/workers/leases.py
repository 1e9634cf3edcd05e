"""The right of one worker to a task that all of them could do, for a short while."""

from datetime import datetime

from sqlalchemy import bindparam, delete, or_
from sqlalchemy.dialects.postgresql import insert  # compiles the same for SQLite

from storage.engine import Session
from storage.sending.waiting import moments
from storage.tables import leases


async def hold(session: Session, task: str, by: str, now: datetime, until: datetime) -> bool:
    """Take a task, or keep it, until a moment at most a minute away.

    False where somebody else has it. Who died loses it when their time is over; a lease from a
    clock that was put back since is none.
    """
    asked = {"of_task": task, "who": by, "to": until}
    return await session.db.scalar(_HOLD, {**asked, **moments(now)}) is not None


async def let_go(session: Session, task: str, by: str) -> None:
    """Leave a task to the others; nothing where it is not ours."""
    await session.db.execute(delete(leases).where(leases.c.task == task, leases.c.holder == by))


async def release(session: Session) -> None:
    """Free all tasks. Only where whoever held them is known to be dead."""
    await session.db.execute(delete(leases))


# Built once: building a statement takes longer than SQLite takes to run it.
_taking = insert(leases).values(
    task=bindparam("of_task"), holder=bindparam("who"), until=bindparam("to")
)
_HOLD = _taking.on_conflict_do_update(
    index_elements=[leases.c.task],
    set_={"holder": _taking.excluded.holder, "until": _taking.excluded.until},
    where=or_(
        leases.c.holder == _taking.excluded.holder,
        leases.c.until <= bindparam("now"),
        leases.c.until > bindparam("longest"),
    ),
).returning(leases.c.task)
