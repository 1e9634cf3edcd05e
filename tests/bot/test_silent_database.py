"""Connections to PostgreSQL that go silent without being closed, while new ones would work.

Nobody waits for long, what was thrown away is not used again, and the data stay exact. What is
asserted is that things end, and how; the limits are small only so that the tests are.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from silent_proxy import SilentProxy
from starlette.requests import Request

from bot.delivering.delivery import Delivery
from bot.telegram.receiving.intake import Intake
from bot.telegram.receiving.updates import Client
from bot.telegram.showing.sending import TelegramSender
from bot.turn import Incoming, take_turn
from bot.web import watch
from bot.web.watch import Watch
from conversations.model import Pressed, When
from storage import people
from storage.databases import postgres_links
from storage.engine import SERVING, WORKING, DatabaseAway, Patience, Sessions, open_sessions
from storage.sealing import Sealer

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA, BEN = 7, 8
HASTY = Patience(statement=1, lock=1, idle=2)
ENDS = 30.0  # seconds; by far more than anything here may take

pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("toy_talk")]


@pytest_asyncio.fixture
async def sessions(
    silent_proxy: SilentProxy, sealer: Sealer, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Sessions]:
    """Open a database behind the proxy as a process that serves does, in more of a hurry."""
    monkeypatch.setattr(postgres_links, "CLOSING", 0.2)
    opened = await open_sessions(silent_proxy.url, sealer, HASTY)
    yield opened
    await asyncio.wait_for(opened.close(), ENDS)


def pressed(update: str, chat: int = ANA) -> Incoming:
    return Incoming(update, chat, Pressed("1:save", When(NOW)), "q", 12)


async def taken(sessions: Sessions, incoming: Incoming) -> bool:
    """Take a turn; False where the database was away."""
    try:
        await asyncio.wait_for(take_turn(sessions, incoming, now=NOW), ENDS)
    except DatabaseAway:
        return False
    return True


async def read(sessions: Sessions) -> int:
    async with sessions.read() as session:
        return len((await people.load(session, ANA, NOW)).activities)


async def recorded(url: str, sealer: Sealer) -> int:
    """Count what is recorded, by a connection that does not go through the proxy."""
    opened = await open_sessions(url, sealer)
    found = await read(opened)
    await opened.close()
    return found


def test_somebody_who_waits_waits_for_seconds_and_a_lock_is_told_before() -> None:
    """Two of these are the longest: for the statement, and to be thrown away."""
    assert SERVING.lock < SERVING.statement
    assert SERVING.statement + postgres_links.CLOSING <= 10
    assert WORKING.statement > SERVING.statement


async def test_who_meets_silence_is_told_and_the_next_one_has_a_new_connection(
    sessions: Sessions, silent_proxy: SilentProxy, postgres_url: str, sealer: Sealer
) -> None:
    """503 by webhook, another attempt by polling."""
    assert await taken(sessions, pressed("tg:1"))
    silent_proxy.silence()
    assert not await taken(sessions, pressed("tg:2"))
    assert await taken(sessions, pressed("tg:2"))
    assert await taken(sessions, pressed("tg:2"))  # Telegram brings it again: nothing more
    assert await recorded(postgres_url, sealer) == 2


async def test_of_several_silent_connections_one_has_to_be_waited_for(
    sessions: Sessions, silent_proxy: SilentProxy
) -> None:
    """The others are thrown away with it."""
    async with sessions.begin(), sessions.begin(), sessions.begin():
        pass
    silent_proxy.silence()
    assert not await taken(sessions, pressed("tg:1"))
    assert await taken(sessions, pressed("tg:1"))


@pytest.mark.parametrize("last", [b"tg:2", b"COMMIT"])
async def test_a_turn_cut_off_in_the_middle_is_handled_once(
    sessions: Sessions, silent_proxy: SilentProxy, postgres_url: str, sealer: Sealer, last: bytes
) -> None:
    """Committed or not, the same update finds out; a row that was left locked is free soon."""
    await taken(sessions, pressed("tg:1"))
    silent_proxy.silence_behind(last)
    assert not await taken(sessions, pressed("tg:2"))
    for update in ("tg:2", "tg:3"):
        async with asyncio.timeout(ENDS):
            while not await taken(sessions, pressed(update)):
                pass
    assert await recorded(postgres_url, sealer) == 3


async def test_a_row_locked_by_somebody_cut_off_keeps_nobody_else_waiting(
    sessions: Sessions, silent_proxy: SilentProxy
) -> None:
    """Other chats go on."""
    await taken(sessions, pressed("tg:1"))
    silent_proxy.silence_behind(b"tg:2")
    assert not await taken(sessions, pressed("tg:2"))
    assert await taken(sessions, pressed("tg:3", BEN))


async def test_reading_is_given_up_too(sessions: Sessions, silent_proxy: SilentProxy) -> None:
    """The same connections serve it, others of the same kind."""
    await read(sessions)
    silent_proxy.silence()
    with pytest.raises(DatabaseAway):
        await asyncio.wait_for(read(sessions), ENDS)
    assert await read(sessions) == 0


@pytest.mark.parametrize("patience", [HASTY, WORKING])
async def test_closing_waits_for_no_silent_connection(
    silent_proxy: SilentProxy, sealer: Sealer, monkeypatch: pytest.MonkeyPatch, patience: Patience
) -> None:
    """Also where a statement may take a minute."""
    monkeypatch.setattr(postgres_links, "CLOSING", 0.2)
    opened = await open_sessions(silent_proxy.url, sealer, patience)
    async with opened.begin(), opened.begin(), opened.read():
        pass
    silent_proxy.silence()
    await asyncio.wait_for(opened.close(), ENDS)


async def test_health_answers_before_the_database_is_given_up(
    silent_proxy: SilentProxy, sealer: Sealer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A check of health that is not answered ends the process that it asks."""
    assert SERVING.statement > watch.PATIENCE + 1
    monkeypatch.setattr(postgres_links, "CLOSING", 0.2)
    monkeypatch.setattr(watch, "PATIENCE", 0.5)
    opened = await open_sessions(silent_proxy.url, sealer, WORKING)
    intake = Intake(client, Delivery(opened, TelegramSender(client, opened)))
    asked = Watch(opened, intake, lambda: True)
    await well(asked)
    silent_proxy.silence()
    status, said = await health(asked)
    assert (status, said["database"]) == (503, "away")
    await well(asked)
    await asyncio.wait_for(opened.close(), ENDS)


async def well(asked: Watch) -> None:
    """Ask until all is well."""
    async with asyncio.timeout(ENDS):
        while (await health(asked))[0] != 200:
            pass


async def health(asked: Watch) -> tuple[int, dict[str, Any]]:
    """Ask; return the status and what was said."""
    async with asyncio.timeout(ENDS):
        answer = await asked.health(Request({"type": "http"}))
    return answer.status_code, json.loads(bytes(answer.body))
