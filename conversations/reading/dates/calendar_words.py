"""The words of the calendar: months, weekdays, small numbers, also mistyped."""

from rapidfuzz import fuzz, process

MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORT_WEEKDAYS = {
    **{name[:3]: number for number, name in enumerate(WEEKDAYS)},
    "tues": 1,
    "weds": 2,
    "thur": 3,
    "thurs": 3,
}
NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
}

# A pattern that every month fits; `month_number` decides. Three letters, or a word close to a name.
_MONTHS = "jan|feb|fer|mar|apr|may|jun|jul|aug|agu|sep|set|oct|nov|dec"
_WEEKDAYS = "mon|tue|tus|wed|wen|thu|thr|fri|sat|sta|sun"
MONTH_BEGINS = tuple(_MONTHS.split("|"))
MONTH_LIKE = f"(?:{_MONTHS})[a-z]{{0,8}}"
WEEKDAY_BEGINS = tuple(_WEEKDAYS.split("|"))
WEEKDAY_LIKE = f"(?:{_WEEKDAYS})[a-z]{{0,7}}"
LONG_WEEKDAY_LIKE = WEEKDAY_LIKE.replace("{0,7}", "{1,7}")  # "sat" and "sun" are words too
SHORT_WEEKDAY = r"(?:mon|tues?|weds?|thur?s?|fri)"  # nothing else in a sentence

_ALIKE = 84  # of 100: one slip of the thumb in a name of six letters or more
_SLIPS = 6


def month_number(word: str) -> int | None:
    """Return 1 to 12 for the name of a month, a short form of it or a mistyped one."""
    word = word.lower().rstrip(".")
    for number, name in enumerate(MONTHS, start=1):
        if word in (name, name[:3]) or (word == "sept" and number == 9):
            return number
    found = _closest(word, MONTHS)
    return None if found is None else found + 1


def weekday_number(word: str) -> int | None:
    """Return 0 (Monday) to 6 for a weekday, a short form of it or a mistyped one."""
    word = word.lower().rstrip(".")
    if word in WEEKDAYS:
        return WEEKDAYS.index(word)
    if word in SHORT_WEEKDAYS:
        return SHORT_WEEKDAYS[word]
    return _closest(word, WEEKDAYS)


def means_yesterday(word: str) -> bool:
    """Whether a word is yesterday, also in haste."""
    word = word.lower()
    return word in ("yday", "yest", "ystrdy", "y'day") or fuzz.ratio(word, "yesterday") >= _ALIKE


def small_number(word: str) -> int | None:
    """Return the number that a word or some digits stand for."""
    return int(word) if word.isdecimal() else NUMBERS.get(word.lower())


def _closest(word: str, names: tuple[str, ...]) -> int | None:
    """Return the position of the one name that a long enough word nearly is."""
    if len(word) < _SLIPS:
        return None
    found = process.extractOne(word, names, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return None if found is None else found[2]
