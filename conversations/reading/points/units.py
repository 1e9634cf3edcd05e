"""Points from a number and its unit. Every conversion is the catalogue's."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from cmp_rules.catalog import catalog
from cmp_rules.model import Kind
from conversations.reading.points.quantities import tidy

MOST = Decimal(999)  # nobody earns a thousand points with one activity
MOST_BARE = Decimal(24)  # without a unit, more is a number in a title
_CENT = Decimal("0.01")
_MINUTES_OF_AN_HOUR = 60
_QUARTER = Decimal("0.25")


class Refusal(StrEnum):
    """Why a number cannot be points."""

    NEGATIVE = "negative"
    ZERO = "zero"
    TOO_MANY = "too_many"
    TOO_FINE = "too_fine"  # more than two decimals
    RANGE = "range"  # "30 - 60 minutes"
    UNEVEN = "uneven"  # minutes that are no hundredths of an hour


@dataclass(frozen=True, slots=True)
class AskUnit:
    """A number of "CEU": by one provider 1 CEU is an hour, by the next it is ten."""

    number: Decimal


@dataclass(frozen=True, slots=True)
class NotPoints:
    """A number that cannot be points, and why."""

    reason: Refusal


PointsRead: TypeAlias = Decimal | AskUnit | NotPoints


def checked(number: Decimal) -> Decimal | NotPoints:
    """Return the number where it can be points: above 0, at most 999, two decimals at most."""
    if number < 0:
        return NotPoints(Refusal.NEGATIVE)
    if number == 0:
        return NotPoints(Refusal.ZERO)
    if number > MOST:
        return NotPoints(Refusal.TOO_MANY)
    if number != number.quantize(_CENT):
        return NotPoints(Refusal.TOO_FINE)
    return tidy(number)


def of_hours(hours: Decimal, minutes: Decimal = Decimal(0)) -> PointsRead:
    """Convert a length of time: 50 to 60 minutes are one contact hour, 90 are one and a half."""
    total = hours * _MINUTES_OF_AN_HOUR + minutes
    if 50 <= total <= _MINUTES_OF_AN_HOUR:  # GUIDE: a contact hour is 50-60 minutes
        return _worth(Kind.CE_COURSE, "contact_hour", Decimal(1))
    points = total / _MINUTES_OF_AN_HOUR
    if 0 < points <= MOST and points != points.quantize(_CENT):
        return NotPoints(Refusal.UNEVEN if minutes else Refusal.TOO_FINE)
    return _worth(Kind.CE_COURSE, "contact_hour", points)


def of_semester_hours(hours: Decimal) -> PointsRead:
    """Convert semester hours of a college course."""
    return _worth(Kind.COLLEGE_COURSE, "semester_hour", hours)


def of_quarter_hours(hours: Decimal) -> PointsRead:
    """Convert quarter hours of a college course."""
    return _worth(Kind.COLLEGE_COURSE, "quarter_hour", hours)


def of_ceu(number: Decimal) -> PointsRead:
    """Read "CEU": 0.1 is an hour; a number that may be hours as well is asked."""
    if number >= 1 or (number > 0 and number % _QUARTER == 0):
        fits = checked(number)
        return AskUnit(fits) if isinstance(fits, Decimal) else fits
    return checked(number * 10)


def _worth(kind: Kind, unit: str, number: Decimal) -> Decimal | NotPoints:
    """Return what a number of units is worth by the catalogue."""
    each = catalog().kinds[kind].points_per[unit].points
    return checked(number if each is None else number * each)
