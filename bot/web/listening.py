"""The HTTP server: uvicorn inside our own event loop, under our own signals and our own log.

TLS is the affair of the proxy in front, which also says which paths the world may see.
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn
from starlette.types import ASGIApp

from bot.starting import CannotStart

LAST_WORDS = 8  # seconds for requests in hand when told to stop
MOST_REQUESTS = 256  # at once; beyond them 503, and Telegram sends again


class _Server(uvicorn.Server):
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
    try:
        found = socket.getaddrinfo(
            host.strip("[]") or "127.0.0.1", int(port), type=socket.SOCK_STREAM
        )
        family, kind, protocol, _, address = found[0]
        opened = socket.socket(family, kind, protocol)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind(address)
    except (ValueError, OverflowError):
        raise CannotStart("CMPBOT_LISTEN looks like 127.0.0.1:8080, or like 8080.") from None
    except OSError as error:
        why = error.strerror or "no such address"
        raise CannotStart(f"CMPBOT_LISTEN: cannot listen at {listen}: {why}.", status=1) from error
    return opened


@contextlib.asynccontextmanager
async def listening(
    app: ASGIApp, opened: socket.socket, stop: asyncio.Event
) -> AsyncIterator[None]:
    """Serve an application while the block runs; then take no more, and finish what is in hand.

    Sets `stop` where the server ends by itself.
    """
    server = _Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            limit_concurrency=MOST_REQUESTS,
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
