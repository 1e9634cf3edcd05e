"""The next reminder of each holding, and what is to be asked on a later day.

A row says when to remind next; `planning` works it out. A sweep `take`s the rows of a person whose
moment has come, puts one message into the outbox and `leave`s them to it; on Telegram's word alone
they are said (`heard`), and planned anew. Who changes something takes the message back first
(`withdraw`): it is made anew, with what is true then.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Integer,
    Row,
    String,
    and_,
    bindparam,
    case,
    cast,
    delete,
    exists,
    func,
    literal,
    or_,
    select,
    update,
)

from cmp_rules.model import CredentialKey
from cmp_rules.reminders import Reason
from conversations.buttons import read_key
from storage.engine import Session
from storage.sending import notices, outcomes
from storage.sending.outcomes import Outcome
from storage.tables import conversations, outbox, people, reminders

HEARER = "reminder"  # how the keys of our notices begin
FAULT = timedelta(hours=6)  # until one is tried again that could not be sent by our own fault
HOLDING, CHECK = "holding", "check"  # the kinds of rows
SNOOZE = "snooze"  # put off under an earlier version; since then that is one of the wishes


@dataclass(frozen=True, slots=True)
class Planned:
    """A row whose moment has come."""

    id: int
    kind: str
    about: str
    day: date
    why: str
    due_at: datetime
    said: date | None
    done_said: date | None

    @property
    def key(self) -> CredentialKey | None:
        """The credential that it concerns, if it concerns one."""
        return read_key(self.about)

    @property
    def is_said(self) -> bool:
        """Whether nothing is left of it but to plan the next one."""
        return self.said is not None and self.said >= self.day


@dataclass(frozen=True, slots=True)
class Taken:
    """A person whose chat is locked, and their rows whose moment has come."""

    person: int
    reachable: bool
    rows: tuple[Planned, ...]


def key_of(person: int) -> str:
    """Return the key of a person's notice: only one waits at a time."""
    return f"{HEARER}:{person}"


async def withdraw(session: Session, person: int) -> None:
    """Take back the message that waits, so that it is made anew; nothing where it is being sent."""
    if await notices.withdraw(session, key_of(person)):
        await session.db.execute(_BACK, {"person": person})


async def due(session: Session, now: datetime, limit: int) -> list[int]:
    """Return chats of people whose moment has come, the longest waiting first."""
    found = await session.db.scalars(DUE, {"now": now, "most": limit})
    return list(dict.fromkeys(found))


async def under_way(session: Session) -> int:
    """Count the people for whom a message waits in the outbox."""
    return int(await session.db.scalar(_UNDER_WAY) or 0)


async def take(session: Session, chat: int, now: datetime) -> Taken | None:
    """Lock a chat and return what is to be reminded of there.

    None where there is nothing (any more), where a message waits already, or where somebody else
    has the chat: then the next sweep finds it again.
    """
    locked = (await session.db.execute(_LOCK, {"of_chat": chat})).one_or_none()
    if locked is None:
        return None
    rows = (await session.db.execute(_TAKE, {"of_chat": chat, "now": now})).all()
    if not rows or any(row.left_at is not None for row in rows):
        return None
    reachable = locked.unreachable_since is None
    return Taken(rows[0].person_id, reachable, tuple(_planned(row) for row in rows))


async def leave(session: Session, found: Mapping[int, tuple[date, str]], now: datetime) -> None:
    """Record that rows are left to a message: of which day of each it tells, and why."""
    for row, (day, why) in found.items():
        told = {"of_day": day, "of_why": why}
        await session.db.execute(_LEAVE, {"row": row, **told, "at": now})


async def pass_over(session: Session, found: Iterable[Planned], through: date) -> None:
    """Record that nothing is to be said up to a day; what was to be said once goes."""
    for row in found:
        if row.kind == HOLDING:
            await session.db.execute(_PASS, {"row": row.id, "through": through})
        else:
            await session.db.execute(_DROP, {"row": row.id})


async def postpone(session: Session, person: int, now: datetime, until: datetime) -> None:
    """Let the rows of a person whose moment has come wait for another moment."""
    await session.db.execute(_POSTPONE, {"person": person, "now": now, "until": until})


async def sleep(session: Session, person: int) -> None:
    """Leave a person alone who takes no messages, until they write again."""
    await session.db.execute(_SLEEP, {"person": person})


