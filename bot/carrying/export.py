"""`cmpbot export`: everything of one person in one ZIP."""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Any

from bot.carrying.gathering import archived, gathered
from bot.database import database, read_settings, refuse_to_make
from bot.delivering.delivery import now
from bot.operating.commands import plainly, takes_database
from bot.operating.whom import read_person
from bot.settings import Settings
from bot.starting import CannotStart
from bot.terminal.files import size_of
from storage.carrying.files import made
from storage.sealing import Unsealable
from storage.states import Unreadable


def register(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("export", help="everything of one person as a ZIP")
    command.add_argument("file", metavar="FILE", type=Path, help="where to; must not be there yet")
    command.add_argument("--person", type=read_person, required=True, metavar="N")
    takes_database(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the ZIP."""
    with plainly():
        try:
            asyncio.run(_export(read_settings(args.db), args.person, args.file))
        except (Unsealable, Unreadable) as damaged:
            why = f"{damaged} See `cmpbot verify`."
            raise CannotStart(why, status=1) from damaged
    return 0


async def _export(settings: Settings, chat: int, file: Path) -> None:
    await refuse_to_make(settings.db)
    async with database(settings) as sessions:
        person, rows = await gathered(sessions, chat, now())
    if not any(rows.rows.values()):
        raise CannotStart(f"Nothing is stored of person {chat}.")
    data = archived(person, rows)
    with made(file) as draft:
        draft.write_bytes(data)
    sys.stdout.write(
        f"Exported: {file}, {size_of(data)}. It is not encrypted: keep it where only its owner"
        " reads it.\n"
    )
