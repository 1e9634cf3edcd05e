"""Deletes everything of a person: the key that opens what is sealed, and every row.

The tables are found by their columns (`chat`, `person_id`), so that a new one is never forgotten;
what hangs on a row of them goes with it.
"""

import json
from datetime import datetime
from functools import cache

from sqlalchemy import Delete, bindparam, delete, select

from conversations.person import Settings
from storage import conversations, outbox, states
from storage.engine import Session
from storage.tables import metadata, people


async def erase(session: Session, chat: int, farewell: str, now: datetime) -> None:
    """Destroy the key of a person and every row of theirs; leave a word of farewell.

    `farewell` names a constant screen (`outbox.put_constant`). The chat is locked first: whoever
    waits for it finds nobody there. After the commit the log of SQLite is emptied, too.
    """
    await conversations.lock_known(session, chat)
    for statement in _statements():
        await session.db.execute(statement, {"of_chat": chat})
    session.keyring.erase(chat)
    await outbox.put_constant(session, chat, farewell, now)


async def chats_to_erase(session: Session, now: datetime, limit: int) -> list[int]:
    """Return the chats of people whose time to take a deletion back is over."""
    found = select(people.c.chat).where(people.c.delete_at <= now).order_by(people.c.delete_at)
    return list(await session.db.scalars(found.limit(limit)))


async def still_to_erase(session: Session, chat: int, now: datetime) -> Settings | None:
    """Lock a chat and return the settings of its person if they are still to be deleted."""
    await conversations.lock_known(session, chat)
    found = select(people.c.settings).where(people.c.chat == chat, people.c.delete_at <= now)
    settings = await session.db.scalar(found)
    return None if settings is None else states.read(Settings, json.dumps(settings).encode())


@cache
def _statements() -> tuple[Delete, ...]:
    """Build what deletes the rows of a person, the dependent ones first."""
    chat = bindparam("of_chat", type_=people.c.chat.type)
    person = select(people.c.id).where(people.c.chat == chat).scalar_subquery()
    statements = []
    for table in reversed(metadata.sorted_tables):
        if "chat" in table.c:
            statements.append(delete(table).where(table.c.chat == chat))
        elif "person_id" in table.c:
            statements.append(delete(table).where(table.c.person_id == person))
    return tuple(statements)
