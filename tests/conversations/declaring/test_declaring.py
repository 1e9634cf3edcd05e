"""/declare: nothing is said to be done that is not, nothing is lost, everything can be undone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cmp_rules.model import (
    Activity,
    Area,
    CredentialKey,
    Declared,
    Holding,
    Kind,
    Outcome,
    Part,
)
from cmp_rules.reminders import Reason, schedule
from conversations.history.kept import History
from conversations.model import Pressed, Said, Sent, Talk, When
from conversations.person import Person
from conversations.step import step

SBB, PBT = CredentialKey("SBB"), CredentialKey("PBT")
ENDS = date(2027, 6, 30)
OPEN, EARLY, LATE = date(2027, 4, 5), date(2026, 11, 23), date(2027, 7, 2)
YOU_DECLARE = "You declare at ascp.org"


def done(number: int, points: str, area: Area, title: str = "Antibody ID") -> Activity:
    part = Part(Decimal(points), frozenset({area}))
    day = date(2026, 11, 19 + number % 9)
    return Activity(title, day, Kind.CE_COURSE, (part,), "AABB", number=number)


ALL = (
    done(1, "10", Area.BLOOD_BANKING),
    done(2, "1", Area.SAFETY),
    done(3, "1", Area.ETHICS),
    done(4, "24", Area.IMMUNOLOGY),
)
READY = Person((Holding(SBB, ENDS),), ALL, next_number=5)


def held(talker: Any) -> Holding:
    (found,) = [each for each in talker.person.holdings if each.key == SBB]
    return found


@pytest.fixture
def ready(talker: Any) -> Any:
    """Return a person whose SBB is complete, once its declaration is open."""
    talker.person, talker.today = READY, OPEN
    return talker


# --- where it stands -----------------------------------------------------------------------


def test_too_early_says_when_it_opens_and_what_can_be_done(ready: Any) -> None:
    """Issue 7: too early is said with dates."""
    ready.today = EARLY

    text = ready.say("/declare SBB")

    assert "opens 1 Apr 2027, in 129 days" in text
    assert "you can enter and allocate your CEs at ascp.org" in text
    assert "Enter the CEs" in ready.labels
    assert "I declared it" not in ready.labels


def test_what_is_missing_is_what_the_other_answer_says(ready: Any) -> None:
    """Brief: the same engine as "what do I still need"."""
    ready.person = replace(READY, activities=ALL[:2])

    text = ready.say("how do I declare my SBB")
    asked = ready.say("what do I still need for my SBB?")

    assert "not ready, 25 points missing" in text
    assert "25 points still missing" in asked
    for line in ("• 1 medical ethics", "• 24 elective points"):
        assert line in text
        assert line in asked


def test_unknown_figures_are_never_called_done(talker: Any) -> None:
    """Product: never a false sense of being done."""
    own = tuple(done(number, "9", area) for number, area in enumerate(Area, start=1))
    talker.person, talker.today = Person((Holding(PBT, ENDS),), own), OPEN

    text = talker.say("/declare")

    assert "I can't tell whether you are ready" in text
    assert "not known" in text
    assert "ready to declare" not in text
    assert "nothing missing" not in text.lower()


def test_what_is_missing_adds_up_also_where_areas_are_not_known(talker: Any) -> None:
    """9 for a phlebotomist, of which only safety and ethics are known by name."""
    talker.person, talker.today = (
        Person((Holding(PBT, ENDS),), (done(1, "3", Area.PHLEBOTOMY),)),
        OPEN,
    )

    text = talker.say("/declare")

    assert "not ready, 6 points missing" in text
    assert "• 4 points more" in text
    assert "your dashboard decides where points go" in talker.press("Enter the CEs")


@pytest.mark.parametrize("today", [EARLY, OPEN, LATE])
@pytest.mark.parametrize("many", [0, 2, 4])
def test_every_screen_says_who_files_what(ready: Any, today: date, many: int) -> None:
    """Product: never looking official; "you declare at ascp.org"."""
    ready.today, ready.person = today, replace(READY, activities=ALL[:many])

    assert YOU_DECLARE in ready.say("/declare")
    assert YOU_DECLARE in ready.press_data("!enter:SBB.ASCP")
    if many:
        assert YOU_DECLARE in ready.press_data("!fields:SBB.ASCP 1")


def test_after_the_expiry_the_way_back_is_explained_as_far_as_it_is_known(ready: Any) -> None:
    """Issue 7, lapsed: reinstatement as far as the sources go; the last three years count."""
    ready.today = LATE

    text = ready.say("/declare")

    assert "expired 30 Jun 2027" in text
    assert "reinstatement fee" in text
    assert "See https://www.ascp.org" in text
    assert "CEs of the last three years, since 3 Jul 2024: nothing missing" in text
    assert "It was renewed" in ready.labels


@pytest.mark.parametrize(
    ("today", "label"),
    [(EARLY, None), (OPEN, "Prepare declaration"), (LATE, "Show the way back")],
)
def test_the_answer_to_what_is_missing_leads_on(ready: Any, today: date, label: str | None) -> None:
    """Whoever has everything finds the way to the declaration."""
    ready.today = today
    ready.say("what do I still need for my SBB?")

    leading = [
        each for each in ready.labels if each in {"Prepare declaration", "Show the way back"}
    ]
    assert leading == ([] if label is None else [label])


def test_one_credential_needs_no_code_and_several_are_asked(ready: Any) -> None:
    """Brief: with one credential no code needed, with several it asks."""
    assert "ready to declare" in ready.say("ready to declare")
    ready.person = replace(READY, holdings=(*READY.holdings, Holding(PBT, ENDS)))

    assert "Which one" in ready.say("/declare")
    assert "SBB: ready to declare" in ready.press("SBB")


def test_nobody_is_without_an_answer(talker: Any) -> None:
    """Neither without credentials, nor with another one."""
    assert "credentials" in talker.say("/declare")
    talker.say("I hold SBB, expires 2027-06-30")
    assert "not among your credentials" in talker.say("/declare HT")


# --- entering ------------------------------------------------------------------------------


def test_each_field_of_the_form_can_be_copied(ready: Any) -> None:
    """Issue 7: kind, title, date, credits, provider, each with a copy button."""
    ready.press_data("!fields:SBB.ASCP 1")

    copies = [b.copies for s in ready.screens for row in s.buttons for b in row if b.copies]

    assert copies == ["Continuing education course", "Antibody ID", "11/20/2026", "10", "AABB"]
    assert "Allocate for SBB: 10 blood banking" in ready.text


@given(st.text(max_size=200), st.text(max_size=100), st.integers(1, 10**8))
def test_every_screen_of_a_ce_fits_telegram(title: str, provider: str, number: int) -> None:
    """Telegram: 64 bytes of data, 256 characters to copy, 4,096 a message, five rows of four."""
    odd = replace(ALL[0], title=title, provider=provider, number=number)
    person = replace(READY, activities=(odd, *ALL[1:]))
    when = When(datetime(2027, 4, 5, 15, tzinfo=UTC), OPEN)
    for data in (f"!fields:SBB.ASCP {number}", "!enter:SBB.ASCP"):
        for screen in step(Talk(), Pressed(data, when), person).screens:
            assert len(screen.text) + len(screen.heading) < 4096
            assert len(screen.buttons) <= 5
            for button in (each for row in screen.buttons for each in row):
                assert len(button.data.encode()) <= 64
                assert bool(button.data) != bool(button.copies)
                assert len(button.copies) <= 256
                assert 1 <= len(button.label) <= 26


def test_ticks_go_on_to_the_next_and_end_at_what_to_do(ready: Any) -> None:
    """Issue 7: a tick as each is entered."""
    ready.press_data("!fields:SBB.ASCP 1")
    for _ in ALL:
        ready.press("Entered: tick it")

    assert "4 of 4 entered" in ready.text
    assert "submit the declaration of your SBB at ascp.org" in ready.text
    assert [each.number for each in held(ready).entered] == [1, 2, 3, 4]


def test_ticks_outlive_other_conversations_and_other_ces(ready: Any) -> None:
    """Brief: progress survives other conversations in between, and CEs changed meanwhile."""
    ready.press_data("!fields:SBB.ASCP 1")
    ready.press("Entered: tick it")
    ready.press("Entered: tick it")
    ready.say("/add")
    ready.say("cancel")
    ready.press_data("!undo:2")
    ready.say("1 hour fire drills, AABB, 2026-12-01, safety")
    ready.press("Save")

    text = ready.press_data("!enter:SBB.ASCP")

    assert "1 of 4 entered" in text
    assert "✓ #1" in text
    assert "• #5 fire drills" in text


def test_a_tick_of_an_old_screen_does_not_tick_what_changed_since(ready: Any) -> None:
    """What was typed at ASCP is what that screen showed."""
    ready.press_data("!fields:SBB.ASCP 1")
    old = ready.data("Entered: tick it")
    ready.person = replace(READY, activities=(replace(ALL[0], title="Other"), *ALL[1:]))

    text = ready.press_data(old)

    assert "has changed since" in text
    assert held(ready).entered == ()


def test_a_tick_can_be_taken_off_and_undone(ready: Any) -> None:
    """Brief: everything can be undone."""
    ready.press_data("!fields:SBB.ASCP 1")
    tick = ready.data("Entered: tick it")
    ready.press_data(tick)
    ready.press_data(tick)
    assert len(held(ready).entered) == 1
    assert "ticks of your SBB" in ready.say("undo")

    ready.press_data(tick)
    ready.press_data("!fields:SBB.ASCP 1")
    ready.press("Take the tick off")

    assert held(ready).entered == ()


def test_what_was_entered_for_another_credential_is_only_allocated(ready: Any) -> None:
    """Facts, section 7: one transcript, an allocation for each credential."""
    both = (*READY.holdings, Holding(CredentialKey("BB"), ENDS))
    ready.person = replace(READY, holdings=both)
    ready.press_data("!fields:SBB.ASCP 1")
    ready.press("Entered: tick it")

    text = ready.press_data("!fields:BB.ASCP 1")

    assert "You entered it for your SBB already" in text


# --- declared ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("declared my SBB yesterday", OPEN - timedelta(days=1)),
        ("I declared my SBB today", OPEN),
        ("I submitted my declaration for SBB on 4/2/2027", date(2027, 4, 2)),
        ("Declared SBB 2027-04-03", date(2027, 4, 3)),
    ],
)
def test_a_sentence_records_the_day(ready: Any, said: str, day: date) -> None:
    """Issue 7: "I declared on …"."""
    text = ready.say(said)

    assert held(ready).declared == Declared(day)
    assert "nothing was filed from here" in text
    assert "I did not declare" in ready.labels


def test_one_sentence_records_several(ready: Any) -> None:
    """Each has its own declaration; all are sent on one day (facts, section 9: fees)."""
    both = (*READY.holdings, Holding(CredentialKey("BB"), ENDS))
    ready.person = replace(READY, holdings=both)

    ready.say("declared my SBB and BB today")

    assert [each.declared for each in ready.person.holdings] == [Declared(OPEN)] * 2


def test_of_several_the_one_with_points_missing_is_asked(ready: Any) -> None:
    """What is complete is recorded; reminders of the other one stop only with a yes."""
    ready.person = replace(READY, holdings=(*READY.holdings, Holding(PBT, ENDS)))

    text = ready.say("declared my SBB and PBT today")

    assert [each.declared for each in ready.person.holdings] == [Declared(OPEN), None]
    assert "Did you declare your own PBT" in text
    ready.press("Yes, that is right")
    assert [each.declared for each in ready.person.holdings] == [Declared(OPEN)] * 2


@pytest.mark.parametrize(
    "said",
    [
        "when should I have declared my SBB?",
        "I have not declared my SBB yet",
        "I will have declared my SBB by Friday",
        "have I declared my SBB?",
        "do I get a letter once I declared?",
        "my SBB will be approved soon",
        "was my SBB approved?",
    ],
)
def test_what_is_no_declaration_records_none(ready: Any, said: str) -> None:
    """A declaration noted by mistake would silence the reminders."""
    ready.say(said)

    assert held(ready).declared is None
    assert ready.recorded == 0


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ("my declaration was approved", Outcome.APPROVED),
        ("it was approved", Outcome.APPROVED),
        ("SBB got approved", Outcome.APPROVED),
        ("my SBB was rejected", Outcome.REJECTED),
        ("they rejected my declaration", Outcome.REJECTED),
        ("I got audited", Outcome.AUDIT),
        ("they asked me for my certificates", Outcome.AUDIT),
        ("what if it is rejected?", None),
    ],
)
def test_a_sentence_tells_what_became_of_it(ready: Any, said: str, outcome: Outcome | None) -> None:
    """Brief: later approved, asked for audit, rejected."""
    ready.say("declared my SBB today")
    ready.say(said)

    declared = held(ready).declared
    assert declared is not None
    assert declared.outcome is (outcome or Outcome.WAITING)


def test_a_course_on_a_declaration_is_a_course(ready: Any) -> None:
    """A CE is logged; nothing is declared by it."""
    ready.say("I did the Declaration of Helsinki webinar, 1 hour ethics, yesterday")

    assert held(ready).declared is None
    assert "not saved" in ready.text.lower()


def test_a_title_that_sounds_like_it_is_a_title(ready: Any) -> None:
    """In the middle of a draft a course may be called so."""
    ready.say("/add")
    ready.say("How to declare dangerous goods")

    assert "Who gave it?" in ready.text


def test_the_button_asks_for_the_day(ready: Any) -> None:
    """Brief: Today, Yesterday, typed date."""
    ready.press_data("!declared:SBB.ASCP")
    ready.press("Yesterday")

    assert held(ready).declared == Declared(OPEN - timedelta(days=1))


@pytest.mark.parametrize("said", ["tomorrow", "31 feb", "2024-01-05", "soon", "🙂", "x" * 600, ""])
def test_a_day_that_cannot_be_is_refused(ready: Any, said: str) -> None:
    """Expected is a value: a day that cannot be is a sentence."""
    ready.press_data("!declared:SBB.ASCP")

    assert ready.say(said).strip()
    assert held(ready).declared is None
    assert ready.talk.threads


def test_a_day_before_it_opened_is_asked_back(ready: Any) -> None:
    """Perhaps the dates here are wrong, perhaps the year is."""
    ready.say("declared my SBB on 2027-03-05")
    assert held(ready).declared is None

    ready.press("Yes, that is right")

    assert held(ready).declared == Declared(date(2027, 3, 5))


def test_declaring_with_points_missing_is_noted_with_a_warning(ready: Any) -> None:
    """The fact wins, but nobody is left in a false sense of being done."""
    ready.person = replace(READY, activities=ALL[:3])

    asked = ready.say("declared my SBB today")
    assert "these are still missing" in asked
    assert held(ready).declared is None
    text = ready.say("yes")

    assert held(ready).declared == Declared(OPEN)
    assert "these were still missing then" in text
    assert "24 elective points" in text


def test_declared_silences_the_reminders_and_rejected_brings_them_back(ready: Any) -> None:
    """Product, reminders: none after "declared" except one check."""
    ready.say("declared my SBB today")
    assert [each.why for each in schedule(held(ready), OPEN)] == [Reason.REVIEW]

    ready.press("It was rejected")

    assert "before the expiry" in ready.text
    assert "letter of appeal" in ready.text
    assert schedule(held(ready), OPEN)[-1].why is Reason.EXPIRES


def test_an_audit_names_the_papers_and_lists_the_ces(ready: Any) -> None:
    """Issue 7: which papers for which kinds, and the list of the declared CEs."""
    ready.say("declared my SBB today")
    ready.today = OPEN + timedelta(days=9)

    text = ready.say("I was selected for an audit of my SBB")

    assert held(ready).declared == Declared(OPEN, Outcome.AUDIT, ready.today)
    assert "Continuing education course (4): the certificate" in text
    assert "Send copies by e-mail" in text
    assert "the CEs you declared, 4" in ready.press("Show what I declared")


def test_approved_begins_the_next_cycle_and_keeps_the_old_one(ready: Any) -> None:
    """Issue 7: three years on proposed; the old cycle kept; no points carried over."""
    ready.say("declared my SBB today")
    assert "until Sun 30 Jun 2030?" in ready.press("It was approved")

    text = ready.press("Yes, that is right")

    assert "none are carried over here" in text
    assert held(ready).cycle_ends == date(2030, 6, 30)
    assert held(ready).declared is None
    assert held(ready).past[0].declared == Declared(OPEN, Outcome.APPROVED, OPEN)
    assert "36 points still missing" in ready.say("what do I still need for my SBB?")


def test_another_end_is_taken_for_the_next_cycle(ready: Any) -> None:
    """Brief: the new end is asked; End dates may be brought together."""
    ready.say("declared my SBB today")
    ready.press("It was approved")
    ready.press("Another date")
    assert "not after the old end" in ready.say("2027-06-01")

    ready.say("March 2030")

    assert held(ready).cycle_ends == date(2030, 3, 31)
    assert held(ready).cycle_starts == date(2027, 7, 1)


def test_a_declared_credential_that_is_said_to_expire_later_is_renewed(ready: Any) -> None:
    """Else its reminders would stay silent for a whole cycle."""
    ready.say("declared my SBB today")
    ready.say("my SBB expires 2030-06-30")
    ready.press("Yes, that is right")

    assert held(ready).cycle_ends == date(2030, 6, 30)
    assert held(ready).declared is None
    assert len(held(ready).past) == 1


def test_every_step_can_be_undone_in_turn(ready: Any) -> None:
    """Brief: everything can be undone."""
    ready.say("declared my SBB today")
    declared = held(ready)
    ready.press("They ask for papers")
    assert "Undone: SBB: declared" in ready.say("undo")
    assert held(ready) == declared
    ready.press_data("!approved:SBB.ASCP")
    approved = held(ready)
    ready.press("Yes, that is right")
    ready.say("undo")
    assert held(ready) == approved

    ready.press_data("!waiting:SBB.ASCP")
    ready.press("I did not declare")

    assert held(ready) == READY.holdings[0]


def test_old_buttons_do_no_harm_in_the_next_cycle(ready: Any) -> None:
    """Design 3: a standing button is valid at any time, and harmless."""
    ready.say("declared my SBB today")
    ready.press("It was approved")
    ready.press("Yes, that is right")
    now = held(ready)

    for action in ("approved", "undeclare", "declared", "enter", "tick", "untick", "fields"):
        ready.press_data(f"!{action}:SBB.ASCP 1 0123456789abcdef")

    assert held(ready) == now


def test_reinstated_after_a_lapse_begins_a_cycle_of_its_own(ready: Any) -> None:
    """Issue 7, lapsed; a new end is never guessed there."""
    ready.today = date(2027, 12, 1)
    assert "Until when" in ready.say("my SBB was reinstated")

    ready.say("2030-11-30")

    assert held(ready).cycle_ends == date(2030, 11, 30)
    assert held(ready).cycle_starts is None


# --- noise ---------------------------------------------------------------------------------

NOISE = (
    "",
    " ",
    "x" * 5000,
    "🙂",
    "<b>bold</b>",
    "5 May 1890",
    "-3",
    "1e9",
    "31 feb",
    "/nonsense",
    "\u202e\x00\ud83d",
)
DOORS = (
    ("!declared:SBB.ASCP",),
    ("!renewed:SBB.ASCP",),
    ("!renewed:SBB.ASCP", "[Another date]"),
    ("!declared:SBB.ASCP", "2027-03-05"),
    ("!renewed:SBB.ASCP", "2099-01-01"),
)


def test_noise_at_each_question_gets_a_sentence_and_records_nothing(
    new_talker: Callable[..., Any],
) -> None:
    """Issue 4: empty, 5,000 characters, emoji, HTML, 1890, -3, 1e9."""
    for door in DOORS:
        for noise in NOISE:
            talker = new_talker(today=OPEN, person=READY)
            for move in door:
                if move.startswith("["):
                    talker.press(move[1:-1])
                elif move.startswith("!"):
                    talker.press_data(move)
                else:
                    talker.say(move)
            assert talker.say(noise).strip(), (door, noise)
            assert talker.recorded == 0, (door, noise)
            assert talker.talk.threads, (door, noise)


def test_noise_in_the_record_of_a_button_leads_nowhere(
    new_talker: Callable[..., Any],
) -> None:
    """Every record is looked up among the person's own."""
    actions = ("declare", "enter", "fields", "tick", "untick", "declared", "redeclare", "undeclare")
    for action in (*actions, "approved", "audited", "rejected", "waiting"):
        for record in ("", "x", "ZZ.ASCP", "HT.ASCP", "SBB.ASCP x", "SBB.ASCP -1", "SBB.ASCP 9 z"):
            talker = new_talker(today=EARLY, person=READY)
            assert talker.press_data(f"!{action}:{record}").strip(), (action, record)
            assert talker.recorded == 0, (action, record)


