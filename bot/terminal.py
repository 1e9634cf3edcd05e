"""`cmpbot chat`: the conversation in a terminal, or line by line through a pipe.

It walks the way of every message: a turn, the outbox, delivery. Between two lines the last
screens lie in the outbox once more, so that their buttons can be pressed by the next process; with
them a few earlier ones whose standing buttons (Undo) still work, told apart by `edits`.
"""

import uuid
from dataclasses import dataclass, replace
from datetime import date
from itertools import takewhile
from pathlib import Path

from bot.delivery import Delivery, Place, now
from bot.turn import Incoming, take_turn
from bot.typed import File, Meaning, Press, Text, Unclear, find, no_such_button
from conversations.model import Event, Pressed, Said, Screen, Sent, When
from conversations.step import present
from storage import conversations, outbox, people
from storage.engine import DatabaseAway, Sessions

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic"})
MOST_REMEMBERED = 20  # earlier screens whose buttons can still be pressed
MOST_KEPT = 3  # of them, for the next process
BUSY = Screen("The database is away or busy, so I could not take that in. Please send it again.")


class Collecting:
    """A sender that puts screens aside for whoever prints them."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.screens: list[Screen] = []

    async def show(self, chat: int, screen: Screen, place: Place) -> int | None:  # noqa: ARG002
        """Put a screen aside; a terminal has no message ids."""
        self.screens.append(screen)
        return None

    def taken(self) -> tuple[Screen, ...]:
        """Return what was shown since the last time."""
        screens = tuple(self.screens)
        self.screens.clear()
        return screens


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose conversation it is, and which day it is there (None: today)."""

    chat: int
    today: date | None = None


class Terminal:
    """One person's side of the conversation. Made and opened by `open_terminal`."""

    def __init__(self, sessions: Sessions, whose: Whose) -> None:
        """Prepare; nothing is read yet."""
        self._sessions = sessions
        self._whose = whose
        self._sender = Collecting()
        self._delivery = Delivery(sessions, self._sender)
        self.last: tuple[Screen, ...] = ()  # what was shown last
        self._earlier: list[Screen] = []

    async def open(self) -> tuple[Screen, ...]:
        """Take up the conversation where it stood; return its last screens, none where it is new.

        Raises `DatabaseAway`.
        """
        kept = await self._waiting()
        self._earlier = list(takewhile(lambda screen: screen.edits, kept))
        shown = kept[len(self._earlier) :]
        if not any(screen.asks for screen in kept):
            shown = (*shown, *await self._present())
        await self._keep(shown)
        return shown

    async def take(self, meaning: Meaning) -> tuple[Screen, ...]:
        """Do what a line means and return the screens that answer it."""
        event = self._event(meaning)
        if isinstance(event, Screen):
            return (event,)
        update = f"pipe:{uuid.uuid4()}"
        try:
            await self._waiting()
            await take_turn(self._sessions, Incoming(update, self._whose.chat, event), now=now())
            shown = await self._waiting()
            await self._keep(shown)
        except DatabaseAway:
            return (BUSY,)
        return shown

    def _event(self, meaning: Meaning) -> Event | Screen:
        """Return the event, or the screen that says why there is none."""
        when = When(now(), self._whose.today)
        match meaning:
            case Text(text):
                return Said(text, when)
            case Press(label):
                button = find(label, (*reversed(self.last), *reversed(self._earlier)))
                if button is None:
                    return self._again(no_such_button(label, self.last))
                return Pressed(button.data, when)
            case File(path):
                if not Path(path).is_file():
                    return self._again("There is no such file. Nothing was sent.")
                what = "photo" if Path(path).suffix.casefold() in PICTURES else "document"
                return Sent(what, when)
            case Unclear(why):
                return self._again(why)

    def _again(self, why: str) -> Screen:
        """Say what was wrong, with the buttons that can be pressed."""
        buttons = self.last[-1].buttons if self.last else ()
        return Screen(why, buttons=buttons)

    async def _waiting(self) -> tuple[Screen, ...]:
        """Take everything that waits in the outbox."""
        await self._delivery.deliver(self._whose.chat)
        return self._sender.taken()

    async def _keep(self, shown: tuple[Screen, ...]) -> None:
        """Remember what was shown, also for the next process."""
        if not shown:
            return
        self._earlier = [*self._earlier, *self.last][-MOST_REMEMBERED:]
        self.last = shown
        standing = [s for s in self._earlier if s.buttons and not s.asks][-MOST_KEPT:]
        before = (replace(screen, edits=True) for screen in standing)
        kept = (*before, *(replace(screen, edits=False) for screen in shown))
        async with self._sessions.begin() as session:
            await conversations.lock(session, self._whose.chat)
            await outbox.put(session, self._whose.chat, kept, now())

    async def _present(self) -> tuple[Screen, ...]:
        """Draw the question that stands, where its screen was not kept."""
        moment = now()
        async with self._sessions.begin() as session:
            conversation = await conversations.lock(session, self._whose.chat)
            person = await people.load(session, self._whose.chat, moment)
            talk, screen = present(conversation.talk, person, When(moment, self._whose.today))
            if screen is None:
                return ()
            await conversations.save(session, conversation, talk, f"pipe:{uuid.uuid4()}", moment)
            return (screen,)
