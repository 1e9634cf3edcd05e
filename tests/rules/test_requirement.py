"""What is asked of a holding once the person's own figures are in their places."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from small_worlds import credential

from cmp_rules import requirement
from cmp_rules.catalog import catalog
from cmp_rules.model import Adjustments, Area, Confidence, CredentialKey, Edition
from cmp_rules.requirement import Requirement, requirement_of

SBB = catalog().edition(CredentialKey("SBB"), date(2027, 6, 30))


def adjusted(edition: Edition, total: int | None = None, **slots: int) -> Requirement:
    own = {name: Decimal(points) for name, points in slots.items()}
    return requirement_of(edition, Adjustments(None if total is None else Decimal(total), own))


def figures(asked: Requirement) -> dict[str, Decimal | None]:
    return {slot.name: slot.required for slot in asked.slots}


def unnamed_areas(total: int | None) -> Edition:
    """Return an edition of which only safety is known: its own areas are not even named."""
    asked = [("safety", Decimal(1)), ("electives", None)]
    return credential("X", asked, None if total is None else Decimal(total)).editions[0]


def test_without_own_figures_the_edition_stands_as_it_is() -> None:
    """Interface: slots in the order of the catalogue."""
    asked = adjusted(SBB)

    assert figures(asked) == {"safety": 1, "ethics": 1, "blood_banking": 10, "electives": 24}
    assert [slot.source for slot in asked.slots] == [slot.figure.source for slot in SBB.slots]
    assert (asked.known, asked.confidence, asked.notes) == (True, Confidence.SECONDARY, ())


@pytest.mark.parametrize(
    ("total", "slots", "expected"),
    [
        (40, {}, {"safety": 1, "ethics": 1, "blood_banking": 10, "electives": 28}),
        (None, {"safety": 3}, {"safety": 3, "ethics": 1, "blood_banking": 10, "electives": 22}),
        (None, {"ethics": 0}, {"safety": 1, "blood_banking": 10, "electives": 25}),
        (12, {}, {"safety": 1, "ethics": 1, "blood_banking": 10}),
        (36, {"blood_banking": 34}, {"safety": 1, "ethics": 1, "blood_banking": 34}),
        (
            None,
            {"virology": 2, "chemistry": 1},
            {
                "safety": 1,
                "ethics": 1,
                "blood_banking": 10,
                "chemistry": 1,
                "virology": 2,
                "electives": 21,
            },
        ),
    ],
)
def test_electives_are_what_the_total_leaves(
    total: int | None, slots: dict[str, int], expected: dict[str, int]
) -> None:
    """Own figures win; slots of 0 points are left out; added areas stand before electives."""
    asked = adjusted(SBB, total, **slots)

    assert figures(asked) == expected
    assert list(figures(asked)) == list(expected)
    assert asked.notes == ()


def test_an_area_added_by_the_person_accepts_that_area() -> None:
    """Interface: a slot accepts its own area only; laboratory_safety accepts safety."""
    slots = {slot.name: slot for slot in adjusted(SBB, laboratory_safety=2, virology=2).slots}

    assert slots["laboratory_safety"].accepts == {Area.SAFETY}
    assert slots["virology"].accepts == {Area.VIROLOGY}


def test_safety_that_only_the_person_names_still_comes_first() -> None:
    """Interface, order: safety, ethics, the dedicated areas, electives."""
    edition = catalog().edition(CredentialKey("SBB"), date(2022, 6, 30))

    assert list(figures(adjusted(edition, ethics=1))) == [
        "safety",
        "ethics",
        "blood_banking",
        "electives",
    ]


def test_only_the_figures_that_the_person_gave_are_theirs() -> None:
    """Interface: the weakest of the figures used; `yours` where the person adjusted it."""
    asked = adjusted(SBB, 40, blood_banking=8)

    found = {slot.name: slot.confidence for slot in (asked.total, *asked.slots)}

    assert found == {
        "total": Confidence.YOURS,
        "safety": Confidence.SECONDARY,
        "ethics": Confidence.SECONDARY,
        "blood_banking": Confidence.YOURS,
        "electives": Confidence.SECONDARY,
    }
    assert asked.confidence is Confidence.SECONDARY


def test_electives_stay_unknown_while_nobody_named_the_own_areas() -> None:
    """Product: a total alone does not say that everything beside safety is free to choose."""
    assert figures(adjusted(unnamed_areas(9), ethics=1))["electives"] is None
    assert figures(adjusted(unnamed_areas(None), 9))["electives"] is None
    assert figures(adjusted(unnamed_areas(9), phlebotomy=2))["electives"] == 6
    assert figures(adjusted(unnamed_areas(9), phlebotomy=0))["electives"] == 8
    assert figures(adjusted(unnamed_areas(9), electives=8))["electives"] == 8


@pytest.mark.parametrize(
    ("total", "slots"),
    [(10, {}), (None, {"electives": 20}), (None, {"electives": 0}), (None, {"safety": 40})],
)
def test_figures_that_do_not_go_together_are_told(total: int | None, slots: dict[str, int]) -> None:
    """One of them must be wrong: until the person knows which, each has to be met."""
    asked = adjusted(SBB, total, **slots)

    assert len(asked.notes) == 1
    assert "not right" in asked.notes[0]


def test_electives_of_nothing_still_take_what_the_total_asks_for() -> None:
    """A total that could never be reached would be no answer."""
    assert figures(adjusted(SBB, electives=0))["electives"] == 0
    assert "electives" not in figures(adjusted(SBB, 12, electives=0))


def test_what_an_edition_asks_is_worked_out_once_and_stays_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of every edition, also where more of them are asked about than are remembered."""
    monkeypatch.setattr(requirement, "_MOST", 3)
    editions = [each for c in catalog().credentials.values() for each in c.editions]

    for edition in (*editions, *reversed(editions)):
        anew = requirement_of(replace(edition), Adjustments(note="nothing is replaced"))
        assert requirement_of(edition, Adjustments()) == anew
        assert requirement_of(edition, Adjustments()) is requirement_of(edition, Adjustments())
