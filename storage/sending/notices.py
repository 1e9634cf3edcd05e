"""What the bot starts itself: reminders and news. They wait in the outbox beside the answers.

`put` leaves one; a single worker, which holds the task of sending them, leases one after the other
and ends each as an answer ends: `outbox.sent`, `put_off` or `give_up`. A notice waits until every
answer to its chat has gone; no answer waits for a notice. Whoever left it hears what became of it
(`outcomes`).
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles the same for SQLite

from conversations.model import Screen
from storage import outbox as rows
from storage.engine import Session
from storage.outbox import Waiting
from storage.sending.waiting import NOTICE, READY, UNLEASED, WAITS, moments, paused
from storage.tables import conversations, outbox


async def put(
    session: Session,
    chat: int,
    screen: Screen,
    now: datetime,
    *,
    key: str | None = None,
    good_until: datetime | None = None,
) -> bool:
    """Leave a notice; False where one of the same key waits already.

    `key`, at most 64 characters, begins with who wants to hear of it ("reminder:512"). A notice
    with a key is given up where the person takes no messages; one without waits until they are
    back. After `good_until` it is not sent any more. Raises `ValueError` where it asks a question:
    an answer that goes beside it may ask one, too, so a notice has standing buttons only.
    """
    if screen.asks or screen.edits:
        raise ValueError("a notice neither asks nor takes another message's place")
    values = await rows.sealed(session, chat, screen, now)
    telling = {"notice": True, "key": key, "good_until": good_until}
    return await session.db.scalar(_PUT, {**values, **telling}) is not None


async def withdraw(session: Session, key: str) -> bool:
    """Take back a notice that nobody has begun to send; False where it is too late, or none."""
    return await session.db.scalar(_WITHDRAW, {"of_key": key}) is not None


async def any_due(session: Session, now: datetime) -> bool:
    """Whether there is something to lease."""
    return await session.db.scalar(_ANY, {**moments(now), "resting": (0,)}) is not None


async def waiting(session: Session) -> int:
    """Count the notices that wait. Who has thousands leaves them bit by bit, to stay in order."""
    return int(await session.db.scalar(_COUNT) or 0)


async def lease(
    session: Session,
    now: datetime,
    until: datetime,
    by: str,
    *,
    resting: Sequence[int] = (),
) -> Waiting | None:
    """Take the oldest notice that may be sent now, to be sent before `until`.

    None where there is none, leaving out the chats that are `resting`. What is not good any more,
    or has a key and nobody to reach, is given up on the way.
    """
    taking = {**moments(now), "until": until, "by": by, "resting": (0, *resting)}
    while row := (await session.db.execute(_TAKE, taking)).one_or_none():
        screen = await rows.read(session, row.chat, row, now)
        if screen is None:
            continue
        taken = Waiting(
            row.id,
            row.chat,
            screen,
            row.attempts,
            None,
            row.created_at,
            by,
            key=row.key,
            held=row.key is None,
        )
        if row.good_until is not None and row.good_until <= now:
            await rows.give_up(session, taken, "not sent in time", now, outcome="late")
        elif row.unreachable_since is not None:
            await rows.give_up(session, taken, "unreachable", now, outcome="unreachable")
        else:
            return taken
    return None


# Built once: building a statement takes longer than SQLite takes to run it.
_PUT = insert(outbox).on_conflict_do_nothing(index_elements=[outbox.c.key]).returning(outbox.c.id)
_WITHDRAW = (
    delete(outbox)
    .where(outbox.c.key == bindparam("of_key"), WAITS, outbox.c.lease_by.is_(None))
    .returning(outbox.c.id)
)
_COUNT = select(func.count()).select_from(outbox).where(WAITS, NOTICE)

# Each term is looked up for one row after the other, oldest first, until one is found. (As NOT
# EXISTS, PostgreSQL would compare all that wait with all that wait, each time.)
_row = outbox.alias("row")
_of_its_chat = (_row.c.chat == outbox.c.chat, _row.c.given_up_at.is_(None))
_oldest_notice = (  # not "is true", or PostgreSQL may go through the index of all notices
    select(func.min(_row.c.id)).where(*_of_its_chat, _row.c.notice.is_not(False)).scalar_subquery()
)
_oldest_answer = (
    select(func.min(_row.c.id)).where(*_of_its_chat, _row.c.notice.is_(False)).scalar_subquery()
)
_unreachable_since = (
    select(conversations.c.unreachable_since).where(rows.ITS_CHAT).scalar_subquery()
)
_held = and_(outbox.c.key.is_(None), _unreachable_since.is_not(None))
_first = (
    select(outbox.c.id)
    .where(
        WAITS,
        NOTICE,
        READY,
        UNLEASED,
        ~paused(outbox.c.chat),
        _oldest_notice == outbox.c.id,
        _oldest_answer.is_(None),
        ~_held,
        outbox.c.chat.not_in(bindparam("resting", expanding=True)),
    )
    .order_by(outbox.c.id)
    .limit(1)
)
_ANY = _first
# "=", not IN: PostgreSQL may run that once for each row, each time past the rows locked before.
_TAKE = (
    update(outbox)
    .where(outbox.c.id == _first.with_for_update(skip_locked=True).scalar_subquery())
    .values(lease_until=bindparam("until"), lease_by=bindparam("by"))
    .returning(
        outbox.c.id,
        outbox.c.chat,
        outbox.c.mark,
        outbox.c.sealed_screen,
        outbox.c.attempts,
        outbox.c.created_at,
        outbox.c.key,
        outbox.c.good_until,
        _unreachable_since.label("unreachable_since"),
        outbox.c.constant,
        rows.SEALED_KEY,
    )
)
