"""`cmpbot backup`: a copy of the database in one file, taken while the bot runs."""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Any

from bot.database import read_settings, refuse_to_make, told_when_away
from bot.settings import Settings
from bot.starting import CannotStart
from bot.terminal.files import written_size
from bot.watching import logs
from storage.carrying import CarryingRefused, copies, dumps
from storage.databases.addresses import file_of, read_address

NO_KEY = (
    "The key is not in it, and without the key nobody can read it: keep a copy of the key, and"
    " keep it apart from the backup."
)


def register(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("backup", help="copy the database into a file, while it is used")
    command.add_argument("file", metavar="FILE", type=Path, help="where to; must not be there yet")
    command.add_argument("--db", metavar="URL", help="sqlite:///file, postgresql://… or a path")
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the backup and check it."""
    logs.set_up("WARNING")
    with told_when_away():
        try:
            _back_up(read_settings(args.db), args.file)
        except CarryingRefused as refused:
            raise CannotStart(str(refused)) from refused
    return 0


def _back_up(settings: Settings, file: Path) -> None:
    asyncio.run(refuse_to_make(settings.db))
    address = read_address(settings.db)
    source = file_of(address)
    if source is None:
        dumps.dump(address, file)
    else:
        copies.copy(source, file)
    size = written_size(file.stat().st_size)
    sys.stdout.write(f"Backed up and checked: {file}, {size}. {NO_KEY}\n")
