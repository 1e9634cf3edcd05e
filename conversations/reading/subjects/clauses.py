"""Which of several facts a line states, and which only stand inside its title.

"The first 24 hours of sepsis, 1 credit, LabCE, yesterday": a clause that is a fact and nothing
else states it; the same words inside a longer clause are words of the title.
"""

import re
from collections.abc import Callable, Collection, Sequence
from typing import TypeVar

from conversations.reading import words
from conversations.reading.lexicon import words_of
from conversations.reading.plain import Span, blanked, overlap, word_set
from conversations.reading.points import all_points

Fact = TypeVar("Fact")

QUOTED = re.compile(r'"(?P<title>[^"|]{0,20}[^\W\d_]{2}[^"|]{0,150})"')

_BREAK = re.compile(r'[;|"()]|(?<!\d),|,(?!\d)|\s[-/]\s|:\s|\n')
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?", re.I)
# What may stand beside a fact in a clause that says nothing else.
_SMALL = word_set(
    """on it was is the i we did do have had completed complete done finished finish taken took take
    date dated ended ends at from by with via through for of in a an and each about approx total
    worth earned earn got get received log logged add record enter please pls attended both this
    that my me all just ce ces credits credit points hours viewed watched"""
)
_STATED = re.compile(
    r"\b(?:on|completed|complete|finished|dated?|held|done|taken|attended|yesterday)\s?:?\s?$", re.I
)
_FORM_AFTER = re.compile(
    r"[\s-]?(?:long\s|online\s|live\s)?(?:webinar|course|class|module|lecture|seminar|talk|training"
    r"|session|workshop|conference|activity|in-?service|meeting|ce)s?\b",
    re.I,
)
_FORM_SOON = re.compile(
    r"(?:\s(?!(?:and|or|from|on|for|in)\b)[\w'&-]+){0,3}?\s(?:webinars?|course|class|module|lecture|seminar|talk"
    r"|training|sessions?|workshop|conference|activity|in-?service|meeting|mtg|huddle|rounds|drill|symposium|club"
    r"|presentation|podcast|lunch|exam|quiz|inspection|orientation|event|fair|staff|dept|department|refresher)\b",
    re.I,
)
_LINK_AFTER = re.compile(
    r"\s?(?:$|[,;|:.!)(]|(?:on|for|from|by|with|at|via|in|and|to|yesterday|today|please|pls)\b)",
    re.I,
)


def quoted(text: str) -> list[Span]:
    """Return where text stands in quotes: always a title."""
    return [found.span("title") for found in QUOTED.finditer(text)]


def bare_clauses(text: str, facts: Collection[Span]) -> list[Span]:
    """Return the clauses of a text, cut at its signs but not inside of a fact."""
    breaks = [
        found.span()
        for found in _BREAK.finditer(text)
        if not any(overlap(found.span(), fact) for fact in facts)
    ]
    starts = [0, *(end for _, end in breaks)]
    ends = [*(start for start, _ in breaks), len(text)]
    return list(zip(starts, ends, strict=True))


def stated(
    text: str,
    found: Sequence[tuple[Fact, Span]],
    facts: Collection[Span],
    is_rival: Callable[[Fact, str, str, str], bool],
) -> list[tuple[Fact, Span]]:
    """Return the facts that have a clause of their own, or all where none has.

    `facts` are the places of all facts of any sort. `is_rival` says of a fact inside a longer
    clause, by its words and what stands before and after it in there, that it may be meant as well.
    """
    clauses = bare_clauses(text, facts)
    if len(clauses) == 1 or len(found) < 2:
        return list(found)
    own = [one for one in found if _says_nothing_else(text, _around(clauses, one[1]), facts)]
    if not own:
        return list(found)

    def may_be_meant(one: tuple[Fact, Span]) -> bool:
        start, end = _around(clauses, one[1])
        return is_rival(
            one[0], text[slice(*one[1])], text[start : one[1][0]], text[one[1][1] : end]
        )

    return [one for one in found if one in own or may_be_meant(one)]


def is_rival_date(said: str, before: str, after: str) -> bool:
    """Whether a date in a longer clause may be meant: "antibody ID on 11/3", "11/3 antibody ID"."""
    at_an_end = not before.strip() or not after.strip()
    return bool(_STATED.search(before)) or (at_an_end and any(map(str.isdigit, said)))


def is_rival_number(before: str, after: str) -> bool:
    """Whether points in a longer clause may be meant: "a 2 hour webinar on DIC"."""
    if _FORM_AFTER.match(after) or not after.strip():
        return True
    begins = {word.lower() for word in _WORD.findall(before)} <= _SMALL - {"the"}
    return begins and not re.match(r"[\s-](?:that|to|who|which|with|in|inside)\b", after, re.I)


def is_inside(text: str, span: Span, facts: Collection[Span]) -> bool:
    """Whether a fact stands in the middle of words that are no facts: "HPV 6/11 genotyping"."""
    rest = blanked(text, *(fact for fact in facts if fact != span))
    before = re.search(r"[^\W_]+\s?$", rest[: span[0]])
    after = rest[span[1] :]
    if before is None or before.group().strip().lower() in _SMALL:
        return False
    return not _LINK_AFTER.match(after)


def names_a_form(text: str, at: int) -> bool:
    """Whether a form of activity stands at a place, or a few words on: "today's staff meeting"."""
    if _FORM_AFTER.match(text, at):
        return True
    written_large = re.match(r"\s[A-Z][a-z]", text[at : at + 3])  # "Today's Clinical Lab webinar"
    return not written_large and bool(_FORM_SOON.match(text, at))


def facts_of(text: str) -> list[Span]:
    """Return where points, areas and kinds stand."""
    said = words_of(text)
    return [
        *(span for _, span in all_points(text)),
        *(hit.span for hit in words.areas().find(said)),
        *(hit.span for hit in words.kinds().find(said)),
    ]


def _around(clauses: Sequence[Span], span: Span) -> Span:
    return next(clause for clause in clauses if clause[0] <= span[0] < clause[1] or clause == span)


def _says_nothing_else(text: str, clause: Span, facts: Collection[Span]) -> bool:
    """Whether a clause is made of facts and small words."""
    rest = blanked(text, *facts)[slice(*clause)]
    return {word.lower() for word in _WORD.findall(rest)} <= _SMALL
