"""What the bot still has to say: screens per chat, in order, each said at least once.

Deliver like this: `lease` in one transaction, send without any, then `sent`, `put_off` or `give_up`
in another (which may `lease` the next one). The oldest row of a chat carries the lease of the chat.
Who receives in the transaction itself, as a terminal does, uses `take_out`.

These are answers, put by the turn that they answer. What the bot starts itself is put and leased
by `notices` and ends here like an answer.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Row, bindparam, delete, func, or_, select, text, update

from conversations.model import Screen
from conversations.privacy.deleting import constant
from storage import states
from storage.engine import Session
from storage.keyring import person_keys
from storage.sealing import Unsealable
from storage.sending import marking, outcomes
from storage.sending.marking import Mark
from storage.sending.outcomes import Outcome
from storage.sending.waiting import ANSWER, READY, UNLEASED, WAITS, moments, paused
from storage.tables import conversations, outbox

Context: TypeAlias = Callable[[int, str], str]  # of a chat and a mark: to what a screen is bound


@dataclass(frozen=True, slots=True)
class Waiting:
    """A screen that its deliverer has leased."""

    id: int
    chat: int
    screen: Screen
    attempts: int  # earlier ones, which failed
    living: int | None  # the message whose question keyboard is live
    created_at: datetime
    by: str  # who holds the lease
    key: str | None = None  # of a notice, for whoever left it
    held: bool = False  # a notice that waits where the person takes no messages
    farewell: bool = False  # the last row of somebody who was deleted

    def shown_as(self, message: int | None) -> Mark:
        """Return what is to be recorded where this message shows it (None: they have no ids)."""
        asks = self.screen.asks
        dies = message is not None and message == self.living  # the edit took its keyboard away
        return Mark(self.id, self.chat, asks or dies, message if asks else None)


async def put(session: Session, chat: int, screens: tuple[Screen, ...], now: datetime) -> None:
    """Leave screens for a chat, in this order. The caller has locked the chat."""
    for screen in screens:
        values = await sealed(session, chat, screen, now)
        await session.db.execute(_PUT, {**values, "notice": False})


async def put_constant(session: Session, chat: int, name: str, now: datetime) -> None:
    """Leave a screen that says the same to everybody, for somebody whose key was destroyed."""
    values = {"chat": chat, "mark": secrets.token_hex(16), "constant": name, "created_at": now}
    row = {**values, "next_attempt_at": now, "attempts": 0, "notice": False}
    await session.db.execute(outbox.insert().values(row))


async def lease(
    session: Session, chat: int, now: datetime, until: datetime, by: str
) -> Waiting | None:
    """Take the oldest answer that waits for a chat, to be sent before `until`.

    None where nothing waits, where Telegram wants silence, where somebody else is delivering to
    this chat, or where the oldest is put off to later: a later screen never overtakes it. A screen
    that cannot be read any more is given up for the next one. `until` is at most a minute away.
    """
    taking = {"of_chat": chat, "until": until, "by": by, **moments(now)}
    while row := (await session.db.execute(_TAKE, taking)).one_or_none():
        screen = await read(session, chat, row, now)
        if screen is not None:
            at = row.created_at
            last = row.constant is not None
            return Waiting(row.id, chat, screen, row.attempts, row.living, at, by, farewell=last)
    return None


async def sent(session: Session, waiting: Waiting, message: int | None, now: datetime) -> None:
    """Record that a screen was delivered as this message (None where messages have no ids)."""
    await marking.record(session, waiting.shown_as(message))
    session.keyring.traces |= waiting.farewell
    await outcomes.tell(session, waiting.key, "sent", now)


async def take_out(session: Session, chat: int, now: datetime) -> tuple[Screen, ...]:
    """Return everything that waits for a chat and take it out, as said. The caller has the chat.

    For a receiver who is told in this very transaction, so without a lease. What another deliverer
    is in the middle of sending stays with them; what cannot be read is given up.
    """
    taken = await session.db.execute(_TAKE_OUT, {"of_chat": chat, **moments(now)})
    screens = []
    for row in sorted(taken.all(), key=lambda row: row.id):
        screen = await read(session, chat, row, now)
        if screen is not None:
            screens.append(screen)
            await session.db.execute(_SENT, {"row": row.id})
            session.keyring.traces |= row.constant is not None
            await outcomes.tell(session, row.key, "sent", now)
    return tuple(screens)


async def release(session: Session) -> None:
    """Free all leases. Only where whoever held them is known to be dead."""
    await session.db.execute(
        update(outbox).where(outbox.c.lease_by.is_not(None)).values(lease_by=None, lease_until=None)
    )


async def put_off(session: Session, waiting: Waiting, now: datetime, until: datetime) -> None:
    """Record a failed attempt; the chat waits until then. Nothing where the lease was lost."""
    await session.db.execute(
        update(outbox)
        .where(outbox.c.id == waiting.id, outbox.c.lease_by == waiting.by)
        .values(
            tried_at=now,
            next_attempt_at=until,
            attempts=outbox.c.attempts + 1,
            lease_by=None,
            lease_until=None,
        )
    )


async def give_up(
    session: Session,
    waiting: Waiting,
    why: str,
    now: datetime,
    *,
    outcome: Outcome = "refused",
) -> None:
    """Stop trying: the reason is kept, the screen is destroyed, the next one may go.

    `why` is our own words or the API's, at most 200 characters are kept; never a person's words.
    """
    if waiting.farewell:  # not even the reason is kept of somebody who was deleted
        await session.db.execute(_SENT, {"row": waiting.id})
        session.keyring.traces = True
        return
    await _give_up(session, waiting.id, why, now)
    await outcomes.tell(session, waiting.key, outcome, now)


async def chats_due(
    session: Session, now: datetime, limit: int, *, before: datetime | None = None
) -> list[int]:
    """Return chats whose oldest answer may be sent now, the longest waiting first.

    What was put after `before` and not tried yet is left out: whoever put it is delivering it.
    """
    asked = {**moments(now), "before": before or now, "most": limit}
    return list(await session.db.scalars(_DUE, asked))


async def forget_given_up(session: Session, before: datetime) -> None:
    """Forget the screens given up before a moment."""
    await session.db.execute(delete(outbox).where(outbox.c.given_up_at < before))


async def _give_up(session: Session, row: int, why: str, now: datetime) -> None:
    await session.db.execute(
        update(outbox)
        .where(outbox.c.id == row)
        .values(
            given_up_at=now,
            why=why[:200],
            sealed_screen=None,
            lease_by=None,
            lease_until=None,
            key=None,  # it is free for another try
        )
    )


async def read(session: Session, chat: int, row: Row[Any], now: datetime) -> Screen | None:
    """Open the screen of a row; None where it cannot be read any more and was given up."""
    if row.constant is not None:
        return constant(row.constant)
    try:
        opener = person_keys.opener(session, chat, row.sealed_key)
        opened = opener.open(row.sealed_screen, context=context(chat, row.mark))
        return states.read(Screen, opened)
    except (Unsealable, states.Unreadable) as error:
        await _give_up(session, row.id, f"unreadable: {error}", now)
        await outcomes.tell(session, row.key, "refused", now)
    return None


def context(chat: int, mark: str) -> str:
    """Return to what a sealed screen is bound."""
    return f"outbox/{chat}/{mark}/screen"


async def sealed(
    session: Session, chat: int, screen: Screen, now: datetime, bound_to: Context = context
) -> dict[str, Any]:
    """Return the values of a new row."""
    sealer = await person_keys.sealer_of(session, chat)
    mark = secrets.token_hex(16)
    return {
        "chat": chat,
        "mark": mark,
        "sealed_screen": sealer.seal(states.write(screen), context=bound_to(chat, mark)),
        "created_at": now,
        "next_attempt_at": now,
        "attempts": 0,
    }


# Built once: building a statement takes longer than SQLite takes to run it.
_PUT = outbox.insert()
_SENT = delete(outbox).where(outbox.c.id == bindparam("row"))

_oldest = (
    select(func.min(outbox.c.id))
    .where(outbox.c.chat == bindparam("of_chat"), WAITS, ANSWER)
    .scalar_subquery()
)
_living = (
    select(conversations.c.living)
    .where(conversations.c.chat == bindparam("of_chat"))
    .scalar_subquery()
)
# As text: SQLAlchemy leaves the names of tables out of what SQLite is to return, and "chat = chat"
# would be true of everybody.
ITS_CHAT = text("conversations.chat = outbox.chat")
SEALED_KEY = (
    select(conversations.c.sealed_key).where(ITS_CHAT).scalar_subquery().label("sealed_key")
)

# Who finds the row locked leaves it to the one who locked it: skipping costs no order, because
# only the oldest row is looked at. SQLite has one writer at a time and leaves the locking out.
_TAKE = (
    update(outbox)
    .where(
        outbox.c.id.in_(
            select(outbox.c.id)
            .where(outbox.c.id == _oldest, READY, UNLEASED, ~paused(outbox.c.chat))
            .with_for_update(skip_locked=True)
        )
    )
    .values(lease_until=bindparam("until"), lease_by=bindparam("by"))
    .returning(
        outbox.c.id,
        outbox.c.mark,
        outbox.c.sealed_screen,
        outbox.c.attempts,
        outbox.c.created_at,
        outbox.c.key,
        _living.label("living"),
        outbox.c.constant,
        SEALED_KEY,
    )
)

# Locked by this statement, so that nobody leases a row that is being taken out.
_TAKE_OUT = (
    update(outbox)
    .where(outbox.c.chat == bindparam("of_chat"), WAITS, UNLEASED)
    .values(lease_by=None, lease_until=None)
    .returning(
        outbox.c.id,
        outbox.c.mark,
        outbox.c.sealed_screen,
        outbox.c.key,
        outbox.c.constant,
        SEALED_KEY,
    )
)

_DUE = (
    select(outbox.c.chat)
    .where(
        outbox.c.id.in_(select(func.min(outbox.c.id)).where(WAITS, ANSWER).group_by(outbox.c.chat)),
        or_(
            outbox.c.tried_at.is_not(None),
            outbox.c.lease_by.is_not(None),
            outbox.c.created_at <= bindparam("before"),
            outbox.c.created_at > bindparam("soon"),
        ),
        READY,
        UNLEASED,
        ~paused(outbox.c.chat),
    )
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
)
