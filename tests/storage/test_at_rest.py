"""What lies on the disk does not tell what a person did, said or was told."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from samples import ANA, NOW
from sqlalchemy import select

from cmp_rules.model import Activity, Adjustments, Area, CredentialKey, Holding, Kind, Part
from conversations.credentials.choosing import ChoosingHeld
from conversations.model import Button, Screen, Talk, Thread
from conversations.person import KeepActivity, KeepHolding, RemoveActivity
from storage import conversations, outbox, people
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer
from storage.tables import metadata

# Each stands for something personal and cannot be there by chance.
TITLE, PROVIDER, NOTE = "Xylophone-title", "Xylophone-provider", "Xylophone-note"
REMOVED, STATE, SAID, LABEL = "Xylophone-removed", "XYLSTATE", "Xylophone-said", "Xylophone-label"
PERSONAL = (TITLE, PROVIDER, NOTE, REMOVED, STATE, SAID, LABEL)


def activity(number: int, title: str) -> Activity:
    part = Part(Decimal("1.5"), frozenset({Area.HISTOLOGY}))
    return Activity(title, date(2026, 1, 2), Kind.EXAM, (part,), PROVIDER, number=number)


async def fill(sessions: Sessions) -> None:
    holding = Holding(
        CredentialKey("MLS"), date(2027, 6, 30), adjustments=Adjustments(Decimal(36), note=NOTE)
    )
    changes = (
        KeepHolding(holding),
        KeepActivity(activity(1, TITLE)),
        KeepActivity(activity(2, REMOVED)),
        RemoveActivity(2),
    )
    state = ChoosingHeld(picked=(CredentialKey(STATE),))
    screen = Screen(SAID, buttons=((Button(LABEL, "1:x"),),))
    async with sessions.begin() as session:
        locked = await conversations.lock(session, ANA)
        await people.apply(session, ANA, changes, NOW)
        talk = Talk((Thread((state,)),), 1, Thread((state,)))
        await conversations.save(session, locked, talk, NOW)
        await outbox.put(session, ANA, (screen,), NOW)


async def test_nothing_personal_lies_in_the_sqlite_files(sqlite_url: str, sealer: Sealer) -> None:
    """Issue 6: sealed at rest; the raw bytes of the database and its log are searched, while it
    is open (with a log) and after it was closed.
    """
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    sessions = await open_sessions(sqlite_url, sealer)
    await fill(sessions)

    files = raw(folder)
    assert set(files) == {"cmpbot.db", "cmpbot.db-wal", "cmpbot.db-shm"}
    assert [
        word for word in PERSONAL if any(word.encode() in data for data in files.values())
    ] == []
    assert b"MLS" in files["cmpbot.db-wal"]  # the search does find what is not sealed

    await sessions.close()
    files = raw(folder)
    assert [
        word for word in PERSONAL if any(word.encode() in data for data in files.values())
    ] == []
    assert b"MLS" in files["cmpbot.db"]


@pytest.mark.postgres
async def test_nothing_personal_lies_in_the_postgresql_tables(
    postgres_url: str, sealer: Sealer
) -> None:
    """Issue 6, in everything that the server would hand out or back up."""
    sessions = await open_sessions(postgres_url, sealer)
    await fill(sessions)

    async with sessions.read() as session:
        rows = [
            repr(tuple(row))
            for table in metadata.sorted_tables
            for row in await session.db.execute(select(table))
        ]
    assert [word for word in PERSONAL if any(word in row for row in rows)] == []
    assert any("MLS" in row for row in rows)
    await sessions.close()


def personal_words(files: dict[str, bytes]) -> list[str]:
    return [word for word in PERSONAL if any(word.encode() in data for data in files.values())]


def raw(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}
