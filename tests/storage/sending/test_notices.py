"""Notices wait beside the answers, hold up none, and whoever left one hears what became of it."""

from datetime import datetime, timedelta

import pytest
from samples import ANA, BEN, NOW, QUESTION

from conversations.model import Screen, Talk
from storage import conversations, outbox
from storage.engine import Session, Sessions
from storage.outbox import Waiting
from storage.sending import notices, outcomes, pauses
from storage.sending.outcomes import Outcome
from storage.sending.waiting import EVERYBODY

MINUTE = timedelta(minutes=1)
HALF = timedelta(seconds=30)
ANSWER, NEWS, MORE = Screen("answer"), Screen("news"), Screen("more news")


async def answer(sessions: Sessions, chat: int = ANA, at: datetime = NOW) -> None:
    async with sessions.begin() as session:
        await conversations.lock(session, chat)
        await outbox.put(session, chat, (ANSWER,), at)


async def notice(sessions: Sessions, chat: int, screen: Screen = NEWS, **more: object) -> bool:
    async with sessions.begin() as session:
        return await notices.put(session, chat, screen, NOW, **more)  # type: ignore[arg-type]


async def lease(
    sessions: Sessions, *, at: datetime = NOW, resting: tuple[int, ...] = ()
) -> Waiting | None:
    async with sessions.begin() as session:
        return await notices.lease(session, at, at + HALF, "me", resting=resting)


async def leased(sessions: Sessions, *, at: datetime = NOW) -> Waiting:
    waiting = await lease(sessions, at=at)
    assert waiting is not None
    return waiting


async def sent(sessions: Sessions, waiting: Waiting) -> None:
    async with sessions.begin() as session:
        await outbox.sent(session, waiting, 1, NOW)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Outcome]]:
    """Listen to what becomes of notices whose key begins with "news"."""
    told: list[tuple[str, Outcome]] = []

    async def hear(session: Session, key: str, outcome: Outcome, now: datetime) -> None:
        told.append((key, outcome))

    monkeypatch.setitem(outcomes.HEARERS, "news", hear)
    return told


async def test_notices_go_in_order_one_chat_at_a_time(sessions: Sessions) -> None:
    """Issue 7: in order at the full rate; a second one to a chat waits for the first."""
    for chat, screen in ((ANA, NEWS), (ANA, MORE), (BEN, NEWS)):
        await notice(sessions, chat, screen)

    first, second = await leased(sessions), await leased(sessions)
    assert [(w.chat, w.screen) for w in (first, second)] == [(ANA, NEWS), (BEN, NEWS)]
    assert await lease(sessions) is None
    await sent(sessions, first)
    assert (await leased(sessions)).screen == MORE


async def test_a_chat_that_rests_is_left_out(sessions: Sessions) -> None:
    """Issue 5: one a second per chat; the next chat need not wait for it."""
    await notice(sessions, ANA)
    await notice(sessions, BEN)

    waiting = await lease(sessions, resting=(ANA,))

    assert waiting is not None
    assert waiting.chat == BEN


async def test_an_answer_never_waits_for_a_notice(sessions: Sessions) -> None:
    """Issue 5: answers go at once, also while a notice is being sent or is put off."""
    await notice(sessions, ANA)
    await leased(sessions)
    await answer(sessions)

    async with sessions.begin() as session:
        assert await outbox.chats_due(session, NOW, 9) == [ANA]
        waiting = await outbox.lease(session, ANA, NOW, NOW + HALF, "me")
    assert waiting is not None
    assert waiting.screen == ANSWER


async def test_a_notice_waits_until_all_answers_to_its_chat_have_gone(sessions: Sessions) -> None:
    """It never overtakes one, also not one that is put off."""
    await answer(sessions)
    await notice(sessions, ANA)
    async with sessions.begin() as session:
        waiting = await outbox.lease(session, ANA, NOW, NOW + HALF, "me")
        assert waiting is not None
        await outbox.put_off(session, waiting, NOW, NOW + MINUTE)

    assert await lease(sessions) is None
    await sent(sessions, waiting)
    assert (await leased(sessions)).screen == NEWS


async def test_silence_towards_everybody_holds_notices_too(sessions: Sessions) -> None:
    """429: nobody sends before."""
    await notice(sessions, ANA)
    async with sessions.begin() as session:
        await pauses.keep(session, EVERYBODY, NOW, NOW + MINUTE)

    assert await lease(sessions) is None
    assert await lease(sessions, at=NOW + MINUTE) is not None


async def test_a_key_waits_once(sessions: Sessions) -> None:
    """Two sweeps may leave the same reminder; when it is gone it may be left again."""
    assert await notice(sessions, ANA, key="news:1")
    assert not await notice(sessions, ANA, key="news:1")
    await sent(sessions, await leased(sessions))
    assert await notice(sessions, ANA, key="news:1")


