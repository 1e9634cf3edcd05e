"""Looks through a whole database: does everything open, belong together and add up?

Nothing is changed. What is wrong is said with its place (table, person, number), never with what
stands there.
"""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Row, Select, Table, func, select, text

from cmp_rules.catalog import UnknownCredential
from cmp_rules.model import Activity, Holding
from cmp_rules.progress import NotCounted, Progress, Use, progress
from conversations.model import When
from conversations.person import Person
from storage import certificates as proofs
from storage import people as records
from storage import states
from storage.carrying.legible import UNREAD, illegible
from storage.carrying.sealed import SEALED, owned, sealed_columns, tables_of_people
from storage.databases.connected import Connected
from storage.databases.dialects import may_pass
from storage.engine import DatabaseAway, Session, Sessions
from storage.keyring import person_keys
from storage.sealing import Unsealable
from storage.tables import activities, certificates, metadata, people


class Verification:
    """One look through a database; `counts` says afterwards what was looked at."""

    def __init__(self, sessions: Sessions, now: datetime) -> None:
        """Prepare; `now` is the moment as of which allocations are worked out."""
        self.counts: Counter[str] = Counter()
        self._sessions = sessions
        self._now = now

    async def problems(self) -> AsyncIterator[str]:
        """Look at everything; return what is wrong, one sentence each, as it is found."""
        await self._count_rows()
        looks = (
            self._file,
            self._plain,
            self._references,
            self._numbers,
            self._sealed,
            self._sums,
        )
        for look in looks:
            async for problem in look():
                yield problem

    async def _file(self) -> AsyncIterator[str]:
        async with self._sessions.read() as session:
            if session.db.dialect.name == "sqlite":
                found = await session.db.execute(text("PRAGMA integrity_check(20)"))
                for (line,) in found.all():
                    if line != "ok":
                        yield f"the file is damaged: {line}"

    async def _count_rows(self) -> None:
        async with self._sessions.read() as session:
            for table in metadata.sorted_tables:
                count = await session.db.scalar(select(func.count()).select_from(table))
                self.counts[f"rows of {table.name}"] = count

    async def _plain(self) -> AsyncIterator[str]:
        """Read what has nothing sealed in it; the rest is read when it is opened."""
        for table in metadata.sorted_tables:
            if not sealed_columns(table):
                for problem in await self._illegible(table):
                    yield problem

    async def _illegible(self, table: Table) -> list[str]:
        async with self._sessions.read() as session:
            return await illegible(session.db, table)

    async def _numbers(self) -> AsyncIterator[str]:
        """Look for numbers that would be given again: a new CE would take an old one's place."""
        pairs = (
            (activities, people.c.next_number, "CE"),
            (certificates, people.c.next_certificate, "file"),
        )
        for table, following, what in pairs:
            async with self._sessions.read() as session:
                for chat in await session.db.scalars(_given_again(table, following)):
                    yield f"people: person {chat}: the next {what} would get a number in use"

    async def _references(self) -> AsyncIterator[str]:
        async with self._sessions.read() as session:
            for table in metadata.sorted_tables:
                for problem in await _dangling(session.db, table):
                    yield problem
                self.counts["foreign keys"] += len(table.foreign_key_constraints)

    async def _sealed(self) -> AsyncIterator[str]:
        for table in tables_of_people():
            columns = sealed_columns(table)
            if not columns:
                continue
            try:
                async for problem in self._of_table(table):
                    yield problem
            except UNREAD as error:
                places = [] if may_pass(error) else await self._illegible(table)
                if not places:
                    raise
                for place in places:
                    yield place

    async def _of_table(self, table: Table) -> AsyncIterator[str]:
        async with self._sessions.read() as session:
            async for rows in owned(session.db, table):
                session.keyring.forget()  # memory: not the key of everybody at once
                for row in rows:
                    for problem in self._opened(session, table, row):
                        yield problem

    def _opened(self, session: Session, table: Table, row: Row[Any]) -> Iterator[str]:
        opened: dict[str, bytes] = {}
        for column in sealed_columns(table):
            sealed = row._mapping[column]
            if sealed is None:
                continue
            self.counts["sealed values"] += 1
            context = SEALED[column](row)
            try:
                opener = person_keys.opener(session, row.of_chat, row.of_key)
                opened[column.name] = opener.open(sealed, context=context)
            except Unsealable as error:
                yield f"{table.name}: {error}"
            except DatabaseAway:
                yield f"{table.name}: {context}: sealed under a key that was not given"
        if table is certificates and len(opened) == len(sealed_columns(table)):
            self.counts["hashes of files"] += 1
            if not proofs.is_whole(opened["sealed_about"], opened["sealed_file"]):
                yield f"{table.name}: person {row.of_chat}, file {row.number}: not the file kept"

    async def _sums(self) -> AsyncIterator[str]:
        async with self._sessions.read() as session:
            chats = (await session.db.scalars(select(people.c.chat).order_by(people.c.chat))).all()
            for chat in chats:
                for problem in await self._of_person(session, chat):
                    yield problem
                session.keyring.forget()

    async def _of_person(self, session: Session, chat: int) -> list[str]:
        try:
            person = await records.load(session, chat, self._now)
        except (Unsealable, DatabaseAway):
            return []  # said above
        except states.Unreadable as error:
            return [f"people: person {chat}: {error}"]
        except UNREAD as error:
            if may_pass(error):
                raise
            return [f"people: person {chat}: something of theirs cannot be read"]
        self.counts["activities"] += len(person.activities)
        self.counts["holdings"] += len(person.holdings)
        return [f"person {chat}: {problem}" for problem in self._not_adding_up(person)]

    def _not_adding_up(self, person: Person) -> Iterator[str]:
        for activity in (*person.activities, *person.removed):
            if not activity.parts or any(part.points <= 0 for part in activity.parts):
                yield f"activity {activity.number} has a part without points"
        today = When(self._now).today(person.settings.zone)
        for holding in person.holdings:
            try:
                found = progress(holding, person.activities, today)
            except UnknownCredential:
                yield f"holding {holding.key}: the catalogue does not know it"
                continue
            self.counts["allocation sums"] += sum(len(a.parts) for a in person.activities)
            yield from not_conserved(holding, person.activities, found)


