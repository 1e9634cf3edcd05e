"""What earlier versions of the program left is upgraded, and read back as it was said."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, DateTime, MetaData, create_engine, insert, select, text

import storage.migrations
from cmp_rules.model import Activity, Area, CredentialKey, Kind, Part
from conversations.model import Said, When
from conversations.person import KeepSettings, Settings
from conversations.step import step
from storage import conversations, outbox, people
from storage.databases.addresses import read_address
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer

RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql"))
CHAT = 7
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WHEN = When(datetime(2026, 11, 24, 12, tzinfo=UTC), date(2026, 11, 24))


def activity(number: int, title: str, provider: str, day: int, points: str, area: Area) -> Activity:
    parts = (Part(Decimal(points), frozenset({area})),)
    return Activity(
        title, date(2026, 11, day), Kind.CE_COURSE, parts, provider=provider, number=number
    )


LOGGED = (
    activity(1, "antibody identification", "LabCE", 22, "1.5", Area.SAFETY),
    activity(2, "HLA typing", "AABB", 20, "2", Area.IMMUNOLOGY),
)
UNDONE = (activity(3, "twice logged", "MediaLab", 23, "1", Area.CHEMISTRY),)


def migrated_to(version: str) -> Callable[[Connection], None]:
    """Return what makes the tables of a version."""

    def migrate(connection: Connection) -> None:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(Path(storage.migrations.__file__).parent))
        config.set_main_option("path_separator", "os")
        command.upgrade(config, version)

    return migrate


def filled_from(file: Path) -> Callable[[Connection], None]:
    """Return what copies the rows of an SQLite database into tables of the same names."""

    def fill(connection: Connection) -> None:
        there, here = MetaData(), MetaData()
        source = create_engine(f"sqlite:///{file}")
        there.reflect(source)
        here.reflect(connection)
        with source.connect() as old:
            for table in here.sorted_tables:
                rows = old.execute(select(there.tables[table.name])).mappings().all()
                if rows and table.name != "alembic_version":
                    connection.execute(insert(table), [aware(here, table.name, r) for r in rows])
        source.dispose()
        for name in ("people", "holdings", "outbox"):
            connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), 1000)"))

    def aware(here: MetaData, name: str, row: Any) -> dict[str, Any]:
        moments = {c.name for c in here.tables[name].c if isinstance(c.type, DateTime)}
        return {k: v.replace(tzinfo=UTC) if k in moments and v else v for k, v in row.items()}

    return fill


@pytest_asyncio.fixture(params=RELEASED, ids=lambda file: file.stem)
async def old_database(
    request: pytest.FixtureRequest, tmp_path: Path, database_url: str, sealer: Sealer
) -> str:
    """Give the address of a database that an earlier version left."""
    on_sqlite = database_url.startswith("sqlite")
    file = Path(database_url.removeprefix("sqlite:///")) if on_sqlite else tmp_path / "old.db"
    with sqlite3.connect(file) as made:
        made.executescript(request.param.read_text(encoding="utf-8"))
    made.close()
    if not on_sqlite:
        sessions = Sessions(read_address(database_url), sealer)
        async with sessions.begin() as session:
            await session.db.run_sync(migrated_to(request.param.stem))
            await session.db.run_sync(filled_from(file))
        await sessions.close()
    return database_url


async def test_a_database_of_an_earlier_version_reads_as_it_was_said(
    old_database: str, sealer: Sealer
) -> None:
    """Issue 6: an upgrade from every released version's database kept as a fixture."""
    sessions = await open_sessions(old_database, sealer)

    async with sessions.read() as session:
        person = await people.load(session, CHAT, NOW)
        waiting = await session.db.scalar(select(outbox.outbox.c.id).limit(1))
    assert [(held.key, held.cycle_ends) for held in person.holdings] == [
        (CredentialKey("MLS"), date(2027, 6, 30)),
        (CredentialKey("SBB"), date(2027, 6, 30)),
    ]
    assert person.activities == LOGGED
    assert person.removed == UNDONE
    assert person.settings == Settings(time_zone="America/Chicago")
    assert waiting is not None
    await sessions.close()


async def test_a_talk_of_an_earlier_version_goes_on(old_database: str, sealer: Sealer) -> None:
    """The draft that was open is open still: no state of theirs was renamed or removed since."""
    sessions = await open_sessions(old_database, sealer)

    async with sessions.begin() as session:
        conversation = await conversations.lock(session, CHAT)
        person = await people.load(session, CHAT, NOW)
        done = step(conversation.talk, Said("/status", WHEN), person)
        await people.apply(session, CHAT, (KeepSettings(person.settings),), NOW)
        await conversations.save(session, conversation, done.talk, NOW)
        await outbox.put(session, CHAT, done.screens, NOW)

    shown = "\n".join(screen.text for screen in done.screens)
    assert "MLS" in shown
    assert "Antibody titration" in shown
    await sessions.close()
