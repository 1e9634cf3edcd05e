"""Which areas a continuing education activity is likely about, from its title and provider.

Words and phrases of the field speak for areas (`catalog/words.toml`). What several areas share,
like AST, goes where its company points. Where nothing speaks, nothing is suggested.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from cmp_rules._catalog.words import Words, form_of, split_words, words
from cmp_rules.model import Area


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An area, and how much speaks for it, from 0 to 1."""

    area: Area
    score: float


class _Word(NamedTuple):
    """A word of the title as it is compared."""

    form: str
    weight: float  # less than 1 where it had to be corrected
    acronym: bool  # written in capitals in a title that is not


_Evidence = Mapping[Area, float]


def suggest(title: str, provider: str = "") -> tuple[Suggestion, ...]:
    """Return the likely areas of a title, best first; none where nothing speaks."""
    known = words()
    said = _read(title, known)
    evidence = _weigh(_find(said, known), known)
    named = [word.form if word.acronym else "" for word in said]  # AABB, not "name"
    prior = _provided([*map(form_of, split_words(provider)), "", *named], known)
    if prior is not None:
        evidence[prior] = evidence.get(prior, 0.0) + known.weights["provider"]
    return _best(evidence, known)


def _read(title: str, known: Words) -> list[_Word]:
    raw = split_words(title)
    shouted = title.upper() == title
    return [_word(each, each.isupper() and not shouted, known) for each in raw]


def _word(raw: str, acronym: bool, known: Words) -> _Word:
    """Read a word; one that nobody knows is taken for the known word it nearly is."""
    form = form_of(raw)
    letters = known.weights["letters_once"]
    if form in known.vocabulary or len(form) < letters or not form.isalpha():
        return _Word(form, 1.0, acronym)
    wrong = 1 + (len(form) >= known.weights["letters_twice"])
    near = extractOne(form, known.known.get(form[0], ()), scorer=OSA.distance, score_cutoff=wrong)
    if near is None or len(near[0]) < letters:
        return _Word(form, 1.0, acronym)
    return _Word(near[0], known.weights["misspelt"], acronym)


def _find(said: Sequence[_Word], known: Words) -> list[_Evidence]:
    """Return what each word or phrase speaks for; a phrase leaves its words nothing to say."""
    spans = [
        (length, start)
        for start, word in enumerate(said)
        for length in range(known.longest.get(word.form, 0), 0, -1)
        if start + length <= len(said) and _speaks(said[start : start + length], known)
    ]
    taken = [False] * len(said)
    found: list[_Evidence] = []
    for length, start in sorted(spans, key=lambda span: (-span[0], span[1])):
        if not any(taken[start : start + length]):
            taken[start : start + length] = [True] * length
            found.append(_evidence(said[start : start + length], known))
    found.extend(
        _piece(word.form, known)
        for word, used in zip(said, taken, strict=True)
        if not used and word.form not in known.vocabulary
    )
    return found


def _speaks(span: Sequence[_Word], known: Words) -> bool:
    if tuple(word.form for word in span) not in known.terms:
        return False
    return len(span) > 1 or span[0].acronym or span[0].form not in known.capitals


def _evidence(span: Sequence[_Word], known: Words) -> _Evidence:
    areas = known.terms[tuple(word.form for word in span)]
    weight = 1 + known.weights["more_words"] * (len(span) - 1)
    weight *= min(word.weight for word in span)
    return {area: strength * weight for area, strength in areas.items()}


def _piece(form: str, known: Words) -> _Evidence:
    """Return what the beginning or the ending of a word that nobody knows speaks for."""
    for piece, area in known.beginnings:
        if form.startswith(piece) and len(form) > len(piece) + 1:
            return {area: known.weights["piece"]}
    for piece, area in known.endings:
        if form.endswith(piece) and len(form) > len(piece) + 2:
            return {area: known.weights["piece"]}
    return {}


def _weigh(found: Sequence[_Evidence], known: Words) -> dict[Area, float]:
    """Add up what was found; words of several areas count where the others point."""
    total: dict[Area, float] = defaultdict(float)
    for evidence in found:
        if len(evidence) == 1:
            for area, weight in evidence.items():
                total[area] += weight
    company = dict(total)
    stranger = known.weights["stranger"]
    for evidence in found:
        if len(evidence) > 1:
            with_company = {a: weight + company.get(a, 0.0) for a, weight in evidence.items()}
            best = max(with_company.values())
            for area, weight in evidence.items():
                near = with_company[area] / best
                total[area] += weight * (stranger + (1 - stranger) * near)
    return dict(total)


def _provided(forms: Sequence[str], known: Words) -> Area | None:
    """Return the discipline that a provider serves, where it serves one only."""
    for start, form in enumerate(forms):
        for length in range(known.longest.get(form, 0), 0, -1):
            area = known.providers.get(tuple(forms[start : start + length]))
            if area is not None:
                return area
    return None


def _best(evidence: Mapping[Area, float], known: Words) -> tuple[Suggestion, ...]:
    strongest = max(evidence.values(), default=0.0)
    least = max(known.weights["least"], known.weights["share"] * strongest)
    named = [(weight, area) for area, weight in evidence.items() if weight >= least]
    named.sort(key=lambda pair: (-pair[0], known.at_a_tie.index(pair[1])))
    scored = [Suggestion(area, _score(weight, strongest, known)) for weight, area in named]
    return tuple(scored[: int(known.weights["many"])])


def _score(weight: float, strongest: float, known: Words) -> float:
    """Return how sure evidence makes, from 0 to 1, less for what stands behind something."""
    sure = 1 - math.exp(-known.weights["sharpness"] * weight)
    return round(sure * math.sqrt(weight / strongest), 2)
