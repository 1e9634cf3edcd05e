"""Files kept as proof: whatever is being talked about, a file is kept and finds its entry."""

from dataclasses import replace
from typing import Any

import pytest

from conversations.certificates import kept
from conversations.model import Attachment, FileWanted, Sent
from conversations.step import step

SENTENCE = "1.5 hours antibody identification from LabCE, 2026-11-02, blood banking"
OTHER = "1 hour HLA typing from Kaiser, 2026-11-03, immunology, CE course"


def sent(talker: Any, content: str = "a", **more: Any) -> Sent:
    size = more.pop("size", 1000)
    file = Attachment("ref", f"{content}.pdf", size, "application/pdf", sha256=content)
    return Sent("document", talker.when, file=file, **more)


def entry_of(talker: Any, number: int = 1) -> int:
    found = kept.found(talker.person, number)
    assert found is not None
    return found.entry


@pytest.fixture
def logged(talker: Any) -> Any:
    """Return a person with two entries."""
    for sentence in (SENTENCE, OTHER):
        talker.say(sentence)
        talker.press("Save")
    assert len(talker.person.activities) == 2
    return talker


def test_a_file_is_kept_before_anything_is_asked(logged) -> None:
    """Issue 6: which entry is this for? The last ones as buttons, a new one, later."""
    assert "Which entry is it for?" in logged.hand(sent(logged))
    assert logged.labels == [
        "#2 HLA typing",
        "#1 antibody identificat…",
        "Log it as new",
        "Keep for later",
        "Cancel",
    ]
    assert [c.name for c in logged.person.certificates] == ["a.pdf"]


@pytest.mark.parametrize("answer", ["#1", "1", "#1 antibody identificat…"])
def test_an_entry_is_named_by_button_or_number(logged, answer: str) -> None:
    """Typed or pressed."""
    logged.hand(sent(logged))
    assert "Certificate kept with #1 antibody identification: a.pdf" in logged.say(answer)
    assert entry_of(logged) == 1
    assert logged.talk.threads == ()


def test_a_caption_that_names_an_entry_is_enough(logged) -> None:
    """No question where the answer was given."""
    assert "kept with #2" in logged.hand(sent(logged, caption="certificate for #2"))
    assert entry_of(logged) == 2


def test_a_caption_that_tells_a_ce_opens_the_draft_with_the_file(talker) -> None:
    """Issue 6: the draft opens and the file is attached when it is saved."""
    assert "Certificate: 1 file" in talker.hand(sent(talker, caption=SENTENCE))
    assert entry_of(talker) == 0
    assert "Certificate kept: a.pdf" in talker.press("Save")
    assert entry_of(talker) == 1


def test_a_question_beneath_a_file_is_answered_as_well(logged) -> None:
    """The words are never lost; the file is asked about beneath the answer."""
    text = logged.hand(sent(logged, caption="what do I still need?"))
    assert "Add my credentials" in logged.labels or "credential" in text
    assert "Which entry is it for?" in text


def test_a_caption_that_changes_something_does_not_take_the_file_with_it(logged) -> None:
    """The word undo beneath a file undoes nothing: what is meant cannot be told."""
    logged.hand(sent(logged, caption="undo"))
    assert len(logged.person.activities) == 2
    assert len(logged.person.certificates) == 1


def test_a_file_in_the_middle_of_a_draft_goes_with_it(talker) -> None:
    """Wherever the questions stand, and also after Back."""
    talker.say("1 hour HLA typing, LabCE, 2026-11-03")
    assert "goes with this CE once you save it" in talker.hand(sent(talker))
    talker.press("Immunology")
    assert "Certificate: 1 file" in talker.hand(sent(talker, "a"))
    talker.press("Save")
    assert entry_of(talker) == 1


def test_a_draft_that_is_left_leaves_its_file_waiting(talker) -> None:
    """Cancel loses no file, and says where it is."""
    talker.hand(sent(talker, caption=SENTENCE))
    assert "The file you sent is kept for 30 days" in talker.say("/cancel")
    assert [c.name for c in kept.loose(talker.person)] == ["a.pdf"]


def test_the_files_of_an_album_are_asked_about_once(logged) -> None:
    """One answer is enough; all of them go where the first one goes."""
    logged.hand(sent(logged, "a"))
    buttons = logged.screens
    for content in ("b", "c"):
        result = step(logged.talk, sent(logged, content, more=True), logged.person)
        assert result.screens == ()
        logged.talk, logged.person = result.talk, logged.person.after(result.changes)
    logged.screens = buttons
    assert "3 files" in logged.press("#2 HLA typing")
    assert [c.entry for c in logged.person.certificates] == [2, 2, 2]


def test_several_files_one_by_one_gather_in_one_question(logged) -> None:
    """Who sends three files before answering is asked once."""
    logged.hand(sent(logged, "a"))
    assert "2 files kept" in logged.hand(sent(logged, "b"))
    logged.press("#1 antibody identificat…")
    assert len(kept.of_entry(logged.person, 1)) == 2


