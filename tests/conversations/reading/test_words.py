"""Areas, kinds, providers and credentials out of human text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_rules.model import Area, CredentialKey, Kind, Scheme
from conversations.reading.credential_words import find_credentials, read_credentials
from conversations.reading.points.parts import find_parts
from conversations.reading.words import (
    provider_name,
    read_areas,
    read_kind,
)


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("safety and micro", {Area.SAFETY, Area.MICROBIOLOGY}),
        ("blood bankng", {Area.BLOOD_BANKING}),
        ("hematolgy", {Area.HEMATOLOGY}),
        ("saftey", {Area.SAFETY}),
        ("BB", {Area.BLOOD_BANKING}),
        ("flow cytometry", {Area.CYTOMETRY}),
        ("donor phlebotomy", {Area.DONOR_PHLEBOTOMY}),
        ("not safety", set()),
        ("it", set()),
        ("", set()),
    ],
)
def test_areas_are_read_by_their_names_and_short_forms(text: str, areas: set[Area]) -> None:
    """The catalogue's words, and what is written in haste."""
    assert read_areas(text) == areas


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("webinar", Kind.CE_COURSE),
        ("in-service", Kind.IN_SERVICE),
        ("college", Kind.COLLEGE_COURSE),
        ("journal", Kind.SELF_STUDY),
        ("competency assessment", Kind.COMPETENCY_ASSESSMENT),
        ("I presented", Kind.PRESENTATION),
        ("blue", None),
        ("webinar at the college", None),
    ],
)
def test_a_kind_is_read_where_there_is_one(text: str, kind: Kind | None) -> None:
    """Two kinds in one answer are none."""
    assert read_kind(text) is kind


def test_providers_get_their_usual_spelling() -> None:
    """An unknown one keeps its own."""
    assert provider_name("labce") == "LabCE"
    assert provider_name("bio-rad") == "Bio-Rad"
    assert provider_name("mayo clinic labs") == "Mayo Clinic Laboratories"
    assert provider_name("MAYO") == "Mayo"
    assert provider_name("  St.  Mary's ") == "St. Mary's"


@pytest.mark.parametrize(
    ("text", "credentials"),
    [
        ("mls and sbb", ["MLS(ASCP)", "SBB(ASCP)"]),
        ("my SBB", ["SBB(ASCP)"]),
        ("MLS(ASCPi)", ["MLS(ASCPi)"]),
        ("MLS ASCP i", ["MLS(ASCPi)"]),
        ("international mls", ["MLS(ASCPi)"]),
        ("MLS(ASCP)CM, SBBcm", ["MLS(ASCP)", "SBB(ASCP)"]),
        ("medical lab scientist", ["MLS(ASCP)"]),
        ("specialist in blood banking", ["SBB(ASCP)"]),
        ("BB", ["BB(ASCP)"]),
        ("c, m and i", ["C(ASCP)", "M(ASCP)", "I(ASCP)"]),
        ("histotech HTL", ["HTL(ASCP)"]),
        ("nothing", []),
    ],
)
def test_credentials_are_read_from_an_answer(text: str, credentials: list[str]) -> None:
    """Codes, codes with a scheme, and names."""
    assert [str(key) for key in read_credentials(text)] == credentials


def test_a_qualification_has_its_own_scheme() -> None:
    """QIHC exists nowhere else."""
    assert read_credentials("qihc") == (CredentialKey("QIHC", Scheme.QUALIFICATION),)


@pytest.mark.parametrize(
    "text",
    [
        *("at least 2 micro", "PA state license", "hep C update", "BB webinar 1 credit", "2 BB"),
        *("I did it", "mt sinai hospital", "H pylori", "Vitamin C", "MALDI and I"),
        *("1.5 h antibody ID from LabCE yesterday, safety", "lab safety", "clinical chemistry"),
    ],
)  # fmt: skip
def test_words_letters_and_states_are_not_credentials(text: str) -> None:
    """A short code counts only where it stands as a code."""
    assert find_credentials(text) == []


@pytest.mark.parametrize(
    ("text", "parts", "total", "agrees"),
    [
        ("3 hrs: 1 safety 2 micro", "1 safety, 2 microbiology", 3, True),
        ("1 safety, 2 micro", "1 safety, 2 microbiology", None, True),
        ("2h safety + 1h ethics", "2 safety, 1 ethics", None, True),
        ("3 hrs: 1 safety 1 micro", "1 safety, 1 microbiology", 3, False),
        ("1 chem/heme", "1 chemistry+hematology", None, True),
        ("½ ethics", "0.5 ethics", None, True),
    ],
)
def test_points_on_areas_are_found_with_their_total(
    text: str, parts: str, total: int | None, agrees: bool
) -> None:
    """A total that differs is reported, never mended."""
    split = find_parts(text)
    assert split is not None
    found = ", ".join(f"{part.points} {'+'.join(sorted(part.areas))}" for part in split.parts)
    assert (found, split.total, split.agrees) == (parts, total, agrees)


@pytest.mark.parametrize("text", ["1 credit chemistry QC class", "Factor 8", "safety", ""])
def test_an_area_inside_a_title_makes_no_part(text: str) -> None:
    """Only where it ends its clause."""
    assert find_parts(text) is None


@given(st.text(max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    """Readers answer with values, and parts are possible points."""
    read_areas(text)
    read_kind(text)
    read_credentials(text)
    assert isinstance(provider_name(text), str)
    split = find_parts(text)
    assert split is None or all(0 < part.points <= 999 for part in split.parts)
