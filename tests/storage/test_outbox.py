"""Screens wait in order, go out one deliverer at a time, and end sent or given up."""

import asyncio
import contextlib
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from samples import ANA, BEN, NOTICE, NOW, QUESTION
from sqlalchemy import select, update

from conversations.model import Screen, Talk
from storage import conversations, outbox, tables
from storage.engine import Sessions, open_sessions
from storage.outbox import Waiting
from storage.sealing import Sealer

HALF_A_MINUTE = timedelta(seconds=30)
ONE, TWO, THREE = Screen("one"), Screen("two"), Screen("three")


async def put(sessions: Sessions, chat: int, *screens: Screen, at: datetime = NOW) -> None:
    async with sessions.begin() as session:
        await conversations.lock(session, chat)
        await outbox.put(session, chat, screens, at)


async def lease(
    sessions: Sessions, chat: int = ANA, *, at: datetime = NOW, by: str = "me"
) -> Waiting | None:
    async with sessions.begin() as session:
        return await outbox.lease(session, chat, at, at + HALF_A_MINUTE, by)


async def leased(sessions: Sessions, *, at: datetime = NOW, by: str = "me") -> Waiting:
    waiting = await lease(sessions, at=at, by=by)
    assert waiting is not None
    return waiting


async def sent(sessions: Sessions, waiting: Waiting, message: int | None = 1) -> None:
    async with sessions.begin() as session:
        await outbox.sent(session, waiting, message, NOW)


async def due(sessions: Sessions, at: datetime = NOW, limit: int = 10) -> list[int]:
    async with sessions.read() as session:
        return await outbox.chats_due(session, at, limit)


async def test_screens_go_out_in_the_order_in_which_they_came(sessions: Sessions) -> None:
    """Design 4: sends them in order; what is sent is gone."""
    await put(sessions, ANA, ONE, TWO)
    await put(sessions, BEN, Screen("for Ben"))
    await put(sessions, ANA, THREE)

    said = []
    while waiting := await lease(sessions):
        said.append(waiting.screen)
        await sent(sessions, waiting)

    assert said == [ONE, TWO, THREE]
    assert await due(sessions) == [BEN]


async def test_a_lease_tells_what_its_holder_needs(sessions: Sessions) -> None:
    """Buttons, heading and the edit mark come back as they were put."""
    await put(sessions, ANA, NOTICE)

    found = await leased(sessions)

    assert replace(found, id=0) == Waiting(0, ANA, NOTICE, 0, None, NOW, "me")


async def test_one_deliverer_at_a_time(sessions: Sessions) -> None:
    """Design 4: the lease is the chat's; another chat is free."""
    await put(sessions, ANA, ONE, TWO)
    await put(sessions, BEN, THREE)
    await leased(sessions)

    assert await lease(sessions, by="other") is None
    assert await lease(sessions, BEN, by="other") is not None
    assert await due(sessions) == []


async def test_a_lease_that_ran_out_is_taken_over(sessions: Sessions) -> None:
    """A deliverer that died is followed by another after its lease."""
    await put(sessions, ANA, ONE)
    await leased(sessions)

    assert await lease(sessions, at=NOW + HALF_A_MINUTE - timedelta(microseconds=1)) is None
    assert await due(sessions, NOW + HALF_A_MINUTE) == [ANA]
    assert (await leased(sessions, at=NOW + HALF_A_MINUTE, by="other")).screen == ONE


async def test_what_is_put_off_holds_back_what_follows(sessions: Sessions) -> None:
    """Brief: none where the oldest is put off to later; order is never broken."""
    await put(sessions, ANA, ONE, TWO)
    waiting = await leased(sessions)
    later = NOW + timedelta(seconds=5)
    async with sessions.begin() as session:
        await outbox.put_off(session, waiting, NOW, later)

    assert await lease(sessions) is None
    assert await due(sessions) == []
    assert await due(sessions, later) == [ANA]
    again = await leased(sessions, at=later)
    assert (again.screen, again.attempts) == (ONE, 1)


async def test_who_lost_the_lease_cannot_put_off(sessions: Sessions) -> None:
    """A slow deliverer comes back when another one is at work already."""
    await put(sessions, ANA, ONE)
    slow = await leased(sessions)
    await leased(sessions, at=NOW + HALF_A_MINUTE, by="other")

    async with sessions.begin() as session:
        await outbox.put_off(session, slow, NOW, NOW)

    assert await due(sessions, NOW + HALF_A_MINUTE) == []


