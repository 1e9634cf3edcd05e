"""Answers on the programme: each fact has its source, and figures agree with the catalogue."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cmp_rules._catalog.answers import LONGEST, read_answers
from cmp_rules.catalog import CatalogError, catalog
from cmp_rules.model import Confidence, CredentialKey, Kind, Scheme
from cmp_rules.programme_answers import Answer, programme_answers
from cmp_rules.requirement import ELECTIVES

ANSWERS = programme_answers()
EVERY = pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
ADDRESSES = {source.address for source in catalog().sources.values()}
WITH_A_USUAL_ANSWER = {
    *("audit", "cycle", "deadline", "definition", "duplicate", "eligible", "enter", "fees"),
    *("find_ce", "inactive", "lapse", "limits", "missing_credit", "participate", "proof"),
    *("record_keeping", "reinstatement", "renew", "requirements", "share", "state_license"),
    *("units", "why_program"),
}


@EVERY
def test_every_fact_has_a_source_a_day_and_a_confidence(answer: Answer) -> None:
    """Issue 4: sourced and dated; says how sure it is."""
    for fact in answer.facts:
        assert fact.source in ADDRESSES
        assert fact.seen >= date(2026, 11, 23)
        assert fact.confidence is not Confidence.YOURS
        assert len(fact.text) <= LONGEST
    assert answer.look in ADDRESSES


@EVERY
def test_only_official_sources_confirm(answer: Answer) -> None:
    """Design 5: confirmed means an ascp.org page or an official booklet."""
    official = {source.address for source in catalog().sources.values() if source.official}
    for fact in answer.facts:
        assert fact.confidence is not Confidence.CONFIRMED or fact.source in official


@EVERY
def test_what_is_unknown_is_said_as_unknown(answer: Answer) -> None:
    """Product: "I can't tell" beats a wrong number."""
    words = ("not known", "can't tell", "know of none", "know of no", "not among my sources")
    says_so = (
        *words,
        "could not be read",
        "does not say",
        "is not published",
        "may have",
        "is not",
    )
    for fact in answer.facts:
        if fact.confidence is Confidence.UNKNOWN:
            assert any(each in fact.text for each in says_so), fact.text


def test_every_intent_about_the_programme_has_one_usual_answer() -> None:
    """Where no word asks for something special there is still an answer."""
    usual = [answer.intent for answer in ANSWERS.values() if not answer.words]
    assert sorted(usual) == sorted(WITH_A_USUAL_ANSWER)


def facts(name: str) -> str:
    return " ".join(fact.text for fact in ANSWERS[name].facts)


def test_the_days_on_which_taking_part_became_mandatory_are_those_of_the_catalogue() -> None:
    """ASCP, "Participation in CMP"."""
    for key in (CredentialKey("MLS"), CredentialKey("SBB"), CredentialKey("MLS", Scheme.ASCPI)):
        since = catalog().credential(key).mandatory_from
        assert since is not None
        assert f"1 Jan {since.year}" in facts("participate.usual")
        assert str(since.year) in facts("participate.no_expiry")


def test_taking_part_always_became_mandatory_with_a_year() -> None:
    """A year is all that people say; it decides only while this holds."""
    for credential in catalog().credentials.values():
        since = credential.mandatory_from
        assert since is None or (since.month, since.day) == (1, 1)


@pytest.mark.parametrize("name", ["renew.usual", "deadline.usual", "definition.declaration"])
def test_the_days_of_the_declaration_are_those_of_the_catalogue(name: str) -> None:
    """ASCP, "Submit CMP declaration"."""
    rules = catalog().programme
    opens = f"{rules.declaration_opens_months.value} months ({rules.declaration_opens_days.value} "
    closes = f"{rules.recommended_last_months.value} month ({rules.recommended_last_days.value} "
    assert opens in facts(name)
    assert closes in facts(name)


@pytest.mark.parametrize("name", ["units.usual", "units.college"])
def test_college_hours_are_worth_what_the_catalogue_says(name: str) -> None:
    """ASCP, "Guidelines for earning CEs"."""
    worth = catalog().kinds[Kind.COLLEGE_COURSE].points_per
    assert f"quarter hour is {worth['quarter_hour'].points}" in facts(name) or (
        f"quarter hour {worth['quarter_hour'].points}" in facts(name)
    )
    assert f"{worth['semester_hour'].points}" in facts(name)


def test_the_college_limit_is_that_of_the_catalogue() -> None:
    """ASCP, "Guidelines for earning CEs": half of the credential's total."""
    limit = catalog().kinds[Kind.COLLEGE_COURSE].limit
    assert limit is not None
    assert limit.share * 2 == 1
    assert "half of a credential's total" in facts("limits.usual")
    assert f"of 36 points, {36 * limit.share:.0f}" in facts("units.college")


