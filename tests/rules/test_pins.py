"""Wishes of the person: followed, or refused with the reason."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cmp_rules.model import Activity, Adjustments, Area, CredentialKey, Holding, Kind, Part, Pin
from cmp_rules.pins import check_pin
from cmp_rules.progress import progress

TODAY = date(2026, 11, 23)
SBB = CredentialKey("SBB")
HOLDING = Holding(SBB, date(2027, 6, 30))
COURSE = Activity(
    "Antibody ID",
    date(2026, 11, 22),
    Kind.CE_COURSE,
    (
        Part(Decimal("1.5"), frozenset({Area.BLOOD_BANKING})),
        Part(Decimal(4), frozenset({Area.SAFETY, Area.ETHICS})),
    ),
)


def pin(slot: str, points: str, part: int = 0) -> Pin:
    return Pin(SBB, part, slot, Decimal(points))


@pytest.mark.parametrize(
    ("wish", "why"),
    [
        (pin("blood_banking", "1.5"), None),
        (pin("electives", "1"), None),
        (pin("blood_banking", "2"), "only 1.5 points left"),
        (pin("safety", "1"), "No area of this part counts for safety"),
        (pin("chemistry", "1"), "no requirement called chemistry"),
        (pin("safety", "2", part=1), "room for only 1 points"),
        (pin("blood_banking", "1", part=2), "no part 2"),
        (pin("blood_banking", "1", part=-1), "no part -1"),
    ],
)
def test_an_impossible_wish_is_refused_with_its_reason(wish: Pin, why: str | None) -> None:
    """Issue 3: an impossible pin is refused with the reason."""
    said = check_pin(wish, COURSE, HOLDING, (), TODAY)

    assert said is None if why is None else why in (said or "")


def test_a_wish_is_judged_beside_the_wishes_there_are() -> None:
    """A slot may not be promised more than it asks for."""
    other = replace(COURSE, title="Other", pins=(pin("safety", "0.75", part=1),))

    assert check_pin(pin("safety", "0.25", part=1), COURSE, HOLDING, (other,), TODAY) is None
    assert check_pin(pin("safety", "0.5", part=1), COURSE, HOLDING, (other,), TODAY) == (
        "Safety of SBB(ASCP) has room for only 0.25 points."
    )


def test_a_wish_for_an_activity_that_does_not_count_is_refused() -> None:
    """Outside the cycle, on its border, or taken out by the person."""
    early = replace(COURSE, date=date(2024, 6, 30))
    out = replace(COURSE, excluded=frozenset({SBB}))

    assert "2024-07-01 to 2027-06-30" in str(
        check_pin(pin("safety", "1"), early, HOLDING, (), TODAY)
    )
    assert "took this activity out" in str(check_pin(pin("safety", "1"), out, HOLDING, (), TODAY))


def test_a_wish_beyond_the_limit_of_college_courses_is_refused() -> None:
    """Facts, section 6: 18 of the 36 points may come from college courses."""
    college = replace(
        COURSE,
        kind=Kind.COLLEGE_COURSE,
        parts=(Part(Decimal(30), frozenset({Area.GENERAL})),),
    )

    assert check_pin(pin("electives", "18"), college, HOLDING, (), TODAY) is None
    assert "Only 18 more points" in str(
        check_pin(pin("electives", "18.01"), college, HOLDING, (), TODAY)
    )


def test_a_wish_may_fill_a_slot_whose_figure_nobody_knows() -> None:
    """Interface: such a slot takes nothing by itself, and what the total leaves at most."""
    holding = Holding(CredentialKey("PBT"), date(2027, 6, 30))
    draw = replace(COURSE, parts=(Part(Decimal(9), frozenset({Area.PHLEBOTOMY})),))
    wish = Pin(holding.key, 0, "phlebotomy", Decimal(3))

    assert check_pin(wish, draw, holding, (), TODAY) is None
    assert check_pin(replace(wish, points=Decimal(8)), draw, holding, (), TODAY) == (
        "Phlebotomy of PBT(ASCP) has room for only 7 points."
    )
    found = progress(holding, [replace(draw, pins=(wish,))], TODAY)
    assert [(s.name, s.met, s.missing) for s in found.slots[2:]] == [
        ("phlebotomy", 3, None),
        ("electives", 4, None),
    ]
    assert (found.total.met, found.total.missing) == (7, 2)


def test_a_wish_that_has_become_impossible_is_reported_and_stops_nothing() -> None:
    """A figure changed after the wish was stored: the rest is answered all the same."""
    pinned = replace(COURSE, pins=(pin("safety", "1", part=1), pin("blood_banking", "1.5")))
    changed = replace(HOLDING, adjustments=Adjustments(slots={"blood_banking": Decimal(1)}))

    found = progress(changed, [pinned], TODAY)

    assert [(each.activity, each.pin.slot) for each in found.refused_pins] == [(0, "blood_banking")]
    assert [(s.name, s.met) for s in found.slots] == [
        ("safety", 1),
        ("ethics", 1),
        ("blood_banking", 1),
        ("electives", Decimal("2.5")),
    ]
