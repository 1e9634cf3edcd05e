"""What is recorded of each person: holdings, activities, settings. Always by person."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles the same for SQLite

from cmp_rules.model import Activity, Holding
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
from conversations.reminders.days.later import SnoozeReminder
from conversations.worked_out import size_for
from storage import certificates, history, holdings, logged, planning, states, tables
from storage.engine import Session
from storage.keyring import person_keys
from storage.keyring.person_sealing import Opener
from storage.keyring.remembered import Read, reread, size_of
from storage.logged import REMOVED_KEPT, Joined
from storage.tables import activities, people


@dataclass(frozen=True, slots=True)
class Origin:
    """Where changes come from."""

    update: str = ""  # the key of the update
    file: bytes | None = field(default=None, repr=False)  # that it brought


NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class _Known:
    """A person, and the rows out of which they were read."""

    person: Person
    held: Read[Holding | None]  # with the person's own columns, also without a holding
    entries: Read[Activity]
    files: Read[Certificate]
    joined: Joined | None = None  # of the entries, where there are many


async def load(session: Session, chat: int, now: datetime) -> Person:
    """Return everything recorded of a person; nobody is written down by being asked for.

    It is the very same value while nothing of it changes. Raises `Unsealable` or `Unreadable` where
    a record was damaged or moved from elsewhere.
    """
    rows = (await session.db.execute(_PERSON, {"chat": chat})).all()
    if not rows:
        session.keyring.is_gone(chat)
        return Person()
    opener = await person_keys.opener_of(session, chat)
    before = cast("_Known | None", session.keyring.recall(chat)) or _NOBODY
    log = await logged.fetch(session, rows[0].id, now, before.joined)
    sent: Sequence[Row[Any]] = ()
    if rows[0].next_certificate > 1:  # who never sent a file is spared the look
        sent = await certificates.known(session, rows[0].id, now)
    held = reread(before.held, rows, lambda row: _holding(opener, chat, row))
    entries = reread(before.entries, log, lambda row: _entry(opener, chat, row))
    files = reread(before.files, sent, lambda row: certificates.read(opener, chat, row))
    if held is before.held and entries is before.entries and files is before.files:
        return before.person
    person = _person_of(rows[0], held, entries, files)
    if before is not _NOBODY:
        person = replace(person, worked_out=before.person.worked_out)
    joined = logged.joined(entries.rows, before.joined)
    size = size_of(held, entries, files) + size_for(len(entries.rows)) + logged.size_of(joined)
    session.keyring.remember(chat, _Known(person, held, entries, files, joined), size)
    return person


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
    settings: Settings | None = None  # read where one wish of many changes
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
                await _keep_settings(session, person, settings)
            case SnoozeReminder():
                settings = change.within(settings or _settings(row))
                await _keep_settings(session, person, settings)
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


_NOBODY = _Known(Person(), Read(), Read(), Read())
_DELETE_AT = (
    update(people).where(people.c.id == bindparam("person")).values(delete_at=bindparam("at"))
)

# Holdings hang on the person's row, so that both come in one statement.
_PERSON = (
    select(
        people.c.id,
        tables.settings_text,
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


def _person_of(
    row: Row[Any], held: Read[Holding | None], entries: Read[Activity], files: Read[Certificate]
) -> Person:
    settings = _settings(row)
    gone = [(entry, row[2]) for row, entry in entries.pairs() if row[2] is not None]
    removed = sorted(gone, key=itemgetter(1))  # in the order in which they were
    there = [entry for row, entry in entries.pairs() if row[2] is None] if gone else entries.values
    return Person(
        holdings=tuple(holding for _, holding in held.pairs() if holding is not None),
        activities=tuple(there),
        removed=tuple(entry for entry, _ in removed),
        removed_on=tuple((a.number, When(at).today(settings.zone)) for a, at in removed),
        settings=settings,
        next_number=row.next_number,
        delete_at=row.delete_at,
        certificates=tuple(file for (*_, at), file in files.pairs() if at is None),
        removed_certificates=tuple(file for (*_, at), file in files.pairs() if at is not None),
        next_certificate=row.next_certificate,
    )


def _holding(opener: Opener, chat: int, row: Row[Any]) -> Holding | None:
    return None if row.credential is None else holdings.read(opener, chat, row)


def _entry(opener: Opener, chat: int, row: tuple[Any, ...]) -> Activity:
    number, sealed, _ = row
    text = opener.open(sealed, context=activity_context(chat, number))
    return states.read(Activity, text)


async def _person(session: Session, chat: int, now: datetime) -> Row[Any]:
    """Return id and settings of the person of a chat, writing a new one down."""
    new = {"chat": chat, "settings": states.plain(Settings()), "next_number": 1}
    return (await session.db.execute(_WRITE_DOWN, {**new, "created_at": now})).one()


async def _keep_settings(session: Session, person: int, settings: Settings) -> None:
    await session.db.execute(
        update(people).where(people.c.id == person).values(settings=states.plain(settings))
    )


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
    .returning(people.c.id, tables.settings_text, people.c.next_number)
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
    return states.read(Settings, row.settings_text.encode())


def _record(person: int, number: int) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return activities.c.person_id == person, activities.c.number == number


def activity_context(chat: int, number: int) -> str:
    """Return to what the sealed value of an activity is bound."""
    return f"activities/{chat}/{number}/sealed"
