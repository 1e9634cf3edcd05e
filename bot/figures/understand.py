"""`cmpbot understand`: what the bot makes of each line it is given."""

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TextIO

from bot.operating.days import read_today
from conversations.person import DateOrder
from conversations.reading.dates import Day
from conversations.reading.sentences.sentence import Understood, understand


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "understand", help="say what is understood: one line in, one JSON object out"
    )
    parser.add_argument("--today", type=read_today, metavar="D", help="replace the clock")
    parser.add_argument("--order", choices=("mdy", "dmy"), help="how 3/2 is read")
    parser.set_defaults(run=_run)


def understand_lines(
    lines: Iterable[str], out: TextIO, *, today: date, order: DateOrder | None
) -> None:
    """Write one JSON object per line."""
    for line in lines:
        understood = understand(line, today=today, order=order)
        out.write(json.dumps(as_json(understood), ensure_ascii=False) + "\n")


def as_json(understood: Understood) -> dict[str, object]:
    """Return the shape that the interfaces give; absent things are null or empty."""
    day = understood.date
    return {
        "intent": str(understood.intent),
        "sure": understood.sure,
        "credentials": [key.code for key in understood.credentials],
        "areas": [str(area) for area in understood.areas],
        "parts": [
            {"points": _points(part.points), "areas": sorted(part.areas)}
            for part in understood.parts
        ],
        "points": _points(understood.points),
        "date": day.date.isoformat() if isinstance(day, Day) else None,
        "kind": None if understood.kind is None else str(understood.kind),
        "title": understood.title,
        "provider": understood.provider,
    }


def _points(points: Decimal | None) -> str | None:
    """Write points without trailing zeros and without an exponent."""
    if points is None:
        return None
    text = f"{points:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _run(args: argparse.Namespace) -> int:
    today: date = args.today or date.today()  # noqa: DTZ011 (the day of this machine)
    understand_lines(sys.stdin, sys.stdout, today=today, order=args.order)
    return 0
