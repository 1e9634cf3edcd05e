"""A proxy in front of PostgreSQL whose connections go silent without being closed.

As where a router forgets them, or another server has taken the address over: what is sent arrives
nowhere and nothing comes back, while new connections work.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from sqlalchemy import make_url


class SilentProxy:
    """Passes bytes on between the loopback interface and the socket of a server."""

    def __init__(self, url: str) -> None:
        """Prepare; `url` names the folder of the server's socket."""
        self._url = make_url(url)
        self._socket = f"{self._url.query['host']}/.s.PGSQL.5432"
        self._silent = asyncio.Event()  # for the connections that are open now
        self._last: bytes | None = None
        self._pipes: set[asyncio.Task[None]] = set()
        self.opened = 0  # connections

    @property
    def url(self) -> str:
        """The address of the same database, through the proxy."""
        there = self._url.set(host="127.0.0.1", port=self._port, query={})
        return there.render_as_string(hide_password=False)

    def silence(self) -> None:
        """Let all connections that are open go silent; those to come work."""
        self._last = None
        self._silent.set()
        self._silent = asyncio.Event()

    def silence_behind(self, words: bytes) -> None:
        """Let these words to the server be the last that arrive: nobody hears the answer."""
        self._last = words

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["SilentProxy"]:
        """Listen while the block runs."""
        server = await asyncio.start_server(self._met, "127.0.0.1")
        self._port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for pipe in self._pipes:
                pipe.cancel()
            await asyncio.gather(*self._pipes, return_exceptions=True)

    async def _met(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.opened += 1
        silent = self._silent
        there, back = await asyncio.open_unix_connection(self._socket)
        for source, target in ((reader, back), (there, writer)):
            pipe = asyncio.create_task(self._pass_on(source, target, silent))
            self._pipes.add(pipe)
            pipe.add_done_callback(self._pipes.discard)

    async def _pass_on(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, silent: asyncio.Event
    ) -> None:
        """Pass on what comes until its end; once silent, drop it, and leave the other side open."""
        with contextlib.closing(target), contextlib.suppress(ConnectionError):
            while data := await source.read(65_536):
                if not silent.is_set():
                    target.write(data)
                if self._last is not None and self._last in data:
                    self.silence()
            if silent.is_set():
                await asyncio.Event().wait()
