"""What a person means with one sentence. What is not certain is left open, never guessed."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cmp_rules.model import Area, CredentialKey, Holding, Kind, Part
from conversations.person import DateOrder
from conversations.reading import words
from conversations.reading.dates import Ambiguous, DateRead, Day, MonthOnly
from conversations.reading.dates import warm as warm_dates
from conversations.reading.plain import plain
from conversations.reading.points import AskUnit, NotPoints, Refusal
from conversations.reading.sentences.asserting import is_asserted, is_sure_of_itself
from conversations.reading.sentences.examples import evidence
from conversations.reading.sentences.grammar import Intent, choose, weigh
from conversations.reading.sentences.usual_words import usual_words
from conversations.reading.subjects.entities import Entities, everyday, find_entities
from conversations.reading.subjects.expiries import expiries_of
from conversations.reading.subjects.organisations import new_provider
from conversations.reading.subjects.titles import new_title, subject_of

__all__ = ["Intent", "Unclear", "Understood", "understand", "warm"]

LONGEST = 500  # letters of a sentence; what is longer is a document
LEARNT = 0.33  # how much the examples count; a deciding pattern counts 4
_CREDENTIAL_TALK = frozenset({Intent.ADD_CREDENTIAL, Intent.CHANGE_CREDENTIAL})


class Unclear(StrEnum):
    """What the words leave open and has to be asked."""

    UNIT = "unit"  # a CEU may be one hour or ten; a college credit a semester or a quarter hour
    DATE = "date"  # it reads two ways, or there is no such day
    POINTS = "points"  # several numbers, or parts that do not make up the total


@dataclass(frozen=True, slots=True)
class Understood:
    """What a sentence says. `sure` lies between 0 and 1; what it does not say is None or empty."""

    intent: Intent
    sure: float
    credentials: tuple[CredentialKey, ...] = ()
    areas: tuple[Area, ...] = ()
    parts: tuple[Part, ...] = ()
    points: Decimal | None = None
    unit_of: Decimal | None = None  # the number of CEU that may be hours or tens of hours
    date: DateRead | None = None
    by_clock: bool = False  # the date was said from today: "yesterday", "last Monday"
    kind: Kind | None = None
    title: str | None = None
    provider: str | None = None
    expiries: tuple[tuple[CredentialKey, DateRead], ...] = ()
    unclear: tuple[Unclear, ...] = ()
    college_hours: Decimal | None = None  # "3 credits" of a college course: semester or quarter?
    refused: Refusal | None = None  # why the number that was said cannot be points
    asserted: bool = True  # plainly said of the speaker: no question, denial, plan or friend


def understand(
    text: str, *, today: date, order: DateOrder | None, holdings: Collection[Holding] = ()
) -> Understood:
    """Return what a person says with one sentence. With `order` None 3/2 stays ambiguous."""
    text = plain(text).strip()
    if not any(letter.isalnum() for letter in text) or len(text) > LONGEST:
        return Understood(Intent.UNKNOWN, 1.0)
    found = find_entities(text, today=today, order=order, prefer="past", holdings=holdings)
    intent, sure = choose(_scores(usual_words(found), asks="?" in text))
    if intent in _CREDENTIAL_TALK:
        ahead = find_entities(text, today=today, order=order, prefer="future", holdings=holdings)
        return _of_credentials(ahead, intent, sure, holdings)
    understood = _named(found, intent, sure)
    if intent is Intent.LOG:
        return _of_activity(found, understood)
    return _of_correction(found, understood) if intent is Intent.EDIT else understood


def warm() -> None:
    """Load everything that is slow to load, so that the first person does not wait for it."""
    warm_dates()
    understand("1 h from LabCE yesterday", today=date(2026, 1, 2), order="mdy")


def _scores(sentence: Sequence[str], *, asks: bool) -> dict[Intent, float]:
    """Return what speaks for each intent: the patterns that fit, and what the examples teach."""
    learnt = evidence(sentence)
    patterns = weigh(sentence, asks=asks)
    return {intent: patterns[intent] + LEARNT * learnt[intent] for intent in Intent}


def _named(found: Entities, intent: Intent, sure: float) -> Understood:
    """Return what is named, whatever it is about."""
    day, unclear = _one_date(found)
    parts = () if found.split is None else found.split.parts
    areas = [hit.meaning for hit in found.areas if not everyday(hit, found.text)]
    points = _numbers(found)[0]
    return Understood(
        intent,
        round(max(sure, 0.01), 2),
        credentials=tuple(dict.fromkeys(named.key for named in found.credentials)),
        areas=tuple(dict.fromkeys((*_areas_of(parts), *areas))),
        parts=parts,
        date=day,
        by_clock=_by_clock(found),
        kind=_kind(found),
        provider=found.providers[0].meaning if found.providers else None,
        unclear=unclear,
        points=points if points is not None or found.split is None else found.split.points,
        asserted=is_asserted(found.text, found.credentials),
    )


def _of_activity(found: Entities, named: Understood) -> Understood:
    """Return what was done: title, points, parts, areas that stand as clauses of their own."""
    subject = subject_of(found)
    points, unit_of, doubtful = _numbers(found)
    parts, points, unsure = _parts_and_points(found, subject.areas, points, doubtful=doubtful)
    areas = tuple(_areas_of(parts)) if found.split is not None else subject.areas
    if not parts and len(areas) == 1 and points is not None:
        parts = (Part(points, frozenset(areas)),)
    kind = named.kind or _usual_kind(found)
    college = _college_hours(found) if kind is Kind.COLLEGE_COURSE else None
    if college is not None:
        points, parts, unsure = None, (), False
    unclear = named.unclear
    if unit_of is not None or college is not None:
        unclear = (*unclear, Unclear.UNIT)
    if unsure:
        unclear = (*unclear, Unclear.POINTS)
    return replace(
        named,
        areas=areas,
        parts=parts,
        points=points,
        unit_of=unit_of,
        college_hours=college,
        refused=_refused(found) if points is None else None,
        kind=kind,
        title=subject.title,
        provider=subject.provider,
        unclear=unclear,
    )


def _parts_and_points(
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


def _college_hours(found: Entities) -> Decimal | None:
    """Return the hours of a college course whose sort was not said."""
    said = found.text.lower()
    if re.search(r"\b(?:semester|quarter|sem|qtr|contact|clock|ceus?|cmle|points?|pts?)\b", said):
        return None
    credits_said = _CREDITS.search(found.text)
    return None if credits_said is None else Decimal(credits_said["number"])


def _refused(found: Entities) -> Refusal | None:
    """Return why the number that was said cannot be points."""
    return next((read.reason for read, _ in found.points if isinstance(read, NotPoints)), None)


def _of_correction(found: Entities, named: Understood) -> Understood:
    """Return what a correction puts in place of what was there."""
    _, unit_of, doubtful = _numbers(found)
    unclear = [*named.unclear, *([Unclear.UNIT] if unit_of else [])]
    return replace(
        named,
        unit_of=unit_of,
        refused=_refused(found),
        title=new_title(found.text),
        provider=new_provider(found),
        unclear=(*unclear, *([Unclear.POINTS] if doubtful else [])),
    )


def _areas_of(parts: tuple[Part, ...]) -> list[Area]:
    return list(dict.fromkeys(area for part in parts for area in sorted(part.areas)))


_EACH = re.compile(r",?\s(?:each|apiece)\b", re.I)


def _numbers(found: Entities) -> tuple[Decimal | None, Decimal | None, bool]:
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


def _one_date(found: Entities) -> tuple[DateRead | None, tuple[Unclear, ...]]:
    """Return the date of a sentence; two days become one question."""
    match list(dict.fromkeys(read for read, _ in found.dates)):
        case []:
            return None, ()
        case [Day() as only]:
            return only, ()
        case [Day(first), Day(second)]:
            return Ambiguous(first, second), (Unclear.DATE,)
        case [only]:
            return only, (Unclear.DATE,)
    return None, (Unclear.DATE,)


def _by_clock(found: Entities) -> bool:
    return bool(found.dates) and not any(
        letter.isdigit() for _, span in found.dates for letter in found.text[slice(*span)]
    )


# --- kinds -----------------------------------------------------------------------------------

_WEAK = frozenset(
    """exam examination paper author abstract talk presentation poster training session reading
    article research other inspection degree meeting journal ce speaker else something""".split()  # noqa: SIM905 (a list of words reads better)
)


_NAME_AROUND = re.compile(r"[A-Z][\w'.-]*\s$")
_NAME_AFTER = re.compile(r"\s(?:of|hospital|medical|health|clinic)\b", re.I)


def _kind(found: Entities) -> Kind | None:
    """Return the kind of activity; a word that says little gives way to one that says more."""
    strong: list[Kind] = []
    weak: list[Kind] = []
    for hit in found.kinds:
        written = found.text[slice(*hit.span)].lower()
        if written in ("university", "college") and _NAME_AROUND.search(found.text[: hit.span[0]]):
            continue  # "Baylor University"
        if written.startswith("credit hour") and _usual_kind(found):
            continue  # of a provider of courses: contact hours
        if written == "university" and _NAME_AFTER.match(found.text, hit.span[1]):
            continue
        (weak if written in _WEAK else strong).append(hit.meaning)
    special = [kind for kind in strong if kind is not Kind.CE_COURSE]
    return next((choices[0] for choices in (special, strong, weak) if choices), None)


def _usual_kind(found: Entities) -> Kind | None:
    """Return what a provider that gives courses suggests where no kind was said."""
    known = {hit.meaning for hit in found.providers}
    return Kind.CE_COURSE if known & words.course_providers() else None


# --- credentials -----------------------------------------------------------------------------


def _of_credentials(
    found: Entities, intent: Intent, sure: float, holdings: Collection[Holding]
) -> Understood:
    """Return which credentials are held, and when each expires."""
    named = _named(found, intent, sure)
    held = {holding.key for holding in holdings}
    if named.credentials and intent is Intent.ADD_CREDENTIAL and held.issuperset(named.credentials):
        named = replace(named, intent=Intent.CHANGE_CREDENTIAL)
    expiries = expiries_of(found)
    named = replace(named, asserted=named.asserted and is_sure_of_itself(found.text))
    sure_of_each = all(isinstance(read, Day | MonthOnly) for _, read in expiries)
    if len(found.dates) > 1 and expiries and sure_of_each:
        named = replace(named, date=None, unclear=())  # each has its own: nothing is in doubt
    return replace(named, expiries=expiries)
