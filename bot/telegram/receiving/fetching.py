"""Fetches what people send, before their turn: few files at once, none too large or too slow.

They are held in memory until the turn is over, which seals them; nothing is written elsewhere.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import replace

from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.brought import not_received, received
from bot.telegram.receiving.updates import Client
from bot.telegram.request import TooLarge, download
from bot.turn import Incoming
from conversations.certificates.kept import LARGEST
from conversations.model import Attachment, Sent

log = logging.getLogger(__name__)

AT_ONCE = 4  # files in memory
WITHIN = 30.0  # seconds for one, waiting for its place included
PAUSES = (0.3, 1.0, 3.0)  # seconds before it is tried again
LONGEST_SILENCE = 5.0  # seconds that Telegram may ask for


class Fetching:
    """Fetches files of one bot."""

    def __init__(self, bot: Client) -> None:
        """Prepare; nothing is fetched yet."""
        self._bot = bot
        self._room = asyncio.Semaphore(AT_ONCE)

    @contextlib.asynccontextmanager
    async def with_its_file(self, incoming: Incoming) -> AsyncIterator[Incoming]:
        """Return what came in with the content of its file, or with why there is none."""
        event = incoming.event
        if not isinstance(event, Sent) or event.file is None:
            yield incoming
            return
        async with contextlib.AsyncExitStack() as place:
            yield await self._with(incoming, event, event.file, place)

    async def _with(
        self, incoming: Incoming, event: Sent, file: Attachment, place: contextlib.AsyncExitStack
    ) -> Incoming:
        if file.size is not None and file.size > LARGEST:
            return replace(incoming, event=not_received(event, "too_big"))
        try:
            async with asyncio.timeout(WITHIN):
                await place.enter_async_context(self._room)
                data = await self._patiently(file.ref)
        except TooLarge:
            return replace(incoming, event=not_received(event, "too_big"))
        except (TelegramError, TimeoutError) as error:
            log.warning("A file could not be fetched: %s", type(error).__name__)
            return replace(incoming, event=not_received(event, "not_fetched"))
        found = await asyncio.to_thread(received, event, data)
        kept = found.file is not None and not found.file.refused
        return replace(incoming, event=found, content=data if kept else None)

    async def _patiently(self, ref: str) -> bytes:
        """Fetch a file, again where the line was at fault. Raises `TelegramError`, `TooLarge`."""
        for pause in PAUSES:
            try:
                return await self._fetch(ref)
            except RetryAfter as error:
                after = error.retry_after
                seconds = after if isinstance(after, int) else after.total_seconds()
                if seconds > LONGEST_SILENCE:
                    raise
                await asyncio.sleep(seconds)
            except BadRequest as error:
                if "too big" in error.message.casefold():
                    raise TooLarge from error
                raise
            except NetworkError:
                await asyncio.sleep(pause)
        return await self._fetch(ref)

    async def _fetch(self, ref: str) -> bytes:
        found = await self._bot.get_file(ref)
        if found.file_size is not None and found.file_size > LARGEST:
            raise TooLarge
        return await download(found.file_path or "", LARGEST)
