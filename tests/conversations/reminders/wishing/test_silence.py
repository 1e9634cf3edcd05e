"""All off, one of one's own beside it, and what cannot be wished: each said as it is."""

from datetime import date

import pytest

from cmp_rules.model import CredentialKey
from conversations.reminders.days.calendar_days import calendar_days
from conversations.reminders.days.coming import coming
from conversations.reminders.wishing.notes import carries_words
from conversations.reminders.wishing.wishes import Off

MLS, SBB = CredentialKey("MLS"), CredentialKey("SBB")
TODAY = date(2026, 11, 23)


def days(talker, key: CredentialKey) -> list[date]:
    """Return the days on which a credential is reminded of."""
    held = talker.person.holding(key)
    return [each.on for each in coming(held, talker.person.settings.reminders, TODAY)]


@pytest.mark.parametrize("said", ["stop", "STOP.", "please stop it", "mute", "/stop", "shut up"])
def test_a_bare_stop_asks_before_all_reminders_are_off(certified, said: str) -> None:
    """A lapse can follow: the word alone says neither what nor how much is to stop."""
    before = certified.person
    assert "Switch all reminders off?" in certified.say(said)
    assert certified.labels == ["Switch all off", "Keep them"]
    assert certified.person == before
    certified.press("Switch all off")
    assert certified.person.settings.reminders.off == (Off(),)


def test_stop_can_be_left_at_that(certified) -> None:
    """The other button shows what comes."""
    certified.say("stop")
    assert "the declaration opens" in certified.press("Keep them")
    assert days(certified, SBB)


@pytest.mark.parametrize("said", ["stop", "Stop!", "please quit", "stop this"])
def test_stop_closes_the_question_that_stands_and_can_be_taken_back(certified, said: str) -> None:
    """It is neither a provider nor a wish about reminders there."""
    certified.say("/add")
    certified.say("Antibody ID 101")
    assert "Cancelled" in certified.say(said)
    assert certified.labels == ["Bring it back"]
    assert not certified.talk.threads


@pytest.mark.parametrize("said", ["stop the bleeding: a transfusion update", "stop codons"])
def test_a_title_that_begins_with_stop_is_a_title(certified, said: str) -> None:
    """Only the word alone stops."""
    certified.say("/add")
    assert said[:10].lower() in certified.say(said).lower()
    assert certified.talk.threads


@pytest.mark.parametrize("off", ["no reminders please", "turn off all notifications"])
def test_one_of_ones_own_beside_all_that_is_off_is_the_only_one(certified, off: str) -> None:
    """Nothing is switched on again that was not asked for, and that is said."""
    certified.say(off)
    text = certified.say("remind me on Dec 1 to pay the fee")
    assert "your MLS and SBB on Tue 1 Dec 2026" in text
    assert "All other reminders stay switched off." in text
    assert "I can't keep what for" in text
    assert days(certified, MLS) == days(certified, SBB) == [date(2026, 12, 1)]
    assert Off() in certified.person.settings.reminders.off
    shown = certified.say("/reminders")
    assert "Only these come:\n• Tue 1 Dec 2026" in shown
    marked = [day.on for day in calendar_days(certified.person, certified.when)]
    assert date(2026, 12, 1) in marked
    assert date(2026, 12, 30) not in marked


def test_what_was_added_before_all_was_switched_off_stays_off(certified) -> None:
    """All off means the person's own as well, until they say otherwise."""
    certified.say("remind me on Dec 1")
    certified.say("no reminders please")
    assert days(certified, SBB) == []
    assert "set already" not in certified.say("remind me on Dec 1")
    assert days(certified, SBB) == [date(2026, 12, 1)]
    certified.say("no reminders please")
    assert days(certified, SBB) == []
    certified.say("turn the reminders on")
    assert date(2026, 12, 1) in days(certified, SBB)
    assert date(2027, 4, 1) in days(certified, SBB)


