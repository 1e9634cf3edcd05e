"""Works out the next reminder of each holding, with every change of holdings or settings.

The rows are those of `reminders`. They are written only with the chat of the person locked, or by
who sends their message.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles the same for SQLite

from cmp_rules.cycles import DAY
from cmp_rules.model import Holding
from cmp_rules.reminders import Reminder
from conversations.buttons import key_value
from conversations.person import Change, DropHolding, KeepHolding, KeepSettings, Settings
from conversations.reminders.days.coming import coming
from conversations.reminders.days.later import CheckBack, SnoozeReminder
from conversations.reminders.days.moment import due_at, last_due
from storage import holdings, states, tables
from storage.engine import Session
from storage.keyring import person_keys
from storage.reminders import CHECK, HOLDING, withdraw
from storage.tables import people, reminders


async def follow(
    session: Session,
    chat: int,
    person: int,
    changes: tuple[Change, ...],
    now: datetime,
    *,
    on: date | None = None,
) -> None:
    """Do what changes of a person's records mean for their reminders.

    A message that waits is made anew in any case: it may say what is not true any more.
    """
    await withdraw(session, person)
    for change in changes:
        if isinstance(change, CheckBack):
            await _keep_later(session, chat, person, change)
    if any(isinstance(change, _PLANNED_BY) for change in changes):
        await plan(session, chat, person, now, on=on)


async def plan(
    session: Session, chat: int, person: int, now: datetime, *, on: date | None = None
) -> None:
    """Work out the next reminder of each holding of a person. The caller has locked the chat.

    What was due and is still to be said stays due, also where its day is past; what is new is
    reminded of from this moment on; what is being sent stays as it is. `on` is the person's day
    where a script replaces the clock.
    """
    await person_keys.sealer_of(session, chat)  # who is to be written to has a talk and a key
    settings = await _settings(session, person)
    passed = on or last_due(now, settings, chat)
    known = {(row.kind, row.about): row for row in await _rows(session, person)}
    for holding in await _holdings(session, chat, person):
        about = key_value(holding.key)
        row = known.pop((HOLDING, about), None)
        if row is None or row.left_at is None:
            ahead = coming(holding, settings.reminders, _after(row, passed))
            key = {"person": person, "of_kind": HOLDING, "of_about": about}
            next_one = _of(ahead[0], settings, chat) if ahead else _NONE
            await session.db.execute(_KEEP, {**key, **next_one})
    for row in known.values():
        if row.kind == HOLDING:
            await session.db.execute(_DROP, {"row": row.id})
        elif row.left_at is None:
            at = due_at(row.day, settings, chat)
            await session.db.execute(_MOVE, {"row": row.id, "at": at})


async def unplanned(session: Session, limit: int) -> list[tuple[int, int]]:
    """Return chat and number of people who hold something of which nothing is planned."""
    rows = await session.db.execute(_UNPLANNED, {"most": limit})
    return [(row.chat, row.id) for row in rows]


async def _keep_later(session: Session, chat: int, person: int, change: CheckBack) -> None:
    """Record what is to be asked on a later day; it replaces one about the same."""
    settings = await _settings(session, person)
    row = {"of_kind": CHECK, "of_about": str(change.number), "because": CHECK}
    at = {"on": change.on, "at": due_at(change.on, settings, chat)}
    await session.db.execute(_KEEP, {"person": person, **row, **at})


def _after(row: Row[Any] | None, passed: date) -> date:
    """Return the day after which the next reminder is looked for."""
    if row is None:
        return passed
    said = row.said or date.min
    if row.day is None:
        return max(passed, said)
    # What became due since it was said, while nobody planned, is owed as well.
    return said if said >= row.day else max(min(passed, row.day - DAY), said)


def _of(reminder: Reminder, settings: Settings, chat: int) -> dict[str, Any]:
    at = due_at(reminder.on, settings, chat)
    return {"on": reminder.on, "because": reminder.why.value, "at": at}


_PLANNED_BY = KeepHolding | DropHolding | KeepSettings | SnoozeReminder
_NONE: dict[str, Any] = {"on": None, "because": None, "at": None}


async def _settings(session: Session, person: int) -> Settings:
    text: str = await session.db.scalar(_SETTINGS, {"person": person})
    return states.read(Settings, text.encode())


async def _holdings(session: Session, chat: int, person: int) -> list[Holding]:
    opener = await person_keys.opener_of(session, chat)
    rows = await session.db.execute(_HOLDINGS, {"person": person})
    return [holdings.read(opener, chat, row) for row in rows]


async def _rows(session: Session, person: int) -> list[Row[Any]]:
    return list(await session.db.execute(_ROWS, {"person": person}))


# Built once: building a statement takes longer than SQLite takes to run it.
_row = reminders.c.id == bindparam("row")
_SETTINGS = select(tables.settings_text).where(people.c.id == bindparam("person"))
_HOLDINGS = (
    select(tables.holdings)
    .where(tables.holdings.c.person_id == bindparam("person"))
    .order_by(tables.holdings.c.id)
)
_ROWS = select(reminders).where(reminders.c.person_id == bindparam("person"))
_new = insert(reminders).values(
    person_id=bindparam("person"),
    kind=bindparam("of_kind"),
    about=bindparam("of_about"),
    day=bindparam("on"),
    why=bindparam("because"),
    due_at=bindparam("at"),
)
_KEEP = _new.on_conflict_do_update(
    index_elements=[reminders.c.person_id, reminders.c.kind, reminders.c.about],
    set_={**{name: _new.excluded[name] for name in ("day", "why", "due_at")}, "left_at": None},
)
_MOVE = update(reminders).where(_row).values(due_at=bindparam("at"))
_DROP = delete(reminders).where(_row)
_UNPLANNED = (
    select(people.c.chat, people.c.id)
    .where(
        people.c.id.in_(
            select(tables.holdings.c.person_id)
            .where(
                ~exists().where(
                    reminders.c.person_id == tables.holdings.c.person_id,
                    reminders.c.kind == HOLDING,
                )
            )
            .limit(bindparam("most"))
        )
    )
    .order_by(people.c.id)
)
