"""Every change of an activity is kept: what, when, from which update; bounded, sealed, purged."""

from datetime import timedelta

import pytest
from samples import ACTIVITY, ANA, BEN, NOW, numbered
from sqlalchemy import select, update

from conversations.history.kept import MOST, History, PastChange
from conversations.person import Change, KeepActivity, PutBackActivity, RemoveActivity
from storage import conversations, history, people, tables
from storage.engine import Sessions
from storage.logged import REMOVED_KEPT
from storage.sealing import Unsealable

MINUTE = timedelta(minutes=1)


async def apply(sessions: Sessions, chat: int, *changes: Change, minute: int = 0) -> None:
    async with sessions.begin() as session:
        await conversations.lock(session, chat)
        origin = people.Origin(f"tg:{minute}")
        await people.apply(session, chat, changes, NOW + minute * MINUTE, origin=origin)


async def past(sessions: Sessions, chat: int, entry: int = 1) -> History:
    async with sessions.read() as session:
        return await history.load(session, chat, entry)


async def test_each_change_is_kept_with_what_was_before(sessions: Sessions) -> None:
    """Issue 6: what, when, and what it was."""
    other = numbered(1, "Antibody ID II")
    done: tuple[Change, ...] = (
        KeepActivity(ACTIVITY),
        KeepActivity(other),
        RemoveActivity(1),
        PutBackActivity(1),
        KeepActivity(ACTIVITY),
    )
    for minute, change in enumerate(done):
        await apply(sessions, ANA, change, minute=minute)

    assert await past(sessions, ANA) == History(
        1,
        (
            PastChange(1, "logged", NOW),
            PastChange(2, "changed", NOW + MINUTE, ACTIVITY),
            PastChange(3, "removed", NOW + 2 * MINUTE),
            PastChange(4, "put_back", NOW + 3 * MINUTE),
            PastChange(5, "changed", NOW + 4 * MINUTE, other),
        ),
    )


async def test_what_changes_nothing_is_no_change(sessions: Sessions) -> None:
    """Applying twice does no harm, and leaves no trace."""
    for _ in range(2):
        await apply(sessions, ANA, KeepActivity(ACTIVITY))
        await apply(sessions, ANA, PutBackActivity(1), RemoveActivity(7))
    for _ in range(2):
        await apply(sessions, ANA, RemoveActivity(1))
    assert [c.what for c in (await past(sessions, ANA)).changes] == ["logged", "removed"]


async def test_several_changes_of_one_turn_follow_one_another(sessions: Sessions) -> None:
    """Also of an entry that the same turn logged, and of numbers in any order."""
    await apply(sessions, ANA, *(KeepActivity(numbered(n, t)) for n, t in ((5, "a"), (5, "b"))))
    await apply(sessions, ANA, KeepActivity(numbered(3)))
    assert [c.what for c in (await past(sessions, ANA, 5)).changes] == ["logged", "changed"]
    assert [c.what for c in (await past(sessions, ANA, 3)).changes] == ["logged"]


async def test_an_entry_without_history_begins_with_what_it_was(sessions: Sessions) -> None:
    """Entries logged before there was a history lose nothing from now on."""
    await apply(sessions, ANA, KeepActivity(ACTIVITY))
    async with sessions.begin() as session:
        await session.db.execute(tables.history.delete())

    await apply(sessions, ANA, KeepActivity(numbered(1, "new")), minute=1)

    (change,) = (await past(sessions, ANA)).changes
    assert (change.number, change.what, change.before) == (1, "changed", ACTIVITY)


async def test_only_the_last_changes_are_kept(sessions: Sessions) -> None:
    """Bounded per activity; the numbers go on."""
    for n in range(MOST + 3):
        await apply(sessions, ANA, KeepActivity(numbered(1, f"title {n}")), minute=n)
    changes = (await past(sessions, ANA)).changes
    assert [c.number for c in changes] == list(range(4, MOST + 4))


async def test_the_history_is_ones_own_and_sealed(sessions: Sessions) -> None:
    """Nobody else's, not readable in the row, and noticed where it was swapped."""
    await apply(sessions, ANA, KeepActivity(numbered(1, "Xylophone")))
    for minute, title in enumerate(("b", "c"), start=1):
        await apply(sessions, ANA, KeepActivity(numbered(1, title)), minute=minute)
    assert (await past(sessions, BEN)).changes == ()
    table = tables.history
    async with sessions.begin() as session:
        rows = (await session.db.execute(select(table).order_by(table.c.version))).all()
        assert "Xylophone" not in repr(rows)
        assert "tg:" not in repr(rows)
        swap = update(table).where(table.c.version == 3)
        await session.db.execute(swap.values(sealed_change=rows[1].sealed_change))
    with pytest.raises(Unsealable, match=f"history/{ANA}/1/3"):
        await past(sessions, ANA)


async def test_the_history_goes_with_its_entry(sessions: Sessions) -> None:
    """Issue 6: purged with the entry, 30 days after it was removed."""
    await apply(sessions, ANA, KeepActivity(numbered(1)), KeepActivity(numbered(2)))
    await apply(sessions, ANA, RemoveActivity(1))
    for days, left in ((29, {1, 2}), (31, {2})):
        async with sessions.begin() as session:
            before = NOW + timedelta(days=days) - REMOVED_KEPT
            await people.forget_removed(session, before)
        async with sessions.read() as session:
            assert set(await session.db.scalars(select(tables.history.c.number))) == left
