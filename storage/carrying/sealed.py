"""Every place where something sealed stands, and to what it is bound there.

`SEALED` has a line for each column whose name begins with "sealed"; a test compares.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

from sqlalchemy import Column, Row, Select, Table, select

from storage import certificates as proofs
from storage import conversations as talks
from storage import history as changes
from storage import holdings as held
from storage import outbox as waiting
from storage import people as records
from storage.carrying.rows import batches
from storage.databases.connected import Connected
from storage.sending import shown
from storage.tables import (
    activities,
    certificates,
    conversations,
    history,
    holdings,
    metadata,
    outbox,
    people,
)

_Context = Callable[[Any], str]


def _screen(row: Any) -> str:
    bound = shown.context if row.why == shown.WHY else waiting.context
    return bound(row.of_chat, row.mark)


# A row has the columns of its table and, as `of_chat`, the chat of whom it belongs to.
SEALED: dict[Column[Any], _Context] = {
    activities.c.sealed: lambda row: records.activity_context(row.of_chat, row.number),
    holdings.c.sealed_adjustments: lambda row: held.context(
        row.of_chat, row.credential, row.scheme
    ),
    holdings.c.sealed_declaring: lambda row: held.declaring_context(
        row.of_chat, row.credential, row.scheme
    ),
    certificates.c.sealed_about: lambda row: proofs.about_context(row.of_chat, row.number),
    certificates.c.sealed_file: lambda row: proofs.file_context(row.of_chat, row.number),
    history.c.sealed_change: lambda row: changes.change_context(
        row.of_chat, row.number, row.version
    ),
    conversations.c.sealed_states: lambda row: talks.context(row.of_chat),
    outbox.c.sealed_screen: _screen,
}
# The key of a person is sealed as well, under the master key: whoever opens anything opens it.
KEY = conversations.c.sealed_key


def sealed_columns(table: Table) -> tuple[Column[Any], ...]:
    """Return the columns of a table with what a person wrote, sealed."""
    return tuple(each for each in table.c if each.name.startswith("sealed") and each is not KEY)


def of_somebody(table: Table) -> bool:
    """Whether each row of a table belongs to a person."""
    return "chat" in table.c or "person_id" in table.c


def tables_of_people() -> tuple[Table, ...]:
    """Return the tables whose rows belong to people, those first on which others depend."""
    return tuple(table for table in metadata.sorted_tables if of_somebody(table))


async def owned(db: Connected, table: Table) -> AsyncIterator[Sequence[Row[Any]]]:
    """Return all rows of a table, each with its `of_chat` and, as `of_key`, the person's key."""
    source, chat = _source(table)
    more = (chat.label("of_chat"), _talk.c.sealed_key.label("of_key"))
    async for rows in batches(db, table, source=source, more=more):
        yield rows


def rows_of(table: Table, chat: int) -> Select[Any]:
    """Return the select of the rows of one person."""
    source, column = _source(table)
    of_chat = column.label("of_chat")
    chosen = select(*table.c, of_chat).select_from(source).where(column == chat)
    return chosen.order_by(*table.primary_key)


_talk = conversations.alias("talk")


def _source(table: Table) -> tuple[Any, Any]:
    if "chat" in table.c:
        chat = table.c.chat
        return table.outerjoin(_talk, _talk.c.chat == chat), chat
    joined = table.join(people, people.c.id == table.c.person_id)
    return joined.outerjoin(_talk, _talk.c.chat == people.c.chat), people.c.chat
