"""Several CEs told in one sentence: "1 h ethics MediaLab, 2 h QC from ARUP and 1.5 heme AACC".

Each has to have its own amount, and its own provider or its own date, as all the others have: one
CE with points on several areas ("2 h safety and 1 h ethics, LabCE today") stays one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cmp_rules.model import NOTHING
from conversations.activities.pasted.lines import Read, has_points
from conversations.reading.dates import Day
from conversations.reading.lexicon import words_of
from conversations.reading.plain import plain
from conversations.reading.sentences.sentence import LONGEST, Intent, Understood
from conversations.reading.subjects.small_words import LEAD
from conversations.reading.words import providers

_I = re.I | re.A
_NUMBER = r"(?:\d{1,2}(?:[.,]\d{1,2})?|\.\d{1,2}|an?|half\san?|one|two|three|four|five|six)"
_UNIT = (
    r"(?:hours?|hrs?|h|credits?|cr|points?|pts?|ces?|cmles?|ceus?|contact\shours?|minutes?|mins?)"
)
_AMOUNT = (
    rf"(?:\d{{1,2}}\.\d{{1,2}}|\d{{1,3}}|{_NUMBER}(?=[\s-]?{_UNIT}\b))(?![\d/:%]|(?:st|nd|rd|th)\b)"
)
_FIRST = re.compile(rf"(?<![\w.,/#-]){_AMOUNT}", _I)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_BEFORE_DAY = re.compile(rf"\b{_MONTH}\.?\s?$", _I)
_AFTER_DAY = re.compile(rf"\s(?:of\s)?{_MONTH}\b", _I)
_LINK = (
    r"(?:\s?[,;]\s?(?:and\s|plus\s|then\s|also\s)?|\s(?:and|plus|then|&|\+)\s)"
    r"(?:also\s|then\s|another\s)?"
)
_NEXT = re.compile(rf"{_LINK}(?=(?:i\s(?:did|took|had)\s)?{_AMOUNT})", _I)
_ANY_LINK = re.compile(r"\s?[,;]\s?(?:and\s|plus\s)?|\s(?:and|plus|&|\+)\s", _I)
_OF_ALL = re.compile(
    r"[\s,;.(-]+(?:all|both|each|everything)(?:\s(?:of\s)?(?:them|these|those|it))?\s"
    r"(?:(?:done|taken|completed|were|was)\s)?(?P<rest>[^,;]{3,60}?)[\s.!)]*$",
    re.I,
)
_COUNT = re.compile(
    r"\b(?P<count>\d{1,2}|both|two|three|four|five|six)\s(?:more\s|new\s|different\s)?"
    r"(?:ces?|courses?|webinars?|modules?|things|activities|classes|lectures|talks|sessions|entries)\b",
    re.I,
)
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?", re.I)
_MORE_AMOUNTS = 2


@dataclass(frozen=True, slots=True)
class Several:
    """The CEs of a sentence, and what is said of all of them ("" where nothing is)."""

    pieces: tuple[str, ...]
    heading: str = ""


@dataclass(frozen=True, slots=True)
class PerhapsSeveral:
    """A sentence that looks like several CEs, of which it is not clear what belongs to which."""


def several_in(text: str, read: Read) -> Several | PerhapsSeveral | None:
    """Return the CEs that one sentence tells; None where it tells one."""
    text = plain(text).strip()
    amounts = _amounts(text) if "?" not in text and len(text) <= LONGEST else []
    if len(amounts) < _MORE_AMOUNTS:
        return None
    count = _COUNT.search(text)
    if count is not None and amounts[0].end() <= count.start():
        count = None
    first = next((a for a in amounts if count is None or a.start() >= count.end()), None)
    if first is None:
        return None
    of_all = _OF_ALL.search(text)
    end = len(text) if of_all is None else of_all.start()
    last = "" if of_all is None else of_all["rest"]
    heading = _spoken(_COUNT.sub("", text[: first.start()]))
    for link, start, before in ((_NEXT, first.start(), heading), (_ANY_LINK, 0, "")):
        pieces = _cut(link, text[start:end])
        said = [read(piece) for piece in pieces]
        common = ", ".join(part for part in (before, last) if part)
        if len(pieces) > 1 and all(map(tells_one, said)):
            if common and not _is_of_all(read(common)):
                return None
            return _judged(pieces, said, common, count)
    return None


def _amounts(text: str) -> list[re.Match[str]]:
    """Return the numbers of a text that may be points: the 3 of "Nov 3" is a day."""
    return [
        found
        for found in _FIRST.finditer(text)
        if not _BEFORE_DAY.search(text[: found.start()]) and not _AFTER_DAY.match(text, found.end())
    ]


def tells_one(said: Understood) -> bool:
    """Whether a piece tells of a CE, if only by its area and who gave it."""
    named = said.title or said.areas or said.provider
    return said.intent is Intent.LOG and bool(named) and has_points(said)


def _cut(link: re.Pattern[str], body: str) -> tuple[str, ...]:
    return tuple(piece.strip() for piece in link.split(body.strip()) if piece.strip())


def _spoken(heading: str) -> str:
    """Return what a heading says besides "I did" and "logged"."""
    words = [word for word in _WORD.findall(heading) if word.lower() not in LEAD]
    return " ".join(heading.split()).strip(" ,:;-") if words else ""


def _is_of_all(said: Understood) -> bool:
    """Whether words name who gave what follows, or when, and nothing else."""
    return bool(said.provider or said.date) and said.title is None and not has_points(said)


def _judged(
    pieces: Sequence[str], said: Sequence[Understood], common: str, count: re.Match[str] | None
) -> Several | PerhapsSeveral | None:
    """Return the pieces where each is a CE of its own."""
    if _first_is_the_whole(said):
        return None
    if any(len({hit.meaning for hit in providers().find(words_of(p))}) > 1 for p in pieces):
        return PerhapsSeveral()
    given_by = [one.provider for one in said]
    days = [one.date for one in said]
    counted = count is not None and _number(count["count"]) == len(pieces)
    if None not in given_by or None not in days or counted:
        return Several(tuple(pieces), common)
    apart = max(len(set(filter(None, given_by))), len({d for d in days if isinstance(d, Day)}))
    return PerhapsSeveral() if apart > 1 else None


def _number(said: str) -> int:
    return int(said) if said.isdecimal() else _COUNTS[said.lower()]


def _first_is_the_whole(said: Sequence[Understood]) -> bool:
    """Whether the others are parts of the first: "6 h AABB day Oct 10, 5 h bb and 1 h safety"."""
    first, *others = said
    if {one.provider for one in others} - {None, first.provider}:
        return False
    sum_of_others = sum((one.points or NOTHING for one in others), NOTHING)
    one_day = len(others) > 1 or len(others[0].parts) > 1 or others[0].date in (None, first.date)
    return one_day and first.points == sum_of_others