async def test_a_late_sent_mark_never_hits_a_later_screen(sessions: Sessions) -> None:
    """The slow deliverer's row is gone; its number must not have been given out again."""
    await put(sessions, ANA, ONE)
    slow = await leased(sessions)
    await sent(sessions, await leased(sessions, at=NOW + HALF_A_MINUTE, by="other"))
    await put(sessions, ANA, TWO)

    await sent(sessions, slow)

    assert (await leased(sessions)).screen == TWO


async def test_what_is_given_up_makes_way_and_keeps_no_words(sessions: Sessions) -> None:
    """Issue 5: 400 is recorded as our fault, never with its content."""
    await put(sessions, ANA, ONE, TWO)
    waiting = await leased(sessions)
    async with sessions.begin() as session:
        await outbox.give_up(session, waiting, "400: " + "x" * 300, NOW)

    assert (await leased(sessions)).screen == TWO
    async with sessions.read() as session:
        table = tables.outbox.c
        row = (await session.db.execute(select(table).where(table.given_up_at.is_not(None)))).one()
    assert (row.given_up_at, row.sealed_screen, len(row.why)) == (NOW, None, 200)


async def test_the_given_up_are_forgotten(sessions: Sessions) -> None:
    """They are of no use after a while; what still waits stays."""
    await put(sessions, ANA, ONE, TWO)
    waiting = await leased(sessions)
    async with sessions.begin() as session:
        await outbox.give_up(session, waiting, "403", NOW)
        await outbox.forget_given_up(session, NOW + timedelta(days=1))

    async with sessions.read() as session:
        assert len((await session.db.execute(select(tables.outbox))).all()) == 1
    assert (await leased(sessions)).screen == TWO


async def test_a_screen_that_cannot_be_read_is_given_up_for_the_next(
    sessions: Sessions, sealer: Sealer
) -> None:
    """A damaged row must not silence the bot in that chat for ever."""
    await put(sessions, ANA, ONE, TWO)
    async with sessions.begin() as session:
        moved = await session.db.scalar(
            select(tables.outbox.c.sealed_screen).order_by(tables.outbox.c.id.desc())
        )
        await session.db.execute(
            update(tables.outbox).where(tables.outbox.c.id == 1).values(sealed_screen=moved)
        )

    assert (await leased(sessions)).screen == TWO
    async with sessions.read() as session:
        why = await session.db.scalar(select(tables.outbox.c.why).order_by(tables.outbox.c.id))
    assert why is not None
    assert why.startswith("unreadable")


@pytest.mark.parametrize(
    ("living", "screen", "message", "after"),
    [
        pytest.param(None, QUESTION, 5, 5, id="a question's keyboard lives"),
        pytest.param(5, QUESTION, 6, 6, id="a newer question takes over"),
        pytest.param(5, NOTICE, 5, None, id="an edit without a question ends it"),
        pytest.param(5, NOTICE, 6, 5, id="a notice beside it does not"),
        pytest.param(5, QUESTION, None, None, id="where messages have no ids none is known"),
    ],
)
async def test_the_live_keyboard_is_known(
    sessions: Sessions, living: int | None, screen: Screen, message: int | None, after: int | None
) -> None:
    """Product: never two live question keyboards, so the live one has to be known."""
    await put(sessions, ANA, screen)
    async with sessions.begin() as session:
        await session.db.execute(update(tables.conversations).values(living=living))
    waiting = await leased(sessions)
    assert waiting.living == living

    await sent(sessions, waiting, message)

    async with sessions.begin() as session:
        assert (await conversations.lock(session, ANA)).living == after


async def test_a_turn_leaves_the_live_keyboard_alone(sessions: Sessions) -> None:
    """Only delivery knows which message carries it."""
    await put(sessions, ANA, QUESTION)
    await sent(sessions, await leased(sessions), 5)

    async with sessions.begin() as session:
        locked = await conversations.lock(session, ANA)
        await conversations.save(session, locked, Talk(number=4), NOW)

    async with sessions.begin() as session:
        assert (await conversations.lock(session, ANA)).living == 5


