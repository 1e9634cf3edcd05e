"""How the stand-in brings updates to a webhook: one queue a chat, one a person for presses."""

import asyncio
import itertools
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from aiohttp import web
from strict_api.server import TOKEN, StandIn

URL = "https://bot.example.org/hook"
ANA, BO = 7, 8


class Receiver:
    """A bot's end: notes what comes, and answers as a test wants."""

    def __init__(self) -> None:
        self.got: list[tuple[str, str]] = []  # the person and the words or data
        self.headers: list[str | None] = []
        self.refuse: Callable[[str], int] = lambda _: 200
        self.delay = 0.0
        self.at_once = self.most_at_once = 0
        self.url = ""

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        what: dict[str, Any] = update.get("message") or update["callback_query"]
        said = what.get("text") or what["data"]
        self.headers.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        self.at_once += 1
        self.most_at_once = max(self.at_once, self.most_at_once)
        await asyncio.sleep(self.delay)
        self.at_once -= 1
        status = self.refuse(said)
        if status == 200:
            self.got.append((what["from"]["first_name"], said))
        return web.Response(status=status)


@pytest_asyncio.fixture
async def receiver(standin: StandIn) -> AsyncIterator[Receiver]:
    """Start a receiver behind the public address."""
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    standin.webhook.behind = [receiver.url]
    yield receiver
    await runner.cleanup()


async def call(standin: StandIn, method: str, **sent: Any) -> Any:
    async with (
        aiohttp.ClientSession() as client,
        client.post(f"{standin.url}{TOKEN}/{method}", json=sent) as answer,
    ):
        return await answer.json()


async def until(met: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 5
    while not met():
        assert time.monotonic() < deadline, "waited in vain"
        await asyncio.sleep(0.01)


async def test_what_waited_is_brought_in_order_with_the_secret(
    standin: StandIn, receiver: Receiver
) -> None:
    """setWebhook: the secret comes in a header of each request."""
    for number in range(5):
        standin.person(ANA).say(f"{number}")
    await call(standin, "setWebhook", url=URL, secret_token="a-b_1")
    await until(lambda: standin.updates.waiting == [])
    assert receiver.got == [("Ana", f"{number}") for number in range(5)]
    assert set(receiver.headers) == {"a-b_1"}


async def test_the_head_of_a_queue_comes_again_and_holds_up_its_own_queue_only(
    standin: StandIn, receiver: Receiver
) -> None:
    """setWebhook: a status other than 2XY is repeated; others are served meanwhile."""
    away = True
    receiver.refuse = lambda said: 503 if away and said.startswith("ana") else 200
    ana, bo = standin.person(ANA, "Ana"), standin.person(BO, "Bo")
    shown = ana.say("/start")
    await call(standin, "setWebhook", url=URL)
    await until(lambda: standin.updates.waiting == [])
    ana.say("ana 1")
    ana.say("ana 2")
    ana.press_data(shown, "pressed")
    bo.say("bo 1")
    await until(lambda: ("Bo", "bo 1") in receiver.got and ("Ana", "pressed") in receiver.got)
    info = (await call(standin, "getWebhookInfo"))["result"]
    assert info["pending_update_count"] == 2
    assert "503 Service Unavailable" in info["last_error_message"]
    away = False
    await until(lambda: standin.updates.waiting == [])
    assert [said for name, said in receiver.got if name == "Ana" and "ana" in said] == [
        "ana 1",
        "ana 2",
    ]


async def test_the_pause_between_attempts_grows(standin: StandIn, receiver: Receiver) -> None:
    """Back-off: each pause is twice as long as the one before."""
    standin.webhook.first_pause = 0.05
    receiver.refuse = lambda _: 500
    standin.person(ANA).say("hello")
    await call(standin, "setWebhook", url=URL)
    await until(lambda: len(standin.webhook.brought) == 4)
    at = [each.at for each in standin.webhook.brought]
    pauses = [later - earlier for earlier, later in itertools.pairwise(at)]
    assert pauses[0] >= 0.05
    assert pauses[1] >= 0.1
    assert pauses[2] >= 0.2


async def test_no_more_connections_than_were_asked_for(
    standin: StandIn, receiver: Receiver
) -> None:
    """setWebhook, max_connections."""
    receiver.delay = 0.05
    for number in range(1, 9):
        standin.person(number).say("hello")
    await call(standin, "setWebhook", url=URL, max_connections=3)
    await until(lambda: standin.updates.waiting == [])
    assert receiver.most_at_once == 3


async def test_a_process_that_is_gone_is_passed_over(standin: StandIn, receiver: Receiver) -> None:
    """The proxy asks the next one; nothing is lost."""
    standin.webhook.behind = ["http://127.0.0.1:9", receiver.url]
    await call(standin, "setWebhook", url=URL)
    for number in range(4):
        standin.person(ANA).say(f"{number}")
    await until(lambda: len(receiver.got) == 4)
    assert {each.status for each in standin.webhook.brought} == {0, 200}


async def test_without_a_webhook_updates_are_kept(standin: StandIn, receiver: Receiver) -> None:
    """deleteWebhook: getUpdates gets what was not brought."""
    await call(standin, "setWebhook", url=URL)
    await call(standin, "deleteWebhook")
    standin.person(ANA).say("hello")
    await asyncio.sleep(0.1)
    assert receiver.got == []
    assert len((await call(standin, "getUpdates"))["result"]) == 1


async def test_a_press_that_nobody_takes_is_dropped_soon(receiver: Receiver) -> None:
    """Presses expire after minutes, messages after a day."""
    moment = 1_000_000.0
    standin = StandIn(clock=lambda: moment)
    await standin.start()
    standin.webhook.behind, standin.webhook.first_pause = [receiver.url], 0.02
    standin.webhook.longest_pause = 0.05
    receiver.refuse = lambda _: 503
    ana = standin.person(ANA)
    ana.press_data(ana.say("hello"), "pressed")
    await call(standin, "setWebhook", url=URL)
    await until(lambda: len(standin.webhook.brought) > 2)
    moment += 200
    await until(lambda: len(standin.updates.waiting) == 1)
    assert "message" in standin.updates.waiting[0]
    await standin.stop()


@pytest.mark.parametrize(
    ("call_", "why"),
    [
        ({"url": "http://bot.example.org/hook"}, "HTTPS URL"),
        ({"url": "https://bot.example.org:8080/hook"}, "ports 80, 88, 443 or 8443"),
        ({"url": URL, "secret_token": "not allowed!"}, "unallowed characters"),
    ],
)
async def test_a_webhook_telegram_would_not_take_is_refused(
    standin: StandIn, call_: dict[str, Any], why: str
) -> None:
    """setWebhook, its parameters."""
    answer = await call(standin, "setWebhook", **call_)
    assert answer["error_code"] == 400
    assert why in answer["description"]
