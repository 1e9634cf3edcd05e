"""The catalogue says what the sources say, of everybody, for every day, and nothing else."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_rules.catalog import catalog
from cmp_rules.model import Area, Confidence, CredentialKey, Figure, Kind, Scheme

US = [
    *("MLS", "MLT", "AT", "BB", "C", "CG", "CT", "H", "HT", "HTL", "I", "M", "MB", "PBT", "DPT"),
    *("MLA", "SBB", "SC", "SCT", "SH", "SM", "SCYM", "SMB", "SLS", "SV", "HP", "DLM", "DMLI"),
    *("PA", "MT", "MP"),
]
INTERNATIONAL = [
    *("MLT", "HT", "PBT", "MLS", "BB", "C", "CG", "CT", "CTgyn", "H", "HTL", "M", "MB", "SBB"),
    *("SC", "SCT", "SH", "SM", "SCYM", "SMB"),
]
QUALIFICATIONS = ["QIHC", "QCYM", "QLI", "QIA", "QBRS", "QLS", "QLC"]
EVERY_KEY = [
    *(CredentialKey(code) for code in US),
    *(CredentialKey(code, Scheme.ASCPI) for code in INTERNATIONAL),
    *(CredentialKey(code, Scheme.QUALIFICATION) for code in QUALIFICATIONS),
]

OLD, TRANSITION, NOW = date(2022, 12, 31), date(2023, 6, 30), date(2027, 6, 30)

# Code, end of the cycle, total, slots. Sections 3 to 5 of the facts; None is what nobody says.
FOUR = {"blood_banking": 2, "chemistry": 2, "hematology": 2, "microbiology": 2}
BASE = {"safety": 1, "ethics": 1}
TABLE: list[tuple[str, date, int | None, dict[str, int | None]]] = [
    ("MLS", NOW, 36, {**BASE, **FOUR, "electives": 26}),
    ("MLS", OLD, 36, {"safety": 1, **FOUR, "electives": 27}),
    ("MLT", NOW, 36, {**BASE, **FOUR, "electives": 26}),
    ("MT", NOW, 36, {**BASE, **FOUR, "electives": 26}),
    ("MP", NOW, 36, {**BASE, "molecular": 8, "electives": 26}),
    *(
        row
        for code, area in {
            "AT": "apheresis",
            "BB": "blood_banking",
            "C": "chemistry",
            "CT": "cytology",
            "H": "hematology",
            "HT": "histology",
            "HTL": "histology",
            "M": "microbiology",
            "MB": "molecular",
        }.items()
        for row in (
            (code, NOW, 36, {**BASE, area: 8, "electives": 26}),
            (code, TRANSITION, 36, {**BASE, area: 2, "electives": 32}),
            (code, OLD, 36, {"safety": 1, area: 2, "electives": 33}),
        )
    ),
    ("CG", NOW, None, {**BASE, "cytogenetics": 8, "electives": None}),
    ("CG", OLD, None, {"safety": 1, "cytogenetics": 2, "electives": None}),
    ("I", NOW, None, {**BASE, "immunology": 8, "electives": None}),
    *(
        row
        for code, area in {
            "SBB": "blood_banking",
            "SC": "chemistry",
            "SCT": "cytology",
            "SH": "hematology",
            "SM": "microbiology",
            "DLM": "management",
            "SLS": "laboratory_safety",
            "SV": "virology",
            "HP": "apheresis",
        }.items()
        for row in (
            (code, NOW, 36, {**BASE, area: 10, "electives": 24}),
            (code, OLD, 36, {"safety": 1, area: 10, "electives": 25}),
        )
    ),
    ("SCYM", NOW, None, {**BASE, "cytometry": None, "electives": None}),
    ("SMB", NOW, None, {**BASE, "molecular": None, "electives": None}),
    ("DMLI", NOW, None, dict.fromkeys(("safety", "ethics", "immunology", "electives"))),
    ("PA", NOW, 60, {**BASE, "anatomic_pathology": 20, "cancer_staging": 15, "electives": 23}),
    ("PA", date(2021, 12, 31), None, {"safety": 1, "anatomic_pathology": None, "electives": None}),
    ("PBT", NOW, 9, {**BASE, "phlebotomy": None, "electives": None}),
    ("PBT", OLD, 9, {"safety": 1, "phlebotomy": None, "electives": None}),
    ("DPT", NOW, None, {**BASE, "donor_phlebotomy": None, "electives": None}),
    ("MLA", NOW, None, {**BASE, "phlebotomy": None, "electives": None}),
    *(
        row
        for code, area in {
            "QIHC": "immunohistochemistry",
            "QCYM": "cytometry",
            "QLI": "informatics",
            "QIA": "apheresis",
            "QLS": "laboratory_safety",
        }.items()
        for row in ((code, NOW, 8, {**BASE, area: 6}), (code, date(2023, 12, 31), 6, {area: 6}))
    ),
    ("QBRS", NOW, 8, {**BASE, "biorepository": 6}),
    ("QLC", NOW, None, dict.fromkeys(("safety", "ethics", "compliance", "electives"))),
]

ELEVEN = {
    "AT": "apheresis",
    "BB": "blood_banking",
    "C": "chemistry",
    "CG": "cytogenetics",
    "CT": "cytology",
    "H": "hematology",
    "HT": "histology",
    "HTL": "histology",
    "I": "immunology",
    "M": "microbiology",
    "MB": "molecular",
}


def key_of(code: str) -> CredentialKey:
    scheme = Scheme.QUALIFICATION if code in QUALIFICATIONS else Scheme.ASCP
    return CredentialKey(code, scheme)


def slots_of(key: CredentialKey, ends: date) -> dict[str, Decimal | None]:
    return {slot.name: slot.figure.points for slot in catalog().edition(key, ends).slots}


def figures_of(key: CredentialKey) -> list[Figure]:
    editions = catalog().credentials[key].editions
    return [
        figure
        for edition in editions
        for figure in (edition.total, *(slot.figure for slot in edition.slots))
    ]


def test_every_credential_of_the_collected_requirements_is_present_and_no_other() -> None:
    """The codes and schemes of the collected requirements, United States to qualifications."""
    assert set(catalog().credentials) == set(EVERY_KEY)


@pytest.mark.parametrize(
    ("code", "ends", "total", "slots"), TABLE, ids=lambda value: str(value)[:30]
)
def test_the_figures_of_a_cycle_are_those_of_the_facts(
    code: str, ends: date, total: int | None, slots: dict[str, int | None]
) -> None:
    """Facts, sections 3 to 5, read row by row; the order of the slots is part of it."""
    edition = catalog().edition(key_of(code), ends)

    assert edition.total.points == total
    assert list(slots_of(key_of(code), ends).items()) == list(slots.items())


@pytest.mark.parametrize("key", EVERY_KEY, ids=str)
def test_every_figure_has_a_source_a_day_and_a_confidence(key: CredentialKey) -> None:
    """Design, section 5: no number without a source, and unknown exactly where none is given."""
    for figure in figures_of(key):
        assert figure.source.startswith(("http", "CAP TODAY"))
        assert figure.seen == date(2026, 11, 23)
        assert (figure.points is None) == (figure.confidence is Confidence.UNKNOWN)


@pytest.mark.parametrize(("code", "area"), ELEVEN.items())
def test_the_area_rises_from_two_to_eight_with_cycles_that_end_in_january_2024(
    code: str, area: str
) -> None:
    """Facts, section 3: eleven codes, cycles expiring January 2024 and later, total unchanged."""
    key = CredentialKey(code)
    before, after = date(2023, 12, 31), date(2024, 1, 31)

    assert slots_of(key, before)[area] == 2
    assert slots_of(key, date(2024, 1, 1))[area] == 8
    assert slots_of(key, after)[area] == 8
    assert catalog().edition(key, before).total == catalog().edition(key, after).total


def test_only_the_dedicated_area_of_the_eleven_is_confirmed() -> None:
    """Facts, section 3: the 2 and the 8 were read at ascp.org, everything else elsewhere."""
    confirmed = {
        (key.code, slot.name)
        for key in EVERY_KEY
        for edition in catalog().credentials[key].editions
        for slot in edition.slots
        if slot.figure.confidence is Confidence.CONFIRMED
    }
    totals = [
        edition.total.confidence
        for key in EVERY_KEY
        for edition in catalog().credentials[key].editions
    ]

    assert confirmed == set(ELEVEN.items())
    assert Confidence.CONFIRMED not in totals


@pytest.mark.parametrize(
    ("code", "day"),
    [("MLS", date(2023, 1, 1)), ("SBB", date(2023, 1, 1)), ("PBT", date(2023, 1, 1)),
     ("HT", date(2023, 1, 1)), ("PA", date(2022, 1, 1)), ("QIHC", date(2024, 1, 1))],
)  # fmt: skip
def test_ethics_is_asked_from_its_first_day_on(code: str, day: date) -> None:
    """Facts, section 5: 2023 for all, 2022 for pathologists' assistants, 2024 qualifications."""
    assert "ethics" not in slots_of(key_of(code), day - timedelta(days=1))
    assert slots_of(key_of(code), day)["ethics"] == 1


