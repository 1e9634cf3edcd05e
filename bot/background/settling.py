"""What is done once after the start, when those who waited for it are answered."""

import asyncio
import contextlib
from datetime import timedelta

from telegram.error import TelegramError

from bot.delivering.delivery import now
from bot.loading import load_the_rest
from bot.telegram.face import show_face
from bot.telegram.receiving.intake import Intake
from bot.telegram.receiving.updates import Client

SETTLED = 2.0  # seconds in which people are answered who waited for the start, or wrote just now


async def settle(bot: Client, intake: Intake, stop: asyncio.Event) -> None:
    """Show the bot's face and load what is not loaded yet, then wait for `stop`.

    What is loaded beside the serving takes the processor from it for a moment, so that comes when
    nobody writes; who needs it before, waits for it.
    """
    if await _stopped(stop):
        return
    with contextlib.suppress(TelegramError):  # a menu not set now is set next time
        await show_face(bot)
    while _busy(intake):
        if await _stopped(stop):
            return
    await asyncio.to_thread(load_the_rest)
    await stop.wait()


def _busy(intake: Intake) -> bool:
    """Whether somebody wrote just now."""
    return intake.last is not None and now() - intake.last < timedelta(seconds=SETTLED)


async def _stopped(stop: asyncio.Event) -> bool:
    """Wait a moment; return whether we are told to stop."""
    with contextlib.suppress(TimeoutError):
        return await asyncio.wait_for(stop.wait(), SETTLED)
    return False
