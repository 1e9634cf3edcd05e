"""What is recorded of each person: holdings, activities, settings. Always by person."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles the same for SQLite

from cmp_rules.model import Activity, Adjustments, CredentialKey, Holding, Scheme
from conversations.model import (
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
from storage import states
from storage.engine import Session
from storage.tables import activities, holdings, people

REMOVED_KEPT = timedelta(days=30)  # how long a removed activity can be put back


async def load(session: Session, chat: int, now: datetime) -> Person:
    """Return everything recorded of a person; nobody is written down by being asked for.

    Raises `Unsealable` or `Unreadable` where a record was damaged or moved from elsewhere.
    """
    rows = (await session.db.execute(_PERSON, {"chat": chat})).all()
    if not rows:
        return Person()
    kept, removed = await _load_activities(session, chat, rows[0].id, now)
    return Person(
        holdings=tuple(_holding(session, chat, row) for row in rows if row.credential is not None),
        activities=kept,
        removed=removed,
        settings=states.read(Settings, json.dumps(rows[0].settings).encode()),
        next_number=rows[0].next_number,
    )


async def apply(session: Session, chat: int, changes: tuple[Change, ...], now: datetime) -> None:
    """Do to the rows what `Person.after` does to the value; twice does no harm."""
    if not changes:
        return
    person = await _person_id(session, chat, now)
    for change in changes:
        match change:
            case KeepHolding(holding):
                await _keep_holding(session, chat, person, holding)
            case DropHolding(key):
                await session.db.execute(
                    delete(holdings).where(
                        holdings.c.person_id == person,
                        holdings.c.credential == key.code,
                        holdings.c.scheme == key.scheme,
                    )
                )
            case KeepActivity(activity):
                await _keep_activity(session, chat, person, activity, now)
            case RemoveActivity(number):
                await session.db.execute(
                    update(activities)
                    .where(*_record(person, number), activities.c.removed_at.is_(None))
                    .values(removed_at=now, updated_at=now)
                )
            case PutBackActivity(number):
                await session.db.execute(
                    update(activities)
                    .where(*_record(person, number), activities.c.removed_at > now - REMOVED_KEPT)
                    .values(removed_at=None, updated_at=now)
                )
            case KeepSettings(settings):
                await session.db.execute(
                    update(people)
                    .where(people.c.id == person)
                    .values(settings=states.plain(settings))
                )


# Holdings hang on the person's row, so that both come in one statement.
_PERSON = (
    select(
        people.c.id,
        people.c.settings,
        people.c.next_number,
        *(column for column in holdings.c if column.name not in {"id", "person_id"}),
    )
    .select_from(people.outerjoin(holdings, holdings.c.person_id == people.c.id))
    .where(people.c.chat == bindparam("chat"))
    .order_by(holdings.c.id)
)


async def _load_activities(
    session: Session, chat: int, person: int, now: datetime
) -> tuple[tuple[Activity, ...], tuple[Activity, ...]]:
    rows = await session.db.execute(_ACTIVITIES, {"person": person, "cutoff": now - REMOVED_KEPT})
    kept: list[Activity] = []
    removed: list[Activity] = []
    for number, sealed, removed_at in rows:
        text = session.sealer.open(sealed, context=_activity_context(chat, number))
        (kept if removed_at is None else removed).append(states.read(Activity, text))
    return tuple(kept), tuple(removed)


# Those there by number, those removed in the order in which they were.
_ACTIVITIES = (
    select(activities.c.number, activities.c.sealed, activities.c.removed_at)
    .where(
        activities.c.person_id == bindparam("person"),
        or_(activities.c.removed_at.is_(None), activities.c.removed_at > bindparam("cutoff")),
    )
    .order_by(activities.c.removed_at, activities.c.number)
)


async def _person_id(session: Session, chat: int, now: datetime) -> int:
    """Return the id of the person of a chat, writing a new one down."""
    new = insert(people).values(
        chat=chat, settings=states.plain(Settings()), next_number=1, created_at=now
    )
    statement = new.on_conflict_do_update(
        index_elements=[people.c.chat], set_={"next_number": people.c.next_number}
    ).returning(people.c.id)
    return int((await session.db.execute(statement)).scalar_one())


async def _keep_holding(session: Session, chat: int, person: int, holding: Holding) -> None:
    sealed = None
    if holding.adjustments != Adjustments():
        sealed = session.sealer.seal(
            states.write(holding.adjustments), context=_holding_context(chat, holding.key)
        )
    values = {
        "number": holding.number,
        "cycle_ends": holding.cycle_ends,
        "cycle_starts": holding.cycle_starts,
        "voluntary": holding.voluntary,
        "certified_on": holding.certified_on,
        "sealed_adjustments": sealed,
    }
    key = {"person_id": person, "credential": holding.key.code, "scheme": holding.key.scheme.value}
    statement = insert(holdings).values(**key, **values)
    await session.db.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))


async def _keep_activity(
    session: Session, chat: int, person: int, activity: Activity, now: datetime
) -> None:
    number = activity.number
    values = {
        "sealed": session.sealer.seal(
            states.write(activity), context=_activity_context(chat, number)
        ),
        "updated_at": now,
        "removed_at": None,
    }
    statement = insert(activities).values(person_id=person, number=number, created_at=now, **values)
    await session.db.execute(
        statement.on_conflict_do_update(
            index_elements=[activities.c.person_id, activities.c.number], set_=values
        )
    )
    await session.db.execute(
        update(people)
        .where(people.c.id == person, people.c.next_number <= number)
        .values(next_number=number + 1)
    )


def _record(person: int, number: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return activities.c.person_id == person, activities.c.number == number


def _holding(session: Session, chat: int, row: Row[Any]) -> Holding:
    key = CredentialKey(row.credential, Scheme(row.scheme))
    adjustments = Adjustments()
    if row.sealed_adjustments is not None:
        text = session.sealer.open(row.sealed_adjustments, context=_holding_context(chat, key))
        adjustments = states.read(Adjustments, text)
    return Holding(
        key=key,
        cycle_ends=row.cycle_ends,
        cycle_starts=row.cycle_starts,
        voluntary=row.voluntary,
        certified_on=row.certified_on,
        adjustments=adjustments,
        number=row.number,
    )


def _activity_context(chat: int, number: int) -> str:
    return f"activities/{chat}/{number}/sealed"


def _holding_context(chat: int, key: CredentialKey) -> str:
    return f"holdings/{chat}/{key.code}/{key.scheme}/adjustments"
