"""A person out of a file: read whole, or refused in one line that says where and why."""

import copy
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.figures.person_file import MOST_BYTES, PersonFileError, read_person
from cmp_rules.model import (
    Activity,
    Adjustments,
    Area,
    CredentialKey,
    Holding,
    Kind,
    Part,
    Pin,
    Scheme,
)

TODAY = date(2026, 11, 23)
SBB = CredentialKey("SBB")

PERSON: dict[str, Any] = {
    "holdings": [
        {
            "credential": "SBB",
            "scheme": "ASCP",
            "cycle_ends": "2027-06-30",
            "cycle_starts": "2024-07-01",
            "voluntary": False,
            "certified_on": "2006-05-01",
            "adjustments": {
                "total": "36",
                "slots": {"blood_banking": "10"},
                "note": "seen on my dashboard",
            },
        }
    ],
    "activities": [
        {
            "title": "Antibody ID",
            "provider": "LabCE",
            "date": "2026-11-22",
            "kind": "ce_course",
            "parts": [{"points": "1.5", "areas": ["blood_banking"]}],
            "pins": [
                {
                    "credential": "SBB",
                    "scheme": "ASCP",
                    "part": 0,
                    "slot": "blood_banking",
                    "points": "1",
                }
            ],
            "exclude": [{"credential": "MLS", "scheme": "ASCP"}],
        }
    ],
}


def changed(place: str, value: object) -> str:
    """Return the person with one value replaced, by a path such as `holdings.0.scheme`."""
    person = copy.deepcopy(PERSON)
    *steps, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    inner: Any = person
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return json.dumps(person)


def fault(data: str | bytes) -> str:
    """Return what is said about a file that is no person."""
    with pytest.raises(PersonFileError) as caught:
        read_person(data, TODAY)
    said = str(caught.value)
    assert "\n" not in said
    assert said.isprintable()
    return said


def test_a_person_is_read_as_the_interface_writes_it() -> None:
    """Interface, "A person"."""
    holdings, activities = read_person(json.dumps(PERSON), TODAY)

    assert holdings == (
        Holding(
            SBB,
            date(2027, 6, 30),
            date(2024, 7, 1),
            certified_on=date(2006, 5, 1),
            adjustments=Adjustments(
                Decimal(36), {"blood_banking": Decimal(10)}, "seen on my dashboard"
            ),
        ),
    )
    assert activities == (
        Activity(
            "Antibody ID",
            date(2026, 11, 22),
            Kind.CE_COURSE,
            (Part(Decimal("1.5"), frozenset({Area.BLOOD_BANKING})),),
            "LabCE",
            (Pin(SBB, 0, "blood_banking", Decimal(1)),),
            frozenset({CredentialKey("MLS")}),
        ),
    )


def test_what_is_not_required_may_be_left_out() -> None:
    """Interface: credential, scheme, cycle_ends; title, date, kind, parts are required."""
    holding = {"credential": "QIHC", "scheme": "qualification", "cycle_ends": "2027-06-30"}
    part = {"points": 0.01, "areas": ["general"]}
    activity = {"title": "x", "date": "2026-01-01", "kind": "other", "parts": [part]}
    data = json.dumps({"holdings": [holding], "activities": [activity]})

    holdings, activities = read_person(data, TODAY)

    assert holdings[0] == Holding(CredentialKey("QIHC", Scheme.QUALIFICATION), date(2027, 6, 30))
    assert activities[0].parts[0].points == Decimal("0.01")
    assert read_person("{}", TODAY) == ((), ())


@pytest.mark.parametrize("points", ["1.5", 1.5, "1.50", 2, "0.01", "10000"])
def test_points_are_texts_or_numbers_with_two_decimals_at_most(points: object) -> None:
    """Interface: in input strings or numbers, two decimals at most, above 0; kept exact."""
    person = json.loads(changed("activities.0.parts.0.points", points))
    del person["activities"][0]["pins"]

    _holdings, activities = read_person(json.dumps(person), TODAY)

    assert activities[0].points == Decimal(str(points))


