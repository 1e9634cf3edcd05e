"""`cmpbot run`: serves the bot on Telegram until it is told to stop."""

import argparse
import asyncio
import contextlib
import logging
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

from telegram.error import InvalidToken

from bot.background.keeping import kept
from bot.background.reminding import Reminding
from bot.background.settling import settle
from bot.background.sweep import keep_tidy
from bot.background.telling import keep_telling
from bot.background.workers import counted
from bot.database import database, read_settings
from bot.delivering.delivery import Delivery
from bot.delivering.notices import Notices
from bot.loading import get_ready
from bot.operating.commands import takes_database
from bot.settings import Settings
from bot.starting import CannotStart
from bot.telegram.attending import Attendance
from bot.telegram.hook import Hook, hook_of, keep_set, remove_hook, set_hook
from bot.telegram.insisting import insisted
from bot.telegram.polling import Polling
from bot.telegram.receiving.guests import read_allowed
from bot.telegram.receiving.intake import Intake
from bot.telegram.receiving.updates import Client
from bot.telegram.request import AiohttpRequest
from bot.telegram.showing.sending import TelegramSender
from bot.watching import logs
from bot.watching.lines import lines
from bot.watching.metrics import Counting
from storage.engine import SERVING, Sessions

log = logging.getLogger(__name__)

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
LONGEST_STOP = 28.0  # seconds from being told to stop until the end, whatever keeps us waiting
LISTEN = "127.0.0.1:8080"  # with a webhook, where nothing else is set


def register(commands: Any) -> None:
    """Add the command to a parser."""
    serving = commands.add_parser("run", help="serve the bot on Telegram")
    takes_database(serving)
    serving.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    settings = read_settings(args.db)
    terminal = sys.stderr.isatty()
    form = settings.log_format or ("text" if terminal else "json")
    try:
        logs.set_up(settings.log_level, lines(form, colors=terminal))
    except ValueError:
        raise CannotStart("CMPBOT_LOG is one of DEBUG, INFO, WARNING and ERROR.") from None
    logs.hear_the_process()
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(serve(settings))
    return 0


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """Return what makes the event loop: libuv's takes a tenth of the processor less for a step."""
    if sys.platform == "win32":  # libuv's is not made for it
        return None
    import uvloop

    return uvloop.new_event_loop


async def serve(settings: Settings) -> None:
    """Serve by webhook or by long polling until SIGTERM or SIGINT.

    Raises `CannotStart`.
    """
    token = settings.token.get_secret_value() if settings.token else ""
    if not token:
        raise CannotStart("TELEGRAM_BOT_TOKEN is not set; @BotFather on Telegram gives you one.")
    if not TOKEN.fullmatch(token):
        raise CannotStart("TELEGRAM_BOT_TOKEN is not a token; it looks like 123456789:AAE… .")
    hook = hook_of(settings, token)
    read_allowed(settings.allowed_people)  # before anything is opened
    logs.name_by(token)
    logs.hear_the_loop()
    bot = Client(
        token,
        base_url=settings.api_url,
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(2),
    )
    async with database(settings, SERVING) as sessions, counted(sessions, settings.db):
        try:
            await Serving(settings, bot, sessions, hook).run()
        except InvalidToken as error:
            raise CannotStart("Telegram does not know this TELEGRAM_BOT_TOKEN.") from error
        finally:
            await bot.shutdown()


class Serving:
    """One process that serves one bot, from the first call to Telegram to the last word."""

    def __init__(
        self, settings: Settings, bot: Client, sessions: Sessions, hook: Hook | None
    ) -> None:
        """Prepare; nothing is opened yet."""
        self._settings = settings
        self._bot = bot
        self._sessions = sessions
        self._hook = hook
        self._stop = _told_to_stop()
        self._warm = asyncio.Event()
        self._delivery = Delivery(sessions, Counting(TelegramSender(bot, sessions)))
        self._intake = Intake(
            bot,
            self._delivery,
            allowed=read_allowed(settings.allowed_people),
            at_once=settings.at_once,
        )
        self._attendance = Attendance(sessions)

    async def run(self) -> None:
        """Serve until told to stop. Raises `CannotStart` or `InvalidToken`."""
        async with self._listening():
            ready = asyncio.create_task(asyncio.to_thread(get_ready))
            met = await insisted(self._bot.initialize, self._stop)
            await ready
            if met:
                async with self._beside():
                    self._warm.set()
                    await self._serve()

    async def _serve(self) -> None:
        if self._hook is not None:
            await self._by_webhook(self._hook)
        elif await insisted(self._bot.delete_webhook, self._stop):
            self._say_ready()
            await Polling(self._bot, self._intake, self._stop).run()

    async def _by_webhook(self, hook: Hook) -> None:
        """Let Telegram bring updates; the last process that stops removes the webhook.

        Removed by each, it would cut off the others; kept by the last, what is said until the next
        start would wait for the pause that Telegram makes after many attempts in vain.
        """
        await self._attendance.attend()  # before it is set: who stops now must leave it
        if await insisted(lambda: set_hook(self._bot, hook), self._stop):
            self._say_ready()
            await keep_set(self._bot, hook, self._stop)
        if await self._attendance.leave():
            await remove_hook(self._bot)

    def _say_ready(self) -> None:
        sys.stderr.write(f"@{self._bot.username} is listening.\n")

    @contextlib.asynccontextmanager
    async def _beside(self) -> AsyncIterator[None]:
        """Do what goes on beside, whichever way updates come; then say the last words."""
        stop, sessions = self._stop, self._sessions
        notices = Notices(sessions, self._delivery.attempts)
        reminding = Reminding(sessions)
        works: list[Callable[[], Awaitable[None]]] = [
            lambda: self._delivery.keep_delivering(stop),
            lambda: notices.keep_sending(stop),
            lambda: keep_tidy(sessions, stop),
            lambda: keep_telling(sessions, stop),
            lambda: reminding.keep_reminding(stop),
        ]
        if self._hook is not None:
            works.append(lambda: self._attendance.keep(stop))
        beside = [asyncio.create_task(kept(work, stop)) for work in works]
        settling = asyncio.create_task(kept(lambda: settle(self._bot, self._intake, stop), stop))
        try:
            yield
        finally:
            stop.set()
            settling.cancel()  # it may wait for Telegram
            await asyncio.gather(*beside)
            await asyncio.wait([settling])

    @contextlib.asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        """Answer requests, where that is wanted; at the end finish what they brought."""
        listen = self._settings.listen or (LISTEN if self._hook else "")
        try:
            if not listen:
                yield
                return
            from bot.web.app import web_app
            from bot.web.listening import bound, listening
            from bot.web.watch import Watch
            from bot.web.webhook import Webhook

            watch = Watch(self._sessions, self._intake, self._ready)
            webhook, path = None, "/"
            if self._hook is not None:
                webhook = Webhook(self._intake, self._hook.secret, self._ready)
                path = self._hook.path
            async with listening(web_app(watch, webhook, path), bound(listen), self._stop):
                yield
        finally:
            await self._intake.finish()

    def _ready(self) -> bool:
        """Whether updates may be brought here."""
        return self._warm.is_set() and not self._stop.is_set()


def _told_to_stop() -> asyncio.Event:
    """Return what SIGTERM and SIGINT set; with it the time begins that is left to us."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()

    def told() -> None:
        if not stop.is_set():
            stop.set()
            loop.call_later(LONGEST_STOP, _end)

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, told)
    return stop


def _end() -> None:
    """End as a kill does, which loses nothing."""
    log.warning("Stopping takes too long: what is under way is left to whoever starts next")
    os._exit(1)
