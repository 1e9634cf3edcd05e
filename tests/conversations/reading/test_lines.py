"""One-line logs that were read wrongly: what is not certain is missing, never guessed.

Today is Monday 23 November 2026. A field that a row does not name has to be empty, except for the
kind.
"""

from datetime import date
from decimal import Decimal

import pytest

from cmp_rules.model import Kind
from conversations.reading.dates import Ambiguous, Day, Impossible
from conversations.reading.points import Refusal
from conversations.reading.sentences.sentence import Intent, Unclear, Understood, understand

TODAY = date(2026, 11, 23)
NOV_3, NOV_22, OCT_20 = "2026-11-03", "2026-11-22", "2026-10-20"


def _read(text: str) -> Understood:
    return understand(text, today=TODAY, order="mdy")


def _fields(read: Understood) -> dict[str, str]:
    """Return the fields of a log in short form, without those that are empty."""
    day = read.date.date.isoformat() if isinstance(read.date, Day) else str(read.date or "")
    found = {
        "points": "" if read.points is None else f"{read.points:f}",
        "date": day,
        "title": read.title or "",
        "provider": read.provider or "",
        "areas": " ".join(sorted(read.areas)),
        "parts": " ".join(f"{part.points:f}:{'/'.join(sorted(part.areas))}" for part in read.parts),
    }
    return {name: value for name, value in found.items() if value}


def _row(
    text: str,
    points: str = "",
    when: str = "",
    title: str = "",
    provider: str = "",
    parts: str = "",
) -> tuple[str, dict[str, str]]:
    """Return a row; the areas are those of the parts."""
    areas = " ".join(sorted(part.partition(":")[2] for part in parts.split()))
    found = {
        "points": points,
        "date": when,
        "title": title,
        "provider": provider,
        "areas": areas,
        "parts": parts,
    }
    return text, {name: value for name, value in found.items() if value}


