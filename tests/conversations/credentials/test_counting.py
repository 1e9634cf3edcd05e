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


@pytest.mark.parametrize(
    ("text", "ends"), [("no, june 2029", (2029, 6, 30)), ("2028-01-31", (2028, 1, 31))]
)
def test_another_date_takes_the_place_of_the_one_in_question(talker, text, ends) -> None:
    """Under the buttons there was no way but Cancel."""
    talker.say("I hold MLS expires 2027-06-30")
    talker.say("MLS expires 2028-06-30")
    talker.say(text)
    assert talker.person.holdings[0].cycle_ends == date(2027, 6, 30)
    talker.say("yes")
    assert talker.person.holdings[0].cycle_ends == date(*ends)


def test_the_date_that_stands_already_ends_the_question(talker) -> None:
    """Nothing is left to change."""
    talker.say("I hold MLS expires 2027-06-30")
    talker.say("MLS expires 2028-06-30")
    assert "stays as it is" in talker.say("2027-06-30")
    assert talker.talk.threads == ()


def test_one_question_about_an_expiry_stands_only_once(talker) -> None:
    """It would come back when it has been answered."""
    talker.say("I hold MLS expires 2027-06-30")
    for _ in range(2):
        talker.say("/credentials")
        talker.press("MLS")
        talker.press("Change expiry")
    talker.say("2027-07-31")
    talker.say("yes")
    assert talker.talk.threads == ()


def test_a_date_that_stands_is_replaced_only_after_yes_also_beside_another(talker) -> None:
    """Only the other one was asked for."""
    talker.say("I hold MLS expires 2027-06-30")
    talker.say("MLS expires 2028-06-30, and I hold SBB")
    assert "instead of 30 Jun 2027" in talker.say("june 2028")
    assert [each.cycle_ends for each in talker.person.holdings] == [date(2027, 6, 30)]
    talker.say("yes")
    assert {each.cycle_ends for each in talker.person.holdings} == {date(2028, 6, 30)}


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
