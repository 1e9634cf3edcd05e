"""The bots that are measured, each in a process of its own."""

import asyncio
import base64
import contextlib
import os
import pickle
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import psutil
from loopback.api import TOKEN, LoopbackApi
from seeding import KEY, middle

YARDSTICKS = Path(__file__).parent.parent / "yardsticks"
AIOGRAM = os.environ.get("CMPBOT_BENCH_AIOGRAM", "")
LOUD = bool(os.environ.get("CMPBOT_BENCH_LOUD"))  # show what the bots say of themselves
START = 60.0  # seconds a bot may take to come up


@dataclass(frozen=True)
class Bot:
    """How to start a bot."""

    name: str
    command: Sequence[str]
    keyboard: list[Any]  # what people in mid-conversation see
    settings: dict[str, str] = field(default_factory=dict)
    port: int | None = None  # where it listens, with a webhook


def _their_keyboard() -> list[Any]:
    return [[{"text": "Today", "callback_data": "Today"}]]


def ours(api: LoopbackApi, db: str, *, name: str = "cmpbot", port: int | None = None) -> Bot:
    """Return this project's bot on a database; with a port, by webhook."""
    told = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": api.url,
        "CMPBOT_KEY": base64.urlsafe_b64encode(KEY).decode(),
        "CMPBOT_LOG": "WARNING",
        "CMPBOT_AT_ONCE": "0",  # one person may be as fast as the bot
    }
    if port is not None:
        told |= {"WEBHOOK_URL": f"http://127.0.0.1:{port}/hook", "CMPBOT_LISTEN": str(port)}
    return Bot(name, (sys.executable, "-m", "bot", "run", "--db", db), middle()[1], told, port)


def conversation_handler(api: LoopbackApi, folder: Path, *, concurrent: bool = False) -> Bot:
    """Return the yardstick; `concurrent` handles several updates at once."""
    more = ("--concurrent",) if concurrent else ()
    script = str(YARDSTICKS / "ptb_conversation.py")
    name = "PTB, concurrent updates" if concurrent else "PTB, as its examples are"
    return Bot(
        name, (sys.executable, script, api.url, TOKEN, str(folder), *more), _their_keyboard()
    )


def aiogram(api: LoopbackApi, folder: Path, chats: Sequence[int]) -> Bot | None:
    """Return the other yardstick; None where no interpreter with aiogram was named."""
    if not AIOGRAM:
        return None
    command = (AIOGRAM, str(YARDSTICKS / "aiogram_conversation.py"), api.url, TOKEN, str(folder))
    return Bot("aiogram 3", (*command, str(len(chats))), _their_keyboard())


def pickled(folder: Path, chats: Sequence[int]) -> None:
    """Leave what PicklePersistence keeps of people who are asked for a date (its state 1)."""
    kept = {
        "conversations": {"log": {(chat, chat): 1 for chat in chats}},
        "user_data": {chat: {"title": "antibody identification"} for chat in chats},
        "chat_data": {},
        "bot_data": {},
        "callback_data": None,
    }
    (folder / "talks.pickle").write_bytes(pickle.dumps(kept))


class Running:
    """A bot at work: how much memory and processor it takes."""

    def __init__(self, processes: "Sequence[subprocess.Popen[bytes]]") -> None:
        self._watched = [psutil.Process(process.pid) for process in processes]

    @property
    def memory(self) -> float:
        """Resident megabytes, of the largest process."""
        return max(float(each.memory_info().rss) for each in self._watched) / 1e6

    @property
    def busy(self) -> float:
        """Seconds of processor time so far, of all processes."""
        times = [each.cpu_times() for each in self._watched]
        return float(sum(each.user + each.system for each in times))


@contextlib.asynccontextmanager
async def running(
    api: LoopbackApi, *bots: Bot, before: Callable[[], None] = lambda: None
) -> AsyncIterator[Running]:
    """Start a bot (or several workers of one), wait until it serves, stop it at the end.

    `before` happens while nobody listens.
    """
    api.forget_bot()
    before()
    processes = [_start(bot) for bot in bots]
    try:
        await _until(api.listening.is_set, processes)
        ports = [bot.port for bot in bots if bot.port]
        for port in ports:
            await _until(partial(_ready, port), processes)
        if ports:
            await api.bring(ports)
        yield Running(processes)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            await asyncio.to_thread(_end, process)
        api.forget_bot()


def _start(bot: Bot) -> "subprocess.Popen[bytes]":
    # What is installed is compiled, so every bot keeps what it compiles at its first start.
    not_theirs = ("CMPBOT_", "TELEGRAM_", "WEBHOOK_", "PYTHONDONTWRITEBYTECODE")
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(not_theirs)
    }
    return subprocess.Popen(
        bot.command,
        env=environment | bot.settings,
        stdout=subprocess.DEVNULL,
        stderr=None if LOUD else subprocess.DEVNULL,
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


async def _until(there: Callable[[], bool], processes: "Sequence[subprocess.Popen[bytes]]") -> None:
    until = time.monotonic() + START
    while not there():
        if time.monotonic() > until or any(each.poll() is not None for each in processes):
            raise SystemExit("The bot did not come up; CMPBOT_BENCH_LOUD=1 shows why.")
        await asyncio.sleep(0.005)


def _ready(port: int) -> bool:
    """Whether a worker takes updates by now; our bot says so itself."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
