"""A screen as calls of the Bot API: edited in place or sent, and what each error means."""

import contextlib
import logging
from collections.abc import AsyncIterator, Mapping
from typing import Any

from telegram import InputFile
from telegram.constants import ParseMode, ReactionEmoji
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.delivering.delivery import now
from bot.delivering.sender import Later, Place, Refused, Unreachable
from bot.reports import MadeFile
from bot.reports.apart import is_file
from bot.reports.making import files_of
from bot.telegram.receiving.updates import Client
from bot.telegram.showing.keyboards import keyboard_of, shape
from bot.telegram.showing.pieces import pieces
from bot.turn import Incoming
from conversations import wording
from conversations.model import Screen
from storage.engine import Sessions

log = logging.getLogger(__name__)

NO_PREVIEW = {"is_disabled": True}  # LinkPreviewOptions
UNCHANGED = "message is not modified"
CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "there is no text in the message to edit",
)
TOO_LARGE = "too large"  # status 413, which the client takes for a network error
NOBODY = ("chat not found", "user is deactivated", "peer_id_invalid")


class TelegramSender:
    """Shows screens in private chats."""

    def __init__(self, bot: Client, sessions: Sessions) -> None:
        """Send through this client; what files need is read from this database."""
        self._bot = bot
        self._sessions = sessions

    async def show(self, chat: int, screen: Screen, place: Place) -> int | None:
        """Show a screen; return the message that carries its words and its buttons, or its file.

        Files follow beneath the words. They are made before anything is sent, so that what goes
        wrong there leaves nothing half shown. Raises `Later`, `Unreachable`, `Refused`;
        `DatabaseAway`.
        """
        files = await self._files(chat, screen)
        number: int | None = None
        async with told_plainly(screen):
            if not is_file(screen):
                number = await self._show_words(chat, screen, place)
            for file in files:
                sent = await self._send_file(chat, file)
                number = sent if number is None else number
        past = place.living
        if past is not None and past != number and place.question_is_past(screen):
            await self._take_keyboard(chat, past)
        return number

    async def _show_words(self, chat: int, screen: Screen, place: Place) -> int | None:
        texts, keyboard = pieces(screen), keyboard_of(screen)
        target = place.target(screen) if len(texts) == 1 else None
        if target is not None and await self._edit(chat, target, texts[0], keyboard):
            return target
        return await self._send_all(chat, texts, keyboard)

    async def _files(self, chat: int, screen: Screen) -> tuple[MadeFile | str, ...]:
        return await files_of(self._sessions, chat, screen, now()) if screen.files else ()

    async def _send_file(self, chat: int, file: MadeFile | str) -> int | None:
        """Send a file, or the words on why there is none."""
        if isinstance(file, MadeFile):
            document = InputFile(file.data, file.name)
            try:
                return await self._bot.show_file(chat, document)
            except NetworkError as error:
                if not _never_taken(error):
                    raise
                log.error("A file of %s bytes was refused: %s", len(file.data), _words_of(error))
                file = wording.file_not_sent(file.name)
        return await self._send_all(chat, pieces(Screen(file)), None)

    async def _send_all(
        self, chat: int, texts: tuple[str, ...], keyboard: dict[str, Any] | None
    ) -> int | None:
        """Send texts one after the other, the last one with the keyboard; return its number."""
        for text in texts[:-1]:
            await self._send(chat, text, None)
        return await self._send(chat, texts[-1], keyboard)

    async def _send(self, chat: int, text: str, keyboard: dict[str, Any] | None) -> int | None:
        return await self._bot.show(
            "sendMessage",
            chat_id=chat,
            text=text,
            parse_mode=ParseMode.HTML,
            link_preview_options=NO_PREVIEW,
            reply_markup=keyboard,
        )

    async def _edit(
        self, chat: int, number: int, text: str, keyboard: dict[str, Any] | None
    ) -> bool:
        """Change a message; False where it is no longer there to be changed."""
        try:
            await self._bot.show(
                "editMessageText",
                chat_id=chat,
                message_id=number,
                text=text,
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
            await self._bot.show("editMessageReplyMarkup", chat_id=chat, message_id=number)


async def acknowledge(bot: Client, incoming: Incoming) -> None:
    """Show at once that something arrived: a press, or a file, once its turn is committed."""
    if incoming.callback_id is not None:
        await answer_press(bot, incoming.callback_id)
    if incoming.brought is not None:
        await react(bot, incoming.chat, incoming.brought)


async def answer_press(bot: Client, query: str) -> None:
    """Stop the progress bar behind a button; a press too old to be answered has none."""
    with contextlib.suppress(TelegramError):
        await bot.call("answerCallbackQuery", callback_query_id=query)


async def answer_unread(bot: Client, raw: Mapping[str, Any]) -> None:
    """Answer the press in an update that cannot be read, where there is one in it."""
    press = raw.get("callback_query")
    if isinstance(press, Mapping) and isinstance(press.get("id"), str):
        await answer_press(bot, press["id"])


async def react(bot: Client, chat: int, message: int) -> None:
    """Mark a message as seen; where that cannot be, the words of the answer say so as well."""
    with contextlib.suppress(TelegramError):
        await bot.set_message_reaction(chat, message, ReactionEmoji.EYES)


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
        raise Refused(f"{_words_of(error)} ({shape(screen)})") from error
    except TelegramError as error:
        raise Later(None) from error


def _never_taken(error: NetworkError) -> bool:
    """Whether it is the file that Telegram refuses, rather than the line or the chat."""
    said = error.message.casefold()
    if any(words in said for words in NOBODY):
        return False
    return isinstance(error, BadRequest) or TOO_LARGE in said


def _words_of(error: TelegramError) -> str:
    """Return what Telegram said up to a colon; what follows may quote the message."""
    return error.message.split(":", 1)[0][:80]


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return float(after) if isinstance(after, int) else after.total_seconds()