async def heard(session: Session, key: str, outcome: Outcome, now: datetime) -> None:
    """Record what became of a message: what was sent is said, all else is due again."""
    person = {"person": int(key.partition(":")[2])}
    match outcome:
        case "sent":
            await session.db.execute(_SENT_ONCE, person)
            await session.db.execute(_SENT, person)
        case "refused":
            await session.db.execute(_REFUSED, {**person, "until": now + FAULT})
        case "late":
            await session.db.execute(_BACK, person)
        case "unreachable":
            await session.db.execute(_BACK, person)
            await session.db.execute(_SLEEP_IF_AWAY, person)


outcomes.HEARERS[HEARER] = heard


async def lateness(session: Session, key: str, now: datetime) -> list[timedelta]:
    """Return how late each reminder is whose message waits under a key."""
    found = await session.db.scalars(_LEFT, {"person": int(key.partition(":")[2])})
    return [now - due for due in found]


async def mend(session: Session) -> None:
    """Wake who is reachable, take back what waits for a message that is not there (any more).

    Neither happens while all goes well; a restored or repaired database may need it.
    """
    await session.db.execute(_WAKE_ALL)
    await session.db.execute(_STRANDED)


def _planned(row: Row[Any]) -> Planned:
    return Planned(
        id=row.id,
        kind=row.kind,
        about=row.about,
        day=row.day,
        why=row.why,
        due_at=row.due_at,
        said=row.said,
        done_said=row.done_said,
    )


# Built once: building a statement takes longer than SQLite takes to run it.
_its = reminders.c.person_id == bindparam("person")
_row = reminders.c.id == bindparam("row")
_is_left = reminders.c.left_at.is_not(None)
_once = reminders.c.kind != HOLDING
_chat = bindparam("of_chat", type_=people.c.chat.type)
_now = bindparam("now", type_=reminders.c.due_at.type)
TO_COME = (
    reminders.c.due_at.is_not(None),
    reminders.c.left_at.is_(None),
    reminders.c.asleep.is_(False),
)
_unreachable = exists().where(
    conversations.c.chat == people.c.chat,
    people.c.id == reminders.c.person_id,
    conversations.c.unreachable_since.is_not(None),
)

DUE = (
    select(people.c.chat)
    .select_from(reminders.join(people, people.c.id == reminders.c.person_id))
    .where(*TO_COME, reminders.c.due_at <= _now)
    .order_by(reminders.c.due_at, reminders.c.person_id)
    .limit(bindparam("most", type_=Integer))
)
_UNDER_WAY = select(func.count(reminders.c.person_id.distinct())).where(_is_left)
_LOCK = (
    select(conversations.c.chat, conversations.c.unreachable_since)
    .where(conversations.c.chat == _chat)
    .with_for_update(skip_locked=True)
)
_TAKE = (
    select(reminders)
    .join(people, people.c.id == reminders.c.person_id)
    .where(people.c.chat == _chat, or_(_is_left, and_(*TO_COME, reminders.c.due_at <= _now)))
    .order_by(reminders.c.id)
)
_LEAVE = (
    update(reminders)
    .where(_row)
    .values(day=bindparam("of_day"), why=bindparam("of_why"), left_at=bindparam("at"))
)
_DROP = delete(reminders).where(_row)
_PASS = update(reminders).where(_row).values(said=bindparam("through"))
_POSTPONE = (
    update(reminders)
    .where(_its, *TO_COME, reminders.c.due_at <= _now)
    .values(due_at=bindparam("until"))
)
_SLEEP = update(reminders).where(_its).values(asleep=True)
_SLEEP_IF_AWAY = _SLEEP.where(_unreachable)
_BACK = update(reminders).where(_its, _is_left).values(left_at=None)
_REFUSED = _BACK.values(due_at=bindparam("until"))
_SENT_ONCE = delete(reminders).where(_its, _is_left, _once)
_all_done = reminders.c.why == Reason.ALL_DONE.value
_SENT = _BACK.values(
    said=reminders.c.day,
    done_said=case((_all_done, reminders.c.day), else_=reminders.c.done_said),
)
_LEFT = select(reminders.c.due_at).where(_its, _is_left)
_WAKE_ALL = update(reminders).where(reminders.c.asleep, ~_unreachable).values(asleep=False)
_its_notice = outbox.c.key == literal(f"{HEARER}:") + cast(reminders.c.person_id, String)
_STRANDED = update(reminders).where(_is_left, ~exists().where(_its_notice)).values(left_at=None)
