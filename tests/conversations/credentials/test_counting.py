"""What another expiry changes is said before it is recorded, and afterwards."""

from datetime import date

import pytest

from storage.states import read_talk, write_talk


def _with_ce(talker, expiry: str, ce: str) -> None:
    talker.say(f"I hold MLS expires {expiry}")
    talker.say(ce)
    talker.press("Save")


@pytest.mark.parametrize(
    ("before", "ce", "after", "said"),
    [
        (
            "2026-12-15",
            "2 h dengue in the lab ASM 2023-12-20 micro",
            "2027-01-15",
            "1 CE, 2 points, would no longer count. "
            "Your MLS would still need 36 points instead of 34.",
        ),
        (
            "2027-01-15",
            "2 h dengue in the lab ASM 2023-12-20 micro",
            "2026-12-15",
            "1 CE, 2 points, would newly count. Your MLS would still need 34 points instead of 36.",
        ),
        (
            "2026-12-15",
            "1.5 h dengue in the lab ASM 2023-12-20 micro",
            "2029-12-15",
            "1 CE, 1.5 points, would no longer count. "
            "Your MLS would still need 36 points instead of 34.5.",
        ),
    ],
)
@pytest.mark.parametrize("by_button", [False, True])
def test_the_question_says_which_ces_stop_or_begin_to_count(
    talker, before, ce, after, said, by_button
) -> None:
    """By the difference of the rules' own figures; nothing is changed before Yes."""
    _with_ce(talker, before, ce)
    if by_button:
        talker.say("/credentials")
        talker.press("MLS")
        talker.press("Change expiry")
        question = talker.say(after)
    else:
        question = talker.say(f"change MLS expiry to {after}")
    assert said in question
    assert talker.person.holdings[0].cycle_ends == date.fromisoformat(before)
    answer = talker.press("Yes, change it")
    assert "With this date 1 CE" in answer
    assert talker.person.holdings[0].cycle_ends == date.fromisoformat(after)


def test_where_no_ce_is_touched_nothing_is_said_of_any(talker) -> None:
    """A slip of one day is corrected as before."""
    _with_ce(talker, "2026-12-15", "2 h dengue in the lab ASM 2025-12-20 micro")
    question = talker.say("change MLS expiry to 2027-01-15")
    assert "count" not in question
    assert "With this date" not in talker.press("Yes, change it")


def test_an_expiry_given_up_says_what_would_count(talker) -> None:
    """Who takes part voluntarily has another span of days."""
    _with_ce(talker, "2027-01-15", "2 h dengue in the lab ASM 2023-12-20 micro")
    talker.say("/credentials")
    talker.press("MLS")
    talker.press("Change expiry")
    question = talker.press("It has no expiry")
    assert "never expires?" in question
    assert "1 CE, 2 points, would newly count" in question
    stored = read_talk(write_talk(talker.talk).encode(), number=talker.talk.number)
    assert stored.talk.threads == talker.talk.threads
    talker.press("Yes, change it")
    assert talker.person.holdings[0].voluntary
