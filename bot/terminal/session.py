"""`cmpbot chat`: the conversation in a terminal, or line by line through a pipe.

It walks the way of every message, but for the last step: a terminal is told within the transaction
of the turn. Whatever waits for the chat is taken out of the outbox there, and what is about to be
shown is kept beside it for the next process. So there is no lease that a dead terminal could leave
behind, and of several terminals with one person each answers its own lines: none waits for another,
and none can take away the other's answer. Telegram's deliverers are not in the way either: what
they are sending at this moment stays theirs, and what was shown here they never look at.
"""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from itertools import takewhile
from pathlib import Path

from bot.delivering.delivery import now
from bot.harmless import as_typed, harmless
from bot.reports import MadeFile
from bot.reports.apart import together
from bot.reports.making import files_of
from bot.terminal.files import attachment_of
from bot.terminal.taking import with_its_file
from bot.terminal.typed import File, Meaning, Place, Press, Text, Unclear, find, no_such_button
from bot.turn import Incoming, Words, take_turn
from conversations.model import Event, Pressed, Said, Screen, Sent, When
from conversations.step import present
from storage import conversations, outbox, people
from storage.engine import DatabaseAway, Session, Sessions
from storage.sending import shown

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".heic"})
MOST_REMEMBERED = 20  # earlier screens whose buttons can still be pressed
MOST_KEPT = 3  # of them, for the next process
BUSY = Screen("The database is away or busy, so I could not take that in. Please send it again.")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose conversation it is, and which day it is there (None: today)."""

    chat: int
    today: date | None = None


class _Taken(Words):
    """Takes out what waits for the chat as the turn ends, and keeps what is about to be shown."""

    def __init__(
        self,
        chat: int,
        moment: datetime,
        keep: Callable[[Session, tuple[Screen, ...]], Awaitable[None]],
    ) -> None:
        self._chat = chat
        self._moment = moment
        self._keep = keep
        self.screens: tuple[Screen, ...] = ()

    async def finish(self, session: Session) -> None:
        self.screens = together(await outbox.take_out(session, self._chat, self._moment))
        await self._keep(session, self.screens)


class Terminal:
    """One person's side of the conversation."""

    def __init__(self, sessions: Sessions, whose: Whose) -> None:
        """Prepare; nothing is read yet."""
        self._sessions = sessions
        self._whose = whose
        self.last: tuple[Screen, ...] = ()  # what was shown last
        self._earlier: tuple[Screen, ...] = ()  # what was shown before, oldest first

    async def open(self, *, reading: bool) -> tuple[Screen, ...]:
        """Take up the conversation where it stood; return its last screens, none where it is new.

        `reading`: somebody reads them now, so what waits is said as well; else the answer to the
        first line says it. Raises `DatabaseAway`.
        """
        chat, moment = self._whose.chat, now()
        async with self._sessions.begin() as session:
            await conversations.lock(session, chat)
            kept = await shown.kept(session, chat)
            earlier = tuple(takewhile(lambda screen: screen.edits, kept))
            taken = await outbox.take_out(session, chat, moment) if reading else ()
            waiting = together(taken)
            screens = (*waiting, *kept[len(earlier) :])
            if not any(screen.asks for screen in (*kept, *waiting)):
                screens = (*screens, *await self._present(session))
            self._earlier = earlier
            await self._keep(session, screens)
        self._remember(screens)
        return screens

    async def take(self, meaning: Meaning) -> tuple[Screen, ...]:
        """Do what a line means and return the screens that answer it."""
        event = self._event(meaning)
        if isinstance(event, Screen):
            return (event,)
        chat, moment = self._whose.chat, now()
        answer = _Taken(chat, moment, self._keep)
        try:
            whole, content = await asyncio.to_thread(with_its_file, event)
            incoming = Incoming(f"pipe:{uuid.uuid4()}", chat, whole, content=content)
            await take_turn(self._sessions, incoming, now=moment, words=answer)
        except DatabaseAway:
            return (BUSY,)
        self._remember(answer.screens)
        return answer.screens

    async def files(self, screen: Screen) -> tuple[MadeFile | str, ...]:
        """Make the files of a screen; in the place of one that cannot be made, the words on why."""
        day = self._whose.today
        # The hour at which it is that day nearly everywhere, from UTC-10 to UTC+13.
        moment = now() if day is None else datetime.combine(day, time(10), UTC)
        try:
            return await files_of(self._sessions, self._whose.chat, screen, moment)
        except DatabaseAway:
            return (BUSY.text,)

    def _event(self, meaning: Meaning) -> Event | Screen:
        """Return the event, or the screen that says why there is none."""
        when = When(now(), self._whose.today)
        match meaning:
            case Text(text):
                return Said(as_typed(text), when)
            case Press(label):
                button = find(label, (*reversed(self.last), *reversed(self._earlier)))
                if button is None:
                    return self._again(no_such_button(label, self.last))
                if button.copies:
                    return self._again(button.copies)  # as it stands, to be copied
                return Pressed(button.data, when)
            case File(path, caption):
                if not Path(path).is_file():
                    return self._again("There is no such file. Nothing was sent.")
                what = "photo" if Path(path).suffix.casefold() in PICTURES else "document"
                return Sent(what, when, harmless(caption), file=attachment_of(Path(path)))
            case Place(latitude, longitude):
                return Sent("location", when, place=(latitude, longitude))
            case Unclear(why):
                return self._again(why)

    def _again(self, why: str) -> Screen:
        """Say what was wrong, with the buttons that can be pressed."""
        buttons = self.last[-1].buttons if self.last else ()
        return Screen(why, buttons=buttons)

    async def _keep(self, session: Session, screens: tuple[Screen, ...]) -> None:
        """Keep what is shown now for the next process. The caller has locked the chat.

        Before these screens a few earlier ones are kept, whose standing buttons (Undo) still work;
        they are told apart by `edits`.
        """
        standing = [s for s in self._before() if s.buttons and not s.asks][-MOST_KEPT:]
        before = (replace(screen, edits=True) for screen in standing)
        kept = (*before, *(replace(screen, edits=False, files=()) for screen in screens))
        await shown.keep(session, self._whose.chat, kept, now())

    def _remember(self, screens: tuple[Screen, ...]) -> None:
        self._earlier, self.last = self._before(), screens

    def _before(self) -> tuple[Screen, ...]:
        """Return what was shown before the present answer, oldest first."""
        return (*self._earlier, *self.last)[-MOST_REMEMBERED:]

    async def _present(self, session: Session) -> tuple[Screen, ...]:
        """Draw the question that stands, where its screen was not kept."""
        chat, moment = self._whose.chat, now()
        conversation = await conversations.lock(session, chat)
        person = await people.load(session, chat, moment)
        talk, screen = present(conversation.talk, person, When(moment, self._whose.today))
        if screen is None:
            return ()
        await conversations.save(session, conversation, talk, moment)
        return (screen,)
