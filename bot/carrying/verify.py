"""`cmpbot verify`: looks through a database; prints what was looked at and what is wrong."""

import argparse
import asyncio
import sys
from typing import Any

from bot.database import database, read_settings, refuse_to_make
from bot.delivering.delivery import now
from bot.operating.commands import plainly, takes_database
from bot.settings import Settings
from storage.carrying.verifying import Verification


def register(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("verify", help="whether all opens, belongs together, adds up")
    takes_database(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Return 1 where something is wrong."""
    with plainly():
        return asyncio.run(_verify(read_settings(args.db)))


async def _verify(settings: Settings) -> int:
    await refuse_to_make(settings.db)
    return 1 if await verified(settings) else 0


async def verified(settings: Settings) -> int:
    """Look through the database; print what was looked at, return how much is wrong."""
    async with database(settings) as sessions:
        looking = Verification(sessions, now())
        wrong = 0
        async for problem in looking.problems():
            wrong += 1
            sys.stdout.write(f"WRONG {problem}\n")
    for what, count in looking.counts.items():
        sys.stdout.write(f"{what}: {count:,}\n")
    sys.stdout.write(f"wrong: {wrong:,}\n")
    return wrong
