"""What of the entries is asked for: words, a credential, an area, a provider, a time.

A search is a short text, so that a button can carry it on to the next page:
"for SBB.ASCP, in safety, from LabCE, 2025, antibody". Everything it names has to hold.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from cmp_rules.catalog import catalog
from cmp_rules.model import NOTHING, Activity, Area, CredentialKey
from cmp_rules.progress import Progress
from conversations import wording
from conversations.buttons import key_value, letters, read_key
from conversations.model import When
from conversations.person import Person
from conversations.reading.dates import Day, MonthOnly
from conversations.reading.sentences.sentence import Understood

LONGEST_SEARCH = 48  # bytes: a button has 64, "!list:99 " and room to spare
_TIME = re.compile(r"20\d\d(?:-\d\d(?:-\d\d)?)?")
_YEAR = re.compile(r"\b20\d\d\b")
_THIS = re.compile(r"\b(this|current|last|past|previous)\s(year|month)\b", re.I)
_FOR_WORDS = re.compile(
    r"\s*(?:please\s)?(?:search|look|find)(?:\sfor)?\s(?P<word>[^?]+?)[?.!\s]*$", re.I
)


@dataclass(frozen=True, slots=True)
class Search:
    """What an entry must fit."""

    key: CredentialKey | None = None  # counted for it
    area: Area | None = None  # some of its points are in it
    provider: str = ""
    time: str = ""  # how its ISO date begins
    word: str = ""  # found in its title, provider, areas or date


@dataclass(frozen=True, slots=True)
class Found:
    """An entry with the points that fit the search."""

    activity: Activity
    points: Decimal


def search_of(text: str, person: Person, today: date) -> Search:
    """Read a search as a person types it after /list, or as a button carries it."""
    search = Search()
    words = []
    for piece in (piece.strip() for piece in text.split(",")):
        named, _, rest = piece.partition(" ")
        relative = _THIS.search(piece)
        if _TIME.fullmatch(piece):
            search = replace(search, time=piece)
        elif relative is not None:
            search = replace(search, time=_relative(relative, today))
        elif named == "in" and rest in set(Area):
            search = replace(search, area=Area(rest))
        elif named == "from" and rest:
            search = replace(search, provider=rest)
        elif (key := _held(rest if named == "for" else piece, person)) is not None:
            search = replace(search, key=key)
        elif piece:
            words.append(piece)
    return replace(search, word=", ".join(words))


def _held(name: str, person: Person) -> CredentialKey | None:
    """Return the credential that is named in full, where the person holds it."""
    key = read_key(name)
    for holding in person.holdings:
        names = (letters(wording.credential(holding.key)), letters(str(holding.key)))
        if holding.key == key or letters(name) in names:
            return holding.key
    return None


def _relative(found: re.Match[str], today: date) -> str:
    last = found[1].casefold() not in ("this", "current")
    if found[2].casefold() == "year":
        return str(today.year - last)
    first = today.replace(day=1)
    return (date.fromordinal(first.toordinal() - 1) if last else first).isoformat()[:7]


def asked_for(text: str, said: Understood, today: date) -> str:
    """Return the search that a sentence asks for: "what did I log from LabCE this year"."""
    by_words = _FOR_WORDS.match(text)
    if by_words is not None:
        return short(by_words["word"])
    pieces = [f"for {key_value(key)}" for key in said.credentials[:1]]
    pieces += [f"in {area}" for area in said.areas[:1]]
    year, relative = _YEAR.search(text), _THIS.search(text)
    if relative is not None:
        pieces.append(_relative(relative, today))
    elif isinstance(said.date, MonthOnly):
        pieces.append(f"{said.date.year}-{said.date.month:02}")
    elif isinstance(said.date, Day):
        pieces.append(said.date.date.isoformat())
    elif year is not None:
        pieces.append(year[0])
    pieces += [f"from {said.provider}"] if said.provider else []
    return short(", ".join(pieces))


def short(text: str) -> str:
    """Return as much of a search as a button can carry."""
    whole = " ".join(text.split()).encode()[:LONGEST_SEARCH]
    return whole.decode(errors="ignore").strip(" ,")


def find(search: Search, person: Person, when: When) -> list[Found]:
    """Return the entries that fit, newest first."""
    holding = None if search.key is None else person.holding(search.key)
    today = when.today(person.settings.zone)
    counted = None if holding is None else person.progress(holding, today)
    newest = sorted(
        enumerate(person.activities), key=lambda pair: (pair[1].date, pair[1].number), reverse=True
    )
    found = (
        Found(activity, _points(search, activity, place, counted))
        for place, activity in newest
        if _fits(search, activity)
    )
    return [each for each in found if each.points]


def _fits(search: Search, activity: Activity) -> bool:
    return (
        search.word.casefold() in _searched(activity)
        and search.provider.casefold() in activity.provider.casefold()
        and activity.date.isoformat().startswith(search.time)
    )


def _points(search: Search, activity: Activity, place: int, counted: Progress | None) -> Decimal:
    """Return the points in the area that were counted for the credential, as far as asked for."""
    in_area = [
        number
        for number, part in enumerate(activity.parts)
        if search.area is None or search.area in part.areas
    ]
    if counted is None:
        return sum((activity.parts[number].points for number in in_area), NOTHING)
    used = (use for use in counted.allocation if use.activity == place and use.part in in_area)
    return sum((use.points for use in used), NOTHING)


def _searched(activity: Activity) -> str:
    """Return everything of an entry that a word may be found in."""
    areas = {area for part in activity.parts for area in part.areas}
    names = " ".join(catalog().areas[area].name for area in sorted(areas))
    day = f"{activity.date.isoformat()} {wording.day(activity.date)}"
    return f"{activity.title} {activity.provider} {names} {day}".casefold()
