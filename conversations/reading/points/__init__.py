"""Points out of human text: a whole answer, or the points named inside a sentence."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from re import Match

from conversations.reading.patterns import late, worth_trying
from conversations.reading.plain import NUMBERED, Span, overlap, plain, word_set, words_outside
from conversations.reading.points.parts import Split, find_parts
from conversations.reading.points.quantities import QUANTITY, quantity
from conversations.reading.points.units import (
    AskUnit,
    NotPoints,
    PointsRead,
    Refusal,
    checked,
    of_ceu,
    of_hours,
    of_quarter_hours,
    of_semester_hours,
)

__all__ = ["AskUnit", "NotPoints", "PointsRead", "Refusal", "Split", "all_points", "find_parts",
           "find_points", "read_points"]  # fmt: skip

_FLAGS = re.I | re.A
_MOST = 12  # numbers looked at in one text
_SHORT = 80  # letters of an answer that is a number and nothing else
_START = r"(?<![\w.,/+½¼¾-])(?<!\d:)(?P<minus>-)?"
_END = r"(?![\w½¼¾])"
_N = rf"(?P<number>{QUANTITY})"
_SEP = r"[\s-]{0,2}"
_CE = r"p\.?a\.?c\.?e\.?®?|cmles?|cmes?|ces?|cmp|pep"
_OF_WHAT = (
    rf"(?:(?:{_CE}|contact|clock|credit|ascp|ascls|continuing\seducation|education)[\s/-]{{1,2}})"
)
_HOUR = r"(?:hours?|hrs?|h)"
_COUNTED = (  # "3 CE courses" counts courses; "24 hour urine" and "point of care" are titles
    r"(?!(?<!hr)(?<!hour)\s{1,2}(?:course|class)\b)"
    r"(?!\s{1,2}(?:courses|classes|modules?|activit|events?|articles?|certificates?|certs)\b)"
    r"(?![\s-](?:urine|glucose(?!\smeter|\smonitor)|gtt|ogtt|post|tolerance|shifts?|fast|rule|hold|old|of[\s-]care"
    r"|calibration|checks?|turnaround)\b)"
)
_ONE = rf"(?:{_OF_WHAT}?(?:credit|point|pt)|ce)"
_MORE = r"(?:more\s|extra\s|additional\s)?"
_PLAIN = rf"(?:{_MORE}{_OF_WHAT}{{0,3}}(?:{_HOUR}|credits?|creds?|cr|points?|pts?)(?:\(s\))?|{_CE})"
_AMA = r"(?:(?:ama\s)?pra\s|ama\s)?category\s(?:1|i)(?:\s?\(?tm\)?)?\scredits?(?:\(s\))?"
_LABEL = rf"(?:{_OF_WHAT}{{0,2}}(?:credits?|points?|hours?)(?:\(s\))?|{_CE})"
_FEW = r"(?P<number>\d{1,3}(?:[.,]\d{1,12})?)"  # and no year
_CREDIT = rf"(?:credit\s)?(?:{_HOUR}|credits?|units?)"
_THOUSANDTHS = re.compile(r"[.,]\d{3}", re.A)
_MIN = r"(?:minutes?|mins?|m)"
_TIMES = r"(?P<times>\d{1,2}|two|three|four|five|six)"
_COUNT = r"(?P<times>[1-9]|1\d|one|both|two|three|four|five|six|seven|eight|nine|ten)"
_OF_THE = r"(?:\sof(?:\s(?:the|those|these|their|my|our|[a-z]+'s)){1,2})?"
_EACH = rf"(?:{_PLAIN}|(?P<minutes>minutes?|mins?))"
_SESSIONS = (
    "sessions|courses|classes|webinars|modules|lectures|talks|videos|parts|ces|ecasts|podcasts|trainings"
    "|seminars|workshops|lessons|quizzes|articles|units|ones|presentations|activities|inservices|in-services"
)
_SEVERAL = f"(?:{_SESSIONS})"
_HALF = r"(?P<half>half)[\s-](?:an?[\s-])?(?:hour|hr|credit)"
_OPEN_WORD = r"(?!(?:and|or|on|from|at|for|in|of|about|with|plus|by|to)\b)[a-z][\w&'-]*"
_PLACED = re.compile(rf"\b{NUMBERED}\s$", _FLAGS)


def _hours_and_minutes(found: Match[str]) -> PointsRead:
    return of_hours(quantity(found["number"]), Decimal(found["minutes"]))


def _minutes(found: Match[str]) -> PointsRead:
    return of_hours(Decimal(0), quantity(found["number"]))


def _spoken(found: Match[str]) -> PointsRead:
    """Read "an hour and fifteen minutes", "two hours and a half"."""
    hours = quantity(found["hours"] or "one")
    if found["part"]:
        return of_hours(hours + quantity(found["part"].lower()))
    return of_hours(hours, quantity(found["minutes"]))


def _times(found: Match[str]) -> PointsRead:
    """Read "2 x 1 hour" and "two 1 hour sessions": together."""
    number = quantity(found["number"]) * quantity(found["times"])
    return of_hours(Decimal(0), number) if found["minutes"] else checked(number)


def _count(found: Match[str]) -> PointsRead | None:
    """Read "3 of the 1-credit LabCE modules": so many of that size."""
    if _PLACED.search(found.string[max(0, found.start() - 20) : found.start()]):
        return None  # "part 2 1 hour sessions"
    times = Decimal(2) if found["times"].lower() == "both" else quantity(found["times"])
    number = Decimal("0.5") if found["half"] else quantity(found["number"])
    return of_hours(Decimal(0), number * times) if found["minutes"] else checked(number * times)


def _plain(found: Match[str]) -> PointsRead:
    if _THOUSANDTHS.search(found["number"]):
        return NotPoints(Refusal.TOO_FINE)  # in some countries 1.500 is fifteen hundred
    return checked(quantity(found["number"]))


def _semester(found: Match[str]) -> PointsRead:
    return of_semester_hours(quantity(found["number"]))


def _quarter(found: Match[str]) -> PointsRead:
    """Read the hours of a college; but "three quarter hour" is a length of time."""
    if found["number"].lower() == "three" and found.group().lower().endswith(("hour", "hr")):
        return of_hours(Decimal("0.75"))
    return of_quarter_hours(quantity(found["number"]))


def _ceu(found: Match[str]) -> PointsRead:
    return of_ceu(quantity(found["number"]))


def _range(found: Match[str]) -> PointsRead | None:
    """Read "30 - 60 minutes"; in "Screening 101 - 1 hour" the number goes down: no range."""
    last = found.groupdict().get("last")
    if last is not None and quantity(found["number"]) > quantity(last):
        return None
    return NotPoints(Refusal.RANGE)


def _too_many(_found: Match[str]) -> PointsRead:
    return NotPoints(Refusal.TOO_MANY)


def _of(hours: str) -> Callable[[Match[str]], PointsRead]:
    return lambda _found: of_hours(Decimal(hours))


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to write points; it fits nothing that has none of the words in it."""

    read: Callable[[Match[str]], PointsRead | None]
    pattern: re.Pattern[str]
    words: tuple[str, ...]


