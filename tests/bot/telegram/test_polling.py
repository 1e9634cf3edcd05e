"""Long polling against the stand-in: the offset waits for commits, chats do not wait for chats."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import toy
from strict_api import faults
from strict_api.server import StandIn

from bot.telegram import polling
from conversations.model import Event, Step, Talk
from conversations.person import Person
from storage import people
from storage.engine import DatabaseAway, Sessions

pytestmark = pytest.mark.usefixtures("toy_talk")

Bot = Callable[[], contextlib.AbstractAsyncContextManager[None]]


async def test_a_message_is_answered_and_a_press_too(standin: StandIn, bot: Bot) -> None:
    """The whole way: message, question, press, edit, callback answered."""
    ana = standin.person(7)
    async with bot():
        ana.say("ask: keep it?")
        asked = await ana.sees("keep it?")
        ana.press("Save")
        saved = await ana.sees("Saved 1:save")
    assert saved is asked
    assert standin.world.unanswered() == []
    assert standin.refused() == []


async def test_one_chat_is_answered_in_order(standin: StandIn, bot: Bot) -> None:
    """Also when everything comes in one batch."""
    ana = standin.person(7)
    for number in range(10):
        ana.say(f"{number}")
    async with bot():
        await ana.sees("9")
    assert [line for line in ana.history() if line.startswith("bot")] == [
        f"bot: You said: {number}" for number in range(10)
    ]


async def test_nobody_waits_for_somebody_elses_chat(standin: StandIn, bot: Bot) -> None:
    """One person's answer stalls at Telegram; the other's does not."""
    ana, bo = standin.person(7, "Ana"), standin.person(8, "Bo")
    standin.faults.order(
        "sendMessage", faults.Stall(2), where=lambda call: str(call["chat_id"]) == "7"
    )
    async with bot():
        ana.say("one")
        await asyncio.sleep(0.1)
        bo.say("two")
        await bo.sees("two")
        assert "bot: You said: one" not in ana.history()
        await ana.sees("one")


async def test_an_update_that_is_delivered_twice_is_handled_once(
    standin: StandIn, bot: Bot, memory: Sessions
) -> None:
    """The set of handled ids decides, not a high-water mark (design, section 2)."""
    ana = standin.person(7)
    ana.say("ask")
    async with bot():
        await ana.sees("ask")
        ana.press("Save")
        update = dict(standin.updates.waiting[-1])
        await ana.sees("Saved")
        standin.updates.repeat(update)
        ana.say("and now")
        await ana.sees("and now")
    async with memory.read() as session:
        assert len((await people.load(session, 7, datetime.now(UTC))).activities) == 1


async def test_the_offset_waits_for_the_commit(
    standin: StandIn, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the database is away Telegram keeps the update."""
    away = True

    def step(talk: Talk, event: Event, person: Person) -> Step:
        if away:
            raise DatabaseAway("away")
        return toy.step(talk, event, person)

    monkeypatch.setattr("bot.turn.step", step)
    ana = standin.person(7)
    async with bot():
        ana.say("hello")
        await asyncio.sleep(0.3)
        assert len(standin.updates.waiting) == 1
        away = False
        await ana.sees("hello")
        await until(lambda: standin.updates.waiting == [])


async def test_who_waited_for_the_database_is_served_soon_after_it_is_back(
    standin: StandIn, bot: Bot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The server is our own, and asking it costs little: the pauses grow to seconds, not more."""
    monkeypatch.setattr(polling, "FIRST_PAUSE", 0.01)
    monkeypatch.setattr(polling, "DATABASE_PAUSE", 0.03)

    def away(*_: object) -> Step:
        raise DatabaseAway("away")

    monkeypatch.setattr("bot.turn.step", away)
    async with bot():
        standin.person(7).say("hello")
        await until(lambda: len(pauses(caplog)) >= 5)
    assert pauses(caplog)[:5] == [0.01, 0.02, 0.03, 0.03, 0.03]


def pauses(caplog: pytest.LogCaptureFixture) -> list[float]:
    """Return for how many seconds each attempt at an update was put off."""
    waits = [r for r in caplog.records if r.getMessage().endswith("an update waits")]
    return [getattr(record, "seconds", 0.0) for record in waits]


async def test_told_to_stop_during_an_outage_it_leaves_the_update_to_telegram(
    standin: StandIn, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Graceful stop: what is not committed is not acknowledged."""

    def away(*_: object) -> Step:
        raise DatabaseAway("away")

    monkeypatch.setattr("bot.turn.step", away)
    async with bot():
        standin.person(7).say("hello")
        await asyncio.sleep(0.2)
    assert len(standin.updates.waiting) == 1


async def test_stopping_finishes_what_is_in_hand_and_acknowledges_it(
    standin: StandIn, bot: Bot
) -> None:
    """The reply is sent, and the next start does not get the update again."""
    standin.delay = 0.3
    ana = standin.person(7)
    async with bot():
        ana.say("hello")
        await until(lambda: standin.updates.waiting == [])
    assert ana.history() == ["me: hello", "bot: You said: hello"]


@pytest.mark.parametrize(
    "fault", [faults.Drop(), faults.broken(502), faults.too_many_requests(1), faults.forbidden()]
)
async def test_polling_survives_trouble_at_telegram(
    standin: StandIn, bot: Bot, fault: faults.Fault
) -> None:
    """Network loss, 5xx, 429: waited out with back-off."""
    standin.faults.order("getUpdates", fault, times=2)
    ana = standin.person(7)
    ana.say("hello")
    async with bot():
        await ana.sees("hello")


async def test_an_update_that_cannot_be_read_harms_no_other(standin: StandIn, bot: Bot) -> None:
    """It is passed over, recorded by its id, and does not come back."""
    ana = standin.person(7)
    standin.updates.put("message", {"message_id": "odd", "date": "never"})
    ana.say("hello")
    async with bot():
        await ana.sees("hello")
        await until(lambda: standin.updates.waiting == [])


async def test_a_press_in_a_group_is_answered_too(standin: StandIn, bot: Bot) -> None:
    """A bot must answer every callback query."""
    group = standin.group(-100500)
    message = group.say("hello")
    async with bot():
        group.press_data(message, "1:save")
        await until(lambda: standin.world.unanswered() == [])


async def test_a_press_that_cannot_be_read_is_answered_too(standin: StandIn, bot: Bot) -> None:
    """Found with telegram-test-api, whose presses lack `chat_instance`."""
    query = standin.world.pressed("1:save").id
    async with bot():
        standin.updates.put("callback_query", {"id": query, "data": "1:save"})
        standin.updates.put("callback_query", {"id": ["odd"]})
        await until(lambda: standin.world.unanswered() == [])
    assert standin.refused() == []


async def test_a_press_is_answered_when_our_own_code_fails(
    standin: StandIn, bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The progress bar stops, and the person reads an apology."""
    ana = standin.person(7)
    async with bot():
        ana.say("ask")
        await ana.sees("ask")

        def fail(*_: object) -> Step:
            raise ZeroDivisionError

        monkeypatch.setattr("bot.turn.step", fail)
        ana.press("Save")
        await ana.sees("not your fault")
        await until(lambda: standin.world.unanswered() == [])


async def until(met: Callable[[], bool], within: float = 30.0) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + within
    while not met():
        assert time.monotonic() < deadline, "waited in vain"
        await asyncio.sleep(0.01)
