"""The HTTP server: uvicorn inside our own event loop, under our own signals and our own log.

TLS is the affair of the proxy in front, which also says which paths the world may see.
"""

import asyncio
import contextlib
import os
import socket
from collections.abc import AsyncIterator, Iterator

from starlette.types import ASGIApp
from uvicorn.config import Config
from uvicorn.server import Server

from bot.starting import CannotStart

LAST_WORDS = 8  # seconds for requests in hand when told to stop
KEPT_OPEN = 75  # seconds without a request; longer than proxies do, so that they close first
MOST_REQUESTS = 256  # at once; beyond them 503, and Telegram sends again


class _Server(Server):
    """A server that leaves signals to whoever started it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def bound(listen: str) -> socket.socket:
    """Open a socket at "HOST:PORT" or at a port of the loopback interface.

    Raises `CannotStart`.
    """
    host, _, port = listen.rpartition(":")
    if not port.isascii() or not port.isdigit() or len(port) > 5 or int(port) > 65535:
        raise CannotStart("CMPBOT_LISTEN looks like 127.0.0.1:8080, or like 8080.")
    try:
        (family, _, _, _, address), *_ = socket.getaddrinfo(
            host.strip("[]") or "127.0.0.1", int(port), type=socket.SOCK_STREAM
        )
        return socket.create_server(address, family=family)
    except (socket.gaierror, UnicodeError):
        raise CannotStart(f"CMPBOT_LISTEN: nobody knows the host of {listen}.") from None
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise CannotStart(f"CMPBOT_LISTEN: cannot listen at {listen}: {why}.", status=1) from error


@contextlib.asynccontextmanager
async def listening(
    app: ASGIApp, opened: socket.socket, stop: asyncio.Event
) -> AsyncIterator[None]:
    """Serve an application while the block runs; then take no more, and finish what is in hand.

    Sets `stop` where the server ends by itself.
    """
    server = _Server(
        Config(
            app,
            http="h11",  # bounds what it keeps of headers; httptools does not
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            limit_concurrency=MOST_REQUESTS,
            timeout_keep_alive=KEPT_OPEN,
            timeout_graceful_shutdown=LAST_WORDS,
        )
    )
    serving = asyncio.create_task(server.serve([opened]))
    serving.add_done_callback(lambda _: stop.set())
    try:
        yield
    finally:
        server.should_exit = True
        await serving
