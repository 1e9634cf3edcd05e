"""Deletion that deletes: no key, no row and no trace in a file remains (product, last table)."""

import asyncio
import logging
import struct
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.background.parting import let_go
from bot.background.sweep import sweep
from bot.delivering.delivery import Delivery, Place
from bot.turn import Incoming, take_turn
from cmp_rules.model import Activity, Adjustments, Area, CredentialKey, Holding, Kind, Part
from conversations.certificates.kept import Certificate, KeepCertificate
from conversations.model import Event, Pressed, Said, Screen, When
from conversations.person import DeleteAt, KeepActivity, KeepHolding, Person
from conversations.privacy.deleting import farewell
from storage import conversations, deletion, outbox, people
from storage.engine import Sessions
from storage.sending import notices, shown
from storage.tables import metadata

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
WEEK = timedelta(days=7)
ANA, BEN = 0x5AFE_C0DE_0B, 8  # a number that is nowhere by chance
TITLE, PROVIDER, NOTE = "Xylophone-title", "Xylophone-provider", "Xylophone-note"
PAPER = f"%PDF-1.7 {TITLE}".encode()
PROOF = Certificate(1, f"{TITLE}.pdf", "application/pdf", len(PAPER), "ab" * 32, date(2026, 11, 23))
OF_NOBODY = {"meta", "updates", "leases"}  # say nothing of anybody


def record(number: int) -> Activity:
    part = Part(Decimal("1.5"), frozenset({Area.HISTOLOGY}))
    return Activity(TITLE, date(2026, 1, 2), Kind.EXAM, (part,), PROVIDER, number=number)


async def fill(sessions: Sessions, chat: int) -> None:
    """Record something of each kind for a person."""
    figures = Adjustments(Decimal(36), note=NOTE)
    holding = Holding(CredentialKey("QLS"), date(2027, 6, 30), adjustments=figures)
    async with sessions.begin() as session:
        await conversations.lock(session, chat)
        changes = (KeepHolding(holding), *(KeepActivity(record(n)) for n in range(1, 60)))
        await people.apply(session, chat, changes, NOW)
        await people.apply(
            session, chat, (KeepCertificate(PROOF),), NOW, origin=people.Origin(file=PAPER)
        )
        await shown.keep(session, chat, (Screen(TITLE),), NOW)
        await outbox.put(session, chat, (Screen(f"said {TITLE}"),), NOW)
        await notices.put(session, chat, Screen(f"reminded of {TITLE}"), NOW, key=f"x:{chat}")


class Mouth:
    """Says screens into a list."""

    def __init__(self) -> None:
        self.said: list[Screen] = []

    async def show(self, chat: int, screen: Screen, place: Place) -> int | None:
        self.said.append(screen)
        return len(self.said)


async def does(sessions: Sessions, chat: int, *events: Event, at: datetime = NOW) -> None:
    for number, event in enumerate(events):
        incoming = Incoming(f"tg:{chat % 7}:{at.isoformat()}:{number}", chat, event)
        await take_turn(sessions, incoming, now=at)


def said(text: str, at: datetime = NOW) -> Said:
    return Said(text, When(at))


DELETES = tuple(said(text) for text in ("/delete", "Delete now", "Yes, delete it all"))
LATER = tuple(said(text) for text in ("/delete", "Delete in 7 days", "Yes, delete it all"))


async def rows_of(sessions: Sessions, chat: int) -> list[str]:
    """Return the tables in which a person is still named."""
    found = []
    async with sessions.read() as session:
        for table in metadata.sorted_tables:
            for row in await session.db.execute(select(table)):
                if row._mapping.get("chat") == chat or str(chat) in repr(tuple(row)):
                    found.append(table.name)
    return found


async def person(sessions: Sessions, chat: int) -> Person:
    async with sessions.read() as session:
        return await people.load(session, chat, NOW)


def test_every_table_that_says_something_of_a_person_is_emptied() -> None:
    """A new table is found by its columns, or has to be named here."""
    for table in metadata.sorted_tables:
        hangs_on_one = any(key.ondelete == "CASCADE" for key in table.foreign_keys)
        of_a_person = "chat" in table.c or "person_id" in table.c or hangs_on_one
        assert of_a_person != (table.name in OF_NOBODY), table.name
    emptied = {statement.table.name for statement in deletion._statements()}
    assert {"people", "holdings", "activities", "conversations", "outbox"} <= emptied
    assert "certificates" in emptied


async def test_nothing_of_the_person_is_left_and_others_stay(sessions: Sessions) -> None:
    """Product: after /delete no row of the person remains."""
    await fill(sessions, ANA)
    await fill(sessions, BEN)

    await does(sessions, ANA, *DELETES)
    mouth = Mouth()
    await Delivery(sessions, mouth, clock=lambda: NOW).deliver(ANA)

    assert mouth.said == [farewell()]
    assert await rows_of(sessions, ANA) == []
    assert len((await person(sessions, BEN)).activities) == 59


