"""The command `cmpbot chat`: reads lines, prints answers."""

import argparse
import asyncio
import contextlib
import io
import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.database import database, read_settings, told_when_away
from bot.harmless import escaped
from bot.operating.commands import takes_database
from bot.operating.days import read_today
from bot.operating.whom import read_person
from bot.terminal.files import Folder, Shown, shown
from bot.terminal.printing import drawn, plain_label, plain_text, wrapped
from bot.terminal.session import Terminal, Whose
from bot.terminal.typed import Meaning, buttons_of, read_line, read_typed
from bot.watching import logs
from conversations.model import Screen
from storage.engine import SERVING

HOW_TO_BEGIN = "Type /start to begin, or just say what you did. Ctrl-D ends; nothing is lost."
HOW_TO_PRESS = (
    "Talk with the bot. At a terminal a button is pressed by typing its label or its number. "
    "Lines from a pipe press with [Label] or [2]; without brackets they are said as they stand."
)
USUAL_WIDTH = 80


def register(commands: Any) -> None:
    """Add the command to a parser."""
    chat = commands.add_parser(
        "chat", help="talk with the bot here; lines may be piped in", description=HOW_TO_PRESS
    )
    takes_database(chat)
    chat.add_argument("--person", type=read_person, default=1, metavar="N", help="whose talk it is")
    chat.add_argument("--today", type=read_today, metavar="DATE", help="in place of the clock")
    chat.add_argument("--files", type=Path, metavar="DIR", help="where files are written")
    chat.add_argument("--json", action="store_true", help="one JSON object per line of input")
    chat.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Hold the conversation until the input ends."""
    logs.set_up("WARNING")
    folder = Folder(args.files)
    with asyncio.Runner() as runner, contextlib.ExitStack() as stack:
        opened = database(read_settings(args.db), SERVING)
        sessions = runner.run(opened.__aenter__())
        stack.callback(lambda: runner.run(opened.__aexit__(None, None, None)))
        terminal = Terminal(sessions, Whose(args.person, args.today))
        shows = Shows(runner, terminal, folder)
        typing = sys.stdin.isatty() and not args.json
        with told_when_away():
            before = runner.run(terminal.open(reading=typing))
        if typing:
            _talk(shows, before)
        else:
            _serve_lines(shows, as_json=args.json)
    return 0


@dataclass(frozen=True, slots=True)
class Shows:
    """What a line needs to be answered and shown."""

    runner: asyncio.Runner
    terminal: Terminal
    folder: Folder

    def take(self, meaning: Meaning) -> tuple[Screen, ...]:
        """Return the screens that answer a line."""
        return self.runner.run(self.terminal.take(meaning))

    def files(self, screen: Screen) -> Iterator[Shown | str]:
        """Write the files of a screen; in the place of one that is not there, why."""
        for file in self.runner.run(self.terminal.files(screen)) if screen.files else ():
            yield shown(file, self.folder)


def _talk(shows: Shows, before: tuple[Screen, ...]) -> None:
    """Prompt for lines until Ctrl-D."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  gives the prompt its arrow keys
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")  # a stray byte must not end the talk
    if before:
        _print_screens(shows, before)
    else:
        _out(wrapped(HOW_TO_BEGIN, _width()))
    while True:
        try:
            line = input("> ")
        except EOFError:
            _out()
            return
        if line.strip():
            last = shows.terminal.last
            buttons = buttons_of(last[-1]) if last else ()
            _print_screens(shows, shows.take(read_typed(line, buttons)))


def _serve_lines(shows: Shows, *, as_json: bool) -> None:
    """Answer each line of standard input before the next one is read."""
    for line in _lines():
        screens = shows.take(read_line(line))
        if as_json:
            replies = [_reply(shows, screen) for screen in screens]
            _out(escaped(json.dumps({"said": line, "replies": replies}, ensure_ascii=False)))
        else:
            _print_screens(shows, screens)


def _lines() -> Iterator[str]:
    for raw in sys.stdin.buffer:
        yield raw.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")


def _reply(shows: Shows, screen: Screen) -> dict[str, Any]:
    rows = [[plain_label(button) for button in row] for row in screen.buttons]
    files = list(shows.files(screen))
    text = "\n\n".join((plain_text(screen), *(why for why in files if isinstance(why, str))))
    paths = [str(file.path) for file in files if isinstance(file, Shown)]
    return {"text": text, "buttons": rows, "edits": screen.edits, "files": paths}


def _print_screens(shows: Shows, screens: Iterable[Screen]) -> None:
    width = _width()
    for screen in screens:
        _out(f"\n{drawn(screen, width)}")
        for file in shows.files(screen):
            _out(wrapped(file, width) if isinstance(file, str) else file.line)
    _out()


def _width() -> int | None:
    """Return how many characters fit on a line of the terminal; None where it is none."""
    if not sys.stdout.isatty():
        return None
    return os.get_terminal_size(sys.stdout.fileno()).columns or USUAL_WIDTH  # 0: it does not know


def _out(line: str = "") -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
