"""Days of a credential that are no expiry: exams, goals, certifications."""

from datetime import date

import pytest


@pytest.mark.parametrize(
    "text",
    [
        "my SBB exam is on 2027-03-03",
        "I want to get MLS by June 2027",
        "I sit for the HTL in May 2027",
        "SBB exam 2027-03-03",
        "my goal is HTL by June 2027",
        "I have my SBB exam tomorrow",
        "exam for SBB on 2027-03-03",
        "I want to get SBB",
        "I'm an MLS student, graduating 2027-05-15",
        "I am eligible for the MLS exam until 2027-06-30",
    ],
)
def test_an_exam_or_a_goal_adds_nothing_and_asks_nothing(talker, text) -> None:
    """No dates and no reminders for what is not held."""
    said = talker.say(text)
    assert "I added nothing" in said
    assert talker.person.holdings == ()
    assert talker.talk.threads == ()


@pytest.mark.parametrize(
    "text",
    [
        "I got certified MLS on 2025-03-15",
        "MLS certified 3/15/2025",
        "MLS(ASCP) certified june 2025",
        "I passed MLS in May 2025",
        "my MLS was issued 2025-03-15",
        "I was awarded MLS(ASCP) on 5/5/2024",
        "I passed my MLS in may 2025",
        "I need to renew MLS by May 2027",
        "MLS renewal by June 2027",
        "I hold MLS, exam for SBB on 2027-03-03",
    ],
)
def test_a_certification_day_asks_for_the_expiry(talker, text) -> None:
    """A day of the past was said, and the person was told that the credential had expired."""
    said = talker.say(text)
    assert "When does your MLS expire?" in said
    assert "expired" not in said.lower()
    assert talker.person.holdings == ()
    talker.say("june 2028")
    assert talker.person.holdings[0].cycle_ends == date(2028, 6, 30)


@pytest.mark.parametrize(
    "text",
    [
        "I need to renew MLS by May 2027",
        "MLS certified 6/30/2024",
        "I passed MLS in May 2024",
        "my MLS was issued 2024-07-01",
    ],
)
def test_no_other_day_is_offered_for_an_expiry_that_is_known(talker, text) -> None:
    """A tap on Yes would have overwritten the right one."""
    talker.say("I hold MLS expires 2026-12-15")
    said = talker.say(text)
    assert "I changed nothing" in said
    assert "15 Dec 2026" in said
    assert talker.talk.threads == ()
    assert talker.person.holdings[0].cycle_ends == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("text", "expiries"),
    [
        ("I hold MLS until 2027-06-30 and want to get SBB by May 2028", "MLS 2027-06-30"),
        ("I passed my SBB exam in March 2026, it expires 3/31/2029", "SBB 2029-03-31"),
        ("MLS certified 2024-06-30 to 2027-06-30", "MLS 2027-06-30"),
        ("MLS certified until 2027-06-30", "MLS 2027-06-30"),
        ("got MLS june 30 2027", "MLS 2027-06-30"),
        ("I need to keep track of my MLS 2027-06-30", "MLS 2027-06-30"),
        ("MLS renewed until 2028-06-30", "MLS 2028-06-30"),
        ("my MLS expires 2027-12-15 and my SBB exam is 2027-03-03", "MLS 2027-12-15"),
        ("My MLS(ASCP), certified in 2015, expires 2027-06-30", "MLS 2027-06-30"),
        ("I want to add MLS, June 2027", "MLS 2027-06-30"),
        ("I got my SBB! 2029-06-30", "SBB 2029-06-30"),
        ("got certified HT in march, runs till 3/31/2029", "HT 2029-03-31"),
    ],
)
def test_an_expiry_is_an_expiry_beside_other_days(talker, text, expiries) -> None:
    """The word nearest to a date says what it is."""
    talker.say(text)
    held = [f"{each.key.code} {each.cycle_ends}" for each in talker.person.holdings]
    assert held == [expiries]


def test_a_goal_is_no_credential_held_where_those_are_asked_for(talker) -> None:
    """Which do you hold: an exam is none."""
    talker.say("/credentials")
    assert "I added nothing" in talker.say("my SBB exam is on 2027-03-03")
    talker.say("MLS")
    talker.say("done")
    assert "is what I need" in talker.say("certified 2024-06-30")
    talker.say("2027-06-30")
    assert [each.key.code for each in talker.person.holdings] == ["MLS"]