@given(st.sampled_from(EVERY_KEY), st.dates())
def test_exactly_one_edition_rules_every_day(key: CredentialKey, day: date) -> None:
    """Design, section 5: editions follow each other without gap or overlap."""
    ruling = [
        edition
        for edition in catalog().credentials[key].editions
        if (edition.first_end or date.min) <= day <= (edition.last_end or date.max)
    ]

    assert ruling == [catalog().edition(key, day)]


@pytest.mark.parametrize("code", INTERNATIONAL)
def test_international_figures_are_inferred_and_never_required(code: str) -> None:
    """Facts, section 4: points of international credentials are unknown."""
    key = CredentialKey(code, Scheme.ASCPI)
    (edition,) = catalog().credentials[key].editions
    sister = catalog().edition(CredentialKey("CT" if code == "CTgyn" else code), NOW)

    assert {figure.points for figure in figures_of(key)} == {None}
    assert edition.inferred["total"] == (sister.total.points or sister.inferred["total"])
    assert {*edition.inferred, "total"} <= {slot.name for slot in edition.slots} | {"total"}
    assert any("inferred" in line for line in edition.not_modelled)


def test_inferred_figures_stand_only_where_the_requirement_is_unknown() -> None:
    """Interfaces: inferred figures are shown apart, never as the requirement."""
    for credential in catalog().credentials.values():
        for edition in credential.editions:
            known = {slot.name for slot in edition.slots if slot.figure.points is not None}
            assert known.isdisjoint(edition.inferred)


