"""One CE whose first number is the whole of the parts behind it. It is 23 November 2026."""

from datetime import date

import pytest

from conversations.reading.dates import Day
from conversations.reading.sentences.sentence import Unclear, Understood, understand


def _read(text: str) -> Understood:
    return understand(text, today=date(2026, 11, 23), order="mdy")


def _parts(read: Understood) -> str:
    return ", ".join(f"{part.points} {'/'.join(sorted(part.areas))}" for part in read.parts)


@pytest.mark.parametrize(
    ("text", "title", "parts"),
    [
        (
            "6 h blood bank and safety day, AABB, 2026-10-10, 5 blood bank 1 safety",
            "blood bank and safety day",
            "5 blood_banking, 1 safety",
        ),
        (
            "4 h laboratory safety and ethics summit, LabCE 2025-10-15, 2 safety 2 ethics",
            "laboratory safety and ethics summit",
            "2 safety, 2 ethics",
        ),
        (
            "6 h chemistry and heme congress AACC 2026-10-10: 3 chem 3 heme",
            "chemistry and heme congress",
            "3 chemistry, 3 hematology",
        ),
        (
            "2 h patient safety and ethics day from MediaLab yesterday: 1 safety, 1 ethics",
            "patient safety and ethics day",
            "1 safety, 1 ethics",
        ),
        (
            "3 h blood bank and safety day, AABB yesterday, 2 blood bank 1 safety",
            "blood bank and safety day",
            "2 blood_banking, 1 safety",
        ),
        (
            "6 hours blood bank & safety day, AABB, 10/10 (5h blood bank, 1h safety)",
            "blood bank & safety day",
            "5 blood_banking, 1 safety",
        ),
        (
            "6 points micro and safety conference ASM oct 3: 4 micro and 2 safety",
            "micro and safety conference",
            "4 microbiology, 2 safety",
        ),
        (
            "6 h blood bank day, AABB, 2026-10-10, 5 blood bank 1 safety",
            "blood bank day",
            "5 blood_banking, 1 safety",
        ),
        (
            "8 h lab management and safety symposium CLMA oct 3: 6 management 2 safety",
            "lab management and safety symposium",
            "6 management, 2 safety",
        ),
        (
            "blood bank and safety day, AABB, oct 3, 6 h: 5 blood bank 1 safety",
            "blood bank and safety day",
            "5 blood_banking, 1 safety",
        ),
        ("6 h blood bank, AABB, 10/10, 5 blood bank 1 safety", None, "5 blood_banking, 1 safety"),
    ],
)
def test_a_first_amount_that_the_others_make_up_is_the_whole(text: str, title, parts: str) -> None:
    """Once these were logged with double their points."""
    read = _read(text)
    assert (read.title, _parts(read)) == (title, parts)
    assert read.points == sum(part.points for part in read.parts)
    assert not read.unclear


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2 h safety and 1 h ethics, LabCE today", "2 safety, 1 ethics"),
        ("2 h safety, 1 h ethics, 1 h micro LabCE today", "2 safety, 1 ethics, 1 microbiology"),
        ("2 h safety + 1 h ethics + 1 h micro LabCE today", "2 safety, 1 ethics, 1 microbiology"),
        ("1 h safety, 1 ethics LabCE today", "1 safety, 1 ethics"),
        ("3 safety 2 micro 1 ethics LabCE today", "3 safety, 2 microbiology, 1 ethics"),
    ],
)
def test_a_plain_list_of_parts_has_no_whole(text: str, parts: str) -> None:
    """Where every number is told alike, each is a part."""
    read = _read(text)
    assert (_parts(read), read.unclear) == (parts, ())
    assert read.points == sum(part.points for part in read.parts)


@pytest.mark.parametrize(
    "text",
    [
        "2 h safety, 1 ethics, 1 micro LabCE today",
        "4 h micro, 2 safety 2 ethics LabCE today",
        "6 h blood bank, AABB, 2026-10-10, 4 blood bank 1 safety",
        "6 h blood bank and safety day, AABB, 2026-10-10, 5 blood bank 2 safety",
        "2 hr safety and ethics webinar, 1 hr micro LabCE today",
        "6 h of blood bank and safety at AABB oct 3, 1 safety",
    ],
)
def test_a_first_amount_that_may_be_either_is_asked(text: str) -> None:
    """Two points too many may cost a licence."""
    read = _read(text)
    assert (read.points, Unclear.POINTS in read.unclear) == (None, True)


def test_a_number_behind_a_dash_is_no_day_where_it_begins_the_parts() -> None:
    """\"Oct 3 - 5\" is a range of days; \"oct 3 - 5 bb, 1 safety\" is one day and its parts."""
    read = _read("6 h blood bank and safety day AABB oct 3 - 5 bb, 1 safety")
    assert (read.points, _parts(read)) == (6, "5 blood_banking, 1 safety")
    assert read.date == Day(date(2026, 10, 3))
    assert _read("6 h micro conference ASM oct 3 - 5").date == Day(date(2026, 10, 5))
    assert _read("oct 3 - 5 safety, 2 h LabCE").date == Day(date(2026, 10, 5))
