"""Work beside the serving comes back when it fails."""

import asyncio
import logging

import pytest

from bot.background import keeping
from bot.background.keeping import kept


async def test_work_that_fails_is_told_and_begun_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error of ours must not leave everybody without late messages until somebody looks."""
    monkeypatch.setattr(keeping, "PAUSE", 0.01)
    stop, runs = asyncio.Event(), 0

    async def work() -> None:
        nonlocal runs
        runs += 1
        if runs < 3:
            raise ZeroDivisionError
        await stop.wait()

    with caplog.at_level(logging.ERROR):
        running = asyncio.create_task(kept(work, stop))
        await asyncio.sleep(0.2)
        assert runs == 3
        stop.set()
        await asyncio.wait_for(running, 1)
    assert caplog.text.count("begins again") == 2
