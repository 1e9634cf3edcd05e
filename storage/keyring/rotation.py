"""Seals a database under another master key, in small steps, while everybody goes on working.

What is still to be done is what is not under the new key yet: so a rotation that was killed goes on
where it stood. The keys of people are sealed anew; what they seal stays as it is. Values that the
first releases sealed under the master key itself are sealed under the key of their person.

No row is locked for it: a value is replaced where it is still the one that was read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    FromClause,
    LargeBinary,
    Select,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert  # compiles the same for SQLite

from storage import conversations as talks
from storage import holdings, outbox, people
from storage.databases.upgrading import OLD_KEY, check_value
from storage.engine import Session
from storage.keyring import person_keys
from storage.sealing import HEAD_BYTES, MASTER, Sealer, Unsealable
from storage.sending import shown
from storage.tables import KEY_CHECK, activities, conversations, meta
from storage.tables import holdings as held
from storage.tables import outbox as screens
from storage.tables import people as persons

AT_ONCE = 100  # values sealed anew in one transaction


@dataclass(frozen=True, slots=True)
class Done:
    """What one step did; `left` False: there was nothing (more) to do."""

    renewed: int = 0
    damaged: int = 0  # values that open under no key at all; they stay as they are
    left: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """A column whose values the first releases sealed under the master key."""

    column: Column[Any]
    by: tuple[Column[Any], ...]  # what tells its rows apart
    chat: ColumnElement[int]
    context: Callable[[Any], str]
    about: tuple[ColumnElement[Any], ...] = ()  # what else the context names
    to: Any = None  # the table that knows the chat


_PLACES = (
    _Place(
        activities.c.sealed,
        (activities.c.person_id, activities.c.number),
        persons.c.chat,
        lambda row: people.activity_context(row.chat, row.number),
        to=persons,
    ),
    _Place(
        held.c.sealed_adjustments,
        (held.c.id,),
        persons.c.chat,
        lambda row: holdings.context(row.chat, row.credential, row.scheme),
        (held.c.credential, held.c.scheme),
        to=persons,
    ),
    _Place(
        conversations.c.sealed_states,
        (conversations.c.chat,),
        conversations.c.chat,
        lambda row: talks.context(row.chat),
    ),
    _Place(
        screens.c.sealed_screen,
        (screens.c.id,),
        screens.c.chat,
        lambda row: (shown.context if row.why == shown.WHY else outbox.context)(row.chat, row.mark),
        (screens.c.mark, screens.c.why),
    ),
)
PLACES = len(_PLACES)


async def begin(session: Session, master: Sealer) -> bool:
    """Let keys be made under the newest master key from now on; False where they were already.

    Waits for whoever is making a key under the old one.
    """
    check = await session.db.scalar(
        select(meta.c.value).where(meta.c.name == KEY_CHECK).with_for_update()
    )
    if bytes(check)[:HEAD_BYTES] == master.newest:
        master.prefer(master.newest)
        return False
    name = f"{OLD_KEY}{bytes(check)[:HEAD_BYTES].hex()}"
    keep = insert(meta).values(name=name, value=check)
    await session.db.execute(keep.on_conflict_do_nothing(index_elements=[meta.c.name]))
    master.prefer(master.newest)
    renew = update(meta).where(meta.c.name == KEY_CHECK).values(value=check_value(master))
    await session.db.execute(renew)
    return True


async def under_way(session: Session) -> bool:
    """Whether a rotation was begun and is not done."""
    begun = select(meta.c.name).where(meta.c.name.startswith(OLD_KEY, autoescape=True)).limit(1)
    return await session.db.scalar(begun) is not None


async def renew_keys(master: Sealer, session: Session, passed: int) -> Done:
    """Seal the next keys of people under the newest master key, leaving out those `passed`.

    Walks over everybody. Raises `WrongKey` where an older key was not given.
    """
    head = func.substr(conversations.c.sealed_key, 1, HEAD_BYTES, type_=LargeBinary)
    todo = (
        select(conversations.c.chat, conversations.c.sealed_key)
        .where(conversations.c.sealed_key.is_not(None), head != master.newest)
        .order_by(conversations.c.chat)
        .limit(AT_ONCE)
        .offset(passed)
    )
    rows = (await session.db.execute(todo)).all()
    damaged = 0
    for row in rows:
        try:
            key = session.keyring.unwrap(row.chat, bytes(row.sealed_key))
        except Unsealable:
            damaged += 1
            continue
        values = {"of_chat": row.chat, "old": row.sealed_key}
        new = {"new": session.keyring.wrap(row.chat, key)}
        await session.db.execute(_RENEW, {**values, **new})
    return Done(len(rows) - damaged, damaged, left=bool(rows))


async def reseal(place: int, session: Session, passed: int) -> Done:
    """Seal the next old values of one of the `PLACES` under the keys of their people.

    Walks over everybody, leaving out those `passed`. Raises `WrongKey`.
    """
    where = _PLACES[place]
    rows = (await session.db.execute(_old(where).limit(AT_ONCE).offset(passed))).all()
    damaged = 0
    for row in rows:
        context = where.context(row)
        wrapped = row.sealed_key
        try:
            sealer = (
                await person_keys.sealer_of(session, row.chat)
                if wrapped is None
                else session.keyring.resealer(row.chat, bytes(wrapped))
            )
            new = sealer.seal(sealer.open(bytes(row.value), context=context), context=context)
        except Unsealable:
            damaged += 1
            continue
        same = [column == getattr(row, f"by_{column.name}") for column in where.by]
        await session.db.execute(
            update(where.column.table)
            .where(*same, where.column == row.value)
            .values({where.column: new})
        )
    return Done(len(rows) - damaged, damaged, left=bool(rows))


async def finish(session: Session) -> None:
    """Let the old keys go: a start does not ask for them any more."""
    await session.db.execute(delete(meta).where(meta.c.name.startswith(OLD_KEY, autoescape=True)))


def _old(where: _Place) -> Select[Any]:
    """Return the select of what is sealed under a master key in a place."""
    version = func.substr(where.column, 1, len(MASTER), type_=LargeBinary)
    return _rows(where).where(version == MASTER)


def _rows(where: _Place) -> Select[Any]:
    """Return the select of everything in a place, in a stable order."""
    table = where.column.table
    source: FromClause = table
    if where.to is not None:
        source = table.join(where.to, where.to.c.id == table.c.person_id)
    talk = conversations.alias("talk")
    return (
        select(
            where.chat.label("chat"),
            talk.c.sealed_key,
            where.column.label("value"),
            *(column.label(f"by_{column.name}") for column in where.by),
            *(column for column in where.by if column.name == "number"),
            *where.about,
        )
        .select_from(source.outerjoin(talk, talk.c.chat == where.chat))
        .order_by(*where.by)
    )


_RENEW = (
    update(conversations)
    .where(
        conversations.c.chat == bindparam("of_chat"), conversations.c.sealed_key == bindparam("old")
    )
    .values(sealed_key=bindparam("new"))
)
