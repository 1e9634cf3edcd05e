"""The forms in which people write dates.

To teach the bot a new form: write its function in `readers` or `from_today`, put it into `FORMS`
with its pattern, and add a line to the tables in `tests/conversations/reading/test_dates.py`. All
patterns are bounded.
"""

import re
from collections.abc import Callable
from re import Match

from conversations.reading.dates import from_today, readers
from conversations.reading.dates.calendar_words import (
    LONG_WEEKDAY_LIKE,
    MONTH_BEGINS,
    MONTH_LIKE,
    NUMBERS,
    SHORT_WEEKDAY,
    WEEKDAY_BEGINS,
    WEEKDAY_LIKE,
)
from conversations.reading.dates.kinds import Asked, DateRead, Form
from conversations.reading.patterns import late

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
_DAY_NUMBER = r"\d{1,2}(?:st|nd|rd|th)?(?![\w/.:])"
_COMMA = r"(?:,\s?|\s)"
_AND = r",?\s?(?:&|\+|\band)\s?"
_SIGNS = ("-", "/", ".")
_FORM_OF_DAY = r"(?:'?s(?=\s))?"  # "todays webinar": `entities` looks what it owns
# "the friday before thanksgiving", "second tuesday of the month": no day that is known here
_OF_ITSELF = (
    r"(?!\s(?:before|after|prior|following|ago)\b"
    rf"|\s(?:of|in)\s(?:the\s|last\s|this\s)?(?:month|{MONTH_LIKE})\b)"
)
_AFTER_UNIT = "|".join(
    rf"(?<=[\d\s]{unit}\s)"
    for unit in (
        "pt",
        "pts",
        "points",
        "hr",
        "hrs",
        "hour",
        "hours",
        "ce",
        "credit",
        "credits",
        "cr",
    )
)
_NOT_EVERY = r"(?<!every\s)(?<!each\s)"
_CLOCK = (
    r"(?:,?\s{1,2}(?:at\s)?\d{1,2}(?::\d\d){0,2}\s?(?:[ap]\.?m\b\.?)(?:\s[a-z]{2,4}t\b)?"
    r"|(?:t|,?\s{1,2}(?:at\s)?)\d{1,2}(?::\d\d){1,2}(?:\.\d{1,6})?(?:z|[+-]\d\d:?\d\d)?(?:\s[a-z]{2,4}t\b)?)?"
)


def _form(
    read: Callable[[Match[str], Asked], DateRead | None],
    pattern: str,
    *words: str,
    alone: bool = False,
) -> Form:
    """Make a form. Where its month or weekday has a name to be read by, it cannot do without."""
    if f"(?P<month>{MONTH_LIKE})" in pattern:
        words = MONTH_BEGINS
    elif "(?P<weekday>" in pattern:
        words = WEEKDAY_BEGINS
    return Form(late(f"{_START}{pattern}{_END}", _FLAGS), read, alone, words)


