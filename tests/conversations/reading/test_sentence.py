"""Whole sentences: what is wanted and what is named. Today is Monday 23 November 2026."""

from datetime import date
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_rules.model import Area, CredentialKey, Holding, Kind, Part, Scheme
from conversations.reading.dates import Ambiguous, Day
from conversations.reading.sentences.sentence import Intent, Unclear, Understood, understand

TODAY = date(2026, 11, 23)
YESTERDAY = Day(date(2026, 11, 22))
MLS, SBB = CredentialKey("MLS"), CredentialKey("SBB")


def _read(text: str, *holdings: Holding) -> Understood:
    return understand(text, today=TODAY, order="mdy", holdings=holdings)


def test_credentials_with_one_expiry_are_set_up_by_a_sentence() -> None:
    """Issue 2, word for word."""
    read = _read("I hold MLS and SBB, both expire 2027-06-30")
    ends = Day(date(2027, 6, 30))
    assert read.intent is Intent.ADD_CREDENTIAL
    assert read.expiries == ((MLS, ends), (SBB, ends))


def test_credentials_with_their_own_expiries_get_each_its_own() -> None:
    """The next date after a credential is its own."""
    read = _read("my mls expires 6/30/27 and my sbb 12/31/2026")
    assert read.expiries == ((MLS, Day(date(2027, 6, 30))), (SBB, Day(date(2026, 12, 31))))
    assert (read.date, read.unclear) == (None, ())


def test_a_credential_that_is_held_already_is_changed() -> None:
    """The same words add it or correct its expiry."""
    held = Holding(SBB, cycle_ends=date(2027, 6, 30))
    assert _read("my SBB expires 12/31/2027").intent is Intent.ADD_CREDENTIAL
    assert _read("my SBB expires 12/31/2027", held).intent is Intent.CHANGE_CREDENTIAL


def test_a_code_means_the_credential_that_is_held() -> None:
    """MLS exists in two schemes; a person who holds one of them means that one."""
    international = CredentialKey("MLS", Scheme.ASCPI)
    held = Holding(international, cycle_ends=date(2027, 6, 30))
    assert _read("what do I still need for my MLS?", held).credentials == (international,)


def test_one_line_logs_a_ce_with_its_area() -> None:
    """Issue 2: an area that stands as a clause of its own was said by the person."""
    read = _read("1.5 hours antibody identification from LabCE yesterday, blood banking")
    assert (read.intent, read.title, read.provider) == (
        Intent.LOG,
        "antibody identification",
        "LabCE",
    )
    assert (read.points, read.date, read.kind) == (Decimal("1.5"), YESTERDAY, Kind.CE_COURSE)
    assert read.parts == (Part(Decimal("1.5"), frozenset({Area.BLOOD_BANKING})),)


def test_an_area_that_only_the_title_suggests_is_not_taken_for_said() -> None:
    """Never a guess in a record: the conversation asks."""
    read = _read("I did 1.5 hours on antibody identification with LabCE yesterday")
    assert (read.title, read.provider) == ("antibody identification", "LabCE")
    assert (read.areas, read.parts, read.unclear) == ((), (), ())


def test_the_title_keeps_its_letters_and_loses_all_around_it() -> None:
    """Verbs, points, date, provider and area are cut away."""
    read = _read("LabCE Bloodborne Pathogens 1.5 safety 3/2")
    assert (read.title, read.provider, read.areas) == (
        "Bloodborne Pathogens",
        "LabCE",
        (Area.SAFETY,),
    )
    assert read.date == Day(date(2026, 3, 2))
    read = _read("just finished the AABB webinar on DAT, 1 credit")
    assert (read.title, read.provider, read.points, read.date) == ("DAT", "AABB", 1, None)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Safety 2025 update, 1 hr, labce 3/2", "Safety 2025 update"),
        ("2024 update on COVID-19 testing from CAP 2 credits", "2024 update on COVID-19 testing"),
        ("Factor 8 inhibitors 1.5h Mayo 11/2", "Factor 8 inhibitors"),
        ("3 credits for CMV in transplant on nov 9 for my SBB", "CMV in transplant"),
        ("Lessons from the pandemic, 1 hr AABB, today", "Lessons from the pandemic"),
        ("Can We Trust POC? 1 hr CAP yesterday", "Can We Trust POC?"),
        ('Took "Parasite ID for the Bench" by ARUP, 2 CMLE', "Parasite ID for the Bench"),
        ("in-service on the new Sysmex analyzer, 1 hour, today", "Sysmex analyzer"),
        ("24 hour urine collection, 1 credit labce", "24 hour urine collection"),
    ],
)
def test_titles_that_look_like_something_else_come_out_whole(text: str, title: str) -> None:
    """Years, factors, providers and questions inside a title stay there."""
    assert _read(text).title == title


def test_points_on_several_areas_become_parts() -> None:
    """The parts make up the total that was said."""
    read = _read("3 hrs: 1 safety 2 micro at the state meeting last Saturday")
    assert read.parts == (
        Part(Decimal(1), frozenset({Area.SAFETY})),
        Part(Decimal(2), frozenset({Area.MICROBIOLOGY})),
    )
    assert (read.points, read.title) == (3, "state meeting")


def test_a_total_that_its_parts_exceed_is_asked() -> None:
    """Neither number is taken for the right one."""
    read = _read("2 hrs: 1 safety 2 micro yesterday")
    assert read.points is None
    assert Unclear.POINTS in read.unclear


