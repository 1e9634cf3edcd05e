"""A credential is found by what people call it."""

from datetime import date

import pytest

from cmp_rules.catalog import UnknownCredential, catalog
from cmp_rules.model import CredentialKey, Scheme


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("sbb", ["SBB(ASCP)", "SBB(ASCPi)"]),
        ("MLS", ["MLS(ASCP)", "MLS(ASCPi)"]),
        ("mls i", ["MLS(ASCPi)"]),
        ("MLS(ASCPi)", ["MLS(ASCPi)"]),
        ("MLS(ASCP)CM", ["MLS(ASCP)"]),
        ("blood bank specialist", ["SBB(ASCP)", "SBB(ASCPi)"]),
        ("blod bank specalist", ["SBB(ASCP)", "SBB(ASCPi)"]),
        ("medical lab scientist", ["MLS(ASCP)", "MLS(ASCPi)"]),
        ("histotechnican", ["HT(ASCP)", "HT(ASCPi)"]),
        ("path assistant", ["PA(ASCP)"]),
        ("CT(gyn)", ["CTgyn(ASCPi)"]),
        ("m", ["M(ASCP)", "M(ASCPi)"]),
        ("I", ["I(ASCP)"]),
        ("phlebotomist", ["PBT(ASCP)", "PBT(ASCPi)", "DPT(ASCP)"]),
        ("ihc", ["QIHC(ASCP)"]),
        ("PA(ASCPi)", ["PA(ASCP)"]),
        ("hello", []),
        ("zzz", []),
        ("  ", []),
    ],
)
def test_a_credential_is_found_by_code_or_name(text: str, first: list[str]) -> None:
    """Exact codes first, ASCP before ASCPi where the person does not say which."""
    assert [str(found.key) for found in catalog().find(text)] == first


def test_at_most_as_many_credentials_are_found_as_asked_for() -> None:
    """A screen has room for few buttons."""
    assert len(catalog().find("technologist")) == 8
    assert len(catalog().find("technologist", limit=3)) == 3


def test_an_unknown_code_names_those_that_come_close() -> None:
    """A mistyped code gets a sentence that helps."""
    with pytest.raises(UnknownCredential, match=r"no SB\(ASCP\)\. Did you mean SBB\(ASCP\)"):
        catalog().credential(CredentialKey("SB"))
    with pytest.raises(UnknownCredential, match=r"no PA\(ASCPi\)\. Did you mean PA\(ASCP\)\?"):
        catalog().edition(CredentialKey("PA", Scheme.ASCPI), date(2027, 6, 30))
