"""What is remembered never shows: histories of two people, told by two processes."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from samples import ANA, BEN, HOLDING, MLS, NOW, SBB, numbered
from sqlalchemy import ColumnElement, select, update

from cmp_rules.model import Adjustments, Declared
from cmp_rules.progress import Progress
from conversations.certificates.kept import (
    AttachCertificate,
    Certificate,
    KeepCertificate,
    PutBackCertificate,
    RemoveCertificate,
)
from conversations.person import (
    Change,
    DeleteAt,
    DropHolding,
    KeepActivity,
    KeepEverything,
    KeepHolding,
    KeepSettings,
    Person,
    PutBackActivity,
    RemoveActivity,
    Settings,
)
from storage import conversations, deletion, people
from storage.engine import Session, Sessions, open_sessions
from storage.keyring import rotation
from storage.logged import REMOVED_KEPT
from storage.sealing import Sealer
from storage.tables import activities
from storage.tables import people as persons

OLD, NEW = bytes(range(32)), b"n" * 32
FILE = b"%PDF-1.7"
NOTED = replace(HOLDING, adjustments=Adjustments(Decimal(36), note="told by ASCP"))
CHANGES: Sequence[Change] = (
    *(KeepActivity(numbered(n, title)) for n in (1, 2, 3) for title in ("A talk", "A course")),
    *(kind(n) for n in (1, 2) for kind in (RemoveActivity, PutBackActivity)),
    *(KeepHolding(each) for each in (HOLDING, NOTED, replace(HOLDING, key=SBB, number=2))),
    KeepHolding(replace(NOTED, declared=Declared(date(2026, 11, 20)))),
    DropHolding(MLS),
    KeepSettings(Settings(time_zone="Europe/Berlin")),
    KeepSettings(Settings()),
    DeleteAt(datetime(2030, 1, 1, tzinfo=UTC)),
    KeepEverything(),
    KeepCertificate(Certificate(1, "a.pdf", "application/pdf", len(FILE), "ab", NOW.date())),
    AttachCertificate(1, 1),
    RemoveCertificate(1),
    PutBackCertificate(1),
)
STEPS = {"change": 30, "fail": 6, "erase": 3, "copy": 4, "restore": 4, "rotate": 2, "wait": 3}


@pytest.mark.parametrize("seed", range(3))
async def test_what_is_remembered_never_shows(
    database_url: str, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes that remember tell the same as one that does not, whatever happened."""
    monkeypatch.setattr("conversations.worked_out.FEW", 0)
    monkeypatch.setattr("storage.logged.MANY", 1 + seed)  # 1: also the only one is joined
    monkeypatch.setattr("storage.logged.MOST_AFTER", seed)
    monkeypatch.setattr("storage.logged.BLOCK", 1 + seed)
    await (await open_sessions(database_url, Sealer([OLD]))).close()
    masters = [Sealer([NEW, OLD]) for _ in range(3)]
    opened = [await open_sessions(database_url, master) for master in masters]
    history, chance = History(random.Random(seed)), random.Random(seed)
    steps = [step for step, times in STEPS.items() for _ in range(times)]
    chance.shuffle(steps)
    for step in steps:
        at = chance.randrange(2)
        await history.goes_on(step, opened[at], masters[at], chance.choice((ANA, BEN)))
        for chat in (ANA, BEN):
            async with opened[2].read() as session:  # who only reads remembers nothing
                truth = await people.load(session, chat, history.now)
            for each in opened[:2]:
                found = await turn(each, chat, history.now)
                assert found == truth
                assert _figures(found, history.now) == _figures(truth, history.now)
    for each in opened:
        await each.close()


async def turn(sessions: Sessions, chat: int, now: datetime) -> Person:
    async with sessions.begin() as session:
        await conversations.lock(session, chat)
        return await people.load(session, chat, now)


def _figures(person: Person, now: datetime) -> list[Progress]:
    """Return where a person stands; who only read has nothing of it worked out before."""
    return [person.progress(holding, now.date()) for holding in person.holdings]


class Undone(Exception):  # noqa: N818
    """Undoes a transaction."""


class History:
    """What happens to people, by chance."""

    def __init__(self, chance: random.Random) -> None:
        self.now = NOW
        self._chance = chance
        self._copies: dict[int, list[dict[str, Any]]] = {}

    async def goes_on(self, step: str, sessions: Sessions, master: Sealer, chat: int) -> None:
        """Do one step in a transaction of its own."""
        try:
            async with sessions.begin() as session:
                match step:
                    case "change":
                        await self._change(session, chat)
                    case "fail":
                        await self._change(session, chat)
                        await people.load(session, chat, self.now)
                        raise Undone
                    case "erase":
                        self._copies.pop(chat, None)
                        await deletion.erase(session, chat, "forgotten", self.now)
                    case "copy":
                        self._copies[chat] = await _rows(session, chat)
                    case "restore":
                        await _put_back(session, chat, self._copies.get(chat, []))
                    case "rotate":
                        await rotation.begin(session, master)
                        await rotation.renew_keys(master, session, 0)
                    case "wait":
                        self.now += timedelta(days=self._chance.choice((1, 20, 40)))
                        await people.forget_removed(session, self.now - REMOVED_KEPT)
        except Undone:
            pass

    async def _change(self, session: Session, chat: int) -> None:
        changes = tuple(self._chance.sample(CHANGES, self._chance.choice((1, 2, 5))))
        origin = people.Origin("tg:1", FILE)
        await people.apply(session, chat, changes, self.now, origin=origin)


async def _rows(session: Session, chat: int) -> list[dict[str, Any]]:
    """Return the CEs of a person as they are stored."""
    found = await session.db.execute(select(activities).where(_of(chat)))
    return [dict(row._mapping) for row in found]


async def _put_back(session: Session, chat: int, rows: list[dict[str, Any]]) -> None:
    """Let the CEs of a person that are still there be as they were, as in an older backup."""
    for row in rows:
        there = update(activities).where(_of(chat), activities.c.number == row["number"])
        was = {name: row[name] for name in ("sealed", "removed_at")}
        await session.db.execute(there.values(was))


def _of(chat: int) -> ColumnElement[bool]:
    person = select(persons.c.id).where(persons.c.chat == chat).scalar_subquery()
    return activities.c.person_id == person
