"""Advice for those who hold several credentials: which to keep, and which could end together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cmp_rules.catalog import Catalog, catalog
from cmp_rules.cycles import dates_of, months_later, span_of
from cmp_rules.model import Activity, Area, CredentialKey, Holding, Scheme
from cmp_rules.planner import plan
from cmp_rules.requirement import dedicated, requirement_of

_COMMON = {Area.SAFETY.value, Area.ETHICS.value}


@dataclass(frozen=True, slots=True)
class Cost:
    """How many further points one credential needs if it is the only one kept."""

    key: CredentialKey
    points: Decimal | None  # None: a figure is unknown


@dataclass(frozen=True, slots=True)
class SameField:
    """Credentials in the same field: the holder chooses which of them to maintain.

    To drop one may mean reinstatement or another examination later (ASCP, "Enter and allocate").
    """

    areas: tuple[str, ...]
    costs: tuple[Cost, ...]
    together: Decimal | None  # to complete them all; None where one of them is unknown


@dataclass(frozen=True, slots=True)
class NearEnds:
    """Credentials that end so near to each other that all declarations are open on some days.

    Known: ASCP can bring the ends of several credentials together on request, and each needs a
    declaration of its own; a second qualification costs less if it ends within three months of
    the first and both declarations are sent on the same business day (QIHC page). Unknown: the
    conditions of synchronising, and what it does to the length of a cycle.
    """

    keys: tuple[CredentialKey, ...]
    open_from: date  # all declarations are open from this day …
    open_until: date  # … to this one, on which the first credential expires
    qualifications: bool  # all of them are qualifications: the reduced fee may concern them


def same_fields(
    holdings: Sequence[Holding],
    activities: Sequence[Activity],
    today: date,
    *,
    rules: Catalog | None = None,
) -> tuple[SameField, ...]:
    """Return what each of several credentials in one field still costs, field by field."""
    rules = rules or catalog()
    fields: dict[tuple[str, ...], list[Holding]] = {}
    for holding in holdings:
        areas = _own_areas(holding, today, rules)
        if areas:
            fields.setdefault(areas, []).append(holding)
    return tuple(
        SameField(
            areas,
            tuple(Cost(each.key, _cost([each], activities, today, rules)) for each in held),
            _cost(held, activities, today, rules),
        )
        for areas, held in fields.items()
        if len(held) > 1
    )


def near_ends(
    holdings: Sequence[Holding], today: date, *, rules: Catalog | None = None
) -> tuple[NearEnds, ...]:
    """Return the credentials whose ends differ by less than a declaration is open.

    Expired credentials and voluntary participation have no end to bring nearer.
    """
    rules = rules or catalog()
    months = rules.programme.declaration_opens_months.value
    running = sorted(
        (each for each in holdings if _is_running(each, today, rules)),
        key=lambda each: (each.cycle_ends, each.key),
    )
    found: list[tuple[Holding, ...]] = []
    for place, first in enumerate(running):
        last_end = months_later(first.cycle_ends, months)
        group = tuple(each for each in running[place:] if each.cycle_ends < last_end)
        if group[-1].cycle_ends != first.cycle_ends and not _within(group, found):
            found.append(group)
    return tuple(_near(group, rules) for group in found)


def _within(group: tuple[Holding, ...], found: Sequence[tuple[Holding, ...]]) -> bool:
    """Whether the group before tells of these holdings already."""
    return bool(found) and {each.key for each in group} <= {each.key for each in found[-1]}


def _near(group: tuple[Holding, ...], rules: Catalog) -> NearEnds:
    return NearEnds(
        keys=tuple(each.key for each in group),
        open_from=max(dates_of(each, rules=rules).declaration_opens for each in group),
        open_until=group[0].cycle_ends,
        qualifications=all(each.key.scheme is Scheme.QUALIFICATION for each in group),
    )


def _is_running(holding: Holding, today: date, rules: Catalog) -> bool:
    span = span_of(holding, today, rules=rules)
    return not span.expired and not span.voluntary


def _own_areas(holding: Holding, today: date, rules: Catalog) -> tuple[str, ...]:
    """Return the areas that a credential asks for beside those asked of everybody."""
    ends = span_of(holding, today, rules=rules).cycle.ends
    requirement = requirement_of(rules.edition(holding.key, ends), holding.adjustments)
    return tuple(sorted({slot.name for slot in dedicated(requirement.slots)} - _COMMON))


def _cost(
    holdings: Sequence[Holding], activities: Sequence[Activity], today: date, rules: Catalog
) -> Decimal | None:
    found = plan(holdings, activities, today, rules=rules)
    return None if found.unknown else found.points
