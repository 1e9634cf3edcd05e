"""`cmpbot run`: serves the bot on Telegram until it is told to stop."""

import argparse
import asyncio
import contextlib
import logging
import re
import signal
import sys
from typing import Any

from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot import logs
from bot.database import database, read_settings
from bot.delivery import Delivery
from bot.settings import Settings
from bot.starting import CannotStart
from bot.telegram.face import show_face
from bot.telegram.polling import FIRST_PAUSE, LONGEST_PAUSE, Polling
from bot.telegram.sending import TelegramSender
from bot.telegram.updates import Client
from bot.telling import keep_telling
from bot.workers import counted
from cmp_rules.catalog import catalog
from conversations.reading import dates

log = logging.getLogger(__name__)

TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


def register(commands: Any) -> None:
    """Add the command to a parser."""
    serving = commands.add_parser("run", help="serve the bot on Telegram")
    serving.add_argument("--db", metavar="URL", help="sqlite:///file, postgresql://… or a path")
    serving.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    settings = read_settings(args.db)
    try:
        logs.set_up(settings.log_level)
    except ValueError:
        raise CannotStart("CMPBOT_LOG is one of DEBUG, INFO, WARNING and ERROR.") from None
    asyncio.run(serve(settings))
    return 0


async def serve(settings: Settings) -> None:
    """Serve by long polling until SIGTERM or SIGINT.

    Raises `CannotStart`.
    """
    token = settings.token.get_secret_value() if settings.token else ""
    if not token:
        raise CannotStart("TELEGRAM_BOT_TOKEN is not set; @BotFather on Telegram gives you one.")
    if not TOKEN.fullmatch(token):
        raise CannotStart("TELEGRAM_BOT_TOKEN is not a token; it looks like 123456789:AAE… .")
    logs.hear_the_loop()
    bot = Client(
        token,
        base_url=settings.api_url,
        request=HTTPXRequest(read_timeout=10, pool_timeout=10),
        get_updates_request=HTTPXRequest(connection_pool_size=2),
    )
    async with database(settings) as sessions, counted(sessions, settings.db):
        stop = _told_to_stop()
        try:
            ready = asyncio.create_task(asyncio.to_thread(_get_ready))
            if await _come_up(bot, stop):
                await ready
                sys.stderr.write(f"@{bot.username} is listening.\n")
                delivery = Delivery(sessions, TelegramSender(bot))
                telling = asyncio.create_task(keep_telling(sessions, stop))
                try:
                    await Polling(bot, sessions, delivery, stop).run()
                finally:
                    stop.set()
                    await telling
        except InvalidToken as error:
            raise CannotStart("Telegram does not know this TELEGRAM_BOT_TOKEN.") from error
        finally:
            await bot.shutdown()


def _get_ready() -> None:
    """Load what takes long the first time, so that nobody's first message waits for it."""
    catalog()
    dates.warm()


def _told_to_stop() -> asyncio.Event:
    """Return what SIGTERM and SIGINT set."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


async def _come_up(bot: Client, stop: asyncio.Event) -> bool:
    """Meet Telegram, however long that takes, and set the bot's face; False when told to stop."""
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            await bot.initialize()
            await bot.delete_webhook()
            with contextlib.suppress(TelegramError):  # a menu not set now is set next time
                await show_face(bot)
            return True
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("Telegram cannot be reached: %s", type(error).__name__)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        pause = min(pause * 2, LONGEST_PAUSE)
    return False
