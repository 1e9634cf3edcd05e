"""Points on each of several areas: "3 hrs: 1 safety 2 micro", "2h safety + 1h ethics"."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from cmp_rules.model import Area, Part
from conversations.reading.dates.calendar_words import MONTH_LIKE
from conversations.reading.lexicon import Hit, words_of
from conversations.reading.plain import Span, overlap, plain
from conversations.reading.points.quantities import QUANTITY, quantity, tidy
from conversations.reading.points.units import MOST_BARE, checked
from conversations.reading.words import areas

_FLAGS = re.I | re.A
_MOST = 12
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
_BETWEEN = re.compile(
    r"\s?(?:-|:|=|of|in|on|for|are|is|was|to|toward|towards|worth)?(?:\sthe)?\s?", _FLAGS
)
_TAIL = re.compile(
    r"\s?(?:ces?\b|credits?\b|hours?\b|hrs?\b|points?\b|pts?\b)?\s{0,2}"
    r"(?:(?:[a-z'&.-]+\s){1,3}(?:meeting|mtg|conference|conf|convention|symposium|seminar|summit)\b|$|[|,;.:+&/()!\"-]|\d|(?:and|from|at|by|with|via|in(?!\sservice)|on|for|of|incl|including|thereof|yesterday|today|last|this"
    r"|half|one|two|three|the\srest|plus|a)\b)",
    _FLAGS,
)
_UNIT_BEHIND = re.compile(r"(?:\s?(?:ces?|credits?|hours?|hrs?|points?|pts?)\b)?\s*", _FLAGS)
_SUBJECT = re.compile(  # "2 h chemistry of electrolytes", "1 hr leadership for labs"
    r"\s?(?:of\s(?!which\b)|for\s(?:the\s|our\s|your\s)?(?:\w+\s)?(?:labs?|laborator|hospitals?|tech|phlebotom"
    r"|beginner|everyone|managers|supervisors|healthcare|scientists|leaders|students|professionals|staff)\w*)",
    _FLAGS,
)
_GROUP = re.compile(r"\s?(?:/|&|or)\s?", _FLAGS)
_AND = re.compile(r"\s?(?:,|;|/|\+|&|(?:,\s?)?\b(?:and|plus|or|as\swell\sas)\b)\s?", _FLAGS)
_WITHIN = re.compile(
    r"[\s,;(]{0,3}\b(?:(?:of|from)\s(?:which|these|those|them)|incl(?:\.|uding|udes|uded)?|thereof)"
    r"(?!\w)",
    _FLAGS,
)
_AREA_FIRST = re.compile(r"\s?[:=(-]?\s?", _FLAGS)  # "safety 2", "safety: 2"
_BEHIND_AREA = re.compile(  # "ethics 1 nov 3"; but "ethics 3 nov" leaves no day beside it
    rf"\s?[:=(-]?\s?(?P<number>\d{{1,3}}(?:\.\d{{1,2}})?|\.\d{{1,2}})(?![\w½¼¾/-]|[.,:]\d)"
    rf"(?!\s(?:of\s)?{MONTH_LIKE}\b\.?(?!\s?\d))",
    _FLAGS,
)
_NUMBER_BEFORE = re.compile(
    r"\d\s?(?:h|hrs?|hours?|cr|credits?|pts?|points?|ces?)?(?:\s(?:of|in))?\s?$", _FLAGS
)
_NEXT = re.compile(r"\)?\s?(?:[,;/+&|]|\band\b|\bplus\b){0,2}\s?(?:and\s)?", _FLAGS)


@dataclass(frozen=True, slots=True)
class Split:
    """The parts that were named, where each stands, and the total said beside them."""

    parts: tuple[Part, ...]
    spans: tuple[Span, ...]
    total: Decimal | None = None
    open_areas: bool = False  # a part has more areas than can be told: "2 micro and safety"
    doubtful: bool = False  # a number beside an area could not be placed, or is part of another

    @property
    def points(self) -> Decimal:
        """All named parts together."""
        return tidy(sum((part.points for part in self.parts), Decimal(0)))

    @property
    def agrees(self) -> bool:
        """Whether the parts make up the total; a total that differs is asked, never mended."""
        return self.total is None or self.total == self.points


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that may be points: where it stands with its unit, and whether it has one."""

    points: Decimal
    span: Span
    with_unit: bool


