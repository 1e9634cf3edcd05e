"""The drill: a backup taken under load, the bot killed, the backup restored elsewhere, compared.

Prints one JSON line with its figures, for docs/reliability.md:
`pytest -s tests/bot/carrying/test_drill.py`.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from commanded import environment
from served import KEY, Served
from strict_api.person import Person
from strict_api.server import StandIn

from storage import people
from storage.engine import open_sessions
from storage.sealing import Sealer

CROWD = 8
ROUNDS_BEFORE = 2  # of everybody, before the backup begins
EXPIRES = (datetime.now(UTC) + timedelta(days=600)).date()


@pytest.fixture
def new_place(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give an empty place of the same kind for the backup."""
    if kind == "sqlite":
        (tmp_path / "elsewhere").mkdir()
        yield f"sqlite:///{tmp_path / 'elsewhere' / 'cmpbot.db'}"
        return
    with request.getfixturevalue("postgres_server").database() as url:
        yield url


async def cmpbot(folder: Path, *words: str) -> tuple[int, str, float]:
    """Run a command beside the load; return its status, its output and how long it took."""
    began = time.monotonic()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", *words),
        env=environment(),
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode(), time.monotonic() - began


class Load:
    """A crowd that logs one CE after the other; knows what was confirmed to whom, and when."""

    def __init__(self, crowd: list[Person]) -> None:
        self.crowd = crowd
        self.confirmed: dict[str, float] = {}  # title -> when "Saved." was seen
        self.rounds = 0
        self._round = asyncio.Condition()

    async def begin(self) -> None:
        for each in self.crowd:
            each.say(f"I hold MLS, expires {EXPIRES}")
        for each in self.crowd:
            await each.sees("set up", within=30)

    async def go_on(self) -> None:
        """Log CEs until cancelled."""
        while True:
            await asyncio.gather(*(self._log(each, self.rounds) for each in self.crowd))
            async with self._round:
                self.rounds += 1
                self._round.notify_all()

    async def reaches(self, rounds: int) -> None:
        """Wait until the crowd has been through so many rounds."""
        async with asyncio.timeout(60), self._round:
            await self._round.wait_for(lambda: self.rounds >= rounds)

    async def _log(self, person: Person, number: int) -> None:
        title = f"Course {person.chat.id}x{number}"
        person.say(f"1 hour {title} from LabCE today, safety")
        await person.sees("Is this right?", within=30)
        person.press("Save")
        await person.sees(f"#{number + 1} {title}", within=30)
        self.confirmed[title] = time.monotonic()


async def titles(db: str, chats: list[int]) -> set[str]:
    """Return what is recorded of people, read with a session of our own."""
    sessions = await open_sessions(db, Sealer([KEY]))
    found = set()
    async with sessions.read() as session:
        for chat in chats:
            person = await people.load(session, chat, datetime.now(UTC))
            assert [a.number for a in person.activities] == [*range(1, len(person.activities) + 1)]
            found |= {activity.title for activity in person.activities}
    await sessions.close()
    return found


@pytest.mark.slow
async def test_a_backup_under_load_holds_whatever_was_confirmed_before_it(
    kind: str,
    new_place: str,
    standin: StandIn,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Issue 6: killed under load, restored on an empty machine with the key, verified, compared."""
    crowd = [standin.person(number, f"P{number}") for number in range(1, CROWD + 1)]
    chats = [each.chat.id for each in crowd]
    served = Served(standin, request.getfixturevalue(f"{kind}_url"), tmp_path)
    await served.start()
    await served.is_ready(within=60)
    load = Load(crowd)
    await load.begin()
    at_work = asyncio.create_task(load.go_on())
    await load.reaches(ROUNDS_BEFORE)

    began = time.monotonic()
    status, said, backup_took = await cmpbot(tmp_path, "backup", "backup", "--db", served.db)
    ended = time.monotonic()
    assert status == 0, said
    await load.reaches(load.rounds + 1)
    await served.kill()
    at_work.cancel()
    await asyncio.gather(at_work, return_exceptions=True)
    status, said, restore_took = await cmpbot(tmp_path, "restore", "backup", "--db", new_place)
    assert status == 0, said
    assert said.endswith("wrong: 0\n")
    restored = await titles(new_place, chats)
    killed = await titles(served.db, chats)

    before = {title for title, at in load.confirmed.items() if at < began}
    during = {title for title, at in load.confirmed.items() if began <= at < ended}
    assert len(before) >= CROWD * ROUNDS_BEFORE
    assert set(load.confirmed) <= killed  # the killed one itself lost nothing that it confirmed
    assert before <= restored <= killed
    figures: dict[str, Any] = {
        "drill": "backup and restore",
        "database": kind,
        "confirmed_before": len(before),
        "confirmed_during": len(during),
        "confirmed_after": len(load.confirmed) - len(before) - len(during),
        "restored": len(restored),
        "missing": len(before - restored),
        "backup_seconds": round(backup_took, 2),
        "restore_and_verify_seconds": round(restore_took, 2),
    }
    with capsys.disabled():
        print(json.dumps(figures))
