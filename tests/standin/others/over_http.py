"""Hold the whole bot against telegram-test-api (polling) or telemelya (webhook); see the README.

    over_http.py telegram-test-api|telemelya URL

The stand-in runs at URL already. Between it and the bot stands a go-between, which adds what the
stand-in forgets and Telegram never does, and counts the calls.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any, Protocol

import aiohttp
from aiohttp import web
from walk import walk

TOKEN = "700000001:AAE-a-token-that-only-the-tests-know-01"
SECRET = "only-the-tests-know"
ANA = {"id": 7, "first_name": "Ana", "is_bot": False}
CHAT = {"id": 7, "first_name": "Ana", "type": "private"}
PORTS = {"api": 9381, "hook": 9382, "bot": 9383}


class StandIn(Protocol):
    """One stand-in: how a person acts in it, and what it has to be helped with."""

    def mended(self, method: str, answer: dict[str, Any]) -> None: ...

    async def say(self, text: str) -> None: ...

    async def press(self, message: dict[str, Any], data: str) -> None: ...

    async def shown(self) -> list[dict[str, Any]]: ...


class TelegramTestApi:
    """telegram-test-api of npm. Its getMe lacks `is_bot`, its presses lack `chat_instance`."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = url
        self.session = session

    def mended(self, method: str, answer: dict[str, Any]) -> None:
        if method == "getMe":
            answer["result"]["is_bot"] = True
        for update in answer.get("result") or () if method == "getUpdates" else ():
            update.get("callback_query", {}).setdefault("chat_instance", "1")

    async def say(self, text: str) -> None:
        message = {"from": ANA, "chat": CHAT, "text": text}
        entity = {"type": "bot_command", "offset": 0, "length": len(text.partition(" ")[0])}
        entities = [entity] if text.startswith("/") else []
        await self._post("sendCommand" if entities else "sendMessage", **message, entities=entities)

    async def press(self, message: dict[str, Any], data: str) -> None:
        number, text = message["message_id"], message["text"]
        stood = {"message_id": number, "chat": CHAT, "date": int(time.time()), "text": text}
        await self._post("sendCallback", **{"from": ANA}, message=stood, data=data)

    async def shown(self) -> list[dict[str, Any]]:
        history = (await self._post("getUpdatesHistory", token=TOKEN))["result"]
        by_bot = [update for update in history if "chat_id" in update.get("message", {})]
        return [update["message"] | {"message_id": update["messageId"]} for update in by_bot]

    async def _post(self, what: str, **content: Any) -> Any:
        body = {"botToken": TOKEN, "date": int(time.time()), **content}
        async with self.session.post(f"{self.url}/{what}", json=body) as answer:
            return await answer.json()


