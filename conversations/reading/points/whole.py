"""The first of several numbers, where it is the whole and the others are its parts.

"6 h blood bank and safety day, AABB, 5 blood bank 1 safety" are six points and not twelve.
"""

import re
from collections.abc import Collection, Sequence
from typing import Literal, TypeAlias

from cmp_rules.model import NOTHING, Area, Part
from conversations.reading.lexicon import Hit
from conversations.reading.plain import Span
from conversations.reading.points.beside import clause_ends
from conversations.reading.points.split import Number

First: TypeAlias = Literal["part", "whole", "doubtful", "rival"]

_FLAGS = re.I | re.A
_AND_MORE = re.compile(r"\s(?:and|&|\+|plus)\s", _FLAGS)
_LISTED = re.compile(r"\)?\s?(?:[,;/+&|]|\band\b|\bplus\b){0,2}\s?(?:and\s)?", _FLAGS)


def goes_on(text: str, end: int, part: Part, hits: list[Hit[Area]], ends: Collection[int]) -> bool:
    """Whether another area is joined that begins more words: "2 hr safety and ethics webinar"."""
    joined = (hit for hit in hits if hit.span[0] >= end and hit.meaning not in part.areas)
    return any(
        _AND_MORE.fullmatch(text, end, hit.span[0]) and not clause_ends(text, hit.span[1], ends)
        for hit in joined
    )


def what_the_first_is(
    text: str,
    parts: Sequence[Part],
    spans: Sequence[Span],
    numbers: Sequence[Number],
    *,
    goes_on: bool,
) -> First:
    """Return what the first number beside an area is: a part, the whole of the others, or open.

    An amount with a unit that the others make up is the whole, unless it stands in one list with
    them ("2 h safety, 1 h ethics, 1 h micro"); so is one whose words go on (`goes_on`). An area
    that is named again ("6 h blood bank, …, 5 blood bank") is hardly a part of its own.
    """
    first, *others = parts
    if not others or not numbers[0].with_unit:
        return "part"
    listed = bool(_LISTED.fullmatch(text, spans[0][1], spans[1][0]))
    alike = all(number.with_unit for number in numbers)
    again = first.areas <= frozenset().union(*(part.areas for part in others))
    sums_up = first.points == sum((part.points for part in others), NOTHING)
    if goes_on:
        return "rival" if alike and not sums_up else "whole"
    if not sums_up:
        return "doubtful" if again and not listed and not alike else "part"
    if len(others) == 1 and not again:
        return "part"  # "1 h safety, 1 ethics"
    if again:
        return "doubtful" if alike and (listed or len(others) == 1) else "whole"
    if listed:
        return "part" if alike else "doubtful"
    return "doubtful" if alike else "whole"