@pytest.mark.parametrize(("legacy", "modern"), [("MT", "MLS"), ("MP", "MB")])
def test_a_legacy_title_asks_what_its_modern_credential_asks_and_is_never_confirmed(
    legacy: str, modern: str
) -> None:
    """Facts, section 2: MT becomes MLS and MP becomes MB, says a mirror of the booklet."""
    old, new = catalog().credentials[key_of(legacy)], catalog().credentials[key_of(modern)]

    for edition in new.editions:
        ends = edition.last_end or NOW
        assert slots_of(old.key, ends) == slots_of(new.key, ends)
    assert {figure.confidence for figure in figures_of(old.key)} == {Confidence.SECONDARY}
    assert old.mandatory_from == date(2004, 1, 1)
    assert f"{modern}(ASCP)CM" in old.notes


@pytest.mark.parametrize(
    ("keys", "since"),
    [
        ([key_of(code) for code in ("MLS", "MLT", "PBT", "HT", "CG", "DPT")], date(2004, 1, 1)),
        ([key_of(code) for code in ("SBB", "SCYM", "DLM", "DMLI", "HP")], date(2006, 1, 1)),
        ([CredentialKey(code, Scheme.ASCPI) for code in INTERNATIONAL], date(2012, 1, 1)),
        ([key_of(code) for code in ("PA", *QUALIFICATIONS)], None),
    ],
)
def test_who_must_take_part_depends_on_the_day_of_certification(
    keys: list[CredentialKey], since: date | None
) -> None:
    """Facts, section 2: 2004 technologists, 2006 specialists, 2012 international, all others."""
    for key in keys:
        credential = catalog().credentials[key]
        assert (credential.mandatory_from, credential.everyone) == (since, since is None)


