"""A file that comes slowly holds up its own chat alone, also with long polling."""

import contextlib
import time
from collections.abc import Callable

from strict_api import faults
from strict_api.server import StandIn

from storage.engine import Sessions

Bot = Callable[[], contextlib.AbstractAsyncContextManager[None]]
SLOW = 3.0  # seconds


async def test_nobody_waits_for_somebody_elses_file(
    standin: StandIn, bot: Bot, memory: Sessions
) -> None:
    """Others are answered meanwhile; what the sender says after the file comes after it."""
    ana, ben = standin.person(7, "Ana"), standin.person(8, "Ben")
    standin.faults.order("file", faults.Stall(SLOW))
    async with bot():
        began = time.monotonic()
        ana.send(**standin.methods.media.bring("document", "a.pdf", b"%PDF-1.7"))
        ana.say("/certificates")
        for word in ("privacy", "help", "settings"):
            ben.say(f"/{word}")
            await ben.sees({"privacy": "kept", "help": "can say", "settings": "time zone"}[word])
        assert time.monotonic() - began < SLOW
        await ana.was_told("1 of at most 300 files")
        assert time.monotonic() - began >= SLOW
    said = [line for line in ana.history() if line.startswith("bot")]
    assert "Which entry" in said[0]
    assert standin.refused() == []
