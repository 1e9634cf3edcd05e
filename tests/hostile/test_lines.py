"""What an operator or a script gives the program: lines, addresses, keys, days.

Each refuses with the one exception that it documents, whose message is one sentence.
"""

import argparse
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nasty import anything, pieces, texts

from bot.operating.days import YEARS, read_today
from bot.settings import Settings
from bot.starting import CannotStart
from bot.telegram.hook import hook_of
from bot.terminal.typed import Place, Text, Unclear, read_line
from bot.web.listening import bound
from storage.databases.addresses import DatabaseRefused, read_address
from storage.sealing import KeyRefused, read_keys

LONG = "9" * 5000  # more digits than Python makes a number of


@example('{"place": [1' + "0" * 400 + ", 1]}")
@example(f'{{"place": [{LONG}, 1]}}')
@example(f'{{"text": {LONG}}}')
@example('{"a":' * 100_000)
@example('{"place": [NaN, Infinity]}')
@given(st.builds("{{{}".format, texts) | st.builds('{{"place": [{}, {}]}}'.format, pieces, pieces))
def test_a_line_of_json_is_read_or_said_to_be_unclear(line: str) -> None:
    """Interface: a line that starts with { is JSON; no line ends the conversation."""
    meaning = read_line(line)

    match meaning:
        case Unclear(why):
            assert why.endswith("Nothing was sent.")
        case Place(latitude, longitude):
            assert max(abs(latitude), abs(longitude)) <= 360
        case Text(text):
            text.encode()


def _webhook(text: str) -> object:
    hook = hook_of(Settings(WEBHOOK_URL=text), "1:a")  # type: ignore[call-arg]
    return None if hook is None else hook.path.encode()


def _listen(text: str) -> None:
    with bound(text):
        pass


READERS: tuple[tuple[Callable[[str], object], type[Exception], str], ...] = (
    (read_address, DatabaseRefused, "sqlite:///"),
    (read_address, DatabaseRefused, "postgresql://"),
    (read_address, DatabaseRefused, ""),
    (read_keys, KeyRefused, ""),
    (read_keys, KeyRefused, "A" * 42),
    (_webhook, CannotStart, "https://"),
    (_webhook, CannotStart, ""),
    (read_today, argparse.ArgumentTypeError, ""),
    (read_today, argparse.ArgumentTypeError, "2026-"),
)


@pytest.mark.parametrize(("read", "refusal", "start"), READERS)
@given(text=st.one_of(texts, anything.map(lambda text: text + "/x" * 3000)))
@example(text="[")
@example(text="[::1/x")
@example(text="~nobody_at_all/x")
@example(text="a/" * 3000)
@example(text="\x00")
@example(text="h/\ud83d")
@example(text="h:99999/x")
def test_a_setting_is_read_or_refused_in_one_sentence(
    read: Callable[[str], object], refusal: type[Exception], start: str, text: str
) -> None:
    """A mistyped setting ends in a sentence, never in a traceback; see each one's docstring."""
    said = "read"
    try:
        read(start + text)
    except refusal as error:
        said = str(error)

    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    "listen",
    ["²", "1:²", "٣", LONG, "a" * 300 + ":80", "é" * 80 + ":1", "\ud83d:1", ".:80", "a..b:80"],
)
def test_a_place_to_listen_at_that_is_none_is_refused(listen: str) -> None:
    """The name of a host goes through the idna codec, which raises errors of its own."""
    with pytest.raises(CannotStart, match="CMPBOT_LISTEN"):
        _listen(listen)


@given(st.dates())
def test_every_day_of_the_command_line_has_room_around_it(day: date) -> None:
    """`--today 0001-01-01` once ended in a traceback: there is no yesterday."""
    if day.year in YEARS:
        assert read_today(day.isoformat()) == day
    else:
        with pytest.raises(argparse.ArgumentTypeError, match="1900 to 2199"):
            read_today(day.isoformat())
