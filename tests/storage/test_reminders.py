"""What is due is found by its index on both databases, however many people there are."""

from datetime import date, timedelta
from typing import Any

import pytest
from samples import ANA, HOLDING, NOW
from sqlalchemy import Select, text

from conversations.person import KeepHolding
from storage import conversations, people, reminders
from storage.engine import Session, Sessions
from storage.reminders import DUE
from storage.tables import reminders as table


async def plan_of(session: Session, statement: Select[Any]) -> str:
    """Return how the database would run a statement."""
    dialect = session.db.dialect
    shown = statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True})
    explain = "EXPLAIN QUERY PLAN" if dialect.name == "sqlite" else "EXPLAIN"
    rows = await session.db.exec_driver_sql(f"{explain} {shown}")
    return "\n".join(str(row[-1]) for row in rows)


async def many(session: Session) -> None:
    """Fill in rows of other days: few are due."""
    row = (await session.db.execute(table.select())).mappings().one()
    copies = [
        {
            **{name: value for name, value in row.items() if name != "id"},
            "kind": "snooze",
            "about": f"{number}",
            "due_at": NOW + timedelta(hours=number),
        }
        for number in range(3000)
    ]
    await session.db.execute(table.insert(), copies)
    await session.db.execute(text("ANALYZE"))


async def test_what_is_due_is_found_by_the_index(sessions: Sessions) -> None:
    """Issue 7: touches only what is due, shown by the query plan."""
    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        await people.apply(session, ANA, (KeepHolding(HOLDING),), NOW)
        await many(session)

        plan = await plan_of(session, DUE.params(now=NOW, most=50))

    lines = [line for line in plan.splitlines() if "reminders" in line]
    assert any("ix_reminders_due" in line for line in lines), plan
    assert not any(line.strip(" ->").startswith(("SCAN", "Seq Scan")) for line in lines), plan


@pytest.mark.parametrize("unknown", [ANA, 99])
async def test_nothing_is_taken_of_who_has_nothing_due_or_is_not_there(
    sessions: Sessions, unknown: int
) -> None:
    """Nobody is written down by being looked for."""
    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        await people.apply(session, ANA, (KeepHolding(HOLDING),), NOW)

    async with sessions.begin() as session:
        assert await reminders.take(session, unknown, NOW) is None
        assert await reminders.due(session, NOW, 9) == []


async def test_the_next_day_of_a_holding_is_planned_as_it_is_recorded(sessions: Sessions) -> None:
    """Recomputed in the same transaction: half a year before 30 June 2027, at ten to twelve."""
    async with sessions.begin() as session:
        await conversations.lock(session, ANA)
        await people.apply(session, ANA, (KeepHolding(HOLDING),), NOW)

    async with sessions.read() as session:
        row = (await session.db.execute(table.select())).one()
    assert (row.kind, row.about, row.day) == ("holding", "MLS.ASCP", date(2026, 12, 30))
    assert row.why == "half_year_before"
    assert 15 <= row.due_at.hour < 17  # in New York, in winter
