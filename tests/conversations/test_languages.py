"""A second language is one module: a made-up one is spoken through every recorded conversation.

In it each sentence and label stands between ⟦ and ⟧. What is shown outside of them was written
outside of `wording`; what cannot be pressed or typed any more was kept in English at import.
"""

import json
import pkgutil
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conversations import wording
from conversations.model import Attachment, Screen, Sent
from conversations.person import Settings
from conversations.wording import english
from conversations.wording.calendars import CALENDARS
from conversations.wording.languages import LANGUAGES

SCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))
NEVER_CHANGE = frozenset({"Save", "Edit", "Cancel", "Back", "Undo", "Today", "Yesterday"})
LETTER = re.compile(r"[^\W\d_]")
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")


class MadeUp:
    """English with every sentence and label between marks."""

    def __getattr__(self, name: str) -> Any:
        value = getattr(english, name)
        if callable(value) and value.__module__.startswith("conversations.wording"):
            return lambda *args, **kwargs: marked(value(*args, **kwargs))
        return value if callable(value) else marked(value)


def marked(value: Any) -> Any:
    """Put what is shown between marks; words that are only listened for stay as they are."""
    if isinstance(value, str):
        return value if value in NEVER_CHANGE or not value else f"⟦{value}⟧"
    if isinstance(value, list):
        return [marked(line) for line in value]
    if isinstance(value, dict):
        return {key: marked(label) for key, label in value.items()}
    return value


def outside(text: str) -> str:
    """Return what stands outside of all marks."""
    while (less := MARKED.sub("", text)) != text:
        text = less
    return text


def plain(text: str) -> str:
    """Return a text without its marks."""
    return text.replace("⟦", "").replace("⟧", "")


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch, talker: Any) -> Any:
    """Give a person who hears the made-up language, which has the calendar of English."""
    monkeypatch.setitem(LANGUAGES, "es", MadeUp())
    monkeypatch.setitem(CALENDARS, "es", CALENDARS["en"])
    talker.person = replace(talker.person, settings=Settings(language="es"))
    return talker


def said(script: Path) -> Iterator[str]:
    """Yield what the person says and presses in a script; ">> " goes on in the same message."""
    text = script.read_text(encoding="utf-8").replace("\n>> ", "\r")
    for line in text.split("\n"):
        if line.startswith("> "):
            yield line.removeprefix("> ").replace("\r", "\n")


def press(talker: Any, label: str) -> None:
    """Press a button by what it is called in English."""
    for screen in reversed(talker.screens):
        for button in (each for row in screen.buttons for each in row):
            if plain(button.label).removeprefix("✓ ") == label:
                talker.press_data(button.data)
                return
    raise AssertionError(f"no button {label!r} among {talker.labels}")


def hold(talker: Any, line: str) -> None:
    """Do what one line of a script says."""
    if line.startswith('{"today"'):
        talker.today, talker.screens = date.fromisoformat(json.loads(line)["today"]), ()
    elif line.startswith('{"file"'):
        name, caption = (json.loads(line).get(each, "") for each in ("file", "caption"))
        file = Attachment(name, name, 210_000, "application/pdf", sha256=name)
        talker.hand(Sent("document", talker.when, caption, file=file))
    elif line.startswith('{"press"'):
        talker.press_data(json.loads(line)["press"])
    elif line.startswith("["):
        press(talker, line[1:-1])
    else:
        talker.say(line)


def unspoken(screens: tuple[Screen, ...], own: frozenset[str]) -> list[str]:
    """Return what screens show that no sentence or label of the language is."""
    shown = [text for screen in screens for text in (screen.heading, screen.text)]
    labels = [button.label for screen in screens for row in screen.buttons for button in row]
    labels = [label for label in labels if label not in NEVER_CHANGE and label not in own]
    return [text for text in (*shown, *labels) if LETTER.search(outside(text))]


def test_a_sentence_from_elsewhere_is_found() -> None:
    """The check itself can fail."""
    foreign = Screen("⟦Saved ⟦1 point⟧.⟧\nBy the way, 2 more.")

    assert unspoken((foreign,), frozenset()) == [foreign.text]
    assert unspoken((Screen("⟦Saved ⟦1 point⟧.⟧\n\n2"),), frozenset()) == []


@pytest.mark.parametrize(
    "script", [each for each in SCRIPTS if each.stem != "settings"], ids=lambda path: path.stem
)
def test_nothing_is_said_outside_of_the_language(
    made_up: Any, new_talker: Callable[..., Any], script: Path
) -> None:
    """Issue 4: a second language is one file; what is said is apart from what is decided."""
    in_english = new_talker()

    for line in said(script):
        hold(made_up, line)
        hold(in_english, line)

        if made_up.person.settings.language is None:
            continue  # everything was deleted, the choice of the language as well
        providers = frozenset(each.provider for each in made_up.person.activities)
        assert unspoken(made_up.screens, providers) == [], line

    assert made_up.person.holdings == in_english.person.holdings
    assert made_up.person.activities == in_english.person.activities


def test_the_settings_are_said_in_the_language(made_up: Any) -> None:
    """Choosing another language changes the very next screen."""
    made_up.say("/settings")
    assert unspoken(made_up.screens, frozenset()) == []

    press(made_up, "Change quiet hours")
    made_up.say("from 9 to 5")
    assert unspoken(made_up.screens, frozenset()) == []

    press(made_up, "No quiet hours")
    press(made_up, "Write dates in English")
    assert "⟦" not in made_up.text


@pytest.mark.parametrize("label", ["Log a CE", "show what remains", "⟦Add my credentials⟧"])
def test_labels_can_be_typed_in_the_language(made_up: Any, label: str) -> None:
    """Interfaces: buttons can be typed by their label."""
    made_up.say("/start")

    made_up.say(label)

    assert "I can't tell what you mean" not in plain(made_up.text)
    assert unspoken(made_up.screens, frozenset()) == []


def test_what_a_language_lacks_is_said_in_english(
    monkeypatch: pytest.MonkeyPatch, talker: Any
) -> None:
    """A language may be written sentence by sentence."""

    class Begun:
        SAVE = "Guardar"

    monkeypatch.setitem(LANGUAGES, "es", Begun)
    with wording.speaking("es"):
        assert (wording.SAVE, wording.EDIT) == ("Guardar", english.EDIT)
    assert wording.SAVE == "Save"


def test_the_package_keeps_no_sentence_of_its_own() -> None:
    """A name set in the package itself would hide every language's."""
    own = {name for name in vars(wording) if not name.startswith("_")}
    modules = {path.stem for path in Path(wording.__file__).parent.glob("*.py")}

    assert own <= modules | {"TYPE_CHECKING", "in_words", "speaking"}


def test_no_sentence_is_hidden_by_the_module_of_a_topic() -> None:
    """A module is an attribute of its package and would be found in the sentence's place."""
    topics = {module.name for module in pkgutil.iter_modules(wording.__path__)}

    assert not {name for name in topics if callable(getattr(english, name, None))}
