"""Reads `data.json` of an export that came from anywhere, and judges every value in it.

The first fault is told, with its place and never with the value. What passes cannot make any later
answer stumble: texts are harmless, points exact, days of this age, names known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, NoReturn
from zoneinfo import available_timezones

from bot.carrying.shape import VERSION, Exported
from bot.harmless import harmless
from cmp_rules.catalog import UnknownCredential, catalog
from cmp_rules.model import Activity, CredentialKey
from cmp_rules.requirement import SLOT_NAMES
from conversations.certificates.kept import MOST_FILES
from conversations.person import Settings
from conversations.reminders.wishing.wishes import Before, EachMonth
from storage import states

MOST_BYTES = 30_000_000  # of data.json
_MOST_ITEMS = 20_000  # of one list
_MOST_FEW = 500  # of what nobody has many of
_LONGEST = 4_000  # characters of a text
_MOST_POINTS = Decimal(10_000)
_MOST_NUMBER = 10**9
_YEARS = range(1900, 2200)


class BadExport(Exception):  # noqa: N818
    """What `data.json` holds is no export of this version; one sentence says where and why."""


def read_exported(data: bytes) -> Exported:
    """Return what was exported. Raises `BadExport`."""
    if len(data) > MOST_BYTES:
        _refuse("data.json", "is too large")
    try:
        found = states.read(Exported, data)
    except states.Unreadable as error:
        first = str(error).partition(": ")[2].partition(", ")[0]
        if first.startswith(("version ", "format ")):
            _refuse("data.json", f"is not of version {VERSION}, the one this cmpbot reads")
        _refuse("data.json", f"is not as the schema says: {ascii(first[:120])[1:-1]}")
    _judge(found, "data.json")
    _judge_activities([*found.activities, *(each.activity for each in found.removed)])
    _judge_holdings(found)
    _judge_certificates(found)
    _judge_settings(found.settings)
    return found


def _refuse(where: str, what: str) -> NoReturn:
    raise BadExport(f"{where}: {what}.")


def _judge(value: Any, where: str) -> None:
    """Judge what holds for every value of its type."""
    if isinstance(value, tuple | frozenset):
        if len(value) > _MOST_ITEMS:
            _refuse(where, "holds too many")
        for place, each in enumerate(value):
            _judge(each, f"{where}[{place}]")
    elif isinstance(value, CredentialKey):
        _judge_key(value, where)
    elif is_dataclass(value):
        for known in fields(value):
            _judge(getattr(value, known.name), f"{where}.{known.name}")
    elif isinstance(value, Mapping):
        if not set(value) <= set(SLOT_NAMES):
            _refuse(where, "names a requirement that there is not")
        _judge(tuple(value.values()), where)
    else:
        _judge_single(value, where)


def _judge_single(value: Any, where: str) -> None:
    match value:
        case bool() | None | Enum():
            pass
        case str():
            if len(value) > _LONGEST or harmless(value) != value:
                _refuse(where, "is too long, or holds characters that cannot be shown")
        case int():
            if abs(value) > _MOST_NUMBER:
                _refuse(where, "is too large a number")
        case Decimal():
            _judge_points(value, where)
        case date():
            if value.year not in _YEARS:
                _refuse(where, f"lies outside the years {_YEARS[0]} to {_YEARS[-1]}")


def _judge_key(key: CredentialKey, where: str) -> None:
    try:
        catalog().credential(key)
    except UnknownCredential:
        _refuse(where, "the catalogue does not know this credential")


def _judge_points(points: Decimal, where: str) -> None:
    # The exponent first: writing out 1e999999 would take long.
    exponent = points.as_tuple().exponent
    fine = points.is_finite() and isinstance(exponent, int) and -2 <= exponent <= 4
    if not fine or not 0 <= points <= _MOST_POINTS:
        _refuse(where, f"is not 0 to {_MOST_POINTS} points with two decimals at most")


def _judge_activities(activities: list[Activity]) -> None:
    _judge_numbers((each.number for each in activities), "activities")
    for each in activities:
        where = f"activity {each.number}"
        if not each.title.strip():
            _refuse(where, "has no title")
        if not each.parts or len(each.parts) > _MOST_FEW:
            _refuse(where, "has no parts, or too many")
        if any(not part.points or not part.areas for part in each.parts):
            _refuse(where, "has a part without points or without areas")
        for pin in each.pins:
            if not 0 <= pin.part < len(each.parts) or pin.slot not in SLOT_NAMES or not pin.points:
                _refuse(where, "pins points that there are not")


def _judge_holdings(found: Exported) -> None:
    keys = [holding.key for holding in found.holdings]
    if len(set(keys)) != len(keys):
        _refuse("holdings", "hold a credential twice")
    for each in found.holdings:
        if each.cycle_starts is not None and each.cycle_starts > each.cycle_ends:
            _refuse(f"holding {each.key}", "begins after its end")


def _judge_certificates(found: Exported) -> None:
    _judge_numbers((each.number for each in found.certificates), "certificates")
    if len(found.certificates) > MOST_FILES:
        _refuse("certificates", "are too many")
    known = {each.number for each in found.activities}
    known |= {each.activity.number for each in found.removed}
    for each in found.certificates:
        if each.entry and each.entry not in known:
            _refuse(f"certificate {each.number}", "belongs to no activity")


def _judge_numbers(numbers: Iterable[int], what: str) -> None:
    seen: set[int] = set()
    for number in numbers:
        if number < 1 or number in seen:
            _refuse(what, "are not numbered from 1, each with its own number")
        seen.add(number)


def _judge_settings(settings: Settings) -> None:
    if settings.time_zone is not None and settings.time_zone not in available_timezones():
        _refuse("settings.time_zone", "is not a time zone")
    wishes = settings.reminders
    lists = (wishes.off, wishes.moved, wishes.added, wishes.snoozed, wishes.aloud)
    if sum(map(len, lists)) > _MOST_FEW:
        _refuse("settings.reminders", "are too many")
    for added in (*wishes.added, *wishes.aloud):
        match added:
            case EachMonth(day=day) if not 1 <= day <= 31:
                _refuse("settings.reminders", "name a day that no month has")
            case Before(days=days) if not 0 <= days <= 4_000:
                _refuse("settings.reminders", "lie too far ahead")
