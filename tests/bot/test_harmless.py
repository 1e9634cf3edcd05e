"""Text that can do nothing but be read."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.harmless import as_typed, escaped, harmless

any_text = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x1b[31mred\x07", "a[31mred"),
        ("abc\u202edef\u2066g", "abcdefg"),
        ("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour"),
        ("tab\there", "tab here"),
        ("half \ud83d", "half ?"),
        ("\x00", ""),
        ("שלום\u200f, 👩‍🔬 é", "שלום\u200f, 👩‍🔬 é"),
    ],
)
def test_what_a_terminal_would_obey_is_dropped(text: str, left: str) -> None:
    """ESC, BEL, C1 and directions go; words, marks and joined emoji stay."""
    assert harmless(text) == left


@given(any_text)
def test_nothing_is_left_but_words_and_new_lines(text: str) -> None:
    """For any text; a second time changes nothing, and it can always be stored."""
    left = harmless(text)
    kinds = {unicodedata.category(character) for character in left if character != "\n"}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert harmless(left) == left
    left.encode()


@given(any_text)
def test_json_keeps_its_meaning_and_shows_nothing_dangerous(text: str) -> None:
    """What was said is given back as it was said."""
    shown = escaped(json.dumps(text, ensure_ascii=False))
    assert json.loads(shown) == text
    assert not set(shown) & {chr(n) for n in (0x1B, 0x7F, 0x9B, 0x2028, 0x202E, 0x2066)}


@given(any_text)
def test_the_short_way_out_and_the_long_one_say_the_same(text: str) -> None:
    """What is printable is not looked at any further; with a NUL at the end it is."""
    assert harmless(text) == harmless(f"{text}\0")


def test_the_cells_of_a_pasted_table_stay_apart() -> None:
    """A spreadsheet pastes with tabs; everything else is as harmless as elsewhere."""
    assert as_typed("a\x1b[31m\tb\r\nc\td") == "a[31m\tb\nc\td"
