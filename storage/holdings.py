"""The credentials of each person, each with the figures that its holder was last told.

A later change of the rules is compared with those figures. They are public ones, without the
person's own, so they are not sealed; they stand in the row of the holding and go with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles the same for SQLite

from cmp_rules.model import (
    Adjustments,
    CredentialKey,
    Declared,
    Entered,
    Holding,
    PastCycle,
    Scheme,
)
from cmp_rules.recheck import Figures, changed_figures, figures_on, read_figures, write_figures
from conversations.person import Settings
from storage import states
from storage.engine import Session
from storage.keyring import person_keys
from storage.keyring.person_sealing import Opener
from storage.sealing import Unsealable, WrongKey
from storage.tables import conversations, holdings, people, settings_text


@dataclass(frozen=True, slots=True)
class Held:
    """A holding, and the figures that its holder was last told; None: none were recorded yet."""

    id: int
    holding: Holding
    told: Figures | None


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who holds something, as far as a change of the rules concerns them."""

    person: int  # the order in which `holders_after` returns them
    chat: int
    settings: Settings
    reachable: bool
    held: tuple[Held, ...]
    damaged: bool  # a holding could not be read and is left out


@dataclass(frozen=True, slots=True)
class Declaring:
    """What is remembered of declarations of a holding, as it is sealed."""

    declared: Declared | None = None
    entered: tuple[Entered, ...] = ()
    past: tuple[PastCycle, ...] = ()


async def keep(session: Session, chat: int, person: int, holding: Holding, today: date) -> None:
    """Record a holding, or replace the one of the same credential.

    The screen that follows shows its figures, so they count as told.
    """
    sealed = sealed_declaring = None
    if holding.adjustments != Adjustments():
        sealer = await person_keys.sealer_of(session, chat)
        sealed = sealer.seal(
            states.write(holding.adjustments), context=_bound_to(chat, holding.key)
        )
    declaring = Declaring(holding.declared, holding.entered, holding.past)
    if declaring != Declaring():
        sealer = await person_keys.sealer_of(session, chat)
        sealed_declaring = sealer.seal(
            states.write(declaring), context=_declaring_bound_to(chat, holding.key)
        )
    values = {
        "number": holding.number,
        "cycle_ends": holding.cycle_ends,
        "cycle_starts": holding.cycle_starts,
        "voluntary": holding.voluntary,
        "certified_on": holding.certified_on,
        "sealed_adjustments": sealed,
        "sealed_declaring": sealed_declaring,
        "figures_told": await _told_with(session, chat, person, holding, today),
    }
    key = {"person_id": person, "credential": holding.key.code, "scheme": holding.key.scheme.value}
    statement = insert(holdings).values(**key, **values)
    await session.db.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))


async def drop(session: Session, person: int, key: CredentialKey) -> None:
    """Remove a holding; nothing where there is none."""
    await session.db.execute(delete(holdings).where(*_record(person, key)))


def read(opener: Opener, chat: int, row: Row[Any]) -> Holding:
    """Read a holding out of a row with its columns; raises `Unsealable` or `Unreadable`."""
    key = CredentialKey(row.credential, Scheme(row.scheme))
    adjustments = Adjustments()
    if row.sealed_adjustments is not None:
        text = opener.open(row.sealed_adjustments, context=_bound_to(chat, key))
        adjustments = states.read(Adjustments, text)
    declaring = Declaring()
    if row.sealed_declaring is not None:
        text = opener.open(row.sealed_declaring, context=_declaring_bound_to(chat, key))
        declaring = states.read(Declaring, text)
    return Holding(
        key=key,
        cycle_ends=row.cycle_ends,
        cycle_starts=row.cycle_starts,
        voluntary=row.voluntary,
        certified_on=row.certified_on,
        adjustments=adjustments,
        number=row.number,
        declared=declaring.declared,
        entered=declaring.entered,
        past=declaring.past,
    )


async def holder_of(session: Session, chat: int) -> Holder | None:
    """Return the holder of a chat; None where nobody is recorded there, or holds nothing."""
    rows = (await session.db.execute(_HOLDER, {"chat": chat})).all()
    return _holder(session, rows) if rows else None


