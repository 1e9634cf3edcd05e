"""The tables come up, go down and come up again; what is on disk is what `tables.py` says."""

import asyncio
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from samples import ACTIVITY, ANA, HOLDING, NOW, QUESTION
from sqlalchemy import Connection, MetaData, inspect, select, text
from sqlalchemy.exc import DBAPIError

import storage.migrations
from conversations.certificates.kept import Certificate, KeepCertificate
from conversations.model import Talk
from conversations.person import KeepActivity, KeepHolding
from storage import conversations, holdings, outbox, people
from storage.databases import upgrading
from storage.databases.addresses import read_address
from storage.engine import DatabaseRefused, Sessions, open_sessions
from storage.sealing import Sealer
from storage.sending import pauses
from storage.tables import metadata
from storage.workers import leases

FOLDER = storage.migrations.FOLDER
EDITED = replace(ACTIVITY, title="Antibody identification")


def config(connection: Connection | None = None) -> Config:
    made = Config(attributes={"connection": connection})
    made.set_main_option("script_location", str(FOLDER))
    made.set_main_option("path_separator", "os")
    return made


async def move(sessions: Sessions, how: Any, to: str) -> None:
    async with sessions.begin() as session:
        await session.db.run_sync(lambda connection: how(config(connection), to))


async def fill(sessions: Sessions) -> None:
    """Leave something in every table."""
    file = Certificate(1, "ce.pdf", "application/pdf", 4, "ab" * 32, date(2026, 11, 23), 1)
    changes = (KeepHolding(HOLDING), KeepActivity(ACTIVITY), KeepCertificate(file))
    origin = people.Origin("tg:1", b"%PDF")
    later = NOW + timedelta(seconds=30)
    async with sessions.begin() as session:
        locked = await conversations.lock(session, ANA)
        await people.apply(session, ANA, changes, NOW, origin=origin)
        await people.apply(session, ANA, (KeepActivity(EDITED),), NOW, origin=origin)
        assert await conversations.is_new(session, "tg:1", NOW)
        await conversations.save(session, locked, Talk(number=1), NOW)
        await outbox.put(session, ANA, (QUESTION,), NOW)
        await pauses.keep(session, ANA, NOW, later)
        await leases.hold(session, "sweep", "worker", NOW, later)


async def content(sessions: Sessions) -> dict[str, list[Any]]:
    """Return the rows of every table, those of Alembic as well."""
    async with sessions.read() as session:
        here = await session.db.run_sync(_reflected)
        return {
            table.name: sorted(map(repr, await session.db.execute(select(table))))
            for table in here.sorted_tables
        }


def _reflected(connection: Connection) -> MetaData:
    here = MetaData()
    here.reflect(connection)
    return here


async def tables(sessions: Sessions) -> set[str]:
    async with sessions.read() as session:
        return set(await session.db.run_sync(lambda c: inspect(c).get_table_names()))


async def version(sessions: Sessions) -> str | None:
    async with sessions.read() as session:
        found = await session.db.scalar(text("SELECT version_num FROM alembic_version"))
        return None if found is None else str(found)


def test_the_newest_version_is_the_one_that_the_program_expects() -> None:
    """An up-to-date start compares with this constant and does not even import Alembic."""
    assert ScriptDirectory.from_config(config()).get_heads() == [storage.migrations.HEAD]


async def test_the_tables_are_those_that_are_described(sessions: Sessions) -> None:
    """Design 6: tables match migrations."""

    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return list(compare_metadata(context, metadata))

    async with sessions.begin() as session:
        assert await session.db.run_sync(differences) == []


async def test_up_down_up_with_data_in_the_tables(sessions: Sessions) -> None:
    """Design 6: every step of the stairway, downwards and up again."""
    versions = [s.revision for s in ScriptDirectory.from_config(config()).walk_revisions()]
    await fill(sessions)
    assert [name for name, rows in (await content(sessions)).items() if not rows] == []

    for below in (*versions[1:], "base"):
        await move(sessions, command.downgrade, below)
    assert await tables(sessions) == {"alembic_version"}
    for above in reversed(versions):
        await move(sessions, command.upgrade, above)

    assert await tables(sessions) == {*metadata.tables, "alembic_version"}
    await fill(sessions)


async def test_a_holding_of_the_first_version_is_kept_without_figures_told(
    sessions: Sessions,
) -> None:
    """0002: nobody knows what its holder was told; the first comparison records it."""
    await fill(sessions)
    await move(sessions, command.downgrade, "0001")

    await move(sessions, command.upgrade, "head")

    async with sessions.read() as session:
        found = await holdings.holder_of(session, ANA)
    assert found is not None
    assert [(held.holding, held.told) for held in found.held] == [(HOLDING, None)]


