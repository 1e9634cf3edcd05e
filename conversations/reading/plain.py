"""Text as the readers want it, letter for letter as long as the person wrote it."""

import re
from collections.abc import Collection
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]  # from, up to and without: as in text[start:end]

LONGEST = 5_000  # letters of one message that are read; what follows is left alone

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SPACES = "\u00a0\u2007\u2009\u200a\u202f\u3000\t\r\n\v\f"
_QUOTES = "\u2018\u2019\u201b\u02bc`\u00b4"
_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys(_QUOTES, "'"),
        "\u201c": '"',
        "\u201d": '"',
        "\u2044": "/",
    }
)
# What a number behind it counts or names: "level 2", "factor 8", "vitamin B 12".
NUMBERED = (
    r"(?:types?|factors?|grade|phase|no|num|number|vol|volume|covid|cov|hiv|hsv|htlv|hpv|hhv|sars|page|lot|room"
    r"|bed|score|open|ops|parts?|modules?|lessons?|levels?|class|units?|chapters?|steps?|sessions?|weeks?"
    r"|days?|series|cases?|stage|tier|section|track|round|issue|edition|version|rev|year|group|figure"
    r"|chromosome|trisomy|complement|interleukin|il|cd|ck|her|glut|bsl|ica|protein|vitamin\s[a-k]|hepatitis"
    r"|top|entry|item|line|nr|episode|book|q|fy|course|cap)"
)
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:[.,]\d+)?|[^\sa-z\d]", re.I | re.A)


def plain(text: str) -> str:
    """Return the text with one kind of dash, space and quote, position by position the same."""
    return text[:LONGEST].translate(_SAME_LENGTH)


def words_outside(text: str, span: Span) -> list[str]:
    """Return the lower-case words, numbers and signs before and after a span."""
    outside = f"{text[: span[0]]} {text[span[1] :]}"
    return [found.group().lower() for found in _WORD.finditer(outside)]


def blanked(text: str, *spans: Span) -> str:
    """Return the text with the spans replaced by bars, as long as before."""
    for start, end in spans:
        text = f"{text[:start]}{'|' * (end - start)}{text[end:]}"
    return text


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a letter."""
    return one[0] < other[1] and other[0] < one[1]


def meets(span: Span, others: Collection[Span]) -> bool:
    """Whether a span shares a letter with any of others."""
    return any(overlap(span, other) for other in others)


def word_set(words: str) -> frozenset[str]:
    """Return the words of a list that is written as one text."""
    return frozenset(words.split())
