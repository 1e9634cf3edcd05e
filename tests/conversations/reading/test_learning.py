"""What the words of the examples say is counted quickly, and the same as one by one."""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reading.sentences.examples import Learnt, evidence, example_words, learn
from conversations.reading.sentences.grammar import Intent
from conversations.reading.words import data

SMALL = """the a an my i do for of to is it in on and me you that this are be can
    have"""
WORDS = "the ces i need & + renew renewal my CRED today"
ALIKE = {
    word: f"{name}~"
    for name, words in data("sentences/alike.toml").items()
    for word in words.split()
}


def plainly(examples: dict[Intent, Sequence[str]]) -> tuple[list[float], dict[str, list[float]]]:
    """Return the features of each intent as the module says them, one example after the other."""
    totals, counted = [], []
    for said in examples.values():
        counts: Counter[str] = Counter()
        loose: Counter[str] = Counter()
        for sentence in map(example_words, said):
            alike = [ALIKE.get(word, word) for word in sentence]
            padded = ["^", *alike, "$"]
            telling = [word for word in alike if word not in SMALL.split()]
            counts.update([f"={word}" for word in sentence])
            counts.update(alike)
            counts.update([f"{word[:5]}*" for word in sentence if len(word) >= 5])
            counts.update([f"{one} {two}" for one, two in pairwise(padded)])
            for place, word in enumerate(padded[:-2]):
                loose[f"{word} _ {padded[place + 2]}"] += 1
            for place, word in enumerate(telling):
                loose.update([f"{word}+{other}" for other in telling[place + 1 : place + 4]])
        weighed = counts | {each: 0.7 * times for each, times in loose.items()}
        totals.append(sum(weighed.values()))
        counted.append(weighed)
    features = dict.fromkeys(each for counts in counted for each in counts)
    more = {each: [log(1 + c.get(each, 0) / 0.02) for c in counted] for each in features}
    return [log(0.02 / (total + 0.02 * len(more))) for total in totals], more


def spread(learnt: Learnt) -> dict[str, list[float]]:
    """Return what was learnt with a number for every intent."""
    shares = {each: dict(entries) for each, entries in learnt.more.items()}
    places = range(len(learnt.intents))
    return {each: [found.get(at, 0.0) for at in places] for each, found in shares.items()}


def test_all_examples_teach_the_same_as_one_after_the_other() -> None:
    """Of every intent some."""
    examples = data("sentences/examples.toml")
    some = {intent: examples[intent][::7] for intent in Intent}
    learnt = learn(some)
    absent, more = plainly(some)
    assert learnt.absent == pytest.approx(absent)
    assert spread(learnt) == more


@given(
    st.lists(
        st.lists(
            st.sampled_from(
                ["the", "ces", "i", "need", "&", "+", "renew", "renewal", "my", "CRED", "today"]
            ),
            max_size=6,
        ),
        max_size=4,
    )
)
def test_whatever_stands_in_a_sentence_is_counted(sentences: list[list[str]]) -> None:
    """Also nothing at all, and signs."""
    examples = {Intent.LOG: [" ".join(words) for words in sentences], Intent.PLAN: ["my plan"]}
    learnt = learn(examples)
    absent, more = plainly(examples)
    assert learnt.absent == pytest.approx(absent)
    assert spread(learnt) == more


def test_the_best_intent_has_no_less_than_all_others() -> None:
    """Logarithms below 0."""
    learnt = learn({Intent.LOG: ["add a ce"], Intent.PLAN: ["what should i take next"]})
    assert evidence(["add", "a", "ce"], learnt)[Intent.LOG] == 0
    assert evidence(["what", "next"], learnt)[Intent.LOG] < 0
