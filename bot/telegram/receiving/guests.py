"""A private installation: only those on its list are served; others hear one polite line a day."""

import contextlib
import time
from collections import OrderedDict
from collections.abc import Callable

from telegram.error import TelegramError

from bot.starting import CannotStart
from bot.telegram.receiving.updates import Client
from bot.telegram.showing.sending import NO_PREVIEW, answer_press
from bot.turn import Incoming
from conversations import wording

QUIET = 24 * 3600.0  # seconds for which the line is not said again to the same person
REMEMBERED = 1_000  # strangers, in this process's memory alone


def read_allowed(text: str) -> frozenset[int] | None:
    """Return the people of ALLOWED_PEOPLE, by chat; None: everybody. Raises `CannotStart`."""
    words = text.replace(",", " ").split()
    if any(not word.isascii() or not word.isdecimal() or len(word) > 19 for word in words):
        raise CannotStart(
            "ALLOWED_PEOPLE is a list of Telegram chat numbers, separated by commas, such as "
            "123456789,987654321."
        )
    return frozenset(int(word) for word in words) or None


class Guests:
    """Tells those who are served from those who are not; of these nothing is stored."""

    def __init__(
        self,
        bot: Client,
        allowed: frozenset[int] | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare; `allowed` None serves everybody."""
        self._bot = bot
        self._allowed = allowed
        self._clock = clock
        self._told: OrderedDict[int, float] = OrderedDict()

    def serves(self, chat: int) -> bool:
        """Whether a person is served."""
        return self._allowed is None or chat in self._allowed

    async def decline(self, incoming: Incoming) -> None:
        """Answer somebody who is not served."""
        if incoming.callback_id is not None:
            await answer_press(self._bot, incoming.callback_id)
        now, before = self._clock(), self._told.get(incoming.chat)
        if before is not None and now - before < QUIET:
            return
        self._told[incoming.chat] = now
        self._told.move_to_end(incoming.chat)
        while len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
        with contextlib.suppress(TelegramError):
            await self._bot.show(
                "sendMessage",
                chat_id=incoming.chat,
                text=wording.not_served(incoming.chat),
                link_preview_options=NO_PREVIEW,
            )
