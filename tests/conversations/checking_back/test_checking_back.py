"""Some days after a CE that its provider is said to report: does it show at ASCP?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from cmp_rules.model import Activity, Area, Kind, Part
from conversations.checking_back import ASK_AFTER, ask_shown, check_backs
from conversations.model import Pressed, Reply, Said, Talk, When
from conversations.person import KeepActivity, Person, Settings
from conversations.reminders.days.later import CheckBack
from conversations.reminders.wishing.wishes import Wishes
from conversations.step import step

TODAY = date(2026, 11, 23)
WHEN = When(datetime(2026, 11, 23, 15, tzinfo=UTC), TODAY)
SENTENCE = "1.5 hours antibody identification from LabCE yesterday, blood banking"


def done(number: int, provider: str = "LabCE", day: date = date(2026, 11, 22)) -> Activity:
    part = Part(Decimal("1.5"), frozenset({Area.BLOOD_BANKING}))
    return Activity("Antibody ID", day, Kind.CE_COURSE, (part,), provider, number=number)


def with_these(*activities: Activity, checks: bool = True) -> Person:
    settings = Settings(reminders=Wishes(checks=checks))
    return Person(activities=activities, next_number=99, settings=settings)


def press(person: Person, data: str) -> tuple[str, tuple[object, ...]]:
    result = step(Talk(), Pressed(data, WHEN), person)
    return "\n".join(f"{s.heading}\n{s.text}" for s in result.screens), result.changes


def data_of(reply: Reply, label: str) -> str:
    return next("!" + c.value for row in reply.choices for c in row if c.label == label)


def test_ten_days_after_a_ce_that_is_said_to_upload_it_is_asked_about() -> None:
    """Issue 7, check-back; a provider of which nobody says so is not asked about."""
    person = with_these(done(1), done(2, "AABB"), done(3, "ASCLS", date(2026, 1, 1)))

    assert check_backs(person) == (CheckBack(1, date(2026, 12, 2)), CheckBack(3, date(2026, 1, 11)))


def test_nobody_is_asked_who_switched_it_off() -> None:
    """Issue 7: an off-switch."""
    assert check_backs(with_these(done(1), checks=False)) == ()


def test_a_saved_ce_brings_its_question_along_once(certified) -> None:
    """A correction does not ask again."""
    certified.say(SENTENCE)
    event = Pressed(certified.data("Save"), WHEN)
    saved = step(certified.talk, event, certified.person)
    edited = replace(certified.person.after(saved.changes).activities[0], title="other")
    again = step(Talk(), Said("make it 2 points", WHEN), certified.person.after(saved.changes))

    assert [c for c in saved.changes if isinstance(c, CheckBack)] == [
        CheckBack(1, date(2026, 12, 2))
    ]
    assert not [c for c in again.changes if isinstance(c, CheckBack)]
    assert edited.number == 1


def test_an_old_ce_that_is_logged_late_is_not_asked_about(certified) -> None:
    """Somebody who logs three years at once is not asked about three years."""
    certified.say("1.5 hours antibody identification from LabCE on 2026-10-01, blood banking")

    saved = step(certified.talk, Pressed(certified.data("Save"), WHEN), certified.person)

    assert [type(change) for change in saved.changes] == [KeepActivity]


def test_an_undone_ce_leaves_no_question_behind_that_says_anything(certified) -> None:
    """Undo of a saved CE takes it out; its question finds nothing to ask about."""
    certified.say(SENTENCE)
    certified.press("Save")
    certified.say("undo")

    assert certified.person.activities == ()
    assert "no such" in press(certified.person, "!shown:1")[0].lower()


def test_one_message_asks_about_all_of_a_day() -> None:
    """Issue 7: at most one message a day; it says how far the upload is known."""
    activities = (done(1), done(2, "ASCLS meeting"))

    asked = ask_shown(activities, with_these(*activities))

    assert "#1 Antibody ID, LabCE" in asked.text
    assert "#2 Antibody ID, ASCLS meeting" in asked.text
    assert "CE Organizer" in asked.text
    assert "not confirmed" in asked.text
    assert data_of(asked, "It shows") == "!shown:1,2"


@given(st.lists(st.integers(1, 10**8), min_size=1, max_size=60, unique=True))
def test_the_question_fits_whatever_the_numbers(numbers: list[int]) -> None:
    """Telegram: 64 bytes a button, 4,096 characters a message, five rows."""
    activities = tuple(done(number) for number in numbers)

    asked = ask_shown(activities, with_these(*activities))

    assert len(asked.text) < 4096
    assert len(asked.choices) <= 5
    for row in asked.choices:
        assert all(len(f"!{choice.value}".encode()) <= 64 for choice in row)
        assert all(len(choice.label) <= 24 for choice in row)


def test_what_to_do_is_said_where_it_is_not_there() -> None:
    """Issue 7: matching e-mail, membership, type it in; with the source."""
    text, changes = press(with_these(done(1)), "!missing:1")

    assert "e-mail addresses must match" in text
    assert "membership" in text
    assert "type it in at ascp.org" in text
    assert "https://www.ascp.org" in text
    assert changes == ()


def test_of_several_it_is_asked_which_one_is_missing(talker) -> None:
    """One answer for two CEs would be half wrong."""
    talker.person = with_these(done(1), done(2))
    assert "Which one" in talker.press_data("!missing:1,2")

    assert "#2 Antibody ID" in talker.press("#2")


def test_later_means_in_a_week() -> None:
    """Facts, section 7: up to a week through ASCLS."""
    text, changes = press(with_these(done(1), done(2)), "!ask_later:1,2,3")

    week = TODAY + timedelta(days=7)
    assert "Mon 30 Nov 2026" in text
    assert changes == (CheckBack(1, week), CheckBack(2, week))


def test_the_questions_are_switched_off_and_on_again(talker) -> None:
    """Issue 7: an off-switch, and the way back."""
    talker.person = with_these(done(1))
    talker.press_data("!checks_off:")
    assert check_backs(talker.person) == ()

    talker.press("Ask this again")

    assert check_backs(talker.person) != ()


def test_noise_in_the_record_of_a_button_leads_nowhere(
    new_talker: Callable[..., object],
) -> None:
    """Standing buttons look records up among the person's own."""
    for action in ("shown", "missing", "ask_later"):
        for record in ("", "x", "7", "1,,2", "-1", "9" * 30, "²"):
            text, changes = press(with_these(), f"!{action}:{record}")
            assert "no such" in text.lower(), (action, record)
            assert changes == ()


def test_ten_days_are_the_issue_s_word() -> None:
    """Issue 7: ten days later."""
    assert timedelta(days=10) == ASK_AFTER
