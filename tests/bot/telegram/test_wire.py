"""Our own wire against servers that answer in every way, held against aiohttp where it can be."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio
from raw_http import FINE, TOKEN, Server, certified
from telegram.error import NetworkError, TimedOut

from bot.telegram import request, wire
from bot.telegram.calls import plain
from bot.telegram.request import AiohttpRequest


@pytest_asyncio.fixture
async def line() -> AsyncIterator[AiohttpRequest]:
    """Open the request under test."""
    async with AiohttpRequest() as opened:
        yield opened


async def ask(line: AiohttpRequest, server: Server, method: str = "POST") -> tuple[int, bytes]:
    return await line.do_request(server.url, method, plain({"text": "Zoë"}), read_timeout=2)


async def test_a_call_says_what_http_asks_for(line: AiohttpRequest) -> None:
    """RFC 9112, section 3: the path, the host, the length of the body."""
    async with Server().running() as server:
        assert await ask(line, server) == (200, b'{"ok":true}')
    head, _, body = server.calls[0].partition(b"\r\n\r\n")
    begins, *fields = head.decode().split("\r\n")
    assert begins == f"POST /bot{TOKEN}/getMe HTTP/1.1"
    assert f"Host: {server.url.split('/')[2]}" in fields
    assert "Content-Type: application/json" in fields
    assert body == b'{"text":"Zo\\u00eb"}'


ENDS = [
    FINE,
    FINE.replace(b"Content-Length: 11", b"content-length:11 "),
    b"HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n5;x\r\n1234}\r\n0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: y\r\n\r\n",
    b"HTTP/1.1 204 No Content\r\n\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\n" + FINE,
    b"HTTP/1.1 502 Bad Gateway\r\nX: " + b"y" * 4000 + b"\r\nContent-Length: 2\r\n\r\n{}",
]  # fmt: skip


@pytest.mark.parametrize("answer", ENDS)
@pytest.mark.parametrize("bit", [1, 7, 2**16])
async def test_an_answer_is_read_as_aiohttp_reads_it(
    line: AiohttpRequest, answer: bytes, bit: int
) -> None:
    """However it is cut, twice over one connection."""
    async with Server(answer, bit=bit).running() as server:
        ours = [await ask(line, server) for _ in range(2)]
        assert server.lines == (2 if b"close" in answer else 1)
        assert ours == [await ask(line, server, "PUT")] * 2


async def test_an_answer_may_end_with_its_connection(line: AiohttpRequest) -> None:
    """RFC 9112, section 6.3: as old and simple servers do."""
    server = Server(b"HTTP/1.0 200 OK\r\n\r\n{}")
    server.closes = True
    async with server.running():
        assert [await ask(line, server) for _ in range(2)] == [(200, b"{}")] * 2
        assert await ask(line, server, "PUT") == (200, b"{}")


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        FINE[:-1],
        b"SSH-2.0-OpenSSH_9.9\r\n\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"y" * 2**17 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}more\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
    ],
)
async def test_what_is_no_answer_is_a_network_error(line: AiohttpRequest, answer: bytes) -> None:
    """It breaks off, or is no HTTP; the call is not made again, and the next one works."""
    server = Server(answer, FINE)
    server.closes = True
    async with server.running():
        with pytest.raises(NetworkError) as failed:
            await ask(line, server)
        assert TOKEN not in f"{failed.value!r} {failed.value.__cause__!r}"
        assert len(server.calls) == 1
        assert await ask(line, server) == (200, b'{"ok":true}')


async def test_a_connection_that_was_closed_meanwhile_is_not_used(line: AiohttpRequest) -> None:
    """Servers close what is idle: no call is lost to that."""
    server = Server()
    server.closes = True
    async with server.running():
        for _ in range(3):
            assert await ask(line, server) == (200, b'{"ok":true}')
            await asyncio.sleep(0.02)
    assert server.lines == 3


async def test_a_connection_that_was_idle_for_long_is_not_used(
    line: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be closed just while the call is on its way."""
    async with Server().running() as server:
        await ask(line, server)
        monkeypatch.setattr(wire, "IDLE", -1.0)
        await ask(line, server)
    assert server.lines == 2


