"""One place where logging is set up: to standard error, without tokens and without what people say.

Messages of exceptions may quote a person, and libraries put the token into addresses. So an
exception is written as its type and the places it came through, and whatever looks like a token is
blotted out of every line, whoever wrote it.
"""

import asyncio
import logging
import re
import sys
import traceback
from typing import Any

TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
# python-telegram-bot quotes what it could not read; httpx writes the address of each call.
TALKATIVE = {
    "telegram": logging.CRITICAL + 1,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "alembic.runtime.plugins": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "aiosqlite": logging.WARNING,
}


class Discreet(logging.Formatter):
    """Formats a record without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line with tokens blotted out."""
        return TOKEN.sub("<token>", super().format(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802  the name is the standard library's
        """Return types and places of an exception and its causes; never their messages."""
        return places(ei[1])


def places(error: BaseException | None) -> str:
    """Say where an exception came from, the cause last."""
    said = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        where = "\n".join(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        said.append(f"{type(error).__module__}.{type(error).__qualname__} at\n{where}")
        error = error.__cause__ or error.__context__
    return "\ncaused by ".join(said)


def set_up(level: str = "INFO") -> None:
    """Send all logging to standard error. `level` is a name of the standard library.

    Raises `ValueError` where there is no such level.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name, least in TALKATIVE.items():
        logging.getLogger(name).setLevel(least)


def hear_the_loop() -> None:
    """Let the running event loop report lost exceptions in the same discreet way."""
    log = logging.getLogger("bot.loop")

    def report(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        log.error("An error reached the event loop", exc_info=error)

    asyncio.get_running_loop().set_exception_handler(report)
