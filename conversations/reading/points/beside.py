"""Which areas stand right behind a number, and whether a clause ends there."""

import re
from collections.abc import Collection

from cmp_rules.model import Area
from conversations.reading.lexicon import Hit
from conversations.reading.plain import Span

_FLAGS = re.I | re.A
BETWEEN = re.compile(
    r"\s?(?:-|:|=|of|in|on|for|are|is|was|to|toward|towards|worth)?(?:\sthe)?\s?", _FLAGS
)
TAIL = re.compile(
    r"\s?(?:ces?\b|credits?\b|hours?\b|hrs?\b|points?\b|pts?\b)?\s{0,2}"
    r"(?:(?:[a-z'&.-]+\s){1,3}(?:meeting|mtg|conference|conf|convention|symposium|seminar|summit)\b|$|[|,;.:+&/()!\"-]|\d|(?:and|from|at|by|with|via|in(?!\sservice)|on|for|of|incl|including|thereof|yesterday|today|last|this"
    r"|half|one|two|three|the\srest|plus|a|both)\b)",
    _FLAGS,
)
_UNIT_BEHIND = re.compile(r"(?:\s?(?:ces?|credits?|hours?|hrs?|points?|pts?)\b)?\s*", _FLAGS)
_SUBJECT = re.compile(  # "2 h chemistry of electrolytes", "1 hr leadership for labs"
    r"\s?(?:of\s(?!which\b)|for\s(?:the\s|our\s|your\s)?(?:\w+\s)?(?:labs?|laborator|hospitals?|tech|phlebotom"
    r"|beginner|everyone|managers|supervisors|healthcare|scientists|leaders|students|professionals|staff)\w*)",
    _FLAGS,
)
_GROUP = re.compile(r"\s?(?:/|&|or)\s?", _FLAGS)


def areas_beside(
    text: str, number: Span, hits: list[Hit[Area]], ends: Collection[int]
) -> tuple[frozenset[Area], Span, bool] | None:
    """Return the areas right after a number ("1 h of safety"), and whether they end a clause."""
    named: set[Area] = set()
    end = number[1]
    for hit in hits:
        if hit.span[0] < end:
            continue
        link = text[end : hit.span[0]]
        if not (_GROUP if named else BETWEEN).fullmatch(link):
            break
        named.add(hit.meaning)
        end = hit.span[1]
    if not named:
        return None
    return frozenset(named), (number[0], end), clause_ends(text, end, ends)


def clause_ends(text: str, at: int, ends: Collection[int]) -> bool:
    """Whether a clause ends at a place."""
    behind = _UNIT_BEHIND.match(text, at)
    if behind is not None and behind.end() in ends:
        return True
    return bool(TAIL.match(text, at)) and not _SUBJECT.match(text, at)
