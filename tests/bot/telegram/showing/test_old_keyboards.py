"""The real conversations over the stand-in: old keyboards, double presses, each query answered."""

import asyncio
import contextlib
import time
from collections.abc import Callable

from strict_api.person import Person
from strict_api.server import StandIn
from strict_api.world import Message

Bot = Callable[[], contextlib.AbstractAsyncContextManager[None]]

CE = "1.5 hours antibody ID from LabCE yesterday, blood banking"


def asking(ana: Person) -> list[Message]:
    """Return the messages on which a button answers a question."""
    return [
        message
        for message in ana.keyboards()
        for row in message.keyboard or ()
        if any(not button.get("callback_data", "!").startswith("!") for button in row)
    ]


def data_of(message: Message, label: str) -> str:
    (data,) = (
        button["callback_data"]
        for row in message.keyboard or ()
        for button in row
        if button["text"] == label
    )
    return str(data)


async def test_a_press_on_an_old_keyboard_draws_the_present_question_again(
    standin: StandIn, bot: Bot
) -> None:
    """Issue 5; a client that was offline still shows buttons that are gone."""
    ana = standin.person(7)
    async with bot():
        ana.say(CE)
        first = await ana.sees("Is this right?")
        save = data_of(first, "Save")
        ana.say("/add")
        question = await ana.sees("What was it called")
        ana.press_data(first, save)
        again = await sees_anew(ana, "What was it called", question)
        assert again.id != question.id
        await until_settled(standin, ana)
    assert len(set(map(id, asking(ana)))) == 1
    assert "Saved" not in "".join(ana.history())
    assert [len(press.answers) for press in standin.world.presses.values()] == [1]
    assert standin.refused() == []


async def test_a_double_press_saves_once_and_says_nothing_alarming(
    standin: StandIn, bot: Bot
) -> None:
    """A thumb that trembles."""
    ana = standin.person(7)
    async with bot():
        ana.say(CE)
        first = await ana.sees("Is this right?")
        save = data_of(first, "Save")
        for _ in range(3):
            ana.press_data(first, save)
        await until_settled(standin, ana)
        ana.say("/list")
        listed = await ana.sees("antibody ID")
    assert "#2" not in listed.text
    assert [len(press.answers) for press in standin.world.presses.values()] == [1, 1, 1]
    assert standin.refused() == []


async def sees_anew(ana: Person, words: str, before: Message) -> Message:
    """Wait for a message with these words after another one."""
    deadline = time.monotonic() + 10
    while (shown := await ana.sees(words)).id == before.id:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.01)
    return shown


async def until_settled(standin: StandIn, ana: Person) -> None:
    """Wait until every press is answered and nothing changes any more."""
    deadline = time.monotonic() + 10
    while standin.world.unanswered() or standin.updates.waiting:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.3)
