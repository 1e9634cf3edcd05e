"""Batches that overlap: each update is taken once, in its chat's order, and passed once it is."""

import asyncio
import random
from collections import defaultdict
from typing import Any

import pytest
from strict_api.server import StandIn

from bot.delivering.delivery import Delivery
from bot.telegram.polling import Polling
from bot.telegram.receiving.intake import Intake
from bot.telegram.receiving.updates import Client
from bot.telegram.showing.sending import TelegramSender
from bot.turn import Incoming
from conversations.model import Said
from storage.engine import Sessions

CHATS, EACH = 12, 15


class Slow(Intake):
    """Takes updates at very different speeds, and stores nothing."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.taken: defaultdict[int, list[str]] = defaultdict(list)
        self.done: set[str] = set()
        self._chance = random.Random(7)

    async def take(self, incoming: Incoming) -> None:
        event = incoming.event
        assert isinstance(event, Said)
        self.taken[incoming.chat].append(event.text)
        await asyncio.sleep(self._chance.choice((0, 0, 0.01, 0.05, 0.4)))
        self.done.add(incoming.update)


async def test_slow_and_quick_chats_side_by_side(
    standin: StandIn, client: Client, memory: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Design 4: the offset waits for commits only; nothing is lost, nothing taken twice."""
    monkeypatch.setattr("bot.telegram.polling.PATIENCE", 0.05)
    stop = asyncio.Event()
    intake = Slow(client, Delivery(memory, TelegramSender(client, memory)))
    passed_too_early: list[str] = []
    asked = Client.raw_updates

    async def watched(bot: Client, offset: int | None, wait: Any) -> list[dict[str, Any]]:
        sent = range(900_000_001, offset or 0)
        passed_too_early.extend(f"tg:{n}" for n in sent if f"tg:{n}" not in intake.done)
        return await asked(bot, offset, wait)

    monkeypatch.setattr(Client, "raw_updates", watched)
    people = [standin.person(number) for number in range(1, CHATS + 1)]
    running = asyncio.create_task(Polling(client, intake, stop).run())
    for turn in range(EACH):
        for person in people:
            person.say(f"{turn}")
        await asyncio.sleep(0.05)
    async with asyncio.timeout(20):
        while len(intake.done) < CHATS * EACH:  # noqa: ASYNC110  nobody tells
            await asyncio.sleep(0.02)
    stop.set()
    await asyncio.wait_for(running, 20)
    assert passed_too_early == []
    assert intake.taken == {p.chat.id: [f"{n}" for n in range(EACH)] for p in people}
    assert standin.updates.waiting == []
