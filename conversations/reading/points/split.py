"""What a text says of points on several areas, and the numbers that it may be said with."""

import re
from dataclasses import dataclass
from decimal import Decimal

from cmp_rules.model import Part
from conversations.reading.plain import Span
from conversations.reading.points.quantities import QUANTITY, quantity, tidy
from conversations.reading.points.units import MOST_BARE, checked

_FLAGS = re.I | re.A
_MOST = 12
_NO_UNIT = re.compile(r"[\s\d.,½¼¾-]+|(?<=h)(?:ou)?rs?$|s$")  # what differs in "1 hr" and "2 hours"
_UNIT = (
    r"(?:\s?-?\s?(?:more\s|extra\s|additional\s)?(?:contact\s|ce\s|pace\s|credit\s)?"
    r"(?:hours?|hrs?|h|credits?|cr|points?|pts?|ces?|cmles?"
    r"|(?:ama\s)?pra\scategory\s(?:1|i)\scredits?)(?:\(s\))?\b)?"
)
_NUMBER = re.compile(
    r"(?<![\w.,/+½¼¾-])(?<!\d:)(?<!category\s)(?<!\d\sof\s)(?:(?P<times>\d{1,2}|two|three|four)\s?(?:[x×*]|times)\s?)?"
    rf"(?P<number>{QUANTITY})(?![\d½¼¾]|/\d|[.,:]\d){_UNIT}",
    _FLAGS,
)


@dataclass(frozen=True, slots=True)
class Split:
    """The parts that were named, where each stands, and the total said beside them."""

    parts: tuple[Part, ...]
    spans: tuple[Span, ...]
    total: Decimal | None = None
    open_areas: bool = False  # a part has more areas than can be told: "2 micro and safety"
    doubtful: bool = False  # a number beside an area could not be placed, or is part of another
    rival: bool = False  # perhaps of another CE: "1 h micro webinar 1 h safety", "2 h qc 2 h qc"

    @property
    def points(self) -> Decimal:
        """All named parts together."""
        return tidy(sum((part.points for part in self.parts), Decimal(0)))

    @property
    def agrees(self) -> bool:
        """Whether the parts make up the total; a total that differs is asked, never mended."""
        return self.total is None or self.total == self.points


@dataclass(frozen=True, slots=True)
class Number:
    """A number that may be points: where it stands with its unit, and whether it has one."""

    points: Decimal
    span: Span
    with_unit: bool


def unit_said(number: str) -> str:
    """Return the unit that stands with a number, however it was spelled: "1 hr" and "2 hours"."""
    return _NO_UNIT.sub("", number.lower())


def numbers_of(text: str) -> list[Number]:
    """Return the numbers of a text that can be points."""
    found: list[Number] = []
    for count, match in enumerate(_NUMBER.finditer(text)):
        times = quantity(match["times"]) if match["times"] else Decimal(1)
        points = checked(quantity(match["number"]) * times)
        with_unit = match.end() > match.end("number")
        if count >= _MOST or not isinstance(points, Decimal):
            continue
        if with_unit or points <= MOST_BARE:  # not "Hematology 101"
            found.append(Number(points, match.span(), with_unit))
    return found
