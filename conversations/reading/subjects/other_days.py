"""Days of a credential that are no expiry: on which it began, is renewed, or is aimed at.

"My SBB exam is on 3 March", "I want MLS by June 2027", "certified MLS 6/30/2024": the word nearest
before a date says what it is. One to come that nothing speaks of is taken for the expiry.
"""

import re
from datetime import date
from enum import StrEnum

from cmp_rules.model import CredentialKey
from conversations.reading.dates import Ambiguous, DateRead, Day, Impossible, MonthOnly
from conversations.reading.plain import Span
from conversations.reading.subjects.entities import Entities

_EXAM = r"(?:re-?)?(?:exams?|examinations?|boards?|tests?)"
_GETS = r"(?:get|earn|obtain|achieve|pass|sit|take|retake|become|be|have|try|attempt|qualify|study)"
_WANTS = (
    r"(?:want|wants|wanna|hope|hoping|plan|planning|aim|aiming|going|gonna|intend|wish|like|love|try"
    r"|trying|need|have|supposed|about|working|ready|studying|preparing|'ll|will|shall)"
)


class Meaning(StrEnum):
    """What a date of a credential is."""

    EXPIRES = "expires"
    BEGAN = "began"  # certified, passed, issued
    RENEWED = "renewed"  # a new cycle began, and with it another expiry
    RENEWS = "renews"  # "I need to renew by": no expiry, but of what is held
    AIMED = "aimed"  # an exam, or a goal: the credential is not held yet
    HELD = "held"  # no date at all; the word before a credential


_WORDS = re.compile(
    rf"(?P<aimed>\b{_WANTS}\s(?:to\s|on\s|for\s)?(?:\w+ly\s)?{_GETS}\b"
    r"|\b(?:want|need)\s(?:my\s|an?\s|the\s)?[\w()]{1,12}\sby\b|\bgoal\b|\btarget\b|\baim\b"
    rf"|\b{_EXAM}\b|\bsit(?:ting)?\s(?:for|the|my)\b|\b(?:re)?taking\b|\bstudying\b|\bsigned\sup\b"
    r"|\bgraduat\w+\b|\bstudents?\b|\beligib\w+\b|\bprogram(?:me)?\b(?=\s(?:starts|begins))"
    r"|\bworking\s(?:on|towards?)\b)"
    r"|(?P<renews>\b(?:renew(?:ed|al)\s(?:is\s)?by|renew|renewing|recertify|recertifying|finish|complete|declare|submit)\b)"
    r"|(?P<renewed>\b(?:renewed|reinstated|recertified|extended)\b)"
    r"|(?P<began>\b(?:since|passed|certified|issued|issue|earned|awarded|obtained|received|got|took"
    r"|became|sat|certification\s(?:date|day)|cert\s(?:date|day)|date\sof\scertification)\b)"
    r"|(?P<expires>\b(?:expir\w*|exp|ends?|ending|until|unti|till?|thru|through|valid|good|due|runs?"
    r"|lapses?|up)\b|\bto\s$)"
    r"|(?P<held>\b(?:hold|holds|holding|am|i'm|own|possess|maintain|credentials?)\b)",
    re.I,
)
_ONCE = re.compile(r"got|received|earned", re.I)  # "got two: MLS june 30 2027": what is held
_EXAM_AFTER = re.compile(
    r"[\s-]{0,2}(?:\(?(?:ascp|cm)\)?\s?){0,2}(?:certification\s|certifying\s|board\s)?"
    rf"(?:{_EXAM}|students?|trainee|eligib\w+|school|internship)\b",
    re.I,
)
_DONE = re.compile(r"\b(?:passed|took|sat|aced|certified|earned)\b", re.I)
_BREAK = re.compile(r"[;\n]|[.!?]\s|,\s(?=i\s|my\s|and\s|but\s)", re.I)


def meaning_of(found: Entities, read: DateRead, span: Span, today: date) -> Meaning:
    """Return what a date is, by the word nearest before it, else the first after it."""
    lead = found.text[_begin(found, span[0]) : span[0]]
    said = list(_WORDS.finditer(lead))
    if not said:
        said = list(_WORDS.finditer(_tail(found, span)))[:1]
    words = [one for one in said if one.lastgroup != Meaning.HELD]
    if not words:  # "SC 2024-06-30" may be the day of certification
        return Meaning.BEGAN if _is_past(read, today) else Meaning.EXPIRES
    last = words[-1]
    meaning = Meaning(last.lastgroup or "")
    if meaning is Meaning.AIMED and (_is_past(read, today) or _DONE.search(lead)):
        return Meaning.BEGAN  # an exam of the past
    unless_past = meaning is Meaning.RENEWED or _ONCE.fullmatch(last.group())
    if unless_past and _is_ahead(read, today):
        return Meaning.EXPIRES
    return meaning


def aims_of(found: Entities) -> tuple[CredentialKey, ...]:
    """Return the credentials that are only aimed at: an exam is ahead, or a goal is set."""
    return tuple(
        dict.fromkeys(named.key for named in found.credentials if _is_aimed_at(found, named.span))
    )


def _is_aimed_at(found: Entities, span: Span) -> bool:
    lead = found.text[_begin(found, span[0]) : span[0]]
    if _DONE.search(lead):
        return False
    if _EXAM_AFTER.match(found.text, span[1]):
        return True
    said = list(_WORDS.finditer(lead))
    return bool(said) and said[-1].lastgroup == Meaning.AIMED


def _begin(found: Entities, place: int) -> int:
    """Return where the stretch of words about a place begins: after the last date or break."""
    ends = [end for _, (_, end) in found.dates if end <= place]
    ends += [each.end() for each in _BREAK.finditer(found.text, 0, place)]
    return max(ends, default=0)


def _tail(found: Entities, span: Span) -> str:
    """Return the words after a date, up to the next one or a break."""
    rest = found.text[span[1] :]
    starts = [start - span[1] for _, (start, _) in found.dates if start >= span[1]]
    starts += [each.start() for each in _BREAK.finditer(rest)]
    return rest[: min(starts, default=len(rest))]


def _is_past(read: DateRead, today: date) -> bool:
    return (last := _last_day(read)) is not None and last < today


def _is_ahead(read: DateRead, today: date) -> bool:
    """Whether a date is surely to come: one without its year may be of last year."""
    guessed = isinstance(read, Day | MonthOnly) and read.guessed
    return not guessed and (last := _last_day(read)) is not None and last > today


def _last_day(read: DateRead) -> date | None:
    match read:
        case Day(day):
            return day
        case MonthOnly() as month:
            return month.last_day
        case Ambiguous(first, second):
            return max(first, second)
        case Impossible():
            return None