def not_conserved(
    holding: Holding, activities: tuple[Activity, ...], found: Progress
) -> Iterator[str]:
    """Say which parts are not used up by what was allocated and what was not counted."""
    left = {
        (place, index): part.points
        for place, activity in enumerate(activities)
        for index, part in enumerate(activity.parts)
    }
    used: list[Use | NotCounted] = [*found.allocation, *found.not_counted]
    for use in used:
        left[use.activity, use.part] -= use.points
        if use.points <= 0:
            yield f"holding {holding.key}: an allocation of nothing"
    for (place, index), points in left.items():
        if points:
            number = activities[place].number
            yield f"holding {holding.key}: part {index} of activity {number} does not add up"


def _given_again(table: Table, following: Column[int]) -> Select[Any]:
    """Return the select of the chats of those whose next number is not above all others."""
    used = select(func.max(table.c.number)).where(table.c.person_id == people.c.id)
    return select(people.c.chat).where(following <= used.scalar_subquery()).order_by(people.c.chat)


async def _dangling(db: Connected, table: Table) -> list[str]:
    """Return which rows point to rows that are not there."""
    problems = []
    for constraint in table.foreign_key_constraints:
        parent = constraint.referred_table.alias("parent")
        pairs = [(each.parent, parent.c[each.column.name]) for each in constraint.elements]
        missing = (
            select(*table.primary_key)
            .select_from(table)
            .where(*(column.is_not(None) for column, _ in pairs))
            .where(~select(parent).where(*(own == other for own, other in pairs)).exists())
            .limit(20)
        )
        problems += [
            f"{table.name}: row {', '.join(map(str, row))} points to no row of"
            f" {constraint.referred_table.name}"
            for row in await db.execute(missing)
        ]
    return problems
