"""That screens were shown, recorded: their rows go, and the message that is live is known.

A mark may be recorded twice: a row that is gone already changes nothing, so that a late mark never
tells a wrong message to be live.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from sqlalchemy import ColumnElement, Delete, Select, bindparam, delete, exists, select, update

from storage.conversations import Conversation
from storage.engine import Session
from storage.sending.waiting import ANSWER, WAITS
from storage.tables import conversations, outbox


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer that was shown."""

    row: int
    chat: int
    changes: bool  # another message of the chat is live now, or none
    living: int | None  # where it changes: which


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of several marks."""

    marks: tuple[Mark, ...]  # with which nothing is to be done any more
    behind: tuple[int, ...]  # their chats in which something else waits


async def within(session: Session, conversation: Conversation, mark: Mark) -> Conversation:
    """Record a mark for a chat that is locked; which message is live is left to be saved."""
    gone = await session.db.scalar(_GO, {"row": mark.row})
    if gone is None or not mark.changes:
        return conversation
    return replace(conversation, living=mark.living)


async def record(session: Session, mark: Mark) -> None:
    """Record one mark, having waited for whoever has locked its chat."""
    if mark.changes:
        await session.db.execute(_LIVE, _living(mark))
    await session.db.execute(_GO, {"row": mark.row})


async def record_all(session: Session, marks: Sequence[Mark]) -> Recorded:
    """Record the marks of several chats, one of each; no chat that a turn has locked is waited for.

    Each chat is locked first. So who puts something there meanwhile sees what became of the mark,
    or is seen here to wait `behind`. The marks of people who were deleted are done with, too.
    """
    asked = _named([mark.chat for mark in marks])
    free = set(await session.db.scalars(_free(len(asked)), asked))
    busy: set[int] = set()
    if len(free) < len(marks):
        busy = set(await session.db.scalars(_there(len(asked)), asked)) - free
    done = tuple(mark for mark in marks if mark.chat not in busy)
    if not free:
        return Recorded(done, ())
    if lives := [_living(mark) for mark in done if mark.changes]:
        await session.db.execute(_LIVE, lives)
    gone, these = _named([mark.row for mark in done]), _named(list(free))
    await session.db.execute(_gone(len(gone)), gone)
    behind = await session.db.scalars(_behind(len(these)), these)
    return Recorded(done, tuple(behind))


async def hold(session: Session, chat: int) -> None:
    """Lock a chat, so that no turn of another process puts something there unseen."""
    await session.db.execute(_HOLD, {"of_chat": chat})


def _living(mark: Mark) -> dict[str, int | None]:
    return {"of_chat": mark.chat, "message": mark.living, "row": mark.row}


# Built once: building a statement takes longer than SQLite takes to run it.
_GO = delete(outbox).where(outbox.c.id == bindparam("row")).returning(outbox.c.id)
_LIVE = (
    update(conversations)
    .where(
        conversations.c.chat == bindparam("of_chat"),
        exists().where(outbox.c.id == bindparam("row")),
    )
    .values(living=bindparam("message"))
)
_HOLD = (
    select(conversations.c.chat)
    .where(conversations.c.chat == bindparam("of_chat"))
    .with_for_update()
)


def _named(values: Sequence[int]) -> dict[str, int]:
    """Return values for `_among`, the last one several times: few lengths are ever asked for."""
    size = 1 << (len(values) - 1).bit_length()
    return {f"value{at}": values[min(at, len(values) - 1)] for at in range(size)}


def _among(column: ColumnElement[int], size: int) -> ColumnElement[bool]:
    return column.in_([bindparam(f"value{at}", type_=column.type) for at in range(size)])


@cache
def _gone(size: int) -> Delete:
    return delete(outbox).where(_among(outbox.c.id, size))


@cache
def _there(size: int) -> Select[int]:
    return select(conversations.c.chat).where(_among(conversations.c.chat, size))


@cache
def _free(size: int) -> Select[int]:
    return _there(size).with_for_update(skip_locked=True)  # SQLite leaves the locking out


@cache
def _behind(size: int) -> Select[int]:
    return select(outbox.c.chat).where(_among(outbox.c.chat, size), WAITS, ANSWER).distinct()