_AABB = "6:blood_banking 2:safety 1:ethics"
ROWS = (
    # hours with minutes, and products
    _row("1:30 h micro today labce", "1.5", "2026-11-23", "", "LabCE", "1.5:microbiology"),
    _row("2:15 hours micro labce yesterday", "2.25", NOV_22, "", "LabCE", "2.25:microbiology"),
    _row("antibody id 1:30 hrs, labce, nov 3", "1.5", NOV_3, "antibody id", "LabCE"),
    _row("antibody id 1 hr. 30 min. labce yesterday", "1.5", NOV_22, "antibody id", "LabCE"),
    _row("antibody panel workup, 2 x 1 hour, labce, oct 20",
         "2", OCT_20, "antibody panel workup", "LabCE"),
    _row("two 1 hour sessions on DIC, labce, oct 20", "2", OCT_20, "DIC", "LabCE"),
    _row("DIC, 3 x 30 min, labce, oct 20", "1.5", OCT_20, "DIC", "LabCE"),
    _row("2 x 1 hour micro, labce, oct 20", "2", OCT_20, "", "LabCE", "2:microbiology"),
    _row("2 AMA PRA category 1 credits heme ASH yesterday", "2", NOV_22, "", "ASH", "2:hematology"),
    # no part is lost
    _row("6 blood banking and 2 safety and 1 ethics AABB annual meeting Oct 20",
         "9", OCT_20, "AABB annual meeting", "AABB", _AABB),
    _row("6 blood banking, 2 safety and 1 ethics at AABB annual meeting Oct 20",
         "9", OCT_20, "AABB annual meeting", "AABB", _AABB),
    _row("AABB annual meeting 9 credits oct 20: bb 6, safety 2, ethics 1",
         "9", OCT_20, "AABB annual meeting", "AABB", _AABB),
    _row('1h micro / 1h chem labce yesterday "Sepsis day"',
         "2", NOV_22, "Sepsis day", "LabCE", "1:microbiology 1:chemistry"),
    _row("2 hours micro and safety labce yesterday", "2", NOV_22, "", "LabCE"),
    _row("2 hours micro, safety, labce, yesterday", "2", NOV_22, "", "LabCE"),
    _row("NSH symposium 8 hours histology of which 1 safety, oct 20",
         "8", OCT_20, "NSH symposium", "NSH"),
    _row("Blood banking for the MLS, 2 credits, ASCLS, nov 9, chem 1 micro 1",
         "2", "2026-11-09", "Blood banking for the MLS", "ASCLS", "1:chemistry 1:microbiology"),
    _row("safety 1, ethics 1, LabCE bundle, Nov 2 2026",
         "2", "2026-11-02", "", "LabCE", "1:safety 1:ethics"),
    _row("4 hrs micro incl 1 safety, ASM, nov 3", "4", NOV_3, "", "ASM"),
    _row("Safety (1), ethics (2), labce, nov 3", "3", NOV_3, "", "LabCE", "1:safety 2:ethics"),
    _row("micro 2, chem 2, total 4, ASCLS, nov 3",
         "4", NOV_3, "", "ASCLS", "2:microbiology 2:chemistry"),
    _row("1 safety hour labce nov 3", "1", NOV_3, "", "LabCE", "1:safety"),
    _row("Hematology 2, 1 credit, labce, nov 3", "1", NOV_3, "Hematology 2", "LabCE"),
    # colons
    _row("Hemostasis: the new era, 1 hr, labce, yesterday",
         "1", NOV_22, "Hemostasis: the new era", "LabCE"),
    _row("BB and SBB overview: what to know, 2 hrs, ASCLS, yesterday",
         "2", NOV_22, "BB and SBB overview: what to know", "ASCLS"),
    _row("Course no 5: topic 5, 1 credit, safety, LabCE, 2026-10-05",
         "1", "2026-10-05", "Course no 5: topic 5", "LabCE", "1:safety"),
    _row("Friday the 13th: infection control, 1 hr, safety, COLA, 11/13",
         "1", "2026-11-13", "Friday the 13th: infection control", "COLA", "1:safety"),
    _row("today 1 hr ARUP: Interpreting CBC & diff",
         "1", "2026-11-23", "Interpreting CBC & diff", "ARUP"),
    # times and dates inside titles
    _row("The first 24 hours of sepsis, 1 credit, micro, LabCE, yesterday",
         "1", NOV_22, "The first 24 hours of sepsis", "LabCE", "1:microbiology"),
    _row("The 4-hour troponin rule: 0.5 points, Siemens, Nov 18",
         "0.5", "2026-11-18", "The 4-hour troponin rule", "Siemens Healthineers"),
    _row("5 minutes that save lives, 1 hr, safety, LabCE, yesterday",
         "1", NOV_22, "5 minutes that save lives", "LabCE", "1:safety"),
    _row("1 credit; 48 hours to diagnosis; LabCE; yesterday",
         "1", NOV_22, "48 hours to diagnosis", "LabCE"),
    _row("Today's blood bank, 1 hr, AABB, yesterday", "1", NOV_22, "Today's blood bank", "AABB"),
    _row("Today's blood bank, 1 hr, AABB", "1", "", "Today's blood bank", "AABB"),
    _row("today's webinar on DIC, 1 hr, AABB", "1", "2026-11-23", "DIC", "AABB"),
    _row("Yesterday, today and tomorrow in transfusion medicine, 1 credit, AABB, Nov 20",
         "1", "2026-11-20", "Yesterday, today and tomorrow in transfusion medicine", "AABB"),
    _row("HPV 6/11 genotyping 1 hr labce oct 20", "1", OCT_20, "HPV 6/11 genotyping", "LabCE"),
    _row("ABO 3/2 discrepancy cases 1 hr AABB yesterday",
         "1", NOV_22, "ABO 3/2 discrepancy cases", "AABB"),
    _row("Dec 2025 issue of Lab Medicine, 1 CMLE, ASCP, yesterday",
         "1", NOV_22, "Dec 2025 issue of Lab Medicine", "ASCP"),
    _row("Friday the 3rd wave, 1 hr, labce", "1", "", "Friday the 3rd wave", "LabCE"),
    _row('"Yesterday in 2 hours: safety 3/2" 1 hr labce nov 3',
         "1", NOV_3, "Yesterday in 2 hours: safety 3/2", "LabCE"),
    _row("cap today article self study 1 hr nov 3", "1", NOV_3, "", "CAP"),
    # providers
    _row("Fire saftey 30 min hosptial nov 2nd", "0.5", "2026-11-02", "Fire saftey", "hospital",
         "0.5:safety"),
    _row("1,5 h blood bank, DRK, 22.11.2026", "1.5", NOV_22, "", "DRK", "1.5:blood_banking"),
    _row("Grand rounds, 1 hr, St. Mary's hospital, Nov 12",
         "1", "2026-11-12", "", "St. Mary's hospital"),
    _row("spill drill, 1 hr, mercy hospital, nov 3", "1", NOV_3, "spill drill", "mercy hospital"),
    _row("spill drill, 1 hr, University of Iowa, nov 3",
         "1", NOV_3, "spill drill", "University of Iowa"),
    _row("annual competency 2026-10-20 2 pts General hospital safety",
         "2", OCT_20, "annual competency", "General hospital", "2:safety"),
    _row("1 hr sequencing basics illumina oct 20", "1", OCT_20, "sequencing basics", "Illumina"),
    _row("1 hr sequencing basics from Novogene, oct 20",
         "1", OCT_20, "sequencing basics", "Novogene"),
    _row("sequencing basics Novogene 1 hr oct 20", "1", OCT_20, "sequencing basics Novogene"),
    _row("Patients with Lupus, 1 hr, nov 3", "1", NOV_3, "Patients with Lupus"),
    _row("lean basics, 1 hr, by ASQ, nov 3", "1", NOV_3, "lean basics", "ASQ"),
    _row("1 hr parasites, Mayo, nov 3", "1", NOV_3, "parasites", "Mayo"),
    _row("1 hr parasites mayo clinic labs nov 3",
         "1", NOV_3, "parasites", "Mayo Clinic Laboratories"),
    _row("1 hr parasites, CDC, nov 3", "1", NOV_3, "parasites", "CDC"),
    _row("1 hr parasites, aacc, nov 3", "1", NOV_3, "parasites", "AACC"),
    _row("DIC, 1 hr, nov 3, Kaiser", "1", NOV_3, "DIC", "Kaiser Permanente"),
    _row("DIC 1 hr nov 3 Sunnyside", "1", NOV_3, "DIC, Sunnyside"),
    _row("Antibody ID 1 hr nov 3 Elution", "1", NOV_3, "Antibody ID, Elution"),
    _row("Ethics for labs, 1 hr, nov 3", "1", NOV_3, "Ethics for labs", "", "1:ethics"),
    _row("Bias and Society, 1 hr, nov 3", "1", NOV_3, "Bias and Society"),
    _row("DIC, 1 hr, nov 3, Hematology Basics", "1", NOV_3, "DIC, Hematology Basics"),
    # typed with a thumb
    _row("gave a 1 hour talk on TTP", "1", "", "TTP"),
    _row("9/11 disaster lessons 1 cr labce yesterday",
         "1", NOV_22, "9/11 disaster lessons", "LabCE"),
    _row("cap qc webinar 1.5 nov 3", "1.5", NOV_3, "qc webinar", "CAP"),
    _row("11/3 qc rules 1 hr aabb", "1", NOV_3, "qc rules", "AABB"),
    _row("certificate of completion Anaerobes 101, ASCLS, 2 contact hours, nov 3",
         "2", NOV_3, "Anaerobes 101", "ASCLS"),
    _row("hemolytic anemias 1,5 labce nov 3", "1.5", NOV_3, "hemolytic anemias", "LabCE"),
    _row("One more reason to check Rh 1 hr labce nov 3",
         "1", NOV_3, "One more reason to check Rh", "LabCE"),
    _row("same day surgery labs 1 hr labce nov 3", "1", NOV_3, "same day surgery labs", "LabCE"),
    _row("csf cell counts, labce, 1.5, nov 3", "1.5", NOV_3, "csf cell counts", "LabCE"),
    # how many of one size
    _row("each module 1 hr, did two, labce", "2", "", "", "LabCE"),
    _row("1 credit each for 3 webinars, labce, nov 3", "3", NOV_3, "", "LabCE"),
    _row("4 modules, .5 each, medialab, nov 3", "2", NOV_3, "", "MediaLab"),
    _row("1 hr each, labce, nov 3", "", NOV_3, "", "LabCE"),
    _row("please add 1 hr DIC labce for yesterday, I forgot to log it",
         "1", NOV_22, "DIC", "LabCE"),
    _row("1 credit hour DIC labce nov 3", "1", NOV_3, "DIC", "LabCE"),
    _row("Lyme / babesia / anaplasma, 1 hr, ARUP, nov 3",
         "1", NOV_3, "Lyme / babesia / anaplasma", "ARUP"),
    # lists
    _row("chemical hygiene | labce | 1 | 11/22/2026 | safety",
         "1", NOV_22, "chemical hygiene", "LabCE", "1:safety"),
    _row("chemical hygiene, labce, 1.0, 22-Nov-2026, safety",
         "1", NOV_22, "chemical hygiene", "LabCE", "1:safety"),
    _row("labce,bombay phenotype,1,oct 20", "1", OCT_20, "bombay phenotype", "LabCE"),
    _row("antibody id, 1 hr, labce, 20261103", "1", NOV_3, "antibody id", "LabCE"),
    _row('labce 1hr safty yesturday "Chemical Hygiene"',
         "1", NOV_22, "Chemical Hygiene", "LabCE", "1:safety"),
    _row("Rh basics / labce / 1 hr / oct 20", "1", OCT_20, "Rh basics", "LabCE"),
    _row("LabCE - Rh basics - 1 - 10/20", "1", OCT_20, "Rh basics", "LabCE"),
    _row("course: DIC basics, provider: Acme, date 11/3, hours 2",
         "2", NOV_3, "DIC basics", "Acme"),
    _row("A look at DIC, 0.5, labce, nov 3", "0.5", NOV_3, "A look at DIC", "LabCE"),
    # what is left around a title
    _row("Rh basics (part 2 of 3), 1 hr, labce, nov 3",
         "1", NOV_3, "Rh basics (part 2 of 3)", "LabCE"),
    _row("zoom 10 am - 12 pm, 2 hrs, DIC, labce, nov 3", "2", NOV_3, "DIC", "LabCE"),
    _row("point of care testing, 1 hr, labce, nov 3", "1", NOV_3, "point of care testing", "LabCE"),
    _row("New coag assays, 1 hr, labce, nov 3", "1", NOV_3, "New coag assays", "LabCE"),
    _row("gram stain thing w/ labce 1hr yesterday", "1", NOV_22, "gram stain thing", "LabCE"),
    _row("chemical hygiene (safety) 1 hr labce nov 3",
         "1", NOV_3, "chemical hygiene", "LabCE", "1:safety"),
    _row("learned about the Bombay phenotype, 1 hr, labce, nov 3",
         "1", NOV_3, "Bombay phenotype", "LabCE"),
    _row("can you log 1 hr safety LabCE for yesterday please",
         "1", NOV_22, "", "LabCE", "1:safety"),
    _row("in service on new analyzer, 1 hr, nov 3", "1", NOV_3, "new analyzer"),
    _row("gave a presentation on DIC, 2 points, nov 3", "2", NOV_3, "DIC"),
    _row("poster at AABB annual meeting, 3 points, oct 20",
         "3", OCT_20, "AABB annual meeting", "AABB"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "fields"), ROWS, ids=[row[0] for row in ROWS])
