"""`cmpbot backup`: a copy of the database in one file, taken while the bot runs."""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Any

from bot.database import read_settings, refuse_to_make
from bot.operating.commands import plainly, takes_database
from bot.settings import Settings
from bot.terminal.files import written_size
from storage.carrying import copies, dumps
from storage.databases.addresses import file_of, read_address

NO_KEY = (
    "The key is not in it, and without the key nobody can read it: keep a copy of the key, and"
    " keep it apart from the backup."
)


def register(commands: Any) -> None:
    """Add the command to a parser."""
    command = commands.add_parser("backup", help="copy the database into a file, while it is used")
    command.add_argument("file", metavar="FILE", type=Path, help="where to; must not be there yet")
    takes_database(command)
    command.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the backup and check it."""
    with plainly():
        _back_up(read_settings(args.db), args.file)
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
