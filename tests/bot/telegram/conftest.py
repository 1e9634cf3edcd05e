"""A bot that serves the stand-in by long polling, for as long as a block lasts."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable

import pytest

from bot.delivering.delivery import Delivery
from bot.telegram.polling import Polling
from bot.telegram.receiving.intake import Intake
from bot.telegram.receiving.updates import Client
from bot.telegram.showing.sending import TelegramSender
from storage.engine import Sessions

Bot = Callable[[], contextlib.AbstractAsyncContextManager[None]]


@pytest.fixture
def bot(client: Client, memory: Sessions, monkeypatch: pytest.MonkeyPatch) -> Bot:
    """Run the bot within a block; leaving the block stops it gracefully."""
    monkeypatch.setattr("bot.telegram.polling.FIRST_PAUSE", 0.01)
    monkeypatch.setattr("bot.delivering.attempts.FIRST_PAUSE", 0.05)
    monkeypatch.setattr("bot.delivering.delivery.WAKES", 0.05)

    @contextlib.asynccontextmanager
    async def run() -> AsyncIterator[None]:
        stop = asyncio.Event()
        delivery = Delivery(memory, TelegramSender(client, memory))
        intake = Intake(client, delivery)
        running = asyncio.gather(
            Polling(client, intake, stop).run(), delivery.keep_delivering(stop)
        )
        yield
        stop.set()
        await asyncio.wait_for(running, 20)
        await intake.finish()

    return run