def test_a_line_gives_what_it_says_and_nothing_else(text: str, fields: dict[str, str]) -> None:
    """Issues 2 and 3: a wrong record is worse than a question."""
    read = _read(text)
    assert read.intent is Intent.LOG
    assert _fields(read) == fields


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("in service on new analyzer, 1 hr, nov 3", Kind.IN_SERVICE),
        ("gave a presentation on DIC, 2 points, nov 3", Kind.PRESENTATION),
        ("Friday the 13th: infection control, 1 hr, safety, COLA, 11/13", Kind.CE_COURSE),
        ("grand rounds, 1 hr, Baylor University, nov 3", Kind.CE_COURSE),
    ],
)
def test_the_kind_is_not_taken_from_a_name(text: str, kind: Kind) -> None:
    """A university may hold grand rounds; "infection" is no inspection."""
    assert _read(text).kind is kind


def test_credits_of_a_college_course_are_asked() -> None:
    """Booklet: a semester hour is 15 points, a quarter hour 10; "3 credits" may be either."""
    read = _read("finished a 3 credit college course in immunology at ASU 2025-12-10")
    assert (read.kind, read.title, read.provider) == (Kind.COLLEGE_COURSE, "immunology", "ASU")
    assert (read.points, read.parts, read.college_hours) == (None, (), Decimal(3))
    assert read.unclear == (Unclear.UNIT,)
    assert _read("college course in immunology, 3 semester hours, 2025-12-10").points == 45
    assert _read("college course in immunology, 20 points, 2025-12-10").points == 20


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("-3 points", Refusal.NEGATIVE),
        ("0 points", Refusal.ZERO),
        ("1000000000 points", Refusal.TOO_MANY),
        ("1.555 points", Refusal.TOO_FINE),
    ],
)
def test_a_number_that_cannot_be_points_says_why(said: str, reason: Refusal) -> None:
    """The conversation tells the reason and asks."""
    read = _read(f"antibody id {said} labce nov 3")
    assert (read.points, read.refused, read.title) == (None, reason, "antibody id")


