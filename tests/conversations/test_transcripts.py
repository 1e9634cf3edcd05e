"""Whole conversations, replayed word for word; they are also the documentation.

A transcript is a text file: lines that begin with "> " are the person's (">> " goes on in the same
message), "[Label]" presses a button, {"place": …} shares a location, {"today": …} lets days pass,
{"press": …} presses a button of a message that the bot began; what follows is what the bot shows.
Rewrite them all from the present wording with
`UPDATE_TRANSCRIPTS=1 pytest tests/conversations/test_transcripts.py`, and read the difference.
"""

import json
import os
from collections.abc import Callable
from datetime import date
from itertools import takewhile
from pathlib import Path
from typing import Any

import pytest

from conversations.model import Attachment, Screen, Sent

FOLDER = Path(__file__).parent / "transcripts"
TRANSCRIPTS = sorted(FOLDER.glob("*.txt"))


def shown(screen: Screen) -> str:
    lines = [f"*{screen.heading}*"] if screen.heading else []
    lines.append(screen.text or " ".join(f"({each.what} {each.about})" for each in screen.files))
    lines += [" ".join(f"[{button.label}]" for button in row) for row in screen.buttons]
    return "\n".join(lines)


def replay(
    script: str, say: Callable[[str], str], screens: Callable[[], tuple[Screen, ...]]
) -> str:
    """Return the transcript as the bot answers today."""
    lines = script.splitlines()
    out = [line for line in lines if line.startswith("# ")]
    for place, line in enumerate(lines):
        if line.startswith(">> "):
            continue
        if line.startswith("> "):
            said = [line, *takewhile(lambda more: more.startswith(">> "), lines[place + 1 :])]
            say("\n".join(part.partition(" ")[2] for part in said))
            out += ["", *said, *(shown(screen) for screen in screens())]
    return "\n".join(out) + "\n"


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_conversation_goes_as_written(path: Path, talker) -> None:
    """Each file in transcripts/ opens with what it shows."""

    def say(line: str) -> str:
        if line.startswith("[") and line.endswith("]"):
            return talker.press(line[1:-1])
        if line.startswith("{"):
            return told_in_json(json.loads(line))
        return talker.say(line)

    def told_in_json(said: dict[str, Any]) -> str:
        if "today" in said:
            talker.today, talker.screens = date.fromisoformat(said["today"]), ()
            return ""
        if "file" in said:
            name = said["file"]
            file = Attachment(name, name, 210_000, "application/pdf", sha256=name)
            return talker.hand(Sent("document", talker.when, said.get("caption", ""), file=file))
        if "press" in said:
            return talker.press_data(said["press"])
        latitude, longitude = said["place"]
        return talker.send("location", place=(latitude, longitude))

    written = path.read_text(encoding="utf-8")
    now = replay(written, say, lambda: talker.screens)
    if os.environ.get("UPDATE_TRANSCRIPTS"):
        path.write_text(now, encoding="utf-8")
    assert now == written


def test_every_module_with_states_has_a_transcript() -> None:
    """A conversation without a transcript is not documented."""
    assert {path.stem for path in TRANSCRIPTS} >= {
        "welcome",
        "one_sentence",
        "guided",
        "parts",
        "remaining",
        "credentials",
        "settings",
        "list_and_undo",
    }
