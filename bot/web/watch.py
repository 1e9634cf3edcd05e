"""What those who run the bot may ask: is it well, is it ready, what did it count.

No answer names anybody. The proxy need not pass these paths on to the world.
"""

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.delivering.delivery import now
from bot.telegram.receiving.intake import Intake
from bot.watching import metrics
from storage.engine import DatabaseAway, Sessions
from storage.sending.backlog import Backlog, backlog
from storage.workers import probing

PATIENCE = 2.0  # seconds for the database; whoever asks waits no longer, whatever becomes of it
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"

_T = TypeVar("_T")


class Watch:
    """Answers about one process that serves."""

    def __init__(self, sessions: Sessions, intake: Intake, ready: Callable[[], bool]) -> None:
        """Look at these."""
        self._sessions = sessions
        self._intake = intake
        self._ready = ready
        self._name = secrets.token_hex(8)
        self._asked: set[asyncio.Task[Any]] = set()

    async def health(self, _: Request) -> Response:
        """Say whether the database works, what waits in the outbox, when an update came last.

        200 while it answers and can be written (a full disk can only be read); else 503.
        """
        (found, works), last = await self._look(), self._intake.last
        state = "away" if found is None else "up" if works else "not writable"
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
        found, works = await self._look()
        metrics.stands(found, found.age(now()) if found else 0.0, works=works)
        return Response(metrics.text(), media_type=PROMETHEUS)

    async def _look(self) -> tuple[Backlog | None, bool]:
        """Return what waits (None: that cannot be read), and whether anything can be written."""
        found, works = await asyncio.gather(
            self._in_time(self._backlog()), self._in_time(self._written())
        )
        return found, found is not None and works is True

    async def _in_time(self, work: Coroutine[Any, Any, _T]) -> _T | None:
        """Return what the database answers; None where it is away or keeps us waiting."""
        asked = asyncio.create_task(work)
        self._asked.add(asked)
        asked.add_done_callback(self._asked.discard)
        try:
            await asyncio.wait({asked}, timeout=PATIENCE)
            return asked.result() if asked.done() else None
        except DatabaseAway:
            return None
        finally:
            asked.cancel()  # undoing what it began takes a while, for which nobody waits

    async def _backlog(self) -> Backlog:
        async with self._sessions.read() as session:
            return await backlog(session)

    async def _written(self) -> bool:
        async with self._sessions.begin() as session:
            await probing.write_something(session, self._name, now())
        return True
