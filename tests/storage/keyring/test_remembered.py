"""What was read of a person is not read again while it is the same, and never instead of it."""

import gc
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from samples import ANA, BEN, HOLDING, MLS, NOW, numbered
from sqlalchemy import select, update

from cmp_rules.model import Activity, Adjustments
from conversations.certificates.kept import Certificate, KeepCertificate, RemoveCertificate
from conversations.person import (
    Change,
    DeleteAt,
    DropHolding,
    KeepActivity,
    KeepHolding,
    KeepSettings,
    Person,
    PutBackActivity,
    RemoveActivity,
    Settings,
)
from storage import conversations, deletion, people
from storage.databases.sqlite_writer import Writer
from storage.engine import DatabaseAway, Sessions, open_sessions
from storage.keyring.person_sealing import Opener, PersonSealer
from storage.keyring.remembered import IDLE, ROW, Memory, Read, size_of
from storage.sealing import Sealer, Unsealable
from storage.tables import activities
from storage.tables import conversations as talks

KEY = bytes(range(32))
FILE = b"%PDF-1.7"
CERTIFICATE = Certificate(1, "proof.pdf", "application/pdf", len(FILE), "ab", date(2026, 11, 2), 1)
RECORDED = (
    KeepHolding(replace(HOLDING, adjustments=Adjustments(Decimal(36), note="told by ASCP"))),
    *(KeepActivity(numbered(n)) for n in (1, 2, 3)),
    RemoveActivity(3),
    KeepCertificate(CERTIFICATE),
)
EACH: Sequence[Change] = (
    KeepActivity(numbered(1, "Another title")),
    KeepActivity(numbered(4)),
    RemoveActivity(1),
    PutBackActivity(1),
    KeepSettings(Settings(time_zone="Europe/Berlin")),
    KeepHolding(replace(HOLDING, number=2)),
    DropHolding(MLS),
    RemoveCertificate(1),
    DeleteAt(datetime(2027, 1, 1, tzinfo=UTC)),
)


async def record(sessions: Sessions, chat: int, changes: Sequence[Change] = RECORDED) -> None:
    origin = people.Origin("tg:1", FILE)
    async with sessions.begin() as session:
        await people.apply(session, chat, tuple(changes), NOW, origin=origin)


async def turn(sessions: Sessions, chat: int) -> Person:
    async with sessions.begin() as session:
        await conversations.lock(session, chat)
        return await people.load(session, chat, NOW)


async def test_who_did_not_change_is_the_very_same(sessions: Sessions) -> None:
    """Also without the lock; where something changed, all the rest is."""
    await record(sessions, ANA)

    known = await turn(sessions, ANA)

    assert await turn(sessions, ANA) is known
    async with sessions.read() as session:
        assert await people.load(session, ANA, NOW) is known
    await record(sessions, ANA, (KeepSettings(Settings(time_zone="UTC")),))
    after = await turn(sessions, ANA)
    assert all(a is b for a, b in zip(after.activities, known.activities, strict=True))


async def test_whatever_changes_is_seen_at_once(
    sessions: Sessions, database_url: str, sealer: Sealer
) -> None:
    """Each kind of change, told by this process and by another one, which remembers nothing."""
    other = await open_sessions(database_url, sealer)
    await record(sessions, ANA)
    await turn(sessions, ANA)

    for at, change in enumerate(EACH):
        before = await turn(sessions, ANA)
        await record((sessions, other)[at % 2], ANA, (change,))
        after = await turn(sessions, ANA)
        assert before != after == await fresh(database_url, sealer)
    await other.close()


async def fresh(url: str, sealer: Sealer) -> Person:
    opened = await open_sessions(url, sealer)
    person = await turn(opened, ANA)
    await opened.close()
    return person


async def test_what_was_undone_was_never_there(sessions: Sessions) -> None:
    """What a transaction saw of its own goes with it."""
    await record(sessions, ANA)
    before = await turn(sessions, ANA)

    async def in_vain() -> None:
        async with sessions.begin() as session:
            await people.apply(session, ANA, (RemoveActivity(1),), NOW)
            assert len((await people.load(session, ANA, NOW)).activities) == 1
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await in_vain()

    assert await turn(sessions, ANA) == before


async def test_a_value_that_was_altered_or_moved_is_noticed(sessions: Sessions) -> None:
    """Issue 6: also where the one that belongs there is still remembered."""
    await record(sessions, ANA)
    await turn(sessions, ANA)
    sealed = select(activities.c.sealed).where(activities.c.number == 2).scalar_subquery()
    for wrong in (b"\x02" + bytes(60), sealed):
        moved = update(activities).where(activities.c.number == 1).values(sealed=wrong)
        async with sessions.begin() as session:
            await session.db.execute(moved)
        with pytest.raises(Unsealable):
            await turn(sessions, ANA)


async def test_another_key_is_noticed(sessions: Sessions, sealer: Sealer) -> None:
    """What was read under a key that is gone cannot be read any more."""
    await record(sessions, ANA)
    await turn(sessions, ANA)
    wrapped = sealer.seal(KEY, context=f"conversations/{ANA}/sealed_key")
    async with sessions.begin() as session:
        await session.db.execute(update(talks).values(sealed_key=wrapped))

    with pytest.raises(Unsealable, match="the key of another person"):
        await turn(sessions, ANA)