@pytest.mark.parametrize("said", ["11/31/2026", "feb 30", "2026-02-29"])
def test_a_day_that_does_not_exist_is_noticed(said: str) -> None:
    """No other day is taken for it."""
    read = _read(f"antibody id 1 hr labce {said}")
    assert read.date == Impossible(said)
    assert read.unclear == (Unclear.DATE,)


def test_two_days_that_may_both_be_meant_are_asked() -> None:
    """A day in a clause of its own wins only over one that is a word of the title."""
    read = _read("antibody id on 11/3, 1 hr, labce, yesterday")
    assert read.date == Ambiguous(date(2026, 11, 3), date(2026, 11, 22))
    read = _read("ethics 1 nov 3 labce")
    assert read.date == Ambiguous(date(2026, 11, 1), date(2026, 11, 3))
    assert Unclear.POINTS in _read("a 2 hour webinar on DIC, 1 credit, labce, nov 3").unclear
    assert Unclear.POINTS in _read("1h micro and 1h of lab math, labce, nov 3").unclear


@pytest.mark.parametrize(
    ("text", "expiries"),
    [
        ("I hold MLS and SBB, MLS expires 2027-06-30 and SBB 2028-12-31",
         "MLS:2027-06-30 SBB:2028-12-31"),
        ("MLS 6/30/27, SBB 12/31/28", "MLS:2027-06-30 SBB:2028-12-31"),
        ("I hold MLS and SBB, both expire 2027-06-30", "MLS:2027-06-30 SBB:2027-06-30"),
        ("I hold MLS, SBB and HT, all expire 2027-06-30",
         "MLS:2027-06-30 SBB:2027-06-30 HT:2027-06-30"),
        ("I hold both MLS and SBB, my MLS expires 2027-06-30", "MLS:2027-06-30"),
        ("I hold MLS and SBB and HT, MLS and SBB expire 2027-06-30",
         "MLS:2027-06-30 SBB:2027-06-30"),
        ("I'm certified as a phlebotomist until 3/31/27", "PBT:2027-03-31"),
        ("I hold MLS, it expires 2027-06-30, no, 2028-06-30", ""),
        ("I hold MLS since 2015-03-01, expires 2027-06-30", "MLS:2027-06-30"),
        ("I hold MLS since 2025-03-01", ""),
        ("MLS and SBB expire 6/30/27 and 12/31/28", ""),
    ],
)  # fmt: skip
def test_each_expiry_belongs_to_the_credential_named_before_it(text: str, expiries: str) -> None:
    """A wrong expiry can cost a certification; what could be another's is asked."""
    found = [f"{k.code}:{r.date}" for k, r in _read(text).expiries if isinstance(r, Day)]
    assert " ".join(found) == expiries


