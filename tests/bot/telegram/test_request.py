"""Our way to the network, held against a Bot API over real HTTP."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from strict_api import faults
from strict_api.server import TOKEN, StandIn
from telegram.error import BadRequest, NetworkError, RetryAfter, TimedOut

from bot.telegram import request
from bot.telegram.receiving.updates import Client
from bot.telegram.request import AiohttpRequest

NOWHERE = "http://127.0.0.1:9/bot"  # the discard port: nobody listens


@pytest_asyncio.fixture
async def line(standin: StandIn) -> AsyncIterator[Client]:
    """Connect a client through the module under test."""
    standin.person(7).say("/start")
    async with Client(
        TOKEN,
        base_url=standin.url,
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(2),
    ) as bot:
        yield bot


async def test_text_and_keyboard_arrive_as_they_are(standin: StandIn, line: Client) -> None:
    """Objects go as JSON, which the Bot API takes beside forms ("Making requests")."""
    await line.send_message(7, "Zoë & “Ana” <1>\n2")
    assert standin.person(7).screen().text == "Zoë & “Ana” <1>\n2"


async def test_files_arrive_whole_beside_their_caption(standin: StandIn, line: Client) -> None:
    """Files go as multipart/form-data ("Sending files")."""
    sent = await line.send_document(7, b"%PDF \x00\xff", caption="Zoë", filename="é b.pdf")
    assert sent.document is not None
    upload = standin.called("sendDocument")[-1].sent["document"]
    assert (upload.name, upload.content) == ("é b.pdf", b"%PDF \x00\xff")
    assert sent.caption == "Zoë"


async def test_what_telegram_refuses_keeps_its_meaning(standin: StandIn, line: Client) -> None:
    """429 with its seconds, 400 with its words."""
    standin.faults.order("sendMessage", faults.too_many_requests(3))
    with pytest.raises(RetryAfter):
        await line.send_message(7, "1")
    with pytest.raises(BadRequest, match="Chat not found"):
        await line.send_message(8, "2")


async def test_a_broken_connection_is_a_network_error_and_the_next_call_works(
    standin: StandIn, line: Client
) -> None:
    """Nothing is sent twice behind our back: whether it arrived is delivery's to decide."""
    standin.faults.order("sendMessage", faults.Drop(after_effect=True))
    with pytest.raises(NetworkError):
        await line.send_message(7, "once")
    await line.send_message(7, "again")
    assert [call.sent["text"] for call in standin.calls if call.method == "sendMessage"] == [
        "once",
        "again",
    ]


async def test_a_silent_api_is_given_up_after_the_seconds_of_the_call(
    standin: StandIn, line: Client
) -> None:
    """The limit of one call goes before the usual one."""
    standin.faults.order("sendMessage", faults.Stall(5))
    with pytest.raises(TimedOut):
        await line.send_message(7, "1", read_timeout=0.1)


async def test_more_calls_than_connections_wait_for_one(standin: StandIn) -> None:
    """And give up when none comes free in the time they have for that."""
    standin.person(7).say("/start")
    async with Client(TOKEN, base_url=standin.url, request=AiohttpRequest(1)) as bot:
        standin.faults.order("sendMessage", faults.Stall(0.5))
        slow = asyncio.create_task(bot.send_message(7, "1"))
        await asyncio.sleep(0.1)
        with pytest.raises(TimedOut):
            await bot.send_message(7, "2", pool_timeout=0.05, connect_timeout=0.05)
        await bot.send_message(7, "3")
        await slow
    said = [message.text for message in standin.person(7).chat.messages if message.by_bot]
    assert said == ["1", "3"]


@pytest.mark.parametrize("url", [NOWHERE, "http://no-such-host.invalid/bot"])
async def test_an_address_where_nobody_is_shows_no_token(url: str) -> None:
    """The token stands in the path of every call; errors end up in logs."""
    async with AiohttpRequest() as line:
        with pytest.raises(NetworkError) as failed:
            await line.post(f"{url}{TOKEN}/getMe")
    assert TOKEN not in str(failed.value)
    assert TOKEN not in str(failed.value.__cause__)


async def test_it_can_be_closed_twice_and_opened_again(standin: StandIn) -> None:
    """As python-telegram-bot may ask."""
    line = AiohttpRequest()
    for _ in range(2):
        await line.initialize()
        await line.initialize()
        assert await line.post(f"{standin.url}{TOKEN}/getMe")
        await line.shutdown()
        await line.shutdown()
    with pytest.raises(NetworkError, match="not open"):
        await line.post(f"{standin.url}{TOKEN}/getMe")


def test_a_proxy_is_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """HTTPS_PROXY and NO_PROXY, as curl and most programs read them."""
    monkeypatch.setenv("https_proxy", "http://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "localhost,inside.example")
    request._proxy.cache_clear()
    assert request._proxy("https", "api.telegram.org") == "http://proxy.example:3128"
    assert request._proxy("https", "inside.example") is None
    assert request._proxy("http", "api.telegram.org") is None
    request._proxy.cache_clear()


def test_whoever_encrypts_is_checked_also_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the library would trust by itself is left out of the process that serves."""
    monkeypatch.setenv("http_proxy", "https://proxy.example:3128")
    monkeypatch.setenv("no_proxy", "localhost")
    request._proxy.cache_clear()
    request._trusted.cache_clear()
    assert request._trusted("https", "localhost") is request._certificates()
    assert request._trusted("http", "telegram.example") is request._certificates()
    assert request._trusted("http", "localhost") is True
    request._proxy.cache_clear()
    request._trusted.cache_clear()


def test_certificates_are_checked() -> None:
    """Telegram is believed only with a certificate of a known authority."""
    context = request._certificates()
    assert context.check_hostname
    assert context.cert_store_stats()["x509_ca"] > 50
