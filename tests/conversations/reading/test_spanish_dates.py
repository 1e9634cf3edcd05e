"""Dates in Spanish, for people who chose it; today is Monday 23 November 2026 throughout."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reading.dates import Ambiguous, Day, Impossible, MonthOnly, find_dates, read_date
from conversations.reading.sentences.sentence import understand

TODAY = date(2026, 11, 23)
MONTHS = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hoy", "2026-11-23"),
        ("esta mañana", "2026-11-23"),
        ("ayer", "2026-11-22"),
        ("Ayer por la mañana", "2026-11-22"),
        ("anoche", "2026-11-22"),
        ("anteayer", "2026-11-21"),
        ("el lunes pasado", "2026-11-16"),
        ("el pasado viernes", "2026-11-20"),
        ("miércoles", "2026-11-18"),
        ("el sabado", "2026-11-21"),
        ("hace dos semanas", "2026-11-09"),
        ("hace 3 días", "2026-11-20"),
        ("el 5", "2026-11-05"),
        ("el día 5", "2026-11-05"),
        ("3 de marzo de 2026", "2026-03-03"),
        ("el 3 de marzo del 2026", "2026-03-03"),
        ("15 abr", "2026-04-15"),
        ("15-abr-26", "2026-04-15"),
        ("15/abr/2026", "2026-04-15"),
        ("1ro de mayo", "2026-05-01"),
        ("primero de mayo de 2026", "2026-05-01"),
        ("setiembre 12, 2026", "2026-09-12"),
        ("lunes 3 de noviembre", "2026-11-03"),
        ("3 de febero", "2026-02-03"),
        ("fue el 3 de marzo", "2026-03-03"),
        ("12/1/2026", "2026-01-12"),
        ("yesterday", "2026-11-22"),
        ("Nov 3", "2026-11-03"),
    ],
)
def test_spanish_days_are_read(text: str, expected: str) -> None:
    """Each form in use, with and without accents; English words are read as well."""
    read = read_date(text, today=TODAY, order="dmy", language="es")
    assert read == Day(date.fromisoformat(expected))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("marzo de 2025", MonthOnly(2025, 3)),
        ("finales de marzo de 2027", MonthOnly(2027, 3)),
        ("el mes pasado", MonthOnly(2026, 10)),
        ("hace 2 meses", MonthOnly(2026, 9)),
        ("31 de febrero", Impossible("31 de febrero")),
        ("del 3 al 5 de octubre", Day(date(2026, 10, 5))),
        ("el lunes", Ambiguous(date(2026, 11, 23), date(2026, 11, 16))),
    ],
)
def test_what_is_no_single_day_is_read_for_what_it_is(text: str, expected: object) -> None:
    """A month, a day that is none, a meeting of several days, the weekday of today."""
    assert read_date(text, today=TODAY, order="dmy", language="es") == expected


def test_the_future_is_preferred_where_an_expiry_is_asked() -> None:
    """The "31 de marzo" of a credential that expires is the next one."""
    read = read_date(
        "vence el 31 de marzo", today=TODAY, order=None, prefer="future", language="es"
    )
    assert read == Day(date(2027, 3, 31))


@pytest.mark.parametrize(
    "text", ["no", "mayo", "mar", "dos", "una hora", "sí", "la semana", "marzo 3 horas", "1.5"]
)
def test_what_is_no_spanish_date_does_not_become_one(text: str) -> None:
    """A month alone, a number, a length of time."""
    assert read_date(text, today=TODAY, order="dmy", language="es") is None


@pytest.mark.parametrize("text", ["3 de marzo", "ayer", "15 abr", "el lunes", "mayo 3"])
def test_spanish_is_not_read_unless_it_was_chosen(text: str) -> None:
    """Mayo is a clinic for those who write English."""
    assert read_date(text, today=TODAY, order="mdy") is None


def test_a_spanish_date_is_found_in_its_place() -> None:
    """The place is counted in the text as it was written, with its accents."""
    text = "2 horas de hematología el 5 de octubre"
    [(read, span)] = find_dates(text, today=TODAY, order="dmy", language="es")
    assert read == Day(date(2026, 10, 5))
    assert text[slice(*span)] == "el 5 de octubre"


def test_a_sentence_may_have_a_spanish_date() -> None:
    """The rest of the sentence is read as English."""
    read = understand("Antibody ID 1.5 h LabCE 3 de marzo", today=TODAY, order="mdy", language="es")
    assert (read.title, read.provider, read.date) == ("Antibody ID", "LabCE", Day(date(2026, 3, 3)))


@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)))
def test_a_date_written_out_in_spanish_is_itself(day: date) -> None:
    """Day, month and year in words, in any order of the settings."""
    text = f"{day.day} de {MONTHS[day.month - 1]} de {day.year}"
    assert read_date(text, today=TODAY, order="mdy", language="es") == Day(day)


@given(st.text(alphabet="0123456789/-. aáeinoñrsyABmdel", max_size=60))
def test_any_text_is_answered_in_spanish(text: str) -> None:
    """Noise never raises."""
    read_date(text, today=TODAY, order=None, language="es")
    find_dates(text, today=TODAY, order=None, language="es")
