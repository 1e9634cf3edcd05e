"""Fifty thousand characters of one piece take no reader long: no pattern backtracks without bound.

A message of Telegram has 4,096; a line of `cmpbot understand` or of a script can have any number.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from time import process_time

import pytest
from nasty import PIECES

from bot.harmless import harmless
from bot.telegram.showing.pieces import split
from cmp_rules.suggest import suggest
from conversations.activities.pasted.reading import read_message
from conversations.model import Said, Talk, When
from conversations.person import Person
from conversations.quiet import USUAL_QUIET
from conversations.reading.dates import find_dates, read_date
from conversations.reading.points import all_points, find_parts, read_points
from conversations.reading.sentences.sentence import understand, warm
from conversations.reminders.wishing.reading import read_wish
from conversations.settings.quiet_words import read_quiet
from conversations.step import step

pytestmark = pytest.mark.slow
LETTERS = 50_000
FEWER = 10_000
MOST = 1.5  # seconds of the processor; the slowest takes a quarter of one on a busy machine
TODAY = date(2026, 11, 23)
WHEN = When(datetime(2026, 11, 23, 15, tzinfo=UTC), TODAY)
DRAFTING = step(step(Talk(), Said("/add", WHEN), Person()).talk, Said("T", WHEN), Person()).talk


def dates_of(text: str) -> None:
    """Read dates in both languages."""
    read_date(text, today=TODAY, order="mdy")
    find_dates(text, today=TODAY, order=None)
    find_dates(text, today=TODAY, order="dmy", language="es")


def points_of(text: str) -> None:
    """Read points, alone and in a sentence."""
    read_points(text)
    all_points(text)
    find_parts(text)


def listed(text: str) -> None:
    """Read a pasted list, also as the cells of a table."""
    read_message(text, Person(), WHEN)
    read_message(f"title,date,points\n{text[:9]}\n{text}", Person(), WHEN)


def settings_of(text: str) -> None:
    """Read quiet hours and wishes about reminders."""
    read_quiet(text, USUAL_QUIET)
    read_wish(text, Person(), WHEN)


def stepped(text: str) -> None:
    """Say it, where nothing is open and where a provider is asked for."""
    step(Talk(), Said(text, WHEN), Person())
    step(DRAFTING, Said(text, WHEN), Person())


def shown(text: str) -> None:
    """Clean it and cut it into messages."""
    split(harmless(text))


def learnt(text: str) -> None:
    """Understand it, and suggest areas."""
    understand(text, today=TODAY, order=None)
    suggest(text[:5000], "")


READERS = (dates_of, points_of, listed, settings_of, stepped, shown, learnt)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
def test_fifty_thousand_letters_take_little_time(reader: Callable[[str], None]) -> None:
    """Issue 6: bounded time, for every piece of `nasty.py` and for words around one."""
    warm()
    reader("1 h from LabCE yesterday")  # what is loaded once is not counted
    slow = {}
    for piece in PIECES:
        text = (piece * LETTERS)[:LETTERS]
        for each in (text, f"1 h from {text[:FEWER]} yesterday"):
            began = process_time()
            reader(each)
            if (took := process_time() - began) > MOST:
                slow[piece] = took

    assert slow == {}
