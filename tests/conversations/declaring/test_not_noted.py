"""An outcome told of a declaration that is not noted: its day is asked for, and no expiry."""

from datetime import date

import pytest

J = "I hold MLS and SBB, both expire 2027-01-31"
ENDS = date(2027, 1, 31)


def expiries(talker) -> set[date]:
    return {each.cycle_ends for each in talker.person.holdings}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ASCP wants papers for my MLS", "MLS"),
        ("SBB was rejected", "SBB"),
        ("my SBB declaration was rejected", "SBB"),
        ("my MLS got rejected yesterday", "MLS"),
        ("I was audited for my SBB", "SBB"),
        ("failed my SBB audit", "SBB"),
    ],
)
def test_an_outcome_before_a_declaration_asks_when_it_was_declared(talker, text, code) -> None:
    """It asked when the credential expires, and a date there moved the expiry."""
    talker.say(J)
    said = talker.say(text)
    assert f"No declaration of your {code} is noted" in said
    assert f"submit the declaration of your {code}" in said
    assert "still to come" in talker.say("2029-01-31")
    assert "Did you declare your own" in talker.say("yesterday")
    assert expiries(talker) == {ENDS}
    assert all(held.declared is None for held in talker.person.holdings)


@pytest.mark.parametrize(
    "text", ["my friend's SBB was rejected", "was my SBB rejected?", "what if my SBB is rejected"]
)
def test_an_outcome_of_others_or_asked_about_opens_no_question(talker, text) -> None:
    """Nothing is recorded from other people's news."""
    talker.say(J)
    assert "On which day did you" not in talker.say(text)
    assert not any(held.declared for held in talker.person.holdings)


def test_an_expiry_typed_for_a_credential_that_is_held_is_confirmed_first(talker) -> None:
    """Reminders and the CEs that count hang on it."""
    talker.say(J)
    talker.say("/credentials")
    talker.press("MLS")
    talker.press("Change expiry")
    assert "expires Wed 31 Jan 2029 instead of 31 Jan 2027?" in talker.say("2029-01-31")
    assert expiries(talker) == {ENDS}
    talker.press("Yes, change it")
    assert expiries(talker) == {ENDS, date(2029, 1, 31)}


def test_the_same_expiry_again_needs_no_yes(talker) -> None:
    """Nothing would change."""
    talker.say(J)
    talker.say("/credentials")
    talker.press("MLS")
    talker.press("Change expiry")
    talker.press("Same: 31 Jan 2027")
    assert talker.talk.threads == ()
