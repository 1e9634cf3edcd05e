"""Undo and Delete are about the entry that is named, or about none."""

import pytest

DRILL = "1 h safety drill, LabCE, 2026-11-20, safety"
SEMINAR = "2 h ethics seminar, ASCLS, 2026-11-10, ethics"
WORKSHOP = "3 h antibody workshop, AABB, 2026-11-03, blood banking"


@pytest.fixture
def logged(certified):
    for line in (DRILL, SEMINAR, WORKSHOP):
        certified.say(line)
        certified.press("Save")
    return certified


def numbers(talker) -> list[int]:
    return [entry.number for entry in talker.person.activities]


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("undo the safety drill", 1),
        ("undo the ethics seminar", 2),
        ("undo the ethics one", 2),
        ("undo #1", 1),
        ("please undo my drill", 1),
        ("revert the seminar", 2),
        ("oops, undo the antibody workshop please", 3),
    ],
)
def test_undo_of_a_named_entry_changes_nothing_and_shows_that_entry(logged, said, number):
    answer = logged.say(said)
    assert numbers(logged) == [1, 2, 3]
    assert "I changed nothing" in answer
    assert f"Entry #{number}" in answer


@pytest.mark.parametrize(
    "said",
    [
        "I don't want to undo anything",
        "dont undo that",
        "do not undo it please",
        "please never undo that",
        "I didn't want to undo that",
        "no need to undo it",
    ],
)
def test_a_denied_undo_does_nothing_and_says_so(logged, said):
    assert "Nothing was undone" in logged.say(said)
    assert numbers(logged) == [1, 2, 3]


@pytest.mark.parametrize("said", ["undo the flow cytometry course", "undo the webinar from May"])
def test_undo_of_what_is_not_there_changes_nothing(logged, said):
    assert "I changed nothing" in logged.say(said)
    assert numbers(logged) == [1, 2, 3]


@pytest.mark.parametrize(
    "said",
    [
        "undo",
        "please undo",
        "undo that please",
        "undo it",
        "undo the last change",
        "oops undo that last one",
        "take that back",
        "no wait that was wrong, undo",
        "i didn't want that, undo",
    ],
)
def test_a_bare_undo_takes_the_last_change_back(logged, said):
    logged.say(said)
    assert numbers(logged) == [1, 2]


def test_restoring_a_removed_entry_by_its_name_offers_to_put_that_one_back(logged):
    for word in ("delete #1", "yes", "delete #2", "yes"):
        logged.say(word)
    logged.say("undo the delete of the safety drill")
    logged.press_data("!restore:1")
    assert 1 in numbers(logged)
    assert 2 not in numbers(logged)


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("I never took the safety drill", 1),
        ("I never did the ethics seminar", 2),
        ("the safety drill never happened, delete it", 1),
        ("i want to delete the drill", 1),
        ("remove the ethics one", 2),
        ("delete the ASCLS one", 2),
        ("remove the drill please", 1),
        ("that one is wrong, delete it", 3),
        ("delete the last one", 3),
    ],
)
def test_a_delete_question_is_about_the_entry_that_is_named(logged, said, number):
    assert f"Delete entry #{number}?" in logged.say(said)
    logged.say("yes")
    assert numbers(logged) == [each for each in (1, 2, 3) if each != number]


@pytest.mark.parametrize(
    "said",
    [
        "don't delete the safety drill",
        "do not remove #1",
        "I don't want to delete anything",
        "please never delete the ethics seminar",
        "don't remove my MLS",
    ],
)
def test_a_denied_removal_removes_nothing_and_asks_nothing(logged, said):
    assert "Nothing is removed" in logged.say(said)
    assert logged.talk.threads == ()
    assert numbers(logged) == [1, 2, 3]


@pytest.mark.parametrize(
    "said", ["I never took the flow cytometry course", "i want to delete a ce"]
)
def test_a_removal_of_what_no_entry_fits_asks_which(logged, said):
    assert "Which one?" in logged.say(said)
    assert logged.talk.threads == ()


@pytest.mark.parametrize(
    "said",
    [
        "#1 and #2 were both from CAP",
        "delete #1 and #2",
        "delete the safety drill and the ethics seminar",
    ],
)
def test_several_named_entries_are_taken_one_at_a_time(logged, said):
    assert "One CE at a time" in logged.say(said)
    assert numbers(logged) == [1, 2, 3]
    assert logged.person.activity(1).provider == "LabCE"
