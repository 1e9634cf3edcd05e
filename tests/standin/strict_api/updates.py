"""The queue of updates behind getUpdates: an offset acknowledges all before it."""

import asyncio
from collections.abc import Sequence
from typing import Any

from .refusal import ApiError

# "Specify an empty list to receive all update types except ..." (getUpdates, allowed_updates).
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
TAKEN_OVER = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


class Updates:
    """What the bot has not acknowledged yet, oldest first."""

    def __init__(self, first: int = 900_000_001) -> None:
        self.waiting: list[dict[str, Any]] = []
        self._again: list[dict[str, Any]] = []
        self.allowed: Sequence[str] = ()
        self.next_id = first
        self._news = asyncio.Event()
        self.arrived = asyncio.Event()  # the same for the webhook
        self._poll = 0

    def put(self, kind: str, content: dict[str, Any]) -> int | None:
        """Queue an update, unless the bot asked not to get this kind; return its id."""
        if kind not in self.allowed if self.allowed else kind in NOT_BY_DEFAULT:
            return None
        update: dict[str, Any] = {"update_id": self.next_id, kind: content}
        self.next_id += 1
        self.waiting.append(update)
        self._announce()
        return self.next_id - 1

    def repeat(self, update: dict[str, Any]) -> None:
        """Deliver an update once more, whatever was acknowledged."""
        self._again.append(update)
        self._announce()

    def take_repeated(self) -> list[dict[str, Any]]:
        """Return what has to be delivered once more."""
        again, self._again = self._again, []
        return again

    async def poll(self, call: dict[str, Any]) -> list[dict[str, Any]]:
        """Answer getUpdates: forget what is acknowledged, then wait up to `timeout` seconds."""
        if "allowed_updates" in call:
            self.allowed = call["allowed_updates"]
        self._forget_before(call.get("offset", 0))
        self._poll += 1
        mine = self._poll
        self._news.set()  # a poll that still waits has to give way
        deadline = asyncio.get_running_loop().time() + call.get("timeout", 0)
        while not self.waiting and not self._again:
            self._news.clear()
            left = deadline - asyncio.get_running_loop().time()
            if left <= 0:
                break
            try:
                await asyncio.wait_for(self._news.wait(), left)
            except TimeoutError:
                break
            if mine != self._poll:
                raise ApiError(409, TAKEN_OVER)
        return [*self.take_repeated(), *self.waiting][: call.get("limit", 100)]

    def _announce(self) -> None:
        self._news.set()
        self.arrived.set()

    def _forget_before(self, offset: int) -> None:
        if offset < 0:
            self.waiting = self.waiting[offset:]
        else:
            self.waiting = [u for u in self.waiting if u["update_id"] >= offset]
