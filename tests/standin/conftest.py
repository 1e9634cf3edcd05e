"""Lets the tests of this folder import the stand-in, and starts one."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

sys.path.insert(0, str(Path(__file__).parent))

from strict_api.server import StandIn


@pytest_asyncio.fixture
async def standin() -> AsyncIterator[StandIn]:
    """Start a Bot API over real HTTP."""
    server = StandIn()
    await server.start()
    yield server
    await server.stop()
