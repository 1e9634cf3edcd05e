"""The shape of a person in JSON: which keys there are and what each may hold."""

import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, FailFast, Field, PlainValidator
from pydantic_core import PydanticCustomError

from bot.operating.days import YEARS
from cmp_rules.model import Area, Kind, Scheme
from cmp_rules.requirement import SLOT_NAMES

MOST_POINTS = Decimal(10_000)
"""More than anybody can earn in a cycle: beyond it a number is a slip of the hand."""

_HUNDREDTH = Decimal("0.01")
_LONGEST_NUMBER = 40  # characters
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_POINTS = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)
_LONGEST = 1_000  # characters of a text


def fault(what: str) -> PydanticCustomError:
    """Return the error that says what is wrong with a value."""
    return PydanticCustomError("fault", "{what}", {"what": what})


def read_points(value: object) -> Decimal:
    """Read points: a text or a number above 0, two decimals at most; raises with a clear line."""
    number = read_own_points(value)
    if not number:
        raise fault(f"{shown(str(value))} is not above 0")
    return number


def read_own_points(value: object) -> Decimal:
    """Read a figure of the person's own, which may be 0; raises with one clear line."""
    written = shown(str(value))
    if isinstance(value, str):
        if len(value) > _LONGEST_NUMBER or not _POINTS.fullmatch(value):
            raise fault(f"{written} is not a number of points")
    elif isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise fault(f"{written} is not a number of points")
    number = Decimal(value)
    if number < 0:
        raise fault(f"{written} is not above 0")
    if number > MOST_POINTS:
        raise fault(f"{written} is more than {MOST_POINTS} points")
    exact = abs(number.quantize(_HUNDREDTH))
    if number != exact:
        raise fault(f"{written} has more than two decimals")
    return exact


def shown(value: str) -> str:
    """Return what somebody wrote, safe and short enough to be shown in one line."""
    return ascii(value if len(value) <= 40 else f"{value[:40]}…")


def read_day(value: object) -> date:
    """Read an ISO date of these centuries; raises with one clear line."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise fault(f"{shown(str(value))} is not a date like 2027-06-30")
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise fault(f"there is no {value} in the calendar") from None
    if day.year not in YEARS:
        raise fault(f"{value} lies outside the years {YEARS[0]} to {YEARS[-1]}")
    return day


def _text(value: object) -> object:
    if isinstance(value, str):
        if len(value) > _LONGEST:
            raise fault(f"is longer than {_LONGEST} characters")
        if any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in value):
            raise fault("holds characters that cannot be shown")
    return value


def _title(value: object) -> object:
    if isinstance(value, str) and not value.strip():
        raise fault("is empty")
    return _text(value)


def _area(value: object) -> Area:
    if not isinstance(value, str) or value not in set(Area):
        raise fault(f"{shown(str(value))} is not an area")
    return Area(value)


def _kind(value: object) -> Kind:
    if not isinstance(value, str) or value not in set(Kind):
        raise fault(f"{shown(str(value))} is not a kind of activity")
    return Kind(value)


def _scheme(value: object) -> Scheme:
    if not isinstance(value, str) or value not in set(Scheme):
        raise fault(f"{shown(str(value))} is not one of {', '.join(Scheme)}")
    return Scheme(value)


def _slot(value: object) -> str:
    if not isinstance(value, str) or value not in SLOT_NAMES:
        raise fault(f"{shown(str(value))} is not the name of a requirement")
    return value


def _areas(value: object) -> frozenset[Area]:
    if not isinstance(value, list):
        raise fault("is not a list")
    if not value:
        raise fault("is empty; where no area fits it is general")
    return frozenset(_area(each) for each in value)


def _filled(value: object) -> object:
    if isinstance(value, list) and not value:
        raise fault("is empty")
    return value


def _part(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise fault("is not the number of a part; the first is 0")
    return value


Points = Annotated[Decimal, PlainValidator(read_points)]
OwnPoints = Annotated[Decimal, PlainValidator(read_own_points)]
SlotName = Annotated[str, PlainValidator(_slot)]
Day = Annotated[date, PlainValidator(read_day)]
Text = Annotated[str, BeforeValidator(_text)]
Title = Annotated[str, BeforeValidator(_title)]


class _Strict(BaseModel):
    """Every key is known, and every value of the type that is asked for."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class CredentialShape(_Strict):
    """The name of a credential."""

    credential: Text
    scheme: Annotated[Scheme, PlainValidator(_scheme)]


class AdjustmentsShape(_Strict):
    """The person's own figures."""

    total: OwnPoints | None = None
    slots: dict[SlotName, OwnPoints] = Field(default_factory=dict)
    note: Text = ""


class HoldingShape(CredentialShape):
    """A credential that the person holds."""

    cycle_ends: Day
    cycle_starts: Day | None = None
    voluntary: bool = False
    certified_on: Day | None = None
    adjustments: AdjustmentsShape | None = None


class PartShape(_Strict):
    """Points, and the areas they may count for."""

    points: Points
    areas: Annotated[frozenset[Area], PlainValidator(_areas)]


class PinShape(CredentialShape):
    """Points that the person sends to one requirement."""

    part: Annotated[int, PlainValidator(_part)]
    slot: SlotName
    points: Points


class ActivityShape(_Strict):
    """An activity that the person completed."""

    title: Title
    provider: Text = ""
    date: Day
    kind: Annotated[Kind, PlainValidator(_kind)]
    parts: Annotated[list[PartShape], FailFast(), BeforeValidator(_filled)]
    pins: Annotated[list[PinShape], FailFast()] = Field(default_factory=list)
    exclude: Annotated[list[CredentialShape], FailFast()] = Field(default_factory=list)


class PersonShape(_Strict):
    """A person: holdings and activities."""

    holdings: Annotated[list[HoldingShape], FailFast()] = Field(default_factory=list)
    activities: Annotated[list[ActivityShape], FailFast()] = Field(default_factory=list)
