"""Files kept as proof: sealed, one's own, bounded in time, and gone when they are to go."""

import hashlib
from datetime import date, timedelta

import pytest
from samples import ANA, BEN, NOW, numbered
from sqlalchemy import select, update

from conversations.certificates.kept import (
    AttachCertificate,
    Certificate,
    ForgetCertificates,
    KeepCertificate,
    PutBackCertificate,
    RemoveCertificate,
)
from conversations.person import Change, KeepActivity, Person, RemoveActivity
from storage import certificates, conversations, people, tables
from storage.engine import Sessions
from storage.logged import REMOVED_KEPT
from storage.sealing import Unsealable

DATA = b"%PDF-1.7 Xylophone-content"
DAY = timedelta(days=1)


def certificate(number: int, name: str = "Xylophone-name.pdf", entry: int = 0) -> Certificate:
    sha256 = hashlib.sha256(DATA).hexdigest()
    day = date(2026, 11, 23)
    return Certificate(number, name, "application/pdf", len(DATA), sha256, day, entry)


async def apply(
    sessions: Sessions, chat: int, *changes: Change, after: timedelta = timedelta()
) -> None:
    async with sessions.begin() as session:
        await conversations.lock(session, chat)
        await people.apply(session, chat, changes, NOW + after, origin=people.Origin(file=DATA))


async def person(sessions: Sessions, chat: int, after: timedelta = timedelta()) -> Person:
    async with sessions.read() as session:
        return await people.load(session, chat, NOW + after)


async def content(sessions: Sessions, chat: int, number: int) -> bytes | None:
    async with sessions.read() as session:
        found = await certificates.content(session, chat, number)
    return None if found is None else found[1]


async def test_rows_of_files_change_as_the_value_does(sessions: Sessions) -> None:
    """What `Person.after` says and what is loaded are the same after each change, also twice."""
    changes: tuple[Change, ...] = (
        KeepActivity(numbered(1)),
        KeepCertificate(certificate(1)),
        KeepCertificate(certificate(2)),
        AttachCertificate(1, 1),
        AttachCertificate(2, 9),  # there is no such entry
        RemoveCertificate(1),
        PutBackCertificate(1),
        AttachCertificate(1, 0),
        RemoveCertificate(2),
        ForgetCertificates(),
        PutBackCertificate(2),
    )
    expected = Person()
    for change in changes:
        for _ in range(2):
            await apply(sessions, ANA, change)
        expected = expected.after((change,))
        assert await person(sessions, ANA) == expected, change


async def test_a_file_comes_back_byte_for_byte_to_its_owner_alone(sessions: Sessions) -> None:
    """Product: a certificate never leaks; the numbers of others lead nowhere."""
    await apply(sessions, ANA, KeepCertificate(certificate(1)))
    await apply(sessions, BEN, KeepActivity(numbered(1)))

    assert await content(sessions, ANA, 1) == DATA
    assert await content(sessions, BEN, 1) is None
    assert (await person(sessions, BEN)).certificates == ()


async def test_nothing_of_a_file_can_be_read_in_the_row(sessions: Sessions) -> None:
    """Issue 6: name, content and hash are sealed; the hash would tell who has the same file."""
    await apply(sessions, ANA, KeepCertificate(certificate(1)))

    async with sessions.read() as session:
        row = repr((await session.db.execute(select(tables.certificates))).one())
    assert "Xylophone" not in row
    assert certificate(1).sha256 not in row
    assert repr(bytes.fromhex(certificate(1).sha256))[2:20] not in row


async def test_two_files_that_are_swapped_are_noticed(sessions: Sessions) -> None:
    """Issue 6: rows are bound to their person and column."""
    await apply(sessions, ANA, KeepCertificate(certificate(1)), KeepCertificate(certificate(2)))
    table = tables.certificates
    async with sessions.begin() as session:
        first = await session.db.scalar(select(table.c.sealed_file).where(table.c.number == 1))
        await session.db.execute(update(table).where(table.c.number == 2).values(sealed_file=first))

    with pytest.raises(Unsealable, match=f"certificates/{ANA}/2/file"):
        await content(sessions, ANA, 2)


async def test_a_file_is_kept_only_as_a_whole(sessions: Sessions) -> None:
    """A change without the bytes that came with it is our own mistake, and records nothing."""
    with pytest.raises(ValueError, match="as a whole"):
        async with sessions.begin() as session:
            await people.apply(session, ANA, (KeepCertificate(certificate(1)),), NOW)
    assert await person(sessions, ANA) == Person()


async def test_files_go_when_their_time_is_over(sessions: Sessions) -> None:
    """30 days: without an entry, removed, or with the entry that was removed; others stay."""
    await apply(
        sessions,
        ANA,
        *(KeepActivity(numbered(n)) for n in (1, 2)),
        *(KeepCertificate(certificate(n)) for n in (1, 2, 3, 4)),
        AttachCertificate(1, 1),
        AttachCertificate(2, 2),
        AttachCertificate(3, 1),
        RemoveActivity(2),
        RemoveCertificate(3),
    )
    for days, left in ((29, {1, 2, 3, 4}), (31, {1})):
        async with sessions.begin() as session:
            await people.forget_removed(session, NOW + days * DAY - REMOVED_KEPT)
        async with sessions.read() as session:
            assert set(await session.db.scalars(select(tables.certificates.c.number))) == left


async def test_a_file_waits_anew_once_it_is_taken_off_its_entry(sessions: Sessions) -> None:
    """The 30 days count from when it last proved something."""
    await apply(sessions, ANA, KeepActivity(numbered(1)), KeepCertificate(certificate(1)))
    await apply(sessions, ANA, AttachCertificate(1, 1))
    await apply(sessions, ANA, AttachCertificate(1, 0), after=20 * DAY)
    async with sessions.begin() as session:
        await certificates.forget(session, NOW + 40 * DAY - certificates.KEPT)
    assert len((await person(sessions, ANA, 40 * DAY)).certificates) == 1
