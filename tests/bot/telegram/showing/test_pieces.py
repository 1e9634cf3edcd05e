"""A screen becomes messages that Telegram accepts, and loses nothing on the way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strict_api.markup import formatted, units

from bot.telegram.showing.pieces import MOST, pieces, split
from conversations.model import Screen

TEXTS = st.text(max_size=40) | st.builds(
    lambda bit, count: bit * count,
    st.sampled_from(["<b>&amp;", "😀", "word ", "line\n", "x", " \n", "é" * 7 + " "]),
    st.integers(0, 3000),
)


@settings(deadline=None)
@given(text=TEXTS, heading=st.text(max_size=60) | st.just("H" * 5000))
def test_every_piece_is_accepted_and_no_word_is_lost(text: str, heading: str) -> None:
    """Bot API, sendMessage: 1-4096 characters after entities parsing; UTF-16 units are counted."""
    shown = [formatted(piece, "HTML").text for piece in pieces(Screen(text, heading=heading))]

    assert all(1 <= units(piece) <= MOST for piece in shown)
    if (heading + text).strip():
        assert "".join("".join(shown).split()) == "".join((heading + text).split())


def test_a_heading_is_bold_and_everything_is_escaped() -> None:
    """Titles and providers are shown escaped (product, "How it talks")."""
    (piece,) = pieces(Screen("a <i>b</i> & c", heading="Saved <1>"))
    assert piece == "<b>Saved &lt;1&gt;</b>\na &lt;i&gt;b&lt;/i&gt; &amp; c"


def test_a_long_text_is_cut_between_lines() -> None:
    """Issue 5: split on lines under 4,096 characters."""
    lines = [f"{number:04}" * 20 for number in range(100)]
    parts = split("\n".join(lines))
    assert [line for part in parts for line in part.split("\n")] == lines


def test_a_long_line_is_cut_between_words() -> None:
    """Only where there is no end of a line."""
    words = ["antibody"] * 1000
    assert [word for part in split(" ".join(words)) for word in part.split(" ")] == words


FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"  # three people, one character to the eye


@pytest.mark.parametrize("shift", range(8))
@pytest.mark.parametrize("character", ["😀", FAMILY, "e\u0301", "\U0001f1e9\U0001f1ea", "👍🏽"])
def test_no_character_is_torn_apart(character: str, shift: int) -> None:
    """Issue 5: never inside a surrogate pair; nor inside what is one character to the eye."""
    text = "x" * shift + character * 3000
    parts = split(text)
    assert "".join(parts) == text
    assert len(parts) > 1
    for part in parts[1:]:
        assert part.startswith(character)


def test_an_endless_character_is_torn_rather_than_never_sent() -> None:
    """A letter under five thousand accents."""
    text = "e" + "\u0301" * 5000
    assert "".join(split(text)) == text


@pytest.mark.parametrize("heading", ["H" * 4094, "H" * 4093, "H" * 4090])
def test_under_a_heading_as_long_as_a_message_the_text_comes_whole(heading: str) -> None:
    """There is room for nothing, or for less than one character, beside it."""
    shown = [formatted(piece, "HTML") for piece in pieces(Screen("😀" * 10, heading=heading))]
    assert [part.text for part in shown] == [heading, "😀" * 10]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u2028"])
def test_a_screen_without_words_still_sends_something(text: str) -> None:
    """Telegram refuses an empty message, and a lost answer is worse than an odd one."""
    assert pieces(Screen(text)) == ("…",)
