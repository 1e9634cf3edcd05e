"""Everything of a person as one ZIP, for themselves."""

import asyncio
from datetime import datetime

from bot.carrying.gathering import archived, gathered
from bot.reports import MadeFile
from conversations.model import FileWanted
from conversations.privacy.exporting import WITHOUT_FILES
from storage.engine import Sessions


async def make(sessions: Sessions, chat: int, wanted: FileWanted, now: datetime) -> MadeFile:
    """Return the export of a person, where it is asked for without the files of certificates."""
    person, rows = await gathered(sessions, chat, now)
    with_files = wanted.about != WITHOUT_FILES
    data = await asyncio.to_thread(archived, person, rows, with_files=with_files)
    return MadeFile("cmpbot-export.zip", data, "application/zip")
