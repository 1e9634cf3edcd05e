"""Points out of human text, by the published conversions."""

from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reading.points import (
    AskUnit,
    NotPoints,
    Refusal,
    all_points,
    find_points,
    read_points,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *(("1.5", "1.5"), ("1,5", "1.5"), (".5", "0.5"), ("2.", "2"), ("999", "999")),
        ("1.50", "1.5"),
        *(("½", "0.5"), ("1/2", "0.5"), ("1 1/2", "1.5"), ("1½ hours", "1.5"), ("two", "2")),
        *(("1.5 h", "1.5"), ("1hr", "1"), ("1h30", "1.5"), ("1 hr 30 min", "1.5"), ("1-hour", "1")),
        *(("90 min", "1.5"), ("75 mins", "1.25"), ("45 minutes", "0.75"), ("30 min", "0.5")),
        *(("60 Minutes", "1"), ("50 min", "1"), ("55 minutes", "1")),
        *(("one and a half hours", "1.5"), ("an hour", "1"), ("half an hour", "0.5")),
        *(("2 and a half hours", "2.5"), ("two hours and a half", "2.5")),
        *(("an hour and fifteen minutes", "1.25"), ("hour and a quarter", "1.25")),
        *(("three and three quarter hours", "3.75"), ("three quarter hour", "0.75")),
        *(("hour and a half", "1.5"), ("two and a half hours", "2.5"), ("a credit", "1")),
        *(("2 credits", "2"), ("2 CMLE", "2"), ("1 contact hour", "1"), ("3 P.A.C.E. hours", "3")),
        *(("2 P.A.C.E.® contact hour(s)", "2"), ("CME/CMLE Credit: 1.0", "1")),
        ("PEP hours: 23", "23"),
        *(("Credits 1.00", "1"), ("1.0 CMLE credit", "1"), ("it was 2 credits", "2")),
        ("2 pts!", "2"),
        *(("0.1 CEU", "1"), ("0.15 ceus", "1.5"), ("0.3 CEU", "3")),
        *(("1 semester hour", "15"), ("3 sem hrs", "45"), ("2 quarter hours", "20")),
    ],
)  # fmt: skip
def test_points_are_read_from_numbers_hours_minutes_and_units(text: str, expected: str) -> None:
    """GUIDE: a contact hour (50-60 minutes) is 1, a quarter hour 10, a semester hour 15."""
    assert read_points(text) == Decimal(expected)


@pytest.mark.parametrize("text", ["1 CEU", "2 CEU", "1.5 ceus", "0.5 CEU", "0.25 CEU"])
def test_a_ceu_that_may_be_an_hour_or_ten_is_asked(text: str) -> None:
    """The unit trap: certificate lines, section A."""
    assert isinstance(read_points(text), AskUnit)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        *(("-3", Refusal.NEGATIVE), ("−3 points", Refusal.NEGATIVE), ("0", Refusal.ZERO)),
        *(("1e9", Refusal.TOO_MANY), ("1,000,000", Refusal.TOO_MANY), ("1000", Refusal.TOO_MANY)),
        *(("9" * 60, Refusal.TOO_MANY), ("100 semester hours", Refusal.TOO_MANY)),
        *(("1.333", Refusal.TOO_FINE), ("1.500", Refusal.TOO_FINE), ("20 min", Refusal.UNEVEN)),
        *(("30 - 60 minutes", Refusal.RANGE), ("1-2 hours", Refusal.RANGE)),
        ("2 or 3", Refusal.RANGE),
    ],
)  # fmt: skip
def test_a_number_that_cannot_be_points_is_refused_with_the_reason(
    text: str, reason: Refusal
) -> None:
    """Above 0, at most 999, two decimals at most, and never a guess out of a range."""
    assert read_points(text) == NotPoints(reason)


@pytest.mark.parametrize(
    "text",
    [
        *("", "a", "an", "the", "ok", "3/2", "1:30", "5%", "1 2", "2x", "quarter hour", "many"),
        *("yesterday", "1.5 safety", "Factor 8", "2 units", "9" * 100, "\N{GRINNING FACE}"),
    ],
)
def test_what_gives_no_points_is_not_read_as_points(text: str) -> None:
    """The question is asked again."""
    assert read_points(text) is None


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("1.5 h antibody ID from LabCE yesterday, safety", "1.5 h", "1.5"),
        ("just finished the AABB webinar on DAT, 1 credit", "1 credit", "1"),
        ("24 hour urine collection, 1 credit", "1 credit", "1"),
        ("a point of care webinar, 1 hr", "1 hr", "1"),
        ("2-hour webinar on Factor 8", "2-hour", "2"),
        ("General Concepts (0.5 contact hours) 2020-0000001161", "0.5 contact hours", "0.5"),
    ],
)
def test_points_are_found_inside_a_sentence(text: str, phrase: str, expected: str) -> None:
    """With their place, so that they can be cut from the title."""
    found = find_points(text)
    assert found is not None
    points, (start, end) = found
    assert (points, text[start:end]) == (Decimal(expected), phrase)


@pytest.mark.parametrize(
    "text", ["3 CE courses", "Factor 8", "competency assessment 2025", "CE 2026", "top 10 errors"]
)
def test_numbers_of_titles_are_not_points(text: str) -> None:
    """Inside a sentence points need their unit."""
    assert find_points(text) is None


_PIECES = st.sampled_from(
    [
        *("1", "1.5", "-3", "0", "½", "1/2", "h", "hours", "min", "CEU", "0.1", "semester"),
        *("quarter", "half", "an", "and", "a", "credit", "ce", "to", "-", ":", ",", "1e9", "٣"),
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=8).map(" ".join)))
def test_whatever_is_read_as_points_can_be_points(text: str) -> None:
    """Positive, at most 999, two decimals at most; places lie inside the text."""
    reads = [read_points(text)]
    for read, (start, end) in all_points(text):
        assert 0 <= start < end <= len(text)
        reads.append(read)
    for read in reads:
        number = read.number if isinstance(read, AskUnit) else read
        if isinstance(number, Decimal):
            assert 0 < number <= 999
            assert number == round(number, 2)


@pytest.mark.parametrize(
    "piece", ["1/", "1 ", "a", "ce ", "1.5 h ", "9", "1-", "half an ", "contact "]
)
def test_five_thousand_letters_take_little_time(piece: str) -> None:
    """No pattern backtracks without bound; ten times what it takes is allowed."""
    text = (piece * 5000)[:5000]
    start = process_time()
    all_points(text)
    read_points(text)
    assert process_time() - start < 0.5
