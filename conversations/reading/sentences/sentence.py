"""What a person means with one sentence. What is not certain is left open, never guessed."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache

from cmp_rules.model import Area, CredentialKey, Holding, Kind, Part
from conversations.person import DateOrder
from conversations.reading.dates import Ambiguous, DateRead, Day, Language, MonthOnly, Prefer
from conversations.reading.dates import warm as warm_dates
from conversations.reading.plain import plain
from conversations.reading.sentences.amounts import (
    any_number,
    college_hours,
    numbers,
    parts_and_points,
    refused,
)
from conversations.reading.sentences.asserting import is_asserted, is_sure_of_itself
from conversations.reading.sentences.complete import tells_complete
from conversations.reading.sentences.examples import evidence
from conversations.reading.sentences.grammar import Intent, choose, weigh
from conversations.reading.sentences.kinds import kind_of, usual_kind
from conversations.reading.sentences.understood import Unclear, Understood
from conversations.reading.sentences.usual_words import usual_words
from conversations.reading.subjects.bare_numbers import points_around_names
from conversations.reading.subjects.days import Asking
from conversations.reading.subjects.entities import Entities, everyday, find_entities
from conversations.reading.subjects.expiries import dates_ahead, expiries_of
from conversations.reading.subjects.new_values import in_place, is_denied, new_title
from conversations.reading.subjects.organisations import new_provider
from conversations.reading.subjects.other_days import Meaning, aims_of, meaning_of
from conversations.reading.subjects.titles import subject_of

__all__ = ["Intent", "Unclear", "Understood", "understand", "warm"]

LONGEST = 500  # letters of a sentence; what is longer is a document
LEARNT = 0.33  # how much the examples count; a deciding pattern counts 4
_ASKS_OF_WORDS = frozenset({Intent.UNITS, Intent.DEFINITION})  # "a contact hour" is no number there
_DASHBOARD = re.compile(r"\W*(?:my\s|the\s)?(?:ascp\s)?dashboard\b", re.I)  # figures: no CE
_ALL_HELD = re.compile(r"\b(?P<both>both)\b|\ball\b", re.I)
_EXPIRE = re.compile(r"\b(?:expir\w*|valid|good)\b", re.I)
_ORDERS = frozenset({Intent.EDIT, Intent.DELETE, Intent.UNDO})
_SURE_OF_COMPLETE = 0.9
_CREDENTIAL_TALK = frozenset({Intent.ADD_CREDENTIAL, Intent.CHANGE_CREDENTIAL})


def understand(
    text: str,
    *,
    today: date,
    order: DateOrder | None,
    holdings: Collection[Holding] = (),
    language: Language = "en",
) -> Understood:
    """Return what a person says with one sentence. With `order` None 3/2 stays ambiguous.

    `language` is that of its dates; the rest of a sentence is read as English.
    """
    held = tuple(holding.key for holding in holdings)
    return _understood(plain(text).strip(), today, order, held, language)


# One turn may ask for the same sentence several times: whether it is a question, and what it says.
@lru_cache(maxsize=32)
def _understood(
    text: str,
    today: date,
    order: DateOrder | None,
    held: tuple[CredentialKey, ...],
    language: Language,
) -> Understood:
    """Read a sentence once for the same person on the same day."""
    if not any(letter.isalnum() for letter in text) or len(text) > LONGEST:
        return Understood(Intent.UNKNOWN, 1.0)

    def find(prefer: Prefer, *, activity: bool = True) -> Entities:
        asking = Asking(today, order, prefer, language)
        return find_entities(text, asking, held=held, activity=activity)

    found = find("past")
    intent, sure = choose(_scores(usual_words(found), asks="?" in text))
    if intent is Intent.LOG and _is_of_an_exam(found, today):
        intent = Intent.ADD_CREDENTIAL
    if intent is Intent.LOG and _DASHBOARD.match(text) and not found.dates and found.credentials:
        intent = Intent.CHANGE_CREDENTIAL
    complete = intent not in _ORDERS and tells_complete(found, today)
    if complete and intent is not Intent.LOG:
        intent, sure = Intent.LOG, _SURE_OF_COMPLETE
    if intent in _CREDENTIAL_TALK:
        future = find("future", activity=intent is Intent.CHANGE_CREDENTIAL)
        return _of_credentials(future, intent, sure, held, today)
    if intent is Intent.LOG:
        found = _with_points(found)
    if intent is Intent.EDIT and (text := in_place(found.text)) != found.text:
        found = find("past")
    understood = replace(_named(found, intent, sure), complete=complete)
    if intent is Intent.LOG:
        return _of_activity(found, understood)
    return _of_correction(found, understood) if intent is Intent.EDIT else understood


def _is_of_an_exam(found: Entities, today: date) -> bool:
    """Whether "SBB exam 2027-03-03" tells of an exam to come, and of no CE."""
    if not found.credentials or found.points or found.split is not None:
        return False
    meant = {meaning_of(found, *one, today) for one in found.dates}
    return meant == {Meaning.AIMED} and bool(aims_of(found))


def _with_points(found: Entities) -> Entities:
    """Take "2 aabb hours" for points, which only a CE that is told of may mean."""
    said = points_around_names(found.text, [hit.span for hit in found.providers])
    others = {read for read, _ in found.points} - {read for read, _ in said}
    return found if others or not said or found.split else replace(found, points=tuple(said))


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
    points = None if intent in _ASKS_OF_WORDS and not any_number(found) else numbers(found)[0]
    return Understood(
        intent,
        round(max(sure, 0.01), 2),
        credentials=tuple(dict.fromkeys(named.key for named in found.credentials)),
        areas=tuple(dict.fromkeys((*_areas_of(parts), *areas))),
        parts=parts,
        date=day,
        by_clock=_by_clock(found),
        kind=kind_of(found),
        provider=found.providers[0].meaning if found.providers else None,
        unclear=unclear,
        points=points if points is not None or found.split is None else found.split.points,
        asserted=is_asserted(found.text, found.credentials),
    )


def _of_activity(found: Entities, named: Understood) -> Understood:
    """Return what was done: title, points, parts, areas that stand as clauses of their own."""
    subject = subject_of(found)
    points, unit_of, doubtful = numbers(found)
    parts, points, unsure = parts_and_points(found, subject.areas, points, doubtful=doubtful)
    areas = tuple(_areas_of(parts)) if found.split is not None else subject.areas
    if not parts and len(areas) == 1 and points is not None:
        parts = (Part(points, frozenset(areas)),)
    kind = named.kind or usual_kind(found)
    college = college_hours(found) if kind is Kind.COLLEGE_COURSE else None
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
        refused=refused(found) if points is None else None,
        kind=kind,
        title=subject.title,
        provider=subject.provider,
        same_provider=subject.same_provider,
        unclear=unclear,
    )


def _of_correction(found: Entities, named: Understood) -> Understood:
    """Return what a correction puts in place of what was there."""
    _, unit_of, doubtful = numbers(found)
    unclear = [*named.unclear, *([Unclear.UNIT] if unit_of else [])]
    return replace(
        named,
        unit_of=unit_of,
        refused=refused(found),
        areas=_not_denied(found, named.areas),
        title=new_title(found.text),
        provider=new_provider(found),
        unclear=(*unclear, *([Unclear.POINTS] if doubtful else [])),
    )


def _not_denied(found: Entities, areas: tuple[Area, ...]) -> tuple[Area, ...]:
    """Return the areas of "it is safety, not ethics" that it is; all where all are denied."""
    denied = {hit.meaning for hit in found.areas if is_denied(found.text, hit.span)}
    return tuple(area for area in areas if area not in denied) or areas


def _areas_of(parts: tuple[Part, ...]) -> list[Area]:
    return list(dict.fromkeys(area for part in parts for area in sorted(part.areas)))


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


def _of_credentials(
    found: Entities, intent: Intent, sure: float, held: Collection[CredentialKey], today: date
) -> Understood:
    """Return which credentials are held, and when each expires."""
    aims, meant = aims_of(found), {meaning_of(found, *one, today) for one in found.dates}
    found = replace(found, dates=tuple(dates_ahead(found, today)) or found.dates)
    named = _named(found, intent, sure)
    known = set(held).issuperset(named.credentials)
    if named.credentials and intent is Intent.ADD_CREDENTIAL and known:
        named = replace(named, intent=Intent.CHANGE_CREDENTIAL)
    expiries = tuple(one for one in expiries_of(found, today) if one[0] not in aims)
    if not named.credentials and _means_all(found, held):
        keys = tuple(held)
        named = replace(named, credentials=keys, intent=Intent.CHANGE_CREDENTIAL)
        expiries = tuple((key, read) for key in keys for read, _ in found.dates)
    otherwise = bool(meant & {Meaning.BEGAN, Meaning.RENEWS, Meaning.AIMED})
    named = replace(named, asserted=named.asserted and is_sure_of_itself(found.text))
    sure_of_each = all(isinstance(read, Day | MonthOnly) for _, read in expiries)
    if len(found.dates) > 1 and expiries and sure_of_each:
        named = replace(named, date=None, unclear=())  # each has its own: nothing is in doubt
    by_scheme = tuple(each.key for each in found.credentials if each.by_scheme)
    return replace(
        named, expiries=expiries, by_scheme=by_scheme, aims=aims, dated_otherwise=otherwise
    )


def _means_all(found: Entities, held: Collection[CredentialKey]) -> bool:
    """Whether "both expire 2028-06-30" is said of the credentials that are held."""
    said = _ALL_HELD.search(found.text)
    if said is None or len(found.dates) != 1 or not _EXPIRE.search(found.text):
        return False
    return len(held) == 2 if said["both"] else len(held) > 1
