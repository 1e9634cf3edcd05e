"""Days that stand side by side: those of one event become its last, as in a range."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from conversations.reading.dates.kinds import DateRead, Day, MonthOnly
from conversations.reading.plain import Span

_BETWEEN = re.compile(r"[\s,;&+/]{0,3}(?:\b(?:and|then)\b)?\s?", re.I)
_INTO_MONTH = re.compile(r"[\s,;(]{0,3}(?:\bon\b)?\s?", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|[/.'-]\d\d$", re.A)
_CLOCK = re.compile(r"to(?:day|night)|yest", re.I)  # "yesterday and today": as often a title


def together(text: str, found: Sequence[tuple[DateRead, Span]]) -> list[tuple[DateRead, Span]]:
    """Join days that follow one another ("11/20 11/21"), and a month with its day.

    Days further apart stay as they are: they may belong to two activities, and are asked.
    """
    joined: list[tuple[DateRead, Span]] = []
    for read, span in found:
        if joined:
            before, place = joined[-1]
            one = _of_both(text, before, place, read, span)
            if one is not None:
                joined[-1] = (one, (place[0], span[1]))
                continue
        joined.append((read, span))
    return joined


def _of_both(
    text: str, before: DateRead, place: Span, read: DateRead, span: Span
) -> DateRead | None:
    """Return the one date that two side by side are."""
    between = text[place[1] : span[0]]
    match before, read:
        case Day(first), Day(last) if _BETWEEN.fullmatch(between):
            said = text[place[0] : span[1]]
            follows = _follows(first, last, dated=bool(_YEAR.search(text[slice(*place)])))
            return read if follows and not _CLOCK.search(said) else None
        case MonthOnly(year, month), Day(day) if _INTO_MONTH.fullmatch(between):
            return read if (day.year, day.month) == (year, month) else None
    return None


def _follows(first: date, last: date, *, dated: bool) -> bool:
    """Whether a day is the one after another, which may take its year from it."""
    if last - first == timedelta(days=1):
        return True
    if dated or (first.month, first.day) == (2, 29):
        return False
    return last - first.replace(year=last.year) == timedelta(days=1)
