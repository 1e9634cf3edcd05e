"""What is fuzzed: one function per parser. Each takes bytes and raises where our code is wrong."""

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache

from bot.figures.as_json import plan_json, progress_json
from bot.figures.person_file import PersonFileError, read_person
from bot.figures.understand import understand_lines
from bot.harmless import harmless
from bot.telegram.showing.pieces import MOST, split, units
from bot.terminal.typed import read_line, read_typed
from bot.web.webhook import Refused, update_in
from cmp_rules.model import Activity, Adjustments
from cmp_rules.planner import plan
from cmp_rules.progress import progress
from cmp_rules.reminders import schedule
from conversations.activities.pasted.reading import read_message
from conversations.model import Button, Pressed, Said, Screen, Talk, When
from conversations.person import Person, Settings
from conversations.quiet import USUAL_QUIET
from conversations.reading import words
from conversations.reading.credential_words import read_credentials
from conversations.reading.dates import find_dates, read_date
from conversations.reading.points import all_points, find_parts, read_points
from conversations.reminders.wishing.reading import read_wish
from conversations.settings.quiet_words import read_quiet
from conversations.step import step
from conversations.zones import find_zone
from storage import states
from storage.databases.addresses import DatabaseRefused, read_address
from storage.sealing import KeyRefused, read_keys
from storage.states import Unreadable

TODAY = date(2026, 11, 23)
WHEN = When(datetime(2026, 11, 23, 15, tzinfo=UTC), TODAY)
SPANISH = Person(settings=Settings(language="es", date_order="dmy"))
HELD = ("I hold MLS and SBB, both expire 2027-06-30", "1 h Iron from LabCE yesterday", "save")
DOORS = ((), ("/add",), ("/add", "T", "P"), ("/settings", "Change time zone"), ("/reminders",),
         ("2 h Zinc from LabCE yesterday",), ("Iron, 1 h, May 2\nZinc, 2 h, May 3",))  # fmt: skip


def text_of(data: bytes) -> str:
    """Return any text: half surrogates stand for the bytes that are no UTF-8."""
    return data.decode("utf-8", "surrogateescape")


def sentences(data: bytes) -> None:
    """Understand lines as `cmpbot understand` does."""
    understand_lines([text_of(data)], io.StringIO(), today=TODAY, order=None)


def dates(data: bytes) -> None:
    """Read dates in both languages and orders, backwards and ahead."""
    text = text_of(data)
    read_date(text, today=TODAY, order="mdy")
    read_date(text, today=TODAY, order="dmy", prefer="future", language="es")
    for _, (start, end) in find_dates(text, today=TODAY, order=None):
        assert 0 <= start < end <= len(text)


def points(data: bytes) -> None:
    """Read points, alone, in a sentence, in parts."""
    text = text_of(data)
    read_points(text)
    all_points(text)
    found = find_parts(text)
    assert found is None or all(0 < part.points <= 999 for part in found.parts)


def names(data: bytes) -> None:
    """Read credentials, areas, kinds, providers, zones, quiet hours, wishes."""
    text = text_of(data)
    read_credentials(text)
    words.read_areas(text)
    words.read_kind(text)
    words.provider_name(text)
    find_zone(text)
    read_quiet(text, USUAL_QUIET)
    read_wish(text, SPANISH, WHEN)


def lists(data: bytes) -> None:
    """Read a pasted list, and the rows of a table."""
    read_message(text_of(data), Person(), WHEN)
    read_message(f"title,date,points,provider\n{text_of(data)}", SPANISH, WHEN)


def said(data: bytes) -> None:
    """Say something at one of several questions; the talk must be such as can be stored."""
    _held(data, lambda text, _: Said(text, WHEN))


def pressed(data: bytes) -> None:
    """Press a button nobody drew; "#" stands for the number of the question."""
    _held(data, lambda text, talk: Pressed(text.replace("#", str(talk.number), 1), WHEN))


def person_file(data: bytes) -> None:
    """Read the JSON of a person; answer as `cmpbot progress`, `plan` and `reminders` do."""
    try:
        holdings, activities = read_person(data, TODAY)
    except PersonFileError as refused:
        assert str(refused).isprintable()
        return
    answers = [progress(each, activities, TODAY) for each in holdings]
    json.dumps([progress_json(each) for each in answers])
    json.dumps(plan_json(plan(holdings, activities, TODAY, add=[])))
    for holding, answer in zip(holdings, answers, strict=True):
        schedule(holding, TODAY, complete=answer.complete is True)


def stored(data: bytes) -> None:
    """Read what storage keeps as JSON."""
    states.read_talk(data, number=3)
    for what in (Activity, Adjustments, Screen, Settings):
        try:
            states.read(what, data)
        except Unreadable:
            continue


def lines(data: bytes) -> None:
    """Read a line of the terminal, a body of the webhook; clean a text and cut it."""
    text = text_of(data)
    read_line(text)
    read_typed(text, (Button("Save", "1:save"), Button("2 points", "1:2")))
    assert all(units(piece) <= MOST for piece in split(harmless(text) * 9, 60))
    try:
        update_in(data)
    except Refused:
        return


def settings(data: bytes) -> None:
    """Read the address of a database, and keys."""
    text = text_of(data)
    for read, refusal in ((read_address, DatabaseRefused), (read_keys, KeyRefused)):
        try:
            read(text)
        except refusal as error:
            assert len(str(error).splitlines()) == 1


def _held(data: bytes, event_of: Callable[[str, Talk], Said | Pressed]) -> None:
    door, *_ = data or b"\0"
    talk, person = _opened()[door % len(DOORS)]
    done = step(talk, event_of(harmless(text_of(data[1:])), talk), person)
    assert done.screens
    kept = states.read_talk(states.write_talk(done.talk).encode(), number=done.talk.number)
    assert kept.talk == done.talk


@cache
def _opened() -> tuple[tuple[Talk, Person], ...]:
    """Walk to each door once, as a person with two credentials and one CE."""
    opened = []
    for door in DOORS:
        talk, person = Talk(), Person()
        for line in (*HELD, *door):
            done = step(talk, Said(line, WHEN), person)
            talk, person = done.talk, person.after(done.changes)
        opened.append((talk, person))
    return tuple(opened)


TARGETS: dict[str, Callable[[bytes], None]] = {
    each.__name__: each
    for each in (sentences, dates, points, names, lists, said, pressed, person_file, stored,
                 lines, settings)
}  # fmt: skip