def test_the_same_file_is_kept_once(logged) -> None:
    """Issue 6: deduplicated by hash."""
    logged.hand(sent(logged, caption="#1"))
    assert "I have this file already (a.pdf); it is kept with #1" in logged.hand(sent(logged))
    assert len(logged.person.certificates) == 1


def test_an_entry_shows_its_proof_and_gives_it_back(logged) -> None:
    """Issue 6: kept, shown, sent back, removed, put back."""
    assert "No certificate kept here" in logged.press_data("!entry:1")
    logged.press("Add certificate")
    assert "Send a further file for #1, or press Done" in logged.hand(sent(logged))
    logged.press("Done")
    assert "Certificate kept: a.pdf, 1 kB, 23 Nov 2026" in logged.press_data("!entry:1")
    logged.press("Show certificate")
    assert logged.screens[0].files == (FileWanted("certificate", "1"),)
    logged.press_data("!entry:1")
    assert "Removed the certificate of #1" in logged.press("Remove certificate")
    assert logged.person.certificates == ()
    logged.press("Undo")
    assert entry_of(logged) == 1
    assert "Undone: the file is removed." in logged.say("undo")


def test_the_list_names_entries_without_proof(logged) -> None:
    """Only for who keeps files here; others are not nagged."""
    assert "No certificate" not in logged.say("/list")
    logged.hand(sent(logged, caption="#2"))
    assert "No certificate yet: #1." in logged.say("/list")


def test_a_deleted_entry_keeps_its_file_and_brings_it_back(logged) -> None:
    """Issue 6: with it for the 30 days."""
    logged.hand(sent(logged, caption="#1"))
    logged.press_data("!undo:1")
    assert kept.loose(logged.person) == ()
    logged.press("Put it back")
    assert "Certificate kept: a.pdf" in logged.press_data("!entry:1")


def test_a_file_of_a_deleted_entry_sent_again_finds_another_one(logged) -> None:
    """It proves nothing that counts; so it is asked where it belongs."""
    logged.hand(sent(logged, caption="#1"))
    logged.press_data("!undo:1")
    logged.hand(sent(logged))
    logged.press("#2 HLA typing")
    assert entry_of(logged) == 2


def test_undo_takes_a_file_off_its_entry(logged) -> None:
    """The last change, whatever it was; the file itself stays."""
    logged.hand(sent(logged))
    logged.press("#1 antibody identificat…")
    assert "waits without an entry" in logged.say("undo")
    assert entry_of(logged) == 0


def test_what_waits_is_shown_and_can_be_placed(logged) -> None:
    """/certificates: how much is kept, what waits, what lacks proof."""
    logged.hand(sent(logged))
    assert "deleted" in logged.press("Keep for later")
    shown = logged.say("/certificates")
    assert "1 of at most 300 files, 1 kB of 100 MB." in shown
    assert "File 1: a.pdf" in shown
    logged.press("Place file 1")
    logged.press("Say which entry")
    logged.press("#2 HLA typing")
    assert entry_of(logged) == 2


def test_what_is_kept_is_bounded(logged) -> None:
    """300 files and 100 MB a person; the sentence says so. Removed ones give way at once."""
    assert "There is no room" not in logged.hand(sent(logged, "a", size=kept.MOST_BYTES))
    assert "at most 300 files, 100 MB" in logged.hand(sent(logged, "b", size=1))
    logged.press_data("!file_out:1")
    logged.hand(sent(logged, "b", size=1))
    assert [c.name for c in logged.person.certificates] == ["b.pdf"]
    assert logged.person.removed_certificates == ()
    many = tuple(
        replace(logged.person.certificates[0], number=n, sha256=str(n)) for n in range(1, 301)
    )
    logged.person = replace(logged.person, certificates=many, next_certificate=301)
    assert "There is no room" in logged.hand(sent(logged, "c", size=1))


@pytest.mark.parametrize(
    "data",
    ["file:9", "file_show:-1", "file_out:x", "file_back:99", "files_of:1", "file_for:77"],
)
def test_made_up_numbers_lead_nowhere(logged, data: str) -> None:
    """Issue 6: forged callback data."""
    before = logged.person
    logged.press_data(f"!{data}")
    assert logged.person == before
    assert logged.talk.threads == ()
    assert all(screen.files == () for screen in logged.screens)


def test_a_file_that_was_not_fetched_changes_nothing(logged) -> None:
    """The sentence, and the question that stood."""
    logged.say("/add")
    file = Attachment("ref", "a.pdf", refused="not_fetched")
    answer = logged.hand(Sent("document", logged.when, file=file))
    assert "Please send it again." in answer
    assert "What was it called" in answer
    assert logged.person.certificates == ()
