"""`cmpbot run` in a process of its own; started, stopped and killed as often as a test likes."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Literal, TypeAlias

import aiohttp
from strict_api.server import TOKEN, StandIn

from storage.sealing import write_key

KEY = bytes(range(32))
PUBLIC = "https://bot.example.org/telegram"  # where the proxy stands

Way: TypeAlias = Literal["polling", "webhook"]


def free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


class Served:
    """The bot in a process of its own."""

    def __init__(self, standin: StandIn, db: str, folder: Path, way: Way = "polling") -> None:
        self.standin = standin
        self.db = db
        self.folder = folder
        self.way = way
        self.errors = ""
        self.url = f"http://127.0.0.1:{free_port()}"  # of what answers the proxy
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, token: str = TOKEN, **more: str) -> None:
        """Start it; `more` are settings."""
        settings = {
            "TELEGRAM_BOT_TOKEN": token,
            "TELEGRAM_API_URL": self.standin.url,
            "CMPBOT_KEY": write_key(KEY),
            "CMPBOT_LOG": "DEBUG",
            "CMPBOT_LOG_FORMAT": "text" if self.way == "webhook" else "json",
            "CMPBOT_LISTEN": self.url.removeprefix("http://"),
        }
        if self.way == "webhook":
            settings["WEBHOOK_URL"] = PUBLIC
            if self.url not in self.standin.webhook.behind:
                self.standin.webhook.behind.append(self.url)
        self._process = await asyncio.create_subprocess_exec(
            *[sys.executable, "-m", "bot", "run", "--db", self.db],
            env=os.environ | settings | more,
            cwd=self.folder,
            stderr=asyncio.subprocess.PIPE,
        )

    async def is_ready(self, within: float = 45.0) -> None:
        """Wait until it says that it is ready."""
        deadline = time.monotonic() + within
        while await self.status("/readyz") != 200:
            assert time.monotonic() < deadline, "it does not get ready"
            await asyncio.sleep(0.05)

    async def status(self, path: str) -> int:
        """Ask it something; return the status of the answer, 0 where nobody answers."""
        try:
            async with aiohttp.ClientSession() as client, client.get(self.url + path) as answer:
                return answer.status
        except aiohttp.ClientError:
            return 0

    async def hears(self, number: signal.Signals) -> None:
        """Wait until it does something of its own on a signal (Linux)."""
        assert self._process
        caught, deadline = 0, time.monotonic() + 20
        while not caught & 1 << number - 1:
            assert time.monotonic() < deadline, "it does not hear the signal"
            await asyncio.sleep(0)
            caught = _caught_by(self._process.pid)

    async def kill(self) -> None:
        """End it as a power cut does."""
        assert self._process
        self._process.kill()
        await self.ends()

    async def stop(self) -> int:
        """Ask it to stop; return its exit status."""
        assert self._process
        with contextlib.suppress(ProcessLookupError):
            self._process.terminate()
        return await self.ends()

    async def ends(self) -> int:
        """Wait until it ends by itself; return its exit status."""
        assert self._process
        _, errors = await asyncio.wait_for(self._process.communicate(), 20)
        self.errors += errors.decode()
        assert self._process.returncode is not None
        return self._process.returncode


def _caught_by(process: int) -> int:
    """Return the signals for which a process has set something, a bit each."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("SigCgt:")[2].split()[0], 16)
