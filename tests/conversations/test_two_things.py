"""A CE and other news in one message: none of the two is lost, and no title is "declared SBB"."""

import pytest

J = "I hold MLS and SBB, both expire 2027-01-31"


@pytest.mark.parametrize(
    "text",
    [
        "I declared SBB today, 1 h safety LabCE yesterday",
        "I declared my SBB today and did 1 h safety LabCE yesterday",
        "declared SBB today; 1 h safety LabCE yesterday",
        "1 h safety LabCE yesterday and I declared SBB today",
        "1 h safety LabCE yesterday, declared SBB today",
    ],
)
def test_a_declaration_is_asked_about_and_the_ce_beside_it_waits(talker, text) -> None:
    """It was a CE with the title "declared SBB"."""
    talker.say(J)
    said = talker.say(text)
    assert "Did you declare your own SBB at ascp.org on Mon 23 Nov 2026?" in said
    assert "kept as an unsaved draft" in said
    assert all(held.declared is None for held in talker.person.holdings)
    said = talker.press("I did not declare")
    assert "Draft, not saved: 1 point, laboratory or patient safety, LabCE" in said
    assert not talker.person.activities


def test_inside_a_draft_the_declaration_is_to_be_told_again(talker) -> None:
    """Nothing that a person said is lost without a word."""
    talker.say(J)
    talker.say("2 h antibody id from AABB yesterday")
    said = talker.say("I declared SBB today, 1 h safety LabCE yesterday")
    assert "declared SBB" not in said.replace("“I declared SBB today”", "")
    assert "I declared SBB today" in said or "Did you declare your own SBB" in said


@pytest.mark.parametrize(
    "text",
    [
        "declared both on Nov 12",
        "MLS declared Nov 12 and SBB Nov 13",
        "I declared MLS and SBB on Nov 12",
    ],
)
def test_several_declarations_to_be_confirmed_are_told_one_at_a_time(talker, text) -> None:
    """The buttons of "Which one is it?" lost the day."""
    talker.say(J)
    said = talker.say(text)
    assert "One at a time" in said
    assert all(held.declared is None for held in talker.person.holdings)
    assert "on Thu 12 Nov 2026?" in talker.say("declared my MLS Nov 12")


def test_an_exam_to_come_beside_a_ce_is_no_plan_of_the_ce(talker) -> None:
    """It was answered with "I log a CE once it is done"."""
    talker.say(J)
    said = talker.say(
        "MB exam scheduled for 2027-02-02, 2 h exam prep from ASCP yesterday, chemistry"
    )
    assert "I noted nothing from “MB exam scheduled for 2027-02-02”" in said
    assert "Title: exam prep" in said


@pytest.mark.parametrize(
    "text", ["I declared SBB today", "did the Declaration of Helsinki webinar, 1 h ethics, today"]
)
def test_one_thing_alone_is_read_as_before(talker, text) -> None:
    """A declaration has no points, and a title may have the word in it."""
    talker.say(J)
    said = talker.say(text)
    assert "on its own" not in said
    assert ("Did you declare" in said) != ("Helsinki" in said)
