"""What a line typed or piped into the terminal means."""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TypeAlias

from conversations.buttons import letters
from conversations.model import Button, Screen

_PRESS = re.compile(r"\[(?P<label>.+)\]")
_LONGEST_QUOTE = 40
_MOST_DEGREES = 360


@dataclass(frozen=True, slots=True)
class Text:
    """Something said."""

    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button, by its label or by its place."""

    label: str


@dataclass(frozen=True, slots=True)
class File:
    """A file to be sent, perhaps with words beneath it."""

    path: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A line that cannot be used; `why` is for the person."""

    why: str


@dataclass(frozen=True, slots=True)
class Place:
    """A location, in degrees."""

    latitude: float
    longitude: float


Meaning: TypeAlias = Text | Press | File | Place | Unclear


def read_line(line: str) -> Meaning:
    """Read a line: `{…}` is JSON, `[…]` a button, anything else is said as it stands."""
    if line.startswith("{"):
        return _read_json(line)
    if pressed := _PRESS.fullmatch(line.strip()):
        return Press(pressed["label"].strip())
    return Text(line)


def read_typed(line: str, buttons: Sequence[Button]) -> Meaning:
    """Read a line typed at a terminal, where a label or a number alone may mean a button.

    A number means a button only where no label has a digit: under "How many points?" it is the
    points, not the place of a button.
    """
    typed = line.strip()
    if any(letters(b.label) == letters(typed) for b in buttons if letters(typed)):
        return Press(typed)
    amounts = any(any(c.isdigit() for c in b.label) for b in buttons)
    if not amounts and typed.isdecimal() and 1 <= int(typed[:6]) <= len(buttons):
        return Press(typed)
    return read_line(line)


def find(label: str, screens: Iterable[Screen]) -> Button | None:
    """Return the button that is meant; the first screen is the one before the person's eyes.

    There it is found by its exact label, by its place or by the letters and digits of its label;
    in the screens before it, in their order, by its label alone.
    """
    keyboards = [buttons for screen in screens if (buttons := buttons_of(screen))]
    for present, buttons in zip(chain([True], repeat(False)), keyboards, strict=False):
        for button in buttons:
            if button.label == label:
                return button
        if present and (button_there := _at(label, buttons)):
            return button_there
        for button in buttons:
            if letters(label) and letters(button.label) == letters(label):
                return button
    return None


def _at(label: str, buttons: Sequence[Button]) -> Button | None:
    if not label.isascii() or not label.isdecimal() or len(label) > 3:
        return None
    return buttons[int(label) - 1] if 1 <= int(label) <= len(buttons) else None


def buttons_of(screen: Screen) -> tuple[Button, ...]:
    """Return the buttons of a screen, row by row."""
    return tuple(chain.from_iterable(screen.buttons))


def no_such_button(label: str, screens: Sequence[Screen]) -> str:
    """Say which buttons there are instead."""
    labels = [button.label for screen in screens for button in buttons_of(screen)]
    if not labels:
        return f"There is no button “{_quoted(label)}”; there are no buttons now. Type your answer."
    return f"There is no button “{_quoted(label)}”. The buttons are: {', '.join(labels)}."


def _read_json(line: str) -> Meaning:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        where = (
            f" (at character {error.pos + 1})" if isinstance(error, json.JSONDecodeError) else ""
        )
        return Unclear(f"This line begins with {{ but is not JSON{where}. Nothing was sent.")
    if set(read) == {"file", "caption"} and all(isinstance(read[name], str) for name in read):
        return File(_whole(read["file"]), _whole(read["caption"]))
    if set(read) not in ({"text"}, {"press"}, {"file"}, {"place"}):
        return Unclear(
            "A JSON line has exactly one of text, press, file and place. Nothing was sent."
        )
    name, value = next(iter(read.items()))
    if name == "place":
        return _read_place(value)
    if not isinstance(value, str):
        return Unclear(f"The value of {name} has to be text. Nothing was sent.")
    value = _whole(value)
    kinds: dict[str, type[Text | Press | File]] = {"text": Text, "press": Press, "file": File}
    return kinds[name](value)


def _whole(value: str) -> str:
    """Return text that can be stored: half a surrogate pair cannot."""
    return value.encode("utf-8", "replace").decode()


def _read_place(value: object) -> Place | Unclear:
    match value:
        case [int() | float() as latitude, int() | float() as longitude] if (
            abs(latitude) <= _MOST_DEGREES and abs(longitude) <= _MOST_DEGREES
        ):
            return Place(float(latitude), float(longitude))
    return Unclear("The value of place has to be [latitude, longitude]. Nothing was sent.")


def _quoted(label: str) -> str:
    return label if len(label) <= _LONGEST_QUOTE else label[:_LONGEST_QUOTE] + "…"
