"""Lets people go: everything of theirs is deleted, at their word or when its day has come."""

from datetime import datetime

from conversations.person import Change, DeleteNow, Person
from conversations.privacy.deleting import farewell_to
from storage import deletion
from storage.engine import Session, Sessions

AT_ONCE = 100  # people looked up at once


def leaves(changes: tuple[Change, ...]) -> bool:
    """Whether a turn deletes its person."""
    return any(isinstance(change, DeleteNow) for change in changes)


async def part(session: Session, chat: int, person: Person, now: datetime) -> None:
    """Delete everything of a person within a turn of theirs, and leave a word of farewell."""
    await deletion.erase(session, chat, farewell_to(person), now)


async def let_go(sessions: Sessions, now: datetime) -> int:
    """Delete everybody whose days to take it back are over; return how many that were.

    Each in a transaction of their own: a person is asked once more, under the lock of their chat,
    whether they are still to go. Raises `DatabaseAway`.
    """
    gone = 0
    while True:
        async with sessions.read() as session:
            chats = await deletion.chats_to_erase(session, now, AT_ONCE)
        here = [await _let_one_go(sessions, chat, now) for chat in chats]
        gone += sum(here)
        if not any(here):
            return gone


async def _let_one_go(sessions: Sessions, chat: int, now: datetime) -> bool:
    async with sessions.begin() as session:
        settings = await deletion.still_to_erase(session, chat, now)
        if settings is None:
            return False
        await part(session, chat, Person(settings=settings), now)
    return True
