"""Titles and providers lead to the areas that a person of the field would name."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmp_rules._catalog.tables import CatalogError, Table
from cmp_rules._catalog.words import form_of, read_words, words
from cmp_rules.model import Area
from cmp_rules.suggest import suggest


def best(title: str, provider: str = "") -> str:
    """Return the first area that is suggested."""
    return str(suggest(title, provider)[0].area)


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("antibody identification", "blood_banking"),
        ("Direct Antiglobulin Test", "blood_banking"),
        ("Cardiac Troponin", "chemistry"),
        ("Acute Promyelocytic Leukemia", "hematology"),
        ("Gram Stain Interpretation", "microbiology"),
        ("Antinuclear Antibody Patterns", "immunology"),
        ("Next-Generation Sequencing", "molecular"),
        ("Karyotyping", "cytogenetics"),
        ("Thyroid FNA", "cytology"),
        ("Frozen Sections", "histology"),
        ("Semen Analysis", "andrology"),
        ("Therapeutic Plasma Exchange", "apheresis"),
        ("Order of Draw", "phlebotomy"),
        ("Blood Donor Reactions", "donor_phlebotomy"),
        ("Gating and Compensation", "cytometry"),
        ("Antigen Retrieval", "immunohistochemistry"),
        ("LIS Interfaces and HL7", "informatics"),
        ("Biobanking Best Practices", "biorepository"),
        ("Shell Vial Viral Culture", "virology"),
        ("Preparing for Your CAP Inspection", "compliance"),
        ("Autopsy Technique", "anatomic_pathology"),
        ("TNM Staging of Lung Cancer", "cancer_staging"),
        ("Lean Six Sigma", "management"),
        ("Teaching Adult Learners", "education"),
        ("Sexual Harassment Prevention", "ethics"),
        ("Bloodborne Pathogens", "safety"),
    ],
)
def test_a_plain_title_of_every_area_is_understood(title: str, area: str) -> None:
    """One title that nobody would doubt for every area."""
    assert best(title) == area


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("AST and ALT in Liver Disease", "chemistry"),
        ("AST: Reading Breakpoints", "microbiology"),
        ("HLA Matched Platelets for Transfusion", "blood_banking"),
        ("HLA Typing", "immunology"),
        ("CSF Cytology", "cytology"),
        ("CSF Glucose and Protein", "chemistry"),
        ("CSF Culture in Meningitis", "microbiology"),
        ("Sickle Cell Disease and Red Cell Exchange", "apheresis"),
        ("Transfusion in Sickle Cell Disease", "blood_banking"),
        ("Immunophenotyping of Acute Leukemia", "cytometry"),
    ],
)
def test_company_decides_between_the_meanings_of_a_word(title: str, area: str) -> None:
    """AST is an enzyme beside ALT and a susceptibility test beside breakpoints."""
    assert best(title) == area


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("Blood Culture Contamination", "microbiology"),
        ("Arterial Blood Gas", "chemistry"),
        ("Blood Bank Basics", "blood_banking"),
        ("Blood Smear", "hematology"),
        ("Blood Draw", "phlebotomy"),
    ],
)
def test_a_phrase_beats_the_words_it_consists_of(title: str, area: str) -> None:
    """Blood alone says little; what stands beside it says all."""
    assert best(title) == area


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("Quality Control in the Laboratory", Area.SAFETY),
        ("Quality Assurance", Area.SAFETY),
        ("Diversity, Equity and Inclusion", Area.ETHICS),
        ("Institutional Review Board Basics", Area.ETHICS),
    ],
)
def test_what_falls_where_follows_the_label_of_the_area(title: str, area: Area) -> None:
    """Facts, section 6: quality control is safety; harassment, diversity and IRB are ethics."""
    assert suggest(title)[0].area is area


def test_privacy_is_never_suggested_as_ethics() -> None:
    """Facts, section 6: whether HIPAA counts as ethics is unknown."""
    areas = [suggestion.area for suggestion in suggest("HIPAA Privacy Rule Refresher")]

    assert areas[0] is Area.COMPLIANCE
    assert Area.ETHICS not in areas


def test_a_hazard_in_a_discipline_is_safety_first_and_the_discipline_next() -> None:
    """A safety course held for histologists is a safety course."""
    areas = [suggestion.area for suggestion in suggest("Formaldehyde Safety in Histology")]

    assert areas[:2] == [Area.SAFETY, Area.HISTOLOGY]


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("antibdy identifcation", "blood_banking"),
        ("Hematolgy review", "hematology"),
        ("Parisitology", "microbiology"),
        ("Imunohistochemistry", "immunohistochemistry"),
        ("Haemolytic Anaemias", "hematology"),
        ("Coeliac disease", "immunology"),
        ("BLOODBORNE PATHOGENS", "safety"),
        ("flow-cytometry", "cytometry"),
    ],
)
def test_misspellings_plurals_and_british_spelling_are_understood(title: str, area: str) -> None:
    """People type on a phone."""
    assert best(title) == area


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("Chromosomopathies", "cytogenetics"),
        ("Eosinopenia", "hematology"),
        ("Elizabethkingia and Sphingobacter", "microbiology"),
        ("Flavivirus", "virology"),
    ],
)
def test_words_that_are_not_in_the_list_speak_by_their_pieces(title: str, area: str) -> None:
    """Beginnings and endings of the field's own words carry meaning."""
    assert best(title) == area


