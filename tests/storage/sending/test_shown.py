"""What a terminal showed last is there for its next process, and for nobody else."""

from samples import ANA, BEN, NOTICE, NOW, QUESTION
from sqlalchemy import update

from conversations.model import Screen
from storage import conversations, outbox, tables
from storage.engine import Sessions
from storage.sending import shown


async def keep(sessions: Sessions, chat: int, *screens: Screen) -> None:
    async with sessions.begin() as session:
        await conversations.lock(session, chat)
        await shown.keep(session, chat, screens, NOW)


async def kept(sessions: Sessions, chat: int = ANA) -> tuple[Screen, ...]:
    async with sessions.read() as session:
        return await shown.kept(session, chat)


async def test_the_last_screens_are_kept_in_order(sessions: Sessions) -> None:
    """Each time in place of those before; each person has their own."""
    await keep(sessions, BEN, Screen("for Ben"))
    await keep(sessions, ANA, Screen("old"))
    await keep(sessions, ANA, NOTICE, QUESTION)

    assert await kept(sessions) == (NOTICE, QUESTION)
    assert await kept(sessions, BEN) == (Screen("for Ben"),)


async def test_no_deliverer_looks_at_them(sessions: Sessions) -> None:
    """They were shown; what waits beside them is delivered as ever."""
    await keep(sessions, ANA, QUESTION)
    async with sessions.begin() as session:
        assert await outbox.chats_due(session, NOW, 10) == []
        assert await outbox.take_out(session, ANA, NOW) == ()
        await outbox.put(session, ANA, (NOTICE,), NOW)
        waiting = await outbox.lease(session, ANA, NOW, NOW, "me")
    assert waiting
    assert waiting.screen == NOTICE


async def test_one_that_cannot_be_read_any_more_is_left_out(sessions: Sessions) -> None:
    """The open question can be drawn anew."""
    await keep(sessions, ANA, NOTICE, QUESTION)
    async with sessions.begin() as session:
        damaged = update(tables.outbox).where(tables.outbox.c.id == 1)
        await session.db.execute(damaged.values(sealed_screen=b"damaged"))
    assert await kept(sessions) == (QUESTION,)
