"""What Telegram has to agree to before anything else can be done."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

from telegram.error import InvalidToken, TelegramError

log = logging.getLogger(__name__)

FIRST_PAUSE = 0.5  # seconds after the first failure; doubled each time
LONGEST_PAUSE = 30.0


async def insisted(call: Callable[[], Awaitable[object]], stop: asyncio.Event) -> bool:
    """Call Telegram until it agrees, however long that takes; False when told to stop.

    Raises `InvalidToken`: that does not pass.
    """
    pause = FIRST_PAUSE
    while not stop.is_set():
        try:
            await call()
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning(
                "Telegram cannot be reached: %s", type(error).__name__, extra={"seconds": pause}
            )
        else:
            return True
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause)
        pause = min(pause * 2, LONGEST_PAUSE)
    return False
