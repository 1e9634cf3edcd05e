"""Updates brought to a webhook, with Telegram's rules.

Documented (setWebhook): POST with JSON, the secret in a header, at most `max_connections` at once;
any status but 2xx is unsuccessful, "we will repeat the request and give up after a reasonable
amount of attempts". Known of the Bot API server, which is open: each chat has a queue for what is
said in it, each person one for what they press; only the head of a queue is on its way, sent
again with a growing pause until it is acknowledged, and nothing behind it moves meanwhile.

The public address is https; what stands there is a proxy that ends TLS. `behind` are the
addresses of the processes it passes requests on to, in turn; who does not answer is passed over.
"""

import asyncio
import contextlib
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from .refusal import bad_request
from .updates import Updates

HEADER = "X-Telegram-Bot-Api-Secret-Token"
PORTS = {None, 80, 88, 443, 8443}
CONNECTIONS = 40  # setWebhook, max_connections: "Defaults to 40"
MOST = 100
MESSAGE_LIVES = 24 * 3600.0  # seconds (getUpdates: "will not be kept longer than 24 hours")
PRESS_LIVES = 150.0
ANSWER_WITHIN = 60.0  # seconds


@dataclass(frozen=True)
class Brought:
    """One attempt: which update, to whom, the status of the answer (0: there was none)."""

    update: int
    to: str
    status: int
    at: float  # time.monotonic


class Webhook:
    """The webhook of the bot, and the queues of what has to be brought there."""

    def __init__(self, updates: Updates, clock: Callable[[], float]) -> None:
        self.updates = updates
        self.clock = clock
        self.behind: list[str] = []
        self.first_pause = 0.2  # seconds until the second attempt; doubled each time
        self.longest_pause = 60.0
        self.brought: list[Brought] = []
        self._set: dict[str, Any] = {}
        self._error: dict[str, Any] = {}
        self._room = asyncio.Semaphore(CONNECTIONS)
        self._anew = asyncio.Event()
        self._queues: dict[tuple[str, int], asyncio.Task[None]] = {}
        self._since: dict[int, float] = {}
        self._turn = 0

    def __bool__(self) -> bool:
        """Whether one is set."""
        return bool(self._set)

    def set(self, call: dict[str, Any]) -> bool:
        """Answer setWebhook; an empty address removes it."""
        if not call["url"]:
            return self.remove(call)
        url = urlsplit(call["url"])
        if url.scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if url.port not in PORTS:
            where = "ports 80, 88, 443 or 8443"
            raise bad_request(f"bad webhook: Webhook can be set up only on {where}")
        if not re.fullmatch(r"[A-Za-z0-9_-]*", call.get("secret_token", "")):
            raise bad_request("secret token contains unallowed characters")
        self._forget_if_told(call)
        if "allowed_updates" in call:
            self.updates.allowed = call["allowed_updates"]
        if call != self._set:
            self._begin_anew(call)
            self._room = asyncio.Semaphore(min(call.get("max_connections", CONNECTIONS), MOST))
            self.updates.arrived.set()
        return True

    def remove(self, call: dict[str, Any]) -> bool:
        """Answer deleteWebhook."""
        self._begin_anew({})
        self._forget_if_told(call)
        return True

    def info(self) -> dict[str, Any]:
        """Answer getWebhookInfo."""
        return {
            "url": self._set.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self.updates.waiting),
            "max_connections": self._set.get("max_connections", CONNECTIONS),
            "allowed_updates": list(self.updates.allowed),
            **self._error,
        }

    async def run(self) -> None:
        """Bring updates until cancelled."""
        async with aiohttp.ClientSession() as client, asyncio.TaskGroup() as group:
            while True:
                await self.updates.arrived.wait()
                self.updates.arrived.clear()
                if not self._set:
                    continue
                for update in self.updates.take_repeated():
                    group.create_task(self._bring(client, update))
                for key in dict.fromkeys(map(queue_of, self.updates.waiting)):
                    if key not in self._queues or self._queues[key].done():
                        self._queues[key] = group.create_task(self._empty(client, key))

    async def _empty(self, client: aiohttp.ClientSession, key: tuple[str, int]) -> None:
        """Bring one queue's updates, each when the one before it is acknowledged."""
        pause = self.first_pause
        while self._set and (head := self._head(key)) is not None:
            async with self._room:
                acknowledged = await self._bring(client, head)
            if acknowledged:
                self._forget(head)
                pause = self.first_pause
                continue
            with contextlib.suppress(TimeoutError):  # a webhook set anew is tried at once
                await asyncio.wait_for(self._anew.wait(), pause)
            pause = min(pause * 2, self.longest_pause)

    def _begin_anew(self, call: dict[str, Any]) -> None:
        self._set, self._error = call, {}
        self._anew.set()
        self._anew = asyncio.Event()

    def _head(self, key: tuple[str, int]) -> dict[str, Any] | None:
        lives = PRESS_LIVES if key[0] == "pressed by" else MESSAGE_LIVES
        for update in [u for u in self.updates.waiting if queue_of(u) == key]:
            if self.clock() - self._since.setdefault(update["update_id"], self.clock()) < lives:
                return update
            self._forget(update)
        return None

    def _forget(self, update: dict[str, Any]) -> None:
        self._since.pop(update["update_id"], None)
        if update in self.updates.waiting:
            self.updates.waiting.remove(update)

    def _forget_if_told(self, call: dict[str, Any]) -> None:
        if call.get("drop_pending_updates"):
            self.updates.waiting.clear()

    async def _bring(self, client: aiohttp.ClientSession, update: dict[str, Any]) -> bool:
        """Bring one update through the proxy; return whether it was acknowledged."""
        secret = self._set.get("secret_token")
        headers = {HEADER: secret} if secret else {}
        path = urlsplit(self._set.get("url", "")).path or "/"
        for _ in self.behind or [""]:
            self._turn += 1
            to = self.behind[self._turn % len(self.behind)] if self.behind else ""
            status = await _post(client, to + path, update, headers) if to else 0
            self.brought.append(Brought(update["update_id"], to, status, time.monotonic()))
            if status:
                break
        if 200 <= status < 300:
            return True
        phrase = f"{status} {HTTPStatus(status).phrase}" if status else "502 Bad Gateway"
        self._error = {
            "last_error_date": int(self.clock()),
            "last_error_message": f"Wrong response from the webhook: {phrase}",
        }
        return False


async def _post(
    client: aiohttp.ClientSession, url: str, update: dict[str, Any], headers: dict[str, str]
) -> int:
    """Return the status of the answer; 0 where the connection was refused or broke."""
    patience = aiohttp.ClientTimeout(total=ANSWER_WITHIN)
    try:
        async with client.post(url, json=update, headers=headers, timeout=patience) as answer:
            await answer.read()
            return answer.status
    except (aiohttp.ClientError, TimeoutError):
        return 0


def queue_of(update: dict[str, Any]) -> tuple[str, int]:
    """Return which queue an update waits in."""
    content = next(value for name, value in update.items() if name != "update_id")
    if "callback_query" in update:
        return "pressed by", content["from"]["id"]
    return "said in", content.get("chat", {}).get("id", 0)
