"""Answers that are made for one question, of facts that the catalogue holds elsewhere."""

from collections.abc import Sequence
from dataclasses import replace

from cmp_rules.catalog import catalog
from cmp_rules.model import Figure
from cmp_rules.programme_answers import Answer, Statement
from conversations.answers.programme.entries import named


def fact_of(name: str, source: str) -> Statement:
    """Return the first fact of an answer that rests on a source."""
    address = catalog().sources[source].address
    return next(fact for fact in named(name).facts if fact.source == address)


def restated(fact: Statement, text: str) -> Statement:
    """Return what a fact comes to in one case: it is as sure as the fact."""
    return replace(fact, text=text)


def of_figure(figure: Figure, text: str) -> Statement:
    """Return what a figure of the catalogue says: it is as sure as the figure."""
    return Statement(text, figure.confidence, figure.source, figure.seen)


def made(name: str, heading: str, facts: Sequence[Statement], look: str) -> Answer:
    """Return an answer of these facts; `look` is the short name of a source."""
    intent = name.partition(".")[0]
    return Answer(name, intent, heading, (), (), tuple(facts), catalog().sources[look].address)
