"""The way in of every update, whether it was fetched or brought: read, committed, answered.

One line of the log and one count per turn are written here, since every turn comes by.
"""

import asyncio
import logging
import time
from collections.abc import Coroutine, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.delivering.delivery import Delivery, now
from bot.settings import AT_ONCE
from bot.telegram.receiving.fetching import Fetching
from bot.telegram.receiving.groups import Groups
from bot.telegram.receiving.guests import Guests
from bot.telegram.receiving.pace import Pace
from bot.telegram.receiving.updates import Client, Elsewhere, read
from bot.telegram.showing.sending import acknowledge, answer_press, answer_unread
from bot.turn import Incoming
from bot.watching import metrics
from bot.watching.logs import who
from conversations.model import Sent
from conversations.not_text import FLOOD
from storage.engine import DatabaseAway

log = logging.getLogger(__name__)

LAST_WORDS = 10.0  # seconds to finish deliveries when told to stop


class Intake:
    """Takes updates of one bot."""

    def __init__(
        self,
        bot: Client,
        delivery: Delivery,
        *,
        allowed: frozenset[int] | None = None,
        at_once: int = AT_ONCE,
    ) -> None:
        """Prepare; nothing is taken yet.

        `allowed` are the people who are served (None: everybody), `at_once` is how many messages
        of one of them are taken at once (0: any number).
        """
        self.last: datetime | None = None  # when the last update came in
        self._bot = bot
        self._delivery = delivery
        self._beside: set[asyncio.Task[None]] = set()
        self._groups = Groups(bot)
        self._fetching = Fetching(bot)
        self._guests = Guests(bot, allowed)
        self._pace = Pace(at_once)

    def read(self, raw: Mapping[str, Any]) -> Incoming | None:
        """Return the event an update is; None where there is nothing (more) to be done about it."""
        self.last = now()
        try:
            meant = read(raw, self._bot, self.last)
        except Exception:  # an update that cannot be read must not come back for ever
            log.exception("An update cannot be read", extra={"update": _key(raw)})
            metrics.came_in("unreadable")
            self._spawn(answer_unread(self._bot, raw))
            return None
        match meant:
            case Incoming() if not self._guests.serves(meant.chat):
                metrics.came_in("not_served")
                self._spawn(self._guests.decline(meant))
            case Incoming():
                return self._at_a_pace(meant)
            case Elsewhere():
                metrics.came_in("elsewhere")
                self._spawn(self._groups.decline(meant))
            case None:
                metrics.came_in("nothing")
        return None

    def _at_a_pace(self, meant: Incoming) -> Incoming | None:
        """Return what a person sent; where that is a flood, one word on it, then nothing."""
        match self._pace.weigh(meant.chat, meant.update, meant.event.when.at):
            case "take":
                metrics.came_in(type(meant.event).__name__)
                return meant
            case "tell":
                metrics.came_in("flood")
                return replace(meant, event=Sent(FLOOD, meant.event.when), brought=None)
            case "drop":
                metrics.came_in("flood")
                if meant.callback_id is not None:
                    self._spawn(answer_press(self._bot, meant.callback_id))
        return None

    async def take(self, incoming: Incoming) -> asyncio.Task[None] | None:
        """Commit one update; return the delivery of what came of it, which is under way.

        What is to be said is leased by the turn's own transaction, which saves one of its own.
        None where the update is given up. Raises `DatabaseAway`: it has to be given again.
        """
        began = time.perf_counter()
        outcome: metrics.Outcome = "given_up"
        why: str | None = None
        try:
            async with self._fetching.with_its_file(incoming) as whole:
                began = time.perf_counter()  # fetching a file is no part of the turn
                handled, leased = await self._delivery.take(whole, now())
            outcome = "again" if handled is None else "new"
        except DatabaseAway as away:
            outcome, why = "away", away.why or None
            raise
        except Exception:  # even the apology failed: leave this one, serve the others
            log.exception("An update is given up", extra={"update": incoming.update})
            self._spawn(acknowledge(self._bot, incoming))
            return None
        finally:
            note(incoming, outcome, time.perf_counter() - began, why)
        # What is read goes out first; that the button is released comes right behind it.
        shown = self._spawn(self._delivery.quietly(self._delivery.show(incoming.chat, leased)))
        if incoming.callback_id is not None or incoming.brought is not None:
            self._spawn(acknowledge(self._bot, incoming))
        return shown

    async def finish(self) -> None:
        """Wait, a while, for what is being delivered."""
        if self._beside:
            await asyncio.wait(self._beside, timeout=LAST_WORDS)
        await self._delivery.settle()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)
        return task


def note(
    incoming: Incoming, outcome: metrics.Outcome, seconds: float, why: str | None = None
) -> None:
    """Count a turn, and write its line: ids and timings, nothing of what was said.

    `why` is what kept the database from working.
    """
    metrics.taken(outcome, seconds)
    if not log.isEnabledFor(logging.INFO):
        return
    fields = {
        "update": incoming.update,
        "chat": who(incoming.chat),
        "kind": type(incoming.event).__name__,
        "outcome": outcome,
        "took_ms": round(seconds * 1000, 1),
        "why": why,
    }
    log.info("turn", extra=fields)


def _key(raw: Mapping[str, Any]) -> str:
    number = raw.get("update_id")
    return f"tg:{number}" if isinstance(number, int) else "tg:?"
