"""Points without a unit: "LabCE antibody ID 1.5", "11/5 lipids 1". What may be a title is left."""

import re
from collections.abc import Collection
from decimal import Decimal

from conversations.reading.plain import NUMBERED, Span, blanked, meets
from conversations.reading.points import PointsRead
from conversations.reading.points.units import MOST_BARE, checked
from conversations.reading.subjects.clauses import bare_clauses

_CLAUSES_OF_A_LIST = 3
_FRACTION = re.compile(  # with a comma only the quarters of an hour: "1,5"
    r"(?<![\w.,/$#-])(\d{0,2}\.\d{1,2}|\d{1,2},(?:25|50?|75))(?![\w/%-]|[.,:]\d)", re.A
)
_WHOLE = re.compile(
    r"(?<![\w.,/$#:%+-])(?<!\d\s)([1-9]\d?)(?![\w/%:+'-]|[.,]\d|\s?[$%]|\s\d)", re.A
)
_SMALL_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})?)\s*", re.A)
_DAY_BEFORE = re.compile(r"(?:\d[/-]\d{1,4}|day)\s$", re.A)
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w'.&-]*)[\s,:=(-]{0,3}$")
# A number behind one of these belongs to it, or to what was not said.
_BELONGS = re.compile(
    rf"\b(?:{NUMBERED}|at|to|of|by|in|until|till|and|or|the|than|over|under|age|aged|past|on|least|most|about"
    r"|from|with|my|all|these|those|[a-z])$",
    re.I,
)
_STOPS = re.compile(r"\s*(?:$|[|,;.)!]|(?:on|from|by|at|via|for|w)\b(?!\s?$))", re.I)
_AMOUNT_BEFORE = re.compile(r"(?<![\w.,/$#:%+-])(\d{1,2}(?:\.\d{1,2})?)\s$", re.A)
_UNIT_BEHIND = re.compile(
    r"\s(?P<unit>(?:(?:ce|pace|contact|credit)\s)?(?:hours?|hrs?|credits?|points?|pts?))\b"
    r"(?!\s(?:courses?|class(?:es)?|webinars?|modules?|lectures?|sessions?)\b)",
    re.I,
)
_HARDLY_A_WORD = 3
_MANY = re.compile(
    r"\s(?:of|in|out|day|hour|week|year|month|step|lab|labce|[\w-]+\s(?:to|for|of|in|who|that|about))\b"
    r"|\s(?:[\w-]+\s)?(?:webinars?|modules?|courses?|class(?:es)?|talks?|lectures?|sessions?|things?|videos?)\b",
    re.I,
)


def points_around_names(text: str, names: Collection[Span]) -> list[tuple[PointsRead, Span]]:
    """Return points whose unit stands behind a provider, at the number and at the unit.

    "2 aabb hours"; the name between them stays one.
    """
    for start, end in names:
        number, unit = _AMOUNT_BEFORE.search(text[:start]), _UNIT_BEHIND.match(text, end)
        if number is not None and unit is not None:
            read = checked(Decimal(number[1]))
            return [(read, number.span(1)), (read, unit.span("unit"))]
    return []


def bare_points(
    text: str, facts: Collection[Span], *, dates: Collection[Span], names: Collection[Span]
) -> list[tuple[PointsRead, Span]]:
    """Return a number without a unit that can be nothing but the points.

    `facts` are the places of what is something else; among them the dates, besides them the names
    of providers.
    """
    found = [one for one in _FRACTION.finditer(text) if not meets(one.span(1), facts)]
    found = [one for one in found if "," not in one[1] or not _counts(text[: one.start(1)])]
    if len(found) == 1:
        return [(checked(Decimal(found[0][1].replace(",", "."))), found[0].span(1))]
    if found:
        return []
    return number_alone(text, facts) or _number_beside(text, facts, dates=dates, names=names)


def _counts(before: str) -> bool:
    """Whether numbers that follow count or name something: "chapters 1,5"."""
    before = before.rstrip()
    return any(_BELONGS.search(words) for words in (before, before.removesuffix("s")))


def number_alone(text: str, facts: Collection[Span]) -> list[tuple[PointsRead, Span]]:
    """Return the one number that is a clause of its own in a list of at least three."""
    clauses = bare_clauses(text, facts)
    alone = [found for c in clauses if (found := _SMALL_NUMBER.fullmatch(text, *c)) is not None]
    if len(clauses) < _CLAUSES_OF_A_LIST or len(alone) != 1:
        return []
    return [(checked(Decimal(alone[0][1])), alone[0].span(1))]


def _number_beside(
    text: str, facts: Collection[Span], *, dates: Collection[Span], names: Collection[Span]
) -> list[tuple[PointsRead, Span]]:
    """Return the one number behind the words of a dated line: "11/5 lipids 1".

    A number that may count or name something is left out: "lab math part 2", "5 things to know".
    """
    found = list(_WHOLE.finditer(blanked(text, *facts)))
    if not dates or len(found) != 1 or int(found[0][1]) > MOST_BARE:
        return []
    number, span = Decimal(found[0][1]), found[0].span(1)
    bare = blanked(text, *facts, *names)
    if not text[: span[0]].strip():
        fits = number == 1 and not _MANY.match(text, span[1])
    else:
        last = not bare[span[1] :].strip(" |") and bool(_DAY_BEFORE.search(text[: span[0]]))
        named = _named_before(text, span, names) or (last and meets((span[0] - 2, span[0]), dates))
        fits = _ends_a_title(bare, span, number, named=named)
    return [(checked(number), span)] if fits else []


def _ends_a_title(bare: str, span: Span, number: Decimal, *, named: bool) -> bool:
    """Whether a number stands behind words that need none, and a clause ends behind it."""
    if not _STOPS.match(bare, span[1]):
        return False
    if named:
        return True
    before = _WORD_BEFORE.search(bare[: span[0]])
    if before is None or _BELONGS.search(bare[: span[0]].rstrip(" ,:=(-")):
        return False
    word = before["word"]
    return number == 1 or (len(word) > _HARDLY_A_WORD and not word.isupper())


def _named_before(text: str, span: Span, names: Collection[Span]) -> bool:
    """Whether the name of a provider stands right before a number."""
    return any(end <= span[0] and not text[end : span[0]].strip(" ,:-") for _, end in names)
