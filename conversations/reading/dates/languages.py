"""Dates in other languages than English: each is a data file of words and forms.

A foreign word is read as the English one that means the same, so that every reader is written
once; only the order of the words is the language's own.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from conversations.person import Language
from conversations.reading.dates import from_today, readers
from conversations.reading.dates.calendar_words import NUMBERS, WEEKDAYS, month_number
from conversations.reading.dates.kinds import Asked, DateRead, Form, Found
from conversations.reading.words import data

_ACCENTS = str.maketrans("áéíóúüñÁÉÍÓÚÜÑ", "aeiouunAEIOUUN")
_START = r"(?<![\w./+-])"
_END = r"(?![\w/]|[.,]\d|-\d)"
_YEAR = r"(?:(?:1[89]|2[01]|3\d)\d\d|(?<=['/-])\d\d)"
_DAY = r"\d{1,2}(?:ro|er|o|\xba|\xb0)?|primero"
_POINTS = r"(?:h|hrs?|horas?|min|minutos?|puntos?|pts?|creditos?|ceus?|ces?)\b"
_ORDINAL = re.compile(r"(?<=\d)\D+$")  # "1ro"
_PIECE = re.compile(r"<[a-z ]+>")
_SPACE = re.compile(r" (?![a-z ]*>)")
_UNITS = frozenset({"days", "weeks", "months", "fortnights"})
_WHICH = frozenset({"last", "this", "next"})
_ALIKE = 84  # of 100, as for English names
_SLIPS = 6  # letters of a word that may be mistyped


_READERS: Mapping[str, Callable[[Found, Asked], DateRead | None]] = {
    read.__name__: read
    for read in (
        from_today.today,
        from_today.last_night,
        from_today.day_before,
        from_today.tomorrow,
        from_today.ago,
        from_today.ahead,
        from_today.weekday,
        readers.day_range,
        readers.named_day,
        readers.month_and_year,
        readers.bare_month,
        from_today.relative_month,
        from_today.ordinal,
    )
}


@dataclass(frozen=True, slots=True)
class Speech:
    """What one language has for dates."""

    words: Mapping[str, str]  # each with the English one that means the same
    around: frozenset[str]
    forms: tuple[Form, ...]

    def english(self, word: str) -> str:
        """Return the English word for one, also where it is mistyped; else the word itself."""
        word = without_accents(word.lower())
        if word in self.words:
            return self.words[word]
        if len(word) < _SLIPS:
            return word
        found = process.extractOne(word, list(self.words), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return word if found is None else self.words[found[0]]


@dataclass(frozen=True, slots=True)
class _Translated:
    """A match whose words are given in English; a group that a form does not have is None."""

    match: re.Match[str]
    speech: Speech

    @property
    def string(self) -> str:
        """The whole text."""
        return self.match.string

    def __getitem__(self, name: str, /) -> str | None:
        """Return a group in English, a number in digits."""
        said = self.match.groupdict().get(name)
        if said is None or said.isdecimal():
            return said
        return _ORDINAL.sub("", self.speech.english(said))

    def group(self) -> str:
        """Return all that matched, as it was written."""
        return self.match.group()

    def start(self, name: int | str = 0, /) -> int:
        """Return where a group, or all, begins."""
        return self.match.start(name)

    def end(self) -> int:
        """Return where all ends."""
        return self.match.end()


def without_accents(text: str) -> str:
    """Return the text without accents, letter for letter as long."""
    return text.translate(_ACCENTS)


@cache
def speech(language: Language) -> Speech:
    """Return the words and forms of a language; English needs none besides its own."""
    if language == "en":
        return Speech({}, frozenset(), ())
    told = data(f"dates/{language}.toml")
    words: Mapping[str, str] = told["words"]
    pieces = _pieces(words)
    forms = tuple(
        _form(name, pattern, pieces, language)
        for name, patterns in told["forms"].items()
        for pattern in patterns
    )
    return Speech(words, frozenset(told["around"].split()), forms)


def _pieces(words: Mapping[str, str]) -> Mapping[str, str]:
    """Return what each name in angle brackets stands for; a stem leaves room for slips."""

    def that(means: Callable[[str], bool]) -> list[str]:
        return sorted((word for word, english in words.items() if means(english)), reverse=True)

    months = {word[:3] for word in that(lambda english: month_number(english) is not None)}
    weekdays = {word[:3] for word in that(WEEKDAYS.__contains__)}
    month = f"(?:{'|'.join(sorted(months))})[a-z]{{0,8}}"
    weekday = f"(?:{'|'.join(sorted(weekdays))})[a-z]{{2,7}}"
    return {
        "<month>": f"(?P<month>{month})\\.?",
        "<skip month>": month,
        "<weekday>": f"(?P<weekday>{weekday})",
        "<skip weekday>": weekday,
        "<day>": f"(?P<day>{_DAY})",
        "<skip day>": f"(?:{_DAY})",
        "<from>": f"(?P<from>{_DAY})",
        "<year>": f"(?P<year>{_YEAR})",
        "<count>": f"(?P<count>\\d{{1,3}}|{'|'.join(that(NUMBERS.__contains__))})",
        "<unit>": f"(?P<unit>{'|'.join(that(_UNITS.__contains__))})",
        "<which>": f"(?P<which>{'|'.join(that(_WHICH.__contains__))})",
        "<unit of points>": _POINTS,
    }


def _form(name: str, pattern: str, pieces: Mapping[str, str], language: Language) -> Form:
    pattern = _SPACE.sub(r"(?:\\s{1,2})", pattern)
    pattern = _PIECE.sub(lambda piece: pieces[piece.group()], pattern)
    read = _READERS[name]

    def translated(found: re.Match[str], asked: Asked) -> DateRead | None:
        return read(_Translated(found, speech(language)), asked)

    return Form(re.compile(f"{_START}{pattern}{_END}", re.I | re.A), translated)
