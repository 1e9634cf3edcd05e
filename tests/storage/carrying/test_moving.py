"""Everything arrives, in full or not at all, whichever database it comes from and goes to."""

from dataclasses import replace

import pytest
from filling import fill
from samples import ACTIVITY, ANA, BEN, HOLDING, NOW
from sqlalchemy import inspect, text, update

from conversations.person import KeepActivity, KeepHolding
from storage import conversations, people
from storage.carrying import CarryingRefused, moving, rows
from storage.carrying.moving import Carried, carry
from storage.carrying.rows import batches, tally
from storage.engine import Sessions
from storage.tables import metadata, outbox

COUNT = 1103  # more than two batches
Both = tuple[Sessions, Sessions]


async def carried(both: Both) -> list[Carried]:
    old, new = both
    async with old.begin() as source, new.begin() as target:
        return [each async for each in carry(source.db, target.db)]


async def state(sessions: Sessions) -> dict[str, tuple[int, str]]:
    async with sessions.read() as session:
        found = [(table, await tally(session.db, table)) for table in metadata.sorted_tables]
    return {table.name: (each.rows, each.digest) for table, each in found}


async def test_every_table_arrives_as_it_was(both: Both) -> None:
    """Issue 5: counts and hashes of every table; the tables are those that the database has."""
    async with both[0].begin() as session:
        await fill(session.db, COUNT)
    before = await state(both[0])

    found = await carried(both)

    async with both[0].read() as session:
        there = set(await session.db.run_sync(lambda c: inspect(c).get_table_names()))
    assert {each.table for each in found} == there - {"alembic_version"}
    assert {each.table: (each.rows, each.digest) for each in found} == before
    assert await state(both[1]) == before == await state(both[0])
    assert all(each.rows == COUNT for each in found if each.table != "meta")


async def test_numbers_go_on_where_they_were(both: Both) -> None:
    """A number once used is never used again, also where its row is gone (outbox)."""
    async with both[0].begin() as session:
        await fill(session.db, 3)
        await session.db.execute(outbox.delete().where(outbox.c.id == 9))
    async with both[0].begin() as session:
        if session.db.dialect.name == "postgresql":  # rows were given numbers by hand above
            for table in ("people", "holdings", "outbox"):
                await session.db.execute(
                    text(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), 9)")
                )

    await carried(both)

    async with both[1].begin() as session:
        await conversations.lock(session, BEN)
        await people.apply(session, BEN, (KeepHolding(HOLDING),), NOW)
        new = {**(await session.db.execute(outbox.select().limit(1))).one()._mapping}
        del new["id"]
        again = await session.db.execute(
            outbox.insert().values({**new, "key": "other"}).returning(outbox.c.id)
        )
        assert again.scalar_one() == 10


async def test_what_was_sealed_opens_there(both: Both) -> None:
    """The same key opens the same person's values at the new place."""
    async with both[0].begin() as session:
        await conversations.lock(session, ANA)
        await people.apply(session, ANA, (KeepHolding(HOLDING), KeepActivity(ACTIVITY)), NOW)

    await carried(both)

    async with both[1].read() as session:
        person = await people.load(session, ANA, NOW)
    assert (person.holdings, person.activities) == ((HOLDING,), (ACTIVITY,))


async def test_nothing_is_carried_into_data(both: Both) -> None:
    """Whoever has data there keeps it."""
    for sessions, title in zip(both, ("old", "new"), strict=True):
        async with sessions.begin() as session:
            await conversations.lock(session, ANA)
            kept = KeepActivity(replace(ACTIVITY, title=title))
            await people.apply(session, ANA, (kept,), NOW)
    before = await state(both[1])

    with pytest.raises(CarryingRefused, match="holds data already"):
        await carried(both)

    assert await state(both[1]) == before


async def interrupted(both: Both) -> None:
    async with both[0].begin() as source, both[1].begin() as target:
        async for each in carry(source.db, target.db):
            if each.table == "people":
                raise KeyboardInterrupt


async def test_interrupted_it_has_never_been(both: Both) -> None:
    """One transaction: the target is as empty as before, and can be moved to again."""
    async with both[0].begin() as session:
        await fill(session.db, 3)
    before = await state(both[1])

    with pytest.raises(KeyboardInterrupt):
        await interrupted(both)

    assert await state(both[1]) == before
    await carried(both)
    assert await state(both[1]) == await state(both[0])


async def test_what_arrives_otherwise_is_refused(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hash is taken of what the target gives back, not of what was sent to it."""
    async with both[0].begin() as session:
        await fill(session.db, 3)
    count = moving.tally

    async def spoil(db: rows.Connected, table: rows.Table) -> rows.Tally:
        if table.name == "people":
            await db.execute(update(table).values(next_number=4711))
        return await count(db, table)

    monkeypatch.setattr(moving, "tally", spoil)
    with pytest.raises(CarryingRefused, match="people did not arrive as it was sent"):
        await carried(both)


async def test_long_values_are_carried_few_at_a_time(
    both: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is bounded by bytes, not by rows: certificates may have megabytes each."""
    async with both[0].begin() as session:
        await fill(session.db, 39)
    monkeypatch.setattr(rows, "MOST_BYTES", 3000)

    async with both[0].read() as session:
        sizes = [
            [len(row.sealed) for row in some]
            async for some in batches(session.db, metadata.tables["activities"])
        ]

    assert [size for some in sizes for size in some] == [256 * (n % 40 + 1) for n in range(1, 40)]
    assert all(sum(some) <= 3000 or len(some) == 1 for some in sizes)
    assert max(len(some) for some in sizes) > 1
