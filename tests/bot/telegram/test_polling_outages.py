"""Long polling when Telegram is away, gives the updates to somebody else, or numbers them anew."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest
from strict_api import faults
from strict_api.methods import WEBHOOK_IS_SET
from strict_api.refusal import ApiError
from strict_api.server import StandIn
from strict_api.updates import TAKEN_OVER
from telegram.error import InvalidToken, TimedOut

from bot.delivering.delivery import Delivery
from bot.telegram import polling
from bot.telegram.receiving.intake import Intake
from bot.telegram.receiving.updates import Client
from bot.telegram.showing.sending import TelegramSender
from storage.engine import Sessions

pytestmark = pytest.mark.usefixtures("toy_talk")


@contextlib.asynccontextmanager
async def polled(client: Client, sessions: Sessions) -> AsyncIterator[None]:
    """Poll while the block runs."""
    stop = asyncio.Event()
    intake = Intake(client, Delivery(sessions, TelegramSender(client, sessions)))
    running = asyncio.create_task(polling.Polling(client, intake, stop).run())
    yield
    stop.set()
    await asyncio.wait_for(running, 20)
    await intake.finish()


async def test_the_line_breaks_for_a_while_and_nothing_said_meanwhile_is_lost(
    standin: StandIn, client: Client, memory: Sessions
) -> None:
    """Issue 5: survives network loss with back-off; each attempt waits twice as long."""
    ana = standin.person(7)
    standin.faults.order("getUpdates", faults.Drop(), times=3)
    began = time.monotonic()
    async with polled(client, memory):
        for number in range(3):
            ana.say(f"{number}")
        await ana.sees("2")
    assert time.monotonic() - began > 0.5 + 1 + 2
    assert len([call for call in standin.calls if call.method == "getUpdates"]) < 10
    assert [line for line in ana.history() if line.startswith("bot")] == [
        f"bot: You said: {number}" for number in range(3)
    ]


@pytest.mark.parametrize(
    ("words", "told"),
    [(WEBHOOK_IS_SET, "has set a webhook"), (TAKEN_OVER, "Another process fetches")],
)
async def test_a_conflict_is_told_in_words_that_say_what_to_do(
    standin: StandIn,
    client: Client,
    memory: Sessions,
    caplog: pytest.LogCaptureFixture,
    words: str,
    told: str,
) -> None:
    """409 has two causes (Bot API server, getUpdates); it is waited out all the same."""
    standin.faults.order("getUpdates", faults.Refuse(ApiError(409, words)))
    ana = standin.person(7)
    ana.say("hello")
    with caplog.at_level(logging.WARNING):
        async with polled(client, memory):
            await ana.sees("hello")
    assert told in caplog.text


async def test_updates_that_are_numbered_anew_are_not_passed_over(
    standin: StandIn, client: Client, memory: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bot API, Update: after a quiet week the next identifier is chosen at random."""
    monkeypatch.setattr(polling, "QUIET", 0.2)
    monkeypatch.setattr(polling, "WAIT", polling.timedelta(seconds=0))
    ana = standin.person(7)
    async with polled(client, memory):
        ana.say("before")
        await ana.sees("before")
        await asyncio.sleep(0.3)
        standin.updates.next_id = 5
        ana.say("after")
        await ana.sees("after")


def polling_of(client: Client, sessions: Sessions, stop: asyncio.Event) -> polling.Polling:
    delivery = Delivery(sessions, TelegramSender(client, sessions))
    return polling.Polling(client, Intake(client, delivery), stop)


async def test_a_token_that_is_taken_back_ends_the_polling(
    standin: StandIn, client: Client, memory: Sessions
) -> None:
    """Nothing comes of asking again; nothing goes on in the background."""
    standin.faults.order("getUpdates", faults.Refuse(ApiError(401, "Unauthorized")))
    stop = asyncio.Event()
    with pytest.raises(InvalidToken):
        await polling_of(client, memory, stop).run()
    await asyncio.sleep(0)
    waiting = [task for task in asyncio.all_tasks() if "_stop_asking" in repr(task.get_coro())]
    assert waiting == []


async def test_polling_that_is_cancelled_leaves_nothing_behind(
    client: Client, memory: Sessions
) -> None:
    """A cancellation is no end of a poll: it goes all the way up."""
    polls = asyncio.create_task(polling_of(client, memory, asyncio.Event()).run())
    await asyncio.sleep(0.1)
    polls.cancel()
    with pytest.raises(asyncio.CancelledError):
        await polls
    assert polls.cancelled()


async def test_a_poll_that_is_never_answered_is_asked_again_after_a_pause(
    standin: StandIn,
    client: Client,
    memory: Sessions,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A limit of the line's own is not taken for being told to stop."""
    monkeypatch.setattr(polling, "FIRST_PAUSE", 0.01)
    asked, calls = Client.raw_updates, 0

    async def late(bot: Client, *call: Any) -> list[dict[str, Any]]:
        nonlocal calls
        calls += 1
        if calls <= 2:
            raise TimedOut
        return await asked(bot, *call)

    monkeypatch.setattr(Client, "raw_updates", late)
    ana = standin.person(7)
    ana.say("hello")
    async with polled(client, memory):
        await ana.sees("hello")
    assert caplog.text.count("Telegram cannot be reached: TimedOut") == 2


async def test_what_comes_just_when_told_to_stop_is_committed_or_left_to_telegram(
    standin: StandIn, client: Client, memory: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In whatever order the loop sees the two; nothing is acknowledged that was not taken."""
    asked = Client.raw_updates
    for rounds in range(4):
        stop = asyncio.Event()

        async def answered(
            bot: Client,
            *call: Any,
            stop: asyncio.Event = stop,
            rounds: int = rounds,
        ) -> list[dict[str, Any]]:
            batch = await asked(bot, *call)
            if batch:
                stop.set()
                for _ in range(rounds):
                    await asyncio.sleep(0)
            return batch

        monkeypatch.setattr(Client, "raw_updates", answered)
        ana = standin.person(7 + rounds)
        ana.say("hello")
        await asyncio.wait_for(polling_of(client, memory, stop).run(), 20)
        monkeypatch.setattr(Client, "raw_updates", asked)
        async with polled(client, memory):
            await ana.sees("hello")
        said = [line for line in ana.history() if line.startswith("bot")]
        assert said == ["bot: You said: hello"]
