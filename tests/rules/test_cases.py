"""Named cases that a certified person can read and check: cases/*.toml.

A part is "1.5 blood_banking" or "2 safety or ethics"; an expected slot is "met of required", with
"?" where nobody knows the figure. Every slot of the credential stands there.
"""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from cmp_rules.model import (
    Activity,
    Adjustments,
    Area,
    CredentialKey,
    Holding,
    Kind,
    Part,
    Pin,
    Scheme,
)
from cmp_rules.planner import plan
from cmp_rules.progress import Progress, SlotProgress, progress

CASES = sorted((Path(__file__).parent / "cases").glob("*.toml"))
COMPLETE = {True: "yes", False: "no", None: "cannot be told"}


def read_key(text: str) -> CredentialKey:
    """Read "SBB" or "MLS ASCPi"."""
    code, _space, scheme = text.partition(" ")
    return CredentialKey(code, Scheme(scheme or "ASCP"))


def read_holding(name: str, told: dict[str, Any]) -> Holding:
    own = told.get("my_figures", {})
    return Holding(
        key=read_key(name),
        cycle_ends=told["ends"],
        cycle_starts=told.get("starts"),
        voluntary=told.get("voluntary", False),
        certified_on=told.get("certified"),
        adjustments=Adjustments(
            total=Decimal(own["total"]) if "total" in own else None,
            slots={name: Decimal(points) for name, points in own.items() if name != "total"},
        ),
    )


def read_part(text: str) -> Part:
    points, _space, areas = text.partition(" ")
    return Part(Decimal(points), frozenset(Area(area) for area in areas.split(" or ")))


def read_pin(text: str) -> Pin:
    """Read "SBB: 1 to blood_banking", of the first part."""
    name, _colon, wish = text.partition(": ")
    points, _to, slot = wish.partition(" to ")
    return Pin(read_key(name), 0, slot, Decimal(points))


def read_activity(told: dict[str, Any]) -> Activity:
    return Activity(
        title=told["title"],
        date=told["on"],
        kind=Kind(told.get("kind", "ce_course")),
        parts=tuple(read_part(text) for text in told["parts"]),
        pins=tuple(read_pin(text) for text in told.get("pins", [])),
        excluded=frozenset(read_key(name) for name in told.get("not_for", [])),
    )


def shown(slot: SlotProgress) -> str:
    return f"{slot.met:f} of {'?' if slot.required is None else f'{slot.required:f}'}"


def told(found: Progress, activities: list[Activity]) -> dict[str, Any]:
    """Return an answer in the words of a case."""
    return {
        "counts": [found.cycle.starts, found.cycle.ends],
        "total": shown(found.total),
        "slots": {slot.name: shown(slot) for slot in found.slots},
        "complete": COMPLETE[found.complete],
        "confidence": found.confidence.value,
        "not_counted": [
            f"{activities[each.activity].title}: {each.points:f} {each.why}"
            for each in found.not_counted
        ],
    }


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_answered_as_a_certified_person_would(path: Path) -> None:
    """Each case names its reference."""
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    today: date = case["today"]
    holdings = [read_holding(name, told) for name, told in case["holds"].items()]
    activities = [read_activity(told) for told in case.get("did", [])]

    assert case["reference"]
    for name, expected in case["expect"].items():
        holding = next(each for each in holdings if each.key == read_key(name))
        answer = told(progress(holding, activities, today), activities)
        assert {key: answer[key] for key in expected} == expected
    if "plan" in case:
        found = plan(holdings, activities, today)
        assert f"{found.points:f}" == case["plan"]["points"]
        assert [f"{take.points:f} {take.area} by {take.by}" for take in found.take] == (
            case["plan"]["take"]
        )


def test_there_are_cases() -> None:
    """An empty folder would prove nothing."""
    assert len(CASES) >= 15