def test_one_credential_off_and_a_day_of_its_own(certified) -> None:
    """The same for one credential; the other one keeps its dates."""
    certified.say("no reminders about MLS")
    text = certified.say("remind me about MLS on Dec 3")
    assert "All other reminders of your MLS stay switched off." in text
    assert days(certified, MLS) == [date(2026, 12, 3)]
    assert date(2026, 12, 3) not in days(certified, SBB)
    certified.say("remind me on Dec 9")
    assert certified.person.settings.reminders.aloud != ()
    assert date(2026, 12, 9) not in days(certified, MLS)
    assert date(2026, 12, 9) in days(certified, SBB)


def test_an_own_day_says_of_which_credentials_it_comes(certified) -> None:
    """Where one is off, only the others are promised."""
    certified.say("no reminders about MLS")
    assert "remind you of your SBB on Wed 9 Dec" in certified.say("remind me on Dec 9")
    certified.say("no reminders about SBB")
    certified.say("remind me about SBB on Dec 10")
    assert "• Wed 9 Dec 2026, switched off\n• Thu 10 Dec 2026, SBB\n" in certified.say("/reminders")


@pytest.mark.parametrize(
    "said",
    [
        "remind me on Dec 1 to pay the fee",
        "remind me to call my supervisor on Dec 1",
        "remind me on Dec 1 that the certificate is due",
        "remind me about the ethics course on Dec 1",
    ],
)
def test_a_note_is_not_kept_and_that_is_said(certified, said: str) -> None:
    """Nothing that a person said is lost without a word."""
    assert "I can't keep what for" in certified.say(said)


@pytest.mark.parametrize(
    "said",
    [
        "remind me on Dec 1",
        "remind me to declare on Dec 1",
        "remind me about my SBB on Dec 1",
        "remind me on Dec 1 to log my CEs",
        "remind me to do my CEs on Dec 1",
        "remind me about the deadline 3 weeks before",
        "remind me on Dec 1 to renew",
    ],
)
def test_what_a_reminder_says_anyway_is_no_note(said: str) -> None:
    """It tells what the credentials still need, and to declare."""
    assert not carries_words(said)


@pytest.mark.parametrize(
    "said",
    [
        "remind me every friday",
        "remind me each week",
        "remind me weekly",
        "can you remind me every 2 weeks",
        "remind me every other day",
        "remind me every morning",
    ],
)
def test_a_rhythm_that_there_is_not_is_said_with_what_there_is(certified, said: str) -> None:
    """The list alone is no answer."""
    before = certified.person
    text = certified.say(said)
    assert "I can't remind you in that rhythm." in text
    assert "remind me every month" in text
    assert certified.person == before


@pytest.mark.parametrize(
    "said", ["remind me in 2 hours", "remind me in an hour", "remind me in 30 min to log my ce"]
)
def test_hours_are_not_counted_and_tomorrow_is_offered(certified, said: str) -> None:
    """A reminder comes on a day."""
    assert "the soonest is tomorrow" in certified.say(said)


@pytest.mark.parametrize("said", ["remind me every month", "remind me each month on the 3rd"])
def test_every_month_there_is(certified, said: str) -> None:
    """No refusal where it can be done."""
    assert "each month on day" in certified.say(said)


@pytest.mark.parametrize("said", ["remind me in march and may", "remind me on Dec 1, Dec 5"])
def test_a_second_day_is_not_lost_without_a_word(certified, said: str) -> None:
    """One is taken, and that is said."""
    assert "say the others one by one" in certified.say(said)
    assert len(certified.person.settings.reminders.added) == 1


def test_days_before_the_opening_are_counted_from_it(certified) -> None:
    """Not from the recommended last day."""
    assert "on Thu 18 Mar 2027" in certified.say("remind me 2 weeks before the declaration opens")
    certified.say("I hold HT expires 2027-09-30")
    before = certified.person
    assert "name the credential" in certified.say("remind me a week before the declaration opens")
    assert certified.person == before
