"""Every entry that a text names, wherever in it: "the safety drill and #2" names two.

A correction begins with its name (`naming`); whether a wish to undo or to delete is about an
entry, and whether a sentence is about several, depends on all that are named.
"""

import re
from collections.abc import Sequence

from cmp_rules.model import Activity
from conversations.activities.amending.naming import (
    LONGEST,
    MOST_WORDS,
    fitting_entries,
    numbers_in,
    of_kind,
)
from conversations.activities.drafting.duplicates import telling_words
from conversations.reading.plain import plain

_ARTICLE = re.compile(r"\b(?:the|my|our|that|this)\s", re.I)
_ONE = re.compile(r"(?P<what>[^,;:.!?]{2,40}?)\s(?:one|entry|ce|course|class|webinar)\b", re.I)
_WORD = re.compile(r"[^\W_]+(?:[-'&/][^\W_]+)*")
_CLAUSE = re.compile(r"[,;:!?]")
_LONG_ENOUGH = 4  # letters of a word that may be the beginning of another
_FEWEST = 2  # words that name an entry without an article


def mentions(text: str, entries: Sequence[Activity]) -> list[tuple[Activity, ...]]:
    """Return what each name in a text may be, in their order; one name may fit several."""
    text = plain(text).strip()[:LONGEST]
    numbers = numbers_in(text)
    found: list[tuple[Activity, ...]] = [(e,) for e in entries if e.number in numbers]
    places = [article.end() for article in _ARTICLE.finditer(text)]
    found += [named for place in places if (named := _named_at(text, place, entries))]
    if not found:
        bare = (_phrase_at(text, word.start(), entries, alone=False) for word in _words(text))
        found += [next((named for named in bare if named), ())]
    return [named for place, named in enumerate(found) if named and named not in found[:place]]


def names_several(text: str, entries: Sequence[Activity]) -> bool:
    """Whether a text names two entries or more, each by a name of its own."""
    if len(numbers_in(text[:LONGEST])) > 1:
        return True
    named = mentions(text, entries)
    apart = [set(_numbers(one)).isdisjoint(_numbers(two)) for one in named for two in named]
    return any(apart)


def _numbers(named: Sequence[Activity]) -> list[int]:
    return [entry.number for entry in named]


def _named_at(text: str, place: int, entries: Sequence[Activity]) -> tuple[Activity, ...]:
    """Return what "the …" names: a title, some words of it, or "the ethics one"."""
    one = _ONE.match(text, place)
    titled = _phrase_at(text, place, entries, alone=True)
    return titled or (() if one is None else of_kind(one["what"], entries))


def _phrase_at(
    text: str, place: int, entries: Sequence[Activity], *, alone: bool
) -> tuple[Activity, ...]:
    """Return the entries that the longest run of words from a place names."""
    stop = _CLAUSE.search(text, place)
    words = list(_WORD.finditer(text, place, stop.start() if stop else len(text)))[:MOST_WORDS]
    for last in reversed(words):
        phrase = text[place : last.end()].removesuffix("'s")
        if not telling_words(last.group()) or (not alone and len(telling_words(phrase)) < _FEWEST):
            continue
        fitting = fitting_entries(phrase, entries, alone=alone)
        if fitting and not _is_a_beginning(phrase, fitting):
            return fitting
    return ()


def _is_a_beginning(phrase: str, fitting: Sequence[Activity]) -> bool:
    """Whether a phrase is one short word that only begins a word of a title: "was", "washing"."""
    said = telling_words(phrase)
    if len(said) > 1 or len(said[0]) >= _LONG_ENOUGH:
        return False
    return not any(said[0] in telling_words(entry.title) for entry in fitting)


def _words(text: str) -> list[re.Match[str]]:
    return [word for word in _WORD.finditer(text) if telling_words(word.group())]
