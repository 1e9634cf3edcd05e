"""What a correction puts in place: "from 1 to 2 points" says two, "points to 2" two points."""

import re

from conversations.reading.plain import Span

_ORDER = re.compile(
    r"\W*(?:(?:please|pls|can\syou|could\syou|no|oops|sorry|i\s(?:want|need)\sto)\W+){0,2}"
    r"(?:change|edit|correct|fix|update|amend|modify|adjust|set|move|make)\b",
    re.I,
)
_FROM = re.compile(  # not "the 2 hours from nov 3 to 3": both are numbers, or both begin with words
    r"\sfrom\s(?:the\s)?(?:\d[^,;]{0,60}?(?=\sto\s\d)|[^\W\d][^,;]{0,60}?(?=\sto\s[^\W\d]))", re.I
)
_POINTS_TO = re.compile(
    r"\b(?:the\s)?(?:points?|hours?|credits?)\s(?:of\sit\s)?(?:(?:should\s)?(?:be|to|is|are|was|were)|=)\s"
    r"(?P<number>\d{1,3}(?:\.\d{1,2})?)(?![\w/.,-]|\s?(?:hours?|hrs?|h|points?|pts?|credits?)\b)",
    re.I,
)
_NEW_TITLE = re.compile(
    r"(?:\b(?:title|name|rename)\b[^\n]{0,40}?\b(?:to|is|be|as|was)|\bcall\sit)\s(?P<title>[^\n]+)$",
    re.I,
)
_DENIED = re.compile(r"\b(?:not|instead\sof|rather\sthan)\s(?:for\s|as\s|in\s|under\s)?$", re.I)
_ONLY_WRONG = re.compile(
    r"(?:all\s|also\s|just\s)?(?:wrong|incorrect|off|misspel+ed|mistyped|a\s(?:typo|mistake)|not\s\w+|missing)",
    re.I,
)
_NEXT_FIELD = re.compile(
    r"(?:\s?[,;]\s?(?:and\s)?|\sand\s)(?:change\s|make\s|set\s)?(?:the\s|it\s)?"
    r"(?:(?:points?|hours?|credits?|date|day|provider|sponsor|kind|area)s?\b|\d{1,2}(?:\.\d{1,2})?\s?(?:points?|pts?|hours?|hrs?|h)\b)"
    r".*$",
    re.I,
)


def in_place(text: str) -> str:
    """Return a correction without what was there before, its points with the unit behind them."""
    if _ORDER.match(text):
        text = _FROM.sub("", text, count=1)
    return _POINTS_TO.sub(lambda said: f"{said['number']} points", text)


def own_words(title: str) -> str:
    """Return a title without the next field of the same correction: "… and points to 2"."""
    return _NEXT_FIELD.sub("", title)


def new_title(text: str) -> str | None:
    """Return the title that a correction gives: "rename it to Rh Basics"."""
    said = _NEW_TITLE.search(text)
    title = "" if said is None else own_words(said["title"]).strip(" .\"'")
    return None if not title or _ONLY_WRONG.fullmatch(title) else title


def is_denied(text: str, span: Span) -> bool:
    """Whether a correction says that something is not so: "not ethics"."""
    return _DENIED.search(text[: span[0]]) is not None
