"""`cmpbot rotate-key`: seals the database under a new master key, while the bot runs."""

import argparse
import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any

from bot.database import read_settings, refuse_to_make
from bot.operating.commands import plainly, takes_database
from bot.settings import Settings
from bot.starting import CannotStart
from storage.engine import Session, Sessions, open_sessions
from storage.keyring import keys, rotation
from storage.keyring.rotation import Done
from storage.sealing import Sealer

PUT_ONE_IN_FRONT = (
    "CMPBOT_KEY begins with the key that is in use: put a new one and a comma in front of it"
    " (openssl rand -base64 32 makes one), start every cmpbot with both, then run this again."
)
BACKUPS = "Keep a copy of it for as long as you keep backups that were made before now."


def register(commands: Any) -> None:
    """Add the command to a parser."""
    rotating = commands.add_parser("rotate-key", help="seal everything under a new key")
    takes_database(rotating)
    rotating.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Rotate to the first key that is given, or to a new one in the key file."""
    with plainly():
        asyncio.run(_rotate(read_settings(args.db)))
    return 0


async def _rotate(settings: Settings) -> None:
    await refuse_to_make(settings.db)
    file = keys.key_file_of(settings.key_file)
    if settings.key is not None:
        async with _opened(settings) as (sessions, master):
            if not await _is_new(sessions, master):
                raise CannotStart(PUT_ONE_IN_FRONT)
            await _renew(sessions, master)
        where = "what stands behind the first comma of CMPBOT_KEY"
    else:
        with keys.alone(file):
            async with _opened(settings) as (sessions, master):
                make = not await _is_new(sessions, master)
            if make:
                keys.put_in_front(file)
            async with _opened(settings) as (sessions, master):
                await _renew(sessions, master)
        where = f"all lines of {file} but the first"
    sys.stdout.write(f"The old key is not needed any more: remove {where}. {BACKUPS}\n")


@contextlib.asynccontextmanager
async def _opened(settings: Settings) -> AsyncIterator[tuple[Sessions, Sealer]]:
    key = settings.key.get_secret_value() if settings.key else None
    master, _ = await keys.find_key(settings.db, key, settings.key_file)
    sessions = await open_sessions(settings.db, master)
    try:
        yield sessions, master
    finally:
        await sessions.close()


async def _is_new(sessions: Sessions, master: Sealer) -> bool:
    """Whether the first key is one to rotate to, or a rotation to it is not done."""
    if master.newest != master.present:
        return True
    async with sessions.read() as session:
        return await rotation.under_way(session)


async def _renew(sessions: Sessions, master: Sealer) -> None:
    async with sessions.begin() as session:
        await rotation.begin(session, master)
    people = await _all(sessions, partial(rotation.renew_keys, master))
    damaged = people.damaged
    values = 0
    for place in range(rotation.PLACES):
        done = await _all(sessions, partial(rotation.reseal, place))
        values, damaged = values + done.renewed, damaged + done.damaged
    async with sessions.begin() as session:
        await rotation.finish(session)
    sys.stdout.write(
        f"Sealed anew: {people.renewed:,} keys of people, {values:,} values of earlier versions.\n"
    )
    if damaged:
        sys.stderr.write(f"{damaged:,} damaged values open under no key and stay as they are.\n")


async def _all(sessions: Sessions, step: Callable[[Session, int], Awaitable[Done]]) -> Done:
    """Repeat a step until there is nothing left, a transaction for each."""
    renewed = damaged = 0
    while True:
        async with sessions.begin() as session:
            done = await step(session, damaged)
        renewed, damaged = renewed + done.renewed, damaged + done.damaged
        if not done.left:
            return Done(renewed, damaged)
