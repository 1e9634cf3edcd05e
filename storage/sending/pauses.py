"""Until when Telegram wants silence (429), shared by all workers."""

from datetime import datetime

from sqlalchemy import bindparam, case, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert  # compiles the same for SQLite

from storage.engine import Session
from storage.sending.waiting import EVERYBODY, moments, running
from storage.tables import pauses


async def keep(session: Session, chat: int, now: datetime, until: datetime) -> None:
    """Record that nothing may be sent to a chat (or `EVERYBODY`) before `until`.

    The later of two ends counts.
    """
    telling = {"of_chat": chat, "from": now, "to": until}
    await session.db.execute(_KEEP, {**telling, **moments(now)})


async def end(session: Session, now: datetime) -> datetime | None:
    """Return when everybody may be written to again; None: now."""
    found = await session.db.scalar(_END, moments(now))
    return found if isinstance(found, datetime) else None


async def others(session: Session, chat: int, now: datetime) -> bool:
    """Whether some other chat is being waited for."""
    return await session.db.scalar(_OTHERS, {"of_chat": chat, **moments(now)}) is not None


async def forget(session: Session, now: datetime) -> None:
    """Forget the pauses that do not hold any more."""
    over = or_(pauses.c.until <= now, pauses.c.since > moments(now)["soon"])
    await session.db.execute(delete(pauses).where(over))


# Built once: building a statement takes longer than SQLite takes to run it.
_new = insert(pauses).values(
    chat=bindparam("of_chat"), since=bindparam("from"), until=bindparam("to")
)
_later = case((pauses.c.until > _new.excluded.until, pauses.c.until), else_=_new.excluded.until)
_KEEP = _new.on_conflict_do_update(
    index_elements=[pauses.c.chat],
    set_={
        "since": _new.excluded.since,
        "until": case((pauses.c.since <= bindparam("soon"), _later), else_=_new.excluded.until),
    },
)
_END = select(func.max(pauses.c.until)).where(pauses.c.chat == EVERYBODY, *running())
_OTHERS = (
    select(pauses.c.chat)
    .where(pauses.c.chat.not_in((EVERYBODY, bindparam("of_chat"))), *running())
    .limit(1)
)
