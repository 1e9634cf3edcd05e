"""Leases of the dead are freed at the start, those of the living never."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.background.workers import counted
from bot.delivering.delivery import now
from conversations.model import Screen
from storage import conversations, outbox
from storage.engine import Sessions

ANA = 7
LONG = timedelta(seconds=50)


async def leaves_a_lease(sessions: Sessions) -> None:
    """Die in the middle of sending."""
    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        await outbox.put(session, ANA, (Screen("one"),), now())
        assert await outbox.lease(session, ANA, now(), now() + LONG, "the dead")


async def due(sessions: Sessions) -> list[int]:
    async with sessions.read() as session:
        return await outbox.chats_due(session, now(), 10)


async def test_who_comes_first_frees_what_the_dead_held(memory: Sessions, sqlite_url: str) -> None:
    """After a kill no chat waits for the lease to run out."""
    await leaves_a_lease(memory)
    async with counted(memory, sqlite_url):
        assert await due(memory) == [ANA]


async def test_a_worker_beside_a_living_one_frees_nothing(
    memory: Sessions, sqlite_url: str
) -> None:
    """The lease may be the living one's; when the last has gone, the next one is first again."""
    async with counted(memory, sqlite_url):
        await leaves_a_lease(memory)
        async with counted(memory, sqlite_url), counted(memory, sqlite_url):
            assert await due(memory) == []
    async with counted(memory, sqlite_url):
        assert await due(memory) == [ANA]


async def test_on_a_server_the_lease_runs_out_by_itself(memory: Sessions) -> None:
    """Workers may be on other machines, where nobody can be asked whether they live."""
    await leaves_a_lease(memory)
    async with counted(memory, "postgresql://nobody@localhost/none"):
        assert await due(memory) == []


@pytest.fixture
def _no_lock(sqlite_url: str) -> None:
    Path(sqlite_url.removeprefix("sqlite:///") + "-serving").mkdir()


@pytest.mark.usefixtures("_no_lock")
async def test_where_no_lock_can_be_the_lease_runs_out_by_itself(
    memory: Sessions, sqlite_url: str
) -> None:
    """A folder in the way of the file is no reason not to serve."""
    await leaves_a_lease(memory)
    async with counted(memory, sqlite_url):
        assert await due(memory) == []
