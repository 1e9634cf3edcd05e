"""Both credentials, a whole dashboard, and what is no credential."""

from datetime import date

import pytest

J = "I hold MLS and SBB, both expire 2027-01-31"
ENDS = date(2027, 1, 31)


def expiries(talker) -> set[date]:
    return {each.cycle_ends for each in talker.person.holdings}


@pytest.mark.parametrize(
    "text", ["both expire 2028-06-30", "both of mine expire 2028-06-30", "all expire June 30, 2028"]
)
def test_both_means_the_credentials_that_are_held(talker, text) -> None:
    """It asked which credentials are held, and the date was lost."""
    talker.say(J)
    said = talker.say(text)
    assert "Change your MLS: expires Fri 30 Jun 2028" in said
    assert "Change your SBB: expires Fri 30 Jun 2028" in said
    assert expiries(talker) == {ENDS}
    talker.press("Yes, change it")
    assert expiries(talker) == {date(2028, 6, 30)}


@pytest.mark.parametrize(
    "text", ["do both expire 2028-06-30?", "when do both expire", "my friend's both expire 2028"]
)
def test_both_asked_about_changes_nothing(talker, text) -> None:
    """A question tells no date."""
    talker.say(J)
    assert "Change your" not in talker.say(text)
    assert expiries(talker) == {ENDS}


def test_a_whole_dashboard_is_offered_as_figures(talker) -> None:
    """It was a CE of 36 points."""
    talker.say(J)
    said = talker.say("dashboard: SBB total 36, blood banking 12, safety 1, ethics 1")
    assert "Title:" not in said
    assert "Not saved" not in said
    assert "36 points in all, 12 points blood banking" in said
    talker.press("Yes, take it")
    held = next(each for each in talker.person.holdings if each.key.code == "SBB")
    assert dict(held.adjustments.slots)["blood_banking"] == 12
    assert held.adjustments.total == 36


def test_a_webinar_about_a_dashboard_is_a_ce(talker) -> None:
    """It has a day."""
    talker.say(J)
    said = talker.say("dashboard design for SBB labs, 1 h, AABB, yesterday, blood banking")
    assert "Title: dashboard design" in said


@pytest.mark.parametrize(
    "text",
    [
        "I renewed my MLS state license yesterday",
        "I renewed my MLS membership",
        "renewed my ASCP membership today",
        "I renewed my California license",
    ],
)
def test_the_licence_of_a_state_or_a_membership_is_no_credential(talker, text) -> None:
    """It proposed to begin the next cycle."""
    talker.say(J)
    said = talker.say(text)
    assert "Was your MLS renewed" not in said
    assert expiries(talker) == {ENDS}


@pytest.mark.parametrize("text", ["I renewed my MLS yesterday", "my MLS was renewed"])
def test_a_credential_that_was_renewed_is_asked_about_as_before(talker, text) -> None:
    """The next cycle begins with a yes."""
    talker.say(J)
    assert "Was your MLS renewed until" in talker.say(text)