def test_a_provider_of_one_discipline_is_a_weak_hint() -> None:
    """AABB teaches blood banking, but a title of another area wins."""
    (alone,) = suggest("Annual Meeting", "AABB")

    assert alone.area is Area.BLOOD_BANKING
    assert alone.score < 0.6
    assert best("Gram Stain Interpretation", "AABB") == "microbiology"


def test_a_provider_is_read_out_of_a_title_only_by_its_acronym() -> None:
    """A meeting is often logged by the society's letters alone."""
    assert best("AABB Annual Meeting") == "blood_banking"
    assert suggest("Ash and other trees") == ()


@pytest.mark.parametrize("provider", ["", "LabCE", "ASCLS", "Mayo Clinic Laboratories", "CDC"])
def test_a_provider_of_everything_says_nothing(provider: str) -> None:
    """Only a provider that serves one discipline is a hint."""
    assert suggest("Annual Meeting", provider) == ()


@pytest.mark.parametrize(
    "title",
    ["", "   ", "😀😀", "Annual update", "Session 4", "asdf qwer", "pizza party", "12345",
     "All about you", "Lunch and learn", "Keynote address", "<b></b>"],
)  # fmt: skip
def test_where_nothing_speaks_nothing_is_suggested(title: str) -> None:
    """An empty list, not a guess."""
    assert suggest(title) == ()


def test_an_acronym_that_is_a_word_counts_in_capitals_only() -> None:
    """ALL is a leukemia; all is not, and a shouted title says nothing about it."""
    assert best("B-ALL and ALL") == "hematology"
    assert suggest("all of it") == ()
    assert suggest("ALL OF IT") == ()


@given(st.text(max_size=200), st.text(max_size=40))
def test_every_text_gets_ordered_scores_between_nothing_and_one(title: str, provider: str) -> None:
    """Any text that a person can send."""
    found = suggest(title, provider)

    assert all(0 < suggestion.score <= 1 for suggestion in found)
    assert len({suggestion.area for suggestion in found}) == len(found) <= 4
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)


@given(st.sampled_from(sorted(words().terms)))
def test_every_word_of_the_list_speaks_for_one_of_its_areas(term: tuple[str, ...]) -> None:
    """A word that a maintainer adds takes effect."""
    areas = words().terms[term]
    if areas and term[0] not in words().capitals:
        found = {suggestion.area for suggestion in suggest(" ".join(term))}
        assert not found.isdisjoint(areas)


def test_forms_bring_plurals_and_spellings_together() -> None:
    """Both sides of a comparison go through the same form."""
    pairs = [
        ("antibodies", "antibody"),
        ("viruses", "virus"),
        ("Haematology", "hematology"),
        ("tumours", "tumor"),
        ("smears", "smear"),
        ("biopsies", "biopsy"),
    ]

    assert all(form_of(one) == form_of(other) for one, other in pairs)
    assert form_of("sepsis") == "sepsis"
    assert form_of("DIC") == "dic"


@pytest.mark.parametrize(
    ("areas", "problem"),
    [
        ({"alchemy": {"sure": ["gold"]}}, "areas.alchemy: is not an area"),
        ({"safety": {"certain": ["fire"]}}, "areas.safety.certain: is not known here"),
        ({"safety": {"sure": ["sharp", "sharps"]}}, "'sharps' stands under safety twice"),
        ({"safety": {"sure": ["–"]}}, "'–' has no word"),
    ],
)
def test_a_word_list_that_says_what_it_may_not_is_refused(
    areas: dict[str, dict[str, list[str]]], problem: str
) -> None:
    """The list is data, and data is checked."""
    weights = {name: Decimal(1) for name in words().weights}
    table = Table("words.toml", "", {"weights": weights, "areas": areas})

    with pytest.raises(CatalogError, match=problem):
        read_words(table)
