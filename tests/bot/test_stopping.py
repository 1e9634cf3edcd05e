"""Being told to stop: an end comes whatever keeps the process waiting."""

import subprocess
import sys

from bot.serving import LONGEST_STOP

WAITS_FOR_EVER = """
import asyncio, os, signal
from bot import serving

async def serve():
    serving.LONGEST_STOP = 0.1
    stop = serving._told_to_stop()
    os.kill(os.getpid(), signal.SIGTERM)
    await stop.wait()
    print("told", flush=True)
    await asyncio.Event().wait()

asyncio.run(serve())
"""


def test_a_process_that_cannot_finish_ends_all_the_same() -> None:
    """As a kill does; what was under way is left to whoever starts next."""
    ended = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", WAITS_FOR_EVER],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stdout) == (1, "told\n")
    assert "Stopping takes too long" in ended.stderr


def test_the_end_comes_before_systemd_and_docker_kill() -> None:
    """They are told to wait 45 seconds (deploy/cmpbot.service, compose.yaml)."""
    assert LONGEST_STOP <= 30
