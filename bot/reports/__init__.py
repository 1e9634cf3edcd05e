"""Files that go with a screen, made when the screen is delivered.

Each kind of file has a module of its own here, listed in `HOMES` and loaded when first wanted. The
module has one function like this:

    async def make(sessions: Sessions, chat: int, wanted: FileWanted, now: datetime) -> MadeFile:

It reads what it needs in a session of its own, of this chat alone. What takes the processor more
than some 50 ms belongs into `asyncio.to_thread`. Raises `CannotMake`, or whatever goes wrong.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from typing import TypeAlias

from conversations.model import FileWanted
from storage.engine import Sessions

MOST_BYTES = 50 * 2**20  # what a bot may upload (Bot API, "Sending files")

# What is wanted (`FileWanted.what`) and the module whose `make` makes it.
HOMES: dict[str, str] = {
    "calendar": "bot.reports.calendar",
    "certificate": "bot.reports.certificate",
    "export": "bot.reports.export",
}


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file, ready to be sent."""

    name: str  # as the person will find it: "ce-reminders.ics"; no path
    data: bytes
    media_type: str  # "text/calendar"


class CannotMake(Exception):  # noqa: N818
    """There is nothing to make the file of. The message tells the person why, in a sentence."""


Maker: TypeAlias = Callable[[Sessions, int, FileWanted, datetime], Awaitable[MadeFile]]


async def make(sessions: Sessions, chat: int, wanted: FileWanted, now: datetime) -> MadeFile:
    """Make a file that a screen wants, as things stand at an aware moment.

    Raises `CannotMake`; `LookupError` where nobody makes such a file; `DatabaseAway`; and whatever
    else goes wrong in its making.
    """
    maker: Maker = import_module(HOMES[wanted.what]).make
    return await maker(sessions, chat, wanted, now)
