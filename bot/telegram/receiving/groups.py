"""Groups and channels: one polite line, nothing stored, and gone when asked."""

import contextlib
import time
from collections import OrderedDict
from collections.abc import Callable

from telegram.error import TelegramError

from bot.telegram.receiving.updates import Client, Elsewhere
from bot.telegram.showing.sending import NO_PREVIEW, answer_press
from conversations import wording

QUIET = 600.0  # seconds for which the line is not said again in the same chat
REMEMBERED = 1_000  # chats


class Groups:
    """Declines wherever others listen. Which chats were told is in this process's memory alone."""

    def __init__(self, bot: Client, clock: Callable[[], float] = time.monotonic) -> None:
        """Prepare; nothing is said yet."""
        self._bot = bot
        self._clock = clock
        self._told: OrderedDict[int, float] = OrderedDict()

    async def decline(self, elsewhere: Elsewhere) -> None:
        """Answer what happened in a group or channel; what cannot be said there is let be."""
        if elsewhere.callback_id is not None:
            await answer_press(self._bot, elsewhere.callback_id)
        if elsewhere.chat is None:
            return
        match elsewhere.why:
            case "channel":
                await self._say(elsewhere.chat, wording.private_only_goodbye(self._link()))
                await self._leave(elsewhere.chat)
            case "told_to_go":
                await self._leave(elsewhere.chat)
            case "called" | "added":
                await self._say(elsewhere.chat, wording.private_only(self._link()))
            case "pressed":
                pass

    async def _say(self, chat: int, words: str) -> None:
        before = self._told.pop(chat, None)
        now = self._clock()
        self._told[chat] = now if before is None or now - before >= QUIET else before
        if self._told[chat] == before:
            return
        while len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
        with contextlib.suppress(TelegramError):
            await self._bot.show(
                "sendMessage", chat_id=chat, text=words, link_preview_options=NO_PREVIEW
            )

    async def _leave(self, chat: int) -> None:
        self._told.pop(chat, None)  # added again, it says so again
        with contextlib.suppress(TelegramError):
            await self._bot.leave_chat(chat)

    def _link(self) -> str:
        return f"https://t.me/{self._bot.username}"
