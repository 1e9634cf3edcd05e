"""The message of a reminder: what remains, until when, how urgent, on one screen of a phone."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmp_rules.catalog import catalog
from cmp_rules.model import Activity, Area, CredentialKey, Declared, Holding, Kind, Part
from cmp_rules.reminders import Reason, Reminder, schedule
from conversations import wording
from conversations.model import Reply, When
from conversations.person import Person, Settings
from conversations.reminders.message import lines_on_a_phone, message, screen
from storage import states

ENDS = date(2027, 6, 30)
SBB, MLS, PBT = (CredentialKey(code) for code in ("SBB", "MLS", "PBT"))
FULL = {
    Area.SAFETY: 1,
    Area.ETHICS: 1,
    Area.BLOOD_BANKING: 34,
    Area.CHEMISTRY: 2,
    Area.HEMATOLOGY: 2,
    Area.MICROBIOLOGY: 2,
}


def done(areas: dict[Area, int]) -> tuple[Activity, ...]:
    return tuple(
        Activity(
            "course",
            date(2026, 1, 5),
            Kind.CE_COURSE,
            (Part(Decimal(points), frozenset({area})),),
            number=number,
        )
        for number, (area, points) in enumerate(areas.items(), 1)
    )


def told(
    on: date,
    why: Reason,
    *keys: CredentialKey,
    areas: dict[Area, int] | None = None,
    declared: Declared | None = None,
    own: Settings | None = None,
) -> Reply:
    person = Person(
        holdings=tuple(Holding(key, ENDS, declared=declared) for key in keys),
        activities=done(areas or {}),
        settings=own or Settings(),
    )
    when = When(datetime(2026, 1, 1, 15, tzinfo=UTC), on)
    found = message([Reminder(key, on, why) for key in keys], person, when)
    assert found is not None
    return found


def labels(reply: Reply) -> list[str]:
    return [choice.label for row in reply.choices for choice in row]


def test_a_reminder_names_what_remains_both_dates_and_the_days_left() -> None:
    """Product, "Reminders": exactly what remains; R and E, with the days to each."""
    shown = told(date(2026, 12, 30), Reason.HALF_YEAR_BEFORE, SBB, areas={Area.ETHICS: 1})
    assert shown.heading == "SBB: 35 points still missing"
    assert "1 laboratory or patient safety, 10 blood banking, 24 elective points" in shown.text
    assert "Declare by 30 May 2027 (in 151 days)" in shown.text
    assert "expires 30 Jun 2027 (in 182 days)" in shown.text
    assert labels(shown) == ["Show the plan", "Snooze", "Declared", "Settings"]


def test_several_credentials_of_one_day_come_in_one_message_with_the_joint_plan() -> None:
    """Issue 7: the joint plan is offered when it saves points."""
    shown = told(date(2026, 12, 30), Reason.HALF_YEAR_BEFORE, MLS, SBB)
    assert "MLS: 36 points missing (1 safety, 1 ethics" in shown.text
    assert "SBB: 36 points missing (1 safety, 1 ethics, 10 blood banking" in shown.text
    assert "One plan finishes all with 36 points, instead of 72 one by one." in shown.text
    assert shown.text.count("Declare by") == 1
    assert labels(shown)[2:] == ["Declared MLS", "Declared SBB", "Settings"]


def test_where_nothing_is_missing_one_message_says_so_and_until_when_there_is_silence() -> None:
    """Issue 7: "all done; the window opens on …"; product: who files what, at 100%."""
    shown = told(date(2026, 12, 30), Reason.ALL_DONE, SBB, areas=FULL)
    assert shown.heading == "SBB: nothing missing by the figures here"
    assert "The declaration opens on Thu 1 Apr 2027; until then I stay silent" in shown.text
    assert "You declare at ascp.org; nothing is filed here. Not affiliated" in shown.text


@pytest.mark.parametrize("why", list(Reason))
@pytest.mark.parametrize("on", [date(2026, 12, 30), date(2027, 4, 1), ENDS])
def test_who_is_not_known_to_be_done_is_never_told_so(why: Reason, on: date) -> None:
    """House rule: a wrong "you are done" costs a licence. PBT has figures that nobody knows."""
    for areas in ({}, FULL):
        shown = told(on, why, PBT, areas=areas)
        said = f"{shown.heading} {shown.text}".lower()
        for claim in ("nothing missing", "all is met", "you can declare now", "declare today"):
            assert claim not in said
        assert "at ascp.org now." not in said.replace("then declare at ascp.org now.", "")


def test_a_reason_that_does_not_hold_any_more_says_nothing_untrue() -> None:
    """An entry removed after "all done" was planned; a declaration that was taken back."""
    assert told(date(2026, 12, 30), Reason.ALL_DONE, SBB).heading == "SBB: 36 points still missing"
    assert told(date(2027, 5, 20), Reason.REVIEW, SBB).heading == "SBB: 36 points still missing"


def test_the_window_leads_into_the_declaration() -> None:
    """Issue 7: the window-opens message leads into /declare; done or not done is told apart."""
    ready = told(date(2027, 4, 1), Reason.WINDOW_OPENS, SBB, areas=FULL)
    assert ready.heading == "SBB: you can declare now"
    assert labels(ready)[0] == "Prepare declaration"
    assert ready.choices[0][0].value == "declare:SBB.ASCP"
    short = told(date(2027, 4, 1), Reason.WINDOW_OPENS, SBB)
    assert short.heading == "SBB: the declaration is open"
    assert "Not affiliated with ASCP" in short.text


def test_who_is_behind_at_an_anniversary_is_told_the_even_pace() -> None:
    """Issue 7: behind a third per year, one nudge at each anniversary."""
    shown = told(date(2026, 7, 1), Reason.ANNIVERSARY, SBB, areas={Area.SAFETY: 1})
    assert shown.heading == "SBB: 2 years of the cycle have passed"
    assert "An even pace would be at 24 points by now; you are at 1." in shown.text


@pytest.mark.parametrize(
    ("on", "areas", "heading", "words"),
    [
        (date(2027, 5, 30), FULL, "SBB: declare today", "Declare at ascp.org now."),
        (
            date(2027, 5, 30),
            {},
            "SBB: today is the recommended last day",
            "What you earn until it expires still counts.",
        ),
        (date(2027, 6, 18), FULL, "SBB expires in 12 days", "The recommended last day was 30 May"),
        (ENDS, FULL, "SBB expires today", "Declare at ascp.org today."),
        (ENDS, {}, "SBB expires today", "What you earn today still counts."),
    ],
)
def test_the_last_ones_say_plainly_what_to_do(
    on: date, areas: dict[Area, int], heading: str, words: str
) -> None:
    """Issue 7: R, after R, and E itself; plain, calm, urgent."""
    shown = told(on, Reason.AFTER_LAST_DAY, SBB, areas=areas)
    assert shown.heading == heading
    assert words in shown.text


def test_urgency_follows_from_the_day_on_which_it_is_said() -> None:
    """After an outage the reminder of the recommended last day comes a day late."""
    shown = told(date(2027, 5, 31), Reason.LAST_DAY, SBB, areas=FULL)
    assert shown.heading == "SBB expires in 30 days"


def test_who_declared_is_asked_what_became_of_it() -> None:
    """Product: none after "declared" except one check whether it was approved."""
    declared = Declared(date(2027, 4, 20))
    shown = told(date(2027, 5, 4), Reason.REVIEW, SBB, areas=FULL, declared=declared)
    assert shown.heading == "What became of your SBB declaration?"
    assert "Tue 20 Apr 2027" in shown.text
    assert "Declare by" not in shown.text
    assert "Say what became of it" in labels(shown)


def test_a_snoozed_one_and_one_of_ones_own_say_why_they_come() -> None:
    """Issue 7: a snoozed reminder says so."""
    assert "asked to be reminded again" in told(date(2027, 2, 1), Reason.SNOOZED, SBB).text
    assert "asked for a reminder" in told(date(2027, 2, 1), Reason.OWN, SBB).text


def test_dates_are_in_the_language_of_the_person() -> None:
    """Nothing is drawn by `step` here, so the message sets the language itself."""
    shown = told(date(2026, 12, 30), Reason.ALL_DONE, SBB, areas=FULL, own=Settings(language="es"))
    assert "jue 1 abr 2027" in shown.text


def test_what_is_not_held_any_more_is_not_spoken_of() -> None:
    """The credential may have gone between the planning and the sending."""
    when = When(datetime(2027, 4, 1, 15, tzinfo=UTC), date(2027, 4, 1))
    due = [Reminder(SBB, date(2027, 4, 1), Reason.WINDOW_OPENS)]
    assert message(due, Person(), when) is None
    assert screen(due, Person(), when) is None


KEYS = sorted(catalog().credentials)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_every_reminder_fits_a_phone_and_a_keyboard(data: st.DataObject) -> None:
    """Twelve lines, two more for each further credential; five rows of four; 64 bytes."""
    keys = data.draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=6, unique=True))
    holdings = tuple(
        Holding(key, ENDS + timedelta(days=data.draw(st.sampled_from((0, 0, 11))))) for key in keys
    )
    days = sorted({each.on for each in schedule(holdings[0], date.min)} | {date(2027, 7, 9)})
    on = data.draw(st.sampled_from(days))
    why = data.draw(st.sampled_from(list(Reason)))
    areas = data.draw(st.sampled_from(({}, {Area.SAFETY: 1}, FULL)))
    person = Person(holdings=holdings, activities=done(areas))
    when = When(datetime(2026, 1, 1, 15, tzinfo=UTC), on)
    shown = screen([Reminder(key, on, why) for key in keys], person, when)
    assert shown is not None
    assert states.write(shown)
    assert lines_on_a_phone(shown.text) <= (12 if len(keys) == 1 else 14 + 2 * len(keys))
    assert len(shown.heading) <= 120
    assert len(shown.buttons) <= 5
    for row in shown.buttons:
        assert 1 <= len(row) <= 4
        for button in row:
            assert 1 <= len(button.label) <= wording.LONGEST_LABEL
            assert len(button.data.encode()) <= 64
