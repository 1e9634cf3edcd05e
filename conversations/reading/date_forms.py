"""The forms in which people write dates, one function each.

To teach the bot a new form: write the function, put it into `FORMS` with its pattern, and add a
line to the tables in `tests/conversations/reading/test_dates.py`. All patterns are bounded.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from re import Match

from conversations.reading.calendar_words import (
    LONG_WEEKDAY_LIKE,
    MONTH_LIKE,
    NUMBERS,
    WEEKDAY_LIKE,
    means_yesterday,
    month_number,
    small_number,
    weekday_number,
)
from conversations.reading.date_kinds import (
    Ambiguous,
    Asked,
    DateRead,
    Day,
    Impossible,
    MonthOnly,
    by_order,
    day_of,
    full_year,
    nearest_year,
)

_FLAGS = re.I | re.A
_START = r"(?<![\w./+-])"
_END = r"(?![\w/]|[.,]\d|-\d)"
_YEAR = r"(?:(?:1[89]|2[01]|3\d)\d\d)"
_MONTH = rf"(?P<month>{MONTH_LIKE})\.?"
_BARE_ORDINAL = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)(?!\s(?:of\s)?{MONTH_LIKE})"
_WEEKDAY = rf"(?:{WEEKDAY_LIKE}\.?,?\s{{1,2}})?"
_COUNT = rf"(?:\d{{1,3}}|{'|'.join(NUMBERS)})"
_UNIT = (
    r"(?!\s{0,2}(?:h|hrs?|hours?|mins?|minutes?|credits?|cr|pts?|points?|ceus?|ces?|cmles?|contact"
    r"|p\.?a\.?c\.?e|semester|quarter)\b)"
)
_CLOCK = (
    r"(?:,?\s{1,2}(?:at\s)?\d{1,2}(?::\d\d){0,2}\s?(?:[ap]\.?m\b\.?)(?:\s[a-z]{2,4}t\b)?"
    r"|(?:t|,?\s{1,2}(?:at\s)?)\d{1,2}(?::\d\d){1,2}(?:\.\d{1,6})?(?:z|[+-]\d\d:?\d\d)?(?:\s[a-z]{2,4}t\b)?)?"
)
# "type 1/2", "part 2/3": numbered things, not days. (24/7 is no day either.)
_NUMBERED = re.compile(
    r"(?:types?|factors?|parts?|modules?|lessons?|levels?|class|grade|phase|units?|chapter|step"
    r"|sessions?|weeks?|no|vol|covid|hiv|hsv|htlv|page|lot|room|bed|score|open|ops)[\s.:#-]{0,2}$",
    _FLAGS,
)
_MIXED = re.compile(r"(?:^|[^\d/.-])\d{1,3}\s$")  # the 1 of "1 1/2"


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a date. `alone`: only where nothing else was said."""

    pattern: re.Pattern[str]
    read: Callable[[Match[str], Asked], DateRead | None]
    alone: bool = False


def _form(
    read: Callable[[Match[str], Asked], DateRead | None], pattern: str, alone: bool = False
) -> Form:
    return Form(re.compile(f"{_START}{pattern}{_END}", _FLAGS), read, alone)


def _iso(found: Match[str], _asked: Asked) -> DateRead:
    return day_of(int(found["year"]), int(found["month"]), int(found["day"]), found.group())


def _iso_month(found: Match[str], _asked: Asked) -> DateRead | None:
    month = int(found["month"])
    return MonthOnly(int(found["year"]), month) if 1 <= month <= 12 else None


def _may_be_days(one: int, two: int) -> bool:
    return 1 <= min(one, two) <= 12 and max(one, two) <= 31


def _three_numbers(found: Match[str], asked: Asked) -> DateRead | None:
    if not _may_be_days(int(found["one"]), int(found["two"])):
        return None
    year = full_year(found["year"], asked)
    return by_order(
        int(found["one"]),
        int(found["two"]),
        asked,
        _maker(year, asked, found.group()),
    )