def find_parts(text: str, ends: Collection[int] = ()) -> Split | None:
    """Return the parts that a text names as points with an area, or None where it names none.

    An area belongs to a number only where a clause ends behind it; so does one at `ends`, where
    the name of a provider begins.
    """
    text = plain(text)
    hits = areas().find(words_of(text))
    if not hits:
        return None
    numbers = _numbers(text)
    return _areas_before(text, numbers, hits) or _areas_after(text, numbers, hits, ends)


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
    return [*found, *(run if len(run) > 1 else [])]


def _numbers(text: str) -> list[_Number]:
    """Return the numbers of a text that can be points."""
    found: list[_Number] = []
    for count, match in enumerate(_NUMBER.finditer(text)):
        times = quantity(match["times"]) if match["times"] else Decimal(1)
        points = checked(quantity(match["number"]) * times)
        with_unit = match.end() > match.end("number")
        if count >= _MOST or not isinstance(points, Decimal):
            continue
        if with_unit or points <= MOST_BARE:  # not "Hematology 101"
            found.append(_Number(points, match.span(), with_unit))
    return found


def _areas_before(text: str, numbers: list[_Number], hits: list[Hit[Area]]) -> Split | None:
    """Return the parts of a list with each area before its number: "bb 6, safety 2, ethics 1"."""
    run: list[tuple[Hit[Area], _Number]] = []
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
    if before and _BETWEEN.fullmatch(text, before[-1].span[1], start):
        return None  # "1 safety 2 micro": the number stands before
    if any(_BETWEEN.fullmatch(text, end, hit.span[0]) for hit in hits if hit.span[0] >= end):
        return None  # "blood bank 2 safety 1 ethics"
    others = [one for one in numbers if one not in taken and one.with_unit]
    alone = re.search(r"(?:^|[,;|:]\s?|\s-\s)$", text[:start]) and _TAIL.match(text, end)
    if len(run) == 1 and (others or not alone or run[0][1].with_unit):
        return None
    parts = tuple(Part(number.points, frozenset({hit.meaning})) for hit, number in run)
    spans = tuple((hit.span[0], number.span[1]) for hit, number in run)
    return Split(parts, spans, _total(others))


def _areas_after(
    text: str, numbers: list[_Number], hits: list[Hit[Area]], ends: Collection[int]
) -> Split | None:
    """Return the parts of a text with each number before its area: "1 safety 2 micro"."""
    parts: list[Part] = []
    spans: list[Span] = []
    others: list[_Number] = []
    loose: list[Span] = []
    for number in numbers:
        named = _areas_beside(text, number.span, hits, ends)
        if named is None or not named[2]:
            joined = bool(spans) and _joined(text, spans[-1][1], number, ends)
            if joined or (named is not None and not number.with_unit):
                loose.append(number.span if named is None else named[1])
            elif number.with_unit:
                others.append(number)
        elif not any(overlap(named[1], span) for span in spans):
            parts.append(Part(number.points, named[0]))
            spans.append(named[1])
    if not parts:
        return None
    more = _more_areas(text, spans, parts, hits, ends)
    within = _WITHIN.search(text, 0, spans[-1][0])
    total = _total(others)
    if within is not None:  # "8 histology of which 1 safety": the first number is the whole
        more.append(within.span())
        total = parts[0].points if total is None and spans[0][0] < within.start() else total
    doubtful = bool(loose) or within is not None
    return Split(tuple(parts), (*spans, *more, *loose), total, bool(more), doubtful)


def _joined(text: str, end: int, number: _Number, ends: Collection[int]) -> bool:
    """Whether a number goes on with a list of parts: "1h micro and 1h of something else"."""
    if not number.with_unit or not _NEXT.fullmatch(text, end, number.span[0]):
        return False
    total = text[end : number.span[0]].strip() in (",", ";", "|", "")
    return not (total and _ends(text, number.span[1], ends))


def _total(others: list[_Number]) -> Decimal | None:
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
            if hit.meaning not in part.areas and _ends(text, hit.span[1], ends):
                more.append((end, hit.span[1]))
    return more


def _ends(text: str, at: int, ends: Collection[int]) -> bool:
    """Whether a clause ends at a place."""
    behind = _UNIT_BEHIND.match(text, at)
    if behind is not None and behind.end() in ends:
        return True
    return bool(_TAIL.match(text, at)) and not _SUBJECT.match(text, at)


def _areas_beside(
    text: str, number: Span, hits: list[Hit[Area]], ends: Collection[int]
) -> tuple[frozenset[Area], Span, bool] | None:
    """Return the areas right after a number ("1 h of safety"), and whether they end a clause."""
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
    if not named:
        return None
    return frozenset(named), (number[0], end), _ends(text, end, ends)
