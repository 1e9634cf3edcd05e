"""Measure the whole bot over loopback HTTP, next to the same conversation on other frameworks.

    python bench/over_http.py [PART …]

Parts: closed, offered, slow, webhook, crowd, workers, cold; all of them unless some are named. The
Bot API and its people run in this process, each bot in its own. A latency ends when the Bot API
shows the answer. Every turn of ours is on the disk before it is answered; the others keep their
talks in memory (aiogram is left out unless CMPBOT_BENCH_AIOGRAM names an interpreter that has it).
"""

import asyncio
import contextlib
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "servers"))

import seeding
from loopback.api import LoopbackApi
from loopback.bots import Bot, aiogram, conversation_handler, ours, pickled, running
from loopback.people import Heard, Person, closed, gather, offered
from temporary_postgres import temporary_postgres

SECONDS = 6.0  # of each load
RATE = 200.0  # steps offered per second
SLOW = 0.05  # seconds that a call of a slow Bot API takes
FEW, MANY, MOST = 300, 1_000, 10_000  # people in mid-conversation
CES = 12  # that each of ours has recorded before
STARTS = 5  # cold ones

Load = Callable[[list[Person]], Awaitable[Heard]]
Make = Callable[["Bench", Path, int], Awaitable[Bot | None]]


class Bench:
    """An API, and a folder for the databases of this run."""

    def __init__(self, api: LoopbackApi, folder: Path) -> None:
        self.api = api
        self.folder = folder

    @contextlib.contextmanager
    def room(self) -> Iterator[Path]:
        """Give a bot a fresh folder."""
        with tempfile.TemporaryDirectory(dir=self.folder) as room:
            yield Path(room)

    async def database(self, room: Path, people: int) -> str:
        """Give our bot a database of its own with this many people in mid-conversation."""
        template = self.folder / f"{people}.db"
        if not template.exists():
            await seeding.seeded(str(template), chats(people), CES if people < MOST else 1)
        return str(shutil.copy(template, room / "cmpbot.db"))

    async def compare(
        self, people: int, load: Load, *bots: Make, delay: float = 0.0
    ) -> list[float]:
        """Put a load on each bot and print what came of it; return the megabytes they take."""
        memory = []
        for make in bots:
            with self.room() as room:
                bot = await make(self, room, people)
                if bot is not None:
                    memory.append(await self.measure([bot], people, load, delay=delay))
        return memory

    async def measure(
        self, bots: Sequence[Bot], people: int, load: Load, *, delay: float = 0.0
    ) -> float:
        """Put a load on one bot and print what came of it; return the megabytes it takes."""
        async with running(self.api, *bots) as process:
            crowd = gather(self.api, chats(people), bots[0].keyboard, seeding.LIVING)
            await closed(crowd[:1], 0, logs=2)  # what is loaded when first needed is loaded now
            self.api.delay = delay
            busy = process.busy
            heard = await load(crowd)
            memory = process.memory
            show(bots[0].name, heard, process.busy - busy, memory)
        return memory


def chats(people: int) -> range:
    """Return the numbers of this many people."""
    return range(1, people + 1)


async def one_by_one(crowd: list[Person]) -> Heard:
    """Load a bot with one person at a time."""
    return await closed(crowd, SECONDS)


async def at_a_rate(crowd: list[Person]) -> Heard:
    """Load a bot with many people."""
    return await offered(crowd, RATE, SECONDS)


async def _ours(bench: Bench, room: Path, people: int) -> Bot | None:
    return ours(bench.api, await bench.database(room, people))


async def _ours_by_webhook(bench: Bench, room: Path, people: int) -> Bot | None:
    db = await bench.database(room, people)
    return ours(bench.api, db, name="cmpbot, webhook", port=_free_port())


async def _ptb(bench: Bench, room: Path, people: int) -> Bot | None:
    pickled(room, chats(people))
    return conversation_handler(bench.api, room)


async def _ptb_concurrent(bench: Bench, room: Path, people: int) -> Bot | None:
    pickled(room, chats(people))
    return conversation_handler(bench.api, room, concurrent=True)


async def _aiogram(bench: Bench, room: Path, people: int) -> Bot | None:
    return aiogram(bench.api, room, chats(people))


ALL = (_ours, _ptb, _ptb_concurrent, _aiogram)


async def closed_loop(bench: Bench) -> None:
    """Let one person go at a time, as fast as the answers come."""
    title("closed: one person at a time, Bot API answering in 0 ms")
    await bench.compare(FEW, one_by_one, *ALL)


async def offered_rate(bench: Bench) -> None:
    """Let many people go."""
    title(f"offered: {RATE:.0f} steps/s of {FEW} people, Bot API answering in 0 ms")
    await bench.compare(FEW, at_a_rate, *ALL)


