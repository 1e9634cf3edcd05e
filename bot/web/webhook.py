"""The webhook: Telegram brings an update; 200 says that it is committed.

What each status makes Telegram do (https://core.telegram.org/bots/api#setwebhook): anything but
2xx is sent again, and holds up its queue meanwhile. So only what may pass is answered with 503:
the database is away, we are not ready yet. An update that we cannot read, or that no try can
handle, is logged and acknowledged. 400 and 413 are for what Telegram never sends: no JSON, no
update, more than 1 MB (a message has 4,096 characters). They hold up nobody.
"""

import asyncio
import hmac
import json
from collections.abc import Callable
from typing import Any

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.telegram.receiving.intake import Intake
from bot.watching import metrics
from storage.engine import DatabaseAway

HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_BYTES = 1_000_000  # of one update
BODY_WITHIN = 5.0  # seconds; fewer than requests in hand have when the process stops
PATIENCE = 5.0  # seconds for the delivery of the answer, before Telegram hears that all is well
AGAIN = {"Retry-After": "1"}  # seconds


class Refused(Exception):  # noqa: N818
    """The request is answered with this status and nothing is done."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


class Webhook:
    """Answers Telegram's requests."""

    def __init__(self, intake: Intake, secret: str, ready: Callable[[], bool]) -> None:
        """Take updates from whoever knows the secret, while `ready`."""
        self._intake = intake
        self._secret = secret.encode()
        self._ready = ready

    async def answer(self, request: Request) -> Response:
        """Take one update; the answer has no body."""
        try:
            status = await self._take(request)
        except Refused as refused:
            status = refused.status
        metrics.REQUESTS.labels(status).inc()
        return Response(status_code=status, headers=AGAIN if status == 503 else None)

    async def _take(self, request: Request) -> int:
        given = request.headers.get(HEADER, "").encode("latin-1", "replace")
        if not hmac.compare_digest(given, self._secret):
            raise Refused(401)
        if not self._ready():
            raise Refused(503)
        incoming = self._intake.read(update_in(await body_of(request)))
        if incoming is None:
            return 200
        try:
            delivery = await self._intake.take(incoming)
        except DatabaseAway:
            raise Refused(503) from None
        if delivery is not None:
            await asyncio.wait({delivery}, timeout=PATIENCE)
        return 200


async def body_of(request: Request) -> bytes:
    """Read a body, however its length is announced. Raises `Refused` where it is too long."""
    read = bytearray()
    try:
        async with asyncio.timeout(BODY_WITHIN):
            async for chunk in request.stream():
                read += chunk
                if len(read) > MOST_BYTES:
                    raise Refused(413)
    except TimeoutError:
        raise Refused(408) from None
    except ClientDisconnect:
        raise Refused(400) from None
    return bytes(read)


def update_in(body: bytes) -> dict[str, Any]:
    """Return the update that a body holds. Raises `Refused` where there is none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400) from None
    if not isinstance(found, dict) or type(found.get("update_id")) is not int:
        raise Refused(400)
    return found
