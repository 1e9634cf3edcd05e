"""Must I take part? By the day on which taking part became mandatory, and the year of the person.

> I was certified in 2003, do I have to take part
Technicians, technologists, scientists, certified 2003: no, it is voluntary (before 1 Jan 2004).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cmp_rules.catalog import catalog
from cmp_rules.model import Credential, CredentialKey, Scheme
from cmp_rules.programme_answers import Answer
from conversations import wording
from conversations.answers.programme.made import fact_of, made, restated
from conversations.model import When
from conversations.person import Person
from conversations.reading.plain import plain, word_set
from conversations.reading.sentences.sentence import Understood

# One credential of each class of `wording.CLASSES`; the days come from their files.
_EXAMPLES = (
    CredentialKey("MLS"),
    CredentialKey("SBB"),
    CredentialKey("MLS", Scheme.ASCPI),
)
_YEAR = re.compile(r"(?P<before>\bbefore\s+)?(?:\b(?P<long>(?:19|20)\d\d)s?\b|'(?P<short>\d\d)\b)")
_MOST = 4


class _Case(NamedTuple):
    """One credential or class, and the year in which the person was certified."""

    name: str
    since: date | None  # None: every holder
    year: int | None


def must_take_part(understood: Understood, text: str, person: Person, when: When) -> Answer | None:
    """Return whether the person must; None where neither credential, class nor year is known."""
    year = _year(text, when)
    cases = list(_cases(understood, text, person, year))[:_MOST]
    if not cases:
        if year is None:
            return None
        cases = [_of_class(index, year) for index in range(len(_EXAMPLES))]
    rule, ours = fact_of("participate.usual", "PART"), fact_of("lapse.usual", "OURS")
    facts = [restated(rule, _verdict(case)) for case in cases]
    if not understood.credentials and not person.holdings:
        facts.append(fact_of("participate.no_expiry", "PART"))
    if any(_is_voluntary(case) for case in cases):
        facts += [
            fact_of("participate.nca", "PART"),
            fact_of("participate.no_expiry", "MLSI"),
            fact_of("participate.voluntary", "ALLOC"),
            restated(ours, wording.check_your_account()),
        ]
    elif any(case.year is None and case.since is not None for case in cases):
        facts.append(restated(ours, wording.say_the_year()))
    else:
        facts.append(fact_of("lapse.usual", "PART"))
    return made("participate.certified", wording.part_heading(), facts, "PART")


def _cases(understood: Understood, text: str, person: Person, year: int | None) -> Iterator[_Case]:
    """Yield what was named; else what the person holds."""
    for key in understood.credentials:
        yield _of_credential(catalog().credential(key), year or _held_since(person, key))
    if understood.credentials:
        return
    classes = [index for index, named in enumerate(_named_classes(text)) if named]
    for index in classes:
        yield _of_class(index, year)
    if not classes:
        for holding in person.holdings:
            since = None if holding.certified_on is None else holding.certified_on.year
            yield _of_credential(catalog().credential(holding.key), year or since)


def _named_classes(text: str) -> Sequence[bool]:
    said = {word.removesuffix("s") for word in re.findall(r"[a-z]+", plain(text).lower())}
    return [not said.isdisjoint(word_set(words)) for _, words in wording.CLASSES]


def _held_since(person: Person, key: CredentialKey) -> int | None:
    held = (each.certified_on for each in person.holdings if each.key == key)
    return next((day.year for day in held if day is not None), None)


def _of_credential(credential: Credential, year: int | None) -> _Case:
    since = None if credential.everyone else credential.mandatory_from
    return _Case(wording.credential(credential.key), since, year)


def _of_class(index: int, year: int | None) -> _Case:
    name = wording.CLASSES[index][0]
    since = catalog().credential(_EXAMPLES[index]).mandatory_from
    return _Case(f"{name[:1].upper()}{name[1:]}", since, year)


def _is_voluntary(case: _Case) -> bool:
    """Whether the year lies before: taking part always began with a calendar year."""
    return case.since is not None and case.year is not None and case.year < case.since.year


def _verdict(case: _Case) -> str:
    if case.since is None:
        return wording.everybody(case.name)
    if case.year is None:
        return wording.since_when(case.name, case.since)
    says = wording.may if _is_voluntary(case) else wording.must
    return says(case.name, case.year, case.since)


def _year(text: str, when: When) -> int | None:
    """Return the year in which the person says they were certified; one to come is none."""
    found = _YEAR.search(plain(text).lower())
    if found is None:
        return None
    this_year = when.at.year
    if found["long"]:
        year = int(found["long"])
    else:
        century = this_year // 100 * 100
        year = century + int(found["short"])
        year -= 0 if year <= this_year else 100
    year -= 1 if found["before"] else 0
    return year if year <= this_year else None
