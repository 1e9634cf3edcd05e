"""The words of the trade: areas, kinds and providers as people write them."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import tomli

from cmp_rules.catalog import catalog
from cmp_rules.model import Area, Kind
from conversations.reading.lexicon import Lexicon, words_of
from conversations.reading.plain import plain, word_set

_SHORT = 200  # letters of an answer that names areas or a kind
_DENIED = word_set("not no except without but don't isn't neither nor")


def read_areas(text: str) -> frozenset[Area]:
    """Return the areas that an answer names; none where it denies some or is long."""
    text = plain(text)
    words = words_of(text)
    if len(text) > _SHORT or not _DENIED.isdisjoint(word.text for word in words):
        return frozenset()
    return frozenset(hit.meaning for hit in areas().find(words))


def read_kind(text: str) -> Kind | None:
    """Return the one kind of activity that an answer names."""
    text = plain(text)
    if len(text) > _SHORT:
        return None
    whole = kinds().whole(text)
    if whole is not None:
        return whole
    found = {hit.meaning for hit in kinds().find(words_of(text))}
    return found.pop() if len(found) == 1 else None


def provider_name(text: str) -> str:
    """Return the usual spelling of a provider that is known, else the name as it was written."""
    return providers().whole(plain(text)) or " ".join(text.split())


def names_nothing(text: str) -> bool:
    """Whether an answer says that there is no name, or that it is not known: "skip", "idk"."""
    return _whole_answer(text) in ("nothing", "unknown")


def is_greeting(text: str) -> bool:
    """Whether an answer is said to whoever asks and names nothing: "hi", "thanks", "ok"."""
    return _whole_answer(text) == "greeting"


def finishes(text: str) -> bool:
    """Whether an answer says that all is told: "save", "done", "that's right"."""
    return _whole_answer(text) == "finished"


def drops_it(text: str) -> bool:
    """Whether an answer says that what is asked about is to be dropped: "delete it"."""
    return _whole_answer(text) == "dropped"


def alters_it(text: str) -> bool:
    """Whether an answer says that something is to be different, and not what: "change it"."""
    return _whole_answer(text) == "altered"


def _whole_answer(text: str) -> str | None:
    said = " ".join(plain(text).lower().split()).rstrip(" .!?")
    said = said.removeprefix("please ").removesuffix(" please").removesuffix(" now").rstrip(" ,")
    return _no_answers().get(said)


@cache
def _no_answers() -> Mapping[str, str]:
    """Return what is no answer, and of what sort it is."""
    sorts = data("short_forms.toml")["no_answer"]
    return {phrase: sort for sort, phrases in sorts.items() for phrase in phrases}


@cache
def areas() -> Lexicon[Area]:
    """Return the names of the areas: the catalogue's, and what is written in haste."""
    short = _short_forms("areas")
    return Lexicon(_phrases_of_areas(short))


@cache
def names_of_areas() -> frozenset[tuple[str, ...]]:
    """Return the words of each phrase that says an area and no more than it: "micro"."""
    phrases = (phrase for names in _short_forms("names").values() for phrase in names)
    return frozenset(tuple(word.text for word in words_of(phrase)) for phrase in phrases)


@cache
def kinds() -> Lexicon[Kind]:
    """Return the names of the kinds: the catalogue's, and what is written in haste."""
    short = _short_forms("kinds")
    return Lexicon(_phrases_of_kinds(short))


@cache
def providers() -> Lexicon[str]:
    """Return the providers that are known, by all their names."""
    return Lexicon(
        (phrase, entry["name"])
        for entry in data("providers.toml")["provider"]
        for phrase in (entry["name"], *entry["words"])
    )


@cache
def course_providers() -> frozenset[str]:
    """Return the providers that give courses; vendors of instruments hold in-services as well."""
    entries = data("providers.toml")["provider"]
    return frozenset(entry["name"] for entry in entries if not entry.get("vendor", False))


def _phrases_of_areas(short: Mapping[str, list[str]]) -> Iterator[tuple[str, Area]]:
    """Yield the names of areas; what is written in haste goes before the catalogue's words."""
    for name, phrases in short.items():
        yield from ((phrase, Area(name)) for phrase in phrases)
    for area, info in catalog().areas.items():
        yield from ((phrase, area) for phrase in (info.name, info.label, *info.words))


def _phrases_of_kinds(short: Mapping[str, list[str]]) -> Iterator[tuple[str, Kind]]:
    """Yield the names of kinds; what is written in haste goes before the catalogue's words."""
    for name, phrases in short.items():
        yield from ((phrase, Kind(name)) for phrase in phrases)
    for kind, info in catalog().kinds.items():
        yield from ((phrase, kind) for phrase in (info.name, info.label, *info.words))


def _short_forms(what: str) -> Mapping[str, list[str]]:
    found: Mapping[str, list[str]] = data("short_forms.toml")[what]
    return found


@cache
def data(name: str) -> Mapping[str, Any]:
    """Read a data file of this folder or of a room in it: "sentences/grammar.toml"."""
    return tomli.loads((files(__package__) / name).read_text(encoding="utf-8"))