async def holders_after(session: Session, person: int, limit: int) -> list[Holder]:
    """Return the holders that come after a person: 0 for the first ones, none when all were."""
    rows = await session.db.execute(_HOLDERS, {"person": person, "most": limit})
    return [_holder(session, list(group)) for _, group in groupby(rows, lambda row: row.person)]


async def note_told(session: Session, held: Held, figures: Figures) -> None:
    """Record the figures that a holder was told just now. The caller has locked the chat."""
    await session.db.execute(_TOLD, {"row": held.id, "figures": write_figures(figures)})


async def note_first(session: Session, found: Iterable[tuple[Held, Figures]]) -> None:
    """Record figures where none were recorded yet; no lock is needed, what is there stays."""
    rows = [{"row": held.id, "figures": write_figures(figures)} for held, figures in found]
    if rows:
        await session.db.execute(_FIRST_TOLD, rows)


async def _told_with(
    session: Session, chat: int, person: int, holding: Holding, today: date
) -> str | None:
    """Return which figures count as told once a holding is kept like this.

    Where a change of the rules is still to be told, what was told before stays: whoever corrects
    a date in the meantime must hear of it all the same.
    """
    figures = figures_on(holding, today)
    if figures is None:
        return None
    row = (await session.db.execute(_PRESENT.where(*_record(person, holding.key)))).one_or_none()
    if row is not None and row.figures_told is not None:
        told = read_figures(row.figures_told)
        opener = await person_keys.opener_of(session, chat)
        if changed_figures(read(opener, chat, row), told, today):
            return str(row.figures_told)
    return write_figures(figures)


def _holder(session: Session, rows: Sequence[Row[Any]]) -> Holder:
    held, damaged = [], False
    for row in rows:
        try:
            opener = person_keys.opener(session, row.chat, row.sealed_key)
            holding = read(opener, row.chat, row)
        except (Unsealable, WrongKey, states.Unreadable):
            damaged = True  # one damaged record must not keep the others from being told
        else:
            told = None if row.figures_told is None else read_figures(row.figures_told)
            held.append(Held(row.id, holding, told))
    first = rows[0]
    return Holder(
        person=first.person,
        chat=first.chat,
        settings=states.read(Settings, first.settings_text.encode()),
        reachable=first.unreachable_since is None,
        held=tuple(held),
        damaged=damaged,
    )


def _record(person: int, key: CredentialKey) -> tuple[ColumnElement[bool], ...]:
    return (
        holdings.c.person_id == person,
        holdings.c.credential == key.code,
        holdings.c.scheme == key.scheme,
    )


def context(chat: int, code: str, scheme: str) -> str:
    """Return to what the sealed adjustments of a holding are bound."""
    return f"holdings/{chat}/{code}/{scheme}/adjustments"


def _bound_to(chat: int, key: CredentialKey) -> str:
    return context(chat, key.code, key.scheme)


def declaring_context(chat: int, code: str, scheme: str) -> str:
    """Return to what is bound what a holding remembers of declarations."""
    return f"holdings/{chat}/{code}/{scheme}/declaring"


def _declaring_bound_to(chat: int, key: CredentialKey) -> str:
    return declaring_context(chat, key.code, key.scheme)


_PRESENT = select(holdings)
_HELD: Select[Any] = (
    select(
        people.c.id.label("person"),
        people.c.chat,
        settings_text,
        conversations.c.unreachable_since,
        conversations.c.sealed_key,
        *(column for column in holdings.c if column.name != "person_id"),
    )
    .select_from(people.join(holdings, holdings.c.person_id == people.c.id))
    .outerjoin(conversations, conversations.c.chat == people.c.chat)
    .order_by(people.c.id, holdings.c.id)
)
_HOLDER = _HELD.where(people.c.chat == bindparam("chat"))
_HOLDERS = _HELD.where(
    people.c.id.in_(
        select(people.c.id)
        .where(
            people.c.id > bindparam("person"),
            exists().where(holdings.c.person_id == people.c.id),
        )
        .order_by(people.c.id)
        .limit(bindparam("most"))
    )
)
_TOLD = (
    update(holdings)
    .where(holdings.c.id == bindparam("row"))
    .values(figures_told=bindparam("figures"))
)
_FIRST_TOLD = _TOLD.where(holdings.c.figures_told.is_(None))
