"""Points on each of several areas: "3 hrs: 1 safety 2 micro", "2h safety + 1h ethics"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from cmp_rules.model import Area, Part
from conversations.reading.lexicon import Hit, words_of
from conversations.reading.plain import Span, overlap, plain
from conversations.reading.points.quantities import QUANTITY, quantity
from conversations.reading.points.units import checked
from conversations.reading.words import areas

_FLAGS = re.I | re.A
_MOST = 12
_UNIT = (
    r"(?:\s?-?\s?(?:contact\s|ce\s|pace\s|credit\s)?"
    r"(?:hours?|hrs?|h|credits?|cr|points?|pts?|ces?|cmles?)(?:\(s\))?\b)?"
)
_NUMBER = re.compile(rf"(?<![\w.,/+½¼¾-])(?P<number>{QUANTITY})(?![\d/½¼¾]|[.,]\d){_UNIT}", _FLAGS)
_BETWEEN = re.compile(
    r"\s?(?:-|:|=|of|in|on|for|are|is|was|to|toward|towards|worth)?(?:\sthe)?\s?", _FLAGS
)
_TAIL = re.compile(
    r"\s?(?:ces?\b|credits?\b|hours?\b|hrs?\b|points?\b|pts?\b)?\s{0,2}"
    r"(?:$|[|,;.:+&/()!-]|\d|(?:and|from|at|by|with|via|in|on|for|yesterday|today|last|this|half"
    r"|one|two|three|the\srest|plus|a)\b)",
    _FLAGS,
)
_GROUP = re.compile(r"\s?(?:/|&|or)\s?", _FLAGS)


@dataclass(frozen=True, slots=True)
class Split:
    """The parts that were named, where each stands, and the total said beside them."""

    parts: tuple[Part, ...]
    spans: tuple[Span, ...]
    total: Decimal | None = None

    @property
    def points(self) -> Decimal:
        """All named parts together."""
        return sum((part.points for part in self.parts), Decimal(0))

    @property
    def agrees(self) -> bool:
        """Whether the parts make up the total; a total that differs is asked, never mended."""
        return self.total is None or self.total == self.points


def find_parts(text: str) -> Split | None:
    """Return the parts that a text names as points with an area, or None where it names none."""
    text = plain(text)
    hits = areas().find(words_of(text))
    if not hits:
        return None
    parts: list[Part] = []
    spans: list[Span] = []
    others: list[Decimal] = []
    for count, found in enumerate(_NUMBER.finditer(text)):
        points = checked(quantity(found["number"]))
        if count == _MOST or not isinstance(points, Decimal):
            continue
        named = _areas_beside(text, found.span(), hits)
        if named is None:
            if found.end() > found.end("number"):
                others.append(points)
        elif not any(overlap(named[1], span) for span in spans):
            parts.append(Part(points, named[0]))
            spans.append(named[1])
    if not parts:
        return None
    total = others[0] if len(set(others)) == 1 else None
    return Split(tuple(parts), tuple(spans), total)


def _areas_beside(
    text: str, number: Span, hits: list[Hit[Area]]
) -> tuple[frozenset[Area], Span] | None:
    """Return the areas right after a number ("1 h of safety"), where they end a clause."""
    named: set[Area] = set()
    end = number[1]
    for hit in hits:
        if hit.span[0] < end:
            continue
        link = text[end : hit.span[0]]
        if not (_GROUP if named else _BETWEEN).fullmatch(link):
            break
        named.add(hit.meaning)
        end = hit.span[1]
    if not named or not _TAIL.match(text, end):
        return None
    return frozenset(named), (number[0], end)
