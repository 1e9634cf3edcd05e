"""How much it was: the points of a sentence, its parts, hours whose sort has to be asked."""

import re
from decimal import Decimal

from cmp_rules.model import Area, Part
from conversations.reading.plain import Span, blanked
from conversations.reading.points import AskUnit, NotPoints, Refusal
from conversations.reading.points.split import unit_said
from conversations.reading.points.units import checked
from conversations.reading.subjects.entities import Entities

_EACH = re.compile(
    r",?\s?(?:each|ea|apiece|per\s(?:module|course|webinar|session|class|lecture))\b", re.I
)
_EACH_BEFORE = re.compile(
    r"\b(?:each|every)\s(?:[a-z]+\s){0,2}(?:is|was|are|were|=|:|for|worth)?\s?$", re.I
)
_ARTICLE = re.compile(r"(?:an?|one)\s", re.I)
_COUNTS = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_COUNT = r"(?P<count>[2-9]|1\d|both|two|three|four|five|six)"
_HOW_MANY = re.compile(
    rf"(?<![\w.,/-])(?:{_COUNT}\s(?:of\s(?:(?:the|those|my)\s)?(?:\d{{1,2}}\s)?)?(?:[a-z][\w-]*\s){{0,3}}?(?:webinars|modules|courses|class(?:es)"
    r"|talks|lectures|sessions|things|parts|videos|ces|articles|quizzes|podcasts|ones|them|trainings"
    r"|workshops|lessons|activities|ecasts|seminars|units)"
    r"|(?:did|took|finished|completed|watched)\s"
    rf"{_COUNT.replace('count', 'done')}(?:\sof\s(?:them|those))?"
    r"(?=\s?(?:$|[.,;|!]|on\b|from\b|at\b|today|yesterday|last)))(?!\w)",
    re.I,
)


def any_number(found: Entities) -> bool:
    """Whether points are said with a number, and not only as "a contact hour"."""
    return any(not _ARTICLE.match(found.text, start) for _, (start, _) in found.points)


def numbers(found: Entities) -> tuple[Decimal | None, Decimal | None, bool]:
    """Return the points, or the number whose unit is asked, and whether they are in doubt."""
    values = list(dict.fromkeys(read for read, _ in found.points))
    if any(_is_of_each(found.text, span) for _, span in found.points):
        times = _how_many(found)
        match values:
            case [Decimal() as each] if times is not None:
                total = checked(each * times)
                return (total, None, False) if isinstance(total, Decimal) else (None, None, True)
        return None, None, True  # of how many?
    if len(found.points) > 1 and len({read for read, _ in found.dates}) > 1:
        return None, None, True  # "1 hr DIC nov 3, 1 hr HIT nov 9": two activities
    if len(values) == 1 and _said_twice(found):
        return None, None, True
    match values:
        case []:
            return None, None, False
        case [Decimal() as only]:
            return only, None, False
        case [AskUnit(number)]:
            return None, number, False
    return None, None, True


def _said_twice(found: Entities) -> bool:
    """Whether the same number of the same unit is said of two things: "1 hr DIC 1 hr HIT"."""
    units = [unit_said(found.text[slice(*span)]) for _, span in found.points]
    return len(units) > len(set(units))


def _is_of_each(text: str, span: Span) -> bool:
    """Whether points are those of each of several: "1 hr each", "each module 1 hr"."""
    return bool(_EACH.match(text, span[1]) or _EACH_BEFORE.search(text[: span[0]]))


def _how_many(found: Entities) -> int | None:
    """Return how many activities are said to be of one size, where that is said once."""
    text = blanked(found.text, *found.spans)
    counts = {(said["count"] or said["done"]).lower() for said in _HOW_MANY.finditer(text)}
    if len(counts) != 1:
        return None
    count = counts.pop()
    return int(count) if count.isdecimal() else _COUNTS[count]


def parts_and_points(
    found: Entities, alone: tuple[Area, ...], points: Decimal | None, *, doubtful: bool
) -> tuple[tuple[Part, ...], Decimal | None, bool]:
    """Return the parts, the points of all and whether they are in doubt.

    `points` were said besides the parts, `alone` are areas in clauses of their own. Parts that may
    be read in another way are left out.
    """
    split = found.split
    if split is None:
        return (), points, doubtful
    if split.rival:
        return (), None, True
    if split.doubtful:
        return (), points if points is not None else split.total, True
    if points is None and split.total is None and not doubtful:
        points = split.points
    if points is not None and points != split.points:
        doubtful = True
        points = points if points > split.points else None
    named = {area for part in split.parts for area in part.areas}
    return () if split.open_areas or not named.issuperset(alone) else split.parts, points, doubtful


# "3 credits", not "3 contact hours" and not "3 semester hours".
_CREDITS = re.compile(
    r"(?<![\w.,/-])(?P<number>\d{1,2}(?:\.\d)?)[\s-]?(?:credit[\s-]hours?|credits?|cr|units?|hours?|hrs?)"
    r"(?!\w)",
    re.I | re.A,
)


def college_hours(found: Entities) -> Decimal | None:
    """Return the hours of a college course whose sort was not said."""
    said = found.text.lower()
    if re.search(r"\b(?:semester|quarter|sem|qtr|contact|clock|ceus?|cmle|points?|pts?)\b", said):
        return None
    credits_said = _CREDITS.search(found.text)
    return None if credits_said is None else Decimal(credits_said["number"])


def refused(found: Entities) -> Refusal | None:
    """Return why the number that was said cannot be points."""
    return next((read.reason for read, _ in found.points if isinstance(read, NotPoints)), None)
