"""What a date said from today means: "yesterday", "last Saturday", "the 3rd of last month"."""

from datetime import date, timedelta

from conversations.reading.dates.calendar_words import (
    means_yesterday,
    month_number,
    small_number,
    weekday_number,
)
from conversations.reading.dates.kinds import (
    Ambiguous,
    Asked,
    DateRead,
    Day,
    Found,
    Impossible,
    MonthOnly,
    day_of,
)

_SUNDAY = 6
_PLACES = {
    **dict.fromkeys(("first", "1st"), 0),
    **dict.fromkeys(("second", "2nd"), 1),
    **dict.fromkeys(("third", "3rd"), 2),
    **dict.fromkeys(("fourth", "4th"), 3),
    "last": -1,
}


def relative_month(found: Found, asked: Asked) -> DateRead:
    """Read "last month"."""
    back = {"last": -1, "past": -1, "next": 1}.get(found["which"].lower(), 0)
    return _months_away(asked.today, back)


def day_of_relative_month(found: Found, asked: Asked) -> DateRead:
    """Read "last month on the 30th" and "the 3rd of this month"."""
    back = {"last": -1, "past": -1}.get(found["which"].lower(), 0)
    month = _months_away(asked.today, back)
    return day_of(month.year, month.month, int(found["day"]), found.group())


def _months_away(today: date, months: int) -> MonthOnly:
    count = today.year * 12 + today.month - 1 + months
    return MonthOnly(count // 12, count % 12 + 1)


def ago(found: Found, asked: Asked) -> DateRead | None:
    """Read "two weeks ago"; months give a month only."""
    count = small_number(found["count"])
    return None if count is None else _away(found["unit"], -count, asked)


def ahead(found: Found, asked: Asked) -> DateRead | None:
    """Read "in 3 weeks"."""
    count = small_number(found["count"])
    return None if count is None else _away(found["unit"], count, asked)


def _away(unit: str, count: int, asked: Asked) -> DateRead:
    if unit.lower().startswith("m"):
        return _months_away(asked.today, count)
    days = {"d": 1, "w": 7, "f": 14}[unit.lower()[0]]
    return Day(asked.today + timedelta(days=days * count))


def today(_found: Found, asked: Asked) -> DateRead:
    """Read "today" and what else means it."""
    return Day(asked.today)


def yesterday(found: Found, asked: Asked) -> DateRead | None:
    """Read "yesterday" and the day before."""
    if not means_yesterday(found["word"]):
        return None
    return Day(asked.today - timedelta(days=2 if found["before"] else 1))


def day_before(_found: Found, asked: Asked) -> DateRead:
    """Read "anteayer": two days ago."""
    return Day(asked.today - timedelta(days=2))


def last_night(_found: Found, asked: Asked) -> DateRead:
    """Read "last night"."""
    return Day(asked.today - timedelta(days=1))


def tomorrow(_found: Found, asked: Asked) -> DateRead:
    """Read "tomorrow"."""
    return Day(asked.today + timedelta(days=1))


def weekday(found: Found, asked: Asked) -> DateRead | None:
    """Read "last Saturday" and "on Monday".

    Today's own weekday is today inside a sentence; as an answer it may be a week ago as well.
    """
    number = weekday_number(found["weekday"])
    if number is None:
        return None
    which = (found["which"] or "").lower()
    back = (asked.today.weekday() - number) % 7  # 0: it is that weekday today
    ahead = -back % 7
    if which == "next" or (asked.prefer == "future" and which not in ("last", "past")):
        return Day(asked.today + timedelta(days=ahead or (7 if which == "next" else 0)))
    if which == "this":
        this_week = number <= asked.today.weekday()
        return Day(asked.today - timedelta(days=back)) if this_week else None
    if back == 0 and which not in ("last", "past"):
        before = asked.today - timedelta(days=7)
        return Ambiguous(asked.today, before) if asked.alone else Day(asked.today)
    return Day(asked.today - timedelta(days=back or 7))


def weekday_back(found: Found, asked: Asked) -> DateRead | None:
    """Read "two Fridays ago" and "the Friday before last"."""
    number = weekday_number(found["weekday"].lower().removesuffix("s"))
    count = small_number(found["count"]) if found["count"] else 2
    if number is None or not count:
        return None
    back = (asked.today.weekday() - number) % 7 or 7
    return Day(asked.today - timedelta(days=back + 7 * (count - 1)))


def weekday_of_month(found: Found, asked: Asked) -> DateRead | None:
    """Read "the last Friday of October" and "first Monday in November"."""
    number, month = weekday_number(found["weekday"]), month_number(found["month"])
    if number is None or month is None:
        return None
    nth = _PLACES[found["nth"].lower()]
    for year in (asked.today.year + 1, asked.today.year, asked.today.year - 1):
        days = [
            date(year, month, day)
            for day in range(1, MonthOnly(year, month).last_day.day + 1)
            if date(year, month, day).weekday() == number
        ]
        if nth < len(days) and (days[nth] <= asked.today or asked.prefer == "future"):
            return Day(days[nth])
    return None


def weekday_last_week(found: Found, asked: Asked) -> DateRead | None:
    """Read "Monday last week"; a Sunday may begin the week or end it."""
    number = weekday_number(found["weekday"])
    if number is None:
        return None
    monday = asked.today - timedelta(days=asked.today.weekday() + 7)
    day = monday + timedelta(days=number)
    return Ambiguous(day, monday - timedelta(days=1)) if number == _SUNDAY else Day(day)


def ordinal(found: Found, asked: Asked) -> DateRead | None:
    """Read "the 5th": the last one or the next."""
    day = int(found["day"])
    step = -1 if asked.prefer == "past" else 1
    for away in range(3):
        month = _months_away(asked.today, step * away)
        read = day_of(month.year, month.month, day, found.group())
        if isinstance(read, Day) and (read.date - asked.today).days * step >= 0:
            return read
    return Impossible(found.group()) if day > 31 else None
