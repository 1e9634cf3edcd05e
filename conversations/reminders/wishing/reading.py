"""What a sentence wishes of reminders: "remind me on 1 March", "a week before", "no reminders"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeAlias

from cmp_rules.model import CredentialKey
from conversations.days import read_day
from conversations.model import When
from conversations.person import Person
from conversations.reading import dates
from conversations.reading.dates.calendar_words import NUMBERS
from conversations.reminders.wishing.wishes import Added, Before, EachMonth, OnDay

DAY, WEEK = timedelta(days=1), timedelta(days=7)


class Wish(StrEnum):
    """What is wished, besides reminders of one's own."""

    NONE = "none"  # to see them
    OFF = "off"
    ON = "on"
    HOUR = "hour"  # another time of day
    HOURS = "hours"  # within hours
    RHYTHM = "rhythm"  # more or fewer
    WEEKLY = "weekly"  # again and again, not each month
    SNOOZE = "snooze"


@dataclass(frozen=True, slots=True)
class Unread:
    """No day, or one of two: 3/2."""

    either: tuple[date, ...] = ()


Read: TypeAlias = Wish | Added | Unread

_COUNT = rf"(?P<count>\d{{1,4}}|{'|'.join(NUMBERS)}|couple|the)"
_BEFORE = re.compile(
    rf"\b{_COUNT}\s+(?:of\s+)?(?P<unit>day|week|month|year)s?\s+"
    r"(?:before|prior|ahead|in\s+advance|early|earlier|until)\b",
    re.I,
)
_EXPIRY = re.compile(r"\b(?:expir\w*|runs?\s+out|ends?|lapse\w*)\b", re.I)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_MONTHLY = re.compile(r"\b(?:(?:every|each|once\s+a|per)\s+month|monthly)\b", re.I)
_DAY_OF_MONTH = re.compile(r"\b(?:the|day|on)\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\b", re.I)
_ON = re.compile(
    r"\b(?:turn|switch|start|enable|resume|unmute|activate)\b.{0,40}?\b(?:on|again|remind\w*|"
    r"notif\w*|alerts?)\b|\b(?:reminders?|notifications?|alerts?)\s+(?:back\s+)?on\b"
    r"|\bback\s+on\b",
    re.I,
)
_SAYS_OFF = re.compile(r"\boff\b", re.I)
_OFF = re.compile(
    r"\b(?:no|stop|quit|cancel|disable|mute|silence|without|drop|end|pause)\b.{0,30}?"
    r"\b(?:remind\w*|notif\w*|alerts?|messages?|messaging|texting|bugging|pinging|writing|nagging"
    r"|these|it|all)\b"
    r"|\b(?:turn|switch)\b.{0,40}?\boff\b|\b(?:reminders?|notifications?|alerts?)\b.{0,30}?\boff\b"
    r"|\b(?:do\s+not|don'?t|dont|never)\b.{0,10}?\b(?:remind|want|need|message|text|ping|bug|nudge)\b"
    r"|^\W*(?:mute|pause|stop|silence|shut\s+up|leave\s+me\s+alone)\b",
    re.I,
)
_SPAN = re.compile(
    r"\b(?:until|till?|this|next|for\s+(?:now|a|an|the|some|\d+)|on\s+\w+days?|weekends?|today|tonight"
    r"|tomorrow|before|after|during|between|while|yet)\b",
    re.I,
)
_HOUR = re.compile(
    r"\bat\s+(?:\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\.?|o'?clock)?(?!\s*(?:days?|weeks?|months?)\b)\b"
    r"|noon|midnight|night)|\b\d{1,2}(?::\d\d)?\s*[ap]\.?m\b"
    r"|\bin\s+the\s+(?:morning|afternoon|evening)s?\b|\bwhat\s+time\b|\btime\s+of\s+(?:the\s+)?day\b",
    re.I,
)
_RHYTHM = re.compile(
    r"\b(?:fewer|less|(?<!no )(?<!any )more|too\s+many|too\s+often|how\s+often|so\s+(?:much|often)"
    r"|weekly|daily|every\s+(?:other\s+)?(?:day|week|year|\w+\s+weeks|\d+\s+\w+)|yearly|weekends?|weekdays?|quarterly)\b",
    re.I,
)
_AGAIN = re.compile(
    r"\bremind\w*\b.{0,120}?\b(?:weekly|daily|quarterly|yearly|(?:every|each)\s+(?!month|time)"
    r"(?:(?:other|second|third|\d+|few|two|three)\s+)?(?:day|week|weekday|weekend|year|quarter"
    r"|morning|evening|hour|(?:mon|tues?|wednes|thurs?|fri|satur|sun)(?:day)?)s?)\b",
    re.I,
)
_IN_HOURS = re.compile(
    rf"\bin\s+(?:\d+|an?|half\s+an|a\s+few|{'|'.join(NUMBERS)})\s*(?:h|hours?|hrs?|min|mins|minutes?)\b",
    re.I,
)
_WHILE = re.compile(
    r"\bpause\b|\b(?:until|till?)\b|\bfor\s+(?:now|a|an|the|some|\d+)\b|\b(?:this|next)\s+(?:week|month)",
    re.I,
)
_SNOOZE = re.compile(r"\b(?:snooze|later)\b", re.I)
_POLITE = re.compile(r"[\s,]*\b(?:please|pls|plz|thanks|thank\s+you|thx)\b\W*$", re.I)
_WEEKDAY = re.compile(r"\b(?:mon|tue|wed|thu|fri|sat|sun)", re.I)
_NEXT_WEEK = re.compile(r"\bnext\s+week\b", re.I)
_QUESTION = re.compile(
    r"^\W*(?:when|how|what|which|why|do|does|did|are|is|will|would|am|where|any)\b", re.I
)


