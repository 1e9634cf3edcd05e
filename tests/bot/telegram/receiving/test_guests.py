"""A private installation: who is not on its list hears one line a day, and leaves no trace."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from strict_api.server import StandIn

from bot.delivering.delivery import Delivery
from bot.starting import CannotStart
from bot.telegram.polling import Polling
from bot.telegram.receiving.guests import QUIET, Guests, read_allowed
from bot.telegram.receiving.intake import Intake
from bot.telegram.receiving.updates import Client
from bot.telegram.showing.sending import TelegramSender
from bot.turn import Incoming
from conversations.model import Said, When
from storage.engine import Sessions
from storage.tables import metadata

ANA, BEN = 7, 8


def said(chat: int) -> Incoming:
    return Incoming("tg:1", chat, Said("hi", When(datetime(2026, 11, 23, tzinfo=UTC))))


@pytest.mark.parametrize(
    ("text", "allowed"),
    [("", None), (" , ", None), ("7", {7}), ("7, 8,9", {7, 8, 9}), ("7 8", {7, 8})],
)
def test_the_list_is_read(text: str, allowed: set[int] | None) -> None:
    """Nothing set: everybody."""
    assert read_allowed(text) == (None if allowed is None else frozenset(allowed))


@pytest.mark.parametrize("text", ["ana", "7;8", "-100", "7,@ana", "9" * 30])
def test_a_list_that_cannot_be_read_is_refused(text: str) -> None:
    """A mistyped list must not serve everybody, nor nobody."""
    with pytest.raises(CannotStart, match="ALLOWED_PEOPLE"):
        read_allowed(text)


async def test_a_stranger_hears_one_line_and_nothing_is_stored(
    standin: StandIn, client: Client, memory: Sessions
) -> None:
    """Issue 6: once a day at most; messages, presses and files alike."""
    ana, ben = standin.person(ANA), standin.person(BEN, "Ben")
    stop = asyncio.Event()
    delivery = Delivery(memory, TelegramSender(client, memory))
    intake = Intake(client, delivery, allowed=frozenset({ANA}))
    running = asyncio.create_task(Polling(client, intake, stop).run())
    ben.say("/start")
    line = await ben.sees("This bot is private")
    assert f"your number: {BEN}" in line.text
    ben.say("I hold MLS, expires 2027-06-30")
    ben.press_data(line, "!hold:")
    ben.send(**standin.methods.media.bring("document", "a.pdf", b"%PDF-1.7"))
    ana.say("/start")
    await ana.sees("Not affiliated")
    stop.set()
    await running
    await intake.finish()
    assert [each for each in ben.history() if each.startswith("bot")] == [f"bot: {line.text}"]
    assert standin.world.unanswered() == []
    assert standin.called("getFile") == []
    async with memory.read() as session:
        for table in metadata.sorted_tables:
            if "chat" in table.c:
                found = select(func.count()).where(table.c.chat == BEN)
                assert await session.db.scalar(found) == 0


async def test_the_line_is_said_again_on_another_day(standin: StandIn, client: Client) -> None:
    """And not once for each message."""
    clock = [1000.0]
    ben = standin.person(BEN, "Ben")
    ben.say("hi")
    guests = Guests(client, frozenset({ANA}), lambda: clock[0])
    for later, lines in ((0.0, 1), (QUIET - 1, 1), (QUIET, 2)):
        clock[0] = 1000.0 + later
        await guests.decline(said(BEN))
        assert len([each for each in ben.history() if each.startswith("bot")]) == lines
    assert guests.serves(ANA)
    assert not guests.serves(BEN)
