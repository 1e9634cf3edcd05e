"""Tells people, once, when figures that concern them are others than they were told.

What was told is recorded in the transaction that leaves the message, under the lock of the chat:
however often and wherever this runs, nobody is told twice.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Sequence
from dataclasses import dataclass

from bot.delivering.delivery import now
from bot.watching.logs import who
from cmp_rules.catalog import Catalog, catalog
from cmp_rules.recheck import Rechecked, changed_figures, figures_on, recheck
from conversations import wording
from conversations.buttons import key_value, rows, standing
from conversations.model import STANDING, Button, Screen, When
from storage import conversations, holdings, people
from storage.engine import DatabaseAway, Session, Sessions
from storage.holdings import Held, Holder
from storage.sending import notices

log = logging.getLogger(__name__)

BATCH = 200  # persons in memory at once
EVERY = 24 * 3600.0  # seconds; a volunteer's edition may change on any day
AGAIN = 60.0  # seconds until the database is asked again
MOST_WAITING = 200  # notices; they go out at a steady rate, and others come in between
LOOKS = 5.0  # seconds until it is seen whether there is room for more


@dataclass(frozen=True, slots=True)
class Concerned:
    """A person for whom something has changed, by credential."""

    chat: int
    changes: tuple[Rechecked, ...]


async def keep_telling(sessions: Sessions, stop: asyncio.Event) -> None:
    """Tell whoever is concerned at the start and each day, until `stop` is set."""
    while not stop.is_set():
        pause = EVERY
        try:
            async with contextlib.aclosing(tell(sessions, When(now()))) as telling:
                async for _ in telling:
                    if not await _room(sessions, stop):
                        return
        except DatabaseAway:
            log.warning("The database is away: changes of the rules are told later")
            pause = AGAIN
        except Exception:  # it must be seen in the log now, and not end what serves beside it
            log.exception("Changes of the rules could not be told")
        await _stopped(stop, pause)


async def concerned(
    sessions: Sessions, when: When, *, rules: Catalog | None = None
) -> AsyncGenerator[Concerned, None]:
    """Find everybody for whom something has changed; nothing is told or recorded.

    Raises `DatabaseAway`.
    """
    async for batch in _batches(sessions):
        for holder in batch:
            if _has_changed(holder, when, rules):
                found = await _apart(holder.chat, _look(sessions, holder, when, rules))
                if found is not None:
                    yield found


async def tell(
    sessions: Sessions, when: When, *, rules: Catalog | None = None
) -> AsyncGenerator[Concerned, None]:
    """Leave a message for everybody for whom something has changed; yield those told.

    Where nothing is known to have been told, the present figures are recorded in silence. Who
    cannot be reached is told when they are back. Raises `DatabaseAway`; begin again then.
    """
    async for batch in _batches(sessions):
        await _record_first(sessions, batch, when, rules)
        for holder in batch:
            if holder.reachable and _has_changed(holder, when, rules):
                found = await _apart(holder.chat, _tell(sessions, holder.chat, when, rules))
                if found is not None:
                    yield found


def notice(changes: Sequence[Rechecked], *, rules: Catalog | None = None) -> Screen:
    """Draw what a person is told about all credentials that concern them."""
    rules = rules or catalog()
    keys = [found.now.holding.key for found in changes]
    about = [
        "\n".join(wording.rules_changed_lines(found, rules.credential(key)))
        for found, key in zip(changes, keys, strict=True)
    ]
    labels = [wording.credential(key) for key in keys] if keys[1:] else [wording.WHAT_REMAINS]
    choices = rows(
        standing(label, "status", key_value(key)) for label, key in zip(labels, keys, strict=True)
    )
    return Screen(
        "\n\n".join((wording.rules_changed_opening(), *about, wording.rules_changed_closing())),
        heading=wording.rules_changed_heading(keys),
        buttons=tuple(
            tuple(Button(choice.label, STANDING + choice.value) for choice in row)
            for row in choices
        ),
    )


async def _batches(sessions: Sessions) -> AsyncIterator[list[Holder]]:
    """Walk over all holders, with a transaction for each batch: none is open for long."""
    person = 0
    while True:
        async with sessions.read() as session:
            batch = await holdings.holders_after(session, person, BATCH)
        if not batch:
            return
        for holder in batch:
            if holder.damaged:
                log.error("A holding of person %s cannot be read", who(holder.chat))
        yield batch
        person = batch[-1].person


def _has_changed(holder: Holder, when: When, rules: Catalog | None) -> bool:
    """Look at the figures alone: for nearly everybody nothing else has to be read."""
    today = when.today(holder.settings.zone)
    return any(
        changed_figures(held.holding, held.told, today, rules=rules)
        for held in holder.held
        if held.told is not None
    )


async def _record_first(
    sessions: Sessions, batch: Sequence[Holder], when: When, rules: Catalog | None
) -> None:
    first = [
        (held, figures)
        for holder in batch
        for held in holder.held
        if held.told is None
        and (figures := figures_on(held.holding, when.today(holder.settings.zone), rules=rules))
    ]
    if first:
        async with sessions.begin() as session:
            await holdings.note_first(session, first)


async def _apart(chat: int, work: Awaitable[Concerned | None]) -> Concerned | None:
    """Do something for one person; what goes wrong there must not keep the others from it."""
    try:
        return await work
    except DatabaseAway:
        raise
    except Exception:
        log.exception("The figures of person %s could not be compared", who(chat))
        return None


async def _look(
    sessions: Sessions, holder: Holder, when: When, rules: Catalog | None
) -> Concerned | None:
    async with sessions.read() as session:
        changes = await _changes(session, holder, when, rules)
    return Concerned(holder.chat, tuple(found for _, found in changes))


async def _tell(
    sessions: Sessions, chat: int, when: When, rules: Catalog | None
) -> Concerned | None:
    """Tell one person; None where they were told, or have gone, in the meantime."""
    async with sessions.begin() as session:
        known = await conversations.lock_known(session, chat)
        holder = await holdings.holder_of(session, chat)
        if holder is None:
            return None
        if not known:
            await conversations.lock(session, chat)
        changes = await _changes(session, holder, when, rules)
        if not changes:
            return None
        for held, found in changes:
            await holdings.note_told(session, held, found.ruling)
        told = Concerned(chat, tuple(found for _, found in changes))
        await notices.put(session, chat, notice(told.changes, rules=rules), when.at)
    return told


async def _changes(
    session: Session, holder: Holder, when: When, rules: Catalog | None
) -> list[tuple[Held, Rechecked]]:
    """Return what changed for a holder since they were told, by holding."""
    today = when.today(holder.settings.zone)
    person = await people.load(session, holder.chat, when.at)
    changes = []
    for held in holder.held:
        if held.told is not None:
            found = recheck(held.holding, held.told, person.activities, today, rules=rules)
            if found is not None:
                changes.append((held, found))
    return changes


async def _room(sessions: Sessions, stop: asyncio.Event) -> bool:
    """Wait until there is room for another notice; False when told to stop."""
    while not stop.is_set():
        async with sessions.read() as session:
            if await notices.waiting(session) < MOST_WAITING:
                return True
        await _stopped(stop, LOOKS)
    return False


async def _stopped(stop: asyncio.Event, seconds: float) -> bool:
    """Rest for a while, or until told to stop; return whether that was so."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stop.wait(), seconds)
    return stop.is_set()
