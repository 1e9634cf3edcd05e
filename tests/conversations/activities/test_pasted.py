"""Several CEs in one message: a list of drafts, saved together or one by one (issue 4)."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conversations.activities.pasted.reading import Listed, TooMany, read_message
from conversations.history.kept import History
from conversations.model import Pressed, Said, Talk, When
from conversations.person import Person
from conversations.step import step
from storage import states

WHEN = When(datetime(2026, 11, 23, 15, tzinfo=UTC), date(2026, 11, 23))
READY = (
    "Antibody ID, LabCE, 1.5 h, Nov 3 2026, blood banking\n"
    "DIC workup, LabCE, 2 h, Nov 5 2026, hematology"
)
MIXED = f"{READY}\nGram stains, 1 credit, LabCE, Oct 3 2026\nTotal: 4.5 hours"


def listed(text: str, person: Person | None = None) -> Listed | TooMany | None:
    return read_message(text, person or Person(), WHEN)


def titles(text: str) -> list[str | None]:
    found = listed(text)
    assert isinstance(found, Listed)
    return [line.draft.title for line in found.lines]


@pytest.mark.parametrize(
    "text",
    [
        "1) Antibody ID, 1.5 h, Nov 3 2026\n2) DIC workup, 2 h, Nov 5 2026",
        "- Antibody ID 1.5 h\n- DIC workup 2 h",
        "* [x] Antibody ID 1.5 h\n\n* [x] DIC workup 2 h",
        "Nov 3 2026\tAntibody ID\t1.50\tLabCE\nNov 5 2026\tDIC workup\t2.00\tLabCE",
        "Date\tCourse\tHours\n11/03/2026\tAntibody ID\t1.5\n11/05/2026\tDIC workup\t2",
        "Course; Date; CE\nAntibody ID; 2026-11-03; 1.5\nDIC workup; 2026-11-05; 2",
        "Antibody ID from LabCE 1.5 h; DIC workup from LabCE 2 h",
        "Title: Antibody ID\nPoints: 1.5\n\nTitle: DIC workup\nPoints: 2",
        "Completed today on LabCE:\nAntibody ID 1\nDIC workup 2",
    ],
    ids=[
        "numbers",
        "bullets",
        "boxes",
        "tabs",
        "table",
        "semicolons",
        "one line",
        "blocks",
        "ends",
    ],
)
def test_a_list_in_any_form_becomes_drafts(text: str) -> None:
    """Issue 4: several CEs pasted as lines become a list of drafts."""
    assert titles(text) == ["Antibody ID", "DIC workup"]


@pytest.mark.parametrize(
    "text",
    [
        "Antibody ID\nLabCE\nNov 3 2026\n1.5 points",
        "Title: Antibody ID\nProvider: LabCE\nDate: Nov 3 2026\nPoints: 1.5",
        "Antibody ID 1.5 points\nLabCE, Nov 3 2026",
        "3 hours at the state meeting last Saturday:\n1 safety\n2 micro",
        "1.5 h antibody ID from LabCE; safety; yesterday",
        "what do I still need for my SBB?\nand when does it expire?",
        "MLS expires 2027-06-30\nSBB expires 2028-01-31",
        "hello\nhow are you\nthanks",
        "",
        "\n\n\n",
    ],
)
def test_one_ce_in_several_lines_or_no_ce_is_no_list(text: str) -> None:
    """A question or a CE that takes several lines is answered as before."""
    assert listed(text) is None


def test_several_lines_of_a_question_are_answered(certified) -> None:
    """Today's answer stays."""
    assert "36 points" in certified.say("what do I still need\nfor my SBB?")


def test_only_what_is_complete_and_sure_is_saved_together(certified) -> None:
    """Those unsure or incomplete are not saved silently; lines that are no CE are shown."""
    text = certified.say(MIXED)
    assert "“Total: 4.5 hours”" in text
    assert certified.person.activities == ()
    certified.press("Save all 2")
    assert [a.title for a in certified.person.activities] == ["Antibody ID", "DIC workup"]
    assert "Gram stains" in certified.text


