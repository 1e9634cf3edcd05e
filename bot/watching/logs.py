"""One place where logging is set up: to standard error, without tokens and without what people say.

Messages of exceptions may quote a person, and libraries put the token into addresses. So an
exception is written as its type and the places it came through, and whatever looks like a token is
blotted out of every line, whoever wrote it. A chat is named by a short keyed hash (`who`): lines
about one person can be found together, and nobody can tell from the log who that is.

This is light, since every command that opens a database uses it; `cmpbot run` writes its lines
through `bot/watching/lines.py`.
"""

import asyncio
import contextlib
import hmac
import logging
import re
import secrets
import sys
import threading
import traceback
from typing import Any

TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
# python-telegram-bot quotes what it could not read; httpx writes the address of each call; uvicorn
# writes where it listens, which we do, and the address of each request.
TALKATIVE = {
    "telegram": logging.CRITICAL + 1,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "uvicorn": logging.WARNING,
    "uvicorn.access": logging.CRITICAL + 1,
    "alembic.runtime.plugins": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    "aiosqlite": logging.WARNING,
}
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class Discreet(logging.Formatter):
    """Formats a record without secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line with tokens blotted out."""
        return without_tokens(super().format(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802  the name is the standard library's
        """Return types and places of an exception and its causes; never their messages."""
        return places(ei[1])


class Handler(logging.StreamHandler[Any]):
    """Writes to standard error; says of a line that cannot be written whose it was, no more."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        """Name the logger and the place. (The standard library shows the line's arguments.)"""
        with contextlib.suppress(OSError, ValueError):
            why = places(sys.exc_info()[1])
            self.stream.write(f"A line of {record.name} could not be written: {why}\n")


class _Names:
    """Under which key chats are named; of this process alone until `name_by` was called."""

    key = secrets.token_bytes(32)


def name_by(secret: str) -> None:
    """Let all processes with the same secret, the bot's token, name a chat alike."""
    _Names.key = hmac.digest(secret.encode(), b"cmpbot: names of chats in logs", "sha256")


def who(chat: int) -> str:
    """Name a chat in a line of the log: ten hexadecimal digits that lead back to nobody."""
    return hmac.digest(_Names.key, str(chat).encode(), "sha256").hex()[:10]


def without_tokens(line: str) -> str:
    """Blot out whatever looks like a token of a bot."""
    return TOKEN.sub("<token>", line)


def places(error: BaseException | None) -> str:
    """Say where an exception came from, the cause last."""
    said = []
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        where = "\n".join(f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames)
        said.append(f"{type(error).__module__}.{type(error).__qualname__} at\n{where}")
        error = error.__cause__ or error.__context__
    return "\ncaused by ".join(said)


def set_up(level: str = "INFO", formatter: logging.Formatter | None = None) -> None:
    """Send all logging to standard error. `level` is a name of the standard library.

    Raises `ValueError` where there is no such level.
    """
    handler = Handler(sys.stderr)
    handler.setFormatter(formatter or Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name, least in TALKATIVE.items():
        logging.getLogger(name).setLevel(least)


def hear_the_process() -> None:
    """Report in the same discreet way what ends the process or a thread, or is found too late."""
    log = logging.getLogger("bot.process")
    sys.excepthook = lambda _kind, error, _trace: log.critical("It ends", exc_info=error)
    threading.excepthook = lambda lost: log.error("A thread ended", exc_info=lost.exc_value)
    sys.unraisablehook = lambda lost: log.error("An error came too late", exc_info=lost.exc_value)


def hear_the_loop() -> None:
    """Let the running event loop report lost exceptions in the same discreet way."""
    log = logging.getLogger("bot.loop")

    def report(_: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        log.error("An error reached the event loop", exc_info=error)

    asyncio.get_running_loop().set_exception_handler(report)
