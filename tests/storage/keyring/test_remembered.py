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
from storage.engine import Sessions, open_sessions
from storage.keyring.person_sealing import Opener, PersonSealer
from storage.keyring.remembered import IDLE, Memory
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
    """So that what others worked out of it can stay, too."""
    await record(sessions, ANA)

    known = await turn(sessions, ANA)

    assert await turn(sessions, ANA) is known
    async with sessions.read() as session:
        assert await people.load(session, ANA, NOW) is known
    await record(sessions, ANA, (KeepSettings(Settings(time_zone="UTC")),))
    assert (await turn(sessions, ANA)).activities is known.activities


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


def sealer_of(key: bytes = KEY) -> PersonSealer:
    return PersonSealer(Sealer([KEY]), key)


def test_who_was_longest_away_makes_room() -> None:
    """The rows of all are counted, so that one with thousands of CEs counts like hundreds."""
    memory, by = Memory(most=10), sealer_of()
    for chat in (1, 2, 3):
        memory.keep(chat, by, f"of {chat}", 3)
    assert memory.recall(1, by) == "of 1"

    memory.keep(4, by, "of 4", 4)

    assert [memory.recall(chat, by) for chat in (1, 2, 3, 4)] == ["of 1", None, "of 3", "of 4"]
    memory.keep(3, by, "too much", 11)
    assert [memory.recall(chat, by) for chat in (1, 3, 4)] == ["of 1", None, "of 4"]


def test_at_whom_nobody_looks_is_let_go_of() -> None:
    """Another process may have deleted them in the meantime."""
    moment = 0.0
    memory, by = Memory(clock=lambda: moment), sealer_of()
    memory.keep(1, by, "of 1", 3)
    memory.keep(2, by, "of 2", 3)
    moment = IDLE / 2
    memory.recall(1, by)

    moment = IDLE
    memory.tidy()

    assert (memory.recall(1, by), memory.recall(2, by)) == ("of 1", None)


@pytest.mark.parametrize("other", [sealer_of(bytes(32)), Opener(Sealer([KEY]), None)])
def test_another_key_recalls_nothing(other: Opener) -> None:
    """Nor does the right one afterwards: there is a new person in that chat."""
    memory, by = Memory(), sealer_of()
    memory.keep(1, by, "of 1", 3)

    assert memory.recall(1, other) is None
    assert memory.recall(1, by) is None
