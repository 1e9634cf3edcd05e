"""What is recorded of each person: holdings, activities, settings. Always by person."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles the same for SQLite

from cmp_rules.model import Activity
from conversations.certificates.kept import Certificate
from conversations.model import When
from conversations.person import (
    Change,
    DeleteAt,
    DeleteNow,
    DropHolding,
    KeepActivity,
    KeepEverything,
    KeepHolding,
    KeepSettings,
    Person,
    PutBackActivity,
    RemoveActivity,
    Settings,
)
from storage import certificates, history, holdings, planning, states, tables
from storage.engine import Session
from storage.keyring import person_keys
from storage.keyring.person_sealing import Opener
from storage.tables import activities, people


@dataclass(frozen=True, slots=True)
class Origin:
    """Where changes come from."""

    update: str = ""  # the key of the update
    file: bytes | None = field(default=None, repr=False)  # that it brought


NOWHERE = Origin()
REMOVED_KEPT = timedelta(days=30)  # how long a removed activity can be put back


async def load(session: Session, chat: int, now: datetime) -> Person:
    """Return everything recorded of a person; nobody is written down by being asked for.

    Raises `Unsealable` or `Unreadable` where a record was damaged or moved from elsewhere.
    """
    rows = (await session.db.execute(_PERSON, {"chat": chat})).all()
    if not rows:
        return Person()
    opener = await person_keys.opener_of(session, chat)
    kept, removed = await _load_activities(session, opener, chat, rows[0].id, now)
    settings = _settings(rows[0])
    files: tuple[Certificate, ...] = ()
    removed_files: tuple[Certificate, ...] = ()
    if rows[0].next_certificate > 1:  # who never sent a file is spared the look
        files, removed_files = await certificates.load(session, opener, chat, rows[0].id, now)
    return Person(
        holdings=tuple(
            holdings.read(opener, chat, row) for row in rows if row.credential is not None
        ),
        activities=kept,
        removed=tuple(activity for activity, _ in removed),
        removed_on=tuple((a.number, When(at).today(settings.zone)) for a, at in removed),
        settings=settings,
        next_number=rows[0].next_number,
        delete_at=rows[0].delete_at,
        certificates=files,
        removed_certificates=removed_files,
        next_certificate=rows[0].next_certificate,
    )


async def apply(
    session: Session,
    chat: int,
    changes: tuple[Change, ...],
    now: datetime,
    *,
    on: date | None = None,
    origin: Origin = NOWHERE,
) -> None:
    """Do to the rows what `Person.after` does to the value; twice does no harm.

    `on` is the person's day where a script replaces the clock.
    """
    if not changes:
        return
    row = await _person(session, chat, now)
    person = row.id
    turned = history.Turned(now, origin.update, REMOVED_KEPT)
    for change in changes:
        await history.note(session, chat, row, change, turned)
        match change:
            case KeepHolding(holding):
                today = When(now, on).today(_settings(row).zone)
                await holdings.keep(session, chat, person, holding, today)
            case DropHolding(key):
                await holdings.drop(session, person, key)
            case KeepActivity(activity):
                await _keep_activity(session, chat, person, activity, now)
            case RemoveActivity(number=number):
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
            case DeleteAt(at):
                await session.db.execute(_DELETE_AT, {"person": person, "at": at})
            case KeepEverything():
                await session.db.execute(_DELETE_AT, {"person": person, "at": None})
            case DeleteNow():
                raise ValueError("who is deleted is not recorded; see `deletion`")
    await certificates.follow(session, chat, person, changes, now, origin.file)
    await planning.follow(session, chat, person, changes, now, on=on)


async def forget_removed(session: Session, before: datetime) -> None:
    """Delete what was removed before a moment, with its files and history."""
    await certificates.forget(session, before)
    await history.forget(session, before)
    await session.db.execute(delete(activities).where(activities.c.removed_at < before))


_DELETE_AT = (
    update(people).where(people.c.id == bindparam("person")).values(delete_at=bindparam("at"))
)

# Holdings hang on the person's row, so that both come in one statement.
_PERSON = (
    select(
        people.c.id,
        people.c.settings,
        people.c.next_number,
        people.c.delete_at,
        people.c.next_certificate,
        *(
            column
            for column in tables.holdings.c
            if column.name not in {"id", "person_id", "figures_told"}
        ),
    )
    .select_from(people.outerjoin(tables.holdings, tables.holdings.c.person_id == people.c.id))
    .where(people.c.chat == bindparam("chat"))
    .order_by(tables.holdings.c.id)
)


async def _load_activities(
    session: Session, opener: Opener, chat: int, person: int, now: datetime
) -> tuple[tuple[Activity, ...], tuple[tuple[Activity, datetime], ...]]:
    rows = await session.db.execute(_ACTIVITIES, {"person": person, "cutoff": now - REMOVED_KEPT})
    kept: list[Activity] = []
    removed: list[tuple[Activity, datetime]] = []
    for row in rows:
        text = opener.open(row.sealed, context=activity_context(chat, row.number))
        activity = states.read(Activity, text)
        if row.removed_at is None:
            kept.append(activity)
        else:
            removed.append((activity, row.removed_at))
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


async def _person(session: Session, chat: int, now: datetime) -> Row[Any]:
    """Return id and settings of the person of a chat, writing a new one down."""
    new = {"chat": chat, "settings": states.plain(Settings()), "next_number": 1}
    return (await session.db.execute(_WRITE_DOWN, {**new, "created_at": now})).one()


async def _keep_activity(
    session: Session, chat: int, person: int, activity: Activity, now: datetime
) -> None:
    number = activity.number
    sealer = await person_keys.sealer_of(session, chat)
    values = {
        "person_id": person,
        "number": number,
        "sealed": sealer.seal(states.write(activity), context=activity_context(chat, number)),
        "created_at": now,
        "updated_at": now,
        "removed_at": None,
    }
    await session.db.execute(_KEEP_ACTIVITY, values)
    await session.db.execute(_COUNT_ON, {"person": person, "kept": number})


# Built once: building a statement takes longer than SQLite takes to run it.
_WRITE_DOWN = (
    insert(people)
    .on_conflict_do_update(
        index_elements=[people.c.chat], set_={"next_number": people.c.next_number}
    )
    .returning(people.c.id, people.c.settings, people.c.next_number)
)
_new = insert(activities)
_KEEP_ACTIVITY = _new.on_conflict_do_update(
    index_elements=[activities.c.person_id, activities.c.number],
    set_={name: _new.excluded[name] for name in ("sealed", "updated_at", "removed_at")},
)
_COUNT_ON = (
    update(people)
    .where(people.c.id == bindparam("person"), people.c.next_number <= bindparam("kept"))
    .values(next_number=bindparam("kept", type_=people.c.next_number.type) + 1)
)


def _settings(row: Row[Any]) -> Settings:
    return states.read(Settings, json.dumps(row.settings).encode())


def _record(person: int, number: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return activities.c.person_id == person, activities.c.number == number


def activity_context(chat: int, number: int) -> str:
    """Return to what the sealed value of an activity is bound."""
    return f"activities/{chat}/{number}/sealed"
