"""How close a sentence comes to the examples of each intent: what helps where no pattern fits."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log, sqrt

from conversations.reading.grammar import Intent, usual
from conversations.reading.lexicon import words_of
from conversations.reading.plain import word_set
from conversations.reading.words import data

_SMALL = word_set("the a an my i do for of to is it in on and me you that this are be can have")
_SYMBOLS = frozenset({"CRED", "AREA", "DATE", "PTS", "PARTS", "PROV", "NUM"})
_NEIGHBOURS = (
    1.0,
    0.8,
    0.6,
    0.4,
    0.2,
)  # how much the nearest, the next … example of an intent counts


@dataclass(frozen=True, slots=True)
class _Index:
    """All examples by what stands in them. Weights are such that a sentence is close to itself."""

    intents: tuple[Intent, ...]  # of each example
    postings: Mapping[str, Sequence[tuple[int, float]]]  # examples in which a feature stands
    telling: Mapping[str, float]  # how much a feature says: it is rare, and of few intents
    unseen: float  # how much one says that stands in no example


def nearness(sentence: Sequence[str]) -> Mapping[Intent, float]:
    """Return how near the nearest examples of each intent are, between 0 and 1."""
    index = _index()
    weights = {
        feature: index.telling.get(feature, index.unseen) for feature in set(_features(sentence))
    }
    length = sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    scores: dict[int, float] = defaultdict(float)
    for feature, weight in weights.items():
        for example, share in index.postings.get(feature, ()):
            scores[example] += weight * share
    best: dict[Intent, list[float]] = defaultdict(list)
    for example, score in scores.items():
        best[index.intents[example]].append(score / length)
    return {
        intent: sum(
            share * near
            for share, near in zip(_NEIGHBOURS, sorted(found, reverse=True), strict=False)
        )
        / sum(_NEIGHBOURS)
        for intent, found in best.items()
    }


def _features(sentence: Sequence[str]) -> Iterable[str]:
    """Yield the words, and what they are like: alone, side by side, and near each other."""
    yield from sentence
    alike = [_alike().get(word, word) for word in sentence]
    yield from alike
    padded = ("^", *alike, "$")
    yield from (f"{one} {two}" for one, two in pairwise(padded))
    yield from (f"{one} _ {two}" for one, two in zip(padded, padded[2:], strict=False))
    telling = [word for word in alike if word not in _SMALL]
    for place, word in enumerate(telling):
        yield from (f"{word}+{other}" for other in telling[place + 1 : place + 4])


@cache
def _alike() -> Mapping[str, str]:
    """Return the common name of each word that has others like it."""
    return {
        word: f"{name}~" for name, words in data("alike.toml").items() for word in words.split()
    }


@cache
def _index() -> _Index:
    """Read the examples once."""
    intents: list[Intent] = []
    examples: list[frozenset[str]] = []
    for intent in Intent:
        for example in data("examples.toml")[intent]:
            intents.append(intent)
            examples.append(frozenset(_features(_words(example))))
    telling = _telling(intents, examples)
    postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, features in enumerate(examples):
        length = sqrt(sum(telling[feature] ** 2 for feature in features))
        for feature in features:
            postings[feature].append((number, telling[feature] / length))
    return _Index(tuple(intents), postings, telling, max(telling.values()) / 2)


def _telling(intents: Sequence[Intent], examples: Sequence[frozenset[str]]) -> dict[str, float]:
    """Return how much each feature says: much where it is rare and of few intents."""
    counts: Counter[str] = Counter()
    wanted: dict[str, set[Intent]] = defaultdict(set)
    for intent, features in zip(intents, examples, strict=True):
        counts.update(features)
        for feature in features:
            wanted[feature].add(intent)
    return {
        feature: log(1 + len(examples) / count) * log(1 + len(Intent) / len(wanted[feature])) ** 2
        for feature, count in counts.items()
    }


def _words(example: str) -> list[str]:
    """Return the usual words of an example; its capitals stand for what is found in a sentence."""
    found: list[str] = []
    for word in words_of(example):
        written = example[word.start : word.end]
        found += [written] if written in _SYMBOLS else usual(word.text)
    return found
