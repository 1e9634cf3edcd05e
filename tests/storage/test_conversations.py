"""A chat is locked by whoever handles its event; each event is handled once."""

import asyncio
from datetime import timedelta

import pytest
from samples import ANA, BEN, NOW
from sqlalchemy import func, select, update

from conversations.model import Talk, Thread
from conversations.settings import AskingZone
from storage import conversations, tables
from storage.conversations import Conversation
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer

STATES_OF_ANA = "conversations/7/states"
ASKED = Talk((Thread((AskingZone(),)),), number=3)


async def save(sessions: Sessions, chat: int, talk: Talk) -> None:
    async with sessions.begin() as session:
        locked = await conversations.lock(session, chat)
        await conversations.save(session, locked, talk, NOW)


async def is_new(sessions: Sessions, key: str) -> bool:
    async with sessions.begin() as session:
        return await conversations.is_new(session, key, NOW)


async def look(sessions: Sessions, chat: int) -> Conversation:
    async with sessions.begin() as session:
        return await conversations.lock(session, chat)


async def test_a_chat_never_seen_is_idle(sessions: Sessions) -> None:
    """The first message of a person finds nothing open and nothing to apologise for."""
    assert await look(sessions, ANA) == Conversation(ANA, Talk(), living=None)


async def test_a_talk_goes_on_where_it_was_saved(sessions: Sessions) -> None:
    """Issue 2: a restart in the middle of a conversation loses nothing."""
    await save(sessions, ANA, ASKED)

    assert (await look(sessions, ANA)).talk == ASKED
    assert (await look(sessions, BEN)).talk == Talk()


async def test_an_idle_talk_keeps_its_number(sessions: Sessions) -> None:
    """Between conversations nothing is open, yet old keyboards still stand in the chat."""
    await save(sessions, ANA, Talk(number=3))

    assert await look(sessions, ANA) == Conversation(ANA, Talk(number=3), living=None)


async def test_an_update_is_new_once(sessions: Sessions) -> None:
    """Design 4: the set of handled ids, since update ids may restart at random."""
    assert await is_new(sessions, "tg:5")
    assert not await is_new(sessions, "tg:5")
    assert await is_new(sessions, "tg:4")
    assert await is_new(sessions, "tg:6")


async def test_an_update_whose_turn_was_undone_is_new_again(sessions: Sessions) -> None:
    """What was not committed has to be handled when it comes again."""

    async def fail() -> None:
        async with sessions.begin() as session:
            assert await conversations.is_new(session, "tg:5", NOW)
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        await fail()
    assert await is_new(sessions, "tg:5")


async def test_old_updates_are_forgotten(sessions: Sessions) -> None:
    """Telegram gives an update up after a day; its key need not be kept for ever."""
    assert await is_new(sessions, "tg:5")

    async with sessions.begin() as session:
        await conversations.forget_updates(session, NOW)
    assert not await is_new(sessions, "tg:5")
    async with sessions.begin() as session:
        await conversations.forget_updates(session, NOW + timedelta(seconds=1))
    assert await is_new(sessions, "tg:5")


async def test_states_that_cannot_be_read_are_lost_but_the_number_goes_on(
    sessions: Sessions, sealer: Sealer
) -> None:
    """Design 3: Idle with an apology; an old keyboard must not answer a later question."""
    await save(sessions, ANA, ASKED)
    unknown = sealer.seal('{"threads":[[{"kind":"gone"}]],"dropped":null}', context=STATES_OF_ANA)
    async with sessions.begin() as session:
        await session.db.execute(update(tables.conversations).values(sealed_states=unknown))

    found = await look(sessions, ANA)

    assert found.unreadable
    assert found.talk == Talk(number=3)


async def test_states_of_another_chat_are_not_taken_over(sessions: Sessions) -> None:
    """Issue 6: sealed states moved to another chat do not open there."""
    await save(sessions, ANA, ASKED)
    await save(sessions, BEN, ASKED)
    async with sessions.begin() as session:
        of_ben = select(tables.conversations.c.sealed_states).where(
            tables.conversations.c.chat == BEN
        )
        value = await session.db.scalar(of_ben)
        await session.db.execute(
            update(tables.conversations)
            .where(tables.conversations.c.chat == ANA)
            .values(sealed_states=value)
        )

    assert (await look(sessions, ANA)).unreadable
    assert not (await look(sessions, BEN)).unreadable


async def test_whoever_comes_second_waits_for_the_first(sessions: Sessions) -> None:
    """Design 4: messages and presses of one chat come by two ways; each chat needs a lock."""
    order: list[str] = []

    async def second() -> None:
        async with sessions.begin() as session:
            await conversations.lock(session, ANA)
            order.append("second has it")

    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        waiting = asyncio.create_task(second())
        await asyncio.sleep(0.1)
        order.append("first lets go")
    await waiting

    assert order == ["first lets go", "second has it"]


async def test_first_messages_at_once_are_handled_one_after_the_other(
    database_url: str, sealer: Sealer
) -> None:
    """Design 4: the lock also holds where there is no row yet; here from two sets of sessions,
    as two processes have them, twelve messages of one new chat and one of them doubled.
    """
    one, two = await open_sessions(database_url, sealer), await open_sessions(database_url, sealer)

    async def turn(sessions: Sessions, key: str) -> None:
        async with sessions.begin() as session:
            conversation = await conversations.lock(session, ANA)
            if not await conversations.is_new(session, key, NOW):
                return
            await asyncio.sleep(0.005)
            after = Talk(number=conversation.talk.number + 1)
            await conversations.save(session, conversation, after, NOW)

    keys = [f"tg:{number}" for number in (*range(12), 5)]
    await asyncio.gather(*(turn((one, two)[i % 2], key) for i, key in enumerate(keys)))

    async with one.read() as session:
        assert await session.db.scalar(select(func.count()).select_from(tables.updates)) == 12
        assert await session.db.scalar(select(tables.conversations.c.number)) == 12
    await one.close()
    await two.close()


async def test_a_person_is_reachable_again_with_their_next_message(sessions: Sessions) -> None:
    """Product: who blocked the bot is marked unreachable and recovers with the next message."""
    await save(sessions, ANA, Talk())
    since = select(tables.conversations.c.unreachable_since)
    async with sessions.begin() as session:
        await conversations.mark_unreachable(session, ANA, NOW)
        await conversations.mark_unreachable(session, ANA, NOW + timedelta(days=1))
    async with sessions.read() as session:
        assert await session.db.scalar(since) == NOW

    await save(sessions, ANA, Talk())

    async with sessions.read() as session:
        assert await session.db.scalar(since) is None