@pytest.mark.parametrize("code", ["PBT", "DPT", "MLA", "QIHC", "QCYM", "QLI", "QIA", "QBRS", "QLS"])
def test_fewer_than_four_areas_are_said_to_be_fewer(code: str) -> None:
    """ASCP's own words that every credential has at least four areas, where we know of fewer."""
    edition = catalog().edition(key_of(code), NOW)

    assert len([slot for slot in edition.slots if slot.figure.points is not None]) < 4
    assert any("four areas" in line for line in edition.not_modelled)


def test_safety_as_a_specialty_has_a_slot_of_its_own_that_accepts_safety() -> None:
    """Interfaces: SLS and QLS have the slot `laboratory_safety`."""
    for code in ("SLS", "QLS"):
        slots = {slot.name: slot for slot in catalog().edition(key_of(code), NOW).slots}
        assert slots["laboratory_safety"].accepts == {Area.SAFETY}
        assert slots["safety"].accepts == {Area.SAFETY}


def test_a_slot_accepts_its_own_area_and_electives_accept_every_one() -> None:
    """Interfaces: a slot accepts its own area only."""
    slots = {slot.name: slot for slot in catalog().edition(CredentialKey("SBB"), NOW).slots}

    assert slots["blood_banking"].accepts == {Area.BLOOD_BANKING}
    assert all(slots["electives"].takes(frozenset({area})) for area in Area)


@pytest.mark.parametrize("kind", Kind)
def test_a_kind_says_what_it_is_worth_only_where_that_is_known(kind: Kind) -> None:
    """Facts, section 6: contact hours and college hours; everything else is on the paper."""
    hours = {
        Kind.CE_COURSE: {"contact_hour": 1},
        Kind.IN_SERVICE: {"contact_hour": 1},
        Kind.COLLEGE_COURSE: {"quarter_hour": 10, "semester_hour": 15},
    }
    info = catalog().kinds[kind]

    assert {unit: figure.points for unit, figure in info.points_per.items()} == hours.get(kind, {})
    assert (info.limit is not None) == (kind is Kind.COLLEGE_COURSE)
    assert info.paper.text


def test_college_courses_may_be_half_of_the_total() -> None:
    """Facts, section 6: at most half of the credential's total, read at ascp.org."""
    limit = catalog().kinds[Kind.COLLEGE_COURSE].limit

    assert limit is not None
    assert (limit.share, limit.confidence) == (Decimal("0.5"), Confidence.CONFIRMED)


def test_the_dates_of_the_programme_are_those_of_ascp() -> None:
    """Facts, section 8: three years, 90 days or 3 months, 30 days or 1 month."""
    programme = catalog().programme
    counts = (
        programme.cycle_years,
        programme.declaration_opens_months,
        programme.declaration_opens_days,
        programme.recommended_last_months,
        programme.recommended_last_days,
    )

    assert [count.value for count in counts] == [3, 3, 90, 1, 30]
    assert {count.confidence for count in counts} == {Confidence.CONFIRMED}


def test_every_area_and_kind_has_a_name_that_fits_on_a_button() -> None:
    """Product: buttons of at most 24 characters, two beside each other."""
    infos = [*catalog().areas.values(), *catalog().kinds.values()]

    assert set(catalog().areas) == set(Area)
    assert set(catalog().kinds) == set(Kind)
    assert all(0 < len(info.label) <= 18 and info.words for info in infos)
    assert len({info.label for info in catalog().areas.values()}) == len(Area)
