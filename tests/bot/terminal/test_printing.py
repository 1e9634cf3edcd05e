"""Screens as lines of a terminal."""

from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.printing import drawn, plain_label, wrapped
from conversations.model import Button, Screen

BUTTONS = ((Button("Save", "1:s"), Button("Edit", "1:e")), (Button("Cancel", "1:c"),))


def test_words_are_never_cut() -> None:
    """The lines end between words; what follows a bullet stands under its words."""
    screen = Screen("The day is by the clock of New York; change that in /settings.\n• one two")
    assert drawn(screen, 30).splitlines() == [
        "The day is by the clock of New",
        "York; change that in",
        "/settings.",
        "• one two",
    ]
    assert drawn(screen, 8).splitlines()[-2:] == ["• one", "  two"]


def test_without_a_terminal_lines_stay_whole() -> None:
    """Scripts see the lines as they are said; places count row by row."""
    assert drawn(Screen("word " * 60, "Head", BUTTONS), None).splitlines() == [
        "Head",
        ("word " * 60).strip(),
        "[1] Save  [2] Edit",
        "[3] Cancel",
    ]


def test_a_button_that_does_not_fit_begins_a_line() -> None:
    """A number is never parted from its label's beginning."""
    assert drawn(Screen("x", buttons=BUTTONS), 12).splitlines() == [
        "x",
        "[1] Save",
        "[2] Edit",
        "[3] Cancel",
    ]


def test_what_was_stored_long_ago_cannot_command_the_terminal() -> None:
    """Titles and labels with ESC, BEL or an override."""
    evil = "a\x1b[2J\x07\u202eb"
    row = ((Button(f"{evil}\n{evil}", "1:x"),),)
    assert drawn(Screen(evil, evil, row), 80) == "a[2Jb\na[2Jb\n[1] a[2Jb a[2Jb"
    assert plain_label(row[0][0]) == "a[2Jb a[2Jb"


@given(st.text(st.sampled_from("ab •-"), max_size=80), st.integers(1, 40))
def test_wrapping_loses_no_word(line: str, width: int) -> None:
    """And only a single long word makes a line longer than it may be."""
    lines = wrapped(line, width).splitlines()
    assert " ".join(lines).split() == line.split()
    assert all(len(each) <= width or len(each.split()) <= 2 for each in lines)
