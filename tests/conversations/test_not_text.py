"""What is not text: a sensible short answer, or a deliberate silence."""

from dataclasses import replace

import pytest

from conversations.model import Sent
from conversations.step import step


@pytest.mark.parametrize(
    ("what", "named"),
    [
        ("photo", "a photo"),
        ("document", "a file"),
        ("voice", "a voice message"),
        ("video", "a video"),
        ("sticker", "a sticker"),
        ("contact", "a contact"),
        ("poll", "a poll"),
        ("dice", "a roll of dice"),
        ("other", "that"),
    ],
)
def test_each_kind_is_named_and_not_kept(talker, what: str, named: str) -> None:
    """Issue 5: stickers, voice, contacts, polls … each has a sensible answer."""
    assert f"I can't read {named}, and did not keep it" in talker.send(what)
    assert talker.talk.threads == ()


def test_an_edited_message_opens_no_second_draft(talker) -> None:
    """What was logged from it stays; the entry that may be meant is one press away."""
    talker.say("1 hour HLA typing, LabCE, 2026-11-02, immunology")
    talker.press("Save")
    answer = talker.send("edited", "2 hours HLA typing, LabCE, 2026-11-02, immunology")
    assert "stays as it was" in answer
    assert "#1 HLA typing" in answer
    assert len(talker.person.activities) == 1
    assert talker.talk.threads == ()
    assert talker.labels == ["Edit entry"]
    assert "What should be different" in talker.press("Edit entry")


def test_an_edit_while_something_is_asked_says_how_to_change_it(talker) -> None:
    """The draft stands; the question is asked again."""
    talker.say("1 hour HLA typing, LabCE, 2026-11-02, immunology")
    answer = talker.send("edited", "2 hours HLA typing")
    assert "make it 2 points" in answer
    assert "Points: 1" in answer
    assert "Points: 2" in talker.say("make it 2 points")


def test_a_further_file_of_an_album_is_passed_over_in_silence(talker) -> None:
    """One remark for an album; its words are read wherever they stand."""
    further = Sent("photo", talker.when, more=True)
    assert step(talker.talk, further, talker.person).screens == ()
    talker.say("/add")
    assert step(talker.talk, further, talker.person).screens == ()
    talker.say("/cancel")
    with_words = replace(further, caption="1 hour HLA typing, LabCE, 2026-11-02, immunology")
    shown = step(talker.talk, with_words, talker.person)
    assert "HLA typing" in "\n".join(screen.text for screen in shown.screens)
