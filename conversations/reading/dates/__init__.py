"""Dates out of human text: a whole answer, or the date phrase inside a sentence.

A small exact reader comes first (`forms`); dateparser sees only what that leaves, and only
words that can be nothing but a date. What the words leave open is said, never guessed.
"""

import re
from datetime import date
from itertools import islice

from conversations.person import DateOrder, Language
from conversations.reading.dates import others
from conversations.reading.dates.days_together import together
from conversations.reading.dates.forms import FORMS
from conversations.reading.dates.kinds import (
    Ambiguous,
    Asked,
    DateRead,
    Day,
    Impossible,
    MonthOnly,
    Prefer,
)
from conversations.reading.dates.languages import speech, without_accents
from conversations.reading.patterns import worth_trying
from conversations.reading.plain import Span, overlap, plain, word_set, words_outside

__all__ = [
    "Ambiguous",
    "DateRead",
    "Day",
    "Impossible",
    "Language",
    "MonthOnly",
    "Prefer",
    "find_date",
    "find_dates",
    "read_date",
    "warm",
]

_MOST = 12  # dates looked at in one text
_SHORT = 80  # letters of an answer that is a date and nothing else
_HINT = re.compile(
    r"\d|day|night|nite|this|tod|toa|morning|evening|y[a-z]{0,3}st|y'?day|month|week|ago|now|tdy|tmr|morrow"
    r"|jan|feb|fer|mar|apr|may|jun|jul|aug|agu|sep|set|oct|nov|dec"
    r"|(?:mon|tue|wed|thu|fri|sat|sun)",
    re.I | re.A,
)
# What may stand around a date in an answer to "when?".
_AROUND = word_set(
    """on it was is the i did that completed complete finished done took ended ends end expires
    expire expiring exp expiry expiration until till til by through valid date of at due both no
    nope actually sorry oops mean meant please pls so from held dated , . : ; ! - ( ) " ' |"""
)


def read_date(
    text: str,
    *,
    today: date,
    order: DateOrder | None,
    prefer: Prefer = "past",
    language: Language = "en",
) -> DateRead | None:
    """Return the date that a whole answer is, or None where it is anything else.

    Without a year, `prefer` decides: the last such day up to today, or the next one. With `order`
    None a date that reads both ways is `Ambiguous`. English words are read in every `language`.
    """
    text = plain(text).strip()
    if not text or len(text) > _SHORT:
        return None
    asked = Asked(today, order, prefer, language, alone=True)
    found = _found(text, asked)
    if not found:
        return others.read(text, asked)
    start, end = found[0][1][0], found[-1][1][1]
    between = text[found[0][1][1] : found[-1][1][0]] if len(found) > 1 else ""
    outside = [*words_outside(text, (start, end)), *words_outside(between, (0, 0))]
    if not (_AROUND | speech(language).around).issuperset(outside):
        return others.read(text, asked)
    reads = list(dict.fromkeys(read for read, _ in found))
    match reads:
        case [only]:
            return only
        case [Day(first), Day(second)]:
            return Ambiguous(first, second)
    return None


def find_date(
    text: str,
    *,
    today: date,
    order: DateOrder | None,
    prefer: Prefer = "past",
    language: Language = "en",
) -> tuple[DateRead, Span] | None:
    """Return the first date phrase inside a sentence and where it stands."""
    found = find_dates(text, today=today, order=order, prefer=prefer, language=language)
    return found[0] if found else None


def find_dates(
    text: str,
    *,
    today: date,
    order: DateOrder | None,
    prefer: Prefer = "past",
    language: Language = "en",
) -> list[tuple[DateRead, Span]]:
    """Return the date phrases inside a sentence in their order, with where each stands."""
    return _found(plain(text), Asked(today, order, prefer, language))


def warm() -> None:
    """Load what is slow to load, so that the first person does not wait for it."""
    others.warm()


def _found(text: str, asked: Asked) -> list[tuple[DateRead, Span]]:
    """Return what the forms find; of two that overlap the earlier, then the longer."""
    foreign = speech(asked.language).forms
    if foreign:
        text = without_accents(text)
    elif not _HINT.search(text):
        return []
    candidates: list[tuple[DateRead, Span]] = []
    for form in worth_trying(text, (*FORMS, *foreign)):
        if asked.alone or not form.alone:
            for match in islice(form.pattern.finditer(text), _MOST):
                read = form.read(match, asked)
                if read is not None:
                    candidates.append((read, match.span()))
    candidates.sort(key=lambda one: (one[1][0], -one[1][1]))
    chosen: list[tuple[DateRead, Span]] = []
    for read, span in candidates:
        if not chosen or not overlap(chosen[-1][1], span):
            chosen.append((read, span))
    return together(text, chosen[:_MOST])
