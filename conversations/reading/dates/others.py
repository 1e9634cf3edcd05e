"""dateparser behind a fence: only short answers made of nothing but words of the calendar.

It reads "1.5" as 5 January, "may" as 23 May and "a" as 23 January, is slow to import, and blocks
for seconds when it may try every language. So it is loaded when first needed, reads English only,
and never sees a word that is not on the list below.
"""

import re
from datetime import datetime, time
from importlib import import_module

from conversations.reading.dates.calendar_words import (
    MONTHS,
    NUMBERS,
    WEEKDAYS,
    month_number,
    weekday_number,
)
from conversations.reading.dates.kinds import Asked, DateRead, Day
from conversations.reading.plain import word_set

_LONGEST = 39
_PIECE = re.compile(r"[a-z]+|\d{1,4}(?:st|nd|rd|th)?|[^\sa-z\d]", re.I | re.A)
_CALENDAR = frozenset((*MONTHS, *WEEKDAYS, *NUMBERS)) | word_set(
    "st nd rd th of the and on at ago day days week weeks noon am pm , . : - /"
)
_YEARS = range(1900, 2101)


def warm() -> None:
    """Load dateparser and what it loads on its first use."""
    import_module("conversations.reading.dates.ready")


def read(text: str, asked: Asked) -> DateRead | None:
    """Return the day that a short answer names in a form the exact reader does not know."""
    pieces = [piece.lower() for piece in _PIECE.findall(text)]
    if len(text) > _LONGEST or not _may_be_a_date(pieces):
        return None
    from conversations.reading.dates.ready import parse

    found = parse(
        text,
        languages=["en"],
        settings={
            "RELATIVE_BASE": datetime.combine(asked.today, time(12)),
            "PREFER_DATES_FROM": asked.prefer,
            "DATE_ORDER": "DMY" if asked.order == "dmy" else "MDY",
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    if found is None or found.year not in _YEARS:
        return None
    said = [int(piece.rstrip("dhnrst")) for piece in pieces if piece[0].isdigit()]
    if "ago" not in pieces and found.day not in said:
        return None  # it made up the day
    return Day(found.date())


def _may_be_a_date(pieces: list[str]) -> bool:
    """Whether there is a month with a day or something ago, and no other word at all."""
    known = all(
        piece in _CALENDAR or piece[0].isdigit() or month_number(piece) or _is_weekday(piece)
        for piece in pieces
    )
    number = any(piece[0].isdigit() for piece in pieces)
    return known and (
        (number and any(month_number(piece) for piece in pieces)) or pieces[-1:] == ["ago"]
    )


def _is_weekday(piece: str) -> bool:
    return weekday_number(piece) is not None
