"""What the words of a sentence say for each intent, learnt from the examples: naive Bayes.

Every example is taken apart into features: its words, what they are like, which stand together.
A feature that stands often among the examples of one intent and seldom among those of the others
speaks for that intent; what all features of a sentence say is added up. The counts are all there
is to it: a new example in `examples.toml` is learnt at the next start.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from math import fsum, log

from conversations.reading.lexicon import words_in
from conversations.reading.plain import word_set
from conversations.reading.sentences.grammar import Intent
from conversations.reading.sentences.spelling import SYMBOLS, usual
from conversations.reading.words import data

_SMALL = word_set("the a an my i do for of to is it in on and me you that this are be can have")
_BETWEEN = ("$", "\n", "^")  # the end of a sentence, the gap, the beginning of the next
_NEVER = 0.02  # what a feature counts among examples in which it never stands
_STEM = 5  # letters that words have in common whatever their endings
# What words near each other count, where a word or two side by side count 1: measured by leaving
# examples out in turn.
_LOOSE = 0.7


@dataclass(frozen=True, slots=True)
class Learnt:
    """What examples teach, as logarithms of shares."""

    intents: Sequence[Intent]
    absent: Sequence[float]  # of each intent, for a feature that never stands there
    more: Mapping[str, Sequence[tuple[int, float]]]  # what it counts more where it does


def evidence(sentence: Sequence[str], learnt: Learnt | None = None) -> Mapping[Intent, float]:
    """Return how much the words speak for each intent, as logarithms below 0; the best has 0."""
    learnt = learnt or _learnt()
    scores = [0.0] * len(learnt.intents)
    weights = 0.0
    for feature, weight in _features((sentence,)).items():
        if feature in learnt.more:
            weights += weight
            for intent, share in learnt.more[feature]:
                scores[intent] += weight * share
    scores = [score + weights * share for score, share in zip(scores, learnt.absent, strict=True)]
    best = max(scores)
    return {intent: score - best for intent, score in zip(learnt.intents, scores, strict=True)}


def _features(sentences: Iterable[Sequence[str]]) -> Mapping[str, float]:
    """Return what stands in sentences, and how much of it.

    They are looked at as one row, and what is equal is counted before it is named: of the 165,000
    features of all examples most are no news.
    """
    row = ["^"]
    for sentence in sentences:
        row += sentence
        row += _BETWEEN
    alike = list(map(_alike().get, row, row))
    telling = [word for word in alike if word not in _SMALL]
    found = _single(row)
    for (one, two), times in Counter(pairwise(alike)).items():
        if one != "\n" != two:
            found[f"{one} {two}"] = times
    for (one, two), times in Counter(zip(alike, alike[2:], strict=False)).items():
        if one != "\n" != two and (one, two) != ("$", "^"):
            found[f"{one} _ {two}"] = _LOOSE * times
    near = [zip(telling, telling[distance:], strict=False) for distance in (1, 2, 3)]
    for (one, two), times in Counter(chain(*near)).items():
        if one not in _BETWEEN and two not in _BETWEEN:
            found[f"{one}+{two}"] = _LOOSE * times
    return found


def _single(row: Sequence[str]) -> dict[str, float]:
    """Return what each word by itself says: it, what it is like and how it begins."""
    found: dict[str, float] = {}
    for word, times in Counter(row).items():
        if word not in _BETWEEN:
            found[f"={word}"] = times
            like = _alike().get(word, word)
            found[like] = found.get(like, 0) + times
            if len(word) >= _STEM:
                stem = f"{word[:_STEM]}*"
                found[stem] = found.get(stem, 0) + times
    return found


@cache
def _alike() -> Mapping[str, str]:
    """Return the common name of each word that has others like it."""
    return {
        word: f"{name}~"
        for name, words in data("sentences/alike.toml").items()
        for word in words.split()
    }


@cache
def _learnt() -> Learnt:
    examples = data("sentences/examples.toml")
    return learn({intent: examples[intent] for intent in Intent})


def learn(examples: Mapping[Intent, Sequence[str]]) -> Learnt:
    """Count the features of all examples of every intent."""
    intents = tuple(examples)
    found: dict[str, tuple[tuple[int, float], ...]] = {}
    totals: list[float] = []
    # Most features stand in one or two examples: equal entries are one, in half the memory.
    once: dict[tuple[tuple[int, float], ...], tuple[tuple[int, float], ...]] = {}
    for number, intent in enumerate(intents):
        counts = _features(map(example_words, examples[intent]))
        totals.append(fsum(counts.values()))  # the same in whatever order
        shares = {n: ((number, log(1 + n / _NEVER)),) for n in set(counts.values())}
        for feature, count in counts.items():
            share = shares[count]
            before = found.setdefault(feature, share)
            if before is not share:
                both = before + share
                found[feature] = once.setdefault(both, both)
    absent = tuple(log(_NEVER / (total + _NEVER * len(found))) for total in totals)
    return Learnt(intents, absent, found)


def example_words(example: str) -> list[str]:
    """Return the usual words of an example; its capitals stand for what is found in a sentence."""
    found: list[str] = []
    for word in words_in(example):
        found += (word,) if word in SYMBOLS else usual(word.lower())
    return found
