"""Several CEs in one sentence become a list; one CE with points on several areas stays one."""

import pytest

from conversations.activities.pasted.one_line import PerhapsSeveral
from conversations.activities.pasted.reading import Listed, read_message

OCT_10, OCT_20, OCT_22, TODAY = "2026-10-10", "2026-10-20", "2026-10-22", "2026-11-23"


def _told(talker, text: str) -> list[str] | None:
    """Return title, provider, day and points of each CE of a list."""
    listed = read_message(text, talker.person, talker.when)
    if not isinstance(listed, Listed):
        return None
    assert not listed.others
    drafts = [line.draft for line in listed.lines]
    return [f"{d.title or ''}|{d.provider or ''}|{d.day or ''}|{d.points}" for d in drafts]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "1 h ethics MediaLab, 2h QC from ARUP and 1.5 heme AACC, all today",
            [f"|MediaLab|{TODAY}|1", f"|ARUP|{TODAY}|2", f"|AACC|{TODAY}|1.5"],
        ),
        (
            "Logged 3 CEs today: 1h ethics MediaLab, 2h QC from ARUP, 1.5 heme AACC",
            [f"|MediaLab|{TODAY}|1", f"|ARUP|{TODAY}|2", f"|AACC|{TODAY}|1.5"],
        ),
        (
            "2 h antibody panels from AABB on Oct 10 and 1 h chemical safety from LabCE on Oct 20",
            [f"antibody panels|AABB|{OCT_10}|2", f"chemical safety|LabCE|{OCT_20}|1"],
        ),
        (
            "2 h antibody panels from AABB on Oct 10, 1 h chemical safety from LabCE on Oct 20"
            " and 1 h HLA typing from ARUP on Oct 22",
            [
                f"antibody panels|AABB|{OCT_10}|2",
                f"chemical safety|LabCE|{OCT_20}|1",
                f"HLA typing|ARUP|{OCT_22}|1",
            ],
        ),
        ("1 hr DIC oct 10, 1 hr HIT oct 20", [f"DIC||{OCT_10}|1", f"HIT||{OCT_20}|1"]),
        (
            "I did 1 h DIC from LabCE and 2 h HIT from ARUP",
            ["DIC|LabCE||1", "HIT|ARUP||2"],
        ),
        (
            "today: 1 h DIC LabCE plus 2 h HIT ARUP",
            [f"DIC|LabCE|{TODAY}|1", f"HIT|ARUP|{TODAY}|2"],
        ),
        (
            "Antibody ID from LabCE 1.5 h and DIC workup from ARUP 2 h, both today",
            [f"Antibody ID|LabCE|{TODAY}|1.5", f"DIC workup|ARUP|{TODAY}|2"],
        ),
        ("did 2 courses: 1 h DIC and 2 h HIT", ["DIC|||1", "HIT|||2"]),
        (
            "one hour DIC from LabCE and two hours HIT from ARUP, both on Oct 10",
            [f"DIC|LabCE|{OCT_10}|1", f"HIT|ARUP|{OCT_10}|2"],
        ),
    ],
)
def test_several_ces_of_a_sentence_are_a_list(talker, text: str, told: list[str]) -> None:
    """Once they became one CE with the points of all."""
    assert _told(talker, text) == told


@pytest.mark.parametrize(
    "text",
    [
        "6 h blood bank and safety day, AABB, 2026-10-10, 5 blood bank 1 safety",
        "2 h safety and 1 h ethics, LabCE today",
        "1 h safety, 1 h ethics and 2 h micro at the state meeting yesterday",
        "3 hrs: 1 safety 2 micro at the state meeting last Saturday",
        "1 hr histo microtomy tips 1 hr safety spills LabCE",
        "3 h workshop AABB Oct 10, 2 h blood bank and 1 h safety",
        "6 h AABB meeting Oct 10, 5 h blood bank and 1 h safety, certificate from Oct 12",
        "2 h AABB day Oct 10, 2 h safety Oct 10",
        "1 h ethics MediaLab and 2 h QC today",
        "Type 1 and 2 diabetes 1 h LabCE today",
        "1 hour DIC and HIT from LabCE today",
        "two LabCE modules, 1 h each, today",
        "10 h ASCLS meeting Oct 3, 4 and 5",
        "1.5 h antibody ID from LabCE yesterday, safety",
        "does 1 h DIC LabCE and 2 h HIT ARUP count?",
        "I plan to do 1 h DIC LabCE and 2 h HIT ARUP",
        "my friend did 1 h DIC LabCE and 2 h HIT ARUP",
        "I did not do 1 h DIC LabCE and 2 h HIT ARUP",
        "make it 2 h from LabCE and 1 h from AABB",
    ],
)
def test_what_may_be_one_ce_stays_one(talker, text: str) -> None:
    """Nor is anything listed that was asked, planned, denied, or done by others."""
    assert read_message(text, talker.person, talker.when) is None


@pytest.mark.parametrize(
    "text",
    [
        "2 h antibody ID AABB Oct 10 and 1 h chemical safety today, 3 h QC from ARUP",
        "1 h ethics MediaLab, 2h QC from ARUP and heme AACC",
    ],
)
def test_several_that_cannot_be_told_apart_are_asked_for_line_by_line(talker, text: str) -> None:
    """Nothing is guessed, nothing is saved."""
    assert isinstance(read_message(text, talker.person, talker.when), PerhapsSeveral)
    assert "one per line" in talker.say(text)
    assert not talker.person.activities


def test_what_is_said_of_all_is_shown_with_the_list(certified) -> None:
    """Each can be opened; none is saved before it is complete."""
    text = certified.say("1 h ethics MediaLab, 2h QC from ARUP and 1.5 heme AACC, all today")
    assert "3 CEs, none saved yet" in text
    assert "Read as the heading of all: “today”" in text
    assert not certified.person.activities


NOV_3 = "2026-11-03"


@pytest.mark.parametrize(
    "text",
    [
        "on Nov 3 I did 1 h safety at LabCE and 2 h hematology at CAP",
        "Nov 3 I did 1 h safety at LabCE, 2 h hematology from CAP",
        "on 3 November I took 1 h safety at LabCE and 2 h hematology at CAP",
        "Nov 3: 1 h safety at LabCE, 2 h hematology from CAP",
        "I did 1 h safety at LabCE and 2 h hematology from CAP on Nov 3",
        "1 h safety at LabCE, 2 h hematology from CAP, Nov 3",
    ],
)
def test_one_day_before_or_behind_all_is_that_of_all(certified, text):
    assert _told(certified, text) == [f"|LabCE|{NOV_3}|1", f"|CAP|{NOV_3}|2"]


def test_three_behind_a_day_are_three(certified):
    text = "Nov 3 I did 1 h safety at LabCE, 2 h hematology from CAP and 1.5 h ethics at ASCLS"
    assert _told(certified, text) == [
        f"|LabCE|{NOV_3}|1",
        f"|CAP|{NOV_3}|2",
        f"|ASCLS|{NOV_3}|1.5",
    ]


def test_a_day_that_stands_with_the_first_is_not_that_of_the_others(certified):
    text = "1 h safety at LabCE on Nov 3 and 2 h hematology from CAP"
    assert _told(certified, text) == [f"|LabCE|{NOV_3}|1", "|CAP||2"]


@pytest.mark.parametrize(
    "text", ["on Nov 3 I did 2 h safety at LabCE", "Nov 3, 1 h safety and 2 h hematology at CAP"]
)
def test_a_day_is_no_amount_of_a_further_ce(certified, text):
    assert _told(certified, text) is None