def _form(read: Callable[[Match[str]], PointsRead | None], pattern: str, *words: str) -> _Form:
    return _Form(read, late(f"{_START}{pattern}{_END}", _FLAGS), words)


# Where two forms begin at the same place, the longer one is meant.
FORMS = (
    _form(
        _hours_and_minutes,
        rf"{_N}\s?{_HOUR}\.?[\s,]{{0,2}}(?:and\s)?(?P<minutes>\d\d)(?![/.-]\d|:)(?:\s?{_MIN})?",
        "h",
    ),
    _form(
        _spoken,
        rf"(?:(?P<hours>{QUANTITY}|an?)\s)?{_HOUR}\s(?:and\s|&\s)?"
        rf"(?:(?P<minutes>{QUANTITY})\s?{_MIN}|(?<=and\s)(?:an?|one)\s(?P<part>half|quarter))",
        *("m", "half", "quarter"),
    ),
    _form(_times, rf"{_TIMES}\s?(?:[x×*]|times)\s?{_N}{_SEP}{_EACH}", "x", "×", "*", "times"),
    _form(_times, rf"{_N}{_SEP}{_EACH}(?:\seach)?\s?[x×*]\s?{_TIMES}", "x", "×", "*"),
    _form(_times, rf"{_TIMES}\s{_N}{_SEP}{_EACH}[\s-]{_SEVERAL}", *_SESSIONS.split("|")),
    _form(
        _count, rf"{_COUNT}{_OF_THE}\s(?:{_HALF}|{_N}{_SEP}{_EACH})"
        rf"(?=[\s-](?:{_OPEN_WORD}\s){{0,3}}?{_SEVERAL}\b)", *_SESSIONS.split("|"),
    ),
    _form(_minutes, rf"{_N}{_SEP}(?:minutes?|mins?)", "min"),
    _form(_semester, rf"{_N}{_SEP}(?:college\s)?sem(?:ester)?{_SEP}{_CREDIT}", "sem"),
    _form(_quarter, rf"{_N}{_SEP}(?:college\s)?q(?:ua)?r?t(?:er|r)?{_SEP}{_CREDIT}", "q"),
    _form(_ceu, rf"{_N}{_SEP}(?:aceus?|ceus?)(?:['(]?s\)?)?{_COUNTED}", "ceu"),
    _form(_plain, rf"{_N}{_SEP}{_PLAIN}{_COUNTED}"),
    _form(_plain, rf"{_N}\s{_AMA}", "category"),
    _form(_plain, rf"(?P<number>an?|one)\s(?!(?<=a\s)(?:{_CE})\b){_PLAIN}{_COUNTED}"),
    _form(_plain, rf"{_LABEL}\s{{1,2}}{_FEW}(?!\s?[a-z/%:-])"),
    _form(_plain, rf"(?:in\s)?total(?:\sof)?\s?[:=]?\s?{_FEW}(?!\s?[a-z/%:-])", "total"),
    _form(_plain, rf"{_LABEL}:\s{{0,2}}{_FEW}(?!\s?[/%:-]\d)", ":"),
    _form(
        _range,
        rf"{_N}{_SEP}(?:{_PLAIN}|{_MIN})?\s?(?:-|to|or)\s?(?P<last>{QUANTITY}){_SEP}"
        rf"(?:{_PLAIN}|minutes?|mins?|ceus?)",
        *("-", "to", "or"),
    ),
    _form(_of("0.5"), rf"(?:a\s)?half(?:\s?-?\s?an?)?[\s-](?:{_HOUR}|{_ONE})", "half"),
    _form(_plain, rf"{_FEW}(?=\s(?:each|apiece)\b)", "each", "apiece"),
    _form(_of("0.25"), r"(?:a\s)?quarter\sof\san\shour", "quarter"),
    _form(_of("1"), r"(?:an?\s|one\s|full\s)?hour[\s-]long", "long"),
    _form(_of("0.75"), r"three\squarters\sof\san\shour", "quarters"),
)  # fmt: skip
BARE = (
    _form(_plain, rf"{_N}(?![.,:/%-]\d|\s?%)"),
    _form(_range, rf"{_N}\s?(?:-|to|or)\s?{QUANTITY}"),
    _form(_too_many, r"\d{1,12}(?:\.\d{1,12})?e\+?\d{1,12}"),
    _form(_too_many, r"\d{1,3}(?:,\d{3}){2,9}(?:\.\d{1,4})?"),
    _form(_too_many, r"\d{31,80}"),
)
_HINT = re.compile(
    r"[\d½¼¾]|half|hour|quarter|credit|point|\ban?\s|one|two|three|four|five|six|seven|eight|nine"
    r"|ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|ninety",
    _FLAGS,
)
# What may stand around a number in an answer to "how many points?".
_AROUND = word_set(
    """it was is its it's i got earned think for worth a total of in all about exactly just only = :
    , . ! ( ) i'd say make that the cert says please pls no actually sorry oops they gave me each"""
) - word_set("a each about")


