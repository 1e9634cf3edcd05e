"""Every reader of text answers with a value, whatever it is given.

The readers' own tests do this with likely words; here are half surrogates, NUL, marks without a
letter, scripts from right to left, digits of other scripts, and pieces of our own grammar glued.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from nasty import texts

from bot.figures.understand import as_json
from bot.telegram.showing.pieces import MOST, split, units
from bot.terminal.typed import read_line, read_typed
from cmp_rules.catalog import catalog
from cmp_rules.suggest import suggest
from conversations.activities.pasted.reading import read_message
from conversations.model import Button, Said, Talk, When
from conversations.person import Person, Settings
from conversations.quiet import USUAL_QUIET
from conversations.reading import words
from conversations.reading.credential_words import read_credentials
from conversations.reading.dates import find_dates, read_date
from conversations.reading.points import all_points, find_parts, read_points
from conversations.reading.sentences.sentence import understand
from conversations.reminders.wishing.own_codes import read_own
from conversations.reminders.wishing.reading import read_wish
from conversations.settings.quiet_words import read_quiet
from conversations.step import step
from conversations.zones import find_zone

TODAY = date(2026, 11, 23)
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)  # what `--today` can be
WHEN = When(datetime(2026, 11, 23, 15, tzinfo=UTC), TODAY)
SPANISH = Person(settings=Settings(language="es", date_order="dmy"))
BUTTONS = (Button("Save", "1:save"), Button("2 points", "1:2"))


def dates_of(text: str) -> None:
    """Read dates in both languages, both orders, both directions, on any day."""
    for today in (TODAY, FIRST, LAST):
        read_date(text, today=today, order="mdy", prefer="past")
        read_date(text, today=today, order="dmy", prefer="future", language="es")
    find_dates(text, today=TODAY, order=None)
    find_dates(text, today=TODAY, order="dmy", prefer="future", language="es")


def understood(text: str) -> None:
    """Understand a sentence and print it, as `cmpbot understand` does."""
    for today in (TODAY, FIRST, LAST):
        said = understand(text, today=today, order=None)
        json.dumps(as_json(said), ensure_ascii=False)
    understand(text, today=TODAY, order="dmy", language="es")


def points_of(text: str) -> None:
    """Read points, alone and in a sentence."""
    read_points(text)
    all_points(text)
    find_parts(text)


def names_of(text: str) -> None:
    """Read what names something of the programme."""
    read_credentials(text)
    words.read_areas(text)
    words.read_kind(text)
    words.provider_name(text)
    catalog().find(text, 3)
    suggest(text, text)


def settings_of(text: str) -> None:
    """Read time zones, quiet hours, wishes about reminders."""
    find_zone(text)
    read_quiet(text, USUAL_QUIET)
    read_wish(text, Person(), WHEN)
    read_wish(text, SPANISH, WHEN)
    read_own(text)


def typed(text: str) -> None:
    """Read a line of the terminal."""
    read_line(text)
    read_typed(text, BUTTONS)


def listed(text: str) -> None:
    """Read a pasted list, also as the rows of a table."""
    read_message(text, Person(), WHEN)
    read_message(f"title,date,points\n{text}\n{text}", SPANISH, WHEN)


def stepped(text: str) -> None:
    """Say it where nothing is open, to somebody who reads Spanish dates."""
    assert step(Talk(), Said(text, WHEN), SPANISH).screens


def sent(text: str) -> None:
    """Cut it into messages."""
    assert all(units(piece) <= MOST for piece in split(text * 99, 60))


READERS = (dates_of, understood, points_of, names_of, settings_of, typed, listed, stepped, sent)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__)
@given(text=texts)
def test_any_text_is_read_without_an_error(reader: Callable[[str], None], text: str) -> None:
    """Issue 6: Hypothesis on every parser."""
    reader(text)
