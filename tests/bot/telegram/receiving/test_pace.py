"""A flood costs nobody else anything; what is left out of it is said to be left out."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from strict_api.person import Person
from strict_api.server import StandIn

from bot.settings import AT_ONCE
from bot.telegram.receiving.pace import REMEMBERED, TOLD_FOR, Pace
from storage import people
from storage.engine import Sessions

Bot = Callable[[], contextlib.AbstractAsyncContextManager[None]]
START = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANA, BEN = 7, 8


def verdicts(pace: Pace, moments: list[float], chat: int = ANA) -> list[str]:
    return [
        pace.weigh(chat, f"tg:{chat}:{n}:{at}", START + timedelta(seconds=at))
        for n, at in enumerate(moments)
    ]


def test_many_at_once_then_one_a_second() -> None:
    """Issue 6: bounded per person; the rest of a flood hears one line and no more."""
    pace = Pace(5)
    assert verdicts(pace, [0] * 8) == ["take"] * 5 + ["tell"] + ["drop"] * 2
    assert verdicts(pace, [1, 1, 2, 2]) == ["take", "drop"] * 2
    assert verdicts(pace, [TOLD_FOR.total_seconds()] * 7)[-2:] == ["tell", "drop"]


def test_who_goes_at_a_human_pace_never_hears_of_it() -> None:
    """One message a second, for as long as they like."""
    assert set(verdicts(Pace(), [float(n) for n in range(1000)])) == {"take"}


def test_what_was_sent_during_an_outage_is_counted_by_its_own_moments() -> None:
    """A day's messages come in one batch when the bot is back."""
    assert set(verdicts(Pace(5), [n * 30.0 for n in range(500)])) == {"take"}


def test_an_update_that_is_brought_again_is_told_again() -> None:
    """The database was away when the line was to be kept: it must not be lost."""
    pace = Pace(1)
    assert pace.weigh(ANA, "a", START) == "take"
    assert [pace.weigh(ANA, "b", START) for _ in range(2)] == ["tell", "tell"]


def test_people_are_counted_apart_and_not_for_ever() -> None:
    """Bounded memory; a clock that goes back harms nobody."""
    pace = Pace(1)
    assert verdicts(pace, [0, 0], ANA)[-1] == "tell"
    assert verdicts(pace, [0], BEN) == ["take"]
    for chat in range(100, 100 + REMEMBERED):
        pace.weigh(chat, "x", START)
    assert len(pace._buckets) == REMEMBERED
    assert verdicts(pace, [-3600], BEN) == ["take"]


def test_no_limit_lets_everything_through() -> None:
    """For tests of speed."""
    assert set(verdicts(Pace(0), [0] * 1000)) == {"take"}


async def logs_a_ce(ben: Person, title: str) -> float:
    """Log a CE; return how many seconds that took."""
    began = time.monotonic()
    ben.say(f"1.5 hours {title} from LabCE, 2026-11-02, blood banking")
    await ben.sees(f"Title: {title}")
    ben.press("Save")
    await ben.sees("Saved.")
    return time.monotonic() - began


async def test_during_a_flood_another_person_is_served_as_ever(
    standin: StandIn, bot: Bot, memory: Sessions
) -> None:
    """Issue 6: 500 messages and presses of one; the other logs a CE meanwhile."""
    ana, ben = standin.person(ANA, "Ana"), standin.person(BEN, "Ben")
    async with bot():
        ana.say("/credentials")
        asked = await ana.sees("Which")
        usual = await logs_a_ce(ben, "antibody identification")
        for number in range(250):
            ana.say(f"hello {number}")
            ana.press_data(asked, "9:old")
        took = await logs_a_ce(ben, "compatibility testing")
        await ana.was_told("send the last ones again", within=30)
        for _ in range(500):
            if not standin.world.unanswered():
                break
            await asyncio.sleep(0.02)
    lines = [line for line in ana.history() if "send the last ones again" in line]
    assert len(lines) == 1
    assert len([line for line in ana.history() if line.startswith("bot")]) <= AT_ONCE + 10
    assert standin.world.unanswered() == []
    async with memory.read() as session:
        assert len((await people.load(session, BEN, START)).activities) == 2
    # Ana's first ones may be answered before, not all 500; a busy machine may pause meanwhile.
    assert took < usual * (2 + AT_ONCE / 2) + 10
    print(f"CE logged in {usual:.2f} s, during a flood of 500 in {took:.2f} s")


@pytest.mark.usefixtures("toy_talk")
async def test_what_was_taken_in_is_answered_in_order(standin: StandIn, bot: Bot) -> None:
    """Nothing said before is lost; the line comes where the rest was left out."""
    ana = standin.person(ANA)
    for number in range(AT_ONCE + 10):
        ana.say(f"{number}")
    async with bot():
        await ana.sees("flood", within=20)
    assert [line for line in ana.history() if line.startswith("bot")] == [
        *(f"bot: You said: {number}" for number in range(AT_ONCE)),
        "bot: You sent: flood",
    ]
