"""A database full of people who are in the middle of logging a CE."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import update

from cmp_rules.model import Activity, Area, CredentialKey, Holding, Kind, Part
from conversations.model import Said, Talk, When
from conversations.person import Change, KeepActivity, KeepHolding, Person
from conversations.step import step
from storage import conversations, people, tables
from storage.engine import Sessions, open_sessions
from storage.sealing import Sealer

KEY = bytes(range(32))
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PART = Part(Decimal("1.5"), frozenset({Area.BLOOD_BANKING}))
ACTIVITY = Activity("Antibody identification", date(2026, 11, 2), Kind.CE_COURSE, (PART,), "LabCE")
HELD = tuple(Holding(CredentialKey(code), date(2027, 6, 30)) for code in ("MLS", "SBB"))
LIVING = 4_000  # the message that carries everybody's keyboard
BATCH = 500
SAID = ("/add", "1.5 h antibody identification from LabCE")  # as loopback.people has it


def recorded(activities: int) -> tuple[Change, ...]:
    """Return what makes a person with two credentials and some activities."""
    kept = (KeepActivity(replace(ACTIVITY, number=n)) for n in range(1, activities + 1))
    return (*(KeepHolding(holding) for holding in HELD), *kept)


def middle() -> tuple[Talk, list[Any]]:
    """Return where a talk stands that is asked for a date, and the keyboard of that question."""
    talk, person = Talk(), Person(holdings=HELD)
    for said in SAID:
        reached = step(talk, Said(said, When(NOW)), person)
        talk = reached.talk
    rows = reached.screens[-1].buttons
    return talk, [[{"text": b.label, "callback_data": b.data} for b in row] for row in rows]


async def seed(sessions: Sessions, chats: Sequence[int], activities: int) -> None:
    """Write people down, each asked for a date."""
    talk, _ = middle()
    for start in range(0, len(chats), BATCH):
        async with sessions.begin() as session:
            for chat in chats[start : start + BATCH]:
                await people.apply(session, chat, recorded(activities), NOW)
                locked = await conversations.lock(session, chat)
                await conversations.save(session, locked, talk, NOW)
            await session.db.execute(update(tables.conversations).values(living=LIVING))


async def seeded(url: str, chats: Sequence[int], activities: int) -> None:
    """Make a database and fill it."""
    sessions = await open_sessions(url, Sealer([KEY]))
    await seed(sessions, chats, activities)
    await sessions.close()


def make(url: str, chats: Sequence[int], activities: int) -> None:
    """Do the same from outside an event loop."""
    asyncio.run(seeded(url, chats, activities))
