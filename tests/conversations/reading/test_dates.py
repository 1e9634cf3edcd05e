"""Dates out of human text; today is Monday 23 November 2026 throughout."""

import subprocess
import sys
from datetime import date, timedelta
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversations.reading.dates import (
    Ambiguous,
    DateRead,
    Day,
    Impossible,
    MonthOnly,
    find_date,
    find_dates,
    read_date,
)

TODAY = date(2026, 11, 23)


def _day(text: str) -> Day:
    return Day(date.fromisoformat(text))


def _either(first: str, second: str) -> Ambiguous:
    return Ambiguous(date.fromisoformat(first), date.fromisoformat(second))


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "1.5", "12", "25", "a", "no", "ok", "may", "march", "sat", "sun", "mar", "dec"),
        *("this friday", "1.5 hours", "2026", "last year", "24/7", "10:30", "1e9", "-3", "12/32"),
        *("99/99/9999", "not yesterday", "a few days ago", "sometime in the spring", "Nov"),
    ],
)
def test_what_is_no_date_does_not_become_one(text: str) -> None:
    """The wrong answers of dateparser in the notes on tests, and their kin."""
    assert read_date(text, today=TODAY, order="mdy") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", "2026-11-23"),
        ("Tonight", "2026-11-23"),
        ("this morning", "2026-11-23"),
        ("yesterday", "2026-11-22"),
        ("yesturday", "2026-11-22"),
        ("last night", "2026-11-22"),
        ("day before yesterday", "2026-11-21"),
        ("last Saturday", "2026-11-21"),
        ("last monday", "2026-11-16"),
        ("on friday", "2026-11-20"),
        ("saterday", "2026-11-21"),
        ("3 days ago", "2026-11-20"),
        ("two weeks ago", "2026-11-09"),
        ("the 5th", "2026-11-05"),
        ("the 31st", "2026-10-31"),
        ("Nov 3", "2026-11-03"),
        ("Dec 5", "2025-12-05"),
        ("it was on the 3rd of november", "2026-11-03"),
        ("3 Nov 2026", "2026-11-03"),
        ("3rd Nov '25", "2025-11-03"),
        ("20NOV2025", "2025-11-20"),
        ("Novmber 3rd, 2025", "2025-11-03"),
        ("Friday, November 20, 2026", "2026-11-20"),
        ("2026-11-03", "2026-11-03"),
        ("2026/11/3", "2026-11-03"),
        ("20261103", "2026-11-03"),
        ("2026-11-03T10:00:00Z", "2026-11-03"),
        ("SEP 09, 2019 8:00 AM PDT", "2019-09-09"),
        ("26 September 2023", "2023-09-26"),
        ("October 27, 2017", "2017-10-27"),
        ("25/12/2025", "2025-12-25"),
        ("1/1/1890", "1890-01-01"),
        ("1/1/3026", "3026-01-01"),
        ("5/1/06", "2006-05-01"),
        ("5/1/99", "1999-05-01"),
        ("feb 29", "2024-02-29"),
        ("ended May 10 2025.", "2025-05-10"),
        ("no, yesterday", "2026-11-22"),
        ("3 weeks and 2 days ago", "2026-10-31"),
        ("last month on the 30th", "2026-10-30"),
        ("the 3rd of last month", "2026-10-03"),
        ("11/20 11/21", "2026-11-21"),
        ("nov 6 and nov 7", "2026-11-07"),
        ("Oct 15 & 16", "2026-10-16"),
        ("oct 17, 18, 19, 20", "2026-10-20"),
        ("Dec 30 and Dec 31 2024", "2024-12-31"),
        ("monday last week", "2026-11-16"),
        ("the friday before last", "2026-11-13"),
        ("two fridays ago", "2026-11-13"),
        ("the last friday of october", "2026-10-30"),
        ("first monday in november", "2026-11-02"),
        ("sept. 4 at noon", "2026-09-04"),
    ],
)
def test_a_day_is_read_in_the_forms_people_use(text: str, expected: str) -> None:
    """Forms of the certificate lines and of talk; the last two come through dateparser."""
    assert read_date(text, today=TODAY, order="mdy") == _day(expected)


