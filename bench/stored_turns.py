"""Measure turns in one process, without HTTP: taken, committed, delivered to somebody who is there.

    python bench/stored_turns.py [PEOPLE]

Each person logs a CE in the five steps of `loopback.people`, with 12 CEs recorded before. Prints
p50 and p99 on SQLite and PostgreSQL, both durable, for one person at a time and for sixteen, next
to what the disk takes for one bare commit, since absolute figures differ between machines.
"""

import asyncio
import contextlib
import sqlite3
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "servers"))

import seeding
from loopback.people import LOGS_A_CE
from temporary_postgres import temporary_postgres

from bot.delivering.delivery import Delivery
from bot.delivering.sender import Place
from bot.turn import Incoming
from conversations.model import Event, Pressed, Said, Screen, When
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer

TOGETHER = 16
CES = 12


class Eye:
    """A sender to people who see everything at once."""

    def __init__(self) -> None:
        self.seen: dict[int, Screen] = {}

    async def show(self, chat: int, screen: Screen, place: Place) -> int:  # noqa: ARG002
        if screen.asks or chat not in self.seen:
            self.seen[chat] = screen
        return seeding.LIVING


class Measured:
    """One database, and the seconds that turns and deliveries took."""

    def __init__(self, sessions: Sessions) -> None:
        self.turns: list[float] = []
        self.deliveries: list[float] = []
        self._sessions = sessions
        self._eye = Eye()
        self._delivery = Delivery(sessions, self._eye)

    async def log_a_ce(self, chat: int) -> None:
        """Hold the conversation once."""
        for number, does in enumerate(LOGS_A_CE):
            when = When(seeding.NOW)
            event: Event = Said(does.says, when)
            if does.presses:
                event = Pressed(self._button(chat, does.says), when)
            await self._step(Incoming(f"{chat}:{number}", chat, event))

    async def _step(self, incoming: Incoming) -> None:
        started = time.perf_counter()
        handled, leased = await self._delivery.take(incoming, seeding.NOW)
        taken = time.perf_counter()
        assert handled is not None
        await self._delivery.show(incoming.chat, leased)
        self.turns.append(taken - started)
        self.deliveries.append(time.perf_counter() - taken)

    def _button(self, chat: int, label: str) -> str:
        rows = self._eye.seen[chat].buttons
        return next(button.data for row in rows for button in row if button.label == label)


async def measure(url: str, people: int) -> None:
    """Print the figures of one database."""
    first, then = range(1, people + 1), range(people + 1, 2 * people + 1)
    started = time.perf_counter()
    await seeding.seeded(url, [*first, *then], CES)
    print(f"  made, with {2 * people} people, in {time.perf_counter() - started:.1f} s")
    started = time.perf_counter()
    sessions = await open_sessions(url, Sealer([seeding.KEY]))
    print(f"  opened in {(time.perf_counter() - started) * 1e3:.0f} ms")
    alone = Measured(sessions)
    for chat in first:
        await alone.log_a_ce(chat)
    show("turn, one at a time", alone.turns)
    show("delivery, one at a time", alone.deliveries)
    together = Measured(sessions)

    async def several(chats: Sequence[int]) -> None:
        for chat in chats:
            await together.log_a_ce(chat)

    started = time.perf_counter()
    await asyncio.gather(*(several(then[start::TOGETHER]) for start in range(TOGETHER)))
    rate = len(together.turns) / (time.perf_counter() - started)
    show(f"turn, {TOGETHER} at a time", together.turns, f"{rate:.0f}/s, delivered")
    await sessions.close()


def show(name: str, seconds: list[float], more: str = "") -> None:
    """Print one line of figures."""
    ordered = sorted(seconds)
    p50, p99 = ordered[len(ordered) // 2] * 1000, ordered[len(ordered) * 99 // 100] * 1000
    print(f"  {name:24} p50 {p50:6.2f} ms   p99 {p99:6.2f} ms   {more}", flush=True)


def bare_commit(file: Path, times: int) -> None:
    """Print what the disk and sqlite3 alone take for one small durable commit."""
    with contextlib.closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE t (x)"
        )
        seconds = []
        for _ in range(times):
            started = time.perf_counter()
            database.execute("INSERT INTO t VALUES (zeroblob(300))")
            seconds.append(time.perf_counter() - started)
    show("sqlite3, bare commit", seconds)


async def main(people: int) -> None:
    """Measure both databases in one run."""
    with tempfile.TemporaryDirectory() as folder:
        print("SQLite")
        bare_commit(Path(folder) / "bare.db", 400)
        await measure(f"{folder}/bench.db", people)
    with temporary_postgres(durable=True) as server, server.database() as url:
        print("PostgreSQL")
        await measure(url, people)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 96))
