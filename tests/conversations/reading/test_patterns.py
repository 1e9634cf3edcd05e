"""Patterns that are compiled late, and forms that are not tried where they cannot fit."""

import importlib
import pkgutil
import re
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import conversations
from conversations.reading import points
from conversations.reading.dates import forms
from conversations.reading.patterns import Form, each_late, late, worth_trying

FORMS = (*forms.FORMS, *points.FORMS, *points.BARE)
PIECES = """1 2 12 30 0.5 1/2 ½ 3/4/26 2026-11-03 nov 3rd november sun monday at a an one two and of
    the last next month week ago in today tomorrow yesterday h hour hours min minutes m half
    quarter quarters long each x × times category credits ceu ces sessions total : - to sem qtr
    credit pra CE PACE three before TWO Oct MAY Sat, K İ"""


def test_every_pattern_that_waits_can_be_compiled() -> None:
    """A wrong one must not hide until somebody needs it."""
    for module in pkgutil.walk_packages(conversations.__path__, "conversations."):
        importlib.import_module(module.name)
    assert len([pattern.pattern for pattern in each_late()]) > 100


def test_a_late_pattern_is_like_any_other() -> None:
    """It is compiled once, with its flags."""
    pattern = late(r"(?P<unit>hours?)", re.I)
    found = pattern.search("2 HOURS")
    assert found is not None
    assert found["unit"] == "HOURS"
    assert pattern.sub("h", "2 hours") == "2 h"
    assert pattern.search is pattern.search
    assert pattern.flags & re.I


@pytest.mark.parametrize(
    "form", [form for form in FORMS if form.words], ids=lambda form: form.read.__name__
)
def test_a_form_is_tried_wherever_it_fits(form: Form) -> None:
    """Whatever fits the pattern has one of the words without which it is not tried."""
    plain = re.compile(form.pattern.pattern, form.pattern.flags)

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(plain))
    def holds(text: str) -> None:
        assert list(worth_trying(text, [form]))

    holds()


@given(st.lists(st.sampled_from(PIECES.split()), max_size=9), st.booleans())
def test_nothing_is_found_by_a_form_that_is_not_worth_trying(
    pieces: list[str], close: bool
) -> None:
    """The words are looked for in small letters, wherever they stand."""
    text = ("" if close else " ").join(pieces)
    tried = list(worth_trying(text, FORMS))
    for form in FORMS:
        assert form in tried or not list(islice(form.pattern.finditer(text), 1))
