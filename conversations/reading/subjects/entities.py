"""Everything that can be named inside a sentence, found once, with its place."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cmp_rules.model import Area, CredentialKey, Kind
from conversations.person import DateOrder
from conversations.reading import words
from conversations.reading.credential_words import Named, find_credentials
from conversations.reading.dates import DateRead, Language, MonthOnly, Prefer, find_dates
from conversations.reading.lexicon import Hit, Word, words_of
from conversations.reading.plain import Span, blanked, overlap, word_set
from conversations.reading.points import PointsRead, Split, all_points, find_parts
from conversations.reading.points.units import checked
from conversations.reading.subjects.clauses import (
    bare_clauses,
    is_inside,
    is_rival_date,
    is_rival_number,
    names_a_form,
    quoted,
    stated,
)

# Names of providers that are words too: in small letters they need "from" or a clause of their own.
_WORDS_TOO = word_set("cap quest cola ortho leica ash")
_NOT_AFTER_A_NAME = word_set("on for to of and or is the limit limits color colors tube for")
_FROM = word_set("from by with at via through thru")
# Areas that are everyday words in questions; in a clause of their own they still are areas.
_EVERYDAY = word_set("education other general privacy elective electives regulations flow")
_DAYS_IN_A_ROW = re.compile(
    r"\b(?:yesterday|today|tomorrow)(?:(?:,\s?|\s)(?:(?:and|&|or)\s)?(?:yesterday|today|tomorrow))+\b",
    re.I,
)
_SLASHED = re.compile(r"\d{1,2}/\d{1,2}")
_TAKEN_BACK = re.compile(r"\b(?:not|instead\sof|rather\sthan)\s(?:on\s)?$", re.I)  # "not the 11th"
_SMALL_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})?)\s*", re.A)
_CLAUSES_OF_A_LIST = 3
_BARE = re.compile(r"(?<![\w.,/$-])(\d{0,2}\.\d{1,2})(?![\w/%-]|[.,:]\d)", re.A)


@dataclass(frozen=True, slots=True)
class Asking:
    """What decides about a date besides its words."""

    today: date
    order: DateOrder | None
    prefer: Prefer
    language: Language


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
    held: Collection[CredentialKey] = (),
    language: Language = "en",
) -> Entities:
    """Find what a text of one or a few sentences names."""
    all_words = words_of(text)
    titled = quoted(text)
    open_text = blanked(text, *titled)
    known = words.providers().find(all_words)
    dates = _dates(open_text, known, Asking(today, order, prefer, language))
    dated = [span for _, span in dates]
    split = find_parts(blanked(open_text, *dated), {hit.span[0] for hit in known})
    taken = [*titled, *dated, *(() if split is None else split.spans)]
    points = _points(open_text, dated, [*taken, *(hit.span for hit in known)])
    points = [one for one in points if not _meets(one[1], taken)]
    taken += [span for _, span in points]
    if split is None and not points:
        points = [one for one in _bare_points(text, taken) if not _meets(one[1], taken)]
        taken += [span for _, span in points]
    credentials = [n for n in find_credentials(text, held) if not _meets(n.span, taken)]
    taken += [named.span for named in credentials]
    providers = [
        hit
        for hit in known
        if not _meets(hit.span, taken)
        and _is_provider(text, all_words, hit, [*dated, *(span for _, span in points)])
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


def _dates(text: str, known: Collection[Hit[str]], asking: Asking) -> list[tuple[DateRead, Span]]:
    """Return the dates that a text states; one inside of its title is none."""
    dates = find_dates(
        text,
        today=asking.today,
        order=asking.order,
        prefer=asking.prefer,
        language=asking.language,
    )
    dates = [(read, _with_s(text, span)) for read, span in dates]
    dates = [one for one in dates if not _is_of_title(text, one[1])]
    dates = [one for one in dates if not _TAKEN_BACK.search(text[: one[1][0]])] or dates
    if len(dates) < 2:
        return dates
    names = [hit.span for hit in known]
    lasting = [one for one in dates if not _is_word(text, one[1], names)]
    dates = lasting or dates
    facts = [*_facts(text), *names, *(span for _, span in dates)]

    def is_rival(read: DateRead, said: str, before: str, after: str) -> bool:
        return not isinstance(read, MonthOnly) and is_rival_date(said, before, after)

    dates = stated(text, dates, facts, is_rival)
    firm = [one for one in dates if not _is_slashed(text, one[1], facts)]
    return firm or dates


def _with_s(text: str, span: Span) -> Span:
    return (span[0], span[1] + 2) if text.startswith("'s ", span[1]) else span


def _is_of_title(text: str, span: Span) -> bool:
    """Whether a day owns what follows: "today's blood bank" is a title, "today's webinar" a day."""
    return text.endswith("'s", *span) and not names_a_form(text, span[1])


def _is_word(text: str, span: Span, names: Collection[Span]) -> bool:
    """Whether a date is part of a name or a title: "CAP Today", "today and tomorrow"."""
    if _meets(span, names):
        return True
    return any(overlap(span, found.span()) for found in _DAYS_IN_A_ROW.finditer(text))


def _is_slashed(text: str, span: Span, facts: Collection[Span]) -> bool:
    """Whether two numbers inside of a title only look like a day: "HPV 6/11 genotyping"."""
    return bool(_SLASHED.fullmatch(text[slice(*span)])) and is_inside(text, span, facts)


def _points(
    text: str, dated: Collection[Span], others: Collection[Span]
) -> list[tuple[PointsRead, Span]]:
    """Return the points that a text states; a length of time inside of its title is none."""
    points = all_points(blanked(text, *dated))
    facts = [*_facts(text), *others, *(span for _, span in points)]
    if points:
        alone = [one for one in _number_alone(text, facts) if not _meets(one[1], facts)]
        points = sorted([*points, *alone], key=lambda one: one[1])
        facts += [span for _, span in alone]
    return stated(text, points, facts, lambda _, __, before, after: is_rival_number(before, after))


def _facts(text: str) -> list[Span]:
    """Return where points, areas and kinds stand."""
    said = words_of(text)
    return [
        *(span for _, span in all_points(text)),
        *(hit.span for hit in words.areas().find(said)),
        *(hit.span for hit in words.kinds().find(said)),
    ]


def _bare_points(text: str, facts: Collection[Span]) -> list[tuple[PointsRead, Span]]:
    """Return a number without a unit: "LabCE antibody ID 1.5", "antibody ID, LabCE, 1, Oct 20"."""
    found = [one for one in _BARE.finditer(text) if not _meets(one.span(1), facts)]
    if len(found) == 1:
        return [(checked(Decimal(found[0][1])), found[0].span(1))]
    return [] if found else _number_alone(text, facts)


def _number_alone(text: str, facts: Collection[Span]) -> list[tuple[PointsRead, Span]]:
    """Return the one number that is a clause of its own in a list of at least three."""
    clauses = bare_clauses(text, facts)
    alone = [found for c in clauses if (found := _SMALL_NUMBER.fullmatch(text, *c)) is not None]
    if len(clauses) < _CLAUSES_OF_A_LIST or len(alone) != 1:
        return []
    return [(checked(Decimal(alone[0][1])), alone[0].span(1))]


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
