"""What is recorded of a person is what `Person.after` says, and it is theirs alone."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import ACTIVITY, ANA, BEN, HOLDING, MLS, NOW, SBB, changes, new_chat, numbered
from sqlalchemy import select, update

from conversations.person import (
    Change,
    DropHolding,
    KeepActivity,
    KeepHolding,
    KeepSettings,
    Person,
    PutBackActivity,
    RemoveActivity,
    Settings,
)
from storage import people, tables
from storage.engine import Sessions
from storage.logged import REMOVED_KEPT
from storage.sealing import Unsealable

PROPERTY = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)


async def apply(
    sessions: Sessions, chat: int, *done: Change, after: timedelta = timedelta()
) -> None:
    async with sessions.begin() as session:
        await people.apply(session, chat, done, NOW + after)


async def load(sessions: Sessions, chat: int, after: timedelta = timedelta()) -> Person:
    async with sessions.read() as session:
        return await people.load(session, chat, NOW + after)


async def test_nobody_is_written_down_by_being_asked_for(sessions: Sessions) -> None:
    """Product: in a group nothing is stored; a person without records is an empty person."""
    assert await load(sessions, ANA) == Person()

    async with sessions.read() as session:
        assert (await session.db.execute(select(tables.people))).all() == []


@PROPERTY
@given(batches=st.lists(st.lists(changes, max_size=4), max_size=4))
async def test_rows_change_as_the_value_does(
    sessions: Sessions, batches: Sequence[list[Change]]
) -> None:
    """conversations.model: "storage does the same to the rows"."""
    chat = new_chat()
    person = Person()
    for minute, batch in enumerate(batches):
        person = person.after(tuple(batch))
        await apply(sessions, chat, *batch, after=timedelta(minutes=minute))

    stored = await load(sessions, chat, timedelta(minutes=9))

    by_number = sorted(person.removed, key=lambda activity: activity.number)
    assert sorted(stored.removed, key=lambda activity: activity.number) == by_number
    stored_else = replace(stored, removed=(), removed_on=())
    assert stored_else == replace(person, removed=(), removed_on=())


@PROPERTY
@given(batch=st.lists(changes, max_size=5))
async def test_the_last_change_done_twice_is_done_once(
    sessions: Sessions, batch: list[Change]
) -> None:
    """conversations.model: each change names its record, so that repeating does no harm."""
    chat = new_chat()
    await apply(sessions, chat, *batch)
    once = await load(sessions, chat)

    await apply(sessions, chat, *batch[-1:])

    assert await load(sessions, chat) == once


async def test_a_corrected_holding_keeps_its_place(sessions: Sessions) -> None:
    """Brief: holdings in the order added; the dashboard shows them in that order."""
    second = replace(HOLDING, key=SBB)
    await apply(sessions, ANA, KeepHolding(HOLDING), KeepHolding(second))

    corrected = replace(HOLDING, voluntary=True)
    await apply(sessions, ANA, KeepHolding(corrected))

    assert (await load(sessions, ANA)).holdings == (corrected, second)


async def test_a_removed_activity_can_be_put_back_for_thirty_days(sessions: Sessions) -> None:
    """The last moment at which Undo still finds it, and the first at which it does not."""
    await apply(sessions, ANA, KeepActivity(ACTIVITY), RemoveActivity(1))
    last = REMOVED_KEPT - timedelta(seconds=1)

    assert (await load(sessions, ANA, last)).removed == (ACTIVITY,)
    assert (await load(sessions, ANA, REMOVED_KEPT)).removed == ()

    await apply(sessions, ANA, PutBackActivity(1), after=REMOVED_KEPT)
    assert (await load(sessions, ANA)).activities == ()
    await apply(sessions, ANA, PutBackActivity(1), after=last)
    assert (await load(sessions, ANA)).activities == (ACTIVITY,)


async def test_the_day_of_a_removal_is_known_by_the_clock_of_the_person(sessions: Sessions) -> None:
    """/list removed says until when an entry can be put back."""
    await apply(sessions, ANA, KeepActivity(ACTIVITY), RemoveActivity(1))

    known = (await load(sessions, ANA)).removed_on

    assert known == ((1, NOW.astimezone(ZoneInfo(Settings.DEFAULT_ZONE)).date()),)


async def test_removing_twice_does_not_keep_it_longer(sessions: Sessions) -> None:
    """A doubled press of Undo counts from the first."""
    await apply(sessions, ANA, KeepActivity(ACTIVITY), RemoveActivity(1))

    await apply(sessions, ANA, RemoveActivity(1), after=timedelta(days=20))

    assert (await load(sessions, ANA, REMOVED_KEPT)).removed == ()


async def test_a_number_is_not_given_out_again(sessions: Sessions) -> None:
    """A standing button with the number of a removed record must not hit a new one."""
    await apply(sessions, ANA, KeepActivity(numbered(4)), RemoveActivity(4))

    assert (await load(sessions, ANA)).next_number == 5


async def test_changes_of_one_person_leave_the_other_alone(sessions: Sessions) -> None:
    """Issue 6: no function of storage works without a person; here both use the same numbers."""
    everything: tuple[Change, ...] = (
        KeepHolding(HOLDING),
        KeepActivity(numbered(1)),
        KeepActivity(numbered(2)),
        RemoveActivity(2),
        KeepSettings(Settings("Asia/Manila", "dmy")),
    )
    await apply(sessions, ANA, *everything)
    await apply(sessions, BEN, *everything)
    before = await load(sessions, BEN)

    await apply(
        sessions,
        ANA,
        DropHolding(MLS),
        KeepActivity(numbered(1, "Other")),
        PutBackActivity(2),
        RemoveActivity(1),
        KeepSettings(Settings()),
    )

    assert await load(sessions, BEN) == before


async def test_a_sealed_activity_moved_to_another_number_is_noticed(sessions: Sessions) -> None:
    """Issue 6: rows are bound to their person and column, so that swapping is noticed."""
    await apply(sessions, ANA, KeepActivity(numbered(1, "One")), KeepActivity(numbered(2, "Two")))
    async with sessions.begin() as session:
        moved = select(tables.activities.c.sealed).where(tables.activities.c.number == 2)
        await session.db.execute(
            update(tables.activities)
            .values(sealed=moved.scalar_subquery())
            .where(tables.activities.c.number == 1)
        )

    with pytest.raises(Unsealable, match="activities/7/1/sealed: altered, or moved"):
        await load(sessions, ANA)


async def test_a_sealed_activity_moved_to_another_person_is_noticed(sessions: Sessions) -> None:
    """Issue 6: as above, across persons."""
    await apply(sessions, ANA, KeepActivity(numbered(1, "Hers")))
    await apply(sessions, BEN, KeepActivity(numbered(1, "His")))
    async with sessions.begin() as session:
        rows = (
            await session.db.execute(
                select(tables.activities).order_by(tables.activities.c.person_id)
            )
        ).all()
        for row, other in zip(rows, reversed(rows), strict=True):
            await session.db.execute(
                update(tables.activities)
                .where(tables.activities.c.person_id == row.person_id)
                .values(sealed=other.sealed)
            )

    with pytest.raises(Unsealable):
        await load(sessions, ANA)
    with pytest.raises(Unsealable):
        await load(sessions, BEN)
