"""What is denied, excepted, asked or unclear switches nothing off; a plain order does."""

from datetime import date
from itertools import product

import pytest

from cmp_rules.model import CredentialKey
from conversations.reminders.wishing.stopping import is_plain
from conversations.reminders.wishing.wishes import Off

MLS, SBB = CredentialKey("MLS"), CredentialKey("SBB")

STAYS = "your reminders stay as they are"
ONE_BY_ONE = "Say what is to stop one by one"
HOW = "You can switch reminders off at any time"
ALL = "Switch all reminders off?"


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("don't stop my reminders", STAYS),
        ("please do not stop my reminders", STAYS),
        ("never stop reminding me", STAYS),
        ("never, ever stop the reminders", STAYS),
        ("I don't want to lose my reminders", STAYS),
        ("no, keep the reminders", STAYS),
        ("please keep all my reminders", STAYS),
        ("no, keep the 1 April reminder", STAYS),
        ("I don't want to miss a reminder about SBB", STAYS),
        ("I must not miss any reminders", STAYS),
        ("don't switch off the reminders for SBB", STAYS),
        ("don't turn the SBB reminders off please", STAYS),
        ("dont mute my reminders", STAYS),
        ("you shouldn't cancel the reminders for MLS", STAYS),
        ("Don\u2019t stop reminding me about MLS", STAYS),
        ("don't stop reminding me at night", STAYS),
        ("I can't stop worrying, remind me about MLS", STAYS),
        ("don't skip the 1 April reminder", STAYS),
        ("do not cancel the reminder on dec 30", STAYS),
        ("don't move the 1 April reminder", STAYS),
        ("don't remove the reminders", STAYS),
        ("don't snooze SBB 2 weeks", STAYS),
        ("don't cancel the snooze", STAYS),
        ("don't forget the 1 April reminder", STAYS),
        ("I want the 1 april reminder to stay", STAYS),
        ("the SBB reminder on 1 april is important", STAYS),
        ("I didn't get the 1 April reminder", STAYS),
        ("I got no reminder on april 1", STAYS),
        ("no reminder came on 30 Dec", STAYS),
        ("drop the 30 Dec reminder? no", HOW),
        ("turn off the reminders except SBB", ONE_BY_ONE),
        ("stop all reminders but SBB", ONE_BY_ONE),
        ("no reminders other than SBB please", ONE_BY_ONE),
        ("don't remind me except on april 1", ONE_BY_ONE),
        ("keep the SBB reminders and turn off the MLS reminders", ONE_BY_ONE),
        ("can I stop reminders about SBB?", HOW),
        ("should I turn off the SBB reminders?", HOW),
        ("should i turn off the SBB reminders", HOW),
        ("how do I switch off the reminders?", HOW),
        ("can I skip the 1 April reminder?", HOW),
    ],
)
def test_what_is_denied_excepted_or_asked_changes_nothing_and_says_so(
    certified, said: str, answer: str
) -> None:
    """The opposite of what was said could cost a deadline."""
    before = certified.person
    assert answer in certified.say(said)
    assert certified.person == before


def test_what_is_not_to_be_switched_on_stays_off(certified) -> None:
    """The other way round as well."""
    certified.say("no reminders please")
    before = certified.person
    for said in ("don't turn the reminders on", "do not switch on my reminders"):
        assert STAYS in certified.say(said)
        assert certified.person == before
    assert "Reminders are on again" in certified.say("turn the reminders on")


@pytest.mark.parametrize(
    "said", ["set a reminder on Dec 1", "I want a reminder on Dec 1", "remind me on april 1"]
)
def test_a_wish_for_one_more_is_still_taken(certified, said: str) -> None:
    """Nothing there is meant."""
    certified.say(said)
    assert len(certified.person.settings.reminders.added) == 1


@pytest.mark.parametrize("said", ["no, remind me about MLS", "no problem, remind me about SBB"])
def test_a_no_before_a_wish_is_no_wish_for_silence(certified, said: str) -> None:
    """It answers something else; what comes is shown."""
    before = certified.person
    assert "the declaration opens" in certified.say(said)
    assert certified.person == before


def test_a_wish_after_a_no_is_taken(certified) -> None:
    """Nothing that was said is lost."""
    assert "Left out: Wed 30 Dec 2026" in certified.say("no, skip the 30 Dec reminder")
    assert "on Tue 1 Dec 2026" in certified.say("no, remind me about MLS on Dec 1")


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("I would rather have no more reminders from you", ALL),
        ("can you stop pinging me", ALL),
        ("no, stop the reminders", ALL),
        ("i hate it, stop reminding me", ALL),
        ("sorry, but no more reminders", ALL),
        ("could you stop the SBB reminders?", "Switch off the reminders of your SBB?"),
        ("no remind me about MLS", "Switch off the reminders of your MLS?"),
        ("I don't need reminders about SBB", "Switch off the reminders of your SBB?"),
        ("turn off reminders for MLS and SBB", "Switch off the reminders of your MLS and SBB?"),
    ],
)
def test_what_is_no_plain_order_is_asked(certified, said: str, question: str) -> None:
    """A button decides."""
    before = certified.person
    assert question in certified.say(said)
    assert "Keep them" in certified.labels
    assert certified.person == before


