"""What a date in human text may turn out to be."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Literal, Protocol, TypeAlias

from conversations.person import DateOrder, Language

Prefer: TypeAlias = Literal["past", "future"]


@dataclass(frozen=True, slots=True)
class Day:
    """One day. It may be far off (1890, 3026): the conversation judges that."""

    date: date
    guessed: bool = field(default=False, compare=False)  # no year was said: the nearest is taken


@dataclass(frozen=True, slots=True)
class MonthOnly:
    """A month without a day: "June 2027"."""

    year: int
    month: int
    guessed: bool = field(default=False, compare=False)  # no year was said

    @property
    def last_day(self) -> date:
        """The last day of the month."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two days that the words may mean; the person is asked which."""

    first: date
    second: date


@dataclass(frozen=True, slots=True)
class Impossible:
    """Written like a date, but there is no such day: "31 feb"."""

    text: str


DateRead: TypeAlias = Day | MonthOnly | Ambiguous | Impossible


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader knows besides the words."""

    today: date
    order: DateOrder | None
    prefer: Prefer
    language: Language = "en"
    alone: bool = False  # the words are a whole answer


class Found(Protocol):
    """What a reader sees of the text: a match, or one whose words were put into English."""

    @property
    def string(self) -> str:
        """The whole text."""

    def __getitem__(self, name: str, /) -> Any:
        """Return what a group matched; None where it matched nothing."""

    def group(self) -> str | Any:
        """Return all that matched."""

    def start(self, name: int | str = 0, /) -> int:
        """Return where a group, or all, begins."""

    def end(self) -> int:
        """Return where all ends."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a date. `alone`: only where nothing else was said."""

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Asked], DateRead | None]
    alone: bool = False
    words: tuple[str, ...] = ()  # in small letters: it fits nothing that has none of these in it


def full_year(digits: str, asked: Asked) -> int:
    """Return the year of four digits, or of two: at most twenty years ahead, else the past."""
    year = int(digits)
    if len(digits) > 2:
        return year
    ahead = 2000 + year
    return ahead if ahead <= asked.today.year + 20 else ahead - 100


def day_of(year: int, month: int, day: int, text: str) -> Day | Impossible:
    """Return the day, or that there is none such."""
    if not 1 <= year <= 9999 or not 1 <= month <= 12:
        return Impossible(text)
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return Impossible(text)
    return Day(date(year, month, day))


def nearest_year(month: int, day: int, asked: Asked, text: str) -> Day | Impossible:
    """Return the last such day up to today, or the next one from today on."""
    step = -1 if asked.prefer == "past" else 1
    for away in range(9):  # 29 February may be eight years off
        found = day_of(asked.today.year + step * away, month, day, text)
        if isinstance(found, Day) and (found.date - asked.today) * step >= timedelta(0):
            return replace(found, guessed=True)
    return Impossible(text)


def by_order(
    first: int, second: int, asked: Asked, make: Callable[[int, int], Day | Impossible]
) -> DateRead:
    """Read two numbers as month and day in the person's order; `make` takes month and day."""
    american, european = make(first, second), make(second, first)
    if not isinstance(european, Day) or american == european:
        return american
    if not isinstance(american, Day):
        return european
    if asked.order is None:
        return Ambiguous(american.date, european.date)
    return american if asked.order == "mdy" else european
