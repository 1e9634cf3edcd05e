"""Questions about the programme: answered from sourced facts, with how sure they are.

> does HIPAA count for ethics
HIPAA and privacy training
I can't tell: no source I trust says whether privacy training counts as medical ethics.
…
See https://www.ascp.org/…
"""

import re
from collections.abc import Callable, Mapping

from cmp_rules.programme_answers import Answer
from conversations.answers.programme.certified import must_take_part
from conversations.answers.programme.counting import does_it_count, limit, misses_the_kind, papers
from conversations.answers.programme.entries import by_words, usual
from conversations.answers.programme.screen import screen
from conversations.answers.programme.terms import conversion, what_it_is
from conversations.model import Reply, When
from conversations.person import Person
from conversations.reading.sentences.sentence import Intent, Understood

__all__ = ["answer", "find", "surely_asked", "usual_answer"]

_Worked = Callable[[Understood, str, Person, When], Answer | None]

# What is worked out from the catalogue and the person, where no words ask for something special.
_WORKED_OUT: Mapping[Intent, _Worked] = {
    Intent.ELIGIBLE: does_it_count,
    Intent.LIMITS: limit,
    Intent.PROOF: papers,
    Intent.AUDIT: papers,
    Intent.PARTICIPATE: must_take_part,
    Intent.UNITS: conversion,
    Intent.DEFINITION: what_it_is,
}
_FIRST = frozenset({Intent.UNITS, Intent.LIMITS})  # where a figure asked for says more than words
_OWN_DATES = frozenset({Intent.DEADLINE, Intent.CYCLE})  # whose usual answer is the person's own
_ELSEWHERE = frozenset(
    {Intent.ABOUT, Intent.PRIVACY, Intent.REMINDERS, Intent.REQUIREMENTS, *_OWN_DATES}
)  # answered by another screen, unless words ask for something special
_TERMS = frozenset({Intent.DEFINITION, Intent.UNITS})  # alike, and asked without a question mark
_SURE, _SURE_OF_TERM = 0.7, 0.5  # how sure a question must be in the middle of a draft
_TITLE_LIKE = frozenset({Intent.WHY_PROGRAM, Intent.FIND_CE, Intent.STATE_LICENSE})
_OF_THEMSELVES = re.compile(r"\b(?:i|i'm|im|i've|my|me|mine)\b", re.I)


def answer(understood: Understood, text: str, person: Person, when: When) -> Reply | None:
    """Answer a question about the programme; None where it is none, or another screen knows."""
    found = find(understood, text, person, when)
    return None if found is None else screen(found, understood, person, when)


def usual_answer(
    intent: Intent, understood: Understood, person: Person, when: When
) -> Reply | None:
    """Return what is answered to an intent where nothing special is asked."""
    found = usual(intent)
    return None if found is None else screen(found, understood, person, when)


def find(understood: Understood, text: str, person: Person, when: When) -> Answer | None:
    """Return what is known on a question: the special before the usual."""
    intent = understood.intent
    special = by_words(intent, text)
    if special is not None and misses_the_kind(special, understood):
        special = None
    work_out = _WORKED_OUT.get(intent)
    worked = None if work_out is None else work_out(understood, text, person, when)
    if worked is not None and (special is None or intent in _FIRST):
        return worked
    if special is not None:
        return special
    if intent in _OWN_DATES and (person.holdings or understood.credentials):
        return None
    return usual(intent)


def surely_asked(understood: Understood, text: str) -> bool:
    """Whether a line in the middle of a draft is plainly such a question, and no title.

    Titles ask too ("How to survive an audit", "Is your lab safe?"), but not in the first person,
    and seldom in the words of the programme.
    """
    intent = understood.intent
    if intent in _ELSEWHERE:
        return False
    special = by_words(intent, text) is not None
    if intent in _TERMS:
        return special and understood.sure >= _SURE_OF_TERM
    if understood.sure < _SURE:
        return False
    if _OF_THEMSELVES.search(text):
        return special or usual(intent) is not None
    return special and "?" in text and intent not in _TITLE_LIKE
