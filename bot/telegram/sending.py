"""A screen as calls of the Bot API: edited in place or sent, and what each error means."""

import contextlib
from collections.abc import AsyncIterator

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    RetryAfter,
    TelegramError,
)

from bot.delivery import Later, Place, Refused, Unreachable
from bot.telegram.pieces import pieces
from conversations.model import Button, Screen

MOST_DATA = 64  # bytes of callback_data (Bot API, InlineKeyboardButton)
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
UNCHANGED = "message is not modified"
CANNOT_EDIT = ("message to edit not found", "message can't be edited", "message_id_invalid")
NOBODY = ("chat not found", "user is deactivated", "peer_id_invalid")


class TelegramSender:
    """Shows screens in private chats."""

    def __init__(self, bot: Bot) -> None:
        """Send through this client."""
        self._bot = bot

    async def show(self, chat: int, screen: Screen, place: Place) -> int | None:
        """Show a screen; return the message that carries it (its last one, and its buttons).

        Raises `Later`, `Unreachable` or `Refused`.
        """
        texts, keyboard = pieces(screen), keyboard_of(screen)
        target = place.target(screen) if len(texts) == 1 else None
        async with told_plainly(screen):
            if target is not None and await self._edit(chat, target, texts[0], keyboard):
                number = target
            else:
                for text in texts[:-1]:
                    await self._send(chat, text, None)
                number = await self._send(chat, texts[-1], keyboard)
        past = place.living
        if past is not None and past != number and place.question_is_past(screen):
            await self._take_keyboard(chat, past)
        return number

    async def _send(self, chat: int, text: str, keyboard: InlineKeyboardMarkup | None) -> int:
        message = await self._bot.send_message(
            chat,
            text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard,
        )
        return message.message_id

    async def _edit(
        self, chat: int, number: int, text: str, keyboard: InlineKeyboardMarkup | None
    ) -> bool:
        """Change a message; False where it is no longer there to be changed."""
        try:
            await self._bot.edit_message_text(
                text,
                chat,
                number,
                parse_mode=ParseMode.HTML,
                link_preview_options=NO_PREVIEW,
                reply_markup=keyboard,
            )
        except BadRequest as error:
            said = error.message.casefold()
            if UNCHANGED in said:
                return True
            if any(words in said for words in CANNOT_EDIT):
                return False
            raise
        return True

    async def _take_keyboard(self, chat: int, number: int) -> None:
        """Take the buttons off a question that is past; what remains there is harmless."""
        with contextlib.suppress(TelegramError):
            await self._bot.edit_message_reply_markup(chat, number, reply_markup=None)


async def answer_press(bot: Bot, query: str) -> None:
    """Stop the progress bar behind a button; a press too old to be answered has none."""
    with contextlib.suppress(TelegramError):
        await bot.answer_callback_query(query)


def keyboard_of(screen: Screen) -> InlineKeyboardMarkup | None:
    """Return the buttons of a screen. Raises `Refused` where one could not be sent."""
    if not screen.buttons:
        return None
    for row in screen.buttons:
        for button in row:
            if not button.label or not 1 <= len(button.data.encode()) <= MOST_DATA:
                raise Refused(f"a button cannot be sent: {shape(screen)}")
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in screen.buttons])


def _button(button: Button) -> InlineKeyboardButton:
    style = None if button.style == "plain" else button.style
    return InlineKeyboardButton(button.label, callback_data=button.data, style=style)


def shape(screen: Screen) -> str:
    """Describe a screen without a word of it."""
    rows = [[len(button.data.encode()) for button in row] for row in screen.buttons]
    return f"heading {len(screen.heading)}, text {len(screen.text)}, bytes of data {rows}"


@contextlib.asynccontextmanager
async def told_plainly(screen: Screen) -> AsyncIterator[None]:
    """Turn Telegram's errors into what delivery has to do about them."""
    try:
        yield
    except RetryAfter as error:
        raise Later(_seconds(error)) from error
    except (Forbidden, ChatMigrated) as error:
        raise Unreachable("the person cannot be written to") from error
    except BadRequest as error:
        said = error.message.casefold()
        if any(words in said for words in NOBODY):
            raise Unreachable("there is no such chat") from error
        # What follows a colon may quote the message.
        words = error.message.split(":", 1)[0][:80]
        raise Refused(f"{words} ({shape(screen)})") from error
    except TelegramError as error:
        raise Later(None) from error


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()


async def decline(bot: Bot, chat: int) -> None:
    """Say in a group or channel that this is not the place."""
    words = (
        f"I keep personal records, so I only talk in a private chat: https://t.me/{bot.username}"
    )
    with contextlib.suppress(TelegramError):
        await bot.send_message(chat, words, link_preview_options=NO_PREVIEW)
