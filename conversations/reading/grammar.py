"""The grammar of what people want: weighted patterns, kept in `grammar.toml`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from math import exp

from rapidfuzz import process
from rapidfuzz.distance import OSA

from conversations.reading.words import data

_LONG = 5  # shorter words are too close to one another to be corrected
_VERY_LONG = 8  # from here on two slips are forgiven
_LITERAL = re.compile(r"[a-z][a-z_']*")


class Intent(StrEnum):
    """What a person wants with a sentence; the table in the interfaces says each in words."""

    LOG = "log"
    ADD_CREDENTIAL = "add_credential"
    CHANGE_CREDENTIAL = "change_credential"
    REQUIREMENTS = "requirements"
    REMAINING = "remaining"
    COMPLETE = "complete"
    PLAN = "plan"
    DEADLINE = "deadline"
    CYCLE = "cycle"
    LIST = "list"
    EDIT = "edit"
    DELETE = "delete"
    UNDO = "undo"
    SETTINGS = "settings"
    REMINDERS = "reminders"
    EXPORT = "export"
    PRIVACY = "privacy"
    ELIGIBLE = "eligible"
    LIMITS = "limits"
    SHARE = "share"
    DUPLICATE = "duplicate"
    AUDIT = "audit"
    PROOF = "proof"
    LAPSE = "lapse"
    REINSTATEMENT = "reinstatement"
    INACTIVE = "inactive"
    PARTICIPATE = "participate"
    RENEW = "renew"
    ENTER = "enter"
    FEES = "fees"
    MISSING_CREDIT = "missing_credit"
    UNITS = "units"
    DEFINITION = "definition"
    WHY_PROGRAM = "why_program"
    FIND_CE = "find_ce"
    STATE_LICENSE = "state_license"
    RECORD_KEEPING = "record_keeping"
    ABOUT = "about"
    GREETING = "greeting"
    THANKS = "thanks"
    STATUS = "status"
    COMPLAINT = "complaint"
    OUT_OF_SCOPE = "out_of_scope"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, and how much it speaks for an intent where it fits."""

    intent: Intent
    pattern: re.Pattern[str] | None  # None: it is a question
    weight: float


def weigh(sentence: Sequence[str], *, asks: bool) -> Mapping[Intent, float]:
    """Return how much speaks for each intent. `asks`: there is a question mark."""
    text = "".join(f"{word} " for word in sentence)
    scores = dict.fromkeys(Intent, 0.0)
    for rule in _rules():
        if asks if rule.pattern is None else rule.pattern.search(text):
            scores[rule.intent] += rule.weight
    return scores


def choose(scores: Mapping[Intent, float]) -> tuple[Intent, float]:
    """Return the intent for which most speaks, and how sure that is, between 0 and 1."""
    best = max(scores, key=lambda intent: scores[intent])
    return best, 1 / sum(exp(score - scores[best]) for score in scores.values())


def usual(word: str) -> Sequence[str]:
    """Return the usual words for one word: without slips of the thumb, short forms in full."""
    return _usual(word)


@lru_cache(maxsize=8192)
def _usual(word: str) -> tuple[str, ...]:
    same: Mapping[str, str] = data("grammar.toml")["same"]
    if word not in same and word not in _vocabulary():
        word = _corrected(word)
    return tuple(same.get(word, word).split())


def _corrected(word: str) -> str:
    """Return the word of the grammar that a longer word nearly is, else the word itself."""
    if len(word) < _LONG:
        return word
    slips = 2 if len(word) >= _VERY_LONG else 1
    found = process.extractOne(word, _long_words(), scorer=OSA.distance, score_cutoff=slips)
    return found[0] if found is not None and found[0][0] == word[0] else word


@cache
def _vocabulary() -> frozenset[str]:
    """Return every word that stands in a pattern."""
    return frozenset(
        word
        for intent in Intent
        for pattern in data("grammar.toml")[intent]
        for word in _LITERAL.findall(pattern)
    )


@cache
def _long_words() -> tuple[str, ...]:
    return tuple(sorted(word for word in _vocabulary() if len(word) >= _LONG))


@cache
def _rules() -> tuple[Rule, ...]:
    return tuple(
        Rule(intent, None if pattern == "?" else _compiled(pattern), weight)
        for intent in Intent
        for pattern, weight in data("grammar.toml")[intent].items()
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    """Turn a pattern of the grammar into one for words that each end with a space."""
    return re.compile(r"(?:^|(?<= ))" + "".join(_piece(piece) for piece in pattern.split()))


def _piece(piece: str) -> str:
    match piece:
        case "^" | "$":
            return piece
        case "..":
            return r"(?:\S+ ){0,5}"
    often = "?" if piece.endswith("?") else ""
    choices = "|".join(
        re.escape(word.removesuffix("*")) + (r"\S*" if word.endswith("*") else "")
        for word in piece.removesuffix("?").split("|")
    )
    return f"(?:(?:{choices}) ){often}"