FORMS = (
    _form(
        readers.iso,
        rf"(?P<year>\d{{4}})([-/.])(?P<month>\d{{1,2}})\2(?P<day>\d{{1,2}}){_CLOCK}",
        *_SIGNS,
    ),
    _form(readers.iso_month, rf"(?P<year>{_YEAR})-(?P<month>\d\d)", "-"),
    _form(
        readers.three_numbers,
        rf"{_WEEKDAY}(?P<one>\d{{1,2}})\s?([/.-])\s?(?P<two>\d{{1,2}})\s?\2\s?"
        rf"(?P<year>\d{{4}}|\d\d){_CLOCK}",
        *_SIGNS,
    ),
    _form(readers.iso, r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)", alone=True),
    _form(readers.iso, r"(?P<year>20[0-4]\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])"),
    _form(readers.three_numbers, r"(?P<one>\d\d)(?P<two>\d\d)(?P<year>20\d\d)", alone=True),
    _form(
        readers.three_numbers,
        r"(?P<one>\d{1,2})\s(?P<two>\d{1,2})\s(?P<year>\d{4}|\d\d)",
        alone=True,
    ),
    _form(
        readers.number_range,
        r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?:/(?P<year>\d{4}|\d\d))?\s?(?:-|to|thru|through)\s?"
        r"(?P<c>\d{1,2})/(?P<d>\d{1,2})(?:/(?P<last_year>\d{4}|\d\d))?",
        "/",
    ),
    _form(readers.iso_month, rf"(?P<month>\d{{1,2}})\s?[/.-]\s?(?P<year>{_YEAR})", *_SIGNS),
    _form(readers.two_numbers, rf"{_WEEKDAY}(?P<one>\d{{1,2}})/(?P<two>\d{{1,2}}){_UNIT}", "/"),
    _form(readers.two_numbers, r"(?P<one>\d{1,2})\s?[/-]\s?(?P<two>\d{1,2})", "/", "-", alone=True),
    _form(
        readers.day_range,
        rf"{_MONTH}\s{{0,2}}(?P<from>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:-|to|thru|through)\s?"
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s{{1,2}}(?P<year>{_YEAR}))?{_UNIT}",
    ),
    _form(
        readers.day_range,
        rf"(?P<from>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:-|to|thru|through)\s?(?P<day>\d{{1,2}})"
        rf"(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?:,?\s{{1,2}}(?P<year>{_YEAR}))?",
    ),
    _form(
        readers.month_range,
        rf"(?P<first>{MONTH_LIKE})\.?\s?(?P<from>\d{{1,2}})(?:st|nd|rd|th)?\s?(?:-|to|thru|through)\s?"
        rf"{_MONTH}\s?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s{{1,2}}(?P<year>{_YEAR}))?{_UNIT}",
    ),
    _form(  # "Oct 15 & 16", "Oct 17, 18, 19"
        readers.day_list,
        rf"{_MONTH}\s{{0,2}}(?P<days>{_DAY_NUMBER}(?:{_COMMA}{_DAY_NUMBER}){{0,4}}{_AND}{_DAY_NUMBER}"
        rf"|{_DAY_NUMBER}(?:{_COMMA}{_DAY_NUMBER}){{2,5}})(?:,?\s{{1,2}}(?P<year>{_YEAR}))?{_UNIT}",
    ),
    _form(  # "15 and 16 Oct"
        readers.day_list,
        rf"(?P<days>{_DAY_NUMBER}(?:{_COMMA}{_DAY_NUMBER}){{0,4}}{_AND}{_DAY_NUMBER})\s(?:of\s)?{_MONTH}"
        rf"(?:,?\s{{1,2}}(?P<year>{_YEAR}))?(?!\s\d)",
    ),
    _form(  # "11-4" at an end of a clause
        readers.two_numbers,
        r"(?<![^,;|]\s)(?P<one>1[0-2]|0?[1-9])-(?P<two>[0-3]?\d)(?=\s[^\W\d])" + _UNIT,
        "-",
    ),
    _form(
        readers.two_numbers,
        r"(?<=[\s,;|])(?P<one>1[0-2]|0?[1-9])-(?P<two>[0-3]?\d)(?=\s?(?:$|[,;|]))",
        "-",
    ),
    _form(  # "20nov26"
        readers.named_day,
        rf"(?P<day>\d{{1,2}})(?P<month>{MONTH_LIKE})(?P<year>{_YEAR}|\d\d)",
    ),
    _form(
        readers.named_day,
        rf"{_WEEKDAY}{_MONTH}[\s,-]{{0,2}}(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
        rf"(?:(?:,\s{{0,2}}|[\s-]{{1,2}}|\s?')(?P<year>{_YEAR}|(?<=')\d\d|(?<=-)\d\d))?"
        rf"{_CLOCK}{_UNIT}",
    ),
    _form(  # "ethics 1 nov 3"
        readers.day_or_day,
        rf"(?P<from>\d{{1,2}})\s{_MONTH}\s(?P<day>0?[1-9]|1\d)(?![\w/.,:½¼¾-]){_UNIT}",
    ),
    _form(
        readers.named_day,
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]?(?:of\s)?{_MONTH}"
        rf"(?:(?:,?\s{{0,2}}|-|\s?')(?P<year>{_YEAR}|(?<=')\d\d|(?<=-)\d\d))?{_CLOCK}",
    ),
    _form(
        readers.month_and_year,
        rf"(?:(?:the\s)?end\s(?:of\s)?)?{_MONTH}(?:[\s,-]{{0,2}}(?:of\s)?|\s?')"
        rf"(?P<year>{_YEAR}|(?<=')\d\d)",
    ),
    _form(
        readers.bare_month,
        rf"(?:in|since|last|this|next|(?:the\s)?end\s(?:of\s)?)\s{_MONTH}"
        rf"(?![\s,]{{0,2}}\d{{1,4}}(?:st|nd|rd|th)?{_UNIT}{_END})",
    ),
    _form(
        readers.bare_month,
        r"(?P<month>january|february|april|june|july|september|october|november|december)",
        alone=True,
    ),
    _form(
        from_today.relative_month,
        r"(?:(?:the\s)?end\s(?:of\s)?)?(?P<which>last|past|this|next)\smonth",
        "month",
    ),
    _form(
        from_today.day_of_relative_month,
        r"(?P<which>last|past|this)\smonth[\s,]{0,2}(?:\son\s|(?:\bon\s)?\bthe\s|\s?\()(?:the\s)?(?P<day>\d{1,2})(?:st|nd|rd|th)",
        "month",
    ),
    _form(
        from_today.day_of_relative_month,
        r"(?:on\s)?(?:the\s)?(?P<day>\d{1,2})(?:st|nd|rd|th),?\s(?:of\s|in\s)?(?P<which>last|past|this)"
        r"\smonth",
        "month",
    ),
    _form(
        from_today.ago,
        rf"(?P<count>{_COUNT})\s(?P<unit>days?|d|weeks?|wks?|fortnights?|months?)\sago",
        "ago",
    ),
    _form(from_today.ahead, rf"in\s(?P<count>{_COUNT})\s(?P<unit>days?|weeks?|wks?|months?)", "in"),
    _form(
        from_today.today,
        r"(?:earlier\s)?(?:today|2day|tonight|this\s(?:morning|afternoon|evening|am|pm)"
        r"|tdy|todya|toady|tody)" + _FORM_OF_DAY,
    ),
    _form(from_today.today, r"(?:just\s)?now", alone=True),
    _form(from_today.yesterday, r"(?:the\s)?(?P<before>day\sbefore\s)?(?P<word>y'?[a-z]{3,10})"),
    _form(from_today.last_night, r"last\s(?:night|nite|evening)" + _FORM_OF_DAY, "last"),
    _form(from_today.tomorrow, r"(?:tomorrow|tmrw|tmrow)", "tomorrow", "tmr"),
    _form(
        from_today.weekday,
        rf"(?:on\s)?(?:this\s)?(?P<which>last|past|this|next)\s(?P<weekday>{WEEKDAY_LIKE})\.?"
        rf"{_OF_ITSELF}",
    ),
    _form(
        from_today.weekday,
        rf"(?P<which>)on\s(?:the\s)?(?P<weekday>{WEEKDAY_LIKE})\.?{_OF_ITSELF}(?!,?\s{MONTH_LIKE}\.?\s\d)",
    ),
    _form(
        from_today.weekday,
        rf"{_NOT_EVERY}(?P<which>)(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day){_FORM_OF_DAY}"
        rf"(?!\sthe\s\d){_OF_ITSELF}",
    ),
    _form(
        from_today.weekday,
        rf"{_NOT_EVERY}(?P<which>)(?P<weekday>{SHORT_WEEKDAY})\.?{_OF_ITSELF}(?!,?\s{MONTH_LIKE}\.?\s\d)",
    ),
    _form(
        from_today.weekday_back,
        rf"(?P<count>two|three|four|[2-4])\s(?P<weekday>{WEEKDAY_LIKE}s)\sago",
    ),
    _form(
        from_today.weekday_back,
        rf"(?:on\s)?(?:the\s)?(?P<weekday>{WEEKDAY_LIKE})\s(?P<count>)before\slast",
    ),
    _form(
        from_today.weekday_of_month,
        rf"(?:on\s)?(?:the\s)?(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th)\s"
        rf"(?P<weekday>{WEEKDAY_LIKE})\s(?:of|in)\s{_MONTH}",
    ),
    _form(
        from_today.weekday_last_week,
        rf"(?:on\s)?(?:last\sweek,?\s(?:on\s)?(?P<weekday>{WEEKDAY_LIKE})(?!,?\s{MONTH_LIKE}\.?\s\d))",
    ),
    _form(
        from_today.weekday_last_week,
        rf"(?:on\s)?(?P<weekday>{WEEKDAY_LIKE}),?\s(?:of\s)?last\sweek",
    ),
    _form(from_today.ordinal, rf"(?:on\s)?{SHORT_WEEKDAY}\.?,?\sthe\s{_BARE_ORDINAL}"),
    _form(  # "sat" and "sun" are words too: only where a clause ends, or before points
        from_today.weekday,
        r"(?<=[\s,;|])(?<!o2\s)(?<!oxygen\s)(?<!the\s)(?<!we\s)(?<!\bi\s)(?P<which>)(?P<weekday>sat|sun)"
        r"(?=\s?(?:$|[,;|!.]|\d{1,2}(?:\.\d{1,2})?\s?(?:h|hrs?|hours?|cr|credits?|pts?|points?|ces?)\b))",
    ),
    _form(from_today.weekday, rf"(?P<which>)(?P<weekday>{LONG_WEEKDAY_LIKE})", alone=True),
    _form(from_today.ordinal, rf"on\sthe\s{_BARE_ORDINAL}"),
    _form(from_today.ordinal, rf"(?<=was\s)the\s{_BARE_ORDINAL}"),
    _form(from_today.ordinal, rf"(?:(?<=,\s)|(?<!.))the\s{_BARE_ORDINAL}(?=\s?(?:$|[,;]|\s\d))"),
    _form(from_today.ordinal, rf"(?:{_AFTER_UNIT})the\s{_BARE_ORDINAL}(?=\s?(?:$|[,;]))"),
    _form(from_today.ordinal, rf"(?:the\s)?{_BARE_ORDINAL}", alone=True),
)
