"""The commands that print what the rules say: progress, plan, reminders, rules and suggest.

Results go to standard output. Bad input is one line on standard error and exit status 2.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from pydantic_core import PydanticCustomError

from bot.figures.as_json import (
    plan_json,
    progress_json,
    reminder_json,
    rules_json,
    suggestions_json,
)
from bot.figures.as_text import rules_text
from bot.figures.person_file import MOST_BYTES, PersonFileError, read_person
from bot.figures.person_shape import read_day, read_points, shown
from cmp_rules.catalog import catalog
from cmp_rules.model import Activity, Area, Credential, Holding, Kind, Part, Scheme
from cmp_rules.planner import plan
from cmp_rules.progress import progress
from cmp_rules.reminders import schedule
from cmp_rules.suggest import suggest

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


class BadInputError(ValueError):
    """What was asked cannot be answered; the message is one line."""


def register(commands: Commands) -> None:
    """Add the commands to a parser; each leaves `run`, which takes the arguments."""
    asked = commands.add_parser("progress", help="what each credential has met and misses")
    asked.add_argument("file", metavar="FILE", help="a person as JSON; - reads standard input")
    asked.add_argument("--today", metavar="DATE", help="the day to answer for")
    asked.set_defaults(run=_answering(_progress))

    planned = commands.add_parser("plan", help="the fewest further points that complete all")
    planned.add_argument("file", metavar="FILE", help="a person as JSON; - reads standard input")
    planned.add_argument("--today", metavar="DATE", help="the day to answer for")
    planned.add_argument(
        "--add",
        metavar="AREA:POINTS",
        action="extend",
        nargs="+",
        default=[],
        help="as if these points were done",
    )
    planned.set_defaults(run=_answering(_plan))

    reminded = commands.add_parser("reminders", help="the days on which a person is reminded")
    reminded.add_argument("file", metavar="FILE", help="a person as JSON; - reads standard input")
    reminded.add_argument("--today", metavar="DATE", help="the day to answer for")
    reminded.set_defaults(run=_answering(_reminders))

    ruled = commands.add_parser("rules", help="what a credential requires, with the sources")
    ruled.add_argument("code", metavar="CODE", nargs="?", help="as SBB; all where it is left out")
    ruled.add_argument("--scheme", help=f"one of {', '.join(Scheme)}")
    ruled.add_argument("--on", metavar="DATE", help="the end of the cycle; today if left out")
    ruled.add_argument("--today", metavar="DATE", help="the day to answer for")
    ruled.add_argument("--json", action="store_true", help="for programs")
    ruled.set_defaults(run=_answering(_rules))

    suggested = commands.add_parser("suggest", help="likely areas of titles, one per line")
    suggested.set_defaults(run=_answering(_suggest))


def _answering(answer: Callable[[argparse.Namespace], None]) -> Callable[..., int]:
    """Turn a command into one that tells bad input in one line."""

    def run(args: argparse.Namespace) -> int:
        try:
            answer(args)
        except (BadInputError, PersonFileError) as error:
            print(error, file=sys.stderr)  # noqa: T201
            return 2
        return 0

    return run


def _progress(args: argparse.Namespace) -> None:
    today = _day("--today", args.today)
    holdings, activities = _person(args.file, today)
    _print_json([progress_json(progress(each, activities, today)) for each in holdings])


def _plan(args: argparse.Namespace) -> None:
    today = _day("--today", args.today)
    holdings, activities = _person(args.file, today)
    added = [_what_if(text, today) for text in args.add]
    _print_json(plan_json(plan(holdings, activities, today, add=added)))


def _reminders(args: argparse.Namespace) -> None:
    today = _day("--today", args.today)
    holdings, activities = _person(args.file, today)
    done = [progress(each, activities, today).complete is True for each in holdings]
    coming = [
        reminder
        for holding, complete in zip(holdings, done, strict=True)
        for reminder in schedule(holding, today, complete=complete)
    ]
    _print_json([reminder_json(each) for each in sorted(coming, key=lambda each: each.on)])


def _rules(args: argparse.Namespace) -> None:
    today = _day("--today", args.today)
    on = today if args.on is None else _day("--on", args.on)
    found = _credentials(args.code, args.scheme)
    if args.json:
        _print_json([rules_json(each, catalog().edition(each.key, on), on) for each in found])
    else:
        _write(rules_text(found, on))


def _suggest(_args: argparse.Namespace) -> None:
    for line in sys.stdin.buffer:
        title, _tab, provider = line.decode("utf-8", "replace").rstrip("\r\n").partition("\t")
        _write(json.dumps(suggestions_json(suggest(title, provider))))
        sys.stdout.flush()


def _person(file: str, today: date) -> tuple[tuple[Holding, ...], tuple[Activity, ...]]:
    try:
        if file == "-":
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(file).open("rb") as opened:
                data = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise BadInputError(f"{shown(file)}: {error.strerror}") from error
    return read_person(data, today)


def _day(option: str, text: str | None) -> date:
    if text is None:
        return date.today()  # noqa: DTZ011 - the day on the person's own clock
    try:
        return read_day(text)
    except PydanticCustomError as error:
        raise BadInputError(f"{option}: {error.message()}") from error


def _what_if(text: str, today: date) -> Activity:
    """Read AREA:POINTS as a course done today."""
    area, _colon, amount = text.partition(":")
    if area not in set(Area):
        raise BadInputError(f"--add: {shown(area)} is not an area")
    try:
        part = Part(read_points(amount), frozenset({Area(area)}))
    except PydanticCustomError as error:
        raise BadInputError(f"--add {area}: {error.message()}") from error
    return Activity("what if", today, Kind.CE_COURSE, (part,))


def _credentials(code: str | None, scheme: str | None) -> Sequence[Credential]:
    """Return the credentials asked for, in the order of the catalogue."""
    if scheme is not None and scheme not in set(Scheme):
        raise BadInputError(f"--scheme: {shown(scheme)} is not one of {', '.join(Scheme)}")
    schemes = list(Scheme)
    ordered = sorted(
        catalog().credentials.values(), key=lambda c: (schemes.index(c.key.scheme), c.key.code)
    )
    found = [
        each
        for each in ordered
        if (code is None or each.key.code.casefold() == code.casefold())
        and (scheme is None or each.key.scheme == scheme)
    ]
    if not found and code is not None:
        raise BadInputError(_no_such(code, scheme))
    return found


def _no_such(code: str, scheme: str | None) -> str:
    close = [f"{each.key.code} ({each.key.scheme})" for each in catalog().find(code, limit=3)]
    hint = f"; did you mean {' or '.join(close)}?" if close else ""
    asked = shown(code) if scheme is None else f"{shown(code)} in the scheme {scheme}"
    return f"CODE: the catalogue has no {asked}{hint}"


def _print_json(value: object) -> None:
    _write(json.dumps(value, indent=2))


def _write(text: str) -> None:
    sys.stdout.write(f"{text}\n")