sentences = st.sampled_from(
    [
        "/declare",
        "/declare SBB",
        "ready to declare",
        "declared my SBB yesterday",
        "my SBB was approved",
        "my SBB was rejected",
        "I am being audited",
        "my SBB was reinstated",
        "yesterday",
        "June 2030",
        "undo",
        "back",
        "/cancel",
        "/status",
        "delete entry 2",
        "1 h fire drills, LabCE, yesterday, safety",
        "what do I still need",
    ]
)
moves = st.lists(st.one_of(sentences, st.integers(0, 40), st.integers(-40, -1)), max_size=16)


@settings(max_examples=120, deadline=None)
@given(moves)
def test_whatever_is_said_or_pressed_on_whatever_day_is_answered(moves: list[str | int]) -> None:
    """Any order of words, buttons and days: always answered, limits hold, cycles only go on."""
    today, talk, person, screens = EARLY, Talk(), READY, ()
    for move in moves:
        when = When(datetime(2026, 11, 23, 15, tzinfo=UTC), today)
        if isinstance(move, int) and move < 0:
            today += timedelta(days=-move * 9)
            continue
        if isinstance(move, str):
            event: Said | Pressed | Sent = Said(move, when)
        else:
            data = [b.data for s in screens for row in s.buttons for b in row if b.data]
            event = Pressed(data[move % len(data)] if data else "0:x", when)
        result = step(talk, event, person)
        if result.needs:  # an entry without a change yet
            result = step(talk, event, replace(person, history=History(result.needs, ())))
        talk, screens, person = result.talk, result.screens, person.after(result.changes)
        assert screens
        for screen in screens:
            assert screen.text.strip()
            assert len(screen.text) < 4096
            assert len(screen.buttons) <= 5
            for row in screen.buttons:
                assert 1 <= len(row) <= 4
                assert all(len(button.data.encode()) <= 64 for button in row)
        for holding in person.holdings:
            assert all(past.ends < holding.cycle_ends for past in holding.past)
            assert holding.declared is None or holding.declared.on <= today
            assert len({each.number for each in holding.entered}) == len(holding.entered)


def test_what_became_of_it_is_taken_from_plain_words(ready: Any) -> None:
    """‘they asked me for an audit’ was once no news, nor ‘approved’ after a rejection."""
    ready.say("I declared my SBB today")
    ready.say("they asked me for an audit")
    assert held(ready).declared.outcome is Outcome.AUDIT
    ready.say("it was rejected")
    assert held(ready).declared.outcome is Outcome.REJECTED
    assert "renewed until" in ready.say("it was approved")
    assert held(ready).declared.outcome is Outcome.APPROVED