def test_one_undo_takes_all_of_them_back(certified) -> None:
    """The undo of Save all takes all back, by word and by button."""
    certified.say(READY)
    certified.press("Save all 2")
    undo = certified.data("Undo")
    certified.say("undo")
    assert certified.person.activities == ()
    certified.say("undo")
    certified.press_data(undo)
    assert certified.person.activities == ()
    certified.press("Put them back")
    assert [a.number for a in certified.person.activities] == [1, 2]


def test_what_was_undone_can_be_saved_again_from_the_list(certified) -> None:
    """An undo leaves the list as it was before."""
    certified.say(MIXED)
    certified.press("Save all 2")
    certified.say("undo")
    assert "Save all 2" in certified.labels


def test_a_doubled_save_all_records_once(certified) -> None:
    """A doubled press does no harm."""
    certified.say(MIXED)
    data = certified.data("Save all 2")
    certified.press_data(data)
    certified.press_data(data)
    assert len(certified.person.activities) == 2


def test_going_one_by_one_saves_each_by_itself(certified) -> None:
    """The next comes after Save, with its place in the list."""
    certified.say(READY)
    assert "1 of 2" in certified.press("One by one")
    assert "2 of 2" in certified.press("Save")
    assert len(certified.person.activities) == 1
    assert "2 saved" in certified.press("Save")
    assert certified.talk.threads == ()


def test_skipping_keeps_what_was_corrected(certified) -> None:
    """Nothing that was typed is lost, and nothing is saved by skipping."""
    certified.say(READY)
    certified.press("One by one")
    certified.say("make it 3 points")
    certified.press("Skip for now")
    assert "2 of 2" in certified.text
    text = certified.press("Skip for now")
    assert "Antibody ID: 3 points" in text
    assert certified.person.activities == ()


def test_what_is_left_out_stays_in_sight_and_can_be_opened_again(certified) -> None:
    """Left out is not thrown away."""
    certified.say(READY)
    assert "Left out" in certified.say("leave out 1")
    certified.press("Save 1")
    assert [a.title for a in certified.person.activities] == ["DIC workup"]
    certified.say(READY.replace("DIC workup", "Sickle cells"))
    certified.say("leave out 1")
    assert "Antibody ID" in certified.say("edit 1")
    certified.press("Save")
    assert "Antibody ID" in [a.title for a in certified.person.activities]


def test_leaving_all_out_keeps_the_list_at_hand(certified) -> None:
    """A slip of “leave out 1 and 2” must not throw a list away."""
    certified.say(READY)
    assert "take it in again" in certified.say("leave out 1 and 2")
    certified.press("Edit one")
    certified.press("2")
    certified.press("Save")
    assert "1 saved, 1 left out" in certified.text
    assert certified.talk.threads == ()


def test_back_and_cancel_of_one_draft_return_to_the_list(certified) -> None:
    """Nothing is lost when the person presses Back or Cancel."""
    certified.say(MIXED)
    certified.press("One by one")
    certified.say("back")
    assert "Antibody ID, 2" in certified.press("Cancel") or "Antibody ID" in certified.text
    assert "Save all 2" in certified.labels
    certified.press("Cancel")
    certified.press("Bring it back")
    assert "Save all 2" in certified.labels


def test_leaving_a_list_half_saved_says_what_stays(certified) -> None:
    """“Nothing was saved” would be wrong, and would have the rest typed twice."""
    certified.say(MIXED)
    certified.press("Save all 2")
    assert "What you saved of the list stays" in certified.press("Cancel")
    assert len(certified.person.activities) == 2


def test_an_interruption_leaves_the_list_as_it_is(certified) -> None:
    """A question, a further CE, another list: the first comes back."""
    certified.say(MIXED)
    assert "Antibody ID" in certified.say("what do I still need for my SBB?")
    certified.say("1 hour HLA typing, AABB, 2026-11-20, immunology")
    certified.press("Save")
    assert "Save all 2" in certified.labels
    certified.say(
        "Iron, LabCE, 1 h, Nov 3 2026, chemistry\nZinc, LabCE, 1 h, Nov 4 2026, chemistry"
    )
    certified.press("Save all 2")
    assert "Gram stains" in certified.text


def test_a_list_pasted_into_an_open_draft_waits_for_nothing_and_loses_nothing(certified) -> None:
    """The draft comes back after the list."""
    certified.say("/add")
    certified.say("Antibody titration")
    certified.say(READY)
    certified.press("Save all 2")
    assert "Antibody titration" in certified.text