class Telemelya:
    """telemelya of PyPI, with AUTH_KEYS empty. It forgets the secret of the webhook."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self.url = f"{url}/api/v1/test"
        self.session = session

    def mended(self, method: str, answer: dict[str, Any]) -> None:
        """Need nothing: the secret is added on the other way."""

    async def say(self, text: str) -> None:
        await self._update(text=text)

    async def press(self, message: dict[str, Any], data: str) -> None:
        await self._update(callback_data=data, callback_message_id=message["message_id"])

    async def shown(self) -> list[dict[str, Any]]:
        address = f"{self.url}/responses?session_id=default"
        async with self.session.get(address, headers={"Authorization": "Bearer x"}) as answer:
            return _messages(await answer.json())

    async def _update(self, **content: Any) -> None:
        address = f"{self.url}/send_update?bot_token={TOKEN}"
        headers = {"Authorization": "Bearer x"}
        body = {"chat_id": CHAT["id"], **content}
        async with self.session.post(address, json=body, headers=headers) as answer:
            answer.raise_for_status()


def _messages(answer: Any) -> list[dict[str, Any]]:
    """Return every object in an answer that has the text and the number of a message."""
    if isinstance(answer, list):
        return [message for each in answer for message in _messages(each)]
    if not isinstance(answer, dict):
        return []
    if "text" in answer and "message_id" in answer:
        return [answer]
    return [message for each in answer.values() for message in _messages(each)]


class GoBetween:
    """Passes calls on to the stand-in, and updates on to the bot."""

    def __init__(self, standin: StandIn, url: str, session: aiohttp.ClientSession) -> None:
        self.standin = standin
        self.url = url
        self.session = session
        self.called = asyncio.Event()
        self.calls: Counter[tuple[str, int]] = Counter()

    async def call(self, request: web.Request) -> web.Response:
        method = request.path.rpartition("/")[2]
        headers = {"Content-Type": request.headers.get("Content-Type", "")}
        body = await request.read()
        async with self.session.request(
            request.method, f"{self.url}{request.path_qs}", data=body, headers=headers
        ) as answered:
            answer, status = await answered.json(), answered.status
        if status == 200:
            self.standin.mended(method, answer)
        if method == "getUpdates":
            await asyncio.sleep(0.1)  # where it does not wait by itself
        self.calls[method, status] += 1
        self.called.set()
        return web.json_response(answer, status=status)

    async def update(self, request: web.Request) -> web.Response:
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        address = f"http://127.0.0.1:{PORTS['bot']}/hook"
        async with self.session.post(address, data=await request.read(), headers=headers) as answer:
            return web.Response(status=answer.status, body=await answer.read())


async def hold(name: str, url: str) -> bool:
    """Start the bot beside a stand-in and hold the conversation."""
    async with aiohttp.ClientSession() as session:
        kinds: dict[str, type[TelegramTestApi | Telemelya]] = {
            "telegram-test-api": TelegramTestApi,
            "telemelya": Telemelya,
        }
        standin = kinds[name](url, session)
        between = GoBetween(standin, url, session)
        for port, handler in (("api", between.call), ("hook", between.update)):
            app = web.Application()
            app.router.add_route("*", "/{rest:.*}", handler)
            runner = web.AppRunner(app, access_log=None)
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", PORTS[port]).start()
        with tempfile.TemporaryDirectory() as folder:
            bot = await _start(folder, webhook=name == "telemelya")
            await asyncio.wait_for(between.called.wait(), 30)
            await asyncio.sleep(5)  # it has met the stand-in; soon it listens
            went_well = await _walk(standin)
            bot.terminate()
            await bot.wait()
    for (method, status), count in sorted(between.calls.items()):
        print(f"{count:5} {method} {status}")
    return went_well


async def _start(folder: str, *, webhook: bool) -> asyncio.subprocess.Process:
    settings = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": f"http://127.0.0.1:{PORTS['api']}/bot",
        "CMPBOT_KEY_FILE": f"{folder}/keys/key",
        "CMPBOT_LISTEN": f"127.0.0.1:{PORTS['bot']}",
    }
    if webhook:
        hook = {"WEBHOOK_URL": f"http://127.0.0.1:{PORTS['hook']}/hook", "WEBHOOK_SECRET": SECRET}
        settings |= hook
    return await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "bot", "run", "--db", f"{folder}/cmpbot.db"],
        env=os.environ | settings,
    )


def _buttons(label: str, messages: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str]]:
    """Find buttons by their label, the newest message first."""
    for message in reversed(messages):
        markup = message.get("reply_markup") or {}
        if isinstance(markup, str):
            markup = json.loads(markup)
        for row in markup.get("inline_keyboard", ()):
            for button in row:
                if button["text"] == label:
                    yield message, button["callback_data"]


async def _walk(standin: StandIn) -> bool:
    async def does(line: str) -> None:
        if not line.startswith("["):
            await standin.say(line)
            return
        message, data = next(_buttons(line[1:-1], await standin.shown()))
        await standin.press(message, data)

    async def sees(words: str) -> bool:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if any(words in message["text"] for message in await standin.shown()):
                return True
            await asyncio.sleep(0.1)
        return False

    return await walk(does, sees)


if __name__ == "__main__":
    sys.exit(not asyncio.run(hold(sys.argv[1], sys.argv[2])))
