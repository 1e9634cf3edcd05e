"""The webhook answers over real HTTP: 200 after the commit, and what else there is to answer."""

import asyncio
import contextlib
import json
import resource
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from served import free_port
from sqlalchemy import func, select
from strict_api import faults
from strict_api.server import StandIn

from bot.delivering.delivery import Delivery
from bot.telegram.receiving.intake import Intake
from bot.telegram.receiving.updates import Client
from bot.telegram.showing.sending import TelegramSender
from bot.web import watch, webhook
from bot.web.app import web_app
from bot.web.listening import LAST_WORDS, bound, listening
from bot.web.watch import Watch
from bot.web.webhook import HEADER, MOST_BYTES, Webhook
from conversations.model import Step
from storage import people
from storage.engine import DatabaseAway, Sessions
from storage.tables import leases

SECRET = "only-telegram-knows-this_1"
ANA = 7

pytestmark = pytest.mark.usefixtures("toy_talk")


class Door:
    """What Telegram knocks at."""

    def __init__(self, url: str, http: aiohttp.ClientSession) -> None:
        self.url = url
        self.http = http
        self.ready = True

    async def post(self, body: Any, secret: str | None = SECRET) -> int:
        """Bring something; return the status."""
        headers = {} if secret is None else {HEADER: secret}
        data = body if isinstance(body, bytes) or not isinstance(body, dict) else json.dumps(body)
        async with self.http.post(f"{self.url}/hook", data=data, headers=headers) as answer:
            assert await answer.read() == b""
            return answer.status

    async def get(self, path: str) -> tuple[int, str]:
        """Ask; return status and body."""
        async with self.http.get(self.url + path) as answer:
            return answer.status, await answer.text()


@pytest_asyncio.fixture
async def door(client: Client, memory: Sessions) -> AsyncIterator[Door]:
    """Open a webhook on a port of its own."""
    intake = Intake(client, Delivery(memory, TelegramSender(client, memory)))
    listen = f"127.0.0.1:{free_port()}"
    async with aiohttp.ClientSession() as http:
        door = Door(f"http://{listen}", http)
        app = web_app(
            Watch(memory, intake, lambda: door.ready),
            Webhook(intake, SECRET, lambda: door.ready),
            "/hook",
        )
        async with listening(app, bound(listen), asyncio.Event()):
            yield door
        await intake.finish()


def said(number: int, text: str, standin: StandIn) -> dict[str, Any]:
    """Let Ana say something; return the update that tells of it."""
    message = standin.person(ANA).say(text)
    standin.updates.waiting.clear()
    return {"update_id": number, "message": message.as_json()}