def read_points(text: str) -> PointsRead | None:
    """Return the points that a whole answer gives; None where it gives none.

    A number that cannot be points comes back as `NotPoints` with the reason; a number of CEU that
    may be hours or tens of hours as `AskUnit`.
    """
    text = plain(text).strip()
    if not text or len(text) > _SHORT:
        return None
    found = _found(text, (*FORMS, *BARE))
    if len(found) != 1:
        return None
    read, span = found[0]
    return read if _AROUND.issuperset(words_outside(text, span)) else None


def find_points(text: str) -> tuple[PointsRead, Span] | None:
    """Return the first points named inside a sentence, with their unit, and where they stand."""
    found = all_points(text)
    return found[0] if found else None


def all_points(text: str) -> list[tuple[PointsRead, Span]]:
    """Return all points named inside a sentence, in their order."""
    return _found(plain(text), FORMS)


def _found(text: str, forms: Iterable[_Form]) -> list[tuple[PointsRead, Span]]:
    """Return what the forms find; of two that overlap the earlier, then the longer."""
    if not _HINT.search(text):
        return []
    candidates: list[tuple[PointsRead, Span]] = []
    for form in worth_trying(text, forms):
        for match in islice(form.pattern.finditer(text), _MOST):
            value = NotPoints(Refusal.NEGATIVE) if match["minus"] else form.read(match)
            if value is not None:
                candidates.append((value, match.span()))
    candidates.sort(key=lambda one: (one[1][0], -one[1][1]))
    chosen: list[tuple[PointsRead, Span]] = []
    for read, span in candidates:
        if not chosen or not overlap(chosen[-1][1], span):
            chosen.append((read, span))
    return chosen[:_MOST]
