"""Which figures that concern a holding have changed since its holder was last told.

A change hidden behind the person's own figure does not concern them. One that comes about because
another edition takes over does: what counts for an expired credential or a voluntary participant
is the three years up to today, so its edition can change without any change of the catalogue, and
the person has to collect something else all the same. That only the confidence or the source of
a figure changed is no news: what is required stays.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from cmp_rules.catalog import Catalog, catalog
from cmp_rules.cycles import span_of
from cmp_rules.model import (
    NOTHING,
    Activity,
    Confidence,
    Edition,
    Figure,
    Holding,
    Slot,
)
from cmp_rules.progress import Progress, progress
from cmp_rules.requirement import ELECTIVES, Need, Requirement, accepted_by, requirement_of

TOTAL = "total"

Figures: TypeAlias = Mapping[str, Decimal | None]
"""What an edition asks for, by name, the total first; None where unknown.

The person's own figures are not among them: these may be stored for everybody to see.
"""


@dataclass(frozen=True, slots=True)
class ChangedFigure:
    """A figure that was another one when the person was last told; None is unknown."""

    name: str  # of a slot, or "total"
    was: Decimal | None
    now: Decimal | None
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Rechecked:
    """A holding whose figures have changed, and what that does to its holder."""

    figures: tuple[ChangedFigure, ...]  # at least one, the total first
    was: Progress  # with the same activities, by the figures last told
    now: Progress
    ruling: Figures  # of the edition that rules it now: what counts as told once this is


def figures_on(holding: Holding, today: date, *, rules: Catalog | None = None) -> Figures | None:
    """Return the figures of the edition that rules a holding on a day.

    None where the catalogue does not know the credential.
    """
    edition = _edition_on(holding, today, rules or catalog())
    return None if edition is None else _figures_of(edition)


def changed_figures(
    holding: Holding, told: Figures, today: date, *, rules: Catalog | None = None
) -> tuple[ChangedFigure, ...]:
    """Return what is asked of a holder now, and was not by the figures told; the total first.

    The person's own figures stand on both sides, so that what they hide has not changed.
    """
    edition = _edition_on(holding, today, rules or catalog())
    if edition is None or told == _figures_of(edition):
        return ()
    asked = requirement_of(edition, holding.adjustments)
    needs, before = _needs(asked), _needs(requirement_of(_edition_of(told), holding.adjustments))
    found = []
    for name in dict.fromkeys((*needs, *before)):
        was = before[name].required if name in before else NOTHING
        now = needs[name].required if name in needs else NOTHING
        if was != now:
            confidence = needs[name].confidence if name in needs else asked.confidence
            found.append(ChangedFigure(name, was, now, confidence))
    return tuple(found)


def recheck(
    holding: Holding,
    told: Figures,
    activities: Sequence[Activity],
    today: date,
    *,
    rules: Catalog | None = None,
) -> Rechecked | None:
    """Return what changed for a holding and its holder since these figures were told, if any."""
    rules = rules or catalog()
    figures = changed_figures(holding, told, today, rules=rules)
    if not figures:
        return None
    credential = replace(rules.credential(holding.key), editions=(_edition_of(told),))
    before = replace(rules, credentials={**rules.credentials, holding.key: credential})
    was = progress(holding, activities, today, rules=before)
    now = progress(holding, activities, today, rules=rules)
    return Rechecked(figures, was, now, ruling=_figures_of(now.edition))


def write_figures(figures: Figures) -> str:
    """Write figures as JSON: equal figures in the same order give equal text."""
    plain = {
        name: None if points is None else f"{points.normalize():f}"
        for name, points in figures.items()
    }
    return json.dumps(plain, separators=(",", ":"))


def read_figures(text: str) -> Figures:
    """Read what `write_figures` wrote."""
    plain: dict[str, str | None] = json.loads(text)
    return {name: None if points is None else Decimal(points) for name, points in plain.items()}


def _edition_on(holding: Holding, today: date, rules: Catalog) -> Edition | None:
    if holding.key not in rules.credentials:
        return None
    return rules.edition(holding.key, span_of(holding, today, rules=rules).cycle.ends)


def _needs(asked: Requirement) -> dict[str, Need]:
    return {need.name: need for need in (asked.total, *asked.slots)}


def _figures_of(edition: Edition) -> Figures:
    return {TOTAL: edition.total.points, **{s.name: s.figure.points for s in edition.slots}}


def _edition_of(told: Figures) -> Edition:
    """Return the edition that asks for exactly these figures."""
    slots = tuple(
        Slot(name, _figure(points), None if name == ELECTIVES else accepted_by(name))
        for name, points in told.items()
        if name != TOTAL
    )
    return Edition(None, None, _figure(told[TOTAL]), slots)


def _figure(points: Decimal | None) -> Figure:
    # How far it could be trusted then is not remembered; nothing that is shown depends on it.
    confidence = Confidence.UNKNOWN if points is None else Confidence.SECONDARY
    return Figure(points, confidence, "told before", date.min)
