"""`cmpbot recheck`: what changed for whom, as JSON."""

import json
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from cmp_rules.model import CredentialKey, Holding
from conversations.person import KeepHolding
from storage import conversations, holdings, people, tables
from storage.engine import open_sessions
from storage.sealing import Sealer, write_key
from storage.sending import notices

KEY = bytes(range(32))
ANA = 7
SBB = CredentialKey("SBB")
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CMPBOT_KEY", write_key(KEY))


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bot", "recheck", *arguments],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def rechecked(url: str, *more: str) -> list[dict[str, Any]]:
    done = run("--db", url, "--today", "2026-11-23", *more)
    assert (done.returncode, done.stderr) == (0, "")
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.fixture
async def changed_since(database_url: str) -> str:
    """Give a database whose one person was told a total of 30 for SBB, and no ethics."""
    sessions = await open_sessions(database_url, Sealer([KEY]))
    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        change = KeepHolding(Holding(SBB, date(2027, 6, 30)))
        await people.apply(session, ANA, (change,), NOW)
        holder = await holdings.holder_of(session, ANA)
        assert holder is not None
        figures = {"total": 30, "safety": 1, "blood_banking": 10, "electives": None}
        older = {name: n if n is None else Decimal(n) for name, n in figures.items()}
        await holdings.note_told(session, holder.held[0], older)
    await sessions.close()
    return database_url


async def left_to_say(url: str) -> int:
    sessions = await open_sessions(url, Sealer([KEY]))
    async with sessions.read() as session:
        waiting = await notices.waiting(session)
    await sessions.close()
    return waiting


CHANGED = {
    "person": ANA,
    "credential": "SBB",
    "scheme": "ASCP",
    "figures": [
        {"name": "total", "was": "30", "now": "36", "confidence": "secondary"},
        {"name": "ethics", "was": "0", "now": "1", "confidence": "secondary"},
        {"name": "electives", "was": None, "now": "24", "confidence": "secondary"},
    ],
    "missing": {"was": "30", "now": "36"},
    "complete": {"was": False, "now": False},
}


async def test_the_report_shows_what_changed_and_tells_nobody(changed_since: str) -> None:
    """Issue 3, brief: the shape to the letter; asked again it says the same."""
    assert rechecked(changed_since) == [CHANGED]
    assert rechecked(changed_since) == [CHANGED]
    assert await left_to_say(changed_since) == 0


async def test_with_tell_they_are_told_and_nothing_is_left_to_report(changed_since: str) -> None:
    """Issue 3: told once."""
    assert rechecked(changed_since, "--tell") == [CHANGED]

    assert rechecked(changed_since, "--tell") == []
    assert rechecked(changed_since) == []
    assert await left_to_say(changed_since) == 1


async def test_several_holdings_are_objects_of_one_list(sqlite_url: str) -> None:
    """The list is written as it is found; it must be one JSON value all the same."""
    sessions = await open_sessions(sqlite_url, Sealer([KEY]))
    async with sessions.begin() as session:
        for chat in (1, 2):
            change = KeepHolding(Holding(SBB, date(2027, 6, 30)))
            await people.apply(session, chat, (change,), NOW)
        await session.db.execute(
            update(tables.holdings).values(figures_told='{"total":null,"electives":null}')
        )
    await sessions.close()

    assert [(each["person"], each["missing"]["was"]) for each in rechecked(sqlite_url)] == [
        (1, None),
        (2, None),
    ]


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    """Interfaces: bad input is one line and status 2, and nothing is stored."""
    done = run("--db", "mistyped.db")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"cmpbot: There is no database of cmpbot at {tmp_path / 'mistyped.db'}.\n"
    assert list(tmp_path.iterdir()) == []
