"""/list with many entries, what was asked for, every field changed, removing (issue 4)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from cmp_rules.model import Activity, Area, Kind, Part
from conversations.activities.logged.removing import asks_for_removed
from conversations.activities.logged.searching import LONGEST_SEARCH, short

SENTENCE = "3 h state meeting, ASCLS, 2026-10-03, 1 safety 2 micro"


def many(number: int) -> Activity:
    part = Part(Decimal(1), frozenset({Area.CHEMISTRY if number % 2 else Area.SAFETY}))
    on = date(2025 + number % 2, 1 + number % 12, 1 + number % 28)
    return Activity(
        title=f"Course {number}",
        provider="LabCE",
        date=on,
        kind=Kind.CE_COURSE,
        parts=(part,),
        number=number,
    )


@pytest.fixture
def busy(certified):
    """Return a person with a hundred entries, fifty in each of two years."""
    entries = tuple(many(number) for number in range(1, 101))
    certified.person = replace(certified.person, activities=entries, next_number=101)
    return certified


def test_a_hundred_entries_can_be_paged_through(busy) -> None:
    """Every entry is reached, each once, and every page has the sum of all."""
    seen = [label for label in busy_labels(busy, "/list") if label.startswith("#")]
    while "Older" in busy.labels:
        assert "100 CEs, 100 points" in busy.press("Older")
        seen += [label for label in busy.labels if label.startswith("#")]
    assert sorted(seen) == sorted(f"#{number}" for number in range(1, 101))


def busy_labels(busy, said: str) -> list[str]:
    busy.say(said)
    return busy.labels


@pytest.mark.parametrize(
    ("asked", "heading"),
    [
        ("what did I log this year?", "Your 50 CEs in 2026, 50 points"),
        ("what did I log last year?", "Your 50 CEs in 2025, 50 points"),
        ("what did I log in 2025", "Your 50 CEs in 2025, 50 points"),
        ("what did I log from LabCE", "Your 100 CEs from LabCE, 100 points"),
        ("what did I log in safety", "Your 50 CEs in laboratory or patient safety, 50 points"),
        ("/list Course 77", "Your 1 CE with “Course 77”, 1 point"),
        ("/list in chemistry, 2026", "Your 50 CEs in chemistry, in 2026, 50 points"),
        ("/list 2024", "You have logged no CE in 2024."),
    ],
)
def test_a_part_of_the_entries_is_found_with_its_sum(busy, asked: str, heading: str) -> None:
    """Issue 4: what did I log (this year, for SBB, from LabCE)."""
    assert heading in busy.say(asked)


def test_older_pages_keep_what_was_asked_for(busy) -> None:
    """The search travels in the button."""
    busy.say("what did I log in 2025?")
    assert "in 2025, 50 points, page 2 of 7" in busy.press("Older")


def test_what_is_counted_for_a_credential_is_what_its_allocation_uses(busy) -> None:
    """List by credential: only what counted, with the points that did."""
    busy.person = replace(busy.person, activities=busy.person.activities[:5])
    text = busy.say("what did I log for SBB")
    assert "counted for SBB" in text
    assert "Course" in text


def test_a_long_search_still_fits_a_button(busy) -> None:
    """callback_data is 64 bytes, whatever letters are searched for."""
    assert len(short("é" * 100).encode()) <= LONGEST_SEARCH
    busy.say(f"/list {'é' * 100}")
    assert all(len(b.data.encode()) <= 64 for s in busy.screens for r in s.buttons for b in r)


CHANGES = [
    ("Title", "District meeting", lambda a: a.title == "District meeting"),
    ("Provider", "AABB", lambda a: a.provider == "AABB"),
    ("Date", "Oct 4 2026", lambda a: a.date == date(2026, 10, 4)),
    ("Kind", "in-service", lambda a: a.kind is Kind.IN_SERVICE),
    ("Areas", "1 chemistry, 2 hematology", lambda a: {*a.parts[0].areas} == {Area.CHEMISTRY}),
]


@pytest.mark.parametrize(("field", "said", "holds"), CHANGES, ids=[c[0] for c in CHANGES])
@pytest.mark.parametrize("saved", [False, True], ids=["draft", "entry"])
def test_every_field_can_be_changed(certified, field, said, holds, saved) -> None:
    """Issue 4: every field editable, from the draft and from /list."""
    certified.say(SENTENCE)
    if saved:
        certified.press("Save")
        certified.say("/list")
        certified.press("#1")
    certified.press("Edit")
    certified.press(field)
    certified.say(said)
    certified.press("Save")
    (activity,) = certified.person.activities
    assert holds(activity)


def test_changed_points_ask_anew_how_they_fall_on_areas(certified) -> None:
    """Points of several parts cannot follow a new total by themselves."""
    certified.say(SENTENCE)
    certified.press("Edit")
    certified.press("Points")
    assert "What was it about?" in certified.say("4")
    certified.say("1 safety, 3 micro")
    certified.press("Save")
    assert certified.person.activities[0].points == Decimal(4)


def test_a_removal_by_sentence_asks_first_and_keeps_by_default(certified) -> None:
    """Delete with confirmation; anything else removes nothing."""
    certified.say(SENTENCE)
    certified.press("Save")
    certified.say("delete the last one")
    assert len(certified.person.activities) == 1
    certified.say("hmm what")
    certified.press("Keep")
    assert len(certified.person.activities) == 1


def test_a_title_names_the_entry_to_remove(certified) -> None:
    """Once the newest was removed whatever was named."""
    certified.say(SENTENCE)
    certified.press("Save")
    certified.say("1 h HLA typing, LabCE, 2026-10-05, immunology")
    certified.press("Save")
    assert "Delete entry #1?" in certified.say("delete the state meeting")
    certified.press("Keep")
    assert "Delete entry #2?" in certified.say("delete 2")
    certified.press("Keep")
    assert "Which one?" in certified.say("delete the parasites course")
    assert len(certified.person.activities) == 2


def test_what_was_removed_is_shown_and_can_be_put_back(certified) -> None:
    """/list removed, a sentence, a button on /list: each entry with the way back and until when."""
    certified.say(SENTENCE)
    certified.press("Save")
    assert "Show removed" not in busy_labels(certified, "/list")
    certified.press("#1")
    certified.press("Delete")
    for way in ("/list removed", "show what I deleted", "what did I delete?"):
        assert "until 22 Dec 2026" in certified.say(way)
    certified.say("/list")
    certified.press("Show removed")
    certified.press("Put back #1")
    assert len(certified.person.activities) == 1


@pytest.mark.parametrize("text", ["delete HLA typing", "remove #3", "undo", "delete the last one"])
def test_a_wish_to_remove_is_no_question_after_what_was_removed(text: str) -> None:
    """Showing instead of removing would puzzle."""
    assert not asks_for_removed(text)
