"""Points on each of several areas: "3 hrs: 1 safety 2 micro", "2h safety + 1h ethics"."""

import re
from collections.abc import Collection
from decimal import Decimal

from cmp_rules.model import Area, Part
from conversations.reading.dates.calendar_words import MONTH_LIKE
from conversations.reading.lexicon import Hit, words_of
from conversations.reading.plain import Span, overlap, plain
from conversations.reading.points.beside import BETWEEN, TAIL, areas_beside, clause_ends
from conversations.reading.points.opening import areas_opening
from conversations.reading.points.split import Number, Split, numbers_of, unit_said
from conversations.reading.points.whole import goes_on, what_the_first_is
from conversations.reading.words import areas

__all__ = ["Split", "find_parts", "listed_numbers"]

_FLAGS = re.I | re.A
_AND = re.compile(r"\s?(?:,|;|/|\+|&|(?:,\s?)?\b(?:and|plus|or|as\swell\sas)\b)\s?", _FLAGS)
_WITHIN = re.compile(
    r"[\s,;(]{0,3}\b(?:(?:of|from)\s(?:which|these|those|them)|incl(?:\.|uding|udes|uded)?|thereof)"
    r"(?!\w)",
    _FLAGS,
)
_OF_THEM = re.compile(  # "3 hours histo, 1 of them safety"
    r"\b(?:\d{1,2}(?:\.\d{1,2})?|half|one|two|three|four|an?|some)\s?(?:h|hrs?|hours?|credits?|points?|pts?)?"
    r"\sof\s(?:them|these|those|which|that|it)(?:\s(?:is|are|was|were|in|on|for|as|to|towards?|counts?|the))*\s",
    _FLAGS,
)
_AREA_FIRST = re.compile(r"\s?[:=(-]?\s?", _FLAGS)  # "safety 2", "safety: 2"
_BEHIND_AREA = re.compile(  # "ethics 1 nov 3"; but "ethics 3 nov" leaves no day beside it
    rf"\s?[:=(-]?\s?(?P<number>\d{{1,3}}(?:\.\d{{1,2}})?|\.\d{{1,2}})(?![\w½¼¾/-]|[.,:]\d)"
    rf"(?!\s(?:of\s)?{MONTH_LIKE}\b\.?(?!\s?\d))",
    _FLAGS,
)
_DASH_NUMBER = re.compile(r"\s-\s(?P<number>\d{1,2}(?:\.\d{1,2})?)(?=\s)", _FLAGS)
_NUMBER_NEXT = re.compile(r"\s?(?:,|;|\+|&|and)?\s(?P<number>\d{1,2}(?:\.\d{1,2})?)(?=\s)", _FLAGS)
_NUMBER_BEFORE = re.compile(
    r"\d\s?(?:h|hrs?|hours?|cr|credits?|pts?|points?|ces?)?(?:\s(?:of|in))?\s?$", _FLAGS
)
_NEXT = re.compile(r"\)?\s?(?:[,;/+&|]|\band\b|\bplus\b){0,2}\s?(?:and\s)?", _FLAGS)


def find_parts(text: str, ends: Collection[int] = ()) -> Split | None:
    """Return the parts that a text names as points with an area, or None where it names none.

    An area belongs to a number only where a clause ends behind it; so does one at `ends`, where
    the name of a provider begins.
    """
    text = plain(text)
    hits = areas().find(words_of(text))
    if not hits:
        return None
    numbers = numbers_of(text)
    return (
        _areas_before(text, numbers, hits)
        or areas_opening(text, numbers, hits)
        or _areas_after(text, numbers, hits, ends)
    )


def listed_numbers(text: str) -> list[Span]:
    """Return the numbers of a list with each area before its own: "safety 1 ethics 1 nov 3".

    They belong to no date that follows. One pair alone says too little; neither does a number
    before the first area leave it certain.
    """
    hits = areas().find(words_of(text))
    run: list[Span] = []
    found: list[Span] = []
    for hit in hits:
        number = _BEHIND_AREA.match(text, hit.span[1])
        goes_on = bool(run) and bool(_NEXT.fullmatch(text, run[-1][1], hit.span[0]))
        if not goes_on:
            found += run if len(run) > 1 else []
            run = []
            if _NUMBER_BEFORE.search(text[: hit.span[0]]):
                continue
        if number is not None:
            run.append(number.span("number"))
    return [*found, *(run if len(run) > 1 else []), *_behind_a_dash(text, hits)]


def _behind_a_dash(text: str, hits: list[Hit[Area]]) -> list[Span]:
    """Return the number behind "oct 3 -" that begins a list of parts: "oct 3 - 5 bb, 1 safety"."""
    for dash in _DASH_NUMBER.finditer(text):
        first = areas_beside(text, dash.span("number"), hits, ())
        number = None if first is None or not first[2] else _NUMBER_NEXT.match(text, first[1][1])
        if number is not None and areas_beside(text, number.span("number"), hits, ()) is not None:
            return [dash.span("number")]
    return []


