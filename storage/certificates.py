"""The files of each person that prove what they logged, sealed under the person's key.

One row a file: what is known of it, and its bytes in the last column, which nothing but `content`
reads. Its hash is sealed with its name: it would tell whoever has the same file.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, bindparam, delete, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert  # compiles the same for SQLite

from conversations.certificates.kept import (
    DAYS_LOOSE,
    AttachCertificate,
    Certificate,
    ForgetCertificates,
    KeepCertificate,
    PutBackCertificate,
    RemoveCertificate,
)
from conversations.person import Change
from storage import states
from storage.engine import Session
from storage.keyring import person_keys
from storage.keyring.person_sealing import Opener
from storage.tables import activities, certificates, people

KEPT = timedelta(days=DAYS_LOOSE)  # a file that was removed, or that has no entry


@dataclass(frozen=True, slots=True)
class About:
    """What is sealed of a file beside its bytes."""

    name: str
    sha256: str
    on: date


async def follow(
    session: Session,
    chat: int,
    person: int,
    changes: tuple[Change, ...],
    now: datetime,
    brought: bytes | None,
) -> None:
    """Do to the rows what changes say of files; `brought` is the file that came in."""
    for change in changes:
        match change:
            case KeepCertificate(certificate):
                await _keep(session, chat, person, certificate, now, brought)
            case AttachCertificate(number, entry):
                values = {"activity_number": entry or None, "loose_since": None if entry else now}
                await _change(session, person, number, values, *_there(person, entry))
            case RemoveCertificate(number):
                here = certificates.c.removed_at.is_(None)
                await _change(session, person, number, {"removed_at": now}, here)
            case PutBackCertificate(number):
                still = certificates.c.removed_at > now - KEPT
                await _change(session, person, number, {"removed_at": None}, still)
            case ForgetCertificates():
                gone = certificates.c.removed_at.is_not(None)
                mine = certificates.c.person_id == person
                await session.db.execute(delete(certificates).where(mine, gone))


async def known(session: Session, person: int, now: datetime) -> Sequence[Row[Any]]:
    """Return what is known of a person's files, for `read`: also of those that can be put back.

    The last column says when one was removed.
    """
    since = {"person": person, "cutoff": now - KEPT}
    return (await session.db.execute(_KNOWN, since)).all()


def read(opener: Opener, chat: int, row: Row[Any]) -> Certificate:
    """Read what is known of a file; raises `Unsealable` or `Unreadable`."""
    text = opener.open(row.sealed_about, context=about_context(chat, row.number))
    about = states.read(About, text)
    return Certificate(
        row.number,
        about.name,
        row.media_type,
        row.size,
        about.sha256,
        about.on,
        row.activity_number or 0,
    )


async def content(session: Session, chat: int, number: int) -> tuple[Certificate, bytes] | None:
    """Return a file of a person with its bytes; None where there is none (any more)."""
    row = (await session.db.execute(_ONE, {"of_chat": chat, "of_number": number})).one_or_none()
    if row is None:
        return None
    opener = await person_keys.opener_of(session, chat)
    data = opener.open(row.sealed_file, context=file_context(chat, number))
    return read(opener, chat, row), data


async def forget(session: Session, before: datetime) -> None:
    """Delete files removed before a moment, without an entry since then, or of an entry removed."""
    of_removed = exists().where(
        activities.c.person_id == certificates.c.person_id,
        activities.c.number == certificates.c.activity_number,
        activities.c.removed_at < before,
    )
    over = (certificates.c.removed_at < before, certificates.c.loose_since < before, of_removed)
    await session.db.execute(delete(certificates).where(or_(*over)))


async def _keep(
    session: Session,
    chat: int,
    person: int,
    new: Certificate,
    now: datetime,
    brought: bytes | None,
) -> None:
    if brought is None or len(brought) != new.size:
        raise ValueError("a file is kept in the turn that brought it, as a whole")
    sealer = await person_keys.sealer_of(session, chat)
    about = states.write(About(new.name, new.sha256, new.on))
    values = {
        "person_id": person,
        "number": new.number,
        "activity_number": new.entry or None,
        "media_type": new.media_type,
        "size": new.size,
        "sealed_about": sealer.seal(about, context=about_context(chat, new.number)),
        "created_at": now,
        "loose_since": None if new.entry else now,
        "removed_at": None,
        "sealed_file": sealer.seal(brought, context=file_context(chat, new.number)),
    }
    await session.db.execute(_KEEP, values)
    await session.db.execute(_COUNT_ON, {"person": person, "kept": new.number})


async def _change(
    session: Session,
    person: int,
    number: int,
    values: dict[str, Any],
    *where: ColumnElement[bool],
) -> None:
    mine = (certificates.c.person_id == person, certificates.c.number == number)
    await session.db.execute(update(certificates).where(*mine, *where).values(values))


def _there(person: int, entry: int) -> tuple[ColumnElement[bool], ...]:
    """Return that an entry is among the person's own, also a removed one."""
    known = exists().where(activities.c.person_id == person, activities.c.number == entry)
    here = certificates.c.removed_at.is_(None)
    return (here, known) if entry else (here,)


def is_whole(about: bytes, file: bytes) -> bool:
    """Whether a file is the one of which this was noted when it was kept."""
    return states.read(About, about).sha256 == hashlib.sha256(file).hexdigest()


def about_context(chat: int, number: int) -> str:
    """Return to what the sealed name and hash of a file are bound."""
    return f"certificates/{chat}/{number}/about"


def file_context(chat: int, number: int) -> str:
    """Return to what the sealed bytes of a file are bound."""
    return f"certificates/{chat}/{number}/file"


# Built once: building a statement takes longer than SQLite takes to run it.
_ABOUT = tuple(c for c in certificates.c if c.name not in {"person_id", "sealed_file"})
_KNOWN = (
    select(*_ABOUT)
    .where(
        certificates.c.person_id == bindparam("person"),
        or_(certificates.c.removed_at.is_(None), certificates.c.removed_at > bindparam("cutoff")),
    )
    .order_by(certificates.c.removed_at, certificates.c.number)
)
_ONE = (
    select(*_ABOUT, certificates.c.sealed_file)
    .select_from(certificates.join(people, people.c.id == certificates.c.person_id))
    .where(
        people.c.chat == bindparam("of_chat"),
        certificates.c.number == bindparam("of_number"),
        certificates.c.removed_at.is_(None),
    )
)
_KEEP = insert(certificates).on_conflict_do_nothing(
    index_elements=[certificates.c.person_id, certificates.c.number]
)
_COUNT_ON = (
    update(people)
    .where(people.c.id == bindparam("person"), people.c.next_certificate <= bindparam("kept"))
    .values(next_certificate=bindparam("kept", type_=people.c.next_certificate.type) + 1)
)
