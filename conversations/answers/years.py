"""The year that a question is about: "in 2025", "this year", "how about next year"."""

import re
from datetime import date

_SAID = re.compile(
    r"\b(?P<year>20\d\d)\b|\b(?P<which>this|last|past|next|previous|coming)\s+(?:calendar\s+)?y(?:ea)?r\b",
    re.I,
)
_AWAY = {"this": 0, "last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}


def read_year(text: str, today: date) -> int | None:
    """Return the calendar year that a text names; None where it names none."""
    found = _SAID.search(text)
    if found is None:
        return None
    if found["year"]:
        return int(found["year"])
    return today.year + _AWAY[found["which"].lower()]


def without_year(text: str) -> str:
    """Return the text without the words that name a year."""
    return _SAID.sub(" ", text)
