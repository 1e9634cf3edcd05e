"""A CE and other news in one message: the CE is a draft, and the other is not lost.

> I declared SBB today, 1 h safety LabCE yesterday
Did you declare your own SBB at ascp.org on Mon 23 Nov 2026? …
> [Yes, that is right]
What was it called? …
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from conversations import declaring, wording
from conversations.activities.drafting.machine import following
from conversations.activities.drafting.sentence import draft_of_understood, read_sentence
from conversations.model import Reply, Said, State, Turn
from conversations.person import Person
from conversations.reading.dates import Ambiguous, Day
from conversations.reading.sentences.sentence import Intent, Understood

LONGEST = 200  # letters; a longer message is a text
_BREAK = re.compile(r"(?:[,;.!]\s+(?:(?:and|also|then|plus)\s+)?|\s+(?:and|also|plus)\s+)", re.I)
_DECLARED = re.compile(r"declared|submitted|filed", re.I)
_EXAM = re.compile(r"\b(?:exam|examination|test|boards?)\b", re.I)
_POINTS_FIRST = re.compile(r"\W*(?:(?:i|did|took|had|also|finished|completed)\s+)*[\d.½]", re.I)


def said(event: Said, state: State | None, person: Person) -> Turn | None:
    """Open the draft of a CE told beside a declaration or an exam to come; else None."""
    text = event.text
    told = _DECLARED.search(text) or _EXAM.search(text)
    if told is None or len(text) > LONGEST or not any(map(str.isdigit, text)):
        return None
    for first, second in _halves(text):
        for news, ce in ((first, second), (second, first)):
            if (turn := _both(news, ce, event, state, person)) is not None:
                return turn
    return None


def _halves(text: str) -> Iterator[tuple[str, str]]:
    for found in _BREAK.finditer(text):
        yield text[: found.start()], text[found.end() :]


def _both(news: str, ce: str, event: Said, state: State | None, person: Person) -> Turn | None:
    """Take one half for news and the other for a CE, where both are plainly that."""
    if not _POINTS_FIRST.match(ce):
        return None
    found = read_sentence(ce, person, event.when)
    other = read_sentence(news, person, event.when)
    told = found.intent is Intent.LOG and found.points is not None and isinstance(found.date, Day)
    if not told or not found.asserted or other.points is not None or other.parts:
        return None
    draft = following(draft_of_understood(found, person, event.when))
    if _EXAM.search(news) and _is_ahead(other, event, person):
        return Turn(state, (Reply(wording.only_the_ce_is_taken(news.strip())),), opens=draft)
    if not _DECLARED.search(news) or not other.credentials:
        return None
    turn = declaring.said(replace(event, text=news), state, person)
    if turn is None:
        return None
    if turn.opens is None:
        return replace(turn, opens=draft)
    if state is None:
        return replace(turn, state=draft, replies=(*turn.replies, Reply(wording.ce_comes_after())))
    return Turn(state, (Reply(wording.only_the_ce_is_taken(news.strip())),), opens=draft)


def _is_ahead(read: Understood, event: Said, person: Person) -> bool:
    """Whether the day of an exam lies ahead."""
    today = event.when.today(person.settings.zone)
    match read.date:
        case Day(day):
            return day > today
        case Ambiguous(first, second):
            return min(first, second) > today
    return False
