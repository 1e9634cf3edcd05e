"""Long polling: updates are fetched, handled, and only then acknowledged.

The offset moves when every update of a batch is committed. Different chats go side by side, one
chat goes in order, and what is said is delivered beside the next poll.
"""

import asyncio
import contextlib
import logging
from collections import OrderedDict, defaultdict
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.delivery import Delivery, now
from bot.sweep import keep_tidy
from bot.telegram.sending import answer_press, decline
from bot.telegram.updates import Client, Elsewhere, read
from bot.turn import Incoming, take_turn
from storage.engine import DatabaseAway, Sessions

log = logging.getLogger(__name__)

WAIT = timedelta(seconds=50)  # of one long poll
FIRST_PAUSE = 0.5  # seconds after the first failure; doubled each time
LONGEST_PAUSE = 30.0
CHATS_AT_ONCE = 50
LAST_WORDS = 10.0  # seconds to finish deliveries when told to stop


class Polling:
    """Serves one bot by long polling until it is told to stop."""

    def __init__(
        self, bot: Client, sessions: Sessions, delivery: Delivery, stop: asyncio.Event
    ) -> None:
        """Prepare; nothing is fetched yet. When `stop` is set, what is in hand is finished."""
        self._bot = bot
        self._sessions = sessions
        self._delivery = delivery
        self._stop = stop
        self._room = asyncio.Semaphore(CHATS_AT_ONCE)
        self._beside: set[asyncio.Task[None]] = set()
        self._declined: OrderedDict[int, None] = OrderedDict()
        self._offset: int | None = None

    async def run(self) -> None:
        """Fetch and handle updates until told to stop."""
        late = asyncio.create_task(self._delivery.keep_delivering(self._stop))
        tidy = asyncio.create_task(keep_tidy(self._sessions, self._stop))
        while not self._stop.is_set():
            batch = await self._fetch()
            if batch:
                await self._handle(batch)
        await asyncio.gather(late, tidy)
        if self._beside:
            await asyncio.wait(self._beside, timeout=LAST_WORDS)
        with contextlib.suppress(TelegramError):
            await self._bot.raw_updates(self._offset, timedelta(0))  # acknowledges the last batch

    async def _fetch(self) -> list[dict[str, Any]]:
        """Wait for updates; an empty list when told to stop. Network loss is waited out."""
        pause = FIRST_PAUSE
        while not self._stop.is_set():
            asking = asyncio.ensure_future(self._bot.raw_updates(self._offset, WAIT))
            stopping = asyncio.ensure_future(self._stop.wait())
            await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if not asking.done():
                asking.cancel()
                await asyncio.wait({asking})
                return []
            try:
                return asking.result()
            except InvalidToken:
                raise
            except RetryAfter as error:
                after = error.retry_after
                await self._rest(after if isinstance(after, int) else after.total_seconds())
            except TelegramError as error:
                if isinstance(error, Conflict):
                    log.warning("Somebody else is polling with the same token")
                else:
                    log.warning("Telegram cannot be reached: %s", type(error).__name__)
                await self._rest(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        return []

    async def _handle(self, batch: list[dict[str, Any]]) -> None:
        """Commit every update of a batch, then let the offset pass it."""
        chats: defaultdict[int | None, list[Incoming]] = defaultdict(list)
        for raw in batch:
            match self._read(raw):
                case Incoming() as incoming:
                    chats[incoming.chat].append(incoming)
                case Elsewhere() as elsewhere:
                    self._spawn(self._decline(elsewhere))
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(self._in_order(several)) for several in chats.values()]
        if all(task.result() for task in tasks):
            self._offset = max(int(raw["update_id"]) for raw in batch) + 1

    def _read(self, raw: Mapping[str, Any]) -> Incoming | Elsewhere | None:
        try:
            return read(raw, self._bot, now())
        except Exception:  # an update that cannot be read must not come back for ever
            log.exception("Update %s cannot be read", raw.get("update_id"))
            return None

    async def _in_order(self, several: list[Incoming]) -> bool:
        async with self._room:
            for incoming in several:
                if not await self._take(incoming):
                    return False
        return True

    async def _take(self, incoming: Incoming) -> bool:
        """Commit one update, however long the database is away; then say what came of it.

        False where we were told to stop before that: Telegram keeps the update.
        """
        pause = FIRST_PAUSE
        while True:
            try:
                handled = await take_turn(self._sessions, incoming, now=now())
                break
            except DatabaseAway:
                log.warning("The database is away: update %s waits", incoming.update)
            except Exception:  # even the apology failed: leave this one, serve the others
                log.exception("Update %s is given up", incoming.update)
                return True
            if self._stop.is_set():
                return False
            await self._rest(pause)
            pause = min(pause * 2, LONGEST_PAUSE)
        if handled is not None:
            self._delivery.remember(incoming.chat, handled)
        self._spawn(self._delivery.deliver_quietly(incoming.chat))
        if incoming.callback_id is not None:
            self._spawn(answer_press(self._bot, incoming.callback_id))
        return True

    async def _decline(self, elsewhere: Elsewhere) -> None:
        """Say once per group that this bot is for private chats; nothing of it is stored."""
        if elsewhere.callback_id is not None:
            await answer_press(self._bot, elsewhere.callback_id)
        if elsewhere.chat is None or elsewhere.chat in self._declined:
            return
        self._declined[elsewhere.chat] = None
        while len(self._declined) > 1_000:
            self._declined.popitem(last=False)
        await decline(self._bot, elsewhere.chat)

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), seconds)
