"""Everything that can be named inside a sentence, found once, with its place."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from cmp_rules.model import Area, CredentialKey, Kind
from conversations.reading import words
from conversations.reading.credential_words import Named, are_codes, find_credentials
from conversations.reading.dates import DateRead
from conversations.reading.lexicon import Hit, Word, words_of
from conversations.reading.plain import Span, blanked, meets, word_set
from conversations.reading.points import PointsRead, Split, all_points, find_parts
from conversations.reading.subjects.bare_numbers import (
    bare_points,
    number_alone,
)
from conversations.reading.subjects.clauses import facts_of, is_rival_number, quoted, stated
from conversations.reading.subjects.days import Asking, dates_of, is_dated, is_to_come
from conversations.reading.subjects.small_words import area_clause

# Names of providers that are words too: in small letters they need "from" or a clause of their own.
_WORDS_TOO = word_set("cap quest cola ortho leica ash")
_NOT_AFTER_A_NAME = word_set("on for to of and or is the limit limits color colors tube for")
_WORDS = word_set("at i")  # codes that are words wherever they stand
_FROM = word_set("from by with at via through thru")
# Areas that are everyday words in questions; in a clause of their own they still are areas.
_EVERYDAY = word_set("education other general privacy elective electives regulations flow")


@dataclass(frozen=True, slots=True)
class Entities:
    """What a text names. Nothing here says what the person wants."""

    text: str
    words: tuple[Word, ...]
    dates: tuple[tuple[DateRead, Span], ...]
    credentials: tuple[Named, ...]
    split: Split | None
    points: tuple[tuple[PointsRead, Span], ...]  # outside of the split
    providers: tuple[Hit[str], ...]
    areas: tuple[Hit[Area], ...]  # outside of everything above
    kinds: tuple[Hit[Kind], ...]

    @property
    def spans(self) -> tuple[Span, ...]:
        """The places of dates, parts and points."""
        parts = () if self.split is None else self.split.spans
        return (*(s for _, s in self.dates), *parts, *(s for _, s in self.points))


def find_entities(
    text: str, asking: Asking, *, held: Collection[CredentialKey] = (), activity: bool = True
) -> Entities:
    """Find what a text of one or a few sentences names.

    Without `activity` no points of areas are looked for: in "got two: BB 6/30/28" BB is held.
    """
    all_words = words_of(text)
    titled = quoted(text)
    open_text = blanked(text, *titled)
    known = words.providers().find(all_words)
    dates = dates_of(open_text, known, asking)
    dated = [span for _, span in dates]
    cut = blanked(open_text, *dated)
    split = find_parts(cut, {hit.span[0] for hit in known}) if activity else None
    if split is not None and _names_its_area_apart(cut, split):
        split = None  # "2 hours coag, LabCE, hematology": coag is what it was called
    taken = [*titled, *dated, *(() if split is None else split.spans)]
    points = _points(open_text, dated, [*taken, *(hit.span for hit in known)])
    points = [one for one in points if not meets(one[1], taken)]
    taken += [span for _, span in points]
    if split is None and not points:
        bare = bare_points(text, taken, dates=dated, names=[hit.span for hit in known])
        points = [one for one in bare if not meets(one[1], taken)]
        taken += [span for _, span in points]
    only_codes = _are_codes_with_dates(text, all_words, dates, asking)
    named = find_credentials(text, held, only_codes=only_codes)
    credentials = [n for n in named if not meets(n.span, taken)]
    taken += [named.span for named in credentials]
    providers = [
        hit
        for hit in known
        if not meets(hit.span, taken)
        and _is_provider(text, all_words, hit, [*dated, *(span for _, span in points)])
    ]
    providers.sort(key=lambda hit: hit.meaning == "ASCP")  # "will ASCP take a course from AABB"
    taken += [hit.span for hit in providers]
    areas = [hit for hit in words.areas().find(all_words) if not meets(hit.span, taken)]
    return Entities(
        text,
        tuple(all_words),
        tuple(dates),
        tuple(credentials),
        split,
        tuple(points),
        tuple(providers),
        tuple(areas),
        tuple(words.kinds().find(all_words)),
    )


def _are_codes_with_dates(
    text: str, all_words: list[Word], dates: list[tuple[DateRead, Span]], asking: Asking
) -> bool:
    """Whether a text is codes with the dates of their expiry and nothing else: "SC 2027-06-30".

    In small letters "bb 11/20/2026" is a CE, and so is "at"; what is to come can be none.
    """
    dated = [span for _, span in dates]
    outside = [word for word in all_words if not meets((word.start, word.end), dated)]
    if not dates or not are_codes(outside) or not all(is_dated(text, one) for one in dates):
        return False
    if all(text[word.start : word.end].isupper() for word in outside if word.text in _WORDS):
        return blanked(text, *dated).isupper() or all(
            is_to_come(read, asking.today) for read, _ in dates
        )
    return False


def _names_its_area_apart(text: str, split: Split) -> bool:
    """Whether the area stands in a clause of its own, besides the words right behind the points."""
    if len(split.parts) != 1 or split.total is not None or split.open_areas:
        return False
    areas = split.parts[0].areas
    (start, end), *_ = split.spans
    inside = [hit for hit in words.areas().find(words_of(text)) if start <= hit.span[0] < end]
    written = {text[slice(*hit.span)].lower() for hit in inside}
    clauses = re.split(r"[,;|]", blanked(text, *split.spans))
    apart = [clause.strip().lower() for clause in clauses if set(area_clause(clause)) == set(areas)]
    return bool(apart) and not written.intersection(apart)


def everyday(hit: Hit[Area], text: str) -> bool:
    """Whether an area is named with a word that mostly means something else."""
    return hit.meaning is Area.GENERAL or text[slice(*hit.span)].lower() in _EVERYDAY


def _points(
    text: str, dated: Collection[Span], others: Collection[Span]
) -> list[tuple[PointsRead, Span]]:
    """Return the points that a text states; a length of time inside of its title is none."""
    points = all_points(blanked(text, *dated))
    facts = [*facts_of(text), *others, *(span for _, span in points)]
    if points:
        alone = [one for one in number_alone(text, facts) if not meets(one[1], facts)]
        points = sorted([*points, *alone], key=lambda one: one[1])
        facts += [span for _, span in alone]
    return stated(text, points, facts, lambda _, __, before, after: is_rival_number(before, after))


def _is_provider(text: str, all_words: list[Word], hit: Hit[str], facts: Collection[Span]) -> bool:
    """Whether the name of a provider is meant as one and not as a word."""
    written = text[slice(*hit.span)]
    if written.lower() not in _WORDS_TOO or written[0].isupper():
        return True
    if hit.first > 0 and all_words[hit.first - 1].text in _FROM:
        return True
    before, after = text[: hit.span[0]].rstrip()[-1:], text[hit.span[1] :].lstrip()[:1]
    if before in (",", ";") and after in (",", ";", ""):
        return True
    follows = all_words[hit.after].text if hit.after < len(all_words) else ""
    at_an_end = any(
        span[1] <= hit.span[0] and not text[span[1] : hit.span[0]].strip() for span in facts
    )
    begins = not before or before in ",;" or at_an_end
    ends = (
        not after
        or after in ",;"
        or any(span[0] >= hit.span[1] and not text[hit.span[1] : span[0]].strip() for span in facts)
    )
    return bool(facts) and (begins or ends) and follows not in _NOT_AFTER_A_NAME
