"""What those who run the bot may ask: is it well, is it ready, what did it count.

No answer names anybody. The proxy need not pass these paths on to the world.
"""

import asyncio
import secrets
from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.delivering.delivery import now
from bot.telegram.receiving.intake import Intake
from bot.watching import metrics
from storage.engine import DatabaseAway, Sessions
from storage.sending.backlog import Backlog, backlog
from storage.workers import probing

PATIENCE = 3.0  # seconds for the database
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


class Watch:
    """Answers about one process that serves."""

    def __init__(self, sessions: Sessions, intake: Intake, ready: Callable[[], bool]) -> None:
        """Look at these."""
        self._sessions = sessions
        self._intake = intake
        self._ready = ready
        self._name = secrets.token_hex(8)

    async def health(self, _: Request) -> Response:
        """Say whether the database works, what waits in the outbox, when an update came last.

        200 while it answers and can be written (a full disk can only be read); else 503.
        """
        found, last = await self._backlog(), self._intake.last
        state = "away" if found is None else "up" if await self._written() else "not writable"
        outbox = None
        if found is not None:
            outbox = {"waiting": found.waiting, "oldest_seconds": round(found.age(now()), 1)}
        said = {
            "database": state,
            "outbox": outbox,
            "last_update": last.isoformat(timespec="seconds") if last else None,
        }
        return JSONResponse(said, 200 if state == "up" else 503)

    async def readiness(self, _: Request) -> Response:
        """Say whether requests may be sent here: not before all is loaded, not when it stops."""
        ready = self._ready()
        return PlainTextResponse("ready\n" if ready else "not ready\n", 200 if ready else 503)

    async def figures(self, _: Request) -> Response:
        """Return what was counted, for Prometheus."""
        found = await self._backlog()
        works = found is not None and await self._written()
        metrics.stands(found, found.age(now()) if found else 0.0, works=works)
        return Response(metrics.text(), media_type=PROMETHEUS)

    async def _backlog(self) -> Backlog | None:
        """Return what waits; None where the database is away or keeps us waiting."""
        try:
            async with asyncio.timeout(PATIENCE), self._sessions.read() as session:
                return await backlog(session)
        except (DatabaseAway, TimeoutError):
            return None

    async def _written(self) -> bool:
        """Whether the database takes what is written, and does not keep us waiting."""
        try:
            async with asyncio.timeout(PATIENCE), self._sessions.begin() as session:
                await probing.write_something(session, self._name, now())
        except (DatabaseAway, TimeoutError):
            return False
        return True
