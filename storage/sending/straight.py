"""Screens that go straight from the turn that says them to whoever delivers them.

The first one is put into the outbox already leased, and is handed on as it is: nearly always
nothing else waits for the chat, and reading it back and unsealing it would tell nothing new.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, bindparam, case, exists

from conversations.model import Screen
from storage import outbox as rows
from storage.conversations import Conversation
from storage.engine import Session
from storage.outbox import Waiting
from storage.sending.waiting import moments, paused
from storage.tables import outbox


@dataclass(frozen=True, slots=True)
class Lease:
    """What somebody takes a screen for; a turn that waited for its chat is older than `at`."""

    by: str
    at: datetime
    until: datetime  # at most a minute later


async def put(
    session: Session,
    conversation: Conversation,
    screens: tuple[Screen, ...],
    now: datetime,
    *,
    lease: Lease,
) -> Waiting | None:
    """Leave screens as `outbox.put` does, and return the first one, leased, if it may go now.

    None where something waits before it or Telegram wants silence; then see `outbox.lease`. The
    caller has locked the chat, so that nobody can put anything between the look and the row.
    """
    if not screens:
        return None
    chat, first = conversation.chat, screens[0]
    values = await rows.sealed(session, chat, first, now)
    asked = {"of_chat": chat, "until": lease.until, "by": lease.by, **moments(lease.at)}
    row = (await session.db.execute(_PUT, {**values, "notice": False, **asked})).one()
    await rows.put(session, chat, screens[1:], now)
    if row.lease_by is None:
        return None
    return Waiting(row.id, chat, first, 0, conversation.living, now, lease.by)


# Built once: building a statement takes longer than SQLite takes to run it.
_chat = bindparam("of_chat", type_=outbox.c.chat.type)
_row = outbox.alias("row")
_waits = exists().where(
    _row.c.chat == _chat, _row.c.given_up_at.is_(None), _row.c.notice.is_(False)
)
_may_go = and_(~_waits, ~paused(_chat))
_by = bindparam("by", type_=outbox.c.lease_by.type)
_until = bindparam("until", type_=outbox.c.lease_until.type)
_PUT = (
    outbox.insert()
    .values(lease_by=case((_may_go, _by)), lease_until=case((_may_go, _until)))
    .returning(outbox.c.id, outbox.c.lease_by)
)
