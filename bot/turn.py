"""One event is one transaction: locked, read, answered, recorded, and its words left to deliver."""

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.background.parting import leaves, part
from bot.reports.apart import apart
from conversations import wording
from conversations.model import Event, Screen
from conversations.person import Person
from conversations.privacy.deleting import is_over
from conversations.step import step
from storage import conversations, history, outbox, people
from storage.conversations import Conversation
from storage.engine import DatabaseAway, Session, Sessions

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event as it came in; `update` is a key that never repeats."""

    update: str
    chat: int
    event: Event
    callback_id: str | None = None
    message: int | None = None  # where the pressed button stands
    brought: int | None = None  # the message that brought a file
    content: bytes | None = field(default=None, repr=False)  # of that file, once it was fetched


@dataclass(frozen=True, slots=True)
class Handled:
    """What delivery may know of a turn; when it is forgotten, the words are said all the same."""

    at: datetime  # the outbox rows of this turn carry it
    pressed: int | None = None  # the message that was pressed
    closed: bool = False  # no question is open any more


class Words:
    """What becomes of the words of a turn: they are left for whoever delivers them later.

    What a turn does for its deliverer belongs to its transaction, with the chat locked.
    """

    async def catch_up(self, session: Session, conversation: Conversation) -> Conversation:  # noqa: ARG002
        """Record what was shown in this chat and is not recorded yet."""
        return conversation

    async def leave(
        self,
        session: Session,
        conversation: Conversation,
        screens: tuple[Screen, ...],
        now: datetime,
    ) -> None:
        """Leave screens in the outbox."""
        await outbox.put(session, conversation.chat, screens, now)

    async def finish(self, session: Session) -> None:
        """End the transaction, also where the update was handled before."""


LEFT = Words()


async def take_turn(
    sessions: Sessions,
    incoming: Incoming,
    *,
    now: datetime,
    words: Words = LEFT,
) -> Handled | None:
    """Handle one update exactly once and leave what it has to say in the outbox.

    None where the update was handled before. Raises `DatabaseAway`: then nothing is certain, and
    the same update has to be given again. An error of our own is apologised for instead, since the
    same update would meet it again and again.
    """
    try:
        async with sessions.begin() as session:
            handled = await _turn(session, incoming, now, words)
            await words.finish(session)
            return handled
    except DatabaseAway:
        raise
    except Exception:  # whatever it is, the person must not be stuck behind it
        log.exception("The turn of update %s failed", incoming.update)
    async with sessions.begin() as session:
        handled = await _apologise(session, incoming, now, words)
        await words.finish(session)
        return handled


async def _turn(
    session: Session, incoming: Incoming, now: datetime, words: Words
) -> Handled | None:
    conversation = await _taken_up(session, incoming, now, words)
    if conversation is None:
        return None
    person = await people.load(session, incoming.chat, now)
    if is_over(person, incoming.event.when):  # nobody has swept yet
        await part(session, incoming.chat, person, now)
        conversation, person = await conversations.lock(session, incoming.chat), Person()
    outcome = step(conversation.talk, incoming.event, person)
    if outcome.needs:  # what is rarely looked at is loaded only then
        past = await history.load(session, incoming.chat, outcome.needs)
        outcome = step(conversation.talk, incoming.event, replace(person, history=past))
    if leaves(outcome.changes):
        await part(session, incoming.chat, person, now)
        return Handled(now, incoming.message, closed=True)
    on = incoming.event.when.on
    origin = people.Origin(incoming.update, incoming.content)
    await people.apply(session, incoming.chat, outcome.changes, now, on=on, origin=origin)
    await conversations.save(session, conversation, outcome.talk, now)
    with wording.speaking(person.settings.language):
        sorry = (Screen(wording.lost_the_thread()),) if conversation.unreadable else ()
    await words.leave(session, conversation, (*sorry, *apart(outcome.screens)), now)
    return Handled(now, incoming.message, closed=not outcome.talk.threads)


async def _apologise(
    session: Session, incoming: Incoming, now: datetime, words: Words
) -> Handled | None:
    conversation = await _taken_up(session, incoming, now, words)
    if conversation is None:
        return None
    await conversations.save(session, conversation, conversation.talk, now)
    await words.leave(session, conversation, (Screen(wording.stumbled()),), now)
    return Handled(now)


async def _taken_up(
    session: Session, incoming: Incoming, now: datetime, words: Words
) -> Conversation | None:
    """Lock the chat of an update; None where that update was handled before."""
    conversation = await conversations.lock(session, incoming.chat)
    if await conversations.is_new(session, incoming.update, now):
        return await words.catch_up(session, conversation)
    await conversations.leave_as_it_was(session, conversation)
    return None
