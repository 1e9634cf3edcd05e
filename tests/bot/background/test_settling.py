"""What is done once after the start: when nobody writes, and not while the end has begun."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from strict_api.server import StandIn

from bot.background import settling
from bot.delivering.delivery import Delivery, now
from bot.telegram.receiving.intake import Intake
from bot.telegram.receiving.updates import Client
from bot.telegram.showing.sending import TelegramSender
from storage.engine import Sessions


class House:
    """A bot that settles, with somebody who may be writing."""

    def __init__(self, client: Client, memory: Sessions) -> None:
        self.client = client
        self.intake = Intake(client, Delivery(memory, TelegramSender(client, memory)))
        self.stop = asyncio.Event()
        self.loaded = asyncio.Event()
        self.loop = asyncio.get_running_loop()

    def settles(self) -> "asyncio.Task[None]":
        """Begin."""
        return asyncio.create_task(settling.settle(self.client, self.intake, self.stop))

    def load(self) -> None:
        """Take the place of what takes long; in a thread of its own."""
        self.loop.call_soon_threadsafe(self.loaded.set)


@pytest_asyncio.fixture
async def house(
    client: Client, memory: Sessions, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[House]:
    """Let a bot settle, within moments."""
    monkeypatch.setattr(settling, "SETTLED", 0.02)
    house = House(client, memory)
    monkeypatch.setattr(settling, "load_the_rest", house.load)
    yield house
    house.stop.set()


async def test_what_few_need_is_loaded_once_nobody_writes(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While somebody does, the processor is theirs."""
    looks = 0

    def busy(intake: Intake) -> bool:
        nonlocal looks
        assert intake is house.intake
        assert not house.loaded.is_set()
        looks += 1
        return looks < 5

    monkeypatch.setattr(settling, "_busy", busy)
    settles = house.settles()
    async with asyncio.timeout(20):
        await house.loaded.wait()
        house.stop.set()
        await settles
    assert looks == 5


async def test_somebody_writes_who_wrote_within_the_last_moment(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody has written yet, or somebody just did, or long ago."""
    assert not settling._busy(house.intake)
    monkeypatch.setattr(settling, "SETTLED", 60.0)
    house.intake.last = now()
    assert settling._busy(house.intake)
    monkeypatch.setattr(settling, "SETTLED", 0.0)
    assert not settling._busy(house.intake)


async def test_the_menu_is_set_before(house: House, standin: StandIn) -> None:
    """It takes only calls."""
    settles = house.settles()
    async with asyncio.timeout(20):
        await house.loaded.wait()
        house.stop.set()
        await settles
    assert standin.methods.face


async def test_who_is_told_to_stop_loads_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even what waits for a quiet moment."""
    looked = asyncio.Event()

    def busy(_: Intake) -> bool:
        looked.set()
        return True

    monkeypatch.setattr(settling, "_busy", busy)
    settles = house.settles()
    async with asyncio.timeout(20):
        await looked.wait()
        house.stop.set()
        await settles
    assert not house.loaded.is_set()
