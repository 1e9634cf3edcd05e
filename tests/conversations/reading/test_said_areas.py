"""Where the name of an area is the whole subject, the area has been said; nothing more is guessed.

Today is Monday 23 November 2026.
"""

from datetime import date
from decimal import Decimal

import pytest

from cmp_rules.model import Area, Part
from conversations.reading import words
from conversations.reading.sentences.sentence import Intent, Unclear, Understood, understand


def _read(text: str) -> Understood:
    return understand(text, today=date(2026, 11, 23), order="mdy")


@pytest.mark.parametrize(
    ("text", "area", "title"),
    [
        ("micro webinar 1hr asm yesterday", Area.MICROBIOLOGY, "micro webinar"),
        ("labce medical ethics 1 hr", Area.ETHICS, "medical ethics"),
        ("blood bank course 1 hr aabb", Area.BLOOD_BANKING, "blood bank course"),
        ("in Chemistry, 1 contact hour", Area.CHEMISTRY, "Chemistry"),
        ("safty 1 hr labce 11/21", Area.SAFETY, "safty"),
        ("annual safety training at work 1 hr", Area.SAFETY, "annual safety training"),
        ("heme and coag review 1 hr labce", Area.HEMATOLOGY, "heme and coag review"),
        ('"Introduction to Histology" 1 hr NSH', Area.HISTOLOGY, "Introduction to Histology"),
        ("1 hr at the state histology meeting", Area.HISTOLOGY, "state histology meeting"),
        ("course called Phlebotomy Basics, 1 hr", Area.PHLEBOTOMY, "Phlebotomy Basics"),
        ("webinar on DIC 1 hr labce, counts as safety", Area.SAFETY, "DIC"),
        ("sat through 90 min on fire doors, counts as safety I guess", Area.SAFETY, "fire doors"),
        ("stupid 30 minute fire safety module on medialab", Area.SAFETY, "fire safety module"),
        ("managment course 2 hrs budgeting clma", Area.MANAGEMENT, "managment course, budgeting"),
        ("Add this. Title Laboratory Ethics. Provider MediaLab. 1 hour.", Area.ETHICS,
         "Laboratory Ethics"),
        ("1-hour ethics course through ASCP. Can you put that in for me please?", Area.ETHICS,
         "ethics course"),
        ("finished a molecular course at college of health sciences, 4 contact hours",
         Area.MOLECULAR, "molecular course at college of health sciences"),
        ("1 hr micro teleconference, state public health lab", Area.MICROBIOLOGY,
         "micro teleconference"),
    ],
)  # fmt: skip
def test_the_name_of_an_area_says_it(text: str, area: Area, title: str) -> None:
    """It stays in the title, so that the record has one."""
    read = _read(text)
    assert (read.intent, read.areas, read.title) == (Intent.LOG, (area,), title)
    assert read.points is not None
    assert read.parts == (Part(read.points, frozenset({area})),)


@pytest.mark.parametrize(
    "text",
    [
        "massive transfusion in blood bank 1 hr aabb",
        "micro safety 1 hr labce",
        "blood bank safety 1 hr",
        "leadership in chemistry 1 hr",
        "2 hr safety and ethics webinar labce",
        "safety lecture at the state hematology meeting 2 hrs",
        "ethics of transfusion 1 hr aabb",
        "work ethic webinar 1 hr labce",
        "micro class 1 hr lab safety rules labce",
        "blood bank meeting 1 hr massive transfusion",
        "3 hours histo, 1 of them safety, nov 3",
        "3 hours histo from texas society meeting on 4/11, 1 of them safety",
        "safety culture 1 hr labce",
        "time management 1 hr labce",
        "information webinar 1 hr labce",
        "qc webinar 1 hr labce",
        "DEI training 1 hr",
        "PCR webinar 1 hr labce",
        "Today's blood bank, 1 hr, AABB",
        "DIC, 1 hr, nov 3, Hematology Basics",
        "journal quiz clin chem 1 credit",
        "published in Clin Chem, 5 points",
        "webinar on DIC 1 hr labce, not sure if it counts as safety",
        "webinar on DIC 1 hr labce, counts as safety or ethics",
    ],
)
def test_a_title_that_says_more_than_an_area_leaves_it_to_be_asked(text: str) -> None:
    """A point counted towards safety or ethics that is none costs more than a question."""
    assert _read(text).parts == ()


