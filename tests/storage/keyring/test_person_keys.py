"""Each person has a key of their own, which comes with the lock of their chat."""

from typing import Any

import pytest
from samples import ACTIVITY, ANA, BEN, NOW
from sqlalchemy import select, update

from conversations.model import Talk
from conversations.person import KeepActivity
from storage import conversations, people
from storage.databases.sqlite_writer import Writer
from storage.engine import DatabaseAway, Session, Sessions, open_sessions
from storage.keyring import person_keys
from storage.keyring.person_sealing import Opener, PersonSealer
from storage.sealing import Sealer, Unsealable
from storage.tables import activities
from storage.tables import conversations as talks

OLD, NEW, HERS, HIS = (bytes([n]) * 32 for n in range(4))
PLACE = "activities/7/1/sealed"


def test_what_one_person_sealed_does_not_open_for_another() -> None:
    """Issue 6: rows are bound to their person by the key as well as by the context."""
    master = Sealer([OLD])
    sealed = PersonSealer(master, HERS).seal("x", context=PLACE)

    assert PersonSealer(master, HERS).open(sealed, context=PLACE) == b"x"
    for other in (PersonSealer(master, HIS), Opener(master, None)):
        with pytest.raises(Unsealable, match="the key of another person"):
            other.open(sealed, context=PLACE)


def test_the_master_key_does_not_open_what_a_person_sealed() -> None:
    """Destroying the key of a person destroys what it sealed."""
    master = Sealer([OLD])

    with pytest.raises(Unsealable):
        master.open(PersonSealer(master, HERS).seal("x", context=PLACE), context=PLACE)


def test_what_earlier_versions_sealed_under_the_master_key_opens() -> None:
    """Issue 6: the values of the first releases stay readable."""
    master = Sealer([OLD])

    assert Opener(master, None).open(master.seal("x", context=PLACE), context=PLACE) == b"x"


async def test_the_key_of_a_person_stays_the_same(sessions: Sessions) -> None:
    """Made with the first lock, found by every later one and by whoever only reads."""
    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        sealed = (await person_keys.sealer_of(session, ANA)).seal("x", context=PLACE)
    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        sealer = await person_keys.sealer_of(session, ANA)
        assert sealer.open(sealed, context=PLACE) == b"x"
    async with sessions.read() as session:
        opener = await person_keys.opener_of(session, ANA)
        assert opener.open(sealed, context=PLACE) == b"x"


async def test_two_people_never_share_a_key(sessions: Sessions) -> None:
    """Ben's key does not open what is Ana's, in one transaction either."""
    async with sessions.begin() as session:
        ana = await person_keys.sealer_of(session, ANA)
        ben = await person_keys.sealer_of(session, BEN)
        with pytest.raises(Unsealable):
            ben.open(ana.seal("x", context=PLACE), context=PLACE)


async def test_a_known_persons_turn_has_no_statement_for_the_key(sessions: Sessions) -> None:
    """Issue 6: loading and saving under the lock take what they took before."""
    await turn(sessions, "tg:1")
    sent: list[str] = []

    writer: Any = sessions._writer  # which runs statements beneath SQLAlchemy
    if isinstance(writer, Writer):
        (await writer._connect()).driver.set_trace_callback(sent.append)
    else:
        writer._free[-1].driver.add_query_logger(lambda query: sent.append(query.query))
    await turn(sessions, "tg:2")

    verbs = [statement.split()[0] for statement in sent]
    told = [verb for verb in verbs if verb not in {"BEGIN", "COMMIT"}]
    assert told == ["SELECT", "INSERT", "SELECT", "SELECT", "UPDATE"]


async def turn(sessions: Sessions, key: str) -> None:
    async with sessions.begin() as session:
        locked = await conversations.lock(session, ANA)
        assert await conversations.is_new(session, key, NOW)
        known = await people.load(session, ANA, NOW)
        if not known.activities:
            await people.apply(session, ANA, (KeepActivity(ACTIVITY),), NOW)
        await conversations.save(session, locked, Talk(number=1), NOW)


async def test_a_value_of_the_first_release_is_sealed_anew_when_it_changes(
    sessions: Sessions, sealer: Sealer
) -> None:
    """Version 1 opens; what is written is version 2."""
    await turn(sessions, "tg:1")
    async with sessions.begin() as session:
        old = sealer.seal(await plain(session), context=PLACE)
        await session.db.execute(update(activities).values(sealed=old))
    async with sessions.begin() as session:
        assert (await people.load(session, ANA, NOW)).activities == (ACTIVITY,)
        await people.apply(session, ANA, (KeepActivity(ACTIVITY),), NOW)
        assert bytes(await session.db.scalar(select(activities.c.sealed)))[:1] == b"\x02"


async def plain(session: Session) -> bytes:
    sealed = bytes(await session.db.scalar(select(activities.c.sealed)))
    return (await person_keys.opener_of(session, ANA)).open(sealed, context=PLACE)


async def test_without_the_present_master_key_nothing_is_lost(
    database_url: str, sealer: Sealer
) -> None:
    """A process that missed a rotation keeps its updates and says what to do."""
    first = await open_sessions(database_url, sealer)
    await turn(first, "tg:1")
    async with first.begin() as session:
        wrapped = Sealer([NEW]).seal(HERS, context=f"conversations/{ANA}/sealed_key")
        await session.db.execute(update(talks).values(sealed_key=wrapped))

    with pytest.raises(DatabaseAway, match="start it with both keys"):
        await turn(first, "tg:2")
    await first.close()
