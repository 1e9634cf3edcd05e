"""Measure the sweep of reminders: 100,000 people with 250,000 credentials, on both databases.

    python bench/sweep.py [PEOPLE]

Prints how long a look takes where nothing is due, in an ordinary minute, and where a whole minute
of messages (1,200 at 20 a second) has become due, and what the database does to find them. Then how
long answers take while reminders go out, and without.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "servers"))

from sqlalchemy import insert, text
from temporary_postgres import temporary_postgres

from bot.background import reminding
from bot.background.reminding import Reminding
from bot.delivering.delivery import Delivery
from bot.delivering.notices import Notices
from bot.delivering.sender import Place
from bot.turn import Incoming, take_turn
from cmp_rules.model import Activity, Area, CredentialKey, Holding, Kind, Part
from conversations.buttons import key_value
from conversations.model import Said, Screen, When
from conversations.person import KeepActivity, Settings
from conversations.reminders.days.coming import coming
from conversations.reminders.days.moment import due_at
from conversations.reminders.wishing.wishes import NO_WISHES
from storage import conversations, people, states, tables
from storage.engine import Sessions, open_sessions
from storage.reminders import DUE
from storage.sealing import Sealer

NOW = datetime(2027, 3, 17, 15, 0, tzinfo=UTC)  # eleven in New York, where all of them live
MINUTE = timedelta(minutes=1)
CODES = ("MLS", "SBB", "BB", "HT", "PBT")
SETTINGS = Settings("America/New_York")
PARTS = (Part(Decimal("1.5"), frozenset({Area.BLOOD_BANKING})),)
BUSY = 1200  # messages of one minute
KEY = Sealer([bytes(32)])
ANSWERS = 300


@cache
def next_day(code: str, ends: date, after: date) -> tuple[date, str] | None:
    found = coming(Holding(CredentialKey(code), ends), NO_WISHES, after)
    return (found[0].on, found[0].why.value) if found else None


def rows(many: int) -> Iterator[tuple[int, list[dict[str, Any]], list[dict[str, Any]]]]:
    """Yield people with their holdings and the next reminder of each, as of a minute ago."""
    chance = random.Random(7)
    today = NOW.date()
    for person in range(1, many + 1):
        held, planned = [], []
        moment = due_at(today, SETTINGS, person)
        after = today if moment <= NOW - MINUTE else today - timedelta(days=1)
        for code in chance.sample(CODES, 2 + person % 2):
            ends = today + timedelta(days=chance.randrange(1, 1095))
            key = CredentialKey(code)
            held.append(
                {"person_id": person, "credential": code, "scheme": "ASCP", "cycle_ends": ends}
            )
            found = next_day(code, ends, after)
            day, why = found or (None, None)
            at = None if day is None else due_at(day, SETTINGS, person)
            planned.append(
                {
                    "person_id": person,
                    "kind": "holding",
                    "about": key_value(key),
                    "day": day,
                    "why": why,
                    "due_at": at,
                }
            )
        yield person, held, planned


async def fill(sessions: Sessions, many: int) -> None:
    """Write everybody down; who is due within the minute has 30 CEs."""
    plain = states.plain(SETTINGS)
    batch: list[Any] = []
    due = []
    for each in rows(many):
        batch.append(each)
        if any(row["due_at"] is not None and row["due_at"] <= NOW for row in each[2]):
            due.append(each[0])
        if len(batch) == 5000:
            await write(sessions, batch, plain)
            batch = []
    await write(sessions, batch, plain)
    await log(sessions, due)


async def write(sessions: Sessions, batch: Sequence[Any], plain: Any) -> None:
    if not batch:
        return
    usual = {"number": 0, "voluntary": False}
    async with sessions.begin() as session:
        run = session.db.execute
        who = [person for person, _, _ in batch]
        made = {"settings": plain, "next_number": 1, "created_at": NOW}
        await run(insert(tables.people), [{"id": each, "chat": each, **made} for each in who])
        await run(insert(tables.conversations), [{"chat": each, "number": 0} for each in who])
        held = [{**usual, **row} for _, rows_, _ in batch for row in rows_]
        await run(insert(tables.holdings), held)
        await run(insert(tables.reminders), [row for _, _, rows_ in batch for row in rows_])


async def log(sessions: Sessions, chats: Sequence[int]) -> None:
    activity = Activity("Antibody ID", date(2026, 11, 2), Kind.CE_COURSE, PARTS, "LabCE")
    kept = tuple(KeepActivity(replace(activity, number=number)) for number in range(1, 31))
    for chat in chats:
        async with sessions.begin() as session:
            await conversations.lock(session, chat)
            await people.apply(session, chat, kept, NOW)


async def sweeps(sessions: Sessions, many: int) -> None:
    """Print how long looks take at moments of more and of less."""
    await fill(sessions, many)
    async with sessions.begin() as session:
        await session.db.exec_driver_sql("ANALYZE")
        shown = DUE.params(now=NOW, most=50).compile(
            dialect=session.db.dialect, compile_kwargs={"literal_binds": True}
        )
        how = "EXPLAIN QUERY PLAN" if session.db.dialect.name == "sqlite" else "EXPLAIN"
        found = await session.db.exec_driver_sql(f"{how} {shown}")
        held = await session.db.scalar(text("SELECT count(*) FROM holdings"))
        for row in found:
            print(f"    {row[-1]}")
    print(f"  {many} people, {held} credentials")
    began = time.perf_counter()
    await Reminding(sessions, clock=lambda: NOW).mend()
    print(f"  once an hour: all is planned {time.perf_counter() - began:7.3f} s")
    await look(sessions, NOW - MINUTE, "nothing is due")
    await look(sessions, NOW, "an ordinary minute")
    busy = NOW
    while await due_by(sessions, busy) < BUSY:
        busy += MINUTE
    await look(sessions, busy, f"all of {(busy - NOW).seconds // 60} minutes at once")


async def due_by(sessions: Sessions, moment: datetime) -> int:
    async with sessions.read() as session:
        return len(list(await session.db.scalars(DUE, {"now": moment, "most": BUSY})))


async def look(sessions: Sessions, moment: datetime, name: str) -> None:
    began, before = time.perf_counter(), await waiting(sessions)
    await Reminding(sessions, clock=lambda: moment).sweep()
    took, left = time.perf_counter() - began, await waiting(sessions) - before
    each = f", {took / left * 1000:.1f} ms each" if left else ""
    print(f"  {name:28} {took:7.3f} s   {left} messages left{each}")


async def waiting(sessions: Sessions) -> int:
    async with sessions.read() as session:
        return int(await session.db.scalar(text("SELECT count(*) FROM outbox")))


class Ear:
    """A Telegram that answers in 50 ms."""

    def __init__(self) -> None:
        self.at: list[float] = []

    async def show(self, chat: int, _screen: Screen, _place: Place) -> int:
        if chat < 10**6:
            self.at.append(time.perf_counter())
        await asyncio.sleep(0.05)
        return 1


async def beside(sessions: Sessions) -> None:
    """Print how long answers take while reminders go out, and without."""
    ear = Ear()
    delivery = Delivery(sessions, ear)
    alone = await answers(sessions, delivery, 0)
    stop = asyncio.Event()
    works = (Notices(sessions, delivery.attempts), Reminding(sessions, clock=lambda: NOW))
    tasks = [
        asyncio.create_task(works[0].keep_sending(stop)),
        asyncio.create_task(works[1].keep_reminding(stop)),
    ]
    await asyncio.sleep(3)
    ear.at.clear()
    during = await answers(sessions, delivery, 1)
    rate = (len(ear.at) - 1) / (ear.at[-1] - ear.at[0])
    stop.set()
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*tasks)
    for name, seconds in (("answers alone", alone), ("answers during a fan-out", during)):
        p50, p99 = seconds[len(seconds) // 2] * 1000, seconds[len(seconds) * 99 // 100] * 1000
        print(f"  {name:28} p50 {p50:6.1f} ms   p99 {p99:6.1f} ms")
    print(f"  reminders sent meanwhile     {rate:.1f} a second")


async def answers(sessions: Sessions, delivery: Delivery, part: int) -> list[float]:
    """Return the seconds from an event to its answer, twenty a second."""

    async def one(number: int) -> float:
        await asyncio.sleep(number / 20)
        chat, began = 10**6 + number % 40, time.perf_counter()
        now = datetime.now(UTC)
        said = Said("what do I still need for my SBB?", When(now))
        await take_turn(sessions, Incoming(f"{part}:{number}", chat, said), now=now)
        await delivery.deliver(chat)
        return time.perf_counter() - began

    return sorted(await asyncio.gather(*(one(number) for number in range(ANSWERS))))


async def both(url: str, many: int) -> None:
    sessions = await open_sessions(url, KEY)
    reminding.MOST_WAITING = 10**6  # all at once, to be measured
    await sweeps(sessions, many)
    await beside(sessions)
    await sessions.close()


async def main(many: int) -> None:
    """Measure both databases in one run."""
    with tempfile.TemporaryDirectory() as folder:
        print("SQLite")
        await both(f"{folder}/bench.db", many)
    with temporary_postgres(durable=True) as server, server.database() as url:
        print("PostgreSQL")
        await both(url, many)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
