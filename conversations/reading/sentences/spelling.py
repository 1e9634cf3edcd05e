"""The usual words for what is typed in haste: short forms in full, slips of the thumb put right."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from conversations.reading.words import data

_SHORT = 4  # shorter words are too close to one another to be corrected
_LONG = 5  # from here on one slip is forgiven; a word of four letters may be out of order
_VERY_LONG = 8  # from here on two slips are forgiven
_OFTEN = 2  # times: a word that stands once in the examples may itself be a slip
_WORD = re.compile(r"(?<![\w'])[a-z][a-z']*(?![\w'])")
SYMBOLS = frozenset({"CRED", "AREA", "DATE", "PTS", "PARTS", "PROV", "NUM"})


def usual(word: str) -> Sequence[str]:
    """Return the usual words for one word: without slips of the thumb, short forms in full."""
    return _usual(word)


@lru_cache(maxsize=8192)
def _usual(word: str) -> tuple[str, ...]:
    same = _same()
    if word not in same and word not in _times():
        word = _corrected(word)
    return tuple(same.get(word, word).split())


@cache
def _same() -> Mapping[str, str]:
    """Return the usual words for each short form."""
    same: Mapping[str, str] = data("sentences/grammar.toml")["same"]
    return same


def _corrected(word: str) -> str:
    """Return the known word that a longer word nearly is, else the word itself."""
    if len(word) == _SHORT:
        return next((known for known in _of_four().get("".join(sorted(word)), ())), word)
    if len(word) < _LONG:
        return word
    slips = 2 if len(word) >= _VERY_LONG else 1
    found = process.extractOne(word, _long_words(), scorer=OSA.distance, score_cutoff=slips)
    if found is None or found[0][0] != word[0] or word.startswith(found[0]):
        return word  # "freezer" is no slip of "freeze"
    if len(word) == len(found[0]) == _LONG and sorted(word) != sorted(found[0]):
        return word  # "bread" is no "break"; "wehn" and "thier" are only out of order
    return found[0]


@cache
def _times() -> Counter[str]:
    """Return how often each word stands in the data; those of patterns count as often."""
    same, *patterns = data("sentences/grammar.toml").values()
    examples = " ".join(chain.from_iterable(data("sentences/examples.toml").values()))
    times = Counter(_WORD.findall(examples.lower()))
    usual_ones = chain(*(_WORD.findall(" ".join(table)) for table in patterns), same)
    alike = " ".join(data("sentences/alike.toml").values()).split()
    times.update(dict.fromkeys(chain(usual_ones, alike), _OFTEN))
    return times


@cache
def _vocabulary() -> tuple[str, ...]:
    """Return the words that a slip may have meant: one that is found once may be a slip itself."""
    return tuple(sorted(word for word, times in _times().items() if times >= _OFTEN))


@cache
def _long_words() -> tuple[str, ...]:
    return tuple(word for word in _vocabulary() if len(word) >= _LONG)


@cache
def _of_four() -> dict[str, tuple[str, ...]]:
    """Return the known words of four letters by their letters in order, where only one has them."""
    found: dict[str, tuple[str, ...]] = {}
    for word in _vocabulary():
        if len(word) != _SHORT:
            continue
        letters = "".join(sorted(word))
        found[letters] = (*found.get(letters, ()), word)
    return {letters: words for letters, words in found.items() if len(words) == 1}
