"""One reminder left out by a sentence: never all of them, and never one added instead."""

from datetime import date

import pytest

from cmp_rules.model import CredentialKey
from conversations.reminders.days.coming import coming

MLS, SBB = CredentialKey("MLS"), CredentialKey("SBB")
TODAY = date(2026, 11, 23)
DEC_30, APRIL_1 = date(2026, 12, 30), date(2027, 4, 1)


def days(talker, key: CredentialKey) -> set[date]:
    """Return the days on which a credential is reminded of."""
    held = talker.person.holding(key)
    return {each.on for each in coming(held, talker.person.settings.reminders, TODAY)}


@pytest.mark.parametrize(
    ("said", "day", "keys"),
    [
        ("don't remind me on april 1", APRIL_1, (MLS, SBB)),
        ("do not remind me on 1 April please", APRIL_1, (MLS, SBB)),
        ("skip the april 1 reminder", APRIL_1, (MLS, SBB)),
        ("cancel the reminder on dec 30", DEC_30, (MLS, SBB)),
        ("please drop the december reminder", DEC_30, (MLS, SBB)),
        ("delete the SBB reminder of april 1", APRIL_1, (SBB,)),
    ],
)
def test_the_reminder_of_that_day_is_left_out(
    certified, said: str, day: date, keys: tuple[CredentialKey, ...]
) -> None:
    """The opposite of a wish is no wish; undo brings it back."""
    before = {key: days(certified, key) for key in (MLS, SBB)}
    assert "Left out: " in certified.say(said)
    for key in (MLS, SBB):
        assert days(certified, key) == before[key] - ({day} if key in keys else set())
    certified.say("undo")
    assert days(certified, SBB) == before[SBB]


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("remind me every month", "stop the monthly reminder"),
        ("remind me on the 15th of each month", "drop the reminder every month"),
        ("remind me 10 days before", "don't remind me 10 days before"),
        ("remind me on dec 1", "don't remind me on dec 1"),
    ],
)
def test_an_own_one_is_dropped_and_all_others_stay(certified, wish: str, said: str) -> None:
    """Who stops the monthly reminder stops no other."""
    before = days(certified, SBB)
    certified.say(wish)
    assert days(certified, SBB) != before
    certified.say(said)
    assert days(certified, SBB) == before
    assert certified.person.settings.reminders.added == ()


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("stop the monthly reminder", "You have added no such reminder"),
        ("skip the reminder", "Which one?"),
        ("stop the reminder", "Which one?"),
        ("don't remind me on april 2", "No reminder is on that day"),
        ("cancel the may reminder", "Which one?"),
        ("delete all my reminders", "Switch all reminders off?"),
        ("pause reminders until march", "I can't pause for a while"),
        ("mute for a week", "I can't pause for a while"),
        ("no reminders until march", "I can't pause for a while"),
    ],
)
def test_what_is_not_clear_is_asked_and_nothing_changes(certified, said: str, answer: str) -> None:
    """No reminder is lost by a guess."""
    before = certified.person
    assert answer in certified.say(said)
    assert certified.person == before


@pytest.mark.parametrize("said", ["no reminders please", "stop the reminders", "don't remind me"])
def test_who_wants_none_at_all_has_none(certified, said: str) -> None:
    """As before."""
    certified.say(said)
    assert days(certified, SBB) == set()


@pytest.mark.parametrize("said", ["don't remind me before 9 am", "don't message me at night"])
def test_hours_of_the_day_are_still_quiet_hours(certified, said: str) -> None:
    """An hour is no date."""
    assert "Quiet hours" in certified.say(said)