def test_the_order_of_dates_is_asked_once_for_the_whole_list(certified) -> None:
    """3/2 is never guessed: neither line is saved before the order is said."""
    lines = "Iron, LabCE, 1 h, 3/2/2026, chemistry\nZinc, LabCE, 1 h, 5/4/2026, chemistry"
    text = certified.say(lines)
    assert "2 Mar 2026 or 3 Feb 2026" in text
    assert not any(label.startswith("Save") for label in certified.labels)
    certified.press("Dates: day first")
    certified.press("Save all 2")
    assert [a.date for a in certified.person.activities] == [date(2026, 2, 3), date(2026, 4, 5)]
    assert certified.person.settings.date_order == "dmy"


def test_two_days_of_one_course_say_nothing_of_the_order_of_dates(certified) -> None:
    """A choice between two days once set how 3/2 is read."""
    certified.say("3 h chemistry meeting, AACC, Oct 20 2026, Oct 23 2026, chemistry")
    certified.press(next(label for label in certified.labels if "23 Oct" in label))
    assert certified.person.settings.date_order is None


def test_what_all_lines_lack_is_said_once(certified) -> None:
    """A transcript names neither provider nor kind in its lines."""
    certified.say("Iron, 1 h, Oct 20 2026, chemistry\nZinc, 1 h, Oct 21 2026, chemistry")
    certified.press("Provider for all")
    certified.say("ASCLS")
    certified.press("Kind for all")
    certified.press("CE course")
    certified.press("Save all 2")
    assert {a.provider for a in certified.person.activities} == {"ASCLS"}


def test_lines_alike_are_not_saved_together(certified) -> None:
    """Duplicates between the lines of one paste, and against what is recorded."""
    doubled = f"{READY}\nAntibody identification, LabCE, 1.5 h, Nov 3 2026, blood banking"
    assert "looks like 1 above" in certified.say(doubled)
    certified.press("Save all 2")
    assert "looks like your entry #1" in certified.text
    certified.press("One by one")
    certified.press("It is #1, leave it")
    assert len(certified.person.activities) == 2
    assert certified.talk.threads == ()


def test_what_is_planned_or_has_no_day_in_the_calendar_is_not_saved(certified) -> None:
    """Unsure lines are marked in words and never among those saved together."""
    text = certified.say(
        f"{READY}\nZinc, LabCE, 1 h, Feb 30 2026, chemistry\n"
        "I will take the iron course, LabCE, 1 h, Nov 10 2026, chemistry"
    )
    assert "not in the calendar" in text
    assert "is it completed?" in text
    assert "Save all 2" in certified.labels


def test_thirty_lines_are_taken_and_more_are_refused_plainly(certified) -> None:
    """Bound: nothing is saved of a longer message, and how to go on is said."""
    course = "Course {0} on {0} things, LabCE, 1 h, Nov {1} 2026, chemistry"
    lines = [course.format(n, n % 20 + 1) for n in range(1, 32)]
    assert "31 lines" in certified.say("\n".join(lines))
    assert certified.talk.threads == ()
    certified.say("\n".join(lines[:30]))
    certified.press("Save all 30")
    assert sum(a.points for a in certified.person.activities) == Decimal(30)


def test_a_ceu_in_a_column_is_asked_like_any_other(certified) -> None:
    """The unit trap holds in a table as well."""
    certified.say("Course,Date,CEU\nIron,2026-10-20,2\nZinc,2026-10-21,2")
    assert "how many points the 2 are worth" in certified.text


def test_a_bare_number_at_the_end_of_a_line_is_asked_about(certified) -> None:
    """It may be the points or belong to the title; "Oct 20" is a day."""
    text = certified.say("AABB annual meeting, Oct 20\nDIC 1.5\nMassive transfusion 1")
    assert "2. DIC: 1.5 points\n   Still" in text
    assert "3. Massive transfusion: 1 point\n   Unsure: is the number at the end" in text
    assert "1. AABB annual meeting: 20 Oct 2026" in text