def test_the_apostrophe_of_a_telephone_denies_as_well(certified) -> None:
    """What is to be left out is not added."""
    assert "Left out: Thu 1 Apr 2027" in certified.say("Don\u2019t remind me on april 1")
    assert certified.person.settings.reminders.added == ()


def test_the_button_switches_off_what_was_asked(certified) -> None:
    """Only that credential."""
    certified.say("I don't need reminders about SBB")
    assert certified.labels == ["Switch SBB off", "Keep them"]
    certified.press("Switch SBB off")
    assert certified.person.settings.reminders.off == (Off(SBB),)


@pytest.mark.parametrize(
    ("said", "off"),
    [
        ("turn off reminders for SBB", Off(SBB)),
        ("no reminders for MLS please", Off(MLS)),
        ("stop reminding me about MLS", Off(MLS)),
        ("please switch the SBB reminders off, thanks", Off(SBB)),
        ("don't remind me about SBB", Off(SBB)),
        ("Don\u2019t remind me about SBB anymore.", Off(SBB)),
        ("stop sending me reminders", Off()),
        ("no more reminders please", Off()),
        ("turn off notifications", Off()),
    ],
)
def test_a_plain_order_is_obeyed_at_once(certified, said: str, off: Off) -> None:
    """Every word of it is known; undo takes it back."""
    certified.say(said)
    assert certified.person.settings.reminders.off == (off,)
    certified.say("undo")
    assert certified.person.settings.reminders.off == ()


NEGATIONS = (
    "don't",
    "do not",
    "please do not",
    "never",
    "do not, please,",
    "I don't want you to",
    "no, don't",
    "you must not",
    "you can't",
    "dont",
    "I never said",
    "why don't you",
    "Don\u2019t",
    "no need to",
    "not",
)
STOPS = ("stop", "switch off", "turn off", "just stop", "simply turn off")
THINGS = (
    "reminding me",
    "my reminders",
    "the reminders for SBB",
    "the 1 April reminder",
    "the SBB reminders",
)


@pytest.mark.parametrize("negation", NEGATIONS)
def test_a_negation_before_stop_never_changes_a_wish(certified, negation: str) -> None:
    """Whatever is denied, and however."""
    before = certified.person.settings.reminders
    for stop, thing in product(STOPS, THINGS):
        for end in ("", " please", "?", " on april 1", " at night"):
            certified.say(f"{negation} {stop} {thing}{end}")
            assert certified.person.settings.reminders == before, (stop, thing, end)


@pytest.mark.parametrize(
    "said", ["don't snooze for 2 weeks", "do not put it off by 2 weeks", "never snooze it 3 days"]
)
def test_what_is_not_to_be_put_off_right_after_it_came_is_not(certified, said: str) -> None:
    """It follows a reminder or a snooze, where "2 weeks" alone would be enough."""
    certified.say("snooze SBB 1 week")
    before = certified.person
    assert STAYS in certified.say(said)
    assert certified.person == before


def test_a_denial_beside_a_question_leaves_the_question_and_the_wishes(certified) -> None:
    """No own reminder is added on the day of the one that is to stay."""
    certified.say("/reminders")
    certified.press("Add a reminder")
    before = certified.person
    assert STAYS in certified.say("don't skip the 1 April reminder")
    assert certified.person == before


@pytest.mark.parametrize("said", ["stop", "no, stop reminding me", "stop, remind me about MLS"])
def test_two_clauses_are_no_plain_order(said: str) -> None:
    """What comes after the comma may be the opposite."""
    assert not is_plain(said)


@pytest.mark.parametrize(
    "said",
    [
        "remind me why: safety culture, 1 h, LabCE, Nov 3",
        "Remind me again: hemolysis basics, 2 h, CAP, Nov 3, chemistry",
    ],
)
def test_a_whole_ce_that_begins_like_a_wish_is_a_ce(certified, said: str) -> None:
    """Title, points, provider and a day gone by."""
    text = certified.say(said)
    assert certified.person.settings.reminders.added == ()
    assert "I will remind you" not in text
    assert "3 Nov 2026" in text


def test_a_day_after_every_expiry_is_too_late(certified) -> None:
    """Where one credential lives longer, it comes for that one."""
    before = certified.person
    assert "would come too late" in certified.say("remind me on 3 Nov 2027")
    assert certified.person == before
    certified.say("I hold HT expires 2028-09-30")
    certified.say("remind me on 3 Nov 2027")
    assert len(certified.person.settings.reminders.added) == 1
    assert "would come too late" in certified.say("remind me about SBB on 1 Dec 2027")
    assert certified.person.settings.reminders.added[0].day == date(2027, 11, 3)