def test_an_expiry_that_reads_two_ways_stays_open() -> None:
    """With the order of day and month unknown, 3/2 is March or February."""
    read = understand("I hold MLS, expires 3/2/2028", today=TODAY, order=None)
    assert [one for _, one in read.expiries] == [Ambiguous(date(2028, 3, 2), date(2028, 2, 3))]


@pytest.mark.parametrize(
    "text",
    [
        "is it true that my SBB expires 2026-12-31?",
        "my friend holds HT, expires 2027-01-31",
        "does my MLS expire 2027-06-30?",
        "does my MLS expire 2027-06-30",
        "I don't hold BB anymore, it expired 2020-06-30",
        "my SBB does not expire 2026-12-31",
        "I think my SBB expires 2026-12-31",
        "suppose my SBB expires 2026-12-31",
        "his MLS expires 2027-06-30",
        "didn't finish the 1hr coag labce course yesterday",
        "I will do a 1hr coag labce course today",
        "I never took the 1hr coag labce course yesterday",
        "should I take the 1hr coag course at labce today?",
        "did I log the 1hr coag course from labce yesterday?",
        "almost finished the 1hr coag labce course today",
        "I'm doing the 1hr coag labce course today",
        "I want to take a 1hr coag course from labce",
    ],
)
def test_questions_denials_plans_and_other_people_state_no_fact(text: str) -> None:
    """Nothing is recorded from them."""
    assert not _read(text).asserted


