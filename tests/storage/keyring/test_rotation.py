"""The master key is changed while everybody goes on; what was stopped goes on where it stood."""

from functools import partial

import pytest
from samples import ACTIVITY, ANA, BEN, NOW, QUESTION
from sqlalchemy import select, update

from conversations.model import Talk
from conversations.person import KeepActivity
from storage import conversations, outbox, people
from storage.engine import Sessions, open_sessions
from storage.keyring import person_keys, rotation
from storage.sealing import Sealer, WrongKey
from storage.sending import shown
from storage.tables import activities
from storage.tables import conversations as talks
from storage.tables import outbox as screens

OLD, NEW = bytes(range(32)), b"n" * 32
CEM = 9


async def fill(sessions: Sessions, *chats: int) -> None:
    async with sessions.begin() as session:
        for chat in chats:
            locked = await conversations.lock(session, chat)
            await people.apply(session, chat, (KeepActivity(ACTIVITY),), NOW)
            talk = Talk(number=1, undo=(KeepActivity(ACTIVITY),))
            await conversations.save(session, locked, talk, NOW)
            await outbox.put(session, chat, (QUESTION,), NOW)
            await shown.keep(session, chat, (QUESTION,), NOW)


async def rotate(sessions: Sessions, master: Sealer) -> int:
    """Do every step until nothing is left; return how many values were sealed anew."""
    steps = [partial(rotation.renew_keys, master)]
    steps += [partial(rotation.reseal, place) for place in range(rotation.PLACES)]
    renewed = 0
    async with sessions.begin() as session:
        await rotation.begin(session, master)
    for step in steps:
        left = True
        while left:
            async with sessions.begin() as session:
                done = await step(session, 0)
            renewed, left = renewed + done.renewed, done.left
    async with sessions.begin() as session:
        await rotation.finish(session)
    return renewed


async def recorded(sessions: Sessions, chat: int) -> bool:
    """Whether everything of a person opens."""
    async with sessions.begin() as session:
        locked = await conversations.lock(session, chat)
        assert not locked.unreadable
        assert locked.talk.undo
        assert await shown.kept(session, chat) == (QUESTION,)
        assert await outbox.take_out(session, chat, NOW) == (QUESTION,)
        return (await people.load(session, chat, NOW)).activities == (ACTIVITY,)


async def test_after_a_rotation_the_new_key_alone_opens_everything(
    database_url: str, sealer: Sealer
) -> None:
    """Issue 6: then the old key can be removed, and does not open the database any more."""
    first = await open_sessions(database_url, sealer)
    await fill(first, ANA, BEN)
    await first.close()
    both = Sealer([NEW, OLD])
    sessions = await open_sessions(database_url, both)

    assert await rotate(sessions, both) == 2

    await sessions.close()
    with pytest.raises(WrongKey, match="does not fit"):
        await open_sessions(database_url, sealer)
    alone = await open_sessions(database_url, Sealer([NEW]))
    assert await recorded(alone, ANA)
    assert await recorded(alone, BEN)
    await alone.close()


async def test_a_rotation_that_was_stopped_needs_both_keys_and_goes_on(
    database_url: str, sealer: Sealer
) -> None:
    """Issue 6: resumable, old keys accepted until done; each wrong start says what to give."""
    await (await open_sessions(database_url, sealer)).close()
    both = Sealer([NEW, OLD])
    first = await open_sessions(database_url, both)
    await fill(first, ANA)
    async with first.begin() as session:
        await rotation.begin(session, both)
    await first.close()

    with pytest.raises(WrongKey, match=r"^The database .* give the old key behind the new one"):
        await open_sessions(database_url, Sealer([NEW]))
    with pytest.raises(WrongKey, match="does not fit"):
        await open_sessions(database_url, sealer)
    again = await open_sessions(database_url, Sealer([NEW, OLD]))
    async with again.read() as session:
        assert await rotation.under_way(session)
    assert await rotate(again, both) == 1
    async with again.read() as session:
        assert not await rotation.under_way(session)
    await again.close()


async def test_values_of_the_first_releases_are_sealed_under_the_keys_of_people(
    sessions: Sessions, sealer: Sealer
) -> None:
    """Every sealed column, also of somebody who has no key yet."""
    await fill(sessions, ANA, BEN)
    await as_the_first_release_did(sessions, sealer)

    assert await rotate(sessions, sealer) == 8  # four values of each

    async with sessions.read() as session:
        for column in (activities.c.sealed, talks.c.sealed_states, screens.c.sealed_screen):
            found = [bytes(value)[:1] for value in await session.db.scalars(select(column))]
            assert set(found) == {b"\x02"}
    assert await recorded(sessions, ANA)
    assert await recorded(sessions, BEN)


async def as_the_first_release_did(sessions: Sessions, sealer: Sealer) -> None:
    """Seal everything under the master key, and take the keys of people away."""
    for place in rotation._PLACES:
        async with sessions.begin() as session:
            rows = (await session.db.execute(rotation._rows(place))).all()
            for row in rows:
                if row.value is None:
                    continue
                context = place.context(row)
                opener = await person_keys.opener_of(session, row.chat)
                value = sealer.seal(opener.open(bytes(row.value), context=context), context=context)
                same = [column == getattr(row, f"by_{column.name}") for column in place.by]
                table = place.column.table
                await session.db.execute(update(table).where(*same).values({place.column: value}))
    async with sessions.begin() as session:
        await session.db.execute(update(talks).values(sealed_key=None))


async def test_who_comes_during_a_rotation_gets_a_key_under_the_new_one(
    database_url: str, sealer: Sealer
) -> None:
    """A bot that started before reads the key file anew; else the new person would be lost."""
    keys = [OLD]
    await (await open_sessions(database_url, sealer)).close()
    running = await open_sessions(database_url, Sealer(keys, reread=lambda: keys))
    keys.insert(0, NEW)
    both = Sealer(keys)
    rotating = await open_sessions(database_url, both)
    await rotate(rotating, both)

    await fill(running, CEM)

    await running.close()
    await rotating.close()
    alone = await open_sessions(database_url, Sealer([NEW]))
    assert await recorded(alone, CEM)
    await alone.close()


async def test_a_new_key_in_front_changes_nothing_before_the_rotation(
    database_url: str, sealer: Sealer
) -> None:
    """So every process can be started with both keys, one after the other."""
    await (await open_sessions(database_url, sealer)).close()
    early = await open_sessions(database_url, Sealer([NEW, OLD]))
    await fill(early, ANA)
    await early.close()

    late = await open_sessions(database_url, sealer)
    assert await recorded(late, ANA)
    await late.close()