@pytest.mark.parametrize(
    ("text", "american", "european"),
    [
        ("3/2/2026", "2026-03-02", "2026-02-03"),
        ("3.11.2026", "2026-03-11", "2026-11-03"),
        ("11-3", "2026-11-03", "2026-03-11"),
        ("11/3", "2026-11-03", "2026-03-11"),
        ("5 3 2009", "2009-05-03", "2009-03-05"),
    ],
)
def test_the_order_of_day_and_month_is_asked_until_it_is_known(
    text: str, american: str, european: str
) -> None:
    """5/3/2009 on a European programme is 5 March: certificate lines, section C."""
    assert read_date(text, today=TODAY, order=None) == _either(american, european)
    assert read_date(text, today=TODAY, order="mdy") == _day(american)
    assert read_date(text, today=TODAY, order="dmy") == _day(european)


@pytest.mark.parametrize("text", ["4/4/2026", "4/4", "4.4.2026"])
def test_the_order_does_not_matter_where_both_numbers_are_the_same(text: str) -> None:
    """Nothing is asked that has one answer."""
    assert read_date(text, today=TODAY, order=None) == _day("2026-04-04")


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("monday", "2026-11-23", "2026-11-16"),
        ("1 nov 3", "2026-11-01", "2026-11-03"),
        ("nov 3, no nov 4", "2026-11-03", "2026-11-04"),
        ("nov 3, nov 10", "2026-11-03", "2026-11-10"),
        ("oct 8 and 15", "2026-10-08", "2026-10-15"),
        ("sunday last week", "2026-11-22", "2026-11-15"),
    ],
)
def test_two_possible_days_are_both_given(text: str, first: str, second: str) -> None:
    """Today's own weekday, a month between two numbers, and two days said."""
    assert read_date(text, today=TODAY, order="mdy") == _either(first, second)


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Nov 3-5 2025", "2025-11-05"),
        ("11/3 - 11/5", "2026-11-05"),
        ("10/3-10/5", "2026-10-05"),
        ("sept 28 - oct 1", "2026-10-01"),
        ("Dec 30 - Jan 2 2026", "2026-01-02"),
        ("3-5 oct", "2026-10-05"),
    ],
)
def test_what_lasted_several_days_was_completed_on_the_last(text: str, last: str) -> None:
    """A meeting of three days is earned at its end."""
    assert read_date(text, today=TODAY, order="mdy") == _day(last)


def test_a_range_of_days_that_reads_both_ways_is_asked() -> None:
    """Without an order, 10/3-10/5 ends on 5 October or on 10 May."""
    assert read_date("10/3-10/5", today=TODAY, order=None) == _either("2026-10-05", "2026-05-10")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cap qc webinar 1.5 thurs", "2026-11-19"),
        ("ecast on babesia 1 hr tues", "2026-11-17"),
        ("journal club sat 1 hr", "2026-11-21"),
        ("45min gram stains sun", "2026-11-22"),
        ("this past friday 6 hrs", "2026-11-20"),
        ("fire safety this am", "2026-11-23"),
        ("hyponatremia 1 hr 11-4", "2026-11-04"),
        ("11-4 hyponatremia", "2026-11-04"),
        ("20nov26 case study", "2026-11-20"),
        ("the 5th, coag basics", "2026-11-05"),
        ("that was the 12th", "2026-11-12"),
        ("d dimer 45 min fri the 6th", "2026-11-06"),
        ("safety class 11/10", "2026-11-10"),
        ("microbe 6/4-6/8 18 credits", "2026-06-08"),
    ],
)
def test_dates_typed_in_haste_are_found(text: str, expected: str) -> None:
    """Short weekdays, hyphens, no spaces: as they are typed with a thumb."""
    assert [read for read, _ in find_dates(text, today=TODAY, order="mdy")] == [_day(expected)]


