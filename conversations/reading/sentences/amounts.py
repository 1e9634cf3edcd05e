"""How much it was: the points of a sentence, its parts, hours whose sort has to be asked."""

import re
from decimal import Decimal

from cmp_rules.model import Area, Part
from conversations.reading.points import AskUnit, NotPoints, Refusal
from conversations.reading.subjects.entities import Entities

_EACH = re.compile(r",?\s(?:each|apiece)\b", re.I)


def numbers(found: Entities) -> tuple[Decimal | None, Decimal | None, bool]:
    """Return the points, or the number whose unit is asked, and whether they are in doubt."""
    values = list(dict.fromkeys(read for read, _ in found.points))
    if any(_EACH.match(found.text, span[1]) for _, span in found.points):
        return None, None, True  # of how many?
    match values:
        case []:
            return None, None, False
        case [Decimal() as only]:
            return only, None, False
        case [AskUnit(number)]:
            return None, number, False
    return None, None, True


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
