"""Snooze: by button, by a sentence right after the reminder; never too late, never the schedule."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cmp_rules.model import CredentialKey
from cmp_rules.reminders import Reason, Reminder
from conversations.model import Said
from conversations.person import Person
from conversations.reminders.days.coming import coming
from conversations.reminders.days.later import SnoozeReminder
from conversations.reminders.message import screen, topic_of
from conversations.step import step

MLS, SBB = CredentialKey("MLS"), CredentialKey("SBB")
TODAY = date(2026, 11, 23)
ENDS = date(2027, 6, 30)


def reminded(talker, *keys: CredentialKey) -> None:
    """Let a reminder come in, as the sweep leaves it."""
    due = [Reminder(key, talker.today, Reason.HALF_YEAR_BEFORE) for key in keys]
    shown = screen(due, talker.person, talker.when)
    assert shown is not None
    talker.screens = (shown,)
    talker.talk = replace(talker.talk, topic=topic_of(due))


def snoozed(talker, text: str) -> list[SnoozeReminder]:
    """Say something; return what it puts off."""
    result = step(talker.talk, Said(text, talker.when), talker.person)
    return [change for change in result.changes if isinstance(change, SnoozeReminder)]


def test_snooze_offers_a_day_a_week_and_any_day_beneath_the_reminder(certified) -> None:
    """Issue 7: Snooze (1 day, 1 week, pick); what remains is still to be seen."""
    reminded(certified, SBB)
    text = certified.press("Snooze")
    assert "SBB still needs 36 points" in text
    assert certified.labels == ["In 1 day", "In 1 week", "Pick a day"]
    assert "again on Mon 30 Nov 2026. The other dates stay as they are." in certified.press(
        "In 1 week"
    )


def test_any_day_can_be_picked_up_to_the_expiry(certified) -> None:
    """A reminder after the expiry would come too late."""
    reminded(certified, MLS, SBB)
    certified.press("Snooze")
    certified.press("Pick a day")
    assert "too late" in certified.say("1 july 2027")
    assert "not ahead of us" in certified.say("22 nov 2026")
    assert "again on Wed 30 Jun 2027" in certified.say("30 june 2027")
    assert certified.talk.threads == ()


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("tomorrow", TODAY + timedelta(days=1)),
        ("remind me tomorrow", TODAY + timedelta(days=1)),
        ("next week", TODAY + timedelta(days=7)),
        ("not now, next week please", None),
        ("not now, next week", TODAY + timedelta(days=7)),
        ("snooze till monday", date(2026, 11, 30)),
        ("snooze a week", TODAY + timedelta(days=7)),
        ("in 3 days", TODAY + timedelta(days=3)),
        ("ok, on friday", date(2026, 11, 27)),
        ("not until dec 1", date(2026, 12, 1)),
        ("push it a week", TODAY + timedelta(days=7)),
        ("postpone this to friday", date(2026, 11, 27)),
    ],
)
def test_words_right_after_a_reminder_put_it_off(certified, said: str, until: date | None) -> None:
    """Issue 7: "later", "tomorrow", "next week" when the reminder was the last thing said."""
    reminded(certified, MLS, SBB)
    expected = until or TODAY + timedelta(days=7)
    assert snoozed(certified, said) == [
        SnoozeReminder(MLS, expected),
        SnoozeReminder(SBB, expected),
    ]


def test_later_asks_until_when(certified) -> None:
    """Nobody knows how long "later" is."""
    reminded(certified, SBB)
    assert "When shall I remind you of SBB again?" in certified.say("later")


def test_a_day_can_also_be_typed_after_the_button_and_once_more(certified) -> None:
    """Nobody has to find the button: what was asked last is answered."""
    reminded(certified, SBB)
    certified.press("Snooze")
    assert snoozed(certified, "friday") == [SnoozeReminder(SBB, date(2026, 11, 27))]
    certified.say("friday")
    assert snoozed(certified, "no, next week") == [SnoozeReminder(SBB, date(2026, 11, 30))]


def test_the_same_words_mean_nothing_of_the_kind_at_another_time(certified) -> None:
    """Only where the reminder was the last thing said."""
    reminded(certified, SBB)
    certified.say("what do I still need for my SBB?")
    assert snoozed(certified, "tomorrow") == []


def test_a_snooze_adds_one_day_and_leaves_the_schedule_as_it_is(certified) -> None:
    """Product: Snooze never moves the schedule."""
    reminded(certified, SBB)
    held = certified.person.holding(SBB)
    before = [each.on for each in coming(held, certified.person.settings.reminders, TODAY)]
    certified.press("Snooze")
    certified.press("In 1 day")
    after = coming(held, certified.person.settings.reminders, TODAY)
    assert [each.on for each in after if each.why is not Reason.SNOOZED] == before
    assert [each.on for each in after if each.why is Reason.SNOOZED] == [date(2026, 11, 24)]


def test_on_the_last_day_there_is_no_later_one(new_talker) -> None:
    """The button works, and says why not."""
    talker = new_talker(today=ENDS)
    talker.say("I hold SBB, expires 2027-06-30")
    reminded(talker, SBB)
    assert "tomorrow would be too late" in talker.press("Snooze")
    assert "tomorrow would be too late" in talker.press_data("!snooze_to:2027-07-01 SBB")


def test_an_old_or_made_up_button_does_no_harm(certified) -> None:
    """Standing buttons: valid at any time, checked, harmless when repeated."""
    recorded = certified.recorded
    for data in (
        "!snooze:",
        "!snooze:HT",
        "!snooze:x.y.z",
        "!snooze_to:",
        "!snooze_to:2027-02-30 SBB",
        "!snooze_to:2020-01-01 SBB",
        "!snooze_to:2027-01-01 HT",
        "!snooze_pick:HT",
        "!snooze_pick:",
    ):
        certified.press_data(data)
        assert certified.talk.threads == ()
    assert certified.recorded == recorded


def test_words_after_a_reminder_of_what_was_dropped_lead_nowhere(talker) -> None:
    """The credential may have gone since."""
    talker.talk = replace(talker.talk, topic=topic_of([Reminder(SBB, TODAY, Reason.OWN)]))
    assert talker.person == Person()
    assert snoozed(talker, "tomorrow") == []


def test_a_question_after_a_reminder_goes_on_from_it(certified) -> None:
    """After a reminder of SBB, "and my MLS?" asks what MLS still needs."""
    reminded(certified, SBB)
    assert "MLS: 36 points still missing" in certified.say("and my MLS?")


@pytest.mark.parametrize(
    ("said", "keys", "until"),
    [
        ("snooze 3 days", (MLS, SBB), date(2026, 11, 26)),
        ("snooze MLS 2 weeks", (MLS,), date(2026, 12, 7)),
        ("please snooze my SBB for a week", (SBB,), date(2026, 11, 30)),
        ("snooze until friday", (MLS, SBB), date(2026, 11, 27)),
        ("snooze SBB till dec 20", (SBB,), date(2026, 12, 20)),
        ("snooze for a month", (MLS, SBB), date(2026, 12, 23)),
        ("Snooze in 2 weeks please", (MLS, SBB), date(2026, 12, 7)),
    ],
)
def test_an_order_to_snooze_takes_its_days_at_any_time(
    certified, said: str, keys: tuple[CredentialKey, ...], until: date
) -> None:
    """Nobody is asked for what was said, and no expiry is read out of it."""
    certified.say("what do I still need for my SBB?")
    assert snoozed(certified, said) == [SnoozeReminder(key, until) for key in keys]


def test_where_all_are_snoozed_the_list_shows_the_day_of_each(certified) -> None:
    """A snooze that cannot be seen cannot be trusted; it comes though dates stand before it."""
    certified.say("snooze MLS until june 1 2027")
    assert certified.say("/reminders").count("• Tue 1 Jun 2027: snoozed") == 1
    held = certified.person.holding(MLS)
    found = {each.on: each.why for each in coming(held, certified.person.settings.reminders, TODAY)}
    assert found[date(2027, 6, 1)] is Reason.SNOOZED


@pytest.mark.parametrize("said", ["undo", "cancel the snooze", "unsnooze MLS", "no more snooze"])
def test_a_snooze_can_be_taken_back_by_words(certified, said: str) -> None:
    """Undo takes back every change."""
    certified.say("snooze MLS 2 weeks")
    assert "not snoozed any more" in certified.say(said)
    assert "snoozed" not in certified.say("/reminders")


def test_a_snooze_can_be_taken_back_by_its_button_and_by_that_of_its_date(certified) -> None:
    """Pressed twice it does no harm."""
    certified.say("snooze MLS 2 weeks")
    undo = certified.data("Undo")
    assert "not snoozed" in certified.press_data(undo)
    assert "Nothing is snoozed." in certified.press_data(undo)
    certified.say("snooze MLS 2 weeks")
    certified.say("/reminders")
    certified.press("Change MLS")
    certified.press("Drop the snooze")
    assert "snoozed" not in certified.say("/reminders")


def test_undo_returns_to_the_day_before_it(certified) -> None:
    """The last snooze of a credential counts; taken back, the one before does."""
    certified.say("snooze MLS 2 weeks")
    certified.say("snooze MLS 3 weeks")
    assert "MLS is snoozed to Mon 7 Dec 2026" in certified.say("undo")
    assert "• Mon 7 Dec 2026: snoozed" in certified.say("/reminders")


def test_what_is_snoozed_while_all_is_off_is_said_all_the_same(certified) -> None:
    """It was promised after the others were switched off; a later "off" takes it too."""
    certified.say("no reminders please")
    certified.say("snooze SBB 3 days")
    assert "Only these come:\n• Thu 26 Nov 2026, SBB: snoozed" in certified.say("/reminders")
    held = certified.person.holding(SBB)
    wishes = certified.person.settings.reminders
    assert [each.on for each in coming(held, wishes, TODAY)] == [date(2026, 11, 26)]
    certified.say("no reminders please")
    assert coming(held, certified.person.settings.reminders, TODAY) == ()


def test_the_question_until_when_is_answered_by_an_order_as_well(certified) -> None:
    """The credentials of the question are meant, not all."""
    reminded(certified, SBB)
    certified.press("Snooze")
    certified.press("Pick a day")
    assert snoozed(certified, "snooze till friday") == [SnoozeReminder(SBB, date(2026, 11, 27))]
