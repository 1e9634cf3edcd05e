"""Many CEs, compared by the database, are those that it would give if asked for all of them."""

from datetime import timedelta
from typing import Any

import pytest
from samples import ANA, BEN, NOW, numbered
from sqlalchemy import select, update

from conversations.person import Change, KeepActivity, RemoveActivity
from storage import logged, people, tables
from storage.engine import Sessions
from storage.tables import activities

FIRST = tuple(KeepActivity(numbered(n)) for n in range(1, 7))


@pytest.fixture(autouse=True)
def _few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logged, "MANY", 2)
    monkeypatch.setattr(logged, "BLOCK", 2)
    monkeypatch.setattr(logged, "MOST_AFTER", 2)


async def record(sessions: Sessions, changes: tuple[Change, ...], chat: int = ANA) -> None:
    async with sessions.begin() as session:
        await people.apply(session, chat, changes, NOW)


async def rows(sessions: Sessions, before: logged.Joined | None = None) -> tuple[Any, ...]:
    async with sessions.read() as session:
        found = select(tables.people.c.id).where(tables.people.c.chat == ANA)
        person = (await session.db.execute(found)).scalar_one()
        return tuple(map(tuple, await logged.fetch(session, person, NOW, before)))


async def test_the_database_joins_rows_as_we_do(sessions: Sessions) -> None:
    """On both databases: else all of them would be fetched each time, and nobody would know."""
    await record(sessions, FIRST)
    await record(sessions, FIRST, BEN)
    kept = logged.joined(await rows(sessions), None)

    again = await rows(sessions, kept)

    assert kept is not None
    assert len(kept.rows) == len(FIRST)
    assert all(one is other for one, other in zip(kept.rows, again, strict=True))


@pytest.mark.parametrize(
    "change",
    [
        KeepActivity(numbered(7)),
        KeepActivity(numbered(1, "Another title")),
        KeepActivity(numbered(4)),  # sealed anew
        RemoveActivity(1),
        RemoveActivity(6),
    ],
)
async def test_whatever_changes_is_there(sessions: Sessions, change: Change) -> None:
    """A new one, another in its place, one that was removed."""
    await record(sessions, FIRST)
    kept = logged.joined(await rows(sessions), None)

    await record(sessions, (change,))

    now = await rows(sessions)
    assert await rows(sessions, kept) == now
    assert await rows(sessions, logged.joined(now, kept)) == now


@pytest.mark.parametrize("number", [1, 3, 6])
async def test_every_byte_and_number_is_compared(sessions: Sessions, number: int) -> None:
    """Also where values only changed places, or one lost what its neighbour got."""
    await record(sessions, FIRST)
    whole = await rows(sessions)
    kept = logged.joined(whole, None)
    one, other = whole[number - 1][1], whole[number % 6][1]
    assert len(one) == len(other)
    mine, next_one = (activities.c.number == n for n in (number, number % 6 + 1))

    for where, values in (
        (mine, {"sealed": one[:-1] + bytes([one[-1] ^ 1])}),
        (mine, {"sealed": one}),
        (mine, {"number": number + 10}),
        (activities.c.number == number + 10, {"number": number}),
        (mine, {"sealed": other}),
        (next_one, {"sealed": one}),
        (mine, {"sealed": other + one[:1]}),
        (next_one, {"sealed": one[1:]}),
    ):
        async with sessions.begin() as session:
            await session.db.execute(update(activities).where(where).values(**values))
        assert await rows(sessions, kept) == await rows(sessions)


async def test_what_was_removed_is_not_joined(sessions: Sessions) -> None:
    """Whether it can still be put back depends on the moment, so it is asked for each time."""
    await record(sessions, (*FIRST, RemoveActivity(4)))

    kept = logged.joined(await rows(sessions), None)

    assert kept is not None
    assert [row[0] for row in kept.rows] == [1, 2, 3]
    assert await rows(sessions, kept) == await rows(sessions)


def test_few_are_not_joined() -> None:
    """They are fetched as quickly, and most people have few."""
    row = (1, b"sealed", None)

    assert logged.joined((row,), None) is None
    assert logged.joined((row, (2, b"removed", NOW - timedelta(1))), None) is None


def test_some_more_are_fetched_beside_those_that_are_joined() -> None:
    """To join all of them again for each new one would take longer than it spares."""
    these = tuple((n, b"sealed", None) for n in range(1, 9))
    kept = logged.joined(these[:4], None)

    assert logged.joined(these[:6], kept) is kept
    assert logged.joined(these[:7], kept) == logged.joined(these[:7], None)
    assert logged.joined(these[:3], kept) == logged.joined(these[:3], None)
    assert logged.size_of(None) == 0 < logged.size_of(kept)
