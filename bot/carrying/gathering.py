"""Gathers everything of one person into the files of an export."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row

from bot.brought import ENDINGS
from bot.carrying.archive import packed
from bot.carrying.shape import as_json, exported, write
from bot.carrying.tables import activities_csv, credentials_csv
from conversations import wording
from conversations.person import Person
from storage import people
from storage.carrying.personal import Stored, stored
from storage.engine import Sessions
from storage.tables import certificates


async def gathered(sessions: Sessions, chat: int, now: datetime) -> tuple[Person, Stored]:
    """Return what is recorded of a person, and every row from which it comes."""
    named = {certificates.c.sealed_file: _name_of_row}
    async with sessions.read() as session:
        person = await people.load(session, chat, now)
        return person, await stored(session, chat, named)


def archived(person: Person, rows: Stored, *, with_files: bool = True) -> bytes:
    """Return the ZIP of an export; it takes a moment, so run it in a thread of its own."""
    with wording.speaking(person.settings.language):
        words = wording.export_read_me(with_files=with_files)
    return packed(
        {
            "README.txt": words.encode(),
            "data.json": write(exported(person)),
            "stored.json": as_json(rows.rows),
            "activities.csv": activities_csv(person.activities),
            "credentials.csv": credentials_csv(person.holdings),
            **(rows.files if with_files else {}),
        }
    )


def certificate_name(number: int, media_type: str) -> str:
    """Return the name under which the file of a certificate lies in an export."""
    return f"certificates/{number}{ENDINGS.get(media_type, '.bin')}"


def _name_of_row(row: Row[Any]) -> str:
    return certificate_name(row.number, row.media_type)