@pytest.mark.parametrize(
    "text",
    [
        "9/11 disaster lessons",
        "9/11 and the lab",
        "watched 9/11 anniversary talk",
        "i sat thru it",
        "o2 sat",
        "sat in on a talk",
        "factors 2-7-9",
        "a 2-3 hour drill",
        "IL 2-6 pathway",
        "lab math part 2/3",
    ],
)
def test_a_day_in_a_title_is_no_date(text: str) -> None:
    """What only looks like a day or a weekday is left to the title."""
    assert find_dates(text, today=TODAY, order="mdy") == []


@pytest.mark.parametrize("text", ["31 feb", "2026-02-30", "nov 31", "2/30/2026", "the 45th"])
def test_a_day_that_does_not_exist_is_said_to_be_impossible(text: str) -> None:
    """Dateparser makes 2031 of "31 feb"."""
    assert isinstance(read_date(text, today=TODAY, order="mdy"), Impossible)


@pytest.mark.parametrize(
    ("text", "year", "month"),
    [
        ("November 2026", 2026, 11),
        ("11/2026", 2026, 11),
        ("2027-06", 2027, 6),
        ("end of June 2027", 2027, 6),
        ("Jun '27", 2027, 6),
        ("in may", 2026, 5),
        ("june", 2026, 6),
        ("last month", 2026, 10),
        ("3 months ago", 2026, 8),
    ],
)
def test_a_month_is_not_made_a_day(text: str, year: int, month: int) -> None:
    """A month for a CE needs its day; for an expiry its last day is meant."""
    assert read_date(text, today=TODAY, order="mdy") == MonthOnly(year, month)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("06/27", MonthOnly(2027, 6)),
        ("06/28", MonthOnly(2028, 6)),
        ("6/30", _day("2027-06-30")),
        ("12/31", _day("2026-12-31")),
        ("june", MonthOnly(2027, 6)),
        ("June 27", _either("2027-06-27", "2027-06-30")),
        ("Jan 31", _day("2027-01-31")),
        ("6/30/27", _day("2027-06-30")),
        ("monday", _day("2026-11-23")),
        ("this friday", _day("2026-11-27")),
        ("in 3 weeks", _day("2026-12-14")),
    ],
)
def test_an_expiry_lies_ahead(text: str, expected: DateRead) -> None:
    """The same words mean the next such day where the future is preferred."""
    assert read_date(text, today=TODAY, order="mdy", prefer="future") == expected


def test_a_month_knows_its_last_day() -> None:
    """Also in a leap year."""
    assert MonthOnly(2028, 2).last_day == date(2028, 2, 29)


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("1.5 h antibody ID from LabCE yesterday, safety", "yesterday", _day("2026-11-22")),
        ("LabCE Bloodborne Pathogens 1.5 safety 3/2", "3/2", _day("2026-03-02")),
        ("3 hrs: 1 safety 2 micro at the state meeting last Saturday", "last Saturday",
         _day("2026-11-21")),
        ("add 15 pts college micro, 1 semester hour, ended May 10 2025", "May 10 2025",
         _day("2025-05-10")),
        ("COVID-19 update Nov 3 2 credits", "Nov 3", _day("2026-11-03")),
        ("safety webinar in march 2 credits", "in march", MonthOnly(2026, 3)),
        ("type 1/2 diabetes on 3 nov", "3 nov", _day("2026-11-03")),
    ],
)  # fmt: skip
def test_the_date_phrase_is_found_inside_a_sentence(
    text: str, phrase: str, expected: DateRead
) -> None:
    """Its place is given, so that it can be cut from the title."""
    found = find_date(text, today=TODAY, order="mdy")
    assert found is not None
    read, (start, end) = found
    assert (read, text[start:end]) == (expected, phrase)


