"""Long polling: updates are fetched, handled, and only then acknowledged.

The offset moves when every update of a batch is committed. Different chats go side by side, one
chat goes in order, and what is said is delivered beside the next poll.
"""

import asyncio
import contextlib
import logging
import time
from datetime import timedelta
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.telegram.insisting import FIRST_PAUSE, LONGEST_PAUSE
from bot.telegram.receiving.intake import Intake
from bot.telegram.receiving.updates import Client
from bot.turn import Incoming
from storage.engine import DatabaseAway

log = logging.getLogger(__name__)

WAIT = timedelta(seconds=50)  # of one long poll
QUIET = 24 * 3600.0  # seconds without an update, after which the offset is forgotten
CHATS_AT_ONCE = 50
DATABASE_PAUSE = 5.0  # seconds: so long, at most, people wait after the database is back
PATIENCE = 0.25  # seconds for a batch before the next one is fetched beside it
WEBHOOK_IS_SET = (
    "Somebody has set a webhook for this bot, so nothing can be fetched: stop the process that has "
    "WEBHOOK_URL, then start this one again"
)
TAKEN_OVER = "Another process fetches with the same token: each update reaches only one; stop one"


class Polling:
    """Serves one bot by long polling until it is told to stop."""

    def __init__(self, bot: Client, intake: Intake, stop: asyncio.Event) -> None:
        """Prepare; nothing is fetched yet. When `stop` is set, what is in hand is finished."""
        self._bot = bot
        self._intake = intake
        self._stop = stop
        self._room = asyncio.Semaphore(CHATS_AT_ONCE)
        self._in_hand: dict[int, asyncio.Future[bool]] = {}  # by update, until the offset is past
        self._last: dict[int, asyncio.Future[bool]] = {}  # the last one of each chat
        self._offset: int | None = None
        self._heard = time.monotonic()  # when the last batch came
        self._asking: asyncio.Timeout | None = None  # what ends the poll that is under way

    async def run(self) -> None:
        """Fetch and handle updates until told to stop."""
        stopping = asyncio.create_task(self._stop_asking())
        try:
            while not self._stop.is_set():
                batch = await self._fetch()
                if batch:
                    await self._handle(batch)
        finally:
            stopping.cancel()
        if self._in_hand:
            await asyncio.wait(self._in_hand.values())
            self._pass()
        with contextlib.suppress(TelegramError):
            await self._bot.raw_updates(self._offset, timedelta(0))  # acknowledges the last batch

    async def _fetch(self) -> list[dict[str, Any]]:
        """Wait for updates; an empty list when told to stop. Network loss is waited out."""
        pause = FIRST_PAUSE
        while not self._stop.is_set():
            self._forget_when_quiet()
            try:
                return await self._ask()
            except InvalidToken:
                raise
            except RetryAfter as error:
                after = error.retry_after
                await self._rest(after if isinstance(after, int) else after.total_seconds())
            except TelegramError as error:
                log.warning(_why(error), extra={"seconds": pause})
                await self._rest(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        return []

    async def _ask(self) -> list[dict[str, Any]]:
        """Poll once; an empty list when told to stop meanwhile. Raises `TelegramError`."""
        self._asking = asyncio.timeout(None)
        try:
            async with self._asking:  # two tasks less for each poll than waiting for either
                return await self._bot.raw_updates(self._offset, WAIT)
        except TimeoutError:
            return []
        finally:
            self._asking = None

    async def _stop_asking(self) -> None:
        """End the poll that is under way once we are told to stop."""
        await self._stop.wait()
        if self._asking is not None:
            self._asking.reschedule(asyncio.get_running_loop().time())

    async def _handle(self, batch: list[dict[str, Any]]) -> None:
        """Commit every update of a batch, and let the offset pass what is committed.

        What takes long (somebody's file, somebody's many messages) holds up no other chat: after a
        moment the next batch is fetched beside it.
        """
        self._heard = time.monotonic()
        new = [raw for raw in batch if int(raw["update_id"]) not in self._in_hand]
        for raw in new:
            self._in_hand[int(raw["update_id"])] = self._begin(self._intake.read(raw))
        under_way = {each for each in self._in_hand.values() if not each.done()}
        if under_way:
            until = asyncio.ALL_COMPLETED if new else asyncio.FIRST_COMPLETED
            await asyncio.wait(under_way, timeout=PATIENCE, return_when=until)
        self._pass()

    def _begin(self, incoming: Incoming | None) -> asyncio.Future[bool]:
        """Begin to commit an update, after those of its chat that came before."""
        if incoming is None:
            nothing = asyncio.get_running_loop().create_future()
            nothing.set_result(True)
            return nothing
        chat = incoming.chat
        task = asyncio.create_task(self._in_order(self._last.get(chat), incoming))
        self._last[chat] = task

        def forget(_: object) -> None:
            if self._last.get(chat) is task:
                del self._last[chat]

        task.add_done_callback(forget)
        return task

    async def _in_order(self, before: asyncio.Future[bool] | None, incoming: Incoming) -> bool:
        if before is not None and not await before:
            return False
        async with self._room:
            return await self._take(incoming)

    def _pass(self) -> None:
        """Let the offset pass what is committed, up to the first update that is not."""
        for update in sorted(self._in_hand):
            if not self._in_hand[update].done() or not self._in_hand[update].result():
                return
            del self._in_hand[update]
            self._offset = update + 1

    async def _take(self, incoming: Incoming) -> bool:
        """Commit one update, however long the database is away.

        False where we were told to stop before that: Telegram keeps the update.
        """
        pause = FIRST_PAUSE
        while True:
            try:
                await self._intake.take(incoming)
            except DatabaseAway:
                log.warning("The database is away: an update waits", extra={"seconds": pause})
            else:
                return True
            if self._stop.is_set():
                return False
            await self._rest(pause)
            pause = min(pause * 2, DATABASE_PAUSE)

    def _forget_when_quiet(self) -> None:
        """Ask from the start after a quiet day: later polls have acknowledged all that was before.

        After a week without updates Telegram numbers them anew, from anywhere (Bot API, Update):
        an old offset might pass over the new ones.
        """
        if time.monotonic() - self._heard > QUIET:
            self._offset = None

    async def _rest(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), seconds)


def _why(error: TelegramError) -> str:
    """Say what is the matter, in words that tell what to do where something can be done."""
    if not isinstance(error, Conflict):
        return f"Telegram cannot be reached: {type(error).__name__}"
    return WEBHOOK_IS_SET if "webhook" in error.message else TAKEN_OVER
