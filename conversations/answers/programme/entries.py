"""Which answer of the catalogue a question asks for: by the words that only it is asked with."""

from collections import defaultdict
from functools import cache

from cmp_rules.programme_answers import Answer, programme_answers
from conversations.reading.lexicon import Lexicon, words_of
from conversations.reading.plain import plain
from conversations.reading.sentences.grammar import Intent


def by_words(intent: Intent, text: str) -> Answer | None:
    """Return the answer of an intent whose words cover most of the text; None where none does."""
    covered: dict[str, int] = defaultdict(int)
    for hit in _lexicon(intent).find(words_of(plain(text))):
        covered[hit.meaning] += hit.after - hit.first
    best = max(covered, key=lambda name: covered[name], default=None)
    return None if best is None else programme_answers()[best]


def usual(intent: Intent) -> Answer | None:
    """Return the answer of an intent where nothing special is asked."""
    found = (each for each in programme_answers().values() if each.intent == intent)
    return next((each for each in found if not each.words), None)


def named(name: str) -> Answer:
    """Return an answer by its name."""
    return programme_answers()[name]


@cache
def _lexicon(intent: Intent) -> Lexicon[str]:
    """Return the words of all answers that an intent may ask for; its own come first."""
    answers = [each for each in programme_answers().values() if intent in each.intents]
    answers.sort(key=lambda each: each.intent != intent)
    return Lexicon((word, each.name) for each in answers for word in each.words)
