"""A reminder moved by a sentence: the one of that day goes, none is added."""

from datetime import date

import pytest

from cmp_rules.model import CredentialKey
from conversations.reminders.days.coming import coming

MLS, SBB = CredentialKey("MLS"), CredentialKey("SBB")
TODAY = date(2026, 11, 23)


@pytest.fixture
def one(talker):
    """Return somebody who holds MLS alone."""
    talker.say("I hold MLS expires 2027-06-30")
    return talker


def days(talker, key: CredentialKey = MLS) -> list[date]:
    """Return the days on which a credential is reminded of."""
    held = talker.person.holding(key)
    return [each.on for each in coming(held, talker.person.settings.reminders, TODAY)]


@pytest.mark.parametrize(
    ("said", "left", "to"),
    [
        ("move the april 1 reminder to april 5", date(2027, 4, 1), date(2027, 4, 5)),
        ("please push my 1 April reminder back to 9 april", date(2027, 4, 1), date(2027, 4, 9)),
        ("reschedule the reminder of april 1 to the 6th", date(2027, 4, 1), date(2027, 4, 6)),
        ("can you move the reminder on dec 30 to jan 4", date(2026, 12, 30), date(2027, 1, 4)),
        ("postpone the dec 30 reminder by a week", date(2026, 12, 30), date(2027, 1, 6)),
        ("move the december reminder 2 days earlier", date(2026, 12, 30), date(2026, 12, 28)),
        ("move the next reminder to jan 3", date(2026, 12, 30), date(2027, 1, 3)),
        ("change the MLS reminder of 4/1 to april 5", date(2027, 4, 1), date(2027, 4, 5)),
    ],
)
def test_the_reminder_of_the_day_is_moved(one, said: str, left: date, to: date) -> None:
    """README: "move it"; nothing is added on the day that it leaves."""
    before = days(one)
    assert "Moved: I remind you of your MLS" in one.say(said)
    assert sorted(days(one)) == sorted({*before, to} - {left})
    assert one.person.settings.reminders.added == ()
    one.say("undo")
    assert days(one) == before


def test_an_own_reminder_is_moved_and_stays_an_own_one(one) -> None:
    """The old one does not stay."""
    one.say("remind me on dec 10")
    assert "Moved: I remind you on Sat 12 Dec 2026" in one.say("move the dec 10 reminder to dec 12")
    assert date(2026, 12, 10) not in days(one)
    assert date(2026, 12, 12) in days(one)


def test_a_snooze_is_moved(one) -> None:
    """It stands among the dates, so it can be named like them."""
    one.say("snooze 2 weeks")
    one.say("move the dec 7 reminder to dec 9")
    assert date(2026, 12, 7) not in days(one)
    assert date(2026, 12, 9) in days(one)


def test_where_several_are_on_that_day_it_is_asked_which(certified) -> None:
    """Neither is guessed; all together are one tap."""
    text = certified.say("move the april 1 reminder to april 5")
    assert "Several reminders are on Thu 1 Apr 2027." in text
    assert certified.labels == ["Move MLS", "Move SBB", "Move all"]
    button = certified.data("Move all")
    certified.press("Move SBB")
    assert date(2027, 4, 5) in days(certified, SBB)
    assert date(2027, 4, 1) in days(certified, MLS)
    certified.press_data(button)
    assert date(2027, 4, 5) in days(certified, MLS)
    recorded = certified.person
    certified.press_data(button)
    assert certified.person == recorded


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("move the april 2 reminder to april 5", "No reminder is on that day"),
        ("move my reminder to april 9", "Which one shall I move?"),
        ("move the april 1 reminder to july 20 2027", "too late"),
        ("move the april 1 reminder to nov 20 2026", "not ahead of us"),
        ("move the april 1 reminder", "To which day shall the reminder of Thu 1 Apr 2027"),
        ("move the april 1 reminder to whenever", "To which day shall the reminder"),
    ],
)
def test_what_cannot_be_moved_is_said_and_nothing_changes(one, said: str, answer: str) -> None:
    """No reminder is added, lost or guessed."""
    before = one.person
    assert answer in one.say(said)
    assert one.person == before


@pytest.mark.parametrize(
    "data",
    [
        "!remind_to:",
        "!remind_to:2027-04-05",
        "!remind_to:2027-04-05 2027-04-02 MLS",
        "!remind_to:2027-04-05 2027-04-01 SBB",
        "!remind_to:2020-04-05 2027-04-01 MLS",
        "!remind_to:2027-12-05 2027-04-01 MLS",
        "!remind_to:2027-04-05 d2027-01-01",
        "!remind_to:2027-04-05 dx",
    ],
)
def test_an_old_or_made_up_button_moves_nothing(one, data: str) -> None:
    """Standing buttons: harmless whatever they say."""
    before = one.person
    one.press_data(data)
    assert one.person == before


@pytest.mark.parametrize("said", ["remind me on april 5", "move the 3 points to safety"])
def test_what_moves_no_reminder_is_read_as_before(one, said: str) -> None:
    """Only a reminder that is named is moved."""
    assert "Moved: I remind" not in one.say(said)
