"""Credentials as people write them: "mls and sbb", "MLS(ASCPi)", "medical lab scientist".

Short codes are words, letters and states as well ("C", "at", "PA"): inside a sentence they count
only where they stand as a code, with their scheme, or right after words such as "my" and "hold".
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from cmp_rules.catalog import catalog
from cmp_rules.model import CredentialKey, Holding, Scheme
from conversations.reading.dates.calendar_words import month_number
from conversations.reading.lexicon import Hit, Lexicon, Word, words_of
from conversations.reading.plain import Span, plain, word_set

_SHORT = 300  # letters of an answer that names credentials
_SURE = 3  # letters from which a code is no other word
# Codes that are words, states or areas too, however they are written.
_ALSO_WORDS = word_set("at pa mt sc hp ct cg mb bb sm sh sv mp ht i c h m")
_COMMON_WORDS = word_set("at pa mt sc hp")
_ORDINARY = word_set("at pa mt sc hp ct cg sm sh sv mp i c h m")  # of these, in small letters
_NO_AREAS = word_set("ht cg ct sm sh")  # "for ht" is no area; "for bb" may be
_ABOUT = word_set(
    "finish finishing complete completing drop remove delete add edit update track and or"
)
_HOLDING = word_set("my hold holds have has")
_LETTERS = word_set("i c h m")
_LEADS = word_set(
    "my our hold holds have has got maintain renew renewing renewed for as an am a old other new"
    " certified does do keep"
)
_LINKS = word_set("and & + or plus also")
_AFTER = word_set(
    """exp expires expire expired expiring expiry expiration credential credentials cert certs
    certified certification cycle good valid until till thru renewal ascp ascpi cm points
    requirements declaration"""
)
_SAYS = word_set("is was runs ends need needs ask asks require requires must")  # of one in capitals
_SCHEME = re.compile(
    r"\s?\(?\s?(?:ascp(?P<international>-?\(?i\)?|\s\(?i\)?(?=\s?(?:$|[^\s\w]|and\b|cm\b))"
    r"|\sinternational)?"
    r"|(?P<bare>international))(?![a-z])\s?\)?(?:\s?\(?cm\)?(?![a-z]))?",
    re.I | re.A,
)
_HOLDER = re.compile(
    r"techn|tech\b|scientist|specialist|assistant|diplomate|qualification|phlebotomist|practitioner"
    r"|cytologist|científico|\(gyn\)",
    re.I,
)
_INTERNATIONAL_BEFORE = re.compile(r"(?:ascp\s?\(?i\)?|international)\s$", re.I | re.A)


@dataclass(frozen=True, slots=True)
class Named:
    """A credential that a text names, and where."""

    key: CredentialKey
    span: Span
    by_scheme: bool = False  # "MLS(ASCPi)": the scheme was said


def read_credentials(text: str, holdings: Collection[Holding] = ()) -> tuple[CredentialKey, ...]:
    """Return the credentials that a whole answer names, in its order."""
    text = plain(text)
    if len(text) > _SHORT:
        return ()
    held = tuple(holding.key for holding in holdings)
    named = find_credentials(text, held)
    words = words_of(text)
    if all(word.text in _every_code() or word.text in _LINKS for word in words):
        alone = [
            Hit(word.text, (word.start, word.end), at, at + 1)
            for at, word in enumerate(words)
            if word.text in _every_code()
        ]
        named = [*named, *(_named(text, hit.meaning, hit.span, held) for hit in alone)]
        named.sort(key=lambda one: one.span)
    return tuple(dict.fromkeys(one.key for one in named))


def held_by_code(text: str, held: Collection[CredentialKey]) -> tuple[CredentialKey, ...]:
    """Return what is held and named by its bare code, also one that is a word or an area.

    Small letters do for what is an area ("bb"); what is a word ("mt", "c") needs capitals.
    """
    said = {text[word.start : word.end] for word in words_of(text)} - {"I"}
    if text.isupper():
        said = {word for word in said if len(word) > 1 and word.lower() not in _COMMON_WORDS}
    return tuple(
        key
        for key in held
        if key.code in said or (len(key.code) > 1 and key.code.lower() in said - _ORDINARY)
    )


def are_codes(words: Collection[Word]) -> bool:
    """Whether words are codes, with nothing beside them but what says that one expires."""
    known = _every_code() | _LINKS | _AFTER
    return any(word.text in _every_code() for word in words) and all(
        word.text in known for word in words
    )


def find_credentials(
    text: str, held: Collection[CredentialKey] = (), *, only_codes: bool = False
) -> list[Named]:
    """Return the credentials named inside a sentence, in their order.

    Where a code exists in several schemes and none is said, the one held is meant, else ASCP.
    `only_codes`: the text is known to be nothing but codes and their dates.
    """
    text = plain(text)
    words = words_of(text)
    taken: list[Named] = []
    hits = _hits(text, words)
    sure = hits if only_codes else [hit for hit in hits if _is_sure(text, words, hit, held)]
    while True:
        near = {place for hit in sure for place in _neighbours(words, hit)}
        more = [hit for hit in hits if hit not in sure and (hit.first in near or hit.after in near)]
        more = [hit for hit in more if hit.meaning != "i"]
        if not more:
            break
        sure += more
    sure.sort(key=lambda one: one.first)
    if len(sure) > 1:
        sure = _without_titles(words, sure)
    for hit in sure:
        taken.append(_named(text, hit.meaning, hit.span, held))
    return taken


def _without_titles(words: list[Word], sure: list[Hit[str]]) -> list[Hit[str]]:
    """Leave out a name right before or after a code: in "histotech HTL" the code says it all."""
    return [
        hit
        for hit in sure
        if words[hit.first].text in _every_code()
        or not any(
            words[other.first].text in _every_code()
            and (other.first == hit.after or other.after == hit.first)
            for other in sure
        )
    ]


def _hits(text: str, words: list[Word]) -> list[Hit[str]]:
    """Return every code and name of a credential among the words."""
    hits = _names().find(words)
    covered = {place for hit in hits for place in range(hit.first, hit.after)}
    for at, word in enumerate(words):
        code = _code(word.text)
        if at not in covered and code is not None and not _is_where(text, words, at):
            hits.append(Hit(code, (word.start, word.end), at, at + 1))
    return sorted(hits, key=lambda one: one.first)


def _is_where(text: str, words: list[Word], at: int) -> bool:
    """Whether "at ASCP" says where, and not which: "I submitted my SBB at ascp"."""
    word = words[at]
    before = words[at - 1].text if at else ""
    written = text[word.start : word.end]
    return written == "at" and before not in _HOLDING and bool(_SCHEME.match(text, word.end))


def _code(word: str) -> str | None:
    """Return the code that a word is, also in the plural or with CM behind it."""
    for code in (word, word.removesuffix("cm"), word.removesuffix("'s")):
        if code in _every_code():
            return code
    several = word.removesuffix("s")
    return several if len(several) >= _SURE and several in _every_code() else None


def _is_sure(text: str, words: list[Word], hit: Hit[str], held: Collection[CredentialKey]) -> bool:
    """Whether a hit can be meant as a credential and as nothing else."""
    code = hit.meaning
    is_name = hit.after - hit.first > 1 or words[hit.first].text not in _every_code()
    if is_name or code not in _ALSO_WORDS:
        return is_name or len(code) >= _SURE
    if _SCHEME.match(text, hit.span[1]) or (hit.after == len(words) == 1):
        return True
    before = words[hit.first - 1].text if hit.first else ""
    after = words[hit.after].text if hit.after < len(words) else ""
    written = text[slice(*hit.span)]
    as_code = written.isupper()
    if code in _LETTERS:
        return code != "i" and as_code and (before in _LEADS or after in _AFTER)
    if as_code and before in _ABOUT:
        return True
    if before in _HOLDING and code not in _COMMON_WORDS:
        return True
    if before == "for" and (code in _NO_AREAS or any(key.code.lower() == code for key in held)):
        return True
    if after in _AFTER and after not in ("points", "requirements"):
        return as_code or code not in _COMMON_WORDS
    return as_code and (before in _LEADS or after in _AFTER or after in _SAYS)


def _neighbours(words: list[Word], hit: Hit[str]) -> Iterator[int]:
    """Yield the places of words that stand in one list with a credential: "mls, ht and bb"."""
    at = hit.after
    while at < len(words) and _links(words[at].text):
        at += 1
    yield at
    before = hit.first
    while before > 0 and _links(words[before - 1].text):
        before -= 1
    yield before


def _links(word: str) -> bool:
    """Whether a word may stand between two credentials of one list; numbers are their dates."""
    if word in _LINKS or word in ("ascp", "ascpi", "my") or word.isdecimal():
        return True
    return month_number(word) is not None


def _named(text: str, code: str, span: Span, held: Collection[CredentialKey]) -> Named:
    """Return the credential of a code: by the scheme said, else as held, else the usual one."""
    schemes = _schemes(code)
    said = _SCHEME.match(text, span[1])
    international = bool(_INTERNATIONAL_BEFORE.search(text[max(0, span[0] - 20) : span[0]]))
    if said is not None and (said["international"] or said["bare"]):
        international = True
    if "internacional" in text[slice(*span)].lower():
        international = True
    end = span[1] if said is None else span[1] + len(said.group().rstrip())
    upper = _written(code)
    if international and Scheme.ASCPI in schemes:
        return Named(CredentialKey(upper, Scheme.ASCPI), (span[0], end), by_scheme=True)
    if said is None:
        meant = [key for key in held if key.code.lower() == code]
        if len(meant) == 1:
            return Named(meant[0], (span[0], end))
    return Named(CredentialKey(upper, schemes[0]), (span[0], end), by_scheme=said is not None)


@cache
def _every_code() -> frozenset[str]:
    return frozenset(key.code.lower() for key in catalog().credentials)


@cache
def _written(code: str) -> str:
    return next(key.code for key in catalog().credentials if key.code.lower() == code)


@cache
def _schemes(code: str) -> tuple[Scheme, ...]:
    """Return the schemes in which a code exists, the usual one first."""
    found = [key.scheme for key in catalog().credentials if key.code.lower() == code]
    return tuple(sorted(found, key=list(Scheme).index))


@cache
def _names() -> Lexicon[str]:
    """Return the names of credentials that are more than a code."""
    return Lexicon(_phrases())


def _phrases() -> Iterator[tuple[str, str]]:
    """Yield names of holders ("histotech", "specialist in blood bank"); not names of areas."""
    read = catalog()
    active = sorted(read.credentials.values(), key=lambda one: one.status != "active")
    for credential in active:
        code = credential.key.code.lower()
        for name in (credential.name, *read.names[credential.key]):
            if _HOLDER.search(name) and not name.lower().startswith("international"):
                yield name, code
