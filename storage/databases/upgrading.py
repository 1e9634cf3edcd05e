"""Brings the tables up to date on start, all or nothing, and checks that the sealing key fits."""

from collections.abc import Mapping

from sqlalchemy import Connection, inspect, select, text

from storage.databases.addresses import DatabaseRefused
from storage.databases.connected import Connected
from storage.migrations import FOLDER, HEAD
from storage.sealing import HEAD_BYTES, Sealer, Unsealable, WrongKey
from storage.tables import KEY_CHECK, meta

__all__ = ["HEAD", "OLD_KEY", "check_key", "check_value", "upgrade", "version"]

OLD_KEY = "old key "  # the value of such a name is under a key needed until a rotation is done
_CONTEXT = "meta/key check"


async def version(db: Connected, name: str) -> str | None:
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


async def upgrade(db: Connected, sealer: Sealer, name: str) -> None:
    """Bring the tables to the newest version within the caller's transaction.

    Raises `DatabaseRefused` where a newer program made them, `WrongKey`.
    """
    present = await version(db, name)
    if present is not None:
        await check_key(db, sealer, name)
    await db.run_sync(_migrate, present, name)
    if present is None:
        await _write_check(db, sealer)


async def check_key(db: Connected, sealer: Sealer, name: str) -> None:
    """Raise `WrongKey` unless the database was sealed with one of the sealer's keys."""
    rows = await db.execute(select(meta.c.name, meta.c.value))
    refuse_key({str(row.name): bytes(row.value) for row in rows}, sealer, name)


def refuse_key(found: Mapping[str, bytes], sealer: Sealer, name: str) -> None:
    """Raise `WrongKey` unless the values of `meta` were sealed with one of the sealer's keys."""
    value = found.get(KEY_CHECK, b"")
    if not _opens(sealer, value):
        raise WrongKey(
            f"The key does not fit the database {name}: give the key that sealed it"
            " (CMPBOT_KEY or the key file)."
        )
    if not all(_opens(sealer, old) for key, old in found.items() if key.startswith(OLD_KEY)):
        raise WrongKey(
            f"The database {name} is not sealed anew in full: give the old key behind the new one"
            " (CMPBOT_KEY or the key file) until cmpbot rotate-key says that it is done."
        )
    sealer.prefer(value[:HEAD_BYTES])


def check_value(sealer: Sealer) -> bytes:
    """Return a value that tells later whether a key fits."""
    return sealer.seal(KEY_CHECK, context=_CONTEXT)


def _opens(sealer: Sealer, value: bytes) -> bool:
    try:
        sealer.open(value, context=_CONTEXT)
    except (Unsealable, WrongKey):
        return False
    return True


async def _write_check(db: Connected, sealer: Sealer) -> None:
    await db.execute(meta.insert().values(name=KEY_CHECK, value=check_value(sealer)))


def _migrate(connection: Connection, present: str | None, name: str) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if present is not None and present not in known:
        raise DatabaseRefused(
            f"The database {name} was made by a newer cmpbot (tables {present}, this one knows"
            f" {HEAD}): install that version."
        )
    command.upgrade(config, "head")
