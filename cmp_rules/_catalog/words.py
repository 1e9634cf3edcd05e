"""The word list of the suggestions: which words and phrases speak for which area, how strongly."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeAlias

from cmp_rules._catalog.tables import Table, read_table
from cmp_rules.model import Area

Term: TypeAlias = tuple[str, ...]  # the forms of its words
LEVELS = ("names", "sure", "likely", "hint")
WEIGHTS = (
    *LEVELS,
    "piece",
    "provider",
    "more_words",
    "misspelt",
    "stranger",
    "least",
    "share",
    "many",
    "letters_once",
    "letters_twice",
    "sharpness",
)
_SIGNS = re.compile(r"['’´`]")
_WORD = re.compile(r"[^\W_]+")
_PLURAL_OF_Y = re.compile(r"(?<=[a-z]{2})ies\Z")
_PLURAL = re.compile(r"(?<=[a-z]{2})(?:(?<=us)es|(?<=ch|sh|ss)es|(?<![usi])s)\Z")


@dataclass(frozen=True, slots=True)
class Words:
    """The list as it is searched."""

    weights: Mapping[str, float]
    terms: Mapping[Term, Mapping[Area, float]]
    longest: Mapping[str, int]  # words of the longest term that begins with this word
    known: Mapping[str, Sequence[str]]  # every word, by its first letter
    vocabulary: frozenset[str]
    capitals: frozenset[str]
    at_a_tie: Sequence[Area]  # of the same evidence, the one that stands first
    beginnings: Sequence[tuple[str, Area]]  # longest first
    endings: Sequence[tuple[str, Area]]
    providers: Mapping[Term, Area]


@lru_cache(maxsize=1 << 14)
def form_of(word: str) -> str:
    """Return the form under which a word is compared: singular, American, small letters."""
    word = word.casefold()
    if len(word) > 4:
        word = word.replace("ae", "e").replace("oe", "e").replace("isation", "ization")
        if word.endswith(("our", "ours")):
            word = word.removesuffix("s")[:-2] + ("rs" if word.endswith("s") else "r")
        elif word.endswith("ies"):
            word = _PLURAL_OF_Y.sub("y", word)
    return _PLURAL.sub("", word) if len(word) > 3 and word.endswith("s") else word


def split_words(text: str) -> list[str]:
    """Return the words of a text without accents, apostrophes and signs."""
    if not text.isascii():  # most texts are, and have no accents
        text = unicodedata.normalize("NFKD", text)
        text = "".join(each for each in text if not unicodedata.combining(each))
    return _WORD.findall(_SIGNS.sub("", text))


@cache
def words() -> Words:
    """Read the list that comes with the program, once."""
    return read_words(read_table(files("cmp_rules") / "catalog" / "words.toml"))


def read_words(table: Table) -> Words:
    """Read a word list; raise `CatalogError` where it says what it may not."""
    weights = _read_weights(table.table("weights"))
    terms = _read_terms(table.table("areas"), weights)
    providers = _read_providers(table.table("providers"))
    capitals = [form_of(word) for word in table.texts("only_in_capitals")]
    silent: dict[Term, Mapping[Area, float]] = {
        _term(text, table, "neutral"): {} for text in table.texts("neutral")
    }
    terms = {**silent, **terms}
    vocabulary = frozenset(word for term in terms for word in term)
    longest: dict[str, int] = defaultdict(int)
    for term in (*terms, *providers):
        longest[term[0]] = max(longest[term[0]], len(term))
    known: dict[str, list[str]] = defaultdict(list)
    for word in sorted(vocabulary):
        known[word[0]].append(word)
    found = Words(
        weights=weights,
        terms=terms,
        longest=longest,
        known=known,
        vocabulary=vocabulary,
        capitals=frozenset(capitals),
        at_a_tie=[_area(table, name) for name in table.texts("at_a_tie")],
        beginnings=_read_pieces(table.table("beginnings")),
        endings=_read_pieces(table.table("endings")),
        providers=providers,
    )
    table.done()
    return found


def _read_weights(table: Table) -> Mapping[str, float]:
    weights = {name: float(table.number(name)) for name in WEIGHTS}
    table.done()
    return weights


def _read_terms(table: Table, weights: Mapping[str, float]) -> Mapping[Term, Mapping[Area, float]]:
    terms: dict[Term, dict[Area, float]] = defaultdict(dict)
    for area, entry in _areas(table):
        for level in LEVELS:
            for text in entry.texts(level):
                term = _term(text, entry, level)
                if area in terms[term]:
                    raise entry.refuse(level, f"{text!r} stands under {area} twice")
                terms[term][area] = weights[level]
        entry.done()
    # Most terms say the same of the same area: equal entries are one, which saves 1 MB.
    once: dict[frozenset[tuple[Area, float]], Mapping[Area, float]] = {}
    return {t: once.setdefault(frozenset(said.items()), said) for t, said in terms.items()}


def _read_providers(table: Table) -> Mapping[Term, Area]:
    providers: dict[Term, Area] = {}
    for name in table:
        area = _area(table, name)
        for text in table.texts(name):
            term = _term(text, table, name)
            if term in providers:
                raise table.refuse(name, f"{text!r} stands here twice")
            providers[term] = area
    return providers


def _read_pieces(table: Table) -> Sequence[tuple[str, Area]]:
    pieces = [(piece, _area(table, name)) for name in table for piece in table.texts(name)]
    return sorted(pieces, key=lambda pair: -len(pair[0]))


def _areas(table: Table) -> Iterator[tuple[Area, Table]]:
    for name in table:
        yield _area(table, name), table.table(name)


def _area(table: Table, name: str) -> Area:
    """Read an area; the key of the error is the name that is none."""
    if name not in set(Area):
        raise table.refuse(name, "is not an area")
    return Area(name)


def _term(text: str, table: Table, key: str) -> Term:
    term = tuple(form_of(word) for word in split_words(text))
    if not term:
        raise table.refuse(key, f"{text!r} has no word")
    return term
