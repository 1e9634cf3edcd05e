"""Databases that hold something, or nothing: made in this process, for commands in others."""

import asyncio
from datetime import UTC, date, datetime
from decimal import Decimal

from commanded import KEY

from cmp_rules.model import Activity, Area, CredentialKey, Holding, Kind, Part
from conversations.person import Change, KeepActivity, KeepHolding, Person
from storage import conversations, people
from storage.engine import open_sessions
from storage.sealing import Sealer

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOLDINGS = tuple(Holding(CredentialKey(code), date(2027, 6, 30)) for code in ("MLS", "SBB"))
ACTIVITY = Activity(
    title="antibody identification",
    date=date(2026, 11, 22),
    kind=Kind.CE_COURSE,
    parts=(Part(Decimal("1.5"), frozenset({Area.BLOOD_BANKING})),),
    provider="LabCE",
    number=1,
)


ANAS: tuple[Change, ...] = (*(KeepHolding(each) for each in HOLDINGS), KeepActivity(ACTIVITY))


def record(db: str, changes: tuple[Change, ...] = ANAS, chat: int = 7) -> None:
    """Record two credentials and an activity of a person, or what is given."""

    async def write() -> None:
        sessions = await open_sessions(db, Sealer([KEY]))
        async with sessions.begin() as session:
            await conversations.lock(session, chat)
            await people.apply(session, chat, changes, NOW)
        await sessions.close()

    asyncio.run(write())


def make_empty(db: str) -> None:
    """Make the tables and nothing else."""

    async def make() -> None:
        await (await open_sessions(db, Sealer([KEY]))).close()

    asyncio.run(make())


def recorded(db: str, chat: int = 7) -> Person:
    """Return what is recorded of a person."""

    async def read() -> Person:
        sessions = await open_sessions(db, Sealer([KEY]))
        async with sessions.read() as session:
            found = await people.load(session, chat, NOW)
        await sessions.close()
        return found

    return asyncio.run(read())
