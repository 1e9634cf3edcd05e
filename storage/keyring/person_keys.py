"""Where the key of a person comes from: the row of their conversation, locked or looked at.

Who seals has locked the chat in the same transaction. So a key that somebody destroys meanwhile
seals nothing any more, and what was deleted does not come back.
"""

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles the same for SQLite

from storage.engine import DatabaseAway, Session
from storage.keyring.person_sealing import Opener, PersonSealer
from storage.sealing import WrongKey
from storage.tables import KEY_CHECK, conversations, meta


async def sealer_of(session: Session, chat: int) -> PersonSealer:
    """Return the sealer of a person; locks their chat where this transaction has not yet.

    Raises `DatabaseAway` where a master key is missing.
    """
    known = session.keyring.sealer(chat)
    if known is not None:
        return known
    key, wrapped = session.keyring.new(chat)
    found = await session.db.scalar(_LOCK, {"chat": chat, "number": 0, "sealed_key": wrapped})
    return await locked(session, chat, bytes(found), (key, wrapped))


async def locked(
    session: Session, chat: int, found: bytes, offered: tuple[bytes, bytes]
) -> PersonSealer:
    """Take the key that the lock of a chat returned; `offered` was made in case there was none.

    Raises `DatabaseAway`.
    """
    key, wrapped = offered
    keyring = session.keyring
    if found != wrapped:
        return known(session, chat, found)
    # Nobody may rotate the master key between this look and the commit.
    check: bytes | None = await session.db.scalar(_CHECK)
    if check is not None and not keyring.is_present(check):
        try:
            keyring.follow(check)
        except WrongKey as error:
            raise _missing() from error
        again = {"of_chat": chat, "wrapped": keyring.wrap(chat, key)}
        await session.db.execute(_WRAP, again)
    return keyring.keep(chat, key)


def known(session: Session, chat: int, wrapped: bytes) -> PersonSealer:
    """Take the key that was found in the row of a chat, which this transaction has locked.

    Raises `DatabaseAway`.
    """
    return session.keyring.keep(chat, _unwrapped(session, chat, wrapped))


async def opener_of(session: Session, chat: int) -> Opener:
    """Return what opens a person's values; without a statement where the chat is locked.

    Raises `DatabaseAway` where a master key is missing.
    """
    known = session.keyring.opener(chat)
    if known is not None:
        return known
    return opener(session, chat, await session.db.scalar(_LOOK, {"of_chat": chat}))


def opener(session: Session, chat: int, wrapped: bytes | None) -> Opener:
    """Return what opens a person's values, with the key that came along with a row of theirs.

    Raises `DatabaseAway` where a master key is missing.
    """
    try:
        return session.keyring.look(chat, wrapped)
    except WrongKey as error:
        raise _missing() from error


def _unwrapped(session: Session, chat: int, wrapped: bytes) -> bytes:
    try:
        return session.keyring.unwrap(chat, wrapped)
    except WrongKey as error:
        raise _missing() from error


def _missing() -> DatabaseAway:
    """Nothing is lost by waiting: whoever started us without the new key will do it again."""
    return DatabaseAway(
        "The key was changed and this process does not have the new one: start it with both keys."
    )


# Built once: building a statement takes longer than SQLite takes to run it.
_new = insert(conversations).values(
    chat=bindparam("chat"), number=bindparam("number"), sealed_key=bindparam("sealed_key")
)
LOCK = _new.on_conflict_do_update(
    index_elements=[conversations.c.chat],
    set_={"sealed_key": func.coalesce(conversations.c.sealed_key, _new.excluded.sealed_key)},
)
_LOCK = LOCK.returning(conversations.c.sealed_key)
_LOOK = select(conversations.c.sealed_key).where(conversations.c.chat == bindparam("of_chat"))
_CHECK = select(meta.c.value).where(meta.c.name == KEY_CHECK).with_for_update(read=True)
_WRAP = (
    update(conversations)
    .where(conversations.c.chat == bindparam("of_chat"))
    .values(sealed_key=bindparam("wrapped"))
)
