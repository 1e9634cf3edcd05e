"""Where the talk with each chat stands, and which updates were handled."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles the same for SQLite

from conversations.model import Talk
from conversations.topic import Topic
from storage import states
from storage.engine import Session
from storage.keyring import person_keys
from storage.keyring.person_sealing import Opener
from storage.sealing import Unsealable
from storage.tables import conversations, people, reminders, updates


@dataclass(frozen=True, slots=True)
class Conversation:
    """A chat that this transaction has locked, and where the talk with it stands."""

    chat: int
    talk: Talk
    living: int | None  # the message whose question keyboard is live
    unreadable: bool = False  # the states were lost: apologise
    away: bool = False  # took no messages until now
    made: bool = field(default=False, compare=False)  # nobody was there before this lock


async def lock(session: Session, chat: int) -> Conversation:
    """Lock a chat until the transaction ends, and return its conversation.

    Whoever holds it is waited for. For a chat never seen, one statement inserts its row or locks
    the one that somebody else has just inserted; two first messages at once are therefore one after
    the other, too.
    """
    row = (await session.db.execute(_LOCK_THERE, {"of_chat": chat})).one_or_none()
    if row is not None:
        opener = person_keys.known(session, chat, bytes(row.sealed_key))
        return _conversation(opener, chat, row)
    offered = session.keyring.new(chat)
    given = {"chat": chat, "number": 0, "sealed_key": offered[1]}
    row = (await session.db.execute(_LOCK, given)).one()
    opener = await person_keys.locked(session, chat, bytes(row.sealed_key), offered)
    made = row.number == 0 and bytes(row.sealed_key) == offered[1]
    return replace(_conversation(opener, chat, row), made=made)


async def leave_as_it_was(session: Session, conversation: Conversation) -> None:
    """Write nobody down whose chat was locked for nothing: they may have been deleted."""
    if conversation.made:
        await session.db.execute(_UNMAKE, {"of_chat": conversation.chat})
        session.keyring.erase(conversation.chat)


async def lock_known(session: Session, chat: int) -> bool:
    """Lock a chat that may have been deleted until the transaction ends; False where it was.

    For what the bot does by itself: unlike `lock`, it never writes down a chat that is gone.
    """
    offered = session.keyring.new(chat)
    found = await session.db.scalar(_LOCK_KNOWN, {"of_chat": chat, "new_key": offered[1]})
    if found is not None:
        await person_keys.locked(session, chat, bytes(found), offered)
    return found is not None


async def is_new(session: Session, key: str, now: datetime) -> bool:
    """Record that the update of this key is handled; False where it was before."""
    return await session.db.scalar(_HANDLED, {"key": key, "handled_at": now}) is not None


async def save(session: Session, conversation: Conversation, talk: Talk, now: datetime) -> None:
    """Record where the talk stands, and which message of it is live."""
    chat = conversation.chat
    sealed = None  # nothing is open, nothing can be taken back
    if talk.threads or talk.dropped or talk.undo or talk.topic:
        sealer = await person_keys.sealer_of(session, chat)
        sealed = sealer.seal(states.write_talk(talk), context=context(chat))
    where_it_stands = {"at": chat, "number": talk.number, "sealed_states": sealed}
    alive = {"living": conversation.living, "updated_at": now}
    await session.db.execute(_SAVE, {**where_it_stands, **alive})
    if conversation.away:
        await session.db.execute(_WAKE, {"at": chat})  # what they were to be reminded of


async def speak_of(session: Session, chat: int, topic: Topic) -> None:
    """Record what the bot has spoken of by itself, so that the next words may go on from it.

    The chat has to be there. A talk that cannot be read stays as it is: the apology is still due.
    """
    conversation = await lock(session, chat)
    if not conversation.unreadable:
        sealer = await person_keys.sealer_of(session, chat)
        before = conversation.talk
        if before.topic is not None:
            topic = replace(topic, entry=before.topic.entry)
        talk = states.write_talk(replace(before, topic=topic))
        sealed = sealer.seal(talk, context=context(chat))
        await session.db.execute(_SPEAK_OF, {"at": chat, "sealed_states": sealed})


async def mark_unreachable(
    session: Session, chat: int, now: datetime, *, tried: datetime | None = None
) -> None:
    """Record that the chat takes no messages (any more); the next update of it ends that.

    Nothing where one came since the attempt that failed.
    """
    heard = conversations.c.updated_at
    await session.db.execute(
        update(conversations)
        .where(conversations.c.chat == chat, conversations.c.unreachable_since.is_(None))
        .where(or_(heard.is_(None), heard <= (tried or now)))
        .values(unreachable_since=now)
    )


async def forget_updates(session: Session, before: datetime) -> None:
    """Forget the keys of updates handled before a moment, when nobody sends them again."""
    await session.db.execute(delete(updates).where(updates.c.handled_at < before))


def _conversation(opener: Opener, chat: int, row: Row[Any]) -> Conversation:
    read = _read(opener, chat, row.number, row.sealed_states)
    away = row.unreachable_since is not None
    return Conversation(chat, read.talk, row.living, read.unreadable, away=away)


def _read(opener: Opener, chat: int, number: int, sealed: bytes | None) -> states.ReadTalk:
    if sealed is None:
        return states.ReadTalk(Talk(number=number))
    try:
        text = opener.open(sealed, context=context(chat))
    except Unsealable:
        return states.ReadTalk(Talk(number=number), unreadable=True)
    return states.read_talk(text, number=number)


def context(chat: int) -> str:
    """Return to what the sealed states of a talk are bound."""
    return f"conversations/{chat}/states"


# Built once: building a statement takes longer than SQLite takes to run it.
_told = (
    conversations.c.number,
    conversations.c.sealed_states,
    conversations.c.living,
    conversations.c.sealed_key,
    conversations.c.unreachable_since,
)
# SQLite has one writer at a time and leaves the locking out.
_LOCK_THERE = (
    select(*_told)
    .where(conversations.c.chat == bindparam("of_chat"), conversations.c.sealed_key.is_not(None))
    .with_for_update()
)
_LOCK = person_keys.LOCK.returning(*_told)
_LOCK_KNOWN = (
    update(conversations)
    .where(conversations.c.chat == bindparam("of_chat"))
    .values(sealed_key=func.coalesce(conversations.c.sealed_key, bindparam("new_key")))
    .returning(conversations.c.sealed_key)
)
_UNMAKE = delete(conversations).where(conversations.c.chat == bindparam("of_chat"))
_SPEAK_OF = (
    update(conversations)
    .where(conversations.c.chat == bindparam("at"))
    .values(sealed_states=bindparam("sealed_states"))
)
_SAVE = (
    update(conversations)
    .where(conversations.c.chat == bindparam("at"))
    .values(
        number=bindparam("number"),
        sealed_states=bindparam("sealed_states"),
        living=bindparam("living"),
        updated_at=bindparam("updated_at"),
        unreachable_since=None,
    )
)
_WAKE = (
    update(reminders)
    .where(
        reminders.c.person_id.in_(select(people.c.id).where(people.c.chat == bindparam("at"))),
        reminders.c.asleep,
    )
    .values(asleep=False)
)
_HANDLED = insert(updates).on_conflict_do_nothing().returning(updates.c.key)
