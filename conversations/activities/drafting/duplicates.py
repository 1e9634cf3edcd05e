"""The same activity twice: noticed by title, day and points; said, and left to the person.

Every session of a meeting day has the same date and often the same points, so the title decides.
Measures of whole titles do not: rapidfuzz's WRatio gives "Laboratory Safety | Lab safety" 86 and
"gram positives | gram negatives" 86, "Antibody ID | Antibody titration" 86 as well. So titles are
compared word by word, in any order: every word of the shorter has to stand in the longer, as it
is, misspelt a little, or shortened:

    noticed                                        two activities
    Antibody ID | antibody identification          Antibody ID | Antibody titration
    QC rules | quality control rules               Chemistry case studies | Hematology case studies
    HLA typing | HLA Typing for transplant         HLA typing | Blood typing
    Blood borne pathogen | Bloodborne Pathogens    Body fluids I | Body fluids II
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rapidfuzz import fuzz

from cmp_rules.model import Activity
from conversations.activities.drafting.draft import Draft

DAYS_APART = 1  # a date may be that of the certificate or of the course
MISSPELT = 85  # of 100, by rapidfuzz's ratio: "reactions | reaction" 95, "positives | negatives" 67
WHOLE = 92  # of 100: "Blood borne pathogen | Bloodborne Pathogens" 95
MOST_WORDS = 0.85  # how many words must stand in the other title where the points are the same
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\w*\d\w*|[ivx]{1,5}")  # 2, B12, II
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "with",
        "part",
    ]
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is compared."""

    title: str
    day: date
    points: Decimal


def twin(draft: Draft, activities: Iterable[Activity]) -> Activity | None:
    """Return the recorded activity that a draft looks like; None where it looks like none."""
    new = _of_draft(draft)
    if new is None:
        return None
    apart = 0 if draft.again else DAYS_APART  # told to be another day's
    day = new.day.toordinal()
    first = date.fromordinal(max(day - apart, date.min.toordinal()))
    last = date.fromordinal(min(day + apart, date.max.toordinal()))
    near = [each for each in activities if first <= each.date <= last]  # it leaves few to compare
    near.sort(key=lambda each: abs(each.date.toordinal() - day))
    alike_ones = (
        activity
        for activity in near
        if activity.number != draft.number
        and _alike(new, _Told(activity.title, activity.date, activity.points), apart)
    )
    return next(alike_ones, None)


def alike(one: Draft, other: Draft) -> bool:
    """Whether two drafts look like one activity."""
    first, second = _of_draft(one), _of_draft(other)
    return first is not None and second is not None and _alike(first, second, DAYS_APART)


def _of_draft(draft: Draft) -> _Told | None:
    if draft.title is None or draft.day is None or draft.points is None:
        return None
    return _Told(draft.title, draft.day, draft.points)


def _alike(one: _Told, other: _Told, most_apart: int) -> bool:
    apart = abs((one.day - other.day).days)
    same_points = one.points == other.points
    if apart > most_apart or (apart and not same_points):
        return False
    return same_title(one.title, other.title, one.day.year, same_points=same_points)


def same_title(one: str, other: str, year: int, *, same_points: bool) -> bool:
    """Whether two titles of a year may name one activity."""
    if one == other:
        return True
    first, second = _words(one), _words(other)
    if first == second:
        return bool(first)
    if _numbers(first, year) != _numbers(second, year):
        return False
    short, long = sorted((_telling(first), _telling(second)), key=len)
    if not short:
        return False
    if fuzz.ratio("".join(short), "".join(long)) >= WHOLE:
        return True
    if len(short) == 1 and len(long) > 1 and not same_points:
        return False
    found = sum(_stands_in(word, long, short) for word in short)
    return found == len(short) or (same_points and found >= MOST_WORDS * len(short))


def telling_words(title: str) -> list[str]:
    """Return the words of a title, without "of", "the" and the like."""
    return _telling(_words(title))


def _words(title: str) -> list[str]:
    return _WORD.findall(title.casefold().replace("-", ""))


def _telling(words: Sequence[str]) -> list[str]:
    return [word for word in words if word not in _SMALL]


def _numbers(words: Sequence[str], year: int) -> frozenset[str]:
    """Return the numbers of a title: part 1 and part 2 are two; the year itself tells nothing."""
    return frozenset(word for word in words if _NUMBER.fullmatch(word)) - {str(year)}


def _stands_in(word: str, others: Sequence[str], beside: Sequence[str]) -> bool:
    """Whether a word stands among others, misspelt or shortened on either side."""
    if any(same_word(word, other) for other in others):
        return True
    initials = "".join(other[0] for other in others)
    if 2 <= len(word) <= 5 and word in initials:
        return True
    mine = "".join(each[0] for each in beside)
    return any(2 <= len(o) <= 5 and o in mine and word[0] in o for o in others)


def same_word(one: str, other: str) -> bool:
    """Whether two words are one, misspelt or shortened; numbers have to be the same."""
    if _NUMBER.fullmatch(one) or _NUMBER.fullmatch(other):
        return one == other
    short, long = sorted((one, other), key=len)
    return (len(short) >= 2 and long.startswith(short)) or fuzz.ratio(one, other) >= MISSPELT
