"""Does it count, for how much, and which paper proves it: from what is known of kinds and areas.

> is teaching students worth points
Does it count? Teaching
Whether and how teaching students counts is not known.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from cmp_rules.catalog import catalog
from cmp_rules.model import NOTHING, Area, Confidence, CredentialKey, Kind
from cmp_rules.programme_answers import Answer, Statement
from cmp_rules.progress import progress
from conversations import wording
from conversations.answers.programme.entries import named
from conversations.answers.programme.made import fact_of, made, of_figure, restated
from conversations.model import When
from conversations.person import Person
from conversations.reading.lexicon import words_of
from conversations.reading.plain import plain
from conversations.reading.sentences.sentence import Understood
from conversations.reading.words import kinds

_HOUR = "contact_hour"
_ON_COURSES = "eligible.course"
_MOST = 4
_WRITTEN = re.compile(r"\b(?:publish|writ|wrote|author)", re.I)
_PAPERS = re.compile(r"\bpapers?\b", re.I)
_PUBLISHED = re.compile(r"publi|article|journal|author|chapter|abstract", re.I)


def misses_the_kind(answer: Answer, understood: Understood) -> bool:
    """Whether an answer is on courses, and what was asked about is none: "I gave a lecture"."""
    return answer.name == _ON_COURSES and understood.kind not in (None, Kind.CE_COURSE)


def does_it_count(understood: Understood, text: str, person: Person, when: When) -> Answer | None:
    """Return what is known on a provider, a kind or areas; None where nothing was named."""
    kind, areas = understood.kind, understood.areas
    if understood.provider is not None:
        return named("eligible.provider")
    if kind is not None and kind is not Kind.CE_COURSE:
        return _of_kind(kind)
    if areas:
        return _of_areas(areas)
    return None if kind is None else named(_ON_COURSES)


def _of_kind(kind: Kind) -> Answer:
    info = catalog().kinds[kind]
    facts = [*info.remarks, *info.excluded]
    if _HOUR in info.points_per:
        figure = info.points_per[_HOUR]
        worth = wording.each_is("contact hour", figure.points or NOTHING)
        facts.insert(0, of_figure(figure, worth))
    return made(
        f"eligible.{kind}", wording.counts_heading(wording.kind_label(kind)), facts, "GUIDE"
    )


def _of_areas(areas: Sequence[Area]) -> Answer:
    infos = [catalog().areas[area] for area in areas[:_MOST]]
    facts = [
        fact
        if len(infos) == 1
        else restated(fact, wording.of_area(wording.area_name(info.area), fact.text))
        for info in infos
        for fact in info.covers
    ]
    facts.append(restated(fact_of("definition.ethics", "MLSI"), wording.fits_not_known()))
    names = wording.listed([wording.area(area) for area in areas[:_MOST]])
    return made(f"eligible.{areas[0]}", wording.falls_there_heading(names), facts, "GUIDE")


def papers(understood: Understood, text: str, person: Person, when: When) -> Answer | None:
    """Return which paper proves the kind of activity that was named."""
    kind = understood.kind
    if kind is Kind.PUBLICATION and not _PUBLISHED.search(text):
        # "Which papers for an in-service?" asks about the in-service.
        hits = kinds().find(words_of(_PAPERS.sub(" ", plain(text))))
        kind = hits[0].meaning if hits else None
    if kind is None:
        return None
    info = catalog().kinds[kind]
    facts = [info.paper, fact_of("proof.original", "AUDIT")]
    return made(
        f"proof.{info.kind}", wording.paper_heading(wording.kind_label(kind)), facts, "AUDIT"
    )


def limit(understood: Understood, text: str, person: Person, when: When) -> Answer | None:
    """Return how many points a kind brings, and how many of them count at most."""
    kind = understood.kind
    if kind is None or kind is Kind.CE_COURSE:
        return None
    if kind is Kind.SELF_STUDY and _WRITTEN.search(text):
        kind = Kind.PUBLICATION  # "publishing an article" is no reading of one
    info = catalog().kinds[kind]
    if info.limit is None:
        return made(
            f"limits.{info.kind}",
            wording.limit_heading(wording.kind_label(kind)),
            (*_worth(info.kind), fact_of("limits.usual", "GUIDE")),
            "GUIDE",
        )
    share = info.limit
    general = Statement(
        wording.share_of_total(share.share), share.confidence, share.source, share.seen
    )
    facts = [general, *_shares(share.share, understood, person, when), *_worth(info.kind)]
    return made(
        f"limits.{info.kind}", wording.limit_heading(wording.kind_label(kind)), facts, "GUIDE"
    )


def _worth(kind: Kind) -> Sequence[Statement]:
    """Return what is known of the points that a kind brings."""
    info = catalog().kinds[kind]
    if not info.points_per:
        source = catalog().sources["GUIDE"]
        unknown = Statement(
            wording.worth_not_known(), Confidence.UNKNOWN, source.address, info.paper.seen
        )
        return (unknown, *info.remarks)
    return [
        of_figure(figure, wording.each_is(unit.replace("_", " "), figure.points or NOTHING))
        for unit, figure in info.points_per.items()
    ]


def _shares(
    share: Decimal, understood: Understood, person: Person, when: When
) -> Sequence[Statement]:
    """Return what a share of the total comes to for the credentials named, or those held."""
    keys = understood.credentials or tuple(each.key for each in person.holdings)
    return [_share(share, key, person, when) for key in keys[:_MOST]]


def _share(share: Decimal, key: CredentialKey, person: Person, when: When) -> Statement:
    today = when.today(person.settings.zone)
    held = person.holding(key)
    figure = catalog().edition(key, today if held is None else held.cycle_ends).total
    total = figure.points if held is None else progress(held, (), today).total.required
    if total is None:
        return of_figure(figure, wording.total_unknown(key))
    return of_figure(figure, wording.at_most(key, total * share, total))
