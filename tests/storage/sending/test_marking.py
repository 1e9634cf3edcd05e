"""What was shown is recorded once, late or early, alone or with others; nobody is waited for."""

import asyncio
from datetime import timedelta

import pytest
from samples import ANA, BEN, NOTICE, NOW, QUESTION
from sqlalchemy import select

from conversations.model import Screen, Talk
from storage import conversations, deletion, outbox, tables
from storage.engine import Sessions
from storage.sending import marking
from storage.sending.marking import Mark, Recorded

CEM = 9
LONG = timedelta(seconds=20)


async def shown(
    sessions: Sessions, chat: int, screen: Screen = QUESTION, message: int | None = 5
) -> Mark:
    """Put, lease and show a screen."""
    async with sessions.begin() as session:
        await conversations.lock(session, chat)
        await outbox.put(session, chat, (screen,), NOW)
        waiting = await outbox.lease(session, chat, NOW, NOW + LONG, "me")
    assert waiting is not None
    return waiting.shown_as(message)


async def record_all(sessions: Sessions, *marks: Mark) -> Recorded:
    async with sessions.begin() as session:
        return await marking.record_all(session, marks)


async def turn(sessions: Sessions, mark: Mark) -> None:
    """Record a mark as the next turn does."""
    async with sessions.begin() as session:
        before = await conversations.lock(session, mark.chat)
        after = await marking.within(session, before, mark)
        await conversations.save(session, after, Talk(), NOW)


async def living(sessions: Sessions, chat: int) -> int | None:
    async with sessions.begin() as session:
        return (await conversations.lock(session, chat)).living


async def rows(sessions: Sessions) -> list[int]:
    """Return the chats for which something waits."""
    async with sessions.read() as session:
        return list(await session.db.scalars(select(tables.outbox.c.chat)))


async def test_marks_of_several_chats_are_recorded_together(sessions: Sessions) -> None:
    """Design 4: sent marks may be batched."""
    marks = [await shown(sessions, chat, message=chat * 10) for chat in (ANA, BEN)]

    assert await record_all(sessions, *marks) == Recorded(tuple(marks), ())

    assert await rows(sessions) == []
    assert [await living(sessions, chat) for chat in (ANA, BEN)] == [ANA * 10, BEN * 10]


@pytest.mark.parametrize("number", [1, 3, 4, 5, 50])
async def test_however_many_are_recorded_only_theirs_go(sessions: Sessions, number: int) -> None:
    """Statements are made for few lengths; nobody else is hit by what fills them up."""
    marks = [await shown(sessions, chat) for chat in range(1, number + 2)]
    (*mine, left) = marks
    assert await record_all(sessions, *mine) == Recorded(tuple(mine), ())
    assert await rows(sessions) == [left.chat]
    assert await living(sessions, left.chat) is None


@pytest.mark.parametrize(
    ("screen", "message", "after"),
    [
        pytest.param(QUESTION, 6, 6, id="a newer question takes over"),
        pytest.param(NOTICE, 5, None, id="an edit without a question ends it"),
        pytest.param(NOTICE, 6, 5, id="a notice beside it does not"),
        pytest.param(QUESTION, None, None, id="where messages have no ids none is known"),
    ],
)
async def test_alone_together_or_within_a_turn_the_same_is_live(
    sessions: Sessions, screen: Screen, message: int | None, after: int | None
) -> None:
    """Three ways to record, one outcome."""
    for chat in (ANA, BEN, CEM):
        await record_all(sessions, await shown(sessions, chat))
    marks = [await shown(sessions, chat, screen, message) for chat in (ANA, BEN, CEM)]

    async with sessions.begin() as session:
        await marking.record(session, marks[0])
    await record_all(sessions, marks[1])
    await turn(sessions, marks[2])

    assert [await living(sessions, chat) for chat in (ANA, BEN, CEM)] == [after] * 3
    assert await rows(sessions) == []


async def test_a_mark_that_comes_twice_changes_nothing(sessions: Sessions) -> None:
    """A commit of which nobody knew whether it took place is tried again."""
    old = await shown(sessions, ANA, message=5)
    await turn(sessions, old)
    await record_all(sessions, await shown(sessions, ANA, message=6))

    await record_all(sessions, old)
    await turn(sessions, old)
    async with sessions.begin() as session:
        await marking.record(session, old)

    assert await living(sessions, ANA) == 6


async def test_what_waits_behind_is_told(sessions: Sessions) -> None:
    """Another process may have put something there that nobody delivers yet."""
    mark = await shown(sessions, ANA)
    other = await shown(sessions, BEN)
    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        await outbox.put(session, ANA, (Screen("and this"),), NOW)

    assert (await record_all(sessions, mark, other)).behind == (ANA,)


async def test_the_marks_of_the_deleted_are_done_with(sessions: Sessions) -> None:
    """Nothing of them comes back."""
    mark = await shown(sessions, ANA)
    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        await deletion.erase(session, ANA, "farewell", NOW)

    assert await record_all(sessions, mark) == Recorded((mark,), ())

    async with sessions.read() as session:
        assert list(await session.db.scalars(select(tables.conversations.c.chat))) == []


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_a_chat_that_a_turn_has_locked_holds_up_no_other(sessions: Sessions) -> None:
    """Nobody waits for somebody else's chat; on SQLite there is one writer at a time."""
    marks = [await shown(sessions, chat) for chat in (ANA, BEN)]
    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        async with asyncio.timeout(30):
            assert await record_all(sessions, *marks) == Recorded((marks[1],), ())
            assert await record_all(sessions, marks[0]) == Recorded((), ())

    assert await record_all(sessions, marks[0]) == Recorded((marks[0],), ())
