"""Logs hold no token and no word of a person."""

import asyncio
import gc
import logging
from collections.abc import Iterator

import httpx
import pytest
from strict_api.server import TOKEN, StandIn

from bot.telegram.receiving.updates import Client
from bot.watching import logs

SECRET = "what Ana said"


@pytest.fixture(autouse=True)
def _quiet_again() -> Iterator[None]:
    """Undo the global set-up afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    yield
    root.handlers[:], root.level = before
    for name in logs.TALKATIVE:
        logging.getLogger(name).setLevel(logging.NOTSET)


async def test_the_libraries_do_not_log_the_token(
    standin: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    """HTTPX logs each address at INFO, and the address holds the token."""
    logs.set_up("DEBUG")
    standin.person(7).say(SECRET)
    bot = Client(TOKEN, base_url=standin.url)
    await bot.initialize()
    await bot.send_message(7, SECRET)
    await bot.shutdown()
    logging.getLogger("bot").debug("this line is written")

    written = capsys.readouterr().err
    assert "this line is written" in written
    assert TOKEN not in written
    assert TOKEN.split(":")[1] not in written
    assert SECRET not in written


def test_a_token_is_blotted_out_whoever_writes_it(capsys: pytest.CaptureFixture[str]) -> None:
    """Also in the middle of an address."""
    logs.set_up()
    logging.getLogger("other").info("GET https://api.telegram.org/bot%s/getMe", TOKEN)
    assert "/bot<token>/getMe" in capsys.readouterr().err


def test_an_exception_is_its_type_and_its_places(capsys: pytest.CaptureFixture[str]) -> None:
    """The message of an exception may quote a person; so may its cause's."""
    logs.set_up()
    try:
        try:
            int(SECRET)
        except ValueError as error:
            raise httpx.InvalidURL(f"https://x/{TOKEN}/{SECRET}") from error
    except httpx.InvalidURL:
        logging.getLogger("bot").exception("It failed")
    written = capsys.readouterr().err
    assert "httpx.InvalidURL" in written
    assert "builtins.ValueError" in written
    assert "test_logs.py" in written
    assert SECRET not in written
    assert TOKEN not in written


async def test_an_error_lost_in_the_loop_is_as_discreet(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The loop itself would write the exception's message."""
    logs.set_up()
    logs.hear_the_loop()

    async def fail() -> None:
        raise ValueError(SECRET)

    lost = asyncio.create_task(fail())
    await asyncio.sleep(0.01)
    del lost
    gc.collect()

    written = capsys.readouterr().err
    assert "An error reached the event loop" in written
    assert SECRET not in written
