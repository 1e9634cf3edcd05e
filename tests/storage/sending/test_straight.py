"""Put and leased in one statement, exactly where the general lease would have taken it."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from samples import ANA, BEN, NOW, QUESTION
from sqlalchemy import delete

from conversations.model import Screen
from storage import conversations, outbox, tables
from storage.engine import Session, Sessions, open_sessions
from storage.outbox import Waiting
from storage.sealing import Sealer
from storage.sending import notices, pauses, straight
from storage.sending.straight import Lease
from storage.sending.waiting import EVERYBODY

LONG = timedelta(seconds=20)
ONE, TWO, THREE = Screen("one"), Screen("two"), Screen("three")


async def put(session: Session, *said: Screen, chat: int = ANA) -> Waiting | None:
    locked = await conversations.lock(session, chat)
    return await straight.put(session, locked, said, NOW, lease=Lease("me", NOW, NOW + LONG))


async def lease(session: Session, chat: int = ANA) -> Waiting | None:
    return await outbox.lease(session, chat, NOW, NOW + LONG, "me")


async def nothing(_: Session) -> None:
    """Leave all as it is."""


async def something_waits(session: Session) -> None:
    await conversations.lock(session, ANA)
    await outbox.put(session, ANA, (ONE,), NOW)


async def something_is_being_sent(session: Session) -> None:
    await something_waits(session)
    await outbox.lease(session, ANA, NOW, NOW + LONG, "other")


async def a_lease_ran_out(session: Session) -> None:
    await something_waits(session)
    await outbox.lease(session, ANA, NOW - 2 * LONG, NOW - LONG, "the dead")


async def something_is_put_off(session: Session) -> None:
    await something_waits(session)
    waiting = await lease(session)
    assert waiting is not None
    await outbox.put_off(session, waiting, NOW, NOW + LONG)


async def something_was_given_up(session: Session) -> None:
    await something_waits(session)
    waiting = await lease(session)
    assert waiting is not None
    await outbox.give_up(session, waiting, "403", NOW)


async def a_notice_waits(session: Session) -> None:
    await conversations.lock(session, ANA)
    await notices.put(session, ANA, THREE, NOW)


async def another_chat_waits(session: Session) -> None:
    await conversations.lock(session, BEN)
    await outbox.put(session, BEN, (ONE,), NOW)


async def everybody_is_paused(session: Session) -> None:
    await pauses.keep(session, EVERYBODY, NOW, NOW + LONG)


async def the_chat_is_paused(session: Session) -> None:
    await pauses.keep(session, ANA, NOW, NOW + LONG)


async def another_chat_is_paused(session: Session) -> None:
    await pauses.keep(session, BEN, NOW, NOW + LONG)


async def a_pause_is_over(session: Session) -> None:
    await pauses.keep(session, EVERYBODY, NOW - 2 * LONG, NOW - LONG)


BEFORE: list[Callable[[Session], Awaitable[None]]] = [
    nothing,
    something_waits,
    something_is_being_sent,
    a_lease_ran_out,
    something_is_put_off,
    something_was_given_up,
    a_notice_waits,
    another_chat_waits,
    everybody_is_paused,
    the_chat_is_paused,
    another_chat_is_paused,
    a_pause_is_over,
]


@pytest.mark.parametrize("before", BEFORE, ids=lambda before: before.__name__)
async def test_it_is_leased_where_the_general_lease_would_take_it(
    sessions: Sessions, before: Callable[[Session], Awaitable[None]]
) -> None:
    """Whatever is in the way of one is in the way of the other."""
    async with sessions.begin() as session:
        await before(session)
        straight_away = await put(session, TWO)
        if straight_away is None:
            slow = await lease(session)
        else:
            slow = None
            assert await lease(session) is None  # it has a lease already
    # The same with the general lease.
    async with sessions.begin() as session:
        await session.db.execute(delete(tables.outbox))
        await session.db.execute(delete(tables.pauses))
        await before(session)
        await conversations.lock(session, ANA)
        await outbox.put(session, ANA, (TWO,), NOW)
        expected = await lease(session)
    found = straight_away or slow
    assert (found and replace(found, id=0)) == (expected and replace(expected, id=0))


async def test_a_turn_that_waited_long_keeps_the_silence_that_began_meanwhile(
    sessions: Sessions,
) -> None:
    """What counts is the moment of the lease, not the one in which the words came in."""
    began, later = NOW + timedelta(seconds=5), NOW + timedelta(seconds=10)
    async with sessions.begin() as session:
        await pauses.keep(session, EVERYBODY, began, began + LONG)
        locked = await conversations.lock(session, ANA)
        lease = Lease("me", later, later + LONG)
        assert await straight.put(session, locked, (ONE,), NOW, lease=lease) is None


async def test_those_behind_the_first_wait_for_it(sessions: Sessions) -> None:
    """In order per chat."""
    async with sessions.begin() as session:
        first = await put(session, ONE, TWO, THREE)
    assert first is not None
    async with sessions.begin() as session:
        assert await lease(session) is None
        await outbox.sent(session, first, 5, NOW)
        second = await lease(session)
    assert second is not None
    assert second.screen == TWO


async def test_nothing_said_is_nothing_leased(sessions: Sessions) -> None:
    """Some turns have no words."""
    async with sessions.begin() as session:
        assert await put(session) is None


async def test_what_is_handed_on_is_what_would_be_read_back(sessions: Sessions) -> None:
    """The screen in memory and the one in the row are the same (any: `test_states`)."""
    async with sessions.begin() as session:
        handed = await put(session, QUESTION)
        await outbox.release(session)
        assert handed is not None
        assert await lease(session) == handed


async def test_deliverers_of_two_processes_take_each_screen_once(
    database_url: str, sealer: Sealer
) -> None:
    """Turns of one chat in two processes: whoever may not lease leaves it to who has the chat."""
    one, two = await open_sessions(database_url, sealer), await open_sessions(database_url, sealer)
    said: list[str] = []

    async def turn(sessions: Sessions, number: int) -> None:
        by = f"d{number % 2}"
        async with sessions.begin() as session:
            locked = await conversations.lock(session, ANA)
            waiting = await straight.put(
                session, locked, (Screen(str(number)),), NOW, lease=Lease(by, NOW, NOW + LONG)
            )
            left.append(number)
        while waiting is not None:
            said.append(waiting.screen.text)
            await asyncio.sleep(0)
            async with sessions.begin() as session:
                await conversations.lock(session, ANA)
                await outbox.sent(session, waiting, 1, NOW)
                waiting = await outbox.lease(session, ANA, NOW, NOW + LONG, by)

    left: list[int] = []
    async with asyncio.timeout(30):
        await asyncio.gather(*(turn((one, two)[n % 2], n) for n in range(30)))

    assert said == [str(number) for number in left]
    await one.close()
    await two.close()
