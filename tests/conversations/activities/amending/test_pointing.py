"""A few words say which entry is meant; what is at hand takes no area from them."""

from datetime import date

import pytest

from cmp_rules.model import Area

DRILL = "1 h safety drill, LabCE, 2026-11-20, safety"
SEMINAR = "2 h ethics seminar, ASCLS, 2026-11-10, ethics"
WORKSHOP = "3 h antibody workshop, AABB, 2026-11-03, blood banking"


@pytest.fixture
def logged(certified):
    for line in (DRILL, SEMINAR, WORKSHOP):
        certified.say(line)
        certified.press("Save")
    return certified


def areas(talker, number: int) -> set[Area]:
    return {area for part in talker.person.activity(number).parts for area in part.areas}


MEANT = [
    "I meant the ethics one",
    "no, I meant the ethics seminar",
    "sorry, I meant #2",
    "no, the ethics one",
    "I meant the ASCLS one, not that one",
]


@pytest.mark.parametrize("said", MEANT)
def test_after_saving_the_entry_that_is_meant_is_shown_and_nothing_changed(logged, said):
    logged.say("it was 4 hours")
    logged.say("save")
    answer = logged.say(said)
    assert "Entry #2" in answer
    assert "undo" in answer
    assert areas(logged, 3) == {Area.BLOOD_BANKING}
    logged.say("it was 5 hours")
    logged.say("save")
    assert [str(logged.person.activity(n).points) for n in (1, 2, 3)] == ["1", "5", "4"]


@pytest.mark.parametrize("said", MEANT)
def test_a_correction_at_hand_goes_to_the_entry_that_is_meant(logged, said):
    logged.say("change #1 to 5 h and provider CAP")
    assert "#1 stays as it was" in logged.say(said)
    logged.say("save")
    first, second = logged.person.activity(1), logged.person.activity(2)
    assert (first.provider, str(first.points), areas(logged, 1)) == ("LabCE", "1", {Area.SAFETY})
    assert (second.provider, str(second.points), areas(logged, 2)) == ("CAP", "5", {Area.ETHICS})
    assert (second.title, second.date) == ("ethics seminar", date(2026, 11, 10))


def test_a_draft_of_a_new_ce_stays_beside_the_entry_that_is_meant(logged):
    logged.say("2 h QC rules, CAP, 2026-11-21, chemistry")
    assert "Entry #2" in logged.say("I meant the ethics one")
    logged.say("save")
    assert areas(logged, 4) == {Area.CHEMISTRY}


@pytest.mark.parametrize("said", ["I meant the flow cytometry one", "sorry, I meant the PBT one"])
def test_where_no_entry_fits_it_is_asked_which(logged, said):
    assert "Which one?" in logged.say(said)
    assert logged.talk.threads == ()


@pytest.mark.parametrize(
    "said",
    [
        "the safety drill was 2 hours and the ethics seminar was 3 hours",
        "the drill was 2 h, the seminar was 3 h",
        "#1 was 2 h and the ethics seminar was 3 h",
    ],
)
@pytest.mark.parametrize("before", ["/list", "change #1 to 1.5 h"])
def test_a_correction_of_two_entries_is_taken_one_at_a_time(logged, said, before):
    logged.say(before)
    assert "One CE at a time" in logged.say(said)
    assert [str(logged.person.activity(n).points) for n in (1, 2, 3)] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("said", "number", "points"),
    [
        ("the ethics seminar certificate says 1.5, not 2", 2, "1.5"),
        ("the safety drill certificate says 2 points", 1, "2"),
        ("the certificate of the safety drill says 2 h", 1, "2"),
        ("the safety drill's certificate shows 2 hours", 1, "2"),
        ("the drill certificate says it was 2 h", 1, "2"),
    ],
)
def test_what_its_certificate_says_corrects_the_entry(logged, said, number, points):
    logged.say(said)
    logged.say("save")
    assert str(logged.person.activity(number).points) == points
    assert len(logged.person.activities) == 3


@pytest.mark.parametrize(
    "said", ["I meant 2 hours", "I meant the date was Nov 19", "that was wrong, it was 2 h"]
)
def test_what_names_no_entry_stays_a_correction_of_the_one_at_hand(logged, said):
    logged.say("change #1 to 1.5 h")
    assert "Which one?" not in logged.say(said)
    logged.say("save")
    assert logged.person.activity(1) != logged.person.activity(2)
    assert [str(logged.person.activity(n).points) for n in (2, 3)] == ["2", "3"]
