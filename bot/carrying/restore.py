"""`cmpbot restore`: puts a backup where there is no data, and looks through it afterwards."""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Any

from bot.carrying.alone import alone, refuse_served
from bot.carrying.verify import verified
from bot.database import read_settings
from bot.operating.commands import plainly, takes_database
from bot.settings import Settings
from bot.starting import CannotStart
from storage.carrying import copies, dumps, moving
from storage.databases.addresses import file_of, read_address, shown
from storage.databases.upgrading import refuse_key
from storage.engine import Sessions, version_at
from storage.keyring.keys import find_key, key_file_of
from storage.migrations import HEAD
from storage.sealing import Sealer

NEEDS_KEY = (
    "A backup holds no key: give the one that it was made under (CMPBOT_KEY or the key file),"
    " together with older ones if it was changed since."
)


def register(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("restore", help="put a backup where there is no data")
    command.add_argument("file", metavar="FILE", type=Path, help="made by cmpbot backup")
    takes_database(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Restore and verify; 1 where something is wrong with what was restored."""
    with plainly():
        settings = read_settings(args.db)
        asyncio.run(_restore(settings, args.file))
        sys.stdout.write(f"Restored into {shown(read_address(settings.db))}. {NEEDS_KEY}\n")
        sys.stdout.flush()
        return 1 if asyncio.run(verified(settings)) else 0


async def _restore(settings: Settings, file: Path) -> None:
    address = read_address(settings.db)
    target = file_of(address)
    _refuse_other_kind(file, target)
    sealer = await _key(settings)
    await _refuse_data(settings.db)
    async with alone(settings.db):
        if target is None:
            dumps.check(file)
            dumps.restore(file, address)
        else:
            _refuse_foreign(file)
            refuse_key(copies.meta_of(file), sealer, str(file))
            _take_empty_away(target)
            copies.copy(file, target)


async def _key(settings: Settings) -> Sealer:
    """Return the key that is given; one made now would not open what was sealed before."""
    if settings.key is None and not key_file_of(settings.key_file).exists():
        raise CannotStart(f"There is no key yet. {NEEDS_KEY}")
    key = settings.key.get_secret_value() if settings.key else None
    sealer, _ = await find_key(settings.db, key, settings.key_file)
    return sealer


async def _refuse_data(db: str) -> None:
    name = shown(read_address(db))
    version = await version_at(db)
    if version is None:
        return
    if version != HEAD:
        raise CannotStart(f"There are tables of another cmpbot at {name}: restore elsewhere.")
    sessions = Sessions(read_address(db), Sealer([bytes(32)]))  # opens nothing
    try:
        await refuse_served(sessions, db)
        async with sessions.read() as session:
            if not await moving.is_empty(session.db):
                raise CannotStart(
                    f"{name} holds data, and a backup is never put over any: restore into an empty"
                    " place, look at it, then let CMPBOT_DB name it."
                )
    finally:
        await sessions.close()


def _take_empty_away(target: Path) -> None:
    """Remove a database that holds nothing, with what SQLite left beside it."""
    for name in (target, *(target.with_name(f"{target.name}-{end}") for end in ("wal", "shm"))):
        name.unlink(missing_ok=True)


def _refuse_foreign(file: Path) -> None:
    version = copies.version_in(file)
    if version is None:
        raise CannotStart(f"{file} is a database, but not one of cmpbot.")
    if version > HEAD:
        raise CannotStart(
            f"{file} was made by a newer cmpbot (tables {version}, this one knows {HEAD}):"
            " install that version."
        )


def _refuse_other_kind(file: Path, target: Path | None) -> None:
    try:
        with file.open("rb") as opened:
            head = opened.read(len(copies.MAGIC))
    except OSError as error:
        raise CannotStart(f"{file}: {error.strerror}.") from error
    ours = {copies.MAGIC: "SQLite", dumps.MAGIC: "PostgreSQL"}
    made_of = next((kind for magic, kind in ours.items() if head.startswith(magic)), None)
    wanted = "SQLite" if target is not None else "PostgreSQL"
    if made_of is None:
        raise CannotStart(f"{file} is not a backup made by cmpbot.")
    if made_of != wanted:
        raise CannotStart(
            f"{file} is a backup of {made_of}, and --db names {wanted}: restore it into"
            f" {made_of}, then use `cmpbot move`."
        )