@pytest.mark.parametrize(
    "points",
    [
        "1.505",
        1.505,
        0,
        "0",
        -3,
        "-3",
        1e9,
        "1e3",
        "",
        " 1",
        "1,5",
        True,
        None,
        [],
        "٣",
        "10000.01",
    ],
)
def test_other_points_are_refused_where_they_stand(points: object) -> None:
    """Issue 2: bad input everywhere gets a clear sentence."""
    assert fault(changed("activities.0.parts.0.points", points)).startswith(
        "activities[0].parts[0].points: "
    )


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "9" * 5000, "1e" + "9" * 20])
def test_what_json_calls_a_number_and_nobody_else_is_refused(number: str) -> None:
    """Interface: unknown and unreasonable input is refused."""
    data = json.dumps(PERSON).replace('"1.5"', number)

    assert fault(data).startswith("file: ")


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ("holdings.0.credential", "SBX", "holdings[0].credential: the catalogue has no 'SBX'"),
        ("holdings.0.scheme", "qualification", "holdings[0].credential: the catalogue has no"),
        ("holdings.0.scheme", "ascp", "holdings[0].scheme: 'ascp' is not one of ASCP, ASCPi"),
        ("holdings.0.cycle_ends", "2027-02-30", "holdings[0].cycle_ends: there is no 2027-02-30"),
        ("holdings.0.cycle_ends", "20270630", "holdings[0].cycle_ends: '20270630' is not a date"),
        ("holdings.0.cycle_ends", 20270630, "holdings[0].cycle_ends: '20270630' is not a date"),
        ("holdings.0.cycle_ends", None, "holdings[0].cycle_ends: 'None' is not a date"),
        ("holdings.0.cycle_starts", "2028-01-01", "holdings[0].cycle_starts: lies after the end"),
        ("holdings.0.voluntary", "no", "holdings[0].voluntary: is not true or false"),
        ("holdings.0.adjustments.total", "-1", "holdings[0].adjustments.total: '-1' is not"),
        ("holdings.0.adjustments.slots.foo", "1", "holdings[0].adjustments.slots.foo: 'foo' is"),
        ("holdings.0.adjustments.slots.ethics", "x", "holdings[0].adjustments.slots.ethics: 'x'"),
        ("holdings.0.certified", "2006-05-01", "holdings[0].certified: is not known here"),
        ("activities.0.date", "1890-01-01", "activities[0].date: 1890-01-01 lies outside"),
        ("activities.0.title", "  ", "activities[0].title: is empty"),
        ("activities.0.title", "a\nb", "activities[0].title: holds characters"),
        ("activities.0.title", "a" * 5000, "activities[0].title: is longer than"),
        ("activities.0.title", "\ud800", "activities[0].title: holds characters"),
        ("activities.0.kind", "course", "activities[0].kind: 'course' is not a kind"),
        ("activities.0.parts", [], "activities[0].parts: is empty"),
        ("activities.0.parts.0.areas", [], "activities[0].parts[0].areas: is empty"),
        ("activities.0.parts.0.areas", ["<b>"], "activities[0].parts[0].areas: '<b>' is not"),
        ("activities.0.pins.0.slot", "bb", "activities[0].pins[0].slot: 'bb' is not the name"),
        ("activities.0.pins.0.part", 1, "activities[0].pins[0].part: there is no part 1"),
        ("activities.0.pins.0.part", -1, "activities[0].pins[0].part: is not the number"),
        ("activities.0.pins.0.points", "2", "activities[0].pins[0].points: is more than"),
        ("activities.0.pins.0.slot", "safety", "activities[0].pins[0]: No area of this part"),
        ("activities.0.pins.0.slot", "virology", "activities[0].pins[0]: SBB(ASCP) has no"),
        (
            "activities.0.exclude.0.credential",
            "SBB",
            "activities[0].pins[0]: SBB(ASCP) is",
        ),
        ("activities.0.exclude.0.credential", "?", "activities[0].exclude[0].credential: the"),
        ("activities", {}, "activities: is not a list"),
        ("activities.0", "x", "activities[0]: is not an object"),
        ("holdings", None, "holdings: is not a list"),
    ],
)
def test_a_fault_is_told_with_its_place(place: str, value: object, said: str) -> None:
    """Interface: bad input is one line saying what is wrong and where."""
    assert fault(changed(place, value)).startswith(said)