async def test_what_nobody_asked_for_is_no_answer(line: AiohttpRequest) -> None:
    """More than the answer came: with it, or later."""
    late = b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"
    for bit in (2**16, len(FINE)):
        async with Server(FINE + late, FINE, bit=bit).running() as server:
            assert await ask(line, server) == (200, b'{"ok":true}')
            await asyncio.sleep(0.02)
            assert await ask(line, server) == (200, b'{"ok":true}')


async def test_the_answer_to_a_call_that_was_given_up_reaches_no_other(
    line: AiohttpRequest,
) -> None:
    """Cancelled, or out of time: its connection goes with it."""
    server = Server(FINE.replace(b"true", b"late"), FINE, pause=0.1)
    async with server.running():
        call = asyncio.create_task(ask(line, server))
        await asyncio.sleep(0.05)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert await ask(line, server) == (200, b'{"ok":true}')
        with pytest.raises(TimedOut):
            await line.do_request(server.url, "POST", plain({}), read_timeout=0.01)
        assert await ask(line, server) == (200, b'{"ok":true}')
    assert server.lines == 3


async def test_calls_side_by_side_have_a_connection_each(line: AiohttpRequest) -> None:
    """And what is open serves the next ones."""
    async with Server(pause=0.05).running() as server:
        for _ in range(2):
            assert (
                await asyncio.gather(*(ask(line, server) for _ in range(5)))
                == [(200, b'{"ok":true}')] * 5
            )
    assert server.lines == 5


async def test_closing_breaks_what_is_under_way() -> None:
    """Nobody waits for an answer that cannot come."""
    async with Server(pause=5).running() as server:
        line = AiohttpRequest()
        await line.initialize()
        call = asyncio.create_task(ask(line, server))
        await asyncio.sleep(0.05)
        await line.shutdown()
        with pytest.raises(NetworkError):
            await call


@pytest.mark.parametrize("place", ["127.0.0.1:9", "no-such-host.invalid", "127.0.0.1:9/é\ud83d"])
async def test_an_address_where_nobody_is_shows_no_token(line: AiohttpRequest, place: str) -> None:
    """The token stands in the path of every call; errors end up in logs."""
    with pytest.raises(NetworkError) as failed:
        await line.post(f"http://{place}/bot{TOKEN}/getMe", plain({}))
    assert TOKEN not in f"{failed.value!r} {failed.value.__cause__!r}"


@pytest.fixture(autouse=True)
def ways_anew() -> Iterator[None]:
    """Let no test see what another remembered of the environment."""
    request._proxy.cache_clear()
    request._way.cache_clear()
    yield
    request._proxy.cache_clear()
    request._way.cache_clear()


async def test_calls_go_through_the_proxy_that_is_named(
    line: AiohttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That is aiohttp's; the wire knows no proxies."""
    async with Server().running() as server:
        monkeypatch.setenv("http_proxy", server.url.split("/bot")[0])
        there = f"http://api.example/bot{TOKEN}/getMe"
        assert (await line.do_request(there, "POST", plain({})))[0] == 200
    assert server.calls[0].startswith(f"POST {there} HTTP/1.1".encode())


async def test_a_password_in_the_address_is_sent(line: AiohttpRequest) -> None:
    """For a Bot API behind a proxy of one's own; aiohttp knows how."""
    async with Server().running() as server:
        server.url = server.url.replace("http://", "http://ana:secret@")
        await ask(line, server)
    assert b"Authorization: Basic " in server.calls[0]


@pytest.mark.parametrize(
    ("trusted", "name", "fine"),
    [(True, "localhost", True), (False, "localhost", False), (True, "other.example", False)],
)
async def test_nobody_is_told_anything_before_the_certificate_is_checked(
    line: AiohttpRequest,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    trusted: bool,
    name: str,
    fine: bool,
) -> None:
    """Of an authority that is trusted, and for this host: the token is in the call."""
    serving, trusting = certified(name, tmp_path)
    if trusted:
        monkeypatch.setattr(request, "_certificates", lambda: trusting)
    async with Server().running(serving) as server:
        server.url = server.url.replace("127.0.0.1", "localhost")
        if fine:
            assert [await ask(line, server) for _ in range(2)] == [(200, b'{"ok":true}')] * 2
            assert server.lines == 1
        else:
            with pytest.raises(NetworkError):
                await ask(line, server)
            assert server.calls == []
