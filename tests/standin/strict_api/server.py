"""The stand-in itself: an HTTP server on a loopback port that plays the Bot API."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from .faults import Answer, Drop, Faults, Refuse, Stall
from .methods import Methods
from .person import Person
from .refusal import ApiError
from .schema import Schema, Upload
from .updates import Updates
from .webhook import Webhook
from .world import ChatKind, World

TOKEN = "700000001:AAE-a-token-that-only-the-tests-know-01"
FITTING = Schema()


@dataclass(frozen=True)
class Call:
    """A call that arrived, and how it was answered: 200, an error's status, or 0 for silence."""

    method: str
    sent: dict[str, Any]
    status: int
    description: str = ""


class StandIn:
    """A Bot API with one bot; `url` is what the bot's base URL has to be."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.world = World(clock)
        self.updates = Updates()
        self.methods = Methods(self.world, self.updates)
        self.faults = Faults()
        self.calls: list[Call] = []
        self.met = asyncio.Event()  # the bot called for the first time
        self.delay = 0.0  # seconds each call but getUpdates takes
        self.url = ""
        self._runner: web.AppRunner | None = None
        self._bringing: asyncio.Task[None] | None = None

    async def start(self, port: int = 0) -> None:
        """Listen on the loopback interface."""
        app = web.Application(client_max_size=60 * 2**20)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/documents/{name}", self._serve_file)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1, handler_cancellation=True)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", port).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}/bot"
        self._bringing = asyncio.create_task(self.webhook.run())

    async def stop(self) -> None:
        """Close every connection."""
        if self._bringing:
            self._bringing.cancel()
            await asyncio.wait({self._bringing})
        if self._runner:
            await self._runner.cleanup()

    @property
    def webhook(self) -> Webhook:
        """How updates are brought; `webhook.behind` are the processes at the public address."""
        return self.methods.webhook

    def person(self, number: int, name: str = "Ana") -> Person:
        """Return a person in a private chat with the bot."""
        return Person(self.world, self.updates, self.world.chat(number, name))

    def group(self, number: int, name: str = "Night shift", kind: ChatKind = "group") -> Person:
        """Return a voice in a group or channel the bot is a member of."""
        chat = self.world.chat(number, name, kind)
        chat.started = True
        return Person(self.world, self.updates, chat)

    def called(self, method: str) -> list[Call]:
        """Return the calls of one method that got an answer of 200."""
        return [call for call in self.calls if call.method == method and call.status == 200]

    def refused(self) -> list[Call]:
        """Return the calls that were the bot's own fault; faults that were ordered are not."""
        return [call for call in self.calls if call.status in (400, 401, 404, 409)]

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        method = FITTING.methods.get(request.match_info["method"].lower(), "")
        sent = await _read(request)
        self.met.set()
        fault = self.faults.take(method, sent)
        if isinstance(fault, Stall) and not fault.after_effect:
            await asyncio.sleep(fault.seconds)
        if isinstance(fault, Refuse):
            self.calls.append(Call(method, sent, -fault.refusal.code))
            return web.json_response(fault.refusal.body(), status=fault.refusal.code)
        if isinstance(fault, Drop) and not fault.after_effect:
            return self._drop(request, method, sent)
        if self.delay and method != "getUpdates":
            await asyncio.sleep(self.delay)
        try:
            result = await self._answer(request.match_info["token"], method, sent)
        except ApiError as refused:
            self.calls.append(Call(method, sent, refused.code, refused.description))
            return web.json_response(refused.body(), status=refused.code)
        if isinstance(fault, Drop):
            return self._drop(request, method, sent)
        if isinstance(fault, Stall) and fault.after_effect:
            await asyncio.sleep(fault.seconds)
        if isinstance(fault, Answer):
            result = fault.result
        self.calls.append(Call(method, sent, 200))
        return web.json_response({"ok": True, "result": result})

    async def _serve_file(self, request: web.Request) -> web.StreamResponse:
        """Serve a file; faults are ordered under the name "file"."""
        fault = self.faults.take("file", {})
        if isinstance(fault, Stall):
            await asyncio.sleep(fault.seconds)
        if isinstance(fault, Drop) and request.transport:
            request.transport.abort()
        if isinstance(fault, Refuse):
            return web.Response(status=fault.refusal.code)
        file = self.methods.media.files.get(request.match_info["name"])
        if file is None or request.match_info["token"] != TOKEN:
            return web.Response(status=404)
        return web.Response(body=file.content, content_type="application/octet-stream")

    async def _answer(self, token: str, method: str, sent: dict[str, Any]) -> Any:
        if token != TOKEN:
            raise ApiError(401, "Unauthorized")
        if not method:
            raise ApiError(404, "Not Found: method not found")
        call = FITTING.read(method, sent)
        if not self.methods.knows(method):
            raise ApiError(404, f"Not Found: the stand-in does not play {method} yet")
        return await self.methods.run(method, call)

    def _drop(self, request: web.Request, method: str, sent: dict[str, Any]) -> web.Response:
        self.calls.append(Call(method, sent, 0))
        if request.transport:
            request.transport.abort()
        return web.Response()


async def _read(request: web.Request) -> dict[str, Any]:
    """Return the parameters of a call, in whichever of the four documented ways they came."""
    sent: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        sent |= await request.json()
    elif request.method == "POST":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                sent[name] = Upload(value.filename, value.file.read())
            else:
                sent[name] = value
    return sent