async def test_no_file_holds_a_trace_of_the_person(
    memory: Sessions, sqlite_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Issue 6: database, log of SQLite and our own log, while the bot goes on running."""
    caplog.set_level(logging.DEBUG)
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent
    await fill(memory, ANA)
    assert traces(folder), "the search finds what is there"

    await does(memory, ANA, *DELETES)
    await Delivery(memory, Mouth(), clock=lambda: NOW).deliver(ANA)

    assert traces(folder) == []
    assert str(ANA) not in caplog.text
    assert TITLE not in caplog.text


def traces(folder: Path) -> list[tuple[str, str]]:
    number = struct.pack(">q", ANA)[2:]  # as SQLite writes it: in six bytes
    strings = {word: word.encode() for word in (TITLE, PROVIDER, NOTE, "QLS", str(ANA))}
    return [
        (file.name, name)
        for file in folder.iterdir()
        for name, wanted in {**strings, "chat": number}.items()
        if wanted in file.read_bytes()
    ]


async def test_a_deletion_can_be_taken_back_for_seven_days(sessions: Sessions) -> None:
    """Issue 6: until then everything works; each message says so, with a button."""
    await fill(sessions, ANA)
    await does(sessions, ANA, *LATER)

    almost = NOW + WEEK - timedelta(seconds=1)
    assert await let_go(sessions, almost) == 0
    await does(sessions, ANA, Pressed("!keep_data:", When(almost)), at=almost)
    assert await let_go(sessions, NOW + 2 * WEEK) == 0

    found = await person(sessions, ANA)
    assert found.delete_at is None
    assert len(found.activities) == 59


async def test_after_seven_days_the_sweep_deletes(
    memory: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 6; the farewell is said, and its row goes with it."""
    monkeypatch.setattr("bot.background.sweep.now", lambda: NOW + WEEK)
    await fill(memory, ANA)
    await does(memory, ANA, *LATER)

    await sweep(memory)

    assert set(await rows_of(memory, ANA)) == {"outbox"}
    mouth = Mouth()
    await Delivery(memory, mouth, clock=lambda: NOW + WEEK).deliver(ANA)
    assert mouth.said == [farewell()]
    assert await rows_of(memory, ANA) == []


async def test_who_writes_when_the_week_is_over_starts_from_nothing(sessions: Sessions) -> None:
    """A terminal has no sweep: the next message does it."""
    await fill(sessions, ANA)
    await does(sessions, ANA, *LATER)

    late = NOW + WEEK
    await does(sessions, ANA, said("/credentials", late), at=late)

    assert await person(sessions, ANA) == Person()


async def test_a_message_after_the_deletion_starts_from_nothing(sessions: Sessions) -> None:
    """A new key, a new talk, no record; the same update again changes nothing."""
    await fill(sessions, ANA)
    await does(sessions, ANA, *DELETES)
    await does(sessions, ANA, *DELETES)  # repeated by Telegram
    assert set(await rows_of(sessions, ANA)) == {"outbox"}

    await does(sessions, ANA, said("hello"), at=NOW + timedelta(hours=1))

    assert await person(sessions, ANA) == Person()


async def test_a_turn_that_races_with_the_deletion_brings_nothing_back(
    sessions: Sessions,
) -> None:
    """Whoever waits for the lock finds nobody, whichever comes first."""
    for _ in range(5):
        await fill(sessions, ANA)
        async with sessions.begin() as session:
            await people.apply(session, ANA, (DeleteAt(NOW),), NOW - timedelta(days=1))
        earlier = NOW - timedelta(seconds=1)
        turns = (does(sessions, ANA, said("/list", earlier), at=earlier) for _ in range(2))
        await asyncio.gather(let_go(sessions, NOW), *turns)
        assert await person(sessions, ANA) == Person()


async def test_a_deliverer_that_is_sending_brings_nothing_back(sessions: Sessions) -> None:
    """A screen leased before, sent after: its mark finds nothing and writes nothing."""
    await fill(sessions, ANA)
    until = NOW + timedelta(seconds=20)
    async with sessions.begin() as session:
        waiting = await outbox.lease(session, ANA, NOW, until, "test")
    assert waiting is not None
    await does(sessions, ANA, *DELETES)

    async with sessions.begin() as session:
        await outbox.sent(session, waiting, 5, NOW)
        await conversations.mark_unreachable(session, ANA, NOW)
    await Delivery(sessions, Mouth(), clock=lambda: NOW).deliver(ANA)

    assert await rows_of(sessions, ANA) == []


async def test_a_farewell_that_cannot_be_said_is_not_kept(sessions: Sessions) -> None:
    """Who blocked the bot is not kept for the reason of it."""
    await fill(sessions, ANA)
    await does(sessions, ANA, *DELETES)
    async with sessions.begin() as session:
        waiting = await outbox.lease(session, ANA, NOW, NOW + timedelta(seconds=20), "test")
        assert waiting is not None
        await outbox.give_up(session, waiting, "blocked", NOW)

    assert await rows_of(sessions, ANA) == []


async def test_what_was_removed_a_month_ago_is_gone(
    memory: Sessions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Issue 6, retention: nobody can put it back any more."""
    await fill(memory, ANA)
    await does(memory, ANA, Pressed("!undo:1", When(NOW)))
    for days, kept in ((29, 59), (31, 58)):
        moment = NOW + timedelta(days=days)
        monkeypatch.setattr("bot.background.sweep.now", lambda moment=moment: moment)
        await sweep(memory)
        async with memory.read() as session:
            rows = await session.db.execute(select(metadata.tables["activities"]))
            assert len(rows.all()) == kept
