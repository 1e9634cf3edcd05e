"""A CE told in full is a draft, whatever its title is about; questions stay what they are."""

import pytest

from cmp_rules.model import Kind

J = "I hold MLS and SBB, both expire 2027-01-31"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (
            "2 h what to do when ASCP audits you, ASCLS, Nov 3, elective",
            "what to do when ASCP audits you",
        ),
        ("2 h how to renew your SBB, AABB, Nov 3, elective", "how to renew your SBB"),
        ("how to renew your SBB, AABB, 2 h, Nov 3, elective", "how to renew your SBB"),
        ("1 h how to declare an outbreak, CDC, Nov 3, micro", "how to declare an outbreak"),
        ("1.5 what counts as an error, AABB, yesterday, safety", "what counts as an error"),
        ("I did 2 h when to remind donors from AABB on Nov 3, bb", "when to remind donors"),
    ],
)
def test_a_ce_told_in_full_is_a_draft_before_it_is_a_question(talker, text, title) -> None:
    """It was answered with a page of the programme, and the CE was gone."""
    talker.say(J)
    said = talker.say(text)
    assert "Not saved yet" in said
    assert f"Title: {title}" in said
    assert not talker.person.activities


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("how do I renew my SBB", "How to renew"),
        ("how do I declare", "Which one is it?"),
        ("I declared SBB yesterday", "Did you declare your own SBB"),
        ("what happens when ASCP audits me", "The audit"),
        ("did 2 h safety LabCE yesterday, what do I still need", "36"),
    ],
)
def test_ordinary_questions_and_declarations_are_no_drafts(talker, text, answer) -> None:
    """Points, a day, a title and a provider or an area are needed for a CE in full."""
    talker.say(J)
    said = talker.say(text)
    assert answer in said
    assert "Title:" not in said


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2 h exam prep for hematology, ASCLS, Nov 3, hematology", "Continuing education course"),
        (
            "1 h preparing for your certification exam, ASCP, Nov 3, elective",
            "Continuing education course",
        ),
        ("6 h certification exam review course, ASCP, Nov 3, chemistry", "Continuing education"),
        ("2 h how to pass the certification exam, ASCP, Nov 3, elective", "Continuing education"),
        ("passed the certification examination of ASCP Nov 3", "Passed certification examination"),
        ("passed the MB exam, 25 points, ASCP, Nov 3", "Passed certification examination"),
    ],
)
def test_an_exam_that_was_prepared_for_is_a_course(talker, text, kind) -> None:
    """Only an exam that was passed counts as one."""
    talker.say(J)
    talker.say(text)
    state = talker.talk.threads[-1].state
    wanted = Kind.EXAM if kind.startswith("Passed") else Kind.CE_COURSE
    assert state.draft.kind is wanted