@pytest.mark.parametrize(
    "text",
    [
        "I hold MLS and SBB, both expire 2027-06-30",
        "I'm certified as a phlebotomist until 3/31/27",
        "my SBB expires 2027-07-31",
        "MLS 6/30/27, SBB 12/31/28",
        "can you log 1 hr safety LabCE for yesterday please?",
        '"Why We Don\'t Transfuse?" 1 hr AABB yesterday',
        "Why We Don't Transfuse, 1 hr, AABB, yesterday",
        "Can We Trust POC? 1 hr CAP yesterday",
        "I want to log 1 hr safety from labce yesterday",
        *(text for text, _ in ROWS),
    ],
)
def test_a_plain_statement_is_one(text: str) -> None:
    """Titles may ask and deny; that is no question of the person."""
    assert _read(text).asserted


@pytest.mark.parametrize(
    "text",
    [
        "11/5 lab math part 2",
        "chapters 1,5 labce yesterday",
        "heme cases 3,5 labce yesterday",
        "TEG series 2,5 labce yesterday",
        "Coagulation 101 11/4 labce",
        "hla b27 labce 11/4",
        "vitamin b 12 labce 11/2",
        "10 tips for phlebotomists, 11/3",
        "labce lipids $25 11/3",
        "delete entry 3 from 11/5",
    ],
)
def test_a_number_that_counts_or_names_something_is_no_points(text: str) -> None:
    """A wrong record is worse than a question."""
    assert _read(text).points is None


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("11/5 lipids 1", "1"),
        ("kidney stones labce 1 10/14", "1"),
        ("safety 1 ethics 1 nov 3 hospital", "2"),
        ("3 of the 1-credit labce modules done tonight", "3"),
        ("did the 2 hr course on hdn oct 16", "2"),
    ],
)
def test_points_without_a_unit_and_of_several_are_added_up(text: str, points: str) -> None:
    """Issue 4: lines as they are typed after a course."""
    assert _read(text).points == Decimal(points)