async def test_what_is_not_begun_can_be_taken_back(sessions: Sessions) -> None:
    """Product: no reminder after "declared", also where it waits already."""
    await notice(sessions, ANA, key="news:1")
    await notice(sessions, BEN, key="news:2")
    assert (await leased(sessions)).key == "news:1"
    async with sessions.begin() as session:
        assert [await notices.withdraw(session, f"news:{n}") for n in (1, 2, 3)] == [
            False,
            True,
            False,
        ]
    async with sessions.read() as session:
        assert await notices.waiting(session) == 1


async def test_whoever_left_it_hears_that_it_was_sent(
    sessions: Sessions, heard: list[tuple[str, Outcome]]
) -> None:
    """Product: marked sent only on Telegram's word."""
    await notice(sessions, ANA, key="news:1")
    await notice(sessions, BEN, key="weather:1")
    for _ in range(2):
        waiting = await leased(sessions)
        assert heard == []
        await sent(sessions, waiting)
        if waiting.chat == ANA:
            assert heard.pop() == ("news:1", "sent")
    assert heard == []


async def test_a_terminal_that_says_it_counts_as_sent(
    sessions: Sessions, heard: list[tuple[str, Outcome]]
) -> None:
    """Who reads at a terminal was told."""
    await notice(sessions, ANA, key="news:1")
    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        assert await outbox.take_out(session, ANA, NOW) == (NEWS,)
    assert heard == [("news:1", "sent")]


async def test_what_came_too_late_is_not_sent(
    sessions: Sessions, heard: list[tuple[str, Outcome]]
) -> None:
    """Issue 7: none in quiet hours, also after an outage of hours."""
    await notice(sessions, ANA, key="news:1", good_until=NOW + MINUTE)
    await notice(sessions, BEN, key="news:2", good_until=NOW + 3 * MINUTE)

    assert (await leased(sessions, at=NOW + 2 * MINUTE)).key == "news:2"
    assert heard == [("news:1", "late")]
    assert await notice(sessions, ANA, key="news:1")


async def unreachable(sessions: Sessions) -> None:
    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        await conversations.mark_unreachable(session, ANA, NOW)


async def test_who_takes_no_messages_is_not_written_to(
    sessions: Sessions, heard: list[tuple[str, Outcome]]
) -> None:
    """With a key it is given up and told; without one it waits until they are back."""
    await unreachable(sessions)
    await notice(sessions, ANA)
    assert await lease(sessions) is None
    await notice(sessions, ANA, key="news:1")
    async with sessions.begin() as session:
        locked = await conversations.lock(session, ANA)
        await conversations.save(session, locked, Talk(), NOW)

    assert (await leased(sessions)).key is None


async def test_a_notice_with_a_key_to_nobody_is_given_up(
    sessions: Sessions, heard: list[tuple[str, Outcome]]
) -> None:
    """Whoever left it decides what is to be done when they are back."""
    await unreachable(sessions)
    await notice(sessions, ANA, key="news:1")

    assert await lease(sessions) is None
    assert heard == [("news:1", "unreachable")]
    async with sessions.read() as session:
        assert await notices.waiting(session) == 0


async def test_what_cannot_be_sent_is_told_as_well(
    sessions: Sessions, heard: list[tuple[str, Outcome]]
) -> None:
    """Our own fault must not look like a reminder that is on its way."""
    await notice(sessions, ANA, key="news:1")
    waiting = await leased(sessions)
    async with sessions.begin() as session:
        await outbox.give_up(session, waiting, "400", NOW)
    assert heard == [("news:1", "refused")]


@pytest.mark.parametrize("screen", [QUESTION, Screen("x", edits=True)])
async def test_a_notice_asks_nothing(sessions: Sessions, screen: Screen) -> None:
    """Only one question keyboard is alive, and answers go beside notices."""
    with pytest.raises(ValueError, match="neither"):
        await notice(sessions, ANA, screen)


async def test_whether_something_is_due_is_told_without_a_lock(sessions: Sessions) -> None:
    """Looked at each second by every worker."""
    async with sessions.read() as session:
        assert not await notices.any_due(session, NOW)
    await notice(sessions, ANA)
    async with sessions.read() as session:
        assert await notices.any_due(session, NOW)


@pytest.mark.postgres
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
async def test_one_notice_is_leased_whatever_the_plan(sessions: Sessions) -> None:
    """PostgreSQL may run what follows IN once for each row, and each run skips what is locked."""
    for chat in (ANA, BEN):
        await notice(sessions, chat)
    async with sessions.begin() as session:
        for way in ("hashjoin", "mergejoin", "hashagg", "sort", "material"):
            await session.db.exec_driver_sql(f"SET LOCAL enable_{way} = off")
        assert await notices.lease(session, NOW, NOW + HALF, "me") is not None
        assert await notices.lease(session, NOW, NOW + HALF, "me") is not None
