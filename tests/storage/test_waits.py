"""Silences and tasks are shared by all workers; no wait outlasts a clock that was put back."""

from datetime import datetime, timedelta

import pytest
from samples import ANA, BEN, NOW
from sqlalchemy import func, select

from conversations.model import Screen
from storage import conversations, outbox, tables
from storage.engine import Sessions
from storage.outbox import Waiting
from storage.sending import pauses
from storage.sending.waiting import EVERYBODY
from storage.workers import leases

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


async def put(sessions: Sessions, *chats: int, at: datetime = NOW) -> None:
    for chat in chats:
        async with sessions.begin() as session:
            await conversations.lock(session, chat)
            await outbox.put(session, chat, (Screen("one"),), at)


async def lease(sessions: Sessions, chat: int = ANA, at: datetime = NOW) -> Waiting | None:
    async with sessions.begin() as session:
        return await outbox.lease(session, chat, at, at + 20 * SECOND, "me")


async def keep_silent(sessions: Sessions, chat: int, seconds: int, at: datetime = NOW) -> None:
    async with sessions.begin() as session:
        await pauses.keep(session, chat, at, at + seconds * SECOND)


async def end(sessions: Sessions, at: datetime = NOW) -> datetime | None:
    async with sessions.read() as session:
        return await pauses.end(session, at)


async def due(sessions: Sessions, at: datetime = NOW) -> list[int]:
    async with sessions.read() as session:
        return await outbox.chats_due(session, at, 9)


async def test_silence_towards_everybody_holds_every_chat(sessions: Sessions) -> None:
    """Issue 5: 429's end is shared by all workers."""
    await put(sessions, ANA, BEN)
    await keep_silent(sessions, EVERYBODY, 7)

    assert [await lease(sessions, chat) for chat in (ANA, BEN)] == [None, None]
    assert await due(sessions, NOW + 6 * SECOND) == []
    assert await end(sessions) == NOW + 7 * SECOND
    assert await due(sessions, NOW + 7 * SECOND) == [ANA, BEN]
    assert await end(sessions, NOW + 7 * SECOND) is None


async def test_silence_towards_one_chat_holds_no_other(sessions: Sessions) -> None:
    """Who presses buttons all day must not silence the bot for everybody."""
    await put(sessions, ANA, BEN)
    await keep_silent(sessions, ANA, 7)

    assert await lease(sessions, ANA) is None
    assert await lease(sessions, BEN) is not None
    assert await end(sessions) is None


async def test_the_later_end_of_two_counts(sessions: Sessions) -> None:
    """Calls under way together are refused one after the other."""
    await keep_silent(sessions, EVERYBODY, 7)
    await keep_silent(sessions, EVERYBODY, 3, at=NOW + SECOND)

    assert await end(sessions, NOW + SECOND) == NOW + 7 * SECOND


async def test_it_is_known_whether_another_chat_is_waited_for(sessions: Sessions) -> None:
    """Then it is not the one chat that was meant."""
    await keep_silent(sessions, ANA, 7)
    async with sessions.read() as session:
        assert not await pauses.others(session, ANA, NOW)
        assert await pauses.others(session, BEN, NOW)
        assert not await pauses.others(session, BEN, NOW + 7 * SECOND)


async def test_silences_that_are_over_are_forgotten(sessions: Sessions) -> None:
    """The table is asked at each lease and stays small."""
    await keep_silent(sessions, ANA, 1)
    await keep_silent(sessions, BEN, 7)
    async with sessions.begin() as session:
        await pauses.forget(session, NOW + 2 * SECOND)
        assert await session.db.scalar(select(func.count()).select_from(tables.pauses)) == 1


@pytest.mark.parametrize("back", [timedelta(seconds=10), timedelta(hours=1), 400 * DAY])
async def test_a_clock_put_back_holds_no_silence(sessions: Sessions, back: timedelta) -> None:
    """Issue 5: clock jumps. The wait was told by another clock, so nobody knows its end."""
    await put(sessions, ANA)
    await keep_silent(sessions, EVERYBODY, 7)

    assert await end(sessions, NOW - back) is None
    assert await lease(sessions, at=NOW - back) is not None


async def test_a_later_silence_is_kept_on_the_new_clock(sessions: Sessions) -> None:
    """What the old clock said does not live on as the later end."""
    await keep_silent(sessions, EVERYBODY, 7)
    await keep_silent(sessions, EVERYBODY, 3, at=NOW - DAY)

    assert await end(sessions, NOW - DAY) == NOW - DAY + 3 * SECOND


@pytest.mark.parametrize("jump", [-400 * DAY, -DAY, timedelta(minutes=-5), 400 * DAY])
async def test_a_jump_of_the_clock_freezes_nothing(sessions: Sessions, jump: timedelta) -> None:
    """Neither what was just put, nor what was put off, nor what a dead worker leased."""
    await put(sessions, ANA, BEN)
    dead = await lease(sessions, ANA)
    late = await lease(sessions, BEN)
    assert dead is not None
    assert late is not None
    async with sessions.begin() as session:
        await outbox.put_off(session, late, NOW, NOW + 30 * SECOND)

    assert await due(sessions, NOW + jump) == [ANA, BEN]


async def test_clocks_a_little_apart_keep_the_wait(sessions: Sessions) -> None:
    """Two machines never agree to the millisecond."""
    await put(sessions, ANA)
    waiting = await lease(sessions)
    assert waiting is not None
    async with sessions.begin() as session:
        await outbox.put_off(session, waiting, NOW, NOW + 9 * SECOND)

    assert await due(sessions, NOW - SECOND) == []


async def hold(sessions: Sessions, by: str, at: datetime = NOW) -> bool:
    async with sessions.begin() as session:
        return await leases.hold(session, "notices", by, at, at + 10 * SECOND)


async def test_one_worker_has_a_task_until_its_time_is_over(sessions: Sessions) -> None:
    """Taken over when its holder died; kept by whoever asks again in time."""
    assert await hold(sessions, "one")
    assert not await hold(sessions, "two")
    assert await hold(sessions, "one", NOW + 9 * SECOND)
    assert not await hold(sessions, "two", NOW + 18 * SECOND)
    assert await hold(sessions, "two", NOW + 19 * SECOND)
    assert not await hold(sessions, "one", NOW + 20 * SECOND)


async def test_a_task_can_be_left_to_others(sessions: Sessions) -> None:
    """At a graceful stop; what is another's stays theirs."""
    await hold(sessions, "one")
    async with sessions.begin() as session:
        await leases.let_go(session, "notices", "two")
    assert not await hold(sessions, "two")
    async with sessions.begin() as session:
        await leases.let_go(session, "notices", "one")
    assert await hold(sessions, "two")


async def test_a_clock_put_back_leaves_no_task_to_the_dead(sessions: Sessions) -> None:
    """Else nobody would send for as long as the jump was."""
    await hold(sessions, "dead", NOW + DAY)
    assert await hold(sessions, "two")
