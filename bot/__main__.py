"""The command line: `cmpbot COMMAND …`. Each command lives in a module that is loaded when asked.

Results go to standard output, everything else to standard error. Bad input: one line, status 2.
"""

import argparse
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from bot.left_out import authorities_left_out, leave_out
from bot.one_heap import share_one_heap
from bot.starting import CannotStart

# Where each command is at home. A module has `register(commands)`, which leaves `run(args)`.
HOMES = {
    "chat": "bot.terminal.chat",
    "run": "bot.serving",
    "progress": "bot.figures.commands",
    "plan": "bot.figures.commands",
    "reminders": "bot.figures.commands",
    "rules": "bot.figures.commands",
    "suggest": "bot.figures.commands",
    "understand": "bot.figures.understand",
    "recheck": "bot.operating.recheck",
    "rotate-key": "bot.operating.rotating",
    "move": "bot.carrying.move",
    "backup": "bot.carrying.backup",
    "restore": "bot.carrying.restore",
    "verify": "bot.carrying.verify",
    "export": "bot.carrying.export",
    "import": "bot.carrying.import_",
}
# A turn leaves no cycles behind: the collector looks at every 5,000 new objects, not 700, and goes
# over those that stay in small lots.
COLLECTED = (5_000, 3, 30)
INTERRUPTED = 130  # what shells call a program that was ended by Ctrl-C


class Parser(argparse.ArgumentParser):
    """Complains in one line."""

    def error(self, message: str) -> NoReturn:
        """End with status 2."""
        self.exit(2, f"{self.prog}: {message}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return its exit status."""
    if arguments is None:
        _have_the_process()
    asked = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None and asked[:1] == ["run"]:
        # As the first process of a container we would not even hear it while everything loads.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        return _run(asked)
    except CannotStart as refused:
        sys.stderr.write(f"cmpbot: {refused}\n")
        return refused.status
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()  # whoever read our output has gone
        return 0
    except OSError as error:
        if error.filename is not None:
            raise
        _drop_output()
        why = error.strerror or type(error).__name__
        sys.stderr.write(f"cmpbot: the output could not be written: {why}\n")
        return 1


def _have_the_process() -> None:
    """Make the process light, where it is ours alone.

    What is imported stays to the end, so the collector looks at it only in vain: a tenth of the
    time to start. It is switched on again by `_parser`.
    """
    leave_out()
    share_one_heap()
    gc.disable()
    gc.set_threshold(*COLLECTED)


def _run(asked: Sequence[str]) -> int:
    """Run a command; all its output is written when this returns or the command ends itself."""
    if sys.stdout is None:
        raise CannotStart("there is no standard output to write to.", status=1)
    try:
        args = _parser(asked).parse_args(asked)
        status: int = args.run(args)
    finally:
        sys.stdout.flush()
    return status


def _drop_output() -> None:
    """Send what is still in the buffer nowhere; else the interpreter tries again at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(asked: Sequence[str]) -> Parser:
    """Build the parser of the one command that is asked for, or of all of them."""
    parser = Parser(prog="cmpbot", description="Keep credentials of laboratory professionals.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    home = HOMES.get(asked[0]) if asked else None
    ours = not gc.isenabled()
    with authorities_left_out() if ours else contextlib.nullcontext():
        for module in [home] if home else dict.fromkeys(HOMES.values()):
            import_module(module).register(commands)
    if ours:
        gc.freeze()
        gc.enable()
    return parser


if __name__ == "__main__":
    sys.exit(main())
