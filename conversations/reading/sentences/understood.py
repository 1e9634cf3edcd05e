"""What a sentence may turn out to say."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from cmp_rules.model import Area, CredentialKey, Kind, Part
from conversations.reading.dates import DateRead
from conversations.reading.points import Refusal
from conversations.reading.sentences.grammar import Intent


class Unclear(StrEnum):
    """What the words leave open and has to be asked."""

    UNIT = "unit"  # a CEU may be one hour or ten; a college credit a semester or a quarter hour
    DATE = "date"  # it reads two ways, or there is no such day
    POINTS = "points"  # several numbers, or parts that do not make up the total


@dataclass(frozen=True, slots=True)
class Understood:
    """What a sentence says. `sure` lies between 0 and 1; what it does not say is None or empty."""

    intent: Intent
    sure: float
    credentials: tuple[CredentialKey, ...] = ()
    areas: tuple[Area, ...] = ()
    parts: tuple[Part, ...] = ()
    points: Decimal | None = None
    unit_of: Decimal | None = None  # the number of CEU that may be hours or tens of hours
    date: DateRead | None = None
    by_clock: bool = False  # the date was said from today: "yesterday", "last Monday"
    kind: Kind | None = None
    title: str | None = None
    provider: str | None = None
    same_provider: bool = False  # as the CE before: "same provider"
    expiries: tuple[tuple[CredentialKey, DateRead], ...] = ()
    by_scheme: tuple[CredentialKey, ...] = ()  # named with their scheme: "MLS(ASCPi)"
    aims: tuple[CredentialKey, ...] = ()  # only aimed at: an exam is ahead, or a goal is set
    dated_otherwise: bool = False  # a day of a credential was said that is no expiry
    unclear: tuple[Unclear, ...] = ()
    college_hours: Decimal | None = None  # "3 credits" of a college course: semester or quarter?
    refused: Refusal | None = None  # why the number that was said cannot be points
    asserted: bool = True  # plainly said of the speaker: no question, denial, plan or friend
    complete: bool = False  # a CE with points, day, title and provider or area: no question
