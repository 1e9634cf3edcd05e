"""What the tests of the bot share: the stand-in for the Bot API, a client, a toy conversation."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

sys.path.insert(0, str(Path(__file__).parent / "support"))
sys.path.insert(0, str(Path(__file__).parent.parent / "standin"))

import toy
from strict_api.server import TOKEN, StandIn

from bot.telegram.receiving.updates import Client
from bot.telegram.request import AiohttpRequest
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer


@pytest_asyncio.fixture
async def standin() -> AsyncIterator[StandIn]:
    """Start a Bot API over real HTTP."""
    server = StandIn()
    await server.start()
    yield server
    await server.stop()


@pytest_asyncio.fixture
async def client(standin: StandIn) -> AsyncIterator[Client]:
    """Connect our client to the stand-in, through the door to the network that is served by."""
    request, polling = AiohttpRequest(), AiohttpRequest(2)
    bot = Client(TOKEN, base_url=standin.url, request=request, get_updates_request=polling)
    await bot.initialize()
    yield bot
    await bot.shutdown()


@pytest_asyncio.fixture
async def memory(sqlite_url: str, sealer: Sealer) -> AsyncIterator[Sessions]:
    """Open a fresh SQLite database."""
    sessions = await open_sessions(sqlite_url, sealer)
    yield sessions
    await sessions.close()


@pytest.fixture
def toy_talk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a small conversation of the tests take the place of the real one."""
    monkeypatch.setattr("bot.turn.step", toy.step)
