"""The same activity twice is noticed, and two activities are not taken for one (issue 4)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cmp_rules.model import Activity, Area, Kind, Part
from conversations.activities.correcting import once_more
from conversations.activities.drafting.draft import Draft, draft_of
from conversations.activities.drafting.duplicates import same_title, twin

NOV_3 = date(2026, 11, 3)
ENTRY = Activity(
    title="antibody identification",
    provider="LabCE",
    date=NOV_3,
    kind=Kind.CE_COURSE,
    parts=(Part(Decimal("1.5"), frozenset({Area.BLOOD_BANKING})),),
    number=7,
)


def draft(title: str, day: date = NOV_3, points: str = "1.5") -> Draft:
    return replace(draft_of(ENTRY), title=title, number=0).on(day).worth(Decimal(points))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Antibody ID", "antibody identification"),
        ("Bloodborne Pathogens", "Bloodborne pathogens 2026 (annual)"),
        ("Blood borne pathogen", "Bloodborne Pathogens"),
        ("HLA typing", "HLA Typing for transplant"),
        ("quality control rules", "QC rules"),
        ("Laboratory Safety", "Lab safety"),
        ("DIC workup", "DIC: work-up"),
        ("AABB annual meeting", "AABB Annual Meeting 2026"),
        ("Medical Ethics in the Laboratory", "Ethics in the medical laboratory"),
        ("the AABB webinar on DAT", "DAT webinar"),
        ("脾臓", "脾臓"),
    ],
)
def test_near_titles_are_one_activity(one: str, other: str) -> None:
    """The examples on which the measure rests; either way round."""
    assert same_title(one, other, 2026, same_points=False)
    assert same_title(other, one, 2026, same_points=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Antibody ID part 1", "Antibody ID part 2"),
        ("Body fluids I", "Body fluids II"),
        ("Antibody ID", "Antibody titration"),
        ("Chemistry case studies", "Hematology case studies"),
        ("HLA typing", "Blood typing"),
        ("Introduction to PCR", "Introduction to FISH"),
        ("Microbiology: gram positives", "Microbiology: gram negatives"),
        ("Vitamin B12 assays", "Vitamin B6 assays"),
        ("Coagulation factor VIII", "Coagulation factor IX"),
        ("DIC", "Indicators of quality"),
        ("AML", "ALL"),
        ("🙂", "!"),
    ],
)
def test_sessions_of_one_day_are_several_activities(one: str, other: str) -> None:
    """A meeting has many sessions of an hour each on one day."""
    assert not same_title(one, other, 2026, same_points=True)


def test_the_day_and_the_points_decide_as_well() -> None:
    """Another week is another activity; the day beside needs the same points."""
    assert twin(draft("Antibody ID"), [ENTRY]) == ENTRY
    assert twin(draft("Antibody ID", date(2026, 11, 4)), [ENTRY]) == ENTRY
    assert twin(draft("Antibody ID", date(2026, 11, 4), "3"), [ENTRY]) is None
    assert twin(draft("Antibody ID", date(2026, 11, 10)), [ENTRY]) is None


def test_an_entry_is_no_duplicate_of_itself() -> None:
    """Changing an entry must not warn of that entry."""
    assert twin(draft_of(ENTRY), [ENTRY]) is None


def test_the_same_again_on_another_day_is_not_nagged_about() -> None:
    """A weekly or daily in-service; on the same day it is noticed."""
    again = once_more(ENTRY)
    assert twin(again.on(date(2026, 11, 4)), [ENTRY]) is None
    assert twin(again.on(NOV_3), [ENTRY]) == ENTRY


def test_a_duplicate_never_blocks(certified) -> None:
    """Save keeps both."""
    for title in ("antibody identification", "Antibody ID"):
        certified.say(f"1.5 h {title}, LabCE, 2026-11-03, blood banking")
        certified.press("Save")
    assert len(certified.person.activities) == 2
