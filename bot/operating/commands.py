"""What commands have in common: the database they take, and how they say what cannot be done."""

import argparse
import contextlib
from collections.abc import Iterator

from bot.database import told_when_away
from bot.starting import CannotStart
from bot.watching import logs
from storage.carrying import CarryingRefused
from storage.databases.addresses import DatabaseRefused
from storage.sealing import KeyRefused


def takes_database(command: argparse.ArgumentParser) -> None:
    """Let a command name its database."""
    command.add_argument("--db", metavar="URL", help="sqlite:///file, postgresql://… or a path")


@contextlib.contextmanager
def plainly() -> Iterator[None]:
    """Do the work of a command: only warnings are logged, each refusal is one sentence.

    Raises `CannotStart`.
    """
    logs.set_up("WARNING")
    with told_when_away():
        try:
            yield
        except (CarryingRefused, DatabaseRefused, KeyRefused) as refused:
            raise CannotStart(str(refused)) from refused
