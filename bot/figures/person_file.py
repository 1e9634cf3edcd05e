"""A person out of a file: credentials held and activities done, refused at the first fault.

The shape is strict, so that a misspelt key is never taken for an answer. Every fault is one line
that says where it is and what is wrong: `activities[2].parts[0].points: …`.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import NoReturn

from pydantic import ValidationError

from bot.figures.person_shape import (
    ActivityShape,
    CredentialShape,
    HoldingShape,
    PersonShape,
    shown,
)
from cmp_rules.catalog import UnknownCredential, catalog
from cmp_rules.model import Activity, Adjustments, CredentialKey, Holding, Part, Pin
from cmp_rules.progress import progress

MOST_BYTES = 8_000_000
_LONGEST_NUMBER = 40  # characters
_MOST_KEYS = 100  # of one object; none of ours has half as many


class PersonFileError(ValueError):
    """The file is not a person; the message is one line that says where and why."""


def read_person(data: str | bytes, today: date) -> tuple[tuple[Holding, ...], tuple[Activity, ...]]:
    """Read holdings and activities in the order of the file.

    Raises `PersonFileError`. Whether a pin is possible is judged by the cycle as of `today`.
    """
    shape = _shape(_json(data))
    holdings = tuple(_holding(entry, f"holdings[{i}]") for i, entry in enumerate(shape.holdings))
    activities = tuple(
        _activity(entry, f"activities[{i}]") for i, entry in enumerate(shape.activities)
    )
    _refuse_doubles(holdings)
    for holding in holdings:
        _refuse_impossible_pins(holding, activities, today)
    return holdings, activities


def _refuse(where: str, what: str) -> NoReturn:
    raise PersonFileError(f"{where}: {what}")


def _json(data: str | bytes) -> object:
    """Read JSON whose numbers stay exact and whose keys stand once."""
    if len(data) > MOST_BYTES:
        _refuse("file", f"is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        text = data if isinstance(data, str) else data.decode("utf-8-sig")
        return json.loads(
            text,
            parse_float=_number,
            parse_int=_whole,
            parse_constant=_no_number,
            object_pairs_hook=_once,
        )
    except UnicodeDecodeError:
        _refuse("file", "is not UTF-8 text")
    except json.JSONDecodeError as error:
        _refuse(f"line {error.lineno}, column {error.colno}", f"not JSON ({error.msg})")
    except RecursionError:
        _refuse("file", "is nested too deeply")


def _number(text: str) -> Decimal:
    if len(text) > _LONGEST_NUMBER:
        _refuse("file", f"holds a number of {len(text)} characters")
    try:
        return Decimal(text)
    except InvalidOperation:
        _refuse("file", f"{text} is too large a number")


def _whole(text: str) -> int:
    return int(_number(text))


def _no_number(text: str) -> NoReturn:
    _refuse("file", f"{text} is not a number")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Return an object; refuse a key that stands in it twice."""
    if len(pairs) > _MOST_KEYS:
        _refuse("file", f"holds an object of {len(pairs)} keys")
    found = dict(pairs)
    if len(found) != len(pairs):
        double = Counter(key for key, _value in pairs).most_common(1)[0][0]
        _refuse("file", f"the key {shown(double)} stands twice in one object")
    return found


def _shape(value: object) -> PersonShape:
    """Check the shape; the first fault is told, and no other."""
    try:
        return PersonShape.model_validate(value)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        _refuse(_path(fault["loc"]), _said.get(fault["type"], fault["msg"]))


def _path(loc: Sequence[int | str]) -> str:
    """Write a place as one would in Python: activities[2].parts[0].points."""
    path = ""
    for step in (step for step in loc if step != "[key]"):
        path += f"[{step}]" if isinstance(step, int) else f".{ascii(step)[1:-1][:60]}"
    return path.removeprefix(".") or "file"


_said = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "string_type": "is not a text",
    "string_unicode": "holds characters that cannot be shown",
    "bool_type": "is not true or false",
    "int_type": "is not a whole number",
    "list_type": "is not a list",
    "tuple_type": "is not a list",
    "dict_type": "is not an object",
    "model_type": "is not an object",
}


def _key(shape: CredentialShape, where: str) -> CredentialKey:
    key = CredentialKey(shape.credential, shape.scheme)
    try:
        return catalog().credential(key).key
    except UnknownCredential:
        close = (f"{c.key.code} ({c.key.scheme})" for c in catalog().find(shape.credential, 3))
        hint = " or ".join(close)
        asked = f"{shown(shape.credential)} in the scheme {shape.scheme}"
        what = f"the catalogue has no {asked}{hint and f'; did you mean {hint}?'}"
        _refuse(f"{where}.credential", what)


def _holding(shape: HoldingShape, where: str) -> Holding:
    if shape.cycle_starts is not None and shape.cycle_starts > shape.cycle_ends:
        _refuse(f"{where}.cycle_starts", f"lies after the end of the cycle, {shape.cycle_ends}")
    own = shape.adjustments
    return Holding(
        key=_key(shape, where),
        cycle_ends=shape.cycle_ends,
        cycle_starts=shape.cycle_starts,
        voluntary=shape.voluntary,
        certified_on=shape.certified_on,
        adjustments=Adjustments(own.total, dict(own.slots), own.note) if own else Adjustments(),
    )


def _activity(shape: ActivityShape, where: str) -> Activity:
    parts = tuple(Part(part.points, part.areas) for part in shape.parts)
    for place, pin in enumerate(shape.pins):
        if pin.part >= len(parts):
            _refuse(f"{where}.pins[{place}].part", f"there is no part {pin.part}")
        if pin.points > parts[pin.part].points:
            _refuse(f"{where}.pins[{place}].points", "is more than the part has")
    return Activity(
        title=shape.title,
        date=shape.date,
        kind=shape.kind,
        parts=parts,
        provider=shape.provider,
        pins=tuple(
            Pin(_key(pin, f"{where}.pins[{place}]"), pin.part, pin.slot, pin.points)
            for place, pin in enumerate(shape.pins)
        ),
        excluded=frozenset(
            _key(entry, f"{where}.exclude[{place}]") for place, entry in enumerate(shape.exclude)
        ),
    )


def _refuse_doubles(holdings: Sequence[Holding]) -> None:
    seen: dict[CredentialKey, int] = {}
    for place, holding in enumerate(holdings):
        first = seen.setdefault(holding.key, place)
        if first != place:
            _refuse(f"holdings[{place}]", f"{holding.key} stands in holdings[{first}] already")


def _refuse_impossible_pins(holding: Holding, activities: Sequence[Activity], today: date) -> None:
    """Refuse pins that cannot be followed, or that the person's own exclusion forbids."""
    concerned = [a for a in activities if any(pin.key == holding.key for pin in a.pins)]
    if not concerned:
        return
    for number, activity in enumerate(activities):
        for place, pin in enumerate(activity.pins):
            if pin.key == holding.key and pin.key in activity.excluded:
                _refuse(f"activities[{number}].pins[{place}]", f"{pin.key} is excluded here")
    refused = progress(holding, activities, today).refused_pins
    if refused:
        first = min(refused, key=lambda each: each.activity)
        pins = activities[first.activity].pins
        place = max(place for place, pin in enumerate(pins) if pin == first.pin)
        _refuse(f"activities[{first.activity}].pins[{place}]", first.why)
