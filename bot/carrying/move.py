"""`cmpbot move`: carries everything from one database to another, also to one of another kind."""

import argparse
import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from typing import Any

from sqlalchemy import text

from bot.carrying.alone import alone, refuse_others
from bot.database import read_settings
from bot.operating.commands import plainly
from bot.settings import Settings
from bot.starting import CannotStart
from storage.carrying import moving
from storage.databases.addresses import file_of, read_address, shown
from storage.databases.connected import Connected
from storage.engine import Sessions, open_sessions, version_at
from storage.keyring.keys import find_key
from storage.migrations import HEAD
from storage.sealing import Sealer


def register(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("move", help="carry everything into another database")
    for option, about in (("--from", "the database to carry"), ("--to", "an empty one")):
        command.add_argument(
            option, required=True, metavar="URL", dest=option.strip("-") + "_", help=about
        )
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Carry every table, a line for each."""
    with plainly():
        asyncio.run(_move(read_settings(), args.from_, args.to_))
    return 0


async def _move(settings: Settings, source: str, target: str) -> None:
    _refuse_same_address(source, target)
    await _refuse_source(source)
    key = settings.key.get_secret_value() if settings.key else None
    sealer, _ = await find_key(source, key, settings.key_file)
    await find_key(target, key, settings.key_file)  # refuses a key beside the new database
    await (await open_sessions(source, sealer)).close()  # the key fits
    await _refuse_target(target)
    await (await open_sessions(target, sealer)).close()  # its tables are made
    rows = tables = 0
    async with alone(source), alone(target), _both(source, target, sealer) as (old, new):
        await _refuse_same_server(old, new)
        await refuse_others(old, shown(read_address(source)))
        await refuse_others(new, shown(read_address(target)))
        async for carried in moving.carry(old, new):
            rows, tables = rows + carried.rows, tables + 1
            sys.stdout.write(f"{carried.table}: {carried.rows:,} rows, sha256 {carried.digest}\n")
    sys.stdout.write(
        f"Everything has arrived: {rows:,} rows in {tables} tables, the same on both sides. Start"
        f" cmpbot with CMPBOT_DB for {shown(read_address(target))} and the same key. What"
        f" {shown(read_address(source))} holds stays there: nothing may serve it any more.\n"
    )


@contextlib.asynccontextmanager
async def _both(
    source: str, target: str, sealer: Sealer
) -> AsyncIterator[tuple[Connected, Connected]]:
    """Open a transaction on each; the target's is committed when the block ends."""
    old, new = Sessions(read_address(source), sealer), Sessions(read_address(target), sealer)
    try:
        async with old.begin() as reading, new.begin() as writing:
            yield reading.db, writing.db
    finally:
        await old.close()
        await new.close()


def _refuse_same_address(source: str, target: str) -> None:
    old, new = read_address(source), read_address(target)
    files = file_of(old), file_of(new)
    there = all(file is not None and file.exists() for file in files)
    if old == new or (there and files[0].samefile(files[1])):  # type: ignore[union-attr, arg-type]
        raise CannotStart("Both addresses are of the same database; nothing was carried.")


async def _refuse_same_server(old: Connected, new: Connected) -> None:
    """Refuse one database under two names (a socket and a host, say)."""
    if {old.dialect.name, new.dialect.name} == {"postgresql"}:
        ask = text("SELECT pg_postmaster_start_time()::text || current_database()")
        if await old.scalar(ask) == await new.scalar(ask):
            raise CannotStart("Both addresses are of the same database; nothing was carried.")


async def _refuse_source(db: str) -> None:
    version, name = await version_at(db), shown(read_address(db))
    if version is None:
        raise CannotStart(f"There is no database of cmpbot at {name}.")
    if version != HEAD:
        raise CannotStart(_other_version(name, version))


async def _refuse_target(db: str) -> None:
    version = await version_at(db)
    if version not in {None, HEAD}:
        raise CannotStart(_other_version(shown(read_address(db)), str(version)))


def _other_version(name: str, version: str) -> str:
    what_to_do = (
        "install the newer cmpbot that made them"
        if version > HEAD
        else "make a backup, then run `cmpbot verify` on it, which brings them up to date"
    )
    return (
        f"The tables of {name} are of version {version}, those of this cmpbot of {HEAD}: "
        f"{what_to_do}."
    )
