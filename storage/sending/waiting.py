"""When a row of the outbox may be sent, as terms of a statement; and what became of a notice.

Answers to a person and notices that the bot starts itself stand in one table and in two rows: each
goes in the order in which it came, and no answer waits behind a notice. All waits are intervals,
not ends: a clock that was put back leaves a wait that begins in the future, which holds nobody.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, exists, or_

from storage.tables import outbox, pauses

LONGEST_LEASE = timedelta(minutes=1)  # a lease that seems longer was taken by another clock
SKEW = timedelta(seconds=2)  # how far the clocks of two machines may be apart
EVERYBODY = 0  # the chat of a pause that concerns all chats


def moments(now: datetime) -> dict[str, Any]:
    """Return what the terms below have to know of the present moment."""
    return {"now": now, "soon": now + SKEW, "longest": now + LONGEST_LEASE + SKEW}


def _moment(name: str) -> BindParameter[datetime]:
    return bindparam(name, type_=outbox.c.created_at.type)


WAITS = outbox.c.given_up_at.is_(None)
ANSWER = outbox.c.notice.is_(False)
NOTICE = outbox.c.notice.is_(True)
UNLEASED = or_(
    outbox.c.lease_until.is_(None),
    outbox.c.lease_until <= _moment("now"),
    outbox.c.lease_until > _moment("longest"),
)
# Only a failed attempt puts off; before the first one a row is ready whatever any clock says.
READY = or_(
    outbox.c.tried_at.is_(None),
    outbox.c.next_attempt_at <= _moment("now"),
    outbox.c.tried_at > _moment("soon"),
)


def paused(chat: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether Telegram told us to be silent towards a chat, or towards everybody."""
    return exists().where(and_(pauses.c.chat.in_((EVERYBODY, chat)), *running()))


def running() -> tuple[ColumnElement[bool], ...]:
    """Return the terms of a pause that holds now."""
    return pauses.c.since <= _moment("soon"), pauses.c.until > _moment("now")
