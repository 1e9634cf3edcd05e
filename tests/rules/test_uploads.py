"""Which providers are said to bring their credits to the ASCP transcript by themselves."""

from pathlib import Path

import pytest

from cmp_rules.catalog import CatalogError, catalog
from cmp_rules.model import Confidence
from cmp_rules.uploads import read_uploads, upload_of, uploads

GOOD = """\
[[upload]]
name = "ASCLS"
words = ["ascls"]
how = { text = "It uploads.", confidence = "secondary", source = "LABCE2", seen = 2026-11-23 }
"""


def test_only_what_a_source_says_is_there_and_none_of_it_is_confirmed() -> None:
    """Facts, section 7: ASCP's own list could not be read; ASCLS by a third party."""
    assert [each.name for each in uploads()] == ["ASCLS", "LabCE"]
    assert {each.how.confidence for each in uploads()} == {Confidence.SECONDARY}


@pytest.mark.parametrize(
    ("provider", "name"),
    [
        ("LabCE", "LabCE"),
        ("lab-ce.com", "LabCE"),
        ("ASCLS Annual Meeting", "ASCLS"),
        ("CE Organizer", "ASCLS"),
        ("MediaLab", None),
        ("AABB", None),
        ("Collabceutics", None),
        ("", None),
    ],
)
def test_a_provider_is_known_by_its_words(provider: str, name: str | None) -> None:
    """A word within another word is none."""
    found = upload_of(provider)

    assert (None if found is None else found.name) == name


@pytest.mark.parametrize(
    ("good", "bad", "problem"),
    [
        ('"LABCE2"', '"HEARSAY"', "sources.toml"),
        ('"secondary"', '"confirmed"', "official"),
        ('words = ["ascls"]', "", "words"),
        ('name = "ASCLS"', 'name = "ASCLS"\nurl = "x"', "url"),
    ],
)
def test_a_list_that_does_not_add_up_is_refused(
    tmp_path: Path, good: str, bad: str, problem: str
) -> None:
    """Design 5: no statement without a source; unknown keys are refused."""
    file = tmp_path / "uploads.toml"
    file.write_text(GOOD.replace(good, bad), encoding="utf-8")

    with pytest.raises(CatalogError, match=problem):
        read_uploads(file, catalog())
