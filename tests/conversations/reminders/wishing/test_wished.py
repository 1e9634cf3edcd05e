"""Reminders changed by sentences and buttons: what becomes of the wishes, also under noise."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmp_rules.model import CredentialKey, Holding
from conversations.model import Pressed, Said, Talk, When
from conversations.person import KeepSettings, Person
from conversations.reminders.days.coming import coming
from conversations.reminders.several import MOST_BYTES, read_keys, write_keys
from conversations.reminders.wishing.own_codes import read_own, write_own
from conversations.reminders.wishing.reading import Wish, read_wish
from conversations.reminders.wishing.wishes import Before, EachMonth, Moved, Off, OnDay, Wishes
from conversations.step import present, step
from storage import states

MLS, SBB, HT = (CredentialKey(code) for code in ("MLS", "SBB", "HT"))
TODAY = date(2026, 11, 23)
ENDS = date(2027, 6, 30)
WHEN = When(datetime(2026, 11, 23, 15, tzinfo=UTC), TODAY)
PERSON = Person(holdings=(Holding(MLS, ENDS), Holding(SBB, ENDS), Holding(HT, ENDS)))


def wishes_after(*said: str) -> Wishes:
    """Return what the person wishes once all of this was said."""
    talk, person = Talk(), PERSON
    for text in said:
        result = step(talk, Said(text, WHEN), person)
        talk, person = result.talk, person.after(result.changes)
    return person.settings.reminders


@pytest.mark.parametrize(
    ("said", "added"),
    [
        ("remind me on 1 March", OnDay(date(2027, 3, 1))),
        ("remind me in january", OnDay(date(2027, 1, 1))),
        ("remind me next week", OnDay(date(2026, 11, 30))),
        ("can you remind me tomorrow about my SBB", OnDay(date(2026, 11, 24), SBB)),
        ("remind me about HT in 2 weeks", OnDay(date(2026, 12, 7), HT)),
        ("remind me every month", EachMonth(23)),
        ("remind me on the 1st of each month", EachMonth(1)),
        ("remind me a week before", Before(7)),
        ("remind me 3 days before my SBB expires", Before(3, "expiry", SBB)),
        ("can you alert me 3 months before expiry", Before(90, "expiry")),
        ("ping me 2 weeks before the deadline", Before(14)),
    ],
)
def test_what_is_wished_in_a_sentence_is_added(said: str, added: object) -> None:
    """Issue 7: "remind me on 1 March", "every month", "a week before"."""
    assert wishes_after(said) == Wishes(added=(added,))


@pytest.mark.parametrize(
    ("said", "off"),
    [
        ("stop reminding me about MLS", (Off(MLS),)),
        ("dont remind me about sbb", (Off(SBB),)),
        ("don't remind me about HT", (Off(HT),)),
        ("no reminders", (Off(),)),
        ("turn off notifications", (Off(),)),
        ("stop the reminders", (Off(),)),
        ("no more reminders please", (Off(),)),
    ],
)
def test_reminders_are_switched_off_as_said(said: str, off: tuple[Off, ...]) -> None:
    """Issue 7: "stop reminding me about MLS", "no reminders"."""
    assert wishes_after(said).off == off
    assert wishes_after(said, "turn reminders back on") == Wishes()
    assert wishes_after(said, "undo") == Wishes()


@pytest.mark.parametrize(
    "said",
    [
        "more reminders",
        "don't remind me this week",
        "no reminders until march",
        "don't remind me on weekends",
        "stop reminding me about safety",
        "fewer reminders",
        "when will you remind me?",
        "do you send no reminders?",
        "how do I turn reminders off?",
        "remind me at 8am",
        "remind me",
        "remind me every two weeks",
    ],
)
def test_less_than_all_never_switches_everything_off(said: str) -> None:
    """A reminder that never came is a recorded pain: what is not plain only shows the dates."""
    assert wishes_after(said) == Wishes()


def test_one_of_all_can_be_switched_on_alone() -> None:
    """All off, then SBB on: the others stay off."""
    assert wishes_after("no reminders", "turn on reminders for my SBB").off == (Off(MLS), Off(HT))


def test_who_asks_for_a_day_hears_of_it_also_where_all_was_off() -> None:
    """Otherwise the day would be promised and never come."""
    wished = wishes_after("no reminders", "remind me on 1 March")
    assert all(coming(held, wished, TODAY)[0].on <= date(2027, 3, 1) for held in PERSON.holdings)


def test_a_date_is_left_out_and_moved_by_its_day_in_the_schedule(certified) -> None:
    """A moved reminder keeps its name, so that it can be moved again and brought back."""
    certified.say("/reminders")
    certified.press("Change SBB")
    certified.press("Move 1 Apr 2027")
    certified.press("1 week later")
    certified.press("Move 8 Apr 2027")
    certified.say("april 9")
    wished = certified.person.settings.reminders
    assert wished == Wishes(moved=(Moved(SBB, date(2027, 4, 1), date(2027, 4, 9)),))
    certified.press("Skip 9 Apr 2027")
    assert certified.person.settings.reminders.off == (Off(SBB, date(2027, 4, 1)),)
    certified.press("Bring back 9 Apr 2027")
    certified.press("Move 9 Apr 2027")
    certified.press("As it was planned")
    assert certified.person.settings.reminders == Wishes()


@pytest.mark.parametrize(
    ("quiet", "says"),
    [
        ("quiet hours 9 pm to 9 am", "between 10 am and noon by the clock of New York"),
        ("quiet hours 10 pm to 11 am", "between 10 am and noon, outside your quiet hours, by the"),
        ("quiet hours 6 am to 3 pm", "They come at 3 pm by the clock of New York"),
        ("no quiet hours", "between 10 am and noon by the clock of New York"),
    ],
)
def test_the_time_of_day_follows_the_quiet_hours_and_is_said(certified, quiet, says) -> None:
    """Issue 7: "remind me at …" is answered by what decides it."""
    certified.say(quiet)
    assert says in certified.say("remind me at 8am")
    assert says in certified.say("/reminders")


def test_the_question_after_a_declaration_can_be_seen_but_not_moved(new_talker) -> None:
    """Product: none after "declared" except one check whether it was approved."""
    talker = new_talker(today=date(2027, 4, 5))
    talker.say("I hold SBB, expires 2027-06-30")
    talker.say("I declared my SBB yesterday")
    talker.say("yes")
    assert "Sun 18 Apr 2027: what became of your declaration" in talker.say("/reminders")
    talker.press("Change SBB")
    assert talker.labels == ["Switch SBB off", "All reminders"]
    recorded = talker.recorded
    talker.press_data("!remind_off:SBB.ASCP 2027-04-18")
    talker.press_data("!remind_move:SBB.ASCP 2027-04-18")
    assert (talker.recorded, talker.talk.threads) == (recorded, ())


def test_pressed_twice_or_made_up_buttons_do_no_harm(certified) -> None:
    """Standing buttons: valid at any time, checked against the owner, harmless when repeated."""
    certified.press_data("!remind_off:SBB.ASCP 2027-04-01")
    recorded = certified.recorded
    for data in (
        "!remind_off:SBB.ASCP 2027-04-01",
        "!remind_off:SBB.ASCP 2027-04-02",
        "!remind_off:HT.ASCP 2027-04-01",
        "!remind_off:SBB.ASCP",
        "!remind_on:SBB.ASCP 2027-04-77",
        "!remind_move:SBB.ASCP 2020-01-01",
        "!remind_stop:HT.ASCP",
        "!remind_stop:x",
        "!remind_start:",
        "!remind_drop:d2027-03-01",
        "!remind_drop:m",
        "!remind:ZZ.ASCP 9",
        "!remind:SBB.ASCP 99",
    ):
        assert certified.press_data(data)
        assert certified.talk.threads == ()
    assert certified.recorded == recorded


def test_nothing_is_said_ahead_of_the_window_where_nothing_is_missing(certified) -> None:
    """Product: done early, then silence until it opens; the screen says so."""
    for line in (
        "I hold HT, expires 2027-06-30",
        "40 hours histology, NSH, yesterday: 1 safety, 1 ethics, 38 histology",
    ):
        certified.say(line)
    certified.press("Save")
    text = certified.say("when will you remind me?")
    assert "Nothing is missing by the figures here: I stay silent until Thu 1 Apr 2027" in text


own = st.one_of(
    st.builds(OnDay, st.dates(), st.sampled_from([None, MLS, SBB])),
    st.builds(EachMonth, st.integers(1, 31), st.sampled_from([None, HT])),
    st.builds(Before, st.integers(1, 1098), st.sampled_from(["expiry", "last_day"]), st.none()),
)


@given(own)
def test_one_of_ones_own_survives_its_button(added: OnDay | EachMonth | Before) -> None:
    """The record says what it is, not where it stood."""
    assert read_own(write_own(added)) == added


@given(st.text(max_size=30))
def test_any_record_is_read_or_refused(record: str) -> None:
    """A made-up button never stops the bot."""
    read_own(record)
    assert len(write_keys(read_keys(record)).encode()) <= MOST_BYTES


@given(st.text(max_size=80))
def test_any_sentence_is_read(text: str) -> None:
    """Whatever is said about reminders means something or is shown the dates."""
    assert read_wish(text, PERSON, WHEN) is not None
    assert Wish("off") is Wish.OFF


words = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        (
            *("/reminders", "/calendar", "remind me on 3/2", "remind me every month", "1 march"),
            *("snooze", "no reminders", "turn reminders on", "undo", "back", "/cancel", "31 feb"),
        )
    ),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.one_of(words, st.integers(0, 40)), max_size=12))
def test_noise_is_answered_kept_and_restored(moves: list[str | int]) -> None:
    """Any words, any buttons: answered within Telegram's limits, stored, drawn again the same."""
    talk, person, screens = Talk(), PERSON, ()
    for move in ("/reminders", *moves):
        event: Said | Pressed = Said(move, WHEN) if isinstance(move, str) else Pressed("", WHEN)
        if isinstance(move, int):
            buttons = [b for s in screens for row in s.buttons for b in row]
            event = Pressed(buttons[move % len(buttons)].data if buttons else "0:x", WHEN)
        result = step(talk, event, person)
        person = person.after(result.changes)
        screens = result.screens
        assert screens
        restored = states.read_talk(
            states.write_talk(result.talk).encode(), number=result.talk.number
        )
        assert not restored.unreadable
        talk = restored.talk
        assert present(talk, person, WHEN)[1] == present(result.talk, person, WHEN)[1]
        kept = states.write(person.settings)
        assert states.read(type(person.settings), kept.encode()) == person.settings
        for each in screens:
            assert len(each.buttons) <= 5
            for row in each.buttons:
                assert 1 <= len(row) <= 4
                assert all(1 <= len(b.label) <= 26 for b in row)
                assert all(len(b.data.encode()) <= 64 for b in row)


def test_undo_takes_back_each_change_of_the_wishes(certified) -> None:
    """Issue 7: undo works."""
    for said in ("remind me on 1 March", "stop reminding me about MLS", "no reminders"):
        before = certified.person
        result = step(certified.talk, Said(said, WHEN), certified.person)
        assert all(isinstance(change, KeepSettings) for change in result.changes)
        certified.say(said)
        certified.say("undo")
        assert certified.person == before
