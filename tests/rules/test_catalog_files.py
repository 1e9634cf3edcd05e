"""A file of the catalogue that does not add up is refused, with its name and the key."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from cmp_rules._catalog.files import read_files
from cmp_rules.catalog import CatalogError
from cmp_rules.model import CredentialKey

GOOD = """\
code = "BB"
scheme = "ASCP"
name = "Technologist in Blood Banking"
status = "active"
page = "https://www.ascp.org/bb"
participation = { mandatory_from = 2004-01-01, confidence = "confirmed", source = "PART", seen = 2026-11-23 }

[[edition]]
last_end = 2023-12-31
total = { points = 36, confidence = "secondary", source = "CT04", seen = 2026-11-23 }
slots = [
  { name = "safety", points = 1, confidence = "secondary", source = "NSHOLD", seen = 2026-11-23 },
  { name = "electives", points = 35, confidence = "secondary", source = "CT04", seen = 2026-11-23 },
]

[[edition]]
first_end = 2024-01-01
total = { confidence = "unknown", source = "PAGE", seen = 2026-11-23 }
slots = [
  { name = "safety", points = 1, confidence = "secondary", source = "NSH20", seen = 2026-11-23 },
  { name = "blood_banking", points = 8, confidence = "confirmed", source = "STAY", seen = 2026-11-23 },
  { name = "electives", confidence = "unknown", source = "PAGE", seen = 2026-11-23 },
]
inferred = { total = 36 }
"""  # noqa: E501

Read = Callable[[str], CredentialKey]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read a catalogue whose only credential is the one given."""
    shipped = files("cmp_rules") / "catalog"
    for name in ("sources.toml", "programme.toml", "areas.toml", "kinds.toml"):
        (tmp_path / name).write_text((shipped / name).read_text())
    (tmp_path / "us").mkdir()

    def read_one(text: str) -> CredentialKey:
        (tmp_path / "us" / "bb.toml").write_text(text)
        (key,) = read_files(tmp_path).credentials
        return key

    return read_one


def test_a_file_as_it_should_be_is_read(read: Read) -> None:
    """The good file that the refused ones below are made of."""
    assert read(GOOD) == CredentialKey("BB")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('status = "active"', 'status = "active"\nfee = 50', "fee: is not known here"),
        ('status = "active"', 'status = "old"', "status: is 'old', not one of active"),
        ('scheme = "ASCP"', 'scheme = "AMT"', "scheme: is 'AMT', not one of ASCP"),
        ('name = "Technologist in Blood Banking"\n', "", "name: is missing"),
        ('name = "Technologist in Blood Banking"', 'name = " "', "name: is empty"),
        ('name = "Technologist in Blood Banking"', "name = 7", "name: is 7, not a text"),
        ("first_end = 2024-01-01", "first_end = 2024-01-02", "leaves a gap: nothing rules from"),
        ("first_end = 2024-01-01", "first_end = 2023-12-31", "first_end: overlaps the edition"),
        ("first_end = 2024-01-01\n", "", "first_end: overlaps the edition"),
        ("last_end = 2023-12-31\n", "", "last_end: stands in every edition but the last"),
        ("[[edition]]\nlast", "[[edition]]\nfirst_end = 2004-01-01\nlast", "gap: the first"),
        (', source = "NSHOLD"', "", r"edition\[1\].slots\[1\].source: is missing"),
        (', source = "NSHOLD"', ', source = "MUM"', "'MUM' does not stand in sources.toml"),
        ('"NSHOLD", seen = 2026-11-23', '"NSHOLD"', r"edition\[1\].slots\[1\].seen: is missing"),
        ('confidence = "secondary", source = "NSHOLD"', 'source = "NSHOLD"', "is missing"),
        ('"secondary", source = "NSHOLD"', '"yours", source = "NSHOLD"', "confidence: is 'yours'"),
        ('"secondary", source = "NSHOLD"', '"confirmed", source = "NSHOLD"', "official source"),
        ('"secondary", source = "NSHOLD"', '"unknown", source = "NSHOLD"', "does not go with"),
        ("points = 35, ", "", r"edition\[1\].slots\[2\].points: does not go with"),
        ("points = 35", "points = 34", r"edition\[1\].total: is 36, but the slots add up to 35"),
        ("points = 35", "points = 0", "points: is 0, not above 0"),
        ("points = 35", "points = 34.999", "points: is 34.999, not above 0 with two places"),
        ("points = 35", "points = true", "points: is True, not a number"),
        ('"blood_banking"', '"bloodbank"', "name: 'bloodbank' is not an area"),
        ('"blood_banking"', '"general"', "name: 'general' is not an area"),
        ('"blood_banking"', '"safety"', "name: safety stands here twice"),
        (
            '"safety", points = 1, confidence = "secondary", source = "NSH20"',
            '"electives", points = 1, confidence = "secondary", source = "NSH20"',
            "name: blood_banking stands after electives",
        ),
        ("inferred = { total = 36 }", "inferred = { safety = 1 }", "is inferred although"),
        ("inferred = { total = 36 }", "inferred = { virology = 1 }", "virology: is neither a slot"),
        ("inferred = { total = 36 }", "slots = 3", "file: is not TOML"),
        (
            'name = "electives", confidence = "unknown", source = "PAGE"',
            'name = "electives", points = 27, confidence = "secondary", source = "CT04"',
            "slots: electives are known although",
        ),
        ("{ mandatory_from = 2004-01-01, ", "{ ", "participation.mandatory_from: is missing"),
    ],
)  # fmt: skip
def test_a_file_that_says_what_it_may_not_is_refused_by_file_and_key(
    read: Read, old: str, new: str, problem: str
) -> None:
    """Design, section 5: unknown keys, gaps, overlaps, missing sources and wrong sums."""
    assert old in GOOD

    with pytest.raises(CatalogError, match=f"bb.toml.*{problem}"):
        read(GOOD.replace(old, new, 1))
