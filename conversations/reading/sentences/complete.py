"""Whether a line tells of a CE in full, whatever its title is about.

"2 h how to renew your SBB, AABB, Nov 3, elective" asks nothing and orders nothing.
"""

import re
from datetime import date

from conversations.reading.dates import Day
from conversations.reading.plain import Span, blanked, word_set
from conversations.reading.subjects.clauses import bare_clauses
from conversations.reading.subjects.entities import Entities

# What may stand before the points, and what says nothing beside a fact.
_BEFORE = word_set(
    """i did took had done completed finished attended watched logged log add record please pls a an
    my the just yesterday today"""
)
_BESIDE = word_set("on from by at via with in the for of and through it was a")
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?", re.I)
_LETTERS = re.compile(r"[^\W\d_]{2}")
_TALKS = re.compile(r"\b(?:i|i'm|my|me|we|it|that|this|you|u)\b", re.I)  # no title, but a question
_TELLS = re.compile(  # a declaration beside the CE
    r"\b(?:i|we)\s(?:(?:have|just|already|also)\s)*(?:declared|submitted|filed|renewed)\b"
    r"|\bdeclared\s(?:my\s)?[A-Z]{2}",
    re.I,
)
_FEWEST = 3  # words of a title that stands before its points


def tells_complete(found: Entities, today: date) -> bool:
    """Whether points, a day gone by, a provider or an area, and words for a title are all told."""
    points = [span for _, span in found.points]
    points += [] if found.split is None else list(found.split.spans)
    sources = [hit.span for hit in found.providers] + [hit.span for hit in found.areas]
    if not points or re.search(r"[?\n]", found.text) or _TELLS.search(found.text):
        return False
    if not _has_day_gone_by(found, today) or not (sources or found.split is not None):
        return False
    facts = [*found.spans, *sources]
    clauses = [one for one in bare_clauses(found.text, facts) if _LETTERS.search(_cut(found, one))]
    titles = [one for one in clauses if _words_left(found, one, facts)]
    if not titles or clauses[-1] in titles[1:]:
        return False  # "…, what remains"
    opens = [one for one in clauses if _opens_with_points(found, one, points)]
    if opens:
        return titles[0] == opens[0] == clauses[0]
    return _is_a_list(found, clauses, titles)


def _has_day_gone_by(found: Entities, today: date) -> bool:
    days = [read for read, _ in found.dates]
    return bool(days) and all(isinstance(read, Day) and read.date <= today for read in days)


def _cut(found: Entities, clause: Span) -> str:
    return found.text[slice(*clause)]


def _words_left(found: Entities, clause: Span, facts: list[Span]) -> list[str]:
    """Return the words of a clause that are neither a fact nor small."""
    rest = blanked(found.text, *facts)[slice(*clause)]
    left = [word.lower() for word in _WORD.findall(rest)]
    return [word for word in left if word not in _BESIDE | _BEFORE]


def _opens_with_points(found: Entities, clause: Span, points: list[Span]) -> bool:
    """Whether nothing but "I did" stands before the points of a clause, and words after them."""
    inside = [span for span in points if clause[0] <= span[0] < clause[1]]
    if not inside:
        return False
    before = found.text[clause[0] : inside[0][0]]
    after = found.text[inside[-1][1] : clause[1]]
    said = {word.lower() for word in _WORD.findall(before)}
    return said <= _BEFORE and bool(_LETTERS.search(after))


def _is_a_list(found: Entities, clauses: list[Span], titles: list[Span]) -> bool:
    """Whether a title stands first, in words of nobody, and every fact in a clause of its own."""
    words, (start, end) = _cut(found, titles[0]), titles[0]
    alone = titles == clauses[:1] and not any(start <= at < end for _, (at, _) in found.dates)
    return alone and len(_WORD.findall(words)) >= _FEWEST and not _TALKS.search(words)