def _areas_before(text: str, numbers: list[Number], hits: list[Hit[Area]]) -> Split | None:
    """Return the parts of a list with each area before its number: "bb 6, safety 2, ethics 1"."""
    run: list[tuple[Hit[Area], Number]] = []
    for hit in hits:
        number = next((one for one in numbers if one.span[0] >= hit.span[1]), None)
        if number is None or not _AREA_FIRST.fullmatch(text, hit.span[1], number.span[0]):
            continue
        if run and not _NEXT.fullmatch(text, run[-1][1].span[1], hit.span[0]):
            run = []
        run.append((hit, number))
    if not run:
        return None
    start, end = run[0][0].span[0], run[-1][1].span[1]
    taken = [number for _, number in run]
    before = [one for one in numbers if one.span[1] <= start]
    if before and BETWEEN.fullmatch(text, before[-1].span[1], start):
        return None  # "1 safety 2 micro": the number stands before
    if any(BETWEEN.fullmatch(text, end, hit.span[0]) for hit in hits if hit.span[0] >= end):
        return None  # "blood bank 2 safety 1 ethics"
    others = [one for one in numbers if one not in taken and one.with_unit]
    alone = re.search(r"(?:^|[,;|:]\s?|\s-\s)$", text[:start]) and TAIL.match(text, end)
    if len(run) == 1 and (others or not alone or run[0][1].with_unit):
        return None
    parts = tuple(Part(number.points, frozenset({hit.meaning})) for hit, number in run)
    spans = tuple((hit.span[0], number.span[1]) for hit, number in run)
    return Split(parts, spans, _total(others))


def _areas_after(
    text: str, numbers: list[Number], hits: list[Hit[Area]], ends: Collection[int]
) -> Split | None:
    """Return the parts of a text with each number before its area: "1 safety 2 micro"."""
    parts: list[Part] = []
    spans: list[Span] = []
    own: list[Number] = []
    others: list[Number] = []
    loose: list[Span] = []
    rivals: set[Area] = set()
    for number in numbers:
        named = areas_beside(text, number.span, hits, ends)
        if named is None or not named[2]:
            joined = bool(spans) and _joined(text, spans[-1][1], number, ends)
            if joined or (named is not None and not number.with_unit):
                loose.append(number.span if named is None else named[1])
            elif number.with_unit:
                others.append(number)
                rivals |= frozenset() if named is None else named[0]
        elif not any(overlap(named[1], span) for span in spans):
            parts.append(Part(number.points, named[0]))
            spans.append(named[1])
            own.append(number)
    if not parts:
        return None
    more_named = goes_on(text, spans[0][1], parts[0], hits, ends)
    if more_named and len(parts) == 1:
        return None
    first = what_the_first_is(text, parts, spans, own, goes_on=more_named)
    if first in ("whole", "rival"):
        others.append(own.pop(0))
        del parts[0], spans[0]
    more = _more_areas(text, spans, parts, hits, ends)
    open_again = len(parts) > 1 and own[0].with_unit and _named_again(text, more, parts[1:])
    within = _WITHIN.search(text, 0, spans[-1][0])
    total = _total(others)
    if within is not None:  # "8 histology of which 1 safety": the first number is the whole
        more.append(within.span())
        total = parts[0].points if total is None and spans[0][0] < within.start() else total
    inside = _part_of_them(text, spans[-1][1], hits)
    if inside is not None:
        more.append(inside)
        total = own[0].points if total is None and len(own) == 1 else total
    doubtful = (
        bool(loose) or first == "doubtful" or open_again or within is not None or inside is not None
    )
    rival = bool(rivals.difference(*(part.areas for part in parts)))
    rival = rival or first == "rival" or _said_of_another(text, own, others)
    rival = rival or len({text[slice(*span)].lower() for span in spans}) < len(spans)
    return Split(tuple(parts), (*spans, *more, *loose), total, bool(more), doubtful, rival)


def _joined(text: str, end: int, number: Number, ends: Collection[int]) -> bool:
    """Whether a number goes on with a list of parts: "1h micro and 1h of something else"."""
    if not number.with_unit or not _NEXT.fullmatch(text, end, number.span[0]):
        return False
    total = text[end : number.span[0]].strip() in (",", ";", "|", "")
    return not (total and clause_ends(text, number.span[1], ends))


def _named_again(text: str, more: list[Span], others: list[Part]) -> bool:
    """Whether an open area has points of its own: "6 h bb and safety, 1 safety"."""
    open_ones = {hit.meaning for span in more for hit in areas().find(words_of(text[slice(*span)]))}
    return not open_ones.isdisjoint(area for part in others for area in part.areas)


def _part_of_them(text: str, start: int, hits: list[Hit[Area]]) -> Span | None:
    """Return where some of the points are said to be on another area: "1 of them safety"."""
    said = _OF_THEM.search(text, start)
    hit = None if said is None else next((h for h in hits if h.span[0] == said.end()), None)
    return None if said is None or hit is None else (said.start(), hit.span[1])


def _said_of_another(text: str, own: list[Number], others: list[Number]) -> bool:
    """Whether the number of the one part is that of another thing too: "1 hr DIC 1 hr safety"."""
    if len(own) != 1:
        return False
    units = {(one.points, unit_said(text[slice(*one.span)])) for one in others}
    return own[0].with_unit and (own[0].points, unit_said(text[slice(*own[0].span)])) in units


def _total(others: list[Number]) -> Decimal | None:
    """Return the one number with a unit that stands besides the parts."""
    values = {one.points for one in others}
    return values.pop() if len(values) == 1 else None


def _more_areas(
    text: str,
    spans: list[Span],
    parts: list[Part],
    hits: list[Hit[Area]],
    ends: Collection[int],
) -> list[Span]:
    """Return the areas that follow a part without a number: "2 hours micro and safety"."""
    more: list[Span] = []
    for (_, end), part in zip(spans, parts, strict=True):
        for hit in hits:
            if hit.span[0] < end or not _AND.fullmatch(text, end, hit.span[0]):
                continue
            if hit.meaning not in part.areas and clause_ends(text, hit.span[1], ends):
                more.append((end, hit.span[1]))
    return more