def test_the_codes_whose_own_area_rose_to_eight_are_those_of_the_catalogue() -> None:
    """ASCP, "Stay credentialed": cycles that expire in January 2024 or later."""
    listed = {"AT", "BB", "C", "CG", "CT", "H", "HT", "HTL", "I", "M", "MB"}
    assert "AT, BB, C, CG, CT, H, HT, HTL, I, M and MB" in facts("requirements.change_of_2024")
    for code in listed:
        edition = catalog().edition(CredentialKey(code), date(2024, 1, 31))
        own = [s for s in edition.slots if s.name not in ("safety", "ethics", ELECTIVES)]
        assert [slot.figure.points for slot in own] == [8], code


def test_qualifications_ask_what_the_answer_says() -> None:
    """The histology society, 2020."""
    key = CredentialKey("QIHC", Scheme.QUALIFICATION)
    total = catalog().edition(key, date(2026, 11, 23)).total.points
    assert f"{total} points in three years" in facts("definition.qualification")


# --- refused files ---------------------------------------------------------------------------

GOOD = """\
[fees.usual]
heading = "Fees"
look = "SUBMIT"
facts = [{ text = "Nothing is refunded.", confidence = "confirmed", source = "QIHC", seen = 2026-11-23 }]

[fees.late]
heading = "Late"
words = ["late"]
look = "SUBMIT"
facts = [{ text = "Not known.", confidence = "unknown", source = "SUBMIT", seen = 2026-11-23 }]
"""  # noqa: E501

Read = Callable[[str], set[str]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_one(text: str) -> set[str]:
        (tmp_path / "fees.toml").write_text(text)
        return set(read_answers(tmp_path, catalog().sources))

    return read_one


def test_a_file_as_it_should_be_is_read(read: Read) -> None:
    """The good file that the refused ones below are made of."""
    assert read(GOOD) == {"fees.usual", "fees.late"}


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('heading = "Late"', 'heading = "Late"\nfee = 5', "fees.late.fee: is not known here"),
        ('heading = "Late"\n', "", "fees.late.heading: is missing"),
        (', source = "QIHC"', "", "source: is missing"),
        ('source = "QIHC"', 'source = "MUM"', "'MUM' does not stand in sources.toml"),
        ('source = "QIHC"', 'source = "NSHR"', "NSHR is not an official source"),
        ('"confirmed"', '"yours"', "confidence: is 'yours'"),
        (', seen = 2026-11-23 }]\n\n', " }]\n\n", "seen: is missing"),
        ('look = "SUBMIT"', 'look = "MUM"', "look: 'MUM' does not stand in sources.toml"),
        ('words = ["late"]\n', "", "words: fees.usual has none either"),
        ('words = ["late"]', 'words = "late"', "words: is 'late', not a list"),
        ("Nothing is refunded.", "x" * 201, "is longer than 200 characters"),
        ("[fees.late]", '[fees.later]\nheading = "L"\nwords = ["Late"]\nlook = "SUBMIT"\n'
         'facts = [{ text = "Not known.", confidence = "unknown", source = "SUBMIT", '
         "seen = 2026-11-23 }]\n[fees.late]", "words: 'late' asks for fees.later too"),
    ],
)  # fmt: skip
def test_a_file_that_says_what_it_may_not_is_refused_by_file_and_key(
    read: Read, old: str, new: str, problem: str
) -> None:
    """Design 5: unknown keys and missing sources are refused, like in the rest of the catalogue."""
    assert old in GOOD

    with pytest.raises(CatalogError, match=rf"fees.toml.*{problem}"):
        read(GOOD.replace(old, new, 1))


def test_an_answer_without_facts_is_refused(read: Read) -> None:
    """An answer says something."""
    empty = '[fees.usual]\nheading = "Fees"\nlook = "SUBMIT"\nfacts = []\n'
    with pytest.raises(CatalogError, match="facts: are 0, not 1 to"):
        read(empty)