@contextlib.contextmanager
def no_room() -> Iterator[None]:
    """Let this process write no byte into any file, as if the disk were full."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


async def titles(sessions: Sessions) -> list[str]:
    async with sessions.read() as session:
        person = await people.load(session, ANA, datetime.now(UTC))
    return [activity.title for activity in person.activities]


async def test_an_update_is_committed_and_answered_when_telegram_hears_200(
    door: Door, standin: StandIn, memory: Sessions
) -> None:
    """Design 4: 200 after the commit, having waited for the delivery."""
    assert await door.post(said(1, "ask", standin)) == 200
    ana = standin.person(ANA)
    question = ana.screen()
    assert question is not None
    ana.press("Save")
    press = standin.updates.waiting.pop()
    assert await door.post(press) == 200
    assert "Saved 1:save" in question.text
    assert await titles(memory) == ["1:save"]


async def test_the_same_update_brought_again_is_acknowledged_and_changes_nothing(
    door: Door, standin: StandIn
) -> None:
    """Exactly once for the data."""
    update = said(1, "hello", standin)
    assert [await door.post(update), await door.post(update)] == [200, 200]
    assert standin.person(ANA).history() == ["me: hello", "bot: You said: hello"]


@pytest.mark.parametrize(
    "secret", [None, "", "wrong", SECRET[:-1], SECRET + "x", SECRET.upper(), "ünïcode"]
)
async def test_who_does_not_know_the_secret_is_turned_away(
    door: Door, standin: StandIn, secret: str | None
) -> None:
    """401, whatever was brought; nothing is said and nothing is stored."""
    assert await door.post(said(1, "hello", standin), secret) == 401
    assert await door.post(b"x" * 100, secret) == 401
    assert standin.called("sendMessage") == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"no json",
        b"[]",
        b"null",
        b"{}",
        b'{"update_id": "1"}',
        b'{"update_id": true}',
        b'{"update_id": 1.5}',
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
async def test_what_is_no_update_is_400(door: Door, body: bytes) -> None:
    """Telegram never sends that, so nobody waits behind it."""
    assert await door.post(body) == 400


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1},
        {"update_id": 2, "message": {"message_id": "odd"}},
        {"update_id": 3, "message": []},
        {"update_id": 4, "callback_query": {"id": "1"}},
        {"update_id": 5, "something_new": {"chat": 7}},
    ],
)
async def test_an_update_that_we_cannot_read_is_acknowledged(
    door: Door, update: dict[str, Any]
) -> None:
    """Anything but 2xx would hold up its queue for a day (setWebhook)."""
    assert await door.post(update) == 200


async def test_a_body_over_one_megabyte_is_refused_however_it_comes(door: Door) -> None:
    """With its length announced, and in chunks without."""

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(MOST_BYTES // 10_000 + 2):
            yield b" " * 10_000

    assert await door.post(b" " * (MOST_BYTES + 1)) == 413
    with contextlib.suppress(aiohttp.ClientError):  # it hung up while we were still writing
        assert await door.post(chunks()) == 413
    assert (await door.get("/readyz"))[0] == 200


async def test_a_body_that_never_ends_is_not_waited_for(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    """408 after a while; the connection is free again."""
    monkeypatch.setattr(webhook, "BODY_WITHIN", 0.2)

    async def slowly() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(2)
        yield b"}"

    assert await door.post(slowly()) == 408


def test_half_a_body_is_given_up_before_a_process_that_stops_has_to_be() -> None:
    """Else each would end with an error and its stack in the log."""
    assert webhook.BODY_WITHIN < LAST_WORDS


async def test_while_the_database_is_away_telegram_is_asked_to_come_again(
    door: Door, standin: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """503, and the same update is handled later."""

    def away(*_: object) -> Step:
        raise DatabaseAway("away")

    update = said(1, "hello", standin)
    with monkeypatch.context() as patched:
        patched.setattr("bot.turn.step", away)
        assert await door.post(update) == 503
    assert await door.post(update) == 200
    assert standin.person(ANA).history() == ["me: hello", "bot: You said: hello"]


async def test_our_own_error_is_apologised_for_and_acknowledged(
    door: Door, standin: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same update would meet it again and again."""

    def fail(*_: object) -> Step:
        raise ZeroDivisionError

    monkeypatch.setattr("bot.turn.step", fail)
    assert await door.post(said(1, "hello", standin)) == 200
    await standin.person(ANA).sees("not your fault")


