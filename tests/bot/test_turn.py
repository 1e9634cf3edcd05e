"""One event is one transaction (design, section 4)."""

import logging
from datetime import UTC, datetime, timedelta

import pytest

from bot.turn import Incoming, take_turn
from conversations import wording
from conversations.model import Pressed, Said, Screen, When
from conversations.person import Person
from storage import conversations, outbox, people
from storage.engine import DatabaseAway, Session, Sessions

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA = 7

pytestmark = pytest.mark.usefixtures("toy_talk")


def said(update: str, text: str) -> Incoming:
    return Incoming(update, ANA, Said(text, When(NOW)))


def pressed(update: str, data: str) -> Incoming:
    return Incoming(update, ANA, Pressed(data, When(NOW)), "q", 12)


async def person(sessions: Sessions) -> Person:
    async with sessions.read() as session:
        return await people.load(session, ANA, NOW)


async def waiting(sessions: Sessions) -> list[Screen]:
    """Take everything out of the outbox."""
    found = []
    async with sessions.begin() as session:
        while row := await outbox.lease(session, ANA, NOW, NOW + timedelta(minutes=1), "test"):
            found.append(row.screen)
            await outbox.sent(session, row, None, NOW)
    return found


async def test_a_turn_records_its_changes_and_leaves_its_words(sessions: Sessions) -> None:
    """State, records and outbox are one commit."""
    handled = await take_turn(sessions, pressed("tg:1", "1:save"), now=NOW)

    assert handled
    assert (handled.pressed, handled.at) == (12, NOW)
    assert [a.title for a in (await person(sessions)).activities] == ["1:save"]
    assert [screen.text for screen in await waiting(sessions)] == ["Saved 1:save"]


async def test_an_update_that_comes_again_changes_nothing(sessions: Sessions) -> None:
    """Exactly once for the data."""
    await take_turn(sessions, pressed("tg:1", "1:save"), now=NOW)
    again = await take_turn(sessions, pressed("tg:1", "1:save"), now=NOW)

    assert again is None
    assert len((await person(sessions)).activities) == 1
    assert len(await waiting(sessions)) == 1


async def test_an_error_of_our_own_is_apologised_for_and_not_met_again(
    sessions: Sessions, caplog: pytest.LogCaptureFixture
) -> None:
    """A programming error is rolled back, recorded without content, and acknowledged."""
    with caplog.at_level(logging.ERROR):
        await take_turn(sessions, said("tg:1", "fail, said Ana"), now=NOW)

    assert await waiting(sessions) == [Screen(wording.stumbled())]
    assert await take_turn(sessions, said("tg:1", "fail, said Ana"), now=NOW) is None
    assert "tg:1" in caplog.text
    assert "Ana" not in "".join(record.getMessage() for record in caplog.records)


async def test_after_an_error_the_talk_goes_on_where_it_stood(sessions: Sessions) -> None:
    """Nothing of the failed turn stays."""
    await take_turn(sessions, said("tg:1", "ask"), now=NOW)
    await take_turn(sessions, said("tg:2", "fail"), now=NOW)
    async with sessions.begin() as session:
        assert (await conversations.lock(session, ANA)).talk.number == 1


async def test_an_error_while_recording_is_apologised_for_too(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever it lies, the same update must not meet it for ever."""

    async def fail(*_: object) -> None:
        raise TypeError("not a column")

    monkeypatch.setattr(people, "apply", fail)
    await take_turn(sessions, pressed("tg:1", "1:save"), now=NOW)
    assert await waiting(sessions) == [Screen(wording.stumbled())]


async def test_an_outage_is_not_an_answer(
    sessions: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The caller keeps the update; nothing was recorded."""

    async def away(session: Session, chat: int) -> None:
        raise DatabaseAway("away")

    with monkeypatch.context() as broken:
        broken.setattr(conversations, "lock", away)
        with pytest.raises(DatabaseAway):
            await take_turn(sessions, said("tg:1", "hello"), now=NOW)

    assert await waiting(sessions) == []
    assert await take_turn(sessions, said("tg:1", "hello"), now=NOW) is not None
