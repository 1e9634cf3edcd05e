"""Points that each open with their area: "1 hr histo microtomy tips 1 hr safety spills"."""

import re

from cmp_rules.model import Area, Part
from conversations.reading.lexicon import Hit
from conversations.reading.plain import Span
from conversations.reading.points.beside import areas_beside
from conversations.reading.points.split import Number, Split

_FORM_AFTER = re.compile(
    r"\s?(?:webinar|course|class|module|lecture|seminar|talk|training|session|workshop|conference"
    r"|meeting|symposium|in-?service)(?:e?s)?\b",
    re.I,
)


def areas_opening(text: str, numbers: list[Number], hits: list[Hit[Area]]) -> Split | None:
    """Return the parts where each number opens with its own area, and more is said of each.

    "1 hr histo microtomy tips 1 hr safety formaldehyde": nothing else may have a number, and none
    may be the total ("3 hr micro resistance 1 hr safety").
    """
    parts: list[Part] = []
    spans: list[Span] = []
    goes_on = False
    for at, number in enumerate(numbers):
        beside = areas_beside(text, number.span, hits, ())
        if not number.with_unit or beside is None or _FORM_AFTER.match(text, beside[1][1]):
            return None
        until = numbers[at + 1].span[0] if at + 1 < len(numbers) else len(text)
        if {hit.meaning for hit in hits if number.span[1] <= hit.span[0] < until} != beside[0]:
            return None
        parts.append(Part(number.points, beside[0]))
        spans.append(beside[1])
        goes_on = goes_on or not beside[2]
    said = [part.points for part in parts]
    apart = len(frozenset().union(*(part.areas for part in parts))) == len(parts)
    if not goes_on or len(parts) < 2 or not apart or 2 * max(said) > sum(said):
        return None
    return Split(tuple(parts), tuple(spans))
