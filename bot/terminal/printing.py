"""Screens as a terminal shows them: plain words, wrapped between words, numbered buttons."""

import textwrap

from bot.harmless import harmless
from conversations.model import Button, Screen


def plain_text(screen: Screen) -> str:
    """Return a screen's words without markup, and without what a terminal would obey."""
    return harmless(f"{screen.heading}\n{screen.text}".strip())


def plain_label(button: Button) -> str:
    """Return the words of a button, on one line."""
    return harmless(button.label).replace("\n", " ")


def drawn(screen: Screen, width: int | None) -> str:
    """Return a screen as lines of at most `width` characters (None: as long as they are).

    Only a word that is longer than a line by itself is left longer.
    """
    lines = [wrapped(line, width) for line in plain_text(screen).split("\n")]
    place = 0
    for row in screen.buttons:
        numbered = [f"[{place + n}] {plain_label(button)}" for n, button in enumerate(row, 1)]
        place += len(row)
        lines.append(side_by_side(numbered, width))
    return "\n".join(lines)


def wrapped(line: str, width: int | None) -> str:
    """Break a line between words; what follows a bullet stands under its words."""
    if width is None or len(line) <= width:
        return line
    return textwrap.fill(
        line,
        width,
        subsequent_indent="  " if line.startswith("• ") else "",
        break_long_words=False,
        break_on_hyphens=False,
    )


def side_by_side(parts: list[str], width: int | None) -> str:
    """Join the buttons of a row; one that does not fit begins a line of its own."""
    lines: list[str] = []
    for part in parts:
        if lines and (width is None or len(lines[-1]) + 2 + len(part) <= width):
            lines[-1] += f"  {part}"
        else:
            lines.append(part)
    return "\n".join(wrapped(line, width) for line in lines)
