"""Where it listens, and how it stops."""

import asyncio
import contextlib
import socket

import aiohttp
import pytest
from served import free_port
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.starting import CannotStart
from bot.web.listening import bound, listening


@pytest.mark.parametrize("listen", ["127.0.0.1:{}", "{}", "localhost:{}"])
def test_an_address_or_a_port_of_the_loopback_interface(listen: str) -> None:
    """A bare port never opens the bot to the network."""
    port = free_port()
    with bound(listen.format(port)) as opened:
        host, found = opened.getsockname()[:2]
    assert host in ("127.0.0.1", "::1")
    assert found == port


@pytest.mark.parametrize("listen", ["here", "127.0.0.1:", "127.0.0.1:http!", "127.0.0.1:99999"])
def test_what_is_no_address_is_one_clear_line(listen: str) -> None:
    """It names the setting."""
    with pytest.raises(CannotStart, match="CMPBOT_LISTEN"):
        bound(listen)


def test_a_port_that_is_taken_is_one_clear_line() -> None:
    """It names the setting, the address and the reason."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        where = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(CannotStart, match=f"cannot listen at {where}"):
            bound(where)


async def test_a_request_in_hand_is_finished_and_no_other_is_taken() -> None:
    """Graceful stop: the answer arrives; whoever comes later finds the door closed."""
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def answer(_: Request) -> PlainTextResponse:
        begun.set()
        await may_end.wait()
        return PlainTextResponse("done")

    port = free_port()
    app = Starlette(routes=[Route("/", answer)])
    async with aiohttp.ClientSession() as http:

        async def ask() -> str:
            async with http.get(f"http://127.0.0.1:{port}/") as answer:
                return await answer.text()

        async def serve() -> None:
            async with listening(app, bound(str(port)), asyncio.Event()):
                await begun.wait()

        serving = asyncio.create_task(serve())
        await asyncio.sleep(0.3)
        asked = asyncio.create_task(ask())
        await begun.wait()
        await asyncio.sleep(0.3)
        with pytest.raises(aiohttp.ClientError):
            await http.get(f"http://127.0.0.1:{port}/")
        may_end.set()
        assert await asked == "done"
        await asyncio.wait_for(serving, 20)


async def test_headers_without_end_are_cut_off_before_anybody_is_asked_for_a_secret() -> None:
    """What is kept of a request is bounded: the body by the webhook, what is before it here."""
    port = free_port()
    async with listening(Starlette(), bound(f"127.0.0.1:{port}"), asyncio.Event()):
        _, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nHost: here\r\n")
        with contextlib.suppress(ConnectionError):
            for number in range(10_000):
                writer.write(b"x-%d: %b\r\n" % (number, b"y" * 1_000))
                await writer.drain()
        assert writer.is_closing()
