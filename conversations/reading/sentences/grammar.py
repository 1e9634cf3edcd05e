"""The grammar of what people want: weighted patterns, kept in `grammar.toml`."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain
from math import exp

from conversations.reading.plain import word_set
from conversations.reading.words import data

_COMMON = word_set(
    "a an the i my me you it is are am do does did can be to of in on for and or have has what how"
    " when where which that this not CRED AREA PTS NUM DATE points credits ces hours need get at"
)
_SHARP = 0.45  # measured by leaving examples out: of what is 0.7 sure or more, 95 in 100 are right


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
    pattern: str  # "?" fits any question
    weight: float

    def fits(self, text: str, *, asks: bool) -> bool:
        """Whether it fits words that each end with a space. `asks`: there is a question mark."""
        return asks if self.pattern == "?" else bool(_compiled(self.pattern).search(text))


def weigh(sentence: Sequence[str], *, asks: bool) -> Mapping[Intent, float]:
    """Return how much speaks for each intent. `asks`: there is a question mark."""
    text = "".join(f"{word} " for word in sentence)
    scores = dict.fromkeys(Intent, 0.0)
    for rule in _rules().worth_trying(sentence):
        if rule.fits(text, asks=asks):
            scores[rule.intent] += rule.weight
    return scores


def choose(scores: Mapping[Intent, float]) -> tuple[Intent, float]:
    """Return the intent for which most speaks, and how sure that is, between 0 and 1."""
    best = max(scores, key=lambda intent: scores[intent])
    return best, 1 / sum(exp(_SHARP * (score - scores[best])) for score in scores.values())


@dataclass(frozen=True, slots=True)
class _Rules:
    """All rules by the words without which they cannot fit: few have to be tried."""

    always: tuple[Rule, ...]
    by_word: Mapping[str, tuple[Rule, ...]]
    by_stem: Mapping[str, tuple[Rule, ...]]

    def worth_trying(self, sentence: Sequence[str]) -> Iterator[Rule]:
        """Yield each rule once that may fit a sentence."""
        yield from self.always
        tried: set[int] = set()
        for word in dict.fromkeys(sentence):
            stems = (word[:length] for length in range(2, len(word) + 1))
            found = (self.by_word.get(word, ()), *(self.by_stem.get(stem, ()) for stem in stems))
            for rule in chain.from_iterable(found):
                if id(rule) not in tried:
                    tried.add(id(rule))
                    yield rule


@cache
def _rules() -> _Rules:
    always: list[Rule] = []
    by_word: dict[str, list[Rule]] = defaultdict(list)
    by_stem: dict[str, list[Rule]] = defaultdict(list)
    for intent in Intent:
        for pattern, weight in data("sentences/grammar.toml")[intent].items():
            rule = Rule(intent, pattern, weight)
            needed = () if pattern == "?" else _needed(pattern)
            if not needed:
                always.append(rule)
            for word in needed:
                (by_stem if word.endswith("*") else by_word)[word.removesuffix("*")].append(rule)
    return _Rules(
        tuple(always),
        {word: tuple(rules) for word, rules in by_word.items()},
        {stem: tuple(rules) for stem, rules in by_stem.items()},
    )


def _needed(pattern: str) -> Sequence[str]:
    """Return the words of which one must be there: the piece with the fewest common words."""
    pieces = [
        piece.split("|")
        for piece in pattern.split()
        if piece not in ("^", "$", "..") and not piece.endswith("?")
    ]
    return min(pieces, key=lambda words: (len(_COMMON.intersection(words)), len(words)), default=())


@cache  # compiled when first tried: most sentences try few of many hundreds
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
