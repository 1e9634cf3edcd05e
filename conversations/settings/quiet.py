"""Quiet hours: when the bot writes nothing that was not asked for.

> [Change quiet hours]
When should I not write to you by myself? …
> 10pm to 7am
Quiet hours: 10 pm to 7 am …
"""

import re
from dataclasses import dataclass, replace
from datetime import time
from typing import Literal

from conversations import wording
from conversations.buttons import rows
from conversations.model import Choice, Event, Pressed, Reply, Said, Turn, When
from conversations.person import Person
from conversations.quiet import NO_QUIET, USUAL_QUIET, Quiet
from conversations.reminders.wishing import stopping
from conversations.settings.quiet_words import Unclear, read_quiet
from conversations.settings.shown import changed

OFFERED = (USUAL_QUIET, Quiet(time(22), time(7)), Quiet(time(20), time(8)), NO_QUIET)

_ABOUT = re.compile(
    r"\bquiet\s+(?:hours?|times?|from|between|after|before|until|till)\b|\bdo\s+not\s+disturb\b"
    r"|\b(?:do\s+not|don'?t|dont|never|stop|no)\s+(?:\w+\s+){0,2}?"
    r"(?:messag|text|writ|remind|disturb|bother|ping|notif|contact|wak)\w*\b.{0,20}?"
    r"\b(?:before|after|between|from|until|till|at\s+night|\d{1,2}(?::\d\d)?\s?(?:am|pm)?)\b",
    re.I,
)
_ASKS = re.compile(r"^\W*(?:what|when|why|how|do|does|is|are|can|will|which)\b", re.I)


def about_quiet(text: str) -> bool:
    """Whether a sentence wishes for hours without messages, whatever was asked before."""
    text = stopping.straight(text)
    about = len(text) <= 120 and bool(_ABOUT.search(text)) and not _ASKS.search(text)
    return about and not stopping.denies(text)


@dataclass(frozen=True, slots=True)
class AskingQuiet:
    """In which hours should the bot not write by itself?"""

    kind: Literal["asking_quiet"] = "asking_quiet"

    def ask(self, person: Person, when: When) -> Reply:
        """Offer usual hours; any others can be typed."""
        choices = [Choice(wording.quiet_button(each), str(i)) for i, each in enumerate(OFFERED)]
        return Reply(wording.ask_quiet(person.settings), rows(choices))

    def answer(self, event: Event, person: Person) -> Turn:
        """Read the hours and keep them."""
        read: Quiet | Unclear | None = None
        match event:
            case Pressed(data=data) if data in ("0", "1", "2", "3"):
                read = OFFERED[int(data)]
            case Said(text=text):
                read = read_quiet(text, person.settings.quiet)
        if isinstance(read, Quiet):
            change, screen = changed(person, replace(person.settings, quiet_hours=read))
            return Turn(None, (screen,), (change,))
        return Turn(self, (Reply(wording.quiet_refused(read)),))