def test_hours_of_a_college_course_agree_with_its_points() -> None:
    """15 points and 1 semester hour are the same, said twice."""
    read = _read("add 15 pts college micro, 1 semester hour, ended May 10 2025")
    assert (read.points, read.kind, read.title) == (15, Kind.COLLEGE_COURSE, "college micro")
    assert (read.date, read.unclear) == (Day(date(2025, 5, 10)), ())


def test_a_title_that_looks_like_a_date_is_none() -> None:
    """The year belongs to the title."""
    read = _read("competency assessment 2025")
    assert (read.intent, read.kind) == (Intent.LOG, Kind.COMPETENCY_ASSESSMENT)
    assert (read.title, read.date) == ("competency assessment 2025", None)


def test_what_reads_two_ways_is_left_open() -> None:
    """A CEU and the order of day and month are asked."""
    read = understand("Antibody ID labce 1 CEU 3/2", today=TODAY, order=None)
    assert (read.points, read.unit_of) == (None, 1)
    assert read.date == Ambiguous(date(2026, 3, 2), date(2026, 2, 3))
    assert set(read.unclear) == {Unclear.UNIT, Unclear.DATE}


@pytest.mark.parametrize(
    ("text", "intent", "credentials"),
    [
        ("what do I still need for my SBB?", Intent.REMAINING, (SBB,)),
        ("wat do i stil need for sbb", Intent.REMAINING, (SBB,)),
        ("and my MLS?", Intent.REMAINING, (MLS,)),
        ("when does my MLS expire?", Intent.DEADLINE, (MLS,)),
        ("does a journal article count?", Intent.ELIGIBLE, ()),
        ("how many points for HT?", Intent.REQUIREMENTS, (CredentialKey("HT"),)),
        ("am i done", Intent.COMPLETE, ()),
        ("undo", Intent.UNDO, ()),
        ("delete the last one", Intent.DELETE, ()),
        ("make it 2 points", Intent.EDIT, ()),
        ("no, yesterday", Intent.EDIT, ()),
        ("same again but safety", Intent.EDIT, ()),
        ("change the provider to ASCLS", Intent.EDIT, ()),
        ("banana bread", Intent.UNKNOWN, ()),
    ],
)
def test_questions_are_understood_in_free_words(
    text: str, intent: Intent, credentials: tuple[CredentialKey, ...]
) -> None:
    """Issues 2 and 4, with typos and without a question mark."""
    read = _read(text)
    assert (read.intent, read.credentials) == (intent, credentials)


def test_a_correction_names_only_what_is_new() -> None:
    """The conversation knows the rest."""
    assert _read("make it 2 points").points == 2
    assert _read("no, yesterday").date == YESTERDAY
    assert _read("change the provider to ASCLS").provider == "ASCLS"
    assert _read("change the provider to Bloodworks NW").provider == "Bloodworks NW"
    assert _read("rename it to Rh Basics").title == "Rh Basics"
    assert _read("same again but safety").areas == (Area.SAFETY,)


@pytest.mark.parametrize("text", ["", "   ", "?!", "\N{GRINNING FACE}", "x" * 5000, "1 h " * 1000])
def test_what_is_no_sentence_is_unknown(text: str) -> None:
    """Nothing, signs only, or a document."""
    assert _read(text) == Understood(Intent.UNKNOWN, 1.0)


_PIECES = st.sampled_from(
    [
        *("1.5", "hours", "CEU", "safety", "micro", "from", "LabCE", "the", "AABB", "on", "MLS"),
        *("my", "expires", "3/2", "yesterday", ",", ":", "?", "-3", "1e9", "what", "I", "(", "|"),
    ]
)  # fmt: skip


@given(st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=14).map(" ".join)))
def test_any_text_is_understood_as_something(text: str) -> None:
    """No text raises; what is read are possible points and clean titles."""
    for order in ("mdy", None):
        read = understand(text, today=TODAY, order=order)  # type: ignore[arg-type]
        assert 0 < read.sure <= 1
        for points in (read.points, *(part.points for part in read.parts)):
            assert points is None or 0 < points <= 999
        assert read.title is None or any(letter.isalnum() for letter in read.title)
        assert read.title is None or "|" in text or "|" not in read.title


@pytest.mark.parametrize(
    "piece", ["mls ", "1 safety ", "from A ", "at the a b ", "labce ", ", ", "x"]
)
def test_the_longest_sentence_takes_little_time(piece: str) -> None:
    """No pattern backtracks without bound; ten times what it takes is allowed."""
    _read("warm up")
    start = process_time()
    _read((piece * 500)[:500])
    assert process_time() - start < 0.5


def test_a_sentence_is_read_once_for_the_same_person_on_the_same_day() -> None:
    """A turn asks whether it is a question and what it says: one reading is handed on."""
    text = "SH expires 3/2"
    held = (Holding(CredentialKey("SH", Scheme.ASCP), date(2027, 6, 30)),)
    once = understand(text, today=TODAY, order="mdy")
    assert understand(text, today=TODAY, order="mdy") is once
    assert understand(text, today=TODAY, order="dmy").date != once.date
    assert understand(text, today=date(2027, 11, 23), order="mdy").date != once.date
    assert understand(text, today=TODAY, order="mdy", holdings=held) is not once


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("2 hours coag labce 2026-04-01, hematology", "coag"),
        ("one and a half hours hemostasis, labce, last monday, hematology", "hemostasis"),
        ("1 h flow cytometry, Mayo, yesterday, cytometry", "flow cytometry"),
    ],
)
def test_a_title_that_could_be_an_area_stays_where_the_area_is_said_apart(
    said: str, title: str
) -> None:
    """The words behind the points were once taken for the area, and the title was lost."""
    read = _read(said)
    assert read.title == title
    assert len(read.areas) == 1
