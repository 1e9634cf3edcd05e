"""Made-up credentials small enough to try out every way of using points.

Requirements and points are whole multiples of a unit, so that the oracle can move units about.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from cmp_rules.catalog import Catalog, catalog
from cmp_rules.model import (
    Activity,
    Adjustments,
    Area,
    Confidence,
    Credential,
    CredentialKey,
    Edition,
    Figure,
    Holding,
    Kind,
    Part,
    Slot,
)

TODAY = date(2026, 11, 23)
ENDS = date(2027, 6, 30)
STARTS = date(2024, 7, 1)
DAY = date(2026, 5, 5)
AREAS = (Area.SAFETY, Area.ETHICS, Area.CHEMISTRY, Area.HEMATOLOGY)
UNITS = tuple(map(Decimal, ("1", "0.5", "0.01", "1.25")))
CODES = ("ONE", "TWO", "THREE")


@dataclass(frozen=True)
class World:
    """Made-up credentials, and a person who holds them."""

    credentials: tuple[Credential, ...]
    holdings: tuple[Holding, ...]
    activities: tuple[Activity, ...]
    unit: Decimal

    @property
    def rules(self) -> Catalog:
        """The catalogue of this world."""
        return rules_of(self.credentials)

    @property
    def holding(self) -> Holding:
        """The first credential of the person."""
        return self.holdings[0]

    def with_activities(self, activities: Sequence[Activity]) -> "World":
        """Return the same world with other activities."""
        return replace(self, activities=tuple(activities))


def figure(points: Decimal | None) -> Figure:
    """Return a figure that a third party reports, or that nobody does."""
    confidence = Confidence.UNKNOWN if points is None else Confidence.SECONDARY
    return Figure(points, confidence, "made up", TODAY)


def credential(
    code: str, asked: Sequence[tuple[str, Decimal | None]], total: Decimal | None
) -> Credential:
    """Return a credential with one edition that asks for these slots."""
    slots = tuple(
        Slot(name, figure(points), None if name == "electives" else frozenset({Area(name)}))
        for name, points in asked
    )
    edition = Edition(None, None, figure(total), slots)
    return Credential(CredentialKey(code), code, "active", "made up", (edition,))


def rules_of(credentials: Sequence[Credential]) -> Catalog:
    """Return a catalogue of made-up credentials under the real programme."""
    real = catalog()
    return Catalog(
        credentials={each.key: each for each in credentials},
        names={each.key: () for each in credentials},
        areas=real.areas,
        kinds=real.kinds,
        programme=real.programme,
        sources=real.sources,
    )


@st.composite
def credentials(
    draw: st.DrawFn, code: str, unit: Decimal, *, known: bool, most: int = 3
) -> Credential:
    """Make up a credential: some areas, perhaps electives, perhaps figures nobody knows."""
    chosen = draw(st.sets(st.sampled_from(AREAS), max_size=3))
    names = [area.value for area in AREAS if area in chosen]
    sizes = st.integers(1, most) if known else st.none() | st.integers(1, most)
    asked = [(name, draw(sizes)) for name in names]
    electives = draw(st.integers(0 if asked else 1, most))
    in_all: int | None = sum(size or 0 for _name, size in asked) + electives
    if not known and draw(st.booleans()):
        in_all = draw(st.none() | st.just(in_all))
    unclear = in_all is None or any(size is None for _name, size in asked)
    if unclear or electives:
        asked.append(("electives", None if unclear else electives))
    slots = [(name, None if size is None else size * unit) for name, size in asked]
    return credential(code, slots, None if in_all is None else in_all * unit)


@st.composite
def parts(draw: st.DrawFn, unit: Decimal) -> Part:
    """Make up a part of one to three units."""
    areas = st.sampled_from((*AREAS, Area.GENERAL))
    count = draw(st.integers(1, 3))
    return Part(count * unit, draw(st.frozensets(areas, min_size=1, max_size=3)))


@st.composite
def activities(draw: st.DrawFn, unit: Decimal) -> Activity:
    """Make up an activity, now and then outside the cycle, on its border, or excluded."""
    usual = st.just(DAY)
    nobody: frozenset[CredentialKey] = frozenset()
    excluding = st.sampled_from((nobody, nobody, frozenset({CredentialKey("ONE")})))
    odd = st.sampled_from((date(2024, 6, 30), date(2024, 6, 29), STARTS, ENDS, date(2027, 7, 1)))
    return Activity(
        title=draw(st.sampled_from("abc")),
        date=draw(st.one_of(usual, usual, usual, odd)),
        kind=draw(st.sampled_from((Kind.CE_COURSE, Kind.COLLEGE_COURSE))),
        parts=tuple(draw(st.lists(parts(unit), min_size=1, max_size=2))),
        excluded=draw(excluding),
    )


@st.composite
def worlds(
    draw: st.DrawFn,
    *,
    known: bool = False,
    credentials_at_most: int = 1,
    units: Sequence[Decimal] = UNITS,
    activities_at_most: int = 4,
) -> World:
    """Make up rules and a person under them."""
    unit = draw(st.sampled_from(units))
    codes = CODES[: draw(st.integers(1, credentials_at_most))]
    made = [draw(credentials(code, unit, known=known)) for code in codes]
    done = draw(st.lists(activities(unit), max_size=activities_at_most))
    return World(
        credentials=tuple(made),
        holdings=tuple(Holding(each.key, ENDS) for each in made),
        activities=tuple(done),
        unit=unit,
    )


@st.composite
def adjusted_worlds(draw: st.DrawFn) -> World:
    """Make up a world in which the person replaced some figures, sensibly or not."""
    world = draw(worlds(credentials_at_most=2))
    points = st.integers(0, 6).map(lambda count: count * world.unit)
    names = st.sampled_from((*(area.value for area in AREAS), "virology", "electives"))
    own = st.builds(
        Adjustments,
        total=st.none() | points,
        slots=st.dictionaries(names, points, max_size=3),
    )
    holdings = tuple(replace(each, adjustments=draw(own)) for each in world.holdings)
    return replace(world, holdings=holdings)