def test_a_credential_held_twice_is_refused() -> None:
    """One holding of one credential has one cycle."""
    person = {**PERSON, "holdings": PERSON["holdings"] * 2}

    assert fault(json.dumps(person)) == "holdings[1]: SBB(ASCP) stands in holdings[0] already"


def test_wishes_that_together_exceed_a_slot_are_refused() -> None:
    """Issue 3: an impossible pin is refused with the reason."""
    pin = PERSON["activities"][0]["pins"][0]
    data = changed("activities.0.pins", [pin, pin])

    assert fault(data) == (
        "activities[0].pins[1]: This part has only 0.5 points left to place in SBB(ASCP)."
    )


def test_wishes_and_exclusions_for_credentials_not_held_have_no_effect() -> None:
    """A credential given up leaves its wishes behind."""
    holdings, activities = read_person(changed("holdings", []), TODAY)

    assert holdings == ()
    assert activities[0].pins[0].key == SBB


def test_a_wish_of_a_past_cycle_is_no_fault() -> None:
    """An export of a person whose credential rolled into its next cycle can be read back."""
    person = copy.deepcopy(PERSON)
    person["holdings"][0] |= {"cycle_ends": "2030-06-30", "cycle_starts": "2027-07-01"}
    person["activities"][0]["pins"][0]["slot"] = "virology"

    _holdings, activities = read_person(json.dumps(person), TODAY)

    assert activities[0].pins[0].slot == "virology"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "line 1, column 1: not JSON"),
        ('{"holdings": [}', "line 1, column 15: not JSON"),
        ("[]", "file: is not an object"),
        ("null", "file: is not an object"),
        (b"\xff\xfe", "file: is not UTF-8 text"),
        ("[" * 200_000, "file: is nested too deeply"),
        ('{"holdings": ' + "[" * 200_000 + "]" * 200_000 + "}", "file: is nested too deeply"),
        ('{"holdings": [], "holdings": []}', "file: the key 'holdings' stands twice"),
        ('{"\\ud800\\u202e": 1}', "file: holds characters that cannot be shown"),
        ('{"\\u202e": 1}', "\\u202e: is not known here"),
        (
            json.dumps({str(number): 1 for number in range(200_000)}),
            "file: holds an object of 200000",
        ),
        (json.dumps({"activities": [1] * 1_000_000}), "activities[0]: is not an object"),
        ('{"holdings": ' + "[" * 900 + "]" * 900 + "}", "holdings[0]: is not an object"),
        (b" " * (MOST_BYTES + 1), "file: is larger than 8 MB"),
    ],
)
def test_what_is_no_json_of_a_person_is_refused(data: str | bytes, said: str) -> None:
    """Bounded in size and depth; every key once."""
    assert fault(data).startswith(said)


def test_a_byte_order_mark_is_no_fault() -> None:
    """Files saved by some editors begin with one."""
    assert read_person(b"\xef\xbb\xbf{}", TODAY) == ((), ())


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
places = st.sampled_from(
    [
        "holdings.0",
        "holdings.0.credential",
        "holdings.0.adjustments",
        "holdings.0.adjustments.slots",
        "activities.0",
        "activities.0.date",
        "activities.0.parts.0",
        "activities.0.parts.0.areas",
        "activities.0.pins",
        "activities.0.exclude.0",
    ]
)


@given(place=places, value=json_values)
def test_whatever_stands_in_a_file_is_read_or_refused_in_one_line(
    place: str, value: object
) -> None:
    """Issue 2: bad input everywhere gets a clear sentence; nothing else is ever raised."""
    said = "read"
    try:
        read_person(changed(place, value), TODAY)
    except PersonFileError as error:
        said = str(error)

    assert said.isprintable()