async def test_nothing_stays_of_whom_is_deleted(sessions: Sessions) -> None:
    """Issue 6: neither in the database nor in the process; the words of others do."""
    await record(sessions, ANA, (KeepActivity(numbered(1, "Xylophone of Ana")),))
    await record(sessions, BEN, (KeepActivity(numbered(1, "Xylophone of Ben")),))
    for chat in (ANA, BEN):
        await turn(sessions, chat)
    assert titles() == {"Xylophone of Ana", "Xylophone of Ben"}

    async with sessions.begin() as session:
        await deletion.erase(session, ANA, "forgotten", NOW)

    assert titles() == {"Xylophone of Ben"}


async def test_who_has_no_lock_adds_nothing(sessions: Sessions) -> None:
    """A reader who began before a deletion may end after it."""
    await record(sessions, ANA, (KeepActivity(numbered(1, "Xylophone")),))

    async with sessions.read() as session:
        assert (await people.load(session, ANA, NOW)).activities[0].title == "Xylophone"

    assert titles() == set()


def titles() -> set[str]:
    """Return the marked titles that are anywhere in this process."""
    gc.collect()
    found = (each for each in gc.get_objects() if isinstance(each, Activity))
    return {each.title for each in found if each.title.startswith("Xylophone")}


async def test_nothing_stays_of_whom_another_process_deleted(
    sessions: Sessions, database_url: str, sealer: Sealer
) -> None:
    """Issue 6: once they are looked for, and whoever comes to that chat later begins anew."""
    other = await open_sessions(database_url, sealer)
    await record(sessions, ANA, (KeepActivity(numbered(1, "Xylophone")),))
    await turn(sessions, ANA)
    async with other.begin() as session:
        await deletion.erase(session, ANA, "forgotten", NOW)

    assert await turn(sessions, ANA) == Person()

    assert titles() == set()
    await record(other, ANA, (KeepActivity(numbered(1, "Zither")),))
    assert [entry.title for entry in (await turn(sessions, ANA)).activities] == ["Zither"]
    await other.close()


async def test_no_key_stays_with_what_it_opened(sessions: Sessions) -> None:
    """It would open old backups of whom another process deleted."""
    await record(sessions, ANA)
    await turn(sessions, ANA)
    gc.collect()

    assert not [each for each in gc.get_objects() if isinstance(each, Opener)]


async def test_nothing_stays_longer_while_the_database_is_away(
    sqlite_url: str, sealer: Sealer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody knows then who was deleted."""

    def away(_writer: Writer) -> None:
        raise OSError

    sessions = await open_sessions(sqlite_url, sealer)
    await record(sessions, ANA, (KeepActivity(numbered(1, "Xylophone")),))
    await turn(sessions, ANA)
    monkeypatch.setattr("storage.keyring.remembered.IDLE", 0.0)
    monkeypatch.setattr(Writer, "begin", away)

    with pytest.raises(DatabaseAway):
        await turn(sessions, ANA)

    assert titles() == set()
    await sessions.close()


def test_who_was_longest_away_makes_room() -> None:
    """The sizes of all are added, so that one with thousands of CEs counts like hundreds."""
    memory = Memory(most=10)
    for chat in (1, 2, 3):
        memory.keep(chat, KEY, f"of {chat}", 3)
    assert memory.recall(1, KEY) == "of 1"

    memory.keep(4, KEY, "of 4", 4)

    assert [memory.recall(chat, KEY) for chat in (1, 2, 3, 4)] == ["of 1", None, "of 3", "of 4"]
    memory.keep(3, KEY, "too much", 11)
    assert [memory.recall(chat, KEY) for chat in (1, 3, 4)] == ["of 1", None, "of 4"]


def test_a_long_row_takes_more() -> None:
    """So a few thousand long ones do not fill the memory."""
    short, long = (1, bytes(100), None), (2, bytes(1_000), bytes(4_000))
    groups = Read((short, long), (None, None)), Read((short,), (None,)), Read()
    assert size_of(*groups) == 3 * ROW + 2 * (100 + 5_000 + 100)


def test_at_whom_nobody_looks_is_let_go_of() -> None:
    """Another process may have deleted them in the meantime."""
    moment = 0.0
    memory = Memory(clock=lambda: moment)
    memory.keep(1, KEY, "of 1", 3)
    memory.keep(2, KEY, "of 2", 3)
    moment = IDLE / 2
    memory.recall(1, KEY)

    moment = IDLE
    memory.tidy()

    assert (memory.recall(1, KEY), memory.recall(2, KEY)) == ("of 1", None)


def test_another_key_recalls_nothing() -> None:
    """Nor does the right one afterwards: there is a new person in that chat."""
    for other in (b"", bytes(32)):
        memory = Memory()
        memory.keep(1, KEY, "of 1", 3)

        assert memory.recall(1, other) is None
        assert memory.recall(1, KEY) is None


def test_a_fingerprint_tells_keys_apart() -> None:
    """It is the same for whoever opens and whoever seals, and holds nothing of the key."""
    master = Sealer([KEY])
    prints = [Opener(master, key).fingerprint() for key in (None, KEY, bytes(32))]
    assert len(set(prints)) == 3
    assert PersonSealer(master, KEY).fingerprint() == prints[1] != KEY