def test_a_line_without_a_title_is_shown_as_it_was_written(certified) -> None:
    """Points and a day make a draft; what it was called is asked."""
    text = certified.say("Oct 20 2026: 3 points\nOct 21 2026: 2 points")
    assert "1. “Oct 20 2026: 3 points”" in text
    assert "What was it called?" in certified.press("One by one")


def test_a_command_with_lines_after_it_opens_the_list(certified) -> None:
    """/add and a paste are one wish."""
    assert "2 CEs, none saved yet" in certified.say(f"/add\n{READY}")


SAID = (
    "save all",
    "save",
    "yes",
    "one by one",
    "leave out 1",
    "edit 2",
    "2",
    "undo",
    "back",
    "3/2",
)


def test_the_cells_of_a_spreadsheet_keep_their_columns() -> None:
    """Copied cells are parted by tabs; an empty one moves no other, and no tab is kept."""
    found = listed(
        "Date\tCourse\tHours\tSponsor\n\tAntibody ID\t1,5\tVitalant\n"
        "2026-11-05\tDIC workup\t\tLabCE\nno such line\tat\tall"
    )
    assert isinstance(found, Listed)
    first, second = (line.draft for line in found.lines)
    assert (first.title, first.day, first.points) == ("Antibody ID", None, Decimal("1.5"))
    assert (second.title, second.day, second.points) == ("DIC workup", date(2026, 11, 5), None)
    kept = (first.origin, second.origin, found.others, found.heading)
    assert "\t" not in "".join(map(str, kept)).replace("\\t", "\t")


def test_a_day_of_a_table_that_cannot_be_is_marked() -> None:
    """‘Still needed: date’ alone did not say what is wrong with the one that stands there."""
    found = listed("Date\tCourse\tHours\n2027-01-05\tAntibody ID\t1\n2026-11-05\tDIC workup\t2")
    assert isinstance(found, Listed)
    assert [line.doubts for line in found.lines] == [("day",), ()]


def test_a_line_outside_of_every_cycle_is_warned_of(certified) -> None:
    """It can be saved; but nobody should learn afterwards that it counts for nothing."""
    text = certified.say(READY.replace("Nov 3 2026", "June 30 2024"))
    assert text.count("Outside your present cycle: it would count for nothing now") == 1
    assert "Save all 2" in certified.labels


LINES = ("Iron 1 h", "Zinc, LabCE, 2 h, 3/2/2026", "Total 3", "DIC, LabCE, 1 h, Nov 3, hematology")
pastes = st.lists(st.sampled_from(LINES), min_size=2, max_size=5).map("\n".join)
noise = st.lists(
    st.one_of(pastes, st.sampled_from(SAID), st.text(max_size=30), st.integers(0, 40)), max_size=15
)
CONFIRMS = {"save all", "save", "yes", "undo", "/undo"}


@settings(max_examples=80, deadline=None)
@given(noise)
@example(["save all", 1, 0, 2])  # what is shown of an entry asks for its history
def test_noise_at_a_list_is_answered_stored_and_records_nothing_unasked(
    moves: list[str | int],
) -> None:
    """Any text, any button, any order; the talk comes back from storage as it was."""
    talk, person = Talk(), Person()
    screens = step(talk, Said(MIXED, WHEN), person).screens
    talk = step(talk, Said(MIXED, WHEN), person).talk
    for move in moves:
        buttons = [b for s in screens for row in s.buttons for b in row]
        pressed = isinstance(move, int) and buttons
        event = (
            Pressed(buttons[move % len(buttons)].data, WHEN) if pressed else Said(f"{move}", WHEN)
        )
        result = step(talk, event, person)
        if result.needs:  # an entry without a change yet
            result = step(talk, event, replace(person, history=History(result.needs, ())))
        after = person.after(result.changes)
        if isinstance(event, Said) and event.text.strip().casefold() not in CONFIRMS:
            assert len(after.activities) <= len(person.activities)
        talk, screens, person = result.talk, result.screens, after
        assert screens
        assert all(s.text.strip() and len(s.buttons) <= 5 for s in screens)
        for button in (b for s in screens for row in s.buttons for b in row):
            assert len(button.data.encode()) <= 64
            assert len(button.label) <= 26
        kept = states.read_talk(states.write_talk(talk).encode(), number=talk.number)
        assert kept == states.ReadTalk(talk)
