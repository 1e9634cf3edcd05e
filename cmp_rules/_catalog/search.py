"""Which credential a person means by "sbb", "MLS(ASCPi)" or "blood bank specialist"."""

import re
from collections.abc import Collection, Mapping

from cmp_rules.model import Credential, CredentialKey, Scheme

ENOUGH = 72.0  # of 100: less alike than this is another name
SHORT = 4  # letters; words up to this long are codes and acronyms, which are right or wrong
_SCHEMES = list(Scheme)
_INTERNATIONAL = re.compile(r"\bascpi\b|\binternational\b|(?<=\w) i$")
_NOISE = re.compile(r"\b(ascpi?|cm|boc|international|credential|certification|certified)\b")


def find_credentials(
    text: str,
    credentials: Collection[Credential],
    names: Mapping[CredentialKey, tuple[str, ...]],
    limit: int,
) -> tuple[Credential, ...]:
    """Return the credentials that a code or a name may mean, likeliest first.

    A code that is right comes before every name; where the person does not say which scheme
    they mean, ASCP comes before ASCPi.
    """
    plain = _plain(text)
    international = bool(_INTERNATIONAL.search(plain))
    said = " ".join(_NOISE.sub(" ", plain).split())
    if international:
        said = re.sub(r" i$", "", said)
    if not said:
        return ()
    ranked = []
    for credential in credentials:
        score = _score(said, credential, names.get(credential.key, ()))
        if score >= ENOUGH:
            key = credential.key
            wrong_scheme = (key.scheme is Scheme.ASCPI) != international
            ranked.append((-score, wrong_scheme, _SCHEMES.index(key.scheme), key, credential))
    ranked.sort(key=lambda entry: entry[:-1])
    return tuple(entry[-1] for entry in ranked[:limit])


def _score(said: str, credential: Credential, names: tuple[str, ...]) -> float:
    """Return how well the text names a credential, of 200; a code that is right has 200."""
    code = credential.key.code.casefold()
    if said.replace(" ", "") == code:
        return 200.0
    every = [_without_noise(credential.name), *(_plain(name) for name in names)]
    if said in every:
        return 150.0
    return max(_alike(said, name) for name in (*every, code))


def _alike(said: str, name: str) -> float:
    """Return how much of what was said stands in a name, of 100, misspellings allowed."""
    from rapidfuzz import fuzz

    if len(said) <= SHORT:
        return 90.0 if any(word.startswith(said) for word in name.split()) else 0.0
    words = name.split()
    hits = [max((fuzz.ratio(each, word) for word in words), default=0.0) for each in said.split()]
    found = sum(hit if hit >= ENOUGH else 0.0 for hit in hits) / len(hits)
    covered = min(1.0, len(said.split()) / max(1, len(words)))
    return found * (0.9 + 0.1 * covered)


def _plain(text: str) -> str:
    """Write a text in small letters, everything else as single spaces."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold().replace("'", "")).split())


def _without_noise(name: str) -> str:
    return " ".join(_NOISE.sub(" ", _plain(name)).split())
