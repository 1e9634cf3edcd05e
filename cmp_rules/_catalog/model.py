"""The nouns that only the catalogue needs: areas, kinds, the programme, its sources."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cmp_rules.model import Area, Confidence, Figure, Kind


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts were read, under the short name that the other files cite."""

    name: str
    address: str  # or a short reference where there is no address
    about: str
    official: bool  # an ascp.org page or an official booklet: what `confirmed` needs


@dataclass(frozen=True, slots=True)
class Statement:
    """A fact in our own words, and how far it can be trusted."""

    text: str
    confidence: Confidence
    source: str
    seen: date


@dataclass(frozen=True, slots=True)
class Share:
    """A limit as a share of a credential's total (0.5 is half), and how far it can be trusted."""

    share: Decimal
    confidence: Confidence
    source: str
    seen: date


@dataclass(frozen=True, slots=True)
class Count:
    """A length of time in years, months or days, and how far it can be trusted."""

    value: int
    confidence: Confidence
    source: str
    seen: date


@dataclass(frozen=True, slots=True)
class AreaInfo:
    """What an area is called, and what falls there."""

    area: Area
    name: str
    label: str  # for buttons, at most 18 characters
    words: tuple[str, ...]  # how people say it
    covers: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class KindInfo:
    """How points of one kind are converted, limited and proven."""

    kind: Kind
    name: str
    label: str  # for buttons, at most 18 characters
    words: tuple[str, ...]  # how people say it
    points_per: Mapping[str, Figure]  # by unit; empty: ask for the points on the paper
    limit: Share | None
    paper: Statement  # what an audit wants to see
    excluded: tuple[Statement, ...]
    remarks: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Programme:
    """What holds for every credential. The stricter of months and days is to be shown."""

    cycle_years: Count
    declaration_opens_months: Count
    declaration_opens_days: Count
    recommended_last_months: Count
    recommended_last_days: Count
    not_modelled: tuple[str, ...]  # also at the end of every edition's own list
