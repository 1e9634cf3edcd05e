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
    stop, lasting, runs = asyncio.Event(), asyncio.Event(), 0

    async def work() -> None:
        nonlocal runs
        runs += 1
        if runs < 3:
            raise ZeroDivisionError
        lasting.set()
        await stop.wait()

    with caplog.at_level(logging.ERROR):
        running = asyncio.create_task(kept(work, stop))
        await asyncio.wait_for(lasting.wait(), 20)
        stop.set()
        await asyncio.wait_for(running, 20)
    assert runs == 3
    assert caplog.text.count("begins again") == 2
