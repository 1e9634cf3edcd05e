"""How an entry changed: shown newest first, and an earlier version brought back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from conversations.history.kept import History, PastChange
from conversations.model import Said
from conversations.step import step

SENTENCE = "1.5 hours antibody identification from LabCE, 2026-11-02, blood banking"
AT = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.fixture
def changed(talker: Any) -> Any:
    """Return a person with an entry that was changed twice, its history at hand."""
    talker.say(SENTENCE)
    talker.press("Save")
    first = talker.person.activities[0]
    talker.say("make it 2 points")
    talker.press("Save")
    second = talker.person.activities[0]
    talker.say("no, Kaiser")
    talker.press("Save")
    changes = (
        PastChange(1, "logged", AT),
        PastChange(2, "changed", AT + timedelta(hours=1), first),
        PastChange(3, "changed", AT + timedelta(hours=2), second),
    )
    talker.person = replace(talker.person, history=History(1, changes))
    return talker


def test_the_history_is_asked_for_before_it_is_shown(talker) -> None:
    """It is loaded for the one turn that shows it; nothing else comes of that event before."""
    talker.say(SENTENCE)
    talker.press("Save")
    outcome = step(talker.talk, Said("history of #1", talker.when), talker.person)
    assert (outcome.needs, outcome.screens, outcome.changes) == (1, (), ())


@pytest.mark.parametrize(
    "words", ["history of #1", "/history 1", "show history of entry 1", "Show me the history of #1"]
)
def test_the_history_is_shown_newest_first(changed, words: str) -> None:
    """What, when, field by field, by the clock of the person."""
    lines = changed.say(words).splitlines()
    assert lines[0] == "History of #1"
    assert lines[1].startswith("Now: antibody identification, 2 points, 2 Nov 2026, Kaiser")
    assert lines[3].startswith("3. Mon 23 Nov 2026, 12:00: provider LabCE → Kaiser")
    assert lines[4] == "2. Mon 23 Nov 2026, 11:00: points 1.5 → 2"
    assert lines[5] == "1. Mon 23 Nov 2026, 10:00: logged"
    assert changed.labels == ["Back to before 3", "Back to before 2", "Open the entry"]


def test_an_entry_has_a_button_for_its_history(changed) -> None:
    """Issue 6."""
    changed.press_data("!entry:1")
    assert "History of #1" in changed.press("Show history")


def test_a_version_is_brought_back_after_a_question(changed) -> None:
    """Asks first, with what would be different; undo takes it back."""
    changed.say("history of #1")
    asked = changed.press("Back to before 2")
    assert "Bring back this version of #1?" in asked
    assert "Points 2 → 1.5" in asked
    assert "Provider Kaiser" in asked
    assert "Restored #1: antibody identification, 1.5 points" in changed.press("Restore")
    assert str(changed.person.activities[0].points) == "1.5"
    changed.say("undo")
    assert str(changed.person.activities[0].points) == "2"


def test_a_version_may_be_left(changed) -> None:
    """Keep changes nothing."""
    before = changed.person
    changed.press_data("!revert:1 3")
    assert "#1 stays." in changed.press("Keep")
    assert changed.person == before


@pytest.mark.parametrize(
    "data", ["history:9", "history:x", "revert:1 9", "revert:9 1", "revert:1 1"]
)
def test_made_up_numbers_of_versions_lead_nowhere(changed, data: str) -> None:
    """Forged callback data: nothing is changed, nothing is asked."""
    before = changed.person
    changed.press_data(f"!{data}")
    assert changed.person == before
    assert changed.talk.threads == ()


def test_the_history_of_a_removed_entry_waits_until_it_is_back(changed) -> None:
    """What is not there can be put back first."""
    changed.press_data("!undo:1")
    assert changed.say("history of #1")
    assert "Put it back" in changed.labels


def test_a_draft_that_is_open_is_not_disturbed(changed) -> None:
    """Asked in the middle of something; the question is asked again beneath."""
    changed.say("/add")
    answer = changed.say("history of #1")
    assert "History of #1" in answer
    assert "What was it called" in answer


def test_without_a_number_it_says_how_to_ask(talker) -> None:
    """/history alone."""
    assert "history of #3" in talker.say("/history")
