"""Which credential a person means by "sbb", "MLS(ASCPi)" or "blood bank specialist"."""

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from cmp_rules.model import Credential, CredentialKey, Scheme

# How alike, of 100. These are ranks of an ear for words, not figures of the programme.
CODE, NAME, WORD, BEGINNING = 200.0, 103.0, 100.0, 92.0
ENOUGH = 80.0  # less alike than this is another word
NEAR = 8.0  # names this much less alike than the best one are not worth offering
SHORT = 3  # letters; words up to this long are codes and acronyms, right or wrong

_SCHEMES = list(Scheme)
_INTERNATIONAL = re.compile(r"\b(ascpi|ascp i|international)\b|\b i$")
_UNITED_STATES = re.compile(r"\bascp\b(?! i\b)")
_NOISE = re.compile(
    r"\b(ascpi?|cm|boc|international|credentials?|certifications?|certified|in|of|the|my|formerly)\b"
)


class _Said(NamedTuple):
    """What a person wrote, taken apart."""

    text: str
    scheme: Scheme | None


def find_credentials(
    text: str,
    credentials: Collection[Credential],
    names: Mapping[CredentialKey, tuple[str, ...]],
    limit: int,
) -> tuple[Credential, ...]:
    """Return the credentials that a code or a name may mean, likeliest first.

    A code that is right leaves only those of that code. Where the person does not say which
    scheme they mean, ASCP comes before ASCPi; where they say it, the other one is left out.
    """
    said = _read(text)
    if not said.text:
        return ()
    scored = [(_score(said.text, each, names[each.key]), each) for each in credentials]
    found = [(score, each) for score, each in scored if score >= ENOUGH]
    asked = [(score, each) for score, each in found if each.key.scheme is said.scheme]
    found = asked or found
    best = max((score for score, _ in found), default=0.0)
    near = [(score, each) for score, each in found if score >= best - NEAR]
    near.sort(key=lambda pair: (-pair[0], _SCHEMES.index(pair[1].key.scheme), pair[1].key))
    return tuple(each for _, each in near[:limit])


def close_keys(
    key: CredentialKey, credentials: Collection[Credential], limit: int
) -> tuple[CredentialKey, ...]:
    """Return the keys that somebody who wrote this one may have meant, closest first."""
    same = [each.key for each in credentials if each.key.code.casefold() == key.code.casefold()]
    others = [each.key for each in credentials if each.key.scheme is key.scheme]
    alike = sorted(others, key=lambda other: -ratio(key.code.casefold(), other.code.casefold()))
    return tuple(same or alike)[:limit]


def _read(text: str) -> _Said:
    plain = _plain(text)
    words = " ".join(_NOISE.sub(" ", plain).split())
    if _INTERNATIONAL.search(plain):
        return _Said(re.sub(r" i$", "", words), Scheme.ASCPI)
    if _UNITED_STATES.search(plain):
        return _Said(words, Scheme.ASCP)
    return _Said(words, None)


def _score(said: str, credential: Credential, names: tuple[str, ...]) -> float:
    """Return how well the text names a credential, of 100, or more where it is exact."""
    code = credential.key.code.casefold()
    joined = said.replace(" ", "")
    if joined == code or (joined == f"{code}i" and credential.key.scheme is Scheme.ASCPI):
        return CODE
    every = [_read(name).text for name in (credential.name, *names)]
    if said in every:
        return NAME
    return max(_alike(said.split(), [*name.split(), code]) for name in every)


def _alike(said: list[str], name: list[str]) -> float:
    """Return how well a name answers all that was said, of 100; misspellings are allowed."""
    hits = [max(_same(word, each) for each in name) for word in said]
    if min(hits) < ENOUGH:
        return 0.0
    extra = max(0, len(name) - 1 - len(said))  # the code is in the name's words too
    return sum(hits) / len(hits) - extra


def _same(word: str, other: str) -> float:
    if word == other:
        return WORD
    if len(word) >= SHORT and other.startswith(word):
        return BEGINNING
    if min(len(word), len(other)) <= SHORT:
        return 0.0
    return ratio(word, other)


def _plain(text: str) -> str:
    """Write a text in small letters and single spaces, without signs."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold().replace("'", "")).split())
