"""`cmpbot recheck`: shows for whom which figures have changed, and tells them where asked to."""

import argparse
import asyncio
import contextlib
import json
import sys
from datetime import date
from decimal import Decimal
from typing import Any

from pydantic_core import PydanticCustomError

from bot.background.telling import concerned, tell
from bot.database import database, read_settings, refuse_to_make
from bot.delivering.delivery import now
from bot.figures.as_json import Json, points_text
from bot.figures.person_shape import read_day
from bot.operating.commands import plainly, takes_database
from bot.settings import Settings
from cmp_rules.recheck import Rechecked
from conversations.model import When


def register(commands: Any) -> None:
    """Add the command to a parser."""
    rechecking = commands.add_parser("recheck", help="for whom which figures have changed")
    takes_database(rechecking)
    rechecking.add_argument("--today", type=_day, metavar="DATE", help="the day to answer for")
    rechecking.add_argument("--tell", action="store_true", help="and tell them, once")
    rechecking.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print a JSON list with one object per changed holding, as they are found."""
    with plainly():
        asyncio.run(_recheck(read_settings(args.db), args.today, telling=args.tell))
    return 0


async def _recheck(settings: Settings, today: date | None, *, telling: bool) -> None:
    await refuse_to_make(settings.db)
    async with database(settings) as sessions:
        each = tell if telling else concerned
        between = "\n"
        sys.stdout.write("[")
        async with contextlib.aclosing(each(sessions, When(now(), today))) as found:
            async for person in found:
                for change in person.changes:
                    sys.stdout.write(f"{between}{json.dumps(change_json(person.chat, change))}")
                    between = ",\n"
        sys.stdout.write("]\n" if between == "\n" else "\n]\n")


def change_json(chat: int, change: Rechecked) -> Json:
    """Return what changed for one holding of a person."""
    was, now_ = change.was, change.now
    return {
        "person": chat,
        "credential": now_.holding.key.code,
        "scheme": now_.holding.key.scheme.value,
        "figures": [
            {
                "name": figure.name,
                "was": _maybe(figure.was),
                "now": _maybe(figure.now),
                "confidence": figure.confidence.value,
            }
            for figure in change.figures
        ],
        "missing": {"was": _maybe(was.total.missing), "now": _maybe(now_.total.missing)},
        "complete": {"was": was.complete, "now": now_.complete},
    }


def _maybe(points: Decimal | None) -> str | None:
    return None if points is None else points_text(points)


def _day(text: str) -> date:
    try:
        return read_day(text)
    except PydanticCustomError as error:
        raise argparse.ArgumentTypeError(error.message()) from error