async def test_the_longest_waiting_chats_come_first(sessions: Sessions) -> None:
    """A sweep takes a limited number; nobody waits for ever."""
    for chat in (30, 10, 20):
        await put(sessions, chat, ONE, TWO)

    assert await due(sessions) == [30, 10, 20]
    assert await due(sessions, limit=2) == [30, 10]
    assert await due(sessions, NOW - timedelta(seconds=1)) == []


async def test_deliverers_racing_for_a_chat_send_each_screen_once(
    database_url: str, sealer: Sealer
) -> None:
    """Two sets of sessions, as two processes have them, and six deliverers on twenty screens."""
    screens = [Screen(str(number)) for number in range(20)]
    said: list[Screen] = []

    async def deliver(sessions: Sessions, by: str) -> None:
        while len(said) < len(screens):
            waiting = await lease(sessions, by=by)
            if waiting is None:
                await asyncio.sleep(0.01)  # as deliverers do; else the holder has no turn to write
            else:
                said.append(waiting.screen)
                await asyncio.sleep(0.001)
                await sent(sessions, waiting)

    async with contextlib.AsyncExitStack() as opened, asyncio.timeout(60):
        both = [await open_sessions(database_url, sealer) for _ in range(2)]
        for sessions in both:
            opened.push_async_callback(sessions.close)
        await put(both[0], ANA, *screens)
        await asyncio.gather(*(deliver(both[i % 2], f"d{i}") for i in range(6)))

    assert said == screens


async def taken_out(sessions: Sessions, chat: int = ANA, *, at: datetime = NOW) -> list[Screen]:
    async with sessions.begin() as session:
        await conversations.lock(session, chat)
        return list(await outbox.take_out(session, chat, at))


async def test_a_terminal_takes_out_what_waits_in_order(sessions: Sessions) -> None:
    """Also what was put off; another chat's screens stay."""
    await put(sessions, ANA, ONE, TWO, THREE)
    await put(sessions, BEN, Screen("for Ben"))
    async with sessions.begin() as session:
        first = await outbox.lease(session, ANA, NOW, NOW + HALF_A_MINUTE, "me")
        assert first is not None
        await outbox.put_off(session, first, NOW, NOW + timedelta(hours=1))

    assert await taken_out(sessions) == [ONE, TWO, THREE]
    assert await taken_out(sessions) == []
    assert await due(sessions) == [BEN]


async def test_what_is_being_sent_is_not_taken_out(sessions: Sessions) -> None:
    """Design 4: one deliverer per chat; a lease that ran out holds nothing."""
    await put(sessions, ANA, ONE, TWO)
    await leased(sessions)

    assert await taken_out(sessions) == [TWO]
    assert await taken_out(sessions, at=NOW + HALF_A_MINUTE) == [ONE]


async def test_what_cannot_be_read_is_not_taken_out_but_given_up(sessions: Sessions) -> None:
    """A damaged row must not keep the others back."""
    await put(sessions, ANA, ONE, TWO)
    async with sessions.begin() as session:
        damaged = update(tables.outbox).where(tables.outbox.c.id == 1)
        await session.db.execute(damaged.values(sealed_screen=b"damaged"))

    assert await taken_out(sessions) == [TWO]
    async with sessions.read() as session:
        (why,) = await session.db.scalars(select(tables.outbox.c.why))
    assert why.startswith("unreadable")


async def test_each_screen_goes_to_a_deliverer_or_to_a_terminal(sessions: Sessions) -> None:
    """Racing for the same rows, nobody gets what another has."""
    screens = [Screen(str(number)) for number in range(20)]
    await put(sessions, ANA, *screens)

    async def delivers() -> list[Screen]:
        waiting = await lease(sessions)
        if waiting is None:
            return []
        await sent(sessions, waiting)
        return [waiting.screen]

    tasks = [delivers() if number % 4 else taken_out(sessions) for number in range(12)]
    got = [screen for some in await asyncio.gather(*tasks) for screen in some]
    assert sorted(got, key=lambda screen: int(screen.text)) == screens


async def test_leases_of_the_dead_can_be_freed(sessions: Sessions) -> None:
    """The chat need not wait until they run out."""
    await put(sessions, ANA, ONE)
    await leased(sessions, by="the dead")
    async with sessions.begin() as session:
        await outbox.release(session)
    assert (await leased(sessions)).screen == ONE