def test_an_area_is_known_before_the_points_are() -> None:
    """The conversation then asks for the points alone."""
    assert _read("just did a safety one").areas == (Area.SAFETY,)
    assert _read("served on the lab safety committee this year").areas == (Area.SAFETY,)


def test_every_plain_name_of_an_area_is_a_word_for_it() -> None:
    """`short_forms.toml`: what is listed under a name is found as that area."""
    for area, names in words.data("short_forms.toml")["names"].items():
        assert [words.areas().whole(name) for name in names] == [Area(area)] * len(names)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("1 hr histo microtomy tips 1 hr safety formaldehyde, NSH", "histology safety"),
        ("1h safety, 1h micro identification of yeasts, labce", "safety microbiology"),
        ("1 hr safety 1hr ethics both labce both yesterday", "safety ethics"),
    ],
)
def test_each_number_that_opens_with_its_own_area_is_a_part(text: str, parts: str) -> None:
    """Two were said; one point was read."""
    read = _read(text)
    assert read.points == 2
    assert read.parts == tuple(Part(Decimal(1), frozenset({Area(name)})) for name in parts.split())


@pytest.mark.parametrize(
    "text",
    [
        "1 hr antibody id 1 hr DAT labce yesterday",
        "DIC 1 hour, HIT 1 hr, labce, nov 3",
        "completed 2 courses on 11/4: TEG 1 hr, ROTEM 1 hr",
        "1 hr micro webinar 1 hr safety labce",
        "3 hr micro resistance 1 hr safety labce",
        "1 hr DIC 1 hr safety",
        "2 hr micro 2 hr micro yesterday labce",
        "1 hr safety 1 hr DIC labce yesterday",
    ],
)
def test_the_same_number_of_two_things_is_asked_about(text: str) -> None:
    """It may be said twice of one course, or once of each of two."""
    read = _read(text)
    assert (read.points, read.parts) == (None, ())
    assert Unclear.POINTS in read.unclear


def test_the_same_points_in_two_units_are_the_same_points() -> None:
    """An hour of a course is a credit."""
    assert _read("1 hour webinar on DIC, 1 credit, labce").points == 1


@pytest.mark.parametrize(
    "text", ["is a ceu the same as a contact hour", "how many minutes is a contact hour"]
)
def test_an_article_before_a_unit_is_no_number_in_a_question_about_units(text: str) -> None:
    """Nobody said one point."""
    assert _read(text).points is None


@pytest.mark.parametrize(
    ("text", "points", "title"),
    [
        ("2 labce credits DIC nov 5", Decimal(2), "DIC"),
        ("1.5 aabb hours massive transfusion yesterday", Decimal("1.5"), "massive transfusion"),
        ("2 labce credit courses DIC nov 5", None, "2 labce credit courses DIC"),
    ],
)
def test_a_provider_may_stand_between_a_number_and_its_unit(
    text: str, points: Decimal | None, title: str
) -> None:
    """What is counted may be courses."""
    assert (_read(text).points, _read(text).title) == (points, title)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("edit the 2 labce hours from nov 3 to 3", Intent.EDIT),
        ("delete my 2 labce hours from nov 3", Intent.DELETE),
        ("do my 2 labce hours count for safety", Intent.ELIGIBLE),
    ],
)
def test_such_points_tell_of_no_new_activity_where_something_else_is_wanted(
    text: str, intent: Intent
) -> None:
    """They are looked for once a CE is told."""
    assert (_read(text).intent, _read(text).points) == (intent, None)


def test_a_name_with_college_in_it_makes_no_college_course() -> None:
    """Hours of a college are asked about; those of a society are points."""
    assert _read("grossing workshop 3hr saturday college of american pathologists").points == 3
