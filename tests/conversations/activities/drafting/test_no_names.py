"""Orders and questions are no title and no provider; names that look like them are."""

import pytest

from conversations.activities.drafting.machine import Filling

NO_TITLE = "1 h ethics LabCE today"  # the title is asked
NO_PROVIDER = "1 h DIC today"  # the provider is asked


def _state(talker) -> Filling:
    state = talker.talk.threads[-1].state
    assert isinstance(state, Filling), state
    return state


@pytest.mark.parametrize("begun", [NO_TITLE, NO_PROVIDER])
@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("save", "once this is answered"),
        ("Save it!", "once this is answered"),
        ("yes, save", "once this is answered"),
        ("done", "once this is answered"),
        ("submit", "once this is answered"),
        ("log another", "once this is answered"),
        ("delete it", "Press Cancel to drop it"),
        ("remove that please", "Press Cancel to drop it"),
        ("never mind", "Press Cancel to drop it"),
        ("start over", "Press Cancel to drop it"),
        ("change it", "what should be different"),
        ("declare", "Which one is it?"),
        ("status", "Where you stand"),
        ("list", "Nothing is logged yet"),
        ("show my list", "Nothing is logged yet"),
        ("show me what is left", "Where you stand"),
        ("settings", "Your settings"),
        ("export my data", "as one file"),
        ("ascp audited me", "audit"),
        ("i got audited", "audit"),
        ("does #1 count for MLS?", "What counts"),
        ("move #1 to electives", "no such entry"),
    ],
)
def test_orders_and_questions_are_no_names(certified, begun: str, said: str, answered: str) -> None:
    """Each is answered in its sense, and the same question stands."""
    certified.say(begun)
    before = _state(certified)
    assert answered in certified.say(said)
    assert _state(certified) == before


@pytest.mark.parametrize(
    "title",
    [
        "Can We Trust POC?",
        "Why do we need QC?",
        "Audit readiness",
        "How to survive an audit",
        "My First Antibody Panel",
        "Saving lives with apheresis",
        "Save the Date: HLA",
        "Delete mutations in BRCA",
        "Plan B: disaster recovery",
        "Undoing harm",
        "Change management",
        "Privacy",
        "Show Me the Evidence",
    ],
)
def test_a_title_that_looks_like_an_order_is_a_title(certified, title: str) -> None:
    """A person has to be able to write what stands on the certificate."""
    certified.say(NO_TITLE)
    assert f"Title: {title}" in certified.say(title)


@pytest.mark.parametrize("name", ["Mercy Hospital", "Center for 3D Printing", "Save-A-Life Inc"])
def test_any_name_may_be_a_provider(certified, name: str) -> None:
    """Providers are not known in advance."""
    certified.say(NO_PROVIDER)
    assert name in certified.say(name)
    assert _state(certified).draft.provider == name


def test_what_is_logged_is_deleted_in_its_sense(certified) -> None:
    """While an entry is changed, "delete it" means the entry."""
    certified.say("1 h DIC workup LabCE today, hematology")
    certified.press("Save")
    certified.say("make it 2 points")
    assert "Delete entry #1?" in certified.say("delete it")


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (
            "10 h transfusion medicine AABB meeting, 2026-10-10",
            "transfusion medicine AABB meeting",
        ),
        ("3 h micro state meeting from ASM yesterday", "micro state meeting"),
        ("5 h blood bank annual SBB conference AABB oct 3", "blood bank annual SBB conference"),
        ("2 h safety on fire drills LabCE today", "fire drills"),
    ],
)
def test_a_meeting_keeps_the_area_before_its_name(certified, line: str, title: str) -> None:
    """The words count as the area and stand in the title as well."""
    assert f"Title: {title}\n" in certified.say(line)