async def test_a_slow_delivery_is_waited_for_a_while_only(
    door: Door, standin: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five seconds at most; the answer comes all the same."""
    assert webhook.PATIENCE == 5.0
    monkeypatch.setattr(webhook, "PATIENCE", 0.2)
    standin.faults.order("sendMessage", faults.Stall(3))
    began = time.monotonic()
    assert await door.post(said(1, "hello", standin)) == 200
    assert 0.2 <= time.monotonic() - began < 3
    await standin.person(ANA).sees("You said: hello")


async def test_nothing_is_taken_before_we_are_ready(door: Door, standin: StandIn) -> None:
    """503 to Telegram, 503 at /readyz."""
    door.ready = False
    assert await door.post(said(1, "hello", standin)) == 503
    assert (await door.get("/readyz"))[0] == 503
    assert (await door.get("/healthz"))[0] == 200


async def test_other_ways_in_are_closed(door: Door) -> None:
    """Only POST, only at the path of WEBHOOK_URL."""
    assert (await door.get("/hook"))[0] == 405
    assert (await door.get("/"))[0] == 404
    assert (await door.get("/docs"))[0] == 404


async def test_health_tells_what_waits_and_when_an_update_came_last(
    door: Door, standin: StandIn
) -> None:
    """Database, age of the outbox, last update; no name and no number of a person."""
    before = json.loads((await door.get("/healthz"))[1])
    standin.faults.order("sendMessage", faults.too_many_requests(30))
    await door.post(said(1, "hello", standin))
    after = json.loads((await door.get("/healthz"))[1])
    assert before == {
        "database": "up",
        "outbox": {"waiting": 0, "oldest_seconds": 0.0},
        "last_update": None,
    }
    assert after["outbox"]["waiting"] == 1
    assert datetime.fromisoformat(after["last_update"]).tzinfo is not None


async def test_health_is_503_without_the_database(
    door: Door, memory: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And the figures say so too, instead of failing."""

    def away() -> None:
        raise DatabaseAway("away")

    monkeypatch.setattr(memory, "read", away)
    status, body = await door.get("/healthz")
    assert (status, json.loads(body)["database"]) == (503, "away")
    status, figures = await door.get("/metrics")
    assert status == 200
    assert "cmpbot_database_up 0.0" in figures


async def test_health_is_503_while_the_database_can_only_be_read(
    door: Door, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk answers every question, and keeps nothing of what people say."""
    monkeypatch.setattr(watch, "PATIENCE", 1.0)
    with contextlib.closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as other:
        other.execute("BEGIN IMMEDIATE")
        status, body = await door.get("/healthz")
        assert (status, json.loads(body)["database"]) == (503, "not writable")
        assert "cmpbot_database_up 0.0" in (await door.get("/metrics"))[1]
    assert (await door.get("/healthz"))[0] == 200
    assert "cmpbot_database_up 1.0" in (await door.get("/metrics"))[1]


async def test_asking_for_health_leaves_nothing_behind(door: Door, memory: Sessions) -> None:
    """What the database is asked to write for it is taken back at once."""
    assert (await door.get("/healthz"))[0] == 200
    async with memory.read() as session:
        assert await session.db.scalar(select(func.count()).select_from(leases)) == 0


async def test_a_full_disk_is_named_in_the_log_and_the_update_comes_again(
    door: Door, standin: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    """503 until there is room; the line of the turn has the database's own word for it."""
    caplog.set_level("INFO")
    update = said(1, "hello", standin)
    with no_room():
        status = await door.post(update)
    assert status == 503
    (line,) = [record for record in caplog.records if record.getMessage() == "turn"]
    assert getattr(line, "outcome", "") == "away"
    assert getattr(line, "why", "").startswith("SQLITE_")
    assert await door.post(update) == 200
    assert standin.person(ANA).history() == ["me: hello", "bot: You said: hello"]


async def test_figures_are_counted(door: Door, standin: StandIn) -> None:
    """Updates, turns, latency, outbox, sends, reminders; in Prometheus's text format."""
    before = figures((await door.get("/metrics"))[1])
    update = said(1, "hello", standin)
    for _ in range(2):
        await door.post(update)
    await door.post(update, "wrong")
    after = figures((await door.get("/metrics"))[1])
    grown = {name: after[name] - before.get(name, 0.0) for name in after}
    assert grown['cmpbot_updates_total{kind="Said"}'] == 2
    assert grown['cmpbot_turns_total{outcome="new"}'] == 1
    assert grown['cmpbot_turns_total{outcome="again"}'] == 1
    assert grown["cmpbot_turn_seconds_count"] == 2
    assert grown['cmpbot_webhook_requests_total{status="200"}'] == 2
    assert grown['cmpbot_webhook_requests_total{status="401"}'] == 1
    for name in ("due", "sent", "late"):
        assert f"cmpbot_reminders_{name}_total" in after
    async with asyncio.timeout(30):  # what was shown is recorded a moment later
        while figures((await door.get("/metrics"))[1])["cmpbot_outbox_waiting"]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)


def figures(text: str) -> dict[str, float]:
    """Read the text format as far as we need it."""
    lines = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in lines}
