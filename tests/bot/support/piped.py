"""`cmpbot chat --json` in a process of its own, through pipes."""

import json
import signal
import subprocess
import sys
from typing import Any

COMMAND = [sys.executable, "-m", "bot", "chat"]
TODAY = ["--today", "2026-11-23"]


class Pipe:
    """A running `cmpbot chat --json`, one line at a time."""

    def __init__(self, db: str, *more: str) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "--db", db, *TODAY, "--json", *more],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def says(self, line: str) -> dict[str, Any]:
        """Send a line and return the object that answers it."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def hears(self, line: str) -> str:
        """Send a line and return all words of the answer."""
        return "\n".join(reply["text"] for reply in self.says(line)["replies"])

    def kill(self) -> None:
        """End it as a power cut does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()

    def end(self) -> str:
        """Close its input; return what it wrote to standard error."""
        _, errors = self.process.communicate(timeout=45)
        assert self.process.returncode == 0
        return errors
