"""Just enough HTTP/1.1 for a load to cost little: keep-alive, bodies with a length, nothing more.

A library's server would take more processor time than some of the bots that are measured.
"""

import asyncio
import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)

Answer = Callable[[Any], None]  # give it the result of the call, once, at any time
Serve = Callable[[str, dict[str, Any], Answer], None]


class Server(asyncio.Protocol):
    """One connection of a bot to its Bot API; each request is answered before the next is read."""

    def __init__(self, serve: Serve) -> None:
        self._serve = serve
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, _: Exception | None) -> None:
        self._transport = None

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        message = _whole(self._buffer)
        if message is None:
            return
        head, body, self._buffer = message
        method = head.split(b" ", 2)[1].rsplit(b"/", 1)[1].partition(b"?")[0].decode()
        self._serve(method, _parameters(head, body), self._answer)

    def _answer(self, result: Any) -> None:
        body = json.dumps({"ok": True, "result": result}).encode()
        if self._transport is not None:
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
                % (len(body), body)
            )


class Client(asyncio.Protocol):
    """One connection to a webhook: posts one body at a time and tells the status."""

    def __init__(self, path: str, secret: str) -> None:
        self._head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"X-Telegram-Bot-Api-Secret-Token: {secret}\r\nContent-Length: "
        ).encode()
        self._buffer = b""
        self._waiting: Callable[[int], None] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, _: Exception | None) -> None:
        if self._waiting is not None:
            self._waiting(0)

    def post(self, body: bytes, then: Callable[[int], None]) -> None:
        assert self._transport is not None
        assert self._waiting is None
        self._waiting = then
        self._transport.write(b"%b%d\r\n\r\n%b" % (self._head, len(body), body))

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        message = _whole(self._buffer)
        if message is None:
            return
        head, _, self._buffer = message
        then, self._waiting = self._waiting, None
        if then is not None:
            then(int(head.split(b" ", 2)[1]))


def _whole(buffer: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Split off the first message; None while some of it is still to come."""
    head, end, rest = buffer.partition(b"\r\n\r\n")
    if not end:
        return None
    found = LENGTH.search(head)
    length = int(found[1]) if found else 0
    assert b"chunked" not in head.lower()
    return (head, rest[:length], rest[length:]) if len(rest) >= length else None


def _parameters(head: bytes, body: bytes) -> dict[str, Any]:
    if b"application/json" in head:
        sent: dict[str, Any] = json.loads(body)
        return sent
    return dict(parse_qsl(body.decode()))