def read_wish(text: str, person: Person, when: When) -> Read:
    """Return what a sentence about reminders wishes; `Wish.NONE` where it only asks to see them.

    What is added concerns all credentials; whoever calls knows which one was named.
    """
    asks = _QUESTION.match(text) is not None
    if not asks and (_AGAIN.search(text) or _IN_HOURS.search(text)):
        off = _OFF.search(text) is not None
        return Wish.RHYTHM if off else Wish.WEEKLY if _AGAIN.search(text) else Wish.HOURS
    added = None if asks else read_own_wish(text, person, when)
    on = _ON.search(text) is not None and not _SAYS_OFF.search(text)
    off = _OFF.search(text) is not None and not on
    if off and not asks and not isinstance(added, OnDay):
        some = _RHYTHM.search(text) or _SPAN.search(text)
        return Wish.RHYTHM if some else Wish.OFF
    if _RHYTHM.search(text):
        return added if isinstance(added, EachMonth) else Wish.RHYTHM
    if added is not None and not off:
        return added
    if off and not asks:
        return Wish.RHYTHM  # "not this week", "not until March": single dates can be left out
    if on and not asks:
        return Wish.ON
    if _HOUR.search(text):
        return Wish.HOUR
    return Wish.SNOOZE if _SNOOZE.search(text) and not asks else Wish.NONE


def is_pause(text: str) -> bool:
    """Whether a text wants silence for a while."""
    return _OFF.search(text) is not None and _WHILE.search(text) is not None


def read_own_wish(text: str, person: Person, when: When) -> Added | Unread | None:
    """Return the reminder of one's own that a text names; None where it names none."""
    if found := _BEFORE.search(text):
        count = found["count"].lower()
        many = {"the": 1, "couple": 2}.get(count) or NUMBERS.get(count) or int(count)
        days = many * _DAYS[found["unit"].lower()]
        return Before(days, "expiry" if _EXPIRY.search(text, found.end()) else "last_day")
    today = when.today(person.settings.zone)
    if _MONTHLY.search(text):
        day = _DAY_OF_MONTH.search(text)
        number = today.day if day is None else int(day["day"])
        return EachMonth(number) if 1 <= number <= 31 else Unread()
    read = read_one_day(text, person, when)
    if isinstance(read, date):
        return OnDay(read)
    return read if read.either else None


def read_one_day(text: str, person: Person, when: When) -> date | Unread:
    """Return the day ahead that a text names; a month alone means its first day."""
    today = when.today(person.settings.zone)
    if _NEXT_WEEK.search(text):
        return today + WEEK
    found = dates.find_date(
        text,
        today=today,
        order=person.settings.date_order,
        prefer="future",
        language=person.settings.calendar,
    )
    return _ahead(None if found is None else found[0], text, today)


def read_only_day(text: str, person: Person, when: When) -> date | Unread:
    """Return the day ahead that a text is, and nothing else."""
    today = when.today(person.settings.zone)
    text = _POLITE.sub("", text)
    if _NEXT_WEEK.fullmatch(text.strip()):
        return today + WEEK
    return _ahead(read_day(text, person, when, prefer="future"), text, today)


def _ahead(found: dates.DateRead | None, text: str, today: date) -> date | Unread:
    match found:
        case dates.Day(day) if day == today and _WEEKDAY.search(text):
            return today + WEEK  # "on Monday", said on a Monday
        case dates.Day(day):
            return day
        case dates.MonthOnly(year, month):
            return _first_of(year, month, today)
        case dates.Ambiguous(first, second):
            ahead = tuple(day for day in (first, second) if day > today)
            return ahead[0] if len(ahead) == 1 else Unread(ahead)
    return Unread()


def _first_of(year: int, month: int, today: date) -> date:
    """Return the first of a month, or tomorrow where the month has begun."""
    first = date(year, month, 1)
    begun = (today.year, today.month) == (year, month)
    return today + DAY if begun else first


def of_one(added: Added, key: CredentialKey | None) -> Added:
    """Return the same for one credential."""
    match added:
        case OnDay(day):
            return OnDay(day, key)
        case EachMonth(each):
            return EachMonth(each, key)
    return Before(added.days, added.of, key)
