"""The nouns of the programme: what is required, what was done, what it was used for.

Points are exact `Decimal`s with two places at most. Days are plain calendar dates: the programme
works in days of the certificate, not in instants.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

NOTHING = Decimal(0)


class Scheme(StrEnum):
    """Which of the three families a credential belongs to."""

    ASCP = "ASCP"
    ASCPI = "ASCPi"
    QUALIFICATION = "qualification"


class Area(StrEnum):
    """What a continuing education point is about. `GENERAL` serves electives only."""

    SAFETY = "safety"
    ETHICS = "ethics"
    BLOOD_BANKING = "blood_banking"
    CHEMISTRY = "chemistry"
    HEMATOLOGY = "hematology"
    MICROBIOLOGY = "microbiology"
    IMMUNOLOGY = "immunology"
    MOLECULAR = "molecular"
    CYTOGENETICS = "cytogenetics"
    CYTOLOGY = "cytology"
    HISTOLOGY = "histology"
    ANDROLOGY = "andrology"
    APHERESIS = "apheresis"
    PHLEBOTOMY = "phlebotomy"
    DONOR_PHLEBOTOMY = "donor_phlebotomy"
    CYTOMETRY = "cytometry"
    IMMUNOHISTOCHEMISTRY = "immunohistochemistry"
    INFORMATICS = "informatics"
    BIOREPOSITORY = "biorepository"
    VIROLOGY = "virology"
    COMPLIANCE = "compliance"
    ANATOMIC_PATHOLOGY = "anatomic_pathology"
    CANCER_STAGING = "cancer_staging"
    MANAGEMENT = "management"
    EDUCATION = "education"
    GENERAL = "general"


class Kind(StrEnum):
    """How a point was earned; the kind decides conversion, limit and audit paper."""

    CE_COURSE = "ce_course"
    IN_SERVICE = "in_service"
    COLLEGE_COURSE = "college_course"
    SELF_STUDY = "self_study"
    COMPETENCY_ASSESSMENT = "competency_assessment"
    PUBLICATION = "publication"
    PRESENTATION = "presentation"
    COMMITTEE = "committee"
    TEACHING = "teaching"
    EXAM = "exam"
    OTHER = "other"


class Confidence(StrEnum):
    """How well a figure is founded."""

    CONFIRMED = "confirmed"  # read on an ascp.org page or in an official booklet
    SECONDARY = "secondary"  # a third party reports it
    UNKNOWN = "unknown"  # no source gives it, or sources disagree
    YOURS = "yours"  # the person read it on their own ASCP dashboard


class Why(StrEnum):
    """Why points of an activity do not count towards a credential."""

    OUTSIDE_CYCLE = "outside_cycle"
    BORDER = "border"  # dated on the very day on which the cycle before ended
    LIMIT = "limit"  # the limit of its kind is used up
    NO_SLOT = "no_slot"  # no requirement of this credential accepts its areas
    EXCLUDED = "excluded"  # the person took it out
    SURPLUS = "surplus"  # everything that accepts it is full


class Outcome(StrEnum):
    """What became of a declaration, as far as the person has told."""

    WAITING = "waiting"  # declared, and nothing heard yet
    AUDIT = "audit"  # papers are asked for
    APPROVED = "approved"
    REJECTED = "rejected"  # what is missing is still to be done


@dataclass(frozen=True, slots=True, order=True)
class CredentialKey:
    """Names one credential: `MLS` exists as MLS(ASCP) and as MLS(ASCPi)."""

    code: str
    scheme: Scheme = Scheme.ASCP

    def __str__(self) -> str:
        """Write it as it stands after a name."""
        return f"{self.code}(ASCPi)" if self.scheme is Scheme.ASCPI else f"{self.code}(ASCP)"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of points, and how far it can be trusted. `points` is None where unknown."""

    points: Decimal | None
    confidence: Confidence
    source: str  # an address, or a short reference where there is no address
    seen: date


@dataclass(frozen=True, slots=True)
class Slot:
    """One requirement of an edition, filled in its turn."""

    name: str  # an area, "laboratory_safety" or "electives"
    figure: Figure
    accepts: frozenset[Area] | None  # None accepts every area

    def takes(self, areas: frozenset[Area]) -> bool:
        """Whether points that may count for these areas may be used here."""
        return self.accepts is None or not self.accepts.isdisjoint(areas)


@dataclass(frozen=True, slots=True)
class Edition:
    """What a credential requires of the cycles that end within a span of dates."""

    first_end: date | None  # None: since the beginning
    last_end: date | None  # None: until further notice
    total: Figure
    slots: tuple[Slot, ...]  # in the order in which they are filled; electives last
    inferred: Mapping[str, Decimal] = field(default_factory=dict)  # shown, never required
    not_modelled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Credential:
    """A credential of the catalogue with all its editions, oldest first."""

    key: CredentialKey
    name: str
    status: str  # "active", "legacy_or_closed" or "unknown"
    page: str  # where ASCP describes it
    editions: tuple[Edition, ...]
    mandatory_from: date | None = None  # certified before: participation is voluntary
    everyone: bool = False  # every holder takes part, whenever certified
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Some points of an activity, and the areas any of those points may count for."""

    points: Decimal
    areas: frozenset[Area]


@dataclass(frozen=True, slots=True)
class Pin:
    """The person's wish: this many points of one part go to this slot of this credential."""

    key: CredentialKey
    part: int
    slot: str
    points: Decimal


@dataclass(frozen=True, slots=True)
class Activity:
    """A continuing education activity (CE) that a person completed on one day."""

    title: str
    date: date
    kind: Kind
    parts: tuple[Part, ...]
    provider: str = ""
    pins: tuple[Pin, ...] = ()
    excluded: frozenset[CredentialKey] = frozenset()
    number: int = 0  # the person's own count of records; 0 while it is not recorded

    @property
    def points(self) -> Decimal:
        """All its points together."""
        return sum((part.points for part in self.parts), NOTHING)


@dataclass(frozen=True, slots=True)
class Adjustments:
    """Figures the person read on their ASCP dashboard; they win over the catalogue."""

    total: Decimal | None = None
    slots: Mapping[str, Decimal] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Declared:
    """The declaration of a cycle, as the person told of it; nothing was filed from here."""

    on: date
    outcome: Outcome = Outcome.WAITING
    told: date | None = None  # when the person told of the outcome


@dataclass(frozen=True, slots=True)
class Entered:
    """An activity that the person entered at ASCP for a credential."""

    number: int  # the person's own number of the activity
    stamp: str  # of what was entered: another stamp means that it has changed since


@dataclass(frozen=True, slots=True)
class PastCycle:
    """A cycle of a credential that has ended in a renewal, kept for reference."""

    starts: date
    ends: date
    declared: Declared | None = None  # None: nobody told


@dataclass(frozen=True, slots=True)
class Holding:
    """A credential that a person holds, with the dates of its present cycle."""

    key: CredentialKey
    cycle_ends: date
    cycle_starts: date | None = None  # None: worked out from the end
    voluntary: bool = False
    certified_on: date | None = None
    adjustments: Adjustments = Adjustments()
    number: int = 0
    declared: Declared | None = None  # for the present cycle
    entered: tuple[Entered, ...] = ()  # at ASCP, for the present cycle
    past: tuple[PastCycle, ...] = ()  # oldest first

    @property
    def sent(self) -> Declared | None:
        """The declaration of the present cycle, unless it was rejected."""
        declared = self.declared
        return None if declared and declared.outcome is Outcome.REJECTED else declared
