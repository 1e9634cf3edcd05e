"""Lines of the terminal and what they mean (interfaces, `cmpbot chat`)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.terminal.typed import (
    File,
    Meaning,
    Place,
    Press,
    Text,
    Unclear,
    find,
    no_such_button,
    read_line,
    read_typed,
)
from conversations.model import Button, Screen


def screen(*rows: str) -> Screen:
    """Draw a screen; each row is its labels between bars."""
    return Screen(
        "?",
        buttons=tuple(tuple(Button(each, f"1:{each}") for each in row.split("|")) for row in rows),
    )


@pytest.mark.parametrize(
    ("line", "meaning"),
    [
        ("1.5 hours antibody ID", Text("1.5 hours antibody ID")),
        ("", Text("")),
        ("[Save]", Press("Save")),
        (" [ Save ] ", Press("Save")),
        ("[2]", Press("2")),
        ("see [this]", Text("see [this]")),
        ("[]", Text("[]")),
        ('{"text": "two\\nlines"}', Text("two\nlines")),
        ('{"press": "Save"}', Press("Save")),
        ('{"file": "a.pdf"}', File("a.pdf")),
        ('{"text": "\\ud83d"}', Text("?")),
        ('{"place": [41.85, -87.65]}', Place(41.85, -87.65)),
    ],
)
def test_a_line_is_text_a_press_or_json(line: str, meaning: Meaning) -> None:
    """A line that starts with `{` is JSON; `[…]` is a button."""
    assert read_line(line) == meaning


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "{}",
        '{"text": 1}',
        '{"place": 1}',
        '{"place": [1, "2"]}',
        '{"say": "a"}',
        '{"text": "a", "press": "b"}',
        '{"a":' * 9999,
    ],
)
def test_a_bad_json_line_is_explained(line: str) -> None:
    """Bad input loses nothing and says what was wrong."""
    meaning = read_line(line)
    assert isinstance(meaning, Unclear)
    assert meaning.why.endswith("Nothing was sent.")


@given(st.text())
def test_any_line_means_something(line: str) -> None:
    """No line ends the conversation."""
    assert isinstance(read_line(line), Text | Press | File | Unclear)
    assert isinstance(read_typed(line, ()), Text | Press | File | Unclear)


@pytest.mark.parametrize(
    ("label", "data"),
    [
        ("Save", "1:✅ Save"),
        ("SAVE!", "1:✅ Save"),
        ("2", "1:Edit"),
        ("3", "1:Back"),
        ("back", "1:Back"),
        ("4", None),
        ("0", None),
        ("Delete", None),
        ("!", None),
        ("²", None),
    ],
)
def test_a_button_is_found_by_label_or_place(label: str, data: str | None) -> None:
    """Letters and digits are compared, case is ignored; places count row by row."""
    found = find(label, [screen("✅ Save|Edit", "Back")])
    assert (found and found.data) == data


def test_an_exact_label_goes_before_a_place() -> None:
    """`[2]` under the buttons 1, 1.5, 2 is the label 2."""
    found = find("2", [screen("1|1.5|2")])
    assert found
    assert found.data == "1:2"


def test_the_newest_screen_goes_first() -> None:
    """Older buttons can still be pressed, as they can on Telegram."""
    newest, older = screen("Cancel"), screen("Undo|Cancel")
    found = find("Undo", [newest, older])
    assert found is older.buttons[0][0]
    assert find("Cancel", [newest, older]) is newest.buttons[0][0]


def test_a_place_counts_on_the_newest_screen_whatever_older_labels_say() -> None:
    """`[1]` under kinds of activities is the first kind, not the older button "1" for points."""
    newest, older = screen("CE course|Publication"), screen("1|2")
    assert find("1", [newest, older]) is newest.buttons[0][0]


def test_an_unknown_button_is_answered_with_those_there_are() -> None:
    """Errors say what happened and what to do next."""
    assert no_such_button("Foo", [screen("Save|Edit")]) == (
        "There is no button “Foo”. The buttons are: Save, Edit."
    )
    assert "no buttons now" in no_such_button("x" * 5000, [])
    assert len(no_such_button("x" * 5000, [])) < 150


@pytest.mark.parametrize(
    ("typed", "labels", "meaning"),
    [
        ("save", "Save|Cancel", Press("save")),
        ("2", "Save|Cancel", Press("2")),
        ("3", "Save|Cancel", Text("3")),
        ("2", "1|1.5|3|Cancel", Text("2")),
        ("[2]", "1|1.5|3|Cancel", Press("2")),
        ("3", "1|1.5|3|Cancel", Press("3")),
        ("99999999999", "Save", Text("99999999999")),
    ],
)
def test_at_a_prompt_a_bare_label_or_number_may_press(
    typed: str, labels: str, meaning: Meaning
) -> None:
    """A number typed under amounts is an amount, never a place: points must not be guessed."""
    assert read_typed(typed, screen(labels).buttons[0]) == meaning
