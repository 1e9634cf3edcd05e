"""A certificate as it came, under a name that says what it is."""

from datetime import datetime

from bot.brought import file_name
from bot.reports import CannotMake, MadeFile
from conversations import wording
from conversations.model import FileWanted
from storage import certificates
from storage.engine import Sessions


async def make(sessions: Sessions, chat: int, wanted: FileWanted, now: datetime) -> MadeFile:  # noqa: ARG001
    """Return a file of a person by its number. Raises `CannotMake` where it is gone."""
    number = int(wanted.about) if wanted.about.isdecimal() and len(wanted.about) < 10 else 0
    async with sessions.read() as session:
        found = await certificates.content(session, chat, number)
    if found is None:
        raise CannotMake(wording.file_gone())
    about, data = found
    name = file_name(about.name, about.number, about.media_type)
    return MadeFile(name, data, about.media_type)