async def slow_api(bench: Bench) -> None:
    """Let many people go while each call takes its time."""
    title(f"slow: {RATE:.0f} steps/s of {FEW} people, Bot API answering in {SLOW * 1e3:.0f} ms")
    await bench.compare(FEW, at_a_rate, *ALL, delay=SLOW)


async def webhook(bench: Bench) -> None:
    """Put the same three loads on, brought instead of fetched."""
    title("webhook: closed, offered, slow")
    await bench.compare(FEW, one_by_one, _ours_by_webhook)
    await bench.compare(FEW, at_a_rate, _ours_by_webhook)
    await bench.compare(FEW, at_a_rate, _ours_by_webhook, delay=SLOW)


async def crowd(bench: Bench) -> None:
    """Put more and more people in mid-conversation, and see what memory they take."""
    sizes = (1, MANY, MOST)
    taken: list[list[float]] = []
    for people in sizes:
        load = one_by_one if people == 1 else at_a_rate
        how = "one at a time" if people == 1 else f"{RATE:.0f} steps/s"
        title(f"crowd: {people} in mid-conversation, {how}, Bot API answering in 0 ms")
        taken.append(await bench.compare(people, load, _ours, _ptb_concurrent, _aiogram))
    each = [(most - one) / MOST * 1e3 for one, most in zip(taken[0], taken[-1], strict=True)]
    print(f"  memory for each person: {', '.join(f'{kilobytes:.1f} kB' for kilobytes in each)}")


async def workers(bench: Bench) -> None:
    """Let several processes share one PostgreSQL behind one webhook."""
    rate = 2 * RATE
    title(f"workers: {rate:.0f} steps/s of {FEW} people on a durable PostgreSQL, webhook, 0 ms")
    with temporary_postgres(durable=True) as server:
        for number in (1, 2, 4):
            with server.database() as url:
                await seeding.seeded(url, chats(FEW), CES)
                bots = [
                    ours(bench.api, url, name=f"cmpbot x {number}", port=_free_port())
                    for _ in range(number)
                ]
                await bench.measure(bots, FEW, lambda crowd: offered(crowd, rate, SECONDS))


async def cold(bench: Bench) -> None:
    """Time the way from the start of the process to the answer to somebody who wrote before."""
    title(f"cold: from the start of the process to the first reply, {STARTS} starts")
    for make in ALL:
        took: list[tuple[float, float]] = []
        for _ in range(STARTS):
            with bench.room() as room:
                bot = await make(bench, room, FEW)
                if bot is not None:
                    name = bot.name
                    took.append(await _first_reply(bench.api, bot))
        if took:
            took.sort()
            median, worst = took[len(took) // 2], took[-1]
            print(
                f"  {name:26} p50 {median[0]:.2f} s ({median[1]:.2f} s of processor), "
                f"worst {worst[0]:.2f} s",
                flush=True,
            )


async def _first_reply(api: LoopbackApi, bot: Bot) -> tuple[float, float]:
    """Return the seconds until a person is answered who wrote before, and those of processor."""
    heard = asyncio.get_running_loop().create_future()
    started = time.perf_counter()

    def waits() -> None:
        person = gather(api, chats(1), bot.keyboard, seeding.LIVING)[0]
        person.answered = lambda: heard.set_result(time.perf_counter() - started)
        person.act()

    async with running(api, bot, before=waits) as process:
        return await asyncio.wait_for(heard, 30), process.busy


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


async def main(parts: Sequence[str]) -> None:
    """Run the parts."""
    with tempfile.TemporaryDirectory() as folder:
        api = LoopbackApi()
        await api.start()
        bench = Bench(api, Path(folder))
        for part in parts:
            await PARTS[part](bench)


def title(what: str) -> None:
    """Print what the next figures are about."""
    print(f"\n{what}", flush=True)


def show(name: str, heard: Heard, busy: float, memory: float) -> None:
    """Print one line."""
    ordered = sorted(heard.latencies)
    p50, p99 = ordered[len(ordered) // 2] * 1e3, ordered[len(ordered) * 99 // 100] * 1e3
    missing = f", {heard.unanswered} unanswered" if heard.unanswered else ""
    answered = max(len(ordered) - heard.unanswered, 1)
    print(
        f"  {name:26} {heard.rate:6.0f}/s   p50 {p50:7.1f} ms   p99 {p99:7.1f} ms   "
        f"{busy / answered * 1e3:5.2f} ms of processor each, {memory:4.0f} MB{missing}",
        flush=True,
    )


PARTS: dict[str, Callable[[Bench], Awaitable[None]]] = {
    "closed": closed_loop,
    "offered": offered_rate,
    "slow": slow_api,
    "webhook": webhook,
    "crowd": crowd,
    "workers": workers,
    "cold": cold,
}

if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:] or list(PARTS)))
