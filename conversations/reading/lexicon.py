"""Phrases and what they mean, found in a text also where they are mistyped."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from conversations.reading.plain import Span, word_set

Meaning = TypeVar("Meaning")

_LONG = 6  # shorter words are too close to one another to be corrected
_VERY_LONG = 9  # from here on two slips are forgiven
_WORD = re.compile(r"[^\W_]+(?:'[a-z]+)?|[&+]", re.I)
# Right words that lie one or two slips from a phrase: "infection" is no "inspection".
_RIGHT = word_set(
    """infection injection infusion inflammation lecturer counsel counseling paper pager presenting
    representation preservation publicly cytokine cytology histamine ethnic ethnics mastery
    master safely donation donor virulence coagulase coagulant chemist hematoma hematocrit
    microbe microbiota molecule genomic sequence apheresis hospice quests committed commit"""
)
_MOST = 400  # words of one text that are looked at


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, in small letters, and where it stands."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit(Generic[Meaning]):
    """A phrase that was found: what it means, its place in letters and in words."""

    meaning: Meaning
    span: Span
    first: int
    after: int


def words_of(text: str) -> list[Word]:
    """Return the words of a text with their places."""
    found = []
    for match in _WORD.finditer(text):
        found.append(Word(match.group().lower(), match.start(), match.end()))
        if len(found) == _MOST:
            break
    return found


def words_in(text: str) -> list[str]:
    """Return the words of a text as they are written."""
    return _WORD.findall(text)[:_MOST]


class Lexicon(Generic[Meaning]):
    """Phrases of one to several words, each with its meaning."""

    def __init__(self, phrases: Iterable[tuple[str, Meaning]], *, loose: bool = True) -> None:
        """Take the phrases; of equal ones the first counts. `loose` forgives slips of the thumb."""
        self._meanings: dict[tuple[str, ...], Meaning] = {}
        for phrase, meaning in phrases:
            self._meanings.setdefault(tuple(word.text for word in words_of(phrase)), meaning)
        self._meanings.pop((), None)
        self._longest = max((len(phrase) for phrase in self._meanings), default=0)
        self._words = frozenset(word for phrase in self._meanings for word in phrase)
        self._long = tuple(sorted(word for word in self._words if len(word) >= _LONG))
        self._loose = loose
        self.corrected = lru_cache(maxsize=4096)(self._corrected)

    def find(self, words: Sequence[Word]) -> list[Hit[Meaning]]:
        """Return the phrases among the words, the longest first at each place, without overlap."""
        known = [self.corrected(word.text) for word in words]
        hits: list[Hit[Meaning]] = []
        at = 0
        while at < len(words):
            hit = None if known[at] is None else self._at(words, known, at)
            if hit is None:
                at += 1
            else:
                hits.append(hit)
                at = hit.after
        return hits

    def whole(self, text: str) -> Meaning | None:
        """Return the meaning of a text that is one phrase and nothing else."""
        words = words_of(text)
        match self.find(words):
            case [only] if only.first == 0 and only.after == len(words):
                return only.meaning
        return None

    def _at(
        self, words: Sequence[Word], known: Sequence[str | None], at: int
    ) -> Hit[Meaning] | None:
        for length in range(min(self._longest, len(words) - at), 0, -1):
            phrase = tuple(word or "" for word in known[at : at + length])
            if phrase in self._meanings:
                span = (words[at].start, words[at + length - 1].end)
                return Hit(self._meanings[phrase], span, at, at + length)
        return None

    def _corrected(self, word: str) -> str | None:
        """Return the word of the phrases that a word is, is the plural of, or nearly is."""
        if word in self._words:
            return word
        if word.endswith("s") and len(word) > 3 and word[:-1] in self._words:
            return word[:-1]
        if word.endswith("'s") and word[:-2] in self._words:
            return word[:-2]  # "AABB's ecast"
        if word in _RIGHT or word.removesuffix("s") in _RIGHT:
            return None
        if not self._loose or len(word) < _LONG - 1:
            return None
        slips = 2 if len(word) >= _VERY_LONG else 1
        found = process.extractOne(word, self._long, scorer=OSA.distance, score_cutoff=slips)
        return found[0] if found is not None and found[0][0] == word[0] else None