def _two_numbers(found: Match[str], asked: Asked) -> DateRead | None:
    one, two = int(found["one"]), int(found["two"])
    before = found.string[max(0, found.start() - 12) : found.start()]
    if (one, two) == (24, 7) or _NUMBERED.search(before) or not _may_be_days(one, two):
        return None
    if two in (2, 4) and one < two and _MIXED.search(before):
        return None
    soon = range(asked.today.year % 100, asked.today.year % 100 + 4)  # a cycle is three years
    if asked.prefer == "future" and two in soon and 1 <= one <= 12 and two > 12:
        return MonthOnly(asked.today.year // 100 * 100 + two, one)
    return by_order(one, two, asked, _maker(None, asked, found.group()))


def _month_year_numbers(found: Match[str], _asked: Asked) -> DateRead | None:
    month = int(found["month"])
    return MonthOnly(int(found["year"]), month) if 1 <= month <= 12 else None


def _named_day(found: Match[str], asked: Asked) -> DateRead | None:
    month = month_number(found["month"])
    if month is None:
        return None
    day, text = int(found["day"]), found.group()
    if found["year"]:
        return day_of(full_year(found["year"], asked), month, day, text)
    near = nearest_year(month, day, asked, text)
    # "June 27" for an expiry: the 27th, or the year?
    year = 2000 + day
    if asked.prefer == "future" and isinstance(near, Day):
        month_first = found.start("month") < found.start("day")
        if month_first and day > 12 and asked.today.year <= year <= asked.today.year + 3:
            return Ambiguous(near.date, MonthOnly(year, month).last_day)
    return near


def _day_range(found: Match[str], asked: Asked) -> DateRead | None:
    month = month_number(found["month"])
    if month is None:
        return None
    year = full_year(found["year"], asked) if found["year"] else None
    make = _maker(year, asked, found.group())
    match make(month, int(found["from"])), make(month, int(found["day"])):
        case Day(first), Day(last) if first < last:
            return Ambiguous(first, last)
    return Impossible(found.group())


def _number_range(found: Match[str], asked: Asked) -> DateRead | None:
    """Read "11/3 - 11/5": a meeting of several days, so it is asked which day counts."""
    last_year = found["last_year"]
    sides = [
        (found["a"], found["b"], found["year"] or last_year),
        (found["c"], found["d"], last_year),
    ]
    days = []
    for one, two, year in sides:
        if not _may_be_days(int(one), int(two)):
            return None
        fixed = None if year is None else full_year(year, asked)
        days.append(by_order(int(one), int(two), asked, _maker(fixed, asked, found.group())))
    match days:
        case [Day(first), Day(last)] if first < last:
            return Ambiguous(first, last)
    return None


def _maker(year: int | None, asked: Asked, text: str) -> Callable[[int, int], Day | Impossible]:
    """Return what makes a day of a month and a day, in this year or in the nearest."""
    if year is None:
        return lambda month, day: nearest_year(month, day, asked, text)
    return lambda month, day: day_of(year, month, day, text)


def _month_and_year(found: Match[str], asked: Asked) -> DateRead | None:
    month = month_number(found["month"])
    return None if month is None else MonthOnly(full_year(found["year"], asked), month)


def _bare_month(found: Match[str], asked: Asked) -> DateRead | None:
    month = month_number(found["month"])
    if month is None:
        return None
    today = asked.today
    if asked.prefer == "past":
        return MonthOnly(today.year - (month > today.month), month)
    return MonthOnly(today.year + (month < today.month), month)


def _relative_month(found: Match[str], asked: Asked) -> DateRead:
    back = {"last": -1, "past": -1, "next": 1}.get(found["which"].lower(), 0)
    return _months_away(asked.today, back)


def _months_away(today: date, months: int) -> MonthOnly:
    count = today.year * 12 + today.month - 1 + months
    return MonthOnly(count // 12, count % 12 + 1)


def _ago(found: Match[str], asked: Asked) -> DateRead | None:
    count = small_number(found["count"])
    return None if count is None else _away(found["unit"], -count, asked)


def _ahead(found: Match[str], asked: Asked) -> DateRead | None:
    count = small_number(found["count"])
    return None if count is None else _away(found["unit"], count, asked)


def _away(unit: str, count: int, asked: Asked) -> DateRead:
    if unit.lower().startswith("m"):
        return _months_away(asked.today, count)
    days = {"d": 1, "w": 7, "f": 14}[unit.lower()[0]]
    return Day(asked.today + timedelta(days=days * count))


def _today(_found: Match[str], asked: Asked) -> DateRead:
    return Day(asked.today)


def _yesterday(found: Match[str], asked: Asked) -> DateRead | None:
    if not means_yesterday(found["word"]):
        return None
    return Day(asked.today - timedelta(days=2 if found["before"] else 1))


def _last_night(_found: Match[str], asked: Asked) -> DateRead:
    return Day(asked.today - timedelta(days=1))


def _tomorrow(_found: Match[str], asked: Asked) -> DateRead:
    return Day(asked.today + timedelta(days=1))


def _weekday(found: Match[str], asked: Asked) -> DateRead | None:
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
        return Ambiguous(asked.today, asked.today - timedelta(days=7))
    return Day(asked.today - timedelta(days=back or 7))


def _ordinal(found: Match[str], asked: Asked) -> DateRead | None:
    day = int(found["day"])
    step = -1 if asked.prefer == "past" else 1
    for away in range(3):
        month = _months_away(asked.today, step * away)
        read = day_of(month.year, month.month, day, found.group())
        if isinstance(read, Day) and (read.date - asked.today).days * step >= 0:
            return read
    return Impossible(found.group()) if day > 31 else None


FORMS = (
    _form(_iso, rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_CLOCK}"),
    _form(_iso_month, rf"(?P<year>{_YEAR})-(?P<month>\d\d)"),
    _form(
        _three_numbers,
        rf"{_WEEKDAY}(?P<one>\d{{1,2}})\s?([/.-])\s?(?P<two>\d{{1,2}})\s?\2\s?"
        rf"(?P<year>\d{{4}}|\d\d){_CLOCK}",
    ),
    _form(_iso, r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)", alone=True),
    _form(_three_numbers, r"(?P<one>\d\d)(?P<two>\d\d)(?P<year>20\d\d)", alone=True),
    _form(
        _three_numbers,
        r"(?P<one>\d{1,2})\s(?P<two>\d{1,2})\s(?P<year>\d{4}|\d\d)",
        alone=True,
    ),
    _form(
        _number_range,
        r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?\s?(?:-|to|thru|through)\s?"
        r"(?P<c>\d{1,2})/(?P<d>\d{1,2})(?:/(?P<last_year>\d{4}|\d\d))?",
    ),
    _form(_month_year_numbers, rf"(?P<month>\d{{1,2}})\s?[/.-]\s?(?P<year>{_YEAR})"),
    _form(_two_numbers, rf"{_WEEKDAY}(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}}){_UNIT}"),
    _form(_two_numbers, r"(?P<one>\d{1,2})\s?[/-]\s?(?P<two>\d{1,2})", alone=True),
    _form(
        _day_range,
        rf"{_MONTH}\s{{0,2}}(?P<from>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:-|to|thru|through)\s?"
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s{{1,2}}(?P<year>{_YEAR}))?{_UNIT}",
    ),
    _form(
        _day_range,
        rf"(?P<from>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:-|to|thru|through)\s?(?P<day>\d{{1,2}})"
        rf"(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s{{1,2}}(?P<year>{_YEAR}))?",
    ),
    _form(
        _named_day,
        rf"{_WEEKDAY}{_MONTH}[\s,-]{{0,2}}(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"(?:(?:,\s{{0,2}}|[\s-]{{1,2}}|\s?')(?P<year>{_YEAR}|(?<=')\d\d|(?<=-)\d\d))?"
        rf"{_CLOCK}{_UNIT}",
    ),
    _form(
        _named_day,
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]?(?:of\s)?{_MONTH}"
        rf"(?:(?:,?\s{{0,2}}|-|\s?')(?P<year>{_YEAR}|(?<=')\d\d|(?<=-)\d\d))?{_CLOCK}",
    ),
    _form(
        _month_and_year,
        rf"(?:(?:the\s)?end\s(?:of\s)?)?{_MONTH}(?:[\s,-]{{0,2}}(?:of\s)?|\s?')"
        rf"(?P<year>{_YEAR}|(?<=')\d\d)",
    ),
    _form(
        _bare_month,
        rf"(?:in|since|last|this|next|(?:the\s)?end\s(?:of\s)?)\s{_MONTH}"
        rf"(?![\s,]{{0,2}}\d{{1,4}}(?:st|nd|rd|th)?{_UNIT}{_END})",
    ),
    _form(
        _bare_month,
        r"(?P<month>january|february|april|june|july|september|october|november|december)",
        alone=True,
    ),
    _form(
        _relative_month,
        r"(?:(?:the\s)?end\s(?:of\s)?)?(?P<which>last|past|this|next)\smonth",
    ),
    _form(_ago, rf"(?P<count>{_COUNT})\s(?P<unit>days?|d|weeks?|wks?|fortnights?|months?)\sago"),
    _form(_ahead, rf"in\s(?P<count>{_COUNT})\s(?P<unit>days?|weeks?|wks?|months?)"),
    _form(_today, r"(?:earlier\s)?(?:today|2day|tonight|this\s(?:morning|afternoon|evening)|tdy)"),
    _form(_today, r"(?:just\s)?now", alone=True),
    _form(_yesterday, r"(?:the\s)?(?P<before>day\sbefore\s)?(?P<word>y'?[a-z]{3,10})"),
    _form(_last_night, r"last\s(?:night|evening)"),
    _form(_tomorrow, r"(?:tomorrow|tmrw|tmrow)"),
    _form(
        _weekday,
        rf"(?:on\s)?(?P<which>last|past|this|next)\s(?P<weekday>{WEEKDAY_LIKE})\.?",
    ),
    _form(_weekday, rf"(?P<which>)on\s(?P<weekday>{WEEKDAY_LIKE})\.?"),
    _form(_weekday, r"(?P<which>)(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day)"),
    _form(_weekday, rf"(?P<which>)(?P<weekday>{LONG_WEEKDAY_LIKE})", alone=True),
    _form(_ordinal, rf"on\sthe\s{_BARE_ORDINAL}"),
    _form(_ordinal, rf"(?:the\s)?{_BARE_ORDINAL}", alone=True),
)
