"""A maker of files for tests: it makes what its name says, or fails as told."""

from datetime import datetime

from bot.reports import CannotMake, MadeFile
from conversations.model import FileWanted
from storage.engine import DatabaseAway, Sessions


async def make(_: Sessions, chat: int, wanted: FileWanted, now: datetime) -> MadeFile:
    """Make a small text, or whatever `about` asks for."""
    match wanted.about:
        case "nothing":
            raise CannotMake("There is nothing to put into a file yet.")
        case "fail":
            raise ZeroDivisionError("a secret of Ana's")
        case "away":
            raise DatabaseAway("away")
        case "empty":
            return MadeFile("empty.txt", b"", "text/plain")
        case "huge":
            return MadeFile("huge.bin", bytes(50 * 2**20 + 1), "application/octet-stream")
    text = f"{wanted.about} of {chat} on {now:%Y-%m-%d}"
    return MadeFile(f"{wanted.about}.txt", text.encode(), "text/plain")
