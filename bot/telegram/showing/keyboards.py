"""The buttons of a screen as Telegram's inline keyboard."""

from typing import Any

from bot.delivering.sender import Refused
from conversations.model import Button, Screen

MOST_DATA = 64  # bytes of callback_data (Bot API, InlineKeyboardButton)
MOST_COPIED = 256  # characters (Bot API, CopyTextButton)


def keyboard_of(screen: Screen) -> dict[str, Any] | None:
    """Return the buttons of a screen as InlineKeyboardMarkup.

    Raises `Refused` where one could not be sent.
    """
    if not screen.buttons:
        return None
    if not all(_can_be_sent(button) for row in screen.buttons for button in row):
        raise Refused(f"a button cannot be sent: {shape(screen)}")
    return {"inline_keyboard": [[_button(button) for button in row] for row in screen.buttons]}


def shape(screen: Screen) -> str:
    """Describe a screen without a word of it."""
    rows = [[len(button.data.encode()) for button in row] for row in screen.buttons]
    return f"heading {len(screen.heading)}, text {len(screen.text)}, bytes of data {rows}"


def _can_be_sent(button: Button) -> bool:
    if button.copies:
        return bool(button.label) and len(button.copies) <= MOST_COPIED
    return bool(button.label) and 1 <= len(button.data.encode()) <= MOST_DATA


def _button(button: Button) -> dict[str, Any]:
    shown: dict[str, Any] = {"text": button.label}
    if button.copies:
        shown["copy_text"] = {"text": button.copies}
    else:
        shown["callback_data"] = button.data
    if button.style != "plain":
        shown["style"] = button.style
    return shown
