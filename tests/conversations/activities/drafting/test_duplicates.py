"""The same activity twice is noticed, and two activities are not taken for one (issue 4)."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


entries = st.builds(
    Activity,
    title=st.sampled_from(("Antibody ID", "antibody identification", "Blood typing")),
    date=st.sampled_from((date.min, date(1, 1, 2), date(2026, 11, 2), NOV_3, date(2026, 11, 4)))
    | st.sampled_from((date(2026, 11, 5), date.max - timedelta(1), date.max)),
    kind=st.just(Kind.CE_COURSE),
    parts=st.sampled_from((ENTRY.parts, (Part(Decimal(3), frozenset({Area.SAFETY})),))),
    number=st.integers(1, 9),
)


@given(new=entries, told=st.booleans(), among=st.lists(entries, max_size=8))
def test_of_several_the_nearest_day_is_named(
    new: Activity, *, told: bool, among: list[Activity]
) -> None:
    """The first of those of the same day, else the first of the day before and after."""
    this = replace(draft_of(new), again=int(told))

    alone = [each for each in among if twin(this, [each]) is not None]

    assert twin(this, among) == min(
        alone, key=lambda a: abs((a.date - new.date).days), default=None
    )
