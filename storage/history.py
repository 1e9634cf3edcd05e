"""Every change of an activity: what, when, from which update, and what it was before. Sealed."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, func, select
from sqlalchemy.dialects.postgresql import insert  # compiles the same for SQLite

from cmp_rules.model import Activity
from conversations.history.kept import MOST, History, PastChange, What
from conversations.person import Change, KeepActivity, PutBackActivity, RemoveActivity
from storage import states
from storage.engine import Session
from storage.keyring import person_keys
from storage.tables import activities, history, people


@dataclass(frozen=True, slots=True)
class Happened:
    """A change, as it is sealed."""

    what: What
    by: str = ""  # the key of the update that led to it
    before: Activity | None = None  # where it was changed


@dataclass(frozen=True, slots=True)
class Turned:
    """The turn that changes something."""

    now: datetime
    by: str  # the key of its update
    kept: timedelta  # how long what was removed can be put back
    logged: set[int] = field(default_factory=set)  # the numbers of what it logged


async def note(session: Session, chat: int, person: Row[Any], change: Change, turn: Turned) -> None:
    """Note a change of an activity that is about to be made; nothing where it changes nothing.

    `person` is the row of the person: their id and the number of their next activity.
    """
    match change:
        case KeepActivity(activity):
            number = activity.number
        case RemoveActivity(number=number) | PutBackActivity(number):
            pass
        case _:
            return
    new = number >= person.next_number and number not in turn.logged
    values = {"of": person.id, "n": number}
    row = None if new else (await session.db.execute(_NOW, values)).one_or_none()
    if row is None:
        if isinstance(change, KeepActivity):
            turn.logged.add(number)
            await _write(session, chat, person.id, number, 1, "logged", None, turn)
        return
    opener = await person_keys.opener_of(session, chat)
    old = states.read(Activity, opener.open(row.sealed, context=_activity(chat, number)))
    what = _what(change, old, row.removed_at, turn)
    if what is not None:
        before = old if what == "changed" else None
        await _write(session, chat, person.id, number, row.last + 1, what, before, turn)


async def load(session: Session, chat: int, entry: int) -> History:
    """Return what happened to an activity of a person, oldest first; empty where there is none."""
    rows = (await session.db.execute(_PAST, {"of_chat": chat, "n": entry})).all()
    if not rows:
        return History(entry, ())
    opener = await person_keys.opener_of(session, chat)
    changes = []
    for row in rows:
        context = change_context(chat, entry, row.version)
        happened = states.read(Happened, opener.open(row.sealed_change, context=context))
        changes.append(PastChange(row.version, happened.what, row.at, happened.before))
    return History(entry, tuple(changes))


async def forget(session: Session, before: datetime) -> None:
    """Delete the history of activities that were removed before a moment."""
    of_removed = exists().where(
        activities.c.person_id == history.c.person_id,
        activities.c.number == history.c.number,
        activities.c.removed_at < before,
    )
    await session.db.execute(delete(history).where(of_removed))


def _what(change: Change, old: Activity, removed_at: datetime | None, turn: Turned) -> What | None:
    match change:
        case RemoveActivity():
            return None if removed_at is not None else "removed"
        case PutBackActivity() if removed_at is not None and removed_at > turn.now - turn.kept:
            return "put_back"
        case KeepActivity(activity) if activity != old:
            return "changed"
        case KeepActivity() if removed_at is not None:
            return "put_back"
    return None


async def _write(  # noqa: PLR0913, PLR0917
    session: Session,
    chat: int,
    person: int,
    number: int,
    version: int,
    what: What,
    before: Activity | None,
    turn: Turned,
) -> None:
    sealer = await person_keys.sealer_of(session, chat)
    sealed = sealer.seal(
        states.write(Happened(what, turn.by, before)),
        context=change_context(chat, number, version),
    )
    row = {"person_id": person, "number": number, "version": version, "at": turn.now}
    await session.db.execute(_WRITE, {**row, "sealed_change": sealed})
    if version > MOST:
        too_old = {"of": person, "n": number, "last": version - MOST}
        await session.db.execute(_TRIM, too_old)


def change_context(chat: int, number: int, version: int) -> str:
    """Return to what the sealed value of a change is bound."""
    return f"history/{chat}/{number}/{version}"


def _activity(chat: int, number: int) -> str:
    return f"activities/{chat}/{number}/sealed"


_mine = (history.c.person_id == bindparam("of"), history.c.number == bindparam("n"))
_NOW = select(
    activities.c.sealed,
    activities.c.removed_at,
    select(func.coalesce(func.max(history.c.version), 0))
    .where(history.c.person_id == bindparam("of"), history.c.number == bindparam("n"))
    .scalar_subquery()
    .label("last"),
).where(activities.c.person_id == bindparam("of"), activities.c.number == bindparam("n"))
_WRITE = insert(history)
_TRIM = delete(history).where(*_mine, history.c.version <= bindparam("last"))
_PAST = (
    select(history.c.version, history.c.at, history.c.sealed_change)
    .select_from(history.join(people, people.c.id == history.c.person_id))
    .where(people.c.chat == bindparam("of_chat"), history.c.number == bindparam("n"))
    .order_by(history.c.version)
)
