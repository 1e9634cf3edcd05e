"""A sentence about a declaration in plain words: names and days as CRED and DATE.

"I've declared my SBB, on Nov 10!" is " i have declared my CRED , on DATE , ".
"""

import re
from dataclasses import dataclass

from cmp_rules.model import CredentialKey
from conversations.model import When
from conversations.person import Person
from conversations.reading.dates import Ambiguous, DateRead, Day
from conversations.reading.plain import plain
from conversations.reading.subjects.days import Asking
from conversations.reading.subjects.entities import Entities, find_entities

_FULL = (
    (re.compile(r"\bthank you\b"), "thanks"),
    (re.compile(r"\b(but|though|although|however)\b"), r", \1"),
    (re.compile(r"\bno one\b"), "nobody"),
    (re.compile(r"\bsent (?:it|them) (?:in|off)\b"), "submitted it"),
    (re.compile(r"\b(?:sent|turned|handed|mailed) (?:in|off)\b"), "submitted"),
    (re.compile(r"\bcannot\b|\bcan'?t\b"), "can not"),
    (re.compile(r"\bwon'?t\b"), "will not"),
    (
        re.compile(r"\b(did|do|does|has|have|had|was|were|is|are|would|could|should)n'?t\b"),
        r"\1 not",
    ),
    (re.compile(r"\bi'?m\b"), "i am"),
    (re.compile(r"(?<=\w)'ve\b"), " have"),
    (re.compile(r"\bive\b"), "i have"),
    (re.compile(r"(?<=\w)'ll\b"), " will"),
    (re.compile(r"(?<=\w)'re\b"), " are"),
    (re.compile(r"(?<=\w)'d\b"), " would"),
    (re.compile(r"\b(it|that|everything|all|audit)'s\b"), r"\1 is"),
    (re.compile(r"'s?(?!\w)"), ""),
)
_MARKS = re.compile(r"[.,;:!()\[\]\"/-]+(?=\s|$)|(?<=\s)[.,;:!()\[\]\"/-]+|[,;!()\"]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """What was said, in plain words between spaces, and what it names."""

    words: str
    credentials: tuple[CredentialKey, ...]
    days: tuple[DateRead, ...]

    @property
    def day(self) -> DateRead | None:
        """The one day that was said; two days are one question."""
        match self.days:
            case (only,):
                return only
            case (Day(first), Day(second)):
                return Ambiguous(first, second)
        return None


def sentence(text: str, person: Person, when: When) -> Sentence:
    """Return a message in plain words; its day lies in the past where no year is said."""
    held = tuple(holding.key for holding in person.holdings)
    settings = person.settings
    asking = Asking(when.today(settings.zone), settings.date_order, "past", settings.calendar)
    found = find_entities(plain(text).strip(), asking, held=held, activity=False)
    keys = tuple(dict.fromkeys(named.key for named in found.credentials))
    days = tuple(dict.fromkeys(read for read, _ in found.dates))
    return Sentence(_plain_words(found), keys, days)


def _plain_words(found: Entities) -> str:
    symbols = [(span, "CRED") for span in (named.span for named in found.credentials)]
    symbols += [(span, "DATE") for _, span in found.dates]
    text, done = "", 0
    for (start, end), symbol in sorted(symbols):
        text += f"{found.text[done:start].lower()} {symbol} "
        done = end
    text += found.text[done:].lower()
    for short, full in _FULL:
        text = short.sub(full, text)
    text = _MARKS.sub(" , ", text.replace("?", " ? "))
    return f" {' '.join(text.split())} "
