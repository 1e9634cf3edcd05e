"""Everything that can be named inside a sentence, found once, with its place."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cmp_rules.model import Area, Holding, Kind
from conversations.person import DateOrder
from conversations.reading import words
from conversations.reading.credential_words import Named, find_credentials
from conversations.reading.dates import DateRead, Prefer, find_dates
from conversations.reading.lexicon import Hit, Word, words_of
from conversations.reading.plain import Span, overlap, word_set
from conversations.reading.points import PointsRead, Split, all_points, find_parts
from conversations.reading.points.units import checked

# Names of providers that are words too: in small letters they need "from" or a clause of their own.
_WORDS_TOO = word_set("cap quest cola ortho leica asm agt")
_FROM = word_set("from by with at via through thru")
# Areas that are everyday words in questions; in a clause of their own they still are areas.
_EVERYDAY = word_set("education other general privacy elective electives regulations flow")
_BARE = re.compile(r"(?<![\w.,/$-])(\d{0,2}\.\d{1,2})(?![\w/%-]|[.,:]\d)", re.A)


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
    text: str,
    *,
    today: date,
    order: DateOrder | None,
    prefer: Prefer,
    holdings: Collection[Holding] = (),
) -> Entities:
    """Find what a text of one or a few sentences names."""
    all_words = words_of(text)
    dates = find_dates(text, today=today, order=order, prefer=prefer)
    dated = [span for _, span in dates]
    split = find_parts(text)
    if split is not None and any(overlap(one, two) for one in split.spans for two in dated):
        split = None
    taken = [*dated, *(() if split is None else split.spans)]
    points = [one for one in all_points(text) if not _meets(one[1], taken)]
    taken += [span for _, span in points]
    if split is None and not points:
        points = [one for one in _bare_points(text) if not _meets(one[1], taken)]
    credentials = [n for n in find_credentials(text, holdings) if not _meets(n.span, taken)]
    taken += [named.span for named in credentials]
    providers = [
        hit
        for hit in words.providers().find(all_words)
        if not _meets(hit.span, taken) and _is_provider(text, all_words, hit)
    ]
    providers.sort(key=lambda hit: hit.meaning == "ASCP")  # "will ASCP take a course from AABB"
    taken += [hit.span for hit in providers]
    areas = [hit for hit in words.areas().find(all_words) if not _meets(hit.span, taken)]
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


def everyday(hit: Hit[Area], text: str) -> bool:
    """Whether an area is named with a word that mostly means something else."""
    return hit.meaning is Area.GENERAL or text[slice(*hit.span)].lower() in _EVERYDAY


def _meets(span: Span, others: Collection[Span]) -> bool:
    return any(overlap(span, other) for other in others)


def _bare_points(text: str) -> list[tuple[PointsRead, Span]]:
    """Return a number with decimals that stands without a unit: "LabCE antibody ID 1.5"."""
    found = _BARE.search(text)
    return [] if found is None else [(checked(Decimal(found[1])), found.span(1))]


def _is_provider(text: str, all_words: list[Word], hit: Hit[str]) -> bool:
    """Whether the name of a provider is meant as one and not as a word."""
    written = text[slice(*hit.span)]
    if written.lower() not in _WORDS_TOO or written[0].isupper():
        return True
    if hit.first > 0 and all_words[hit.first - 1].text in _FROM:
        return True
    before, after = text[: hit.span[0]].rstrip()[-1:], text[hit.span[1] :].lstrip()[:1]
    return before in (",", ";") and after in (",", ";", "")
