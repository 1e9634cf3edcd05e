"""What each form of a date means: one function per form, given what its pattern matched."""

import re
from collections.abc import Callable

from conversations.reading.dates.calendar_words import month_number
from conversations.reading.dates.kinds import (
    Ambiguous,
    Asked,
    DateRead,
    Day,
    Found,
    Impossible,
    MonthOnly,
    by_order,
    day_of,
    full_year,
    nearest_year,
)

_FLAGS = re.I | re.A
# "type 1/2", "HSV 1/2": numbered things, not days. (24/7 is no day either.)
_NUMBERED = re.compile(
    r"(?:types?|factors?|grade|phase|no|vol|hiv|hsv|htlv|page|lot|room|bed|score|open|ops)"
    r"[\s.:#-]{0,2}$",
    _FLAGS,
)
# "part 2/3" is one of three; "class 11/10" was on a day.
_ONE_OF = re.compile(
    r"(?:part|module|lesson|level|class|unit|chapter|step|session|week)(?P<plural>s?)[\s.:#-]{0,2}$",
    _FLAGS,
)
_MOST_OF = 12
_FEW_OF = 8  # "three modules 11/12" were on a day
# "9/11 disaster lessons" is about that day.
_DISASTER = re.compile(
    r"\s(?:(?:and|the|disaster|terror|attack|lesson|anniversar|memorial|respon|survivor|victim|aftermath"
    r"|prepared|emergenc|mass|world|wtc|first|remember|tragedy|identif|dna|forensic|commission))",
    _FLAGS,
)
_DIGITS = re.compile(r"\d+", re.A)
_MIXED = re.compile(r"(?:^|[^\d/.-])\d{1,3}\s$")  # the 1 of "1 1/2"


def iso(found: Found, _asked: Asked) -> DateRead:
    """Read "2026-11-03"."""
    return day_of(int(found["year"]), int(found["month"]), int(found["day"]), found.group())


def iso_month(found: Found, _asked: Asked) -> DateRead | None:
    """Read "2027-06" and "11/2026"."""
    month = int(found["month"])
    return MonthOnly(int(found["year"]), month) if 1 <= month <= 12 else None


def _may_be_days(one: int, two: int) -> bool:
    return 1 <= min(one, two) <= 12 and max(one, two) <= 31


def three_numbers(found: Found, asked: Asked) -> DateRead | None:
    """Read "3/2/2026", "11/3/26" and "3.11.2026" in the person's order."""
    if not _may_be_days(int(found["one"]), int(found["two"])):
        return None
    year = full_year(found["year"], asked)
    return by_order(
        int(found["one"]),
        int(found["two"]),
        asked,
        _maker(year, asked, found.group()),
    )


def two_numbers(found: Found, asked: Asked) -> DateRead | None:
    """Read "11/3"; "06/27" for an expiry is a month and its year."""
    one, two = int(found["one"]), int(found["two"])
    before = found.string[max(0, found.start() - 12) : found.start()]
    after = found.string[found.end() : found.end() + 24]
    if (one, two) == (9, 11) and _DISASTER.match(after):
        return None
    of = _ONE_OF.search(before)
    if of is not None and one <= two <= (_FEW_OF if of["plural"] else _MOST_OF):
        return None
    if (one, two) == (24, 7) or _NUMBERED.search(before) or not _may_be_days(one, two):
        return None
    if two in (2, 4) and one < two and _MIXED.search(before):
        return None
    soon = range(asked.today.year % 100, asked.today.year % 100 + 4)  # a cycle is three years
    if asked.prefer == "future" and two in soon and 1 <= one <= 12 and two > 12:
        return MonthOnly(asked.today.year // 100 * 100 + two, one)
    return by_order(one, two, asked, _maker(None, asked, found.group()))


def named_day(found: Found, asked: Asked) -> DateRead | None:
    """Read "Nov 3" and "3 Nov 2026"."""
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


def day_or_day(found: Found, asked: Asked) -> DateRead | None:
    """Read "1 nov 3": the month between two numbers may go with either."""
    month = month_number(found["month"])
    if month is None:
        return None
    make = _maker(None, asked, found.group())
    match make(month, int(found["from"])), make(month, int(found["day"])):
        case Day(first), Day(last) if first != last:
            return Ambiguous(first, last)
    return None


def day_range(found: Found, asked: Asked) -> DateRead | None:
    """Read "Nov 3-5": what lasted several days was completed on the last."""
    month = month_number(found["month"])
    if month is None:
        return None
    year = full_year(found["year"], asked) if found["year"] else None
    make = _maker(year, asked, found.group())
    match make(month, int(found["from"])), make(month, int(found["day"])):
        case Day(first), Day(last) if first < last:
            return Day(last)
    return Impossible(found.group())


def day_list(found: Found, asked: Asked) -> DateRead | None:
    """Read "Nov 3, 4 and 5": days of one event, completed on the last; others are asked."""
    month = month_number(found["month"])
    if month is None:
        return None
    year = full_year(found["year"], asked) if found["year"] else None
    make = _maker(year, asked, found.group())
    numbers = [int(number) for number in _DIGITS.findall(found["days"])]
    match make(month, numbers[0]), make(month, numbers[-1]):
        case Day(first), Day(last) if numbers == list(range(numbers[0], numbers[-1] + 1)):
            return Day(last) if first < last else None
        case Day(first), Day(last) if first != last and len(numbers) == 2:
            return Ambiguous(first, last)
    return None


def month_range(found: Found, asked: Asked) -> DateRead | None:
    """Read "Sept 28 - Oct 1": the last day."""
    first_month, last_month = month_number(found["first"]), month_number(found["month"])
    if first_month is None or last_month is None:
        return None
    year = full_year(found["year"], asked) if found["year"] else None
    last = _maker(year, asked, found.group())(last_month, int(found["day"]))
    if not isinstance(last, Day):
        return last
    over_new_year = first_month > last_month
    first = day_of(last.date.year - over_new_year, first_month, int(found["from"]), found.group())
    return last if isinstance(first, Day) and first.date < last.date else None


def number_range(found: Found, asked: Asked) -> DateRead | None:
    """Read "11/3 - 11/5": what lasted several days was completed on the last."""
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
            return Day(last)
        case [Ambiguous(), Ambiguous() | Day()] | [Day(), Ambiguous()]:
            return days[1] if isinstance(days[1], Ambiguous) else Impossible(found.group())
    return None


def _maker(year: int | None, asked: Asked, text: str) -> Callable[[int, int], Day | Impossible]:
    """Return what makes a day of a month and a day, in this year or in the nearest."""
    if year is None:
        return lambda month, day: nearest_year(month, day, asked, text)
    return lambda month, day: day_of(year, month, day, text)


def month_and_year(found: Found, asked: Asked) -> DateRead | None:
    """Read "November 2026"."""
    month = month_number(found["month"])
    return None if month is None else MonthOnly(full_year(found["year"], asked), month)


def bare_month(found: Found, asked: Asked) -> DateRead | None:
    """Read "in May": the last one or the next."""
    month = month_number(found["month"])
    if month is None:
        return None
    today = asked.today
    if asked.prefer == "past":
        return MonthOnly(today.year - (month > today.month), month, guessed=True)
    return MonthOnly(today.year + (month < today.month), month, guessed=True)