async def test_the_keys_of_people_outlast_a_way_down_and_up(sessions: Sessions) -> None:
    """0004: the version before has no place for them; without them nothing would open again."""
    await fill(sessions)
    await move(sessions, command.downgrade, "0003")

    await move(sessions, command.upgrade, "head")

    async with sessions.read() as session:
        assert (await people.load(session, ANA, NOW)).activities == (EDITED,)
        assert await session.db.scalar(text("SELECT count(*) FROM meta")) == 1


async def test_an_open_database_is_opened_again_with_its_data(
    database_url: str, sealer: Sealer
) -> None:
    """A start that finds everything up to date changes nothing."""
    first = await open_sessions(database_url, sealer)
    await fill(first)
    await first.close()

    second = await open_sessions(database_url, sealer)

    async with second.read() as session:
        assert (await people.load(session, ANA, NOW)).activities == (EDITED,)
    await second.close()


async def test_a_migration_that_fails_leaves_the_database_as_it_was(
    database_url: str, sealer: Sealer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 6; here the last statement of the first start fails, after all tables were made."""

    async def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(upgrading, "_write_check", fail)
    with pytest.raises(RuntimeError, match="the disk is full"):
        await open_sessions(database_url, sealer)
    monkeypatch.undo()

    sessions = Sessions(read_address(database_url), sealer)
    assert await tables(sessions) == set()
    await sessions.close()
    await (await open_sessions(database_url, sealer)).close()


BROKEN = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"


def upgrade():
    op.add_column("people", sa.Column("more", sa.Text()))
    op.create_table("extra", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("activities") as batch:
        batch.drop_column("updated_at")
    op.execute("DELETE FROM outbox")
    op.execute("UPDATE people SET next_number = 99")
    op.execute("DROP TABLE history")
    op.execute("INSERT INTO nowhere VALUES (1)")


def downgrade():
    op.drop_table("extra")
"""


async def test_a_migration_that_fails_in_the_middle_leaves_every_row_and_column(
    sessions: Sessions,
    database_url: str,
    sealer: Sealer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Issue 6; SQLite undoes DDL as well, as long as nothing commits behind its back."""
    await fill(sessions)
    before = await content(sessions)
    shutil.copytree(FOLDER, tmp_path / "migrations")
    broken = BROKEN.format(head=storage.migrations.HEAD)
    (tmp_path / "migrations" / "versions" / "9999_broken.py").write_text(broken)

    monkeypatch.setattr(upgrading, "FOLDER", tmp_path / "migrations")
    monkeypatch.setattr(upgrading, "HEAD", "9999")
    with pytest.raises(DBAPIError, match="nowhere"):
        await open_sessions(database_url, sealer)

    assert await content(sessions) == before
    async with sessions.read() as session:
        assert (await people.load(session, ANA, NOW)).activities == (EDITED,)


async def test_a_database_of_a_newer_program_is_refused(sessions: Sessions, sealer: Sealer) -> None:
    """The sentence names both versions and the remedy."""
    async with sessions.begin() as session:
        await session.db.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    async with sessions.begin() as session:
        with pytest.raises(DatabaseRefused, match=r"made by a newer cmpbot \(tables 9999, this"):
            await upgrading.upgrade(session.db, sealer, sessions.name)


START = """
import asyncio, sys
from storage.engine import open_sessions
from storage.sealing import Sealer

async def main():
    await (await open_sessions(sys.argv[1], Sealer([bytes(range(32))]))).close()

sys.stdin.readline()
asyncio.run(main())
"""


async def test_processes_that_start_at_once_make_the_tables_once(database_url: str) -> None:
    """Brief: safe when several processes start at once."""
    command_line = [sys.executable, "-W", "error", "-c", START, database_url]
    started = [
        await asyncio.create_subprocess_exec(
            *command_line, stdin=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(4)
    ]

    ended = await asyncio.gather(*(process.communicate(b"go\n") for process in started))

    assert [error for _, error in ended] == [b""] * 4
    assert [process.returncode for process in started] == [0] * 4


def test_an_up_to_date_start_does_not_import_alembic(sqlite_url: str) -> None:
    """Testing: the first reply of a cold start in under 1.5 s; Alembic alone takes 0.2."""
    look = START + "\nprint('alembic' in sys.modules)"

    answers = [
        subprocess.run(
            [sys.executable, "-c", look, sqlite_url],
            input="\n",
            text=True,
            capture_output=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]

    assert answers == ["True\n", "False\n"]
