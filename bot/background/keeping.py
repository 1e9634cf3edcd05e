"""Work that goes on beside the serving, and comes back when it fails."""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)

PAUSE = 5.0  # seconds before what failed is begun again


async def kept(work: Callable[[], Awaitable[None]], stop: asyncio.Event) -> None:
    """Do work that ends when `stop` is set; begin again where it ends in an error.

    An error of ours in one such work must be seen in the log, and must not leave everybody without
    reminders or late messages until somebody looks.
    """
    while not stop.is_set():
        try:
            await work()
        except Exception:
            log.exception("Work beside the serving failed; it begins again")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), PAUSE)