@pytest.mark.parametrize(
    "text",
    [
        *("1.5 h antibody ID", "3 hrs: 1 safety 2 micro", "COVID-19", "Factor 8", "2024 update"),
        *("Safety 2025", "1 1/2 credits", "1/2 hr webinar", "HIV-1/2 testing"),
        *("sun exposure", "the march of time", "I may do 3", "sat at work", "24/7 coverage"),
        *("type 1/2 diabetes", "competency assessment 2025", "yearly training"),
        *("9819-18 Hemostasis", "P.A.C.E. 578-008-15"),
    ],
)  # fmt: skip
def test_titles_and_points_are_not_taken_for_dates(text: str) -> None:
    """A title that looks like a date stays in the title."""
    assert find_dates(text, today=TODAY, order="mdy") == []


def test_importing_the_conversations_does_not_load_dateparser() -> None:
    """It costs 170 ms and is needed by few answers."""
    code = (
        "import sys, conversations.reading.dates as d; before = 'dateparser' in sys.modules;"
        "d.warm(); sys.exit(10 * before + ('dateparser' in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 1


def test_a_date_is_read_rightly_while_another_thread_loads_dateparser() -> None:
    """It is loaded beside the serving; whoever needs it before that is done waits for it."""
    code = """if True:
        import threading, datetime, conversations.reading.dates as d
        day = datetime.date(2026, 11, 23)
        loads = threading.Thread(target=d.warm)
        loads.start()
        print([d.read_date("sept. 4 at noon", today=day, order="mdy").date for _ in range(3)])
        loads.join()
    """
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout == f"{[date(2026, 9, 4)] * 3}\n"
    assert done.stderr == ""


@given(st.dates(date(1970, 1, 1), date(2046, 1, 1)), st.sampled_from(["mdy", "dmy"]))
def test_a_day_written_in_full_is_read_back_exactly(day: date, order: str) -> None:
    """Every form with a four-figure year, on every day."""
    numbers = (day.month, day.day) if order == "mdy" else (day.day, day.month)
    for text in (
        day.isoformat(),
        "{}/{}/{}".format(*numbers, day.year),
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
    ):
        read = read_date(text, today=TODAY, order="mdy" if order == "mdy" else "dmy")
        assert read == Day(day), text


_PIECES = st.sampled_from(
    [
        "1",
        "12",
        "31",
        "/-.",
        "2026",
        "99",
        "nov",
        "may",
        "june",
        "3rd",
        "the",
        "on",
        "last",
        "½",
        "this",
        "monday",
        "sat",
        "ago",
        "days",
        "in",
        "yesterday",
        "1/2",
        ",",
        "'",
    ]
)


@given(st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=8).map(" ".join)))
def test_any_text_is_read_without_an_error(text: str) -> None:
    """A reader answers with a value, whatever it is given; found phrases lie inside the text."""
    for order in ("mdy", "dmy", None):
        for prefer in ("past", "future"):
            read_date(text, today=TODAY, order=order, prefer=prefer)  # type: ignore[arg-type]
            for _, (start, end) in find_dates(text, today=TODAY, order=order, prefer=prefer):  # type: ignore[arg-type]
                assert 0 <= start < end <= len(text)


@given(st.integers(0, 400), st.sampled_from(["mdy", "dmy"]))
def test_a_day_without_a_year_lies_within_the_year_before_today(back: int, order: str) -> None:
    """The most recent such day not after today."""
    day = TODAY - timedelta(days=back)
    read = read_date(f"{day:%B} {day.day}", today=TODAY, order="mdy")
    assert isinstance(read, Day)
    assert TODAY - timedelta(days=366) < read.date <= TODAY
    assert (read.date.month, read.date.day) == (day.month, day.day)


@pytest.mark.parametrize(
    "piece",
    [
        "1/",
        "1 ",
        "a",
        "may ",
        "3/2 ",
        "yesterday ",
        " ",
        "jan 1-",
        "last ",
        "1-",
        "the ",
        "nov 3 and ",
        "1st mon of ",
    ],
)
def test_five_thousand_letters_take_little_time(piece: str) -> None:
    """No pattern backtracks without bound; 50 ms is twenty times what it takes."""
    text = (piece * 5000)[:5000]
    start = process_time()
    find_dates(text, today=TODAY, order="mdy")
    read_date(text, today=TODAY, order="mdy")
    assert process_time() - start < 0.5
