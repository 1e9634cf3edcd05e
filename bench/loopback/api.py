"""A Bot API that costs little: it delivers updates, shows messages, and refuses nothing.

The strict stand-in of `tests/` says whether the bot is right; this one says how fast it is.
"""

import asyncio
import itertools
import json
import time
from collections import defaultdict, deque
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from loopback.http import Answer, Client, Server

BOT = {"id": 700000001, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
TOKEN = "700000001:AAE-a-token-that-only-the-bench-knows-1"
KNOWN: dict[str, Any] = {
    "getMe": BOT,
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
}
CONNECTIONS = 40  # setWebhook, max_connections: what Telegram opens unless told otherwise

Shown = Callable[[int, int, str, list[Any] | None], None]  # chat, message, text, rows of buttons


class LoopbackApi:
    """One bot's Bot API on a loopback port; `delay` seconds pass before a call has its effect."""

    def __init__(self) -> None:
        self.delay = 0.0
        self.shown: Shown = lambda *_: None
        self.listening = asyncio.Event()  # the bot has asked for updates
        self.calls = 0
        self.refused = 0  # updates that a webhook did not take
        self.url = ""
        self._loop = asyncio.get_running_loop()
        self._numbers = itertools.count(5_000)
        self._updates = itertools.count(900_000_001)
        self._waiting: deque[dict[str, Any]] = deque()
        self._poll: tuple[Answer, asyncio.TimerHandle] | None = None
        self.hook = ""  # where updates are brought
        self._secret = ""
        self._free: deque[Client] = deque()  # connections to there that carry nothing now
        self._ready: deque[tuple[int, str]] = deque()  # queues that wait for a connection
        self._queues: defaultdict[tuple[int, str], deque[bytes]] = defaultdict(deque)

    async def start(self) -> None:
        """Listen."""
        server = await self._loop.create_server(lambda: Server(self._serve), "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot"

    def forget_bot(self) -> None:
        """Prepare for another bot: nobody polls, no webhook is set, nothing waits."""
        self.listening.clear()
        for left in (self._waiting, self._queues, self._free, self._ready):
            left.clear()
        if self._poll is not None:
            self._poll[1].cancel()
        self._poll, self.hook = None, ""
        self.shown = lambda *_: None
        self.delay, self.calls, self.refused = 0.0, 0, 0

    def put(self, chat: int, kind: str, content: dict[str, Any]) -> None:
        """Deliver an update as soon as the bot takes it."""
        update = {"update_id": next(self._updates), kind: content}
        if self.hook:
            queue = self._queues[chat, kind]
            queue.append(json.dumps(update).encode())
            if len(queue) == 1:
                self._ready.append((chat, kind))
                self._push()
            return
        self._waiting.append(update)
        if self._poll is not None:
            self._answer_poll()

    def _push(self) -> None:
        """Post the heads of queues, each as soon as a connection is free."""
        while self._ready and self._free:
            key, connection = self._ready.popleft(), self._free.popleft()
            connection.post(self._queues[key][0], partial(self._acknowledged, key, connection))

    def _acknowledged(self, key: tuple[int, str], connection: Client, status: int) -> None:
        """Let the next update of a queue follow; one that was not taken goes again."""
        if not self.hook or not status:
            return  # another bot's time
        queue = self._queues[key]
        self._free.append(connection)
        if status == 200:
            queue.popleft()
        else:
            self.refused += 1
        if queue:
            self._ready.append(key)
        self._push()

    def _serve(self, method: str, sent: dict[str, Any], answer: Answer) -> None:
        if method == "getUpdates":
            self._get_updates(sent, answer)
            return
        self.calls += 1
        if self.delay:
            self._loop.call_later(self.delay, self._play, method, sent, answer)
        else:
            self._play(method, sent, answer)

    def _play(self, method: str, sent: dict[str, Any], answer: Answer) -> None:
        if method in KNOWN:
            answer(KNOWN[method])
        elif method in ("sendMessage", "editMessageText", "editMessageReplyMarkup"):
            answer(self._message(method, sent))
        elif method == "setWebhook":
            answer(True)
            self.hook, self._secret = str(sent["url"]), str(sent.get("secret_token", ""))
            self.listening.set()
        elif method == "getWebhookInfo":
            answer({"url": self.hook, "has_custom_certificate": False, "pending_update_count": 0})
        else:
            answer(True)

    def _message(self, method: str, sent: dict[str, Any]) -> dict[str, Any]:
        chat = int(sent["chat_id"])
        number = int(sent.get("message_id") or next(self._numbers))
        markup = sent.get("reply_markup")
        rows = (json.loads(markup) if isinstance(markup, str) else markup or {}).get(
            "inline_keyboard"
        )
        text = str(sent.get("text", ""))
        if method != "editMessageReplyMarkup":
            # What is shown is reacted to after the bot has its answer.
            self._loop.call_soon(self.shown, chat, number, text, rows)
        return message(chat, number, text) | {"from": BOT}

    def _get_updates(self, sent: dict[str, Any], answer: Answer) -> None:
        offset = int(sent.get("offset") or 0)
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._waiting.popleft()
        seconds = float(sent.get("timeout") or 0)
        if self._poll is not None:
            self._answer_poll()
        self._poll = (answer, self._loop.call_later(seconds, self._answer_poll))
        if seconds:
            self.listening.set()
        if self._waiting or not seconds:
            self._answer_poll()

    def _answer_poll(self) -> None:
        assert self._poll is not None
        answer, timer = self._poll
        self._poll = None
        timer.cancel()
        answer(list(itertools.islice(self._waiting, 100)))

    async def bring(self, ports: Sequence[int]) -> None:
        """Bring updates to the webhook from now on, by turns to these ports."""
        path = urlsplit(self.hook).path
        for number in range(CONNECTIONS):
            _, client = await self._loop.create_connection(
                lambda: Client(path, self._secret), "127.0.0.1", ports[number % len(ports)]
            )
            self._free.append(client)


def message(chat: int, number: int, text: str) -> dict[str, Any]:
    """Return a Message of a private chat, said by the person."""
    command = {"type": "bot_command", "offset": 0, "length": len(text)}
    return {
        **({"entities": [command]} if text.startswith("/") else {}),
        "message_id": number,
        "date": int(time.time()),
        "chat": {"id": chat, "type": "private", "first_name": "Ana"},
        "from": {"id": chat, "is_bot": False, "first_name": "Ana", "language_code": "en"},
        "text": text,
    }
