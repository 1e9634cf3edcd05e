"""What is said of credentials that are set up, and of their cycle."""

import pytest


@pytest.mark.parametrize(
    ("text", "assumed"),
    [
        ("MLS(ASCPi) expires 2027-06-30 and SBB expires 2027-06-30", "SBB: taken as US"),
        ("MLS expires 2027-06-30", "Taken as US credentials"),
        ("MLS(ASCP) expires 2027-06-30", ""),
        ("MLS(ASCPi) expires 2027-06-30", ""),
    ],
)
def test_a_scheme_that_was_said_is_not_called_assumed(talker, text, assumed) -> None:
    """The remark is about the others only."""
    said = talker.say(text)
    assert assumed in said
    assert bool(assumed) == ("aken as US" in said)


@pytest.mark.parametrize(
    "text", ["MLS expires in 2 years", "my MLS is due in three years", "MLS is good for 2 years"]
)
def test_an_expiry_in_years_is_asked_for_its_day(talker, text) -> None:
    """Nothing has lapsed."""
    assert "When does your MLS expire?" in talker.say(text)


@pytest.mark.parametrize("text", ["my MLS expired 2 years ago", "my MLS has lapsed"])
def test_what_has_lapsed_is_still_told_of_the_way_back(talker, text) -> None:
    """These are no credentials to set up."""
    talker.say(text)
    assert talker.talk.threads == ()


@pytest.mark.parametrize("text", ["when does my cycle start?", "when did my MLS cycle start"])
def test_the_days_of_a_cycle_hold_its_first_one(talker, text) -> None:
    """It was asked for, and everything else was told."""
    talker.say("I hold MLS expires 2027-06-30")
    assert "CEs from 1 Jul 2024 to 30 Jun 2027 count." in talker.say(text)
