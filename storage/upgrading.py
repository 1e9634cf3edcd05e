"""Brings the tables up to date on start, all or nothing, and checks that the sealing key fits."""

from pathlib import Path

from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.addresses import DatabaseRefused
from storage.migrations import HEAD
from storage.sealing import Sealer, Unsealable, WrongKey
from storage.tables import meta

__all__ = ["HEAD", "check_key", "upgrade", "version"]

_CHECK = "key check"
_CONTEXT = "meta/key check"


async def version(db: AsyncConnection, name: str) -> str | None:
    """Return the version of the tables; None where there are none yet.

    Raises `DatabaseRefused` where the tables belong to something else.
    """
    tables = await db.run_sync(lambda connection: inspect(connection).get_table_names())
    if "alembic_version" in tables and meta.name in tables:
        found = await db.scalar(text("SELECT version_num FROM alembic_version"))
        return None if found is None else str(found)
    if tables:
        raise DatabaseRefused(
            f"The database {name} holds tables of something else; give cmpbot one of its own."
        )
    return None


async def upgrade(db: AsyncConnection, sealer: Sealer, name: str) -> None:
    """Bring the tables to the newest version within the caller's transaction.

    Raises `DatabaseRefused` where a newer program made them, `WrongKey`.
    """
    present = await version(db, name)
    if present is not None:
        await check_key(db, sealer, name)
    await db.run_sync(_migrate, present, name)
    if present is None:
        await _write_check(db, sealer)


async def check_key(db: AsyncConnection, sealer: Sealer, name: str) -> None:
    """Raise `WrongKey` unless the database was sealed with one of the sealer's keys."""
    value = await db.scalar(select(meta.c.value).where(meta.c.name == _CHECK))
    try:
        sealer.open(value or b"", context=_CONTEXT)
    except (Unsealable, WrongKey) as error:
        raise WrongKey(
            f"The key does not fit the database {name}: give the key that sealed it"
            " (CMPBOT_KEY or the key file)."
        ) from error


async def _write_check(db: AsyncConnection, sealer: Sealer) -> None:
    value = sealer.seal(_CHECK, context=_CONTEXT)
    await db.execute(meta.insert().values(name=_CHECK, value=value))


def _migrate(connection: Connection, present: str | None, name: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if present is not None and present not in known:
        raise DatabaseRefused(
            f"The database {name} was made by a newer cmpbot (tables {present}, this one knows"
            f" {HEAD}): install that version."
        )
    command.upgrade(config, "head")
