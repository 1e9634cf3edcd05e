"""People who log a CE in five steps, and two ways to let them: one at a time, and at a rate.

A step counts as answered when the Bot API shows what it expects, so a slow Bot API is part of
every figure. At a rate, a step is due whether or not the bot keeps up: what it waits until its
person is free counts, too.
"""

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from loopback.api import LoopbackApi, message


@dataclass(frozen=True)
class Does:
    """One step: what the person says or presses, and a word of the answer."""

    says: str
    expects: str
    presses: bool = False


LOGS_A_CE = (
    Does("/add", "called"),
    Does("1.5 h antibody identification from LabCE", "complete"),
    Does("Today", "about", presses=True),
    Does("Blood banking", "right?", presses=True),
    Does("Save", "Saved", presses=True),
)
MIDDLE = 2  # the step that a person in mid-conversation does next


@dataclass(slots=True)
class Person:
    """Somebody in a chat: where they stand, and the keyboard they see."""

    chat: int
    api: LoopbackApi
    at: int = 0
    keyboard: list[Any] = field(default_factory=list)
    keyboard_on: int = 0
    waits_for: str = ""
    answered: Callable[[], None] = lambda: None

    def act(self) -> None:
        """Do the next step."""
        does = LOGS_A_CE[self.at % len(LOGS_A_CE)]
        self.at += 1
        self.waits_for = does.expects
        number = next(_numbers)
        if not does.presses:
            self.api.put(self.chat, "message", message(self.chat, number, does.says))
            return
        data = _data(self.keyboard, does.says)
        shown = message(self.chat, self.keyboard_on, "?") | {
            "reply_markup": {"inline_keyboard": self.keyboard}
        }
        query = {"id": str(number), "from": shown["from"], "chat_instance": "1", "data": data}
        self.api.put(self.chat, "callback_query", query | {"message": shown})

    def sees(self, number: int, text: str, rows: list[Any] | None) -> None:
        """Look at a message."""
        if rows:
            self.keyboard, self.keyboard_on = rows, number
        if self.waits_for and self.waits_for in text:
            self.waits_for = ""
            self.answered()


_numbers = itertools.count(1_000_000)


def _data(rows: list[Any], label: str) -> str:
    found = [b["callback_data"] for row in rows for b in row if b["text"] == label]
    if not found:
        raise SystemExit(f"There is no button {label} on {rows}.")
    return str(found[0])


@dataclass
class Heard:
    """What came of a load, in seconds."""

    latencies: list[float]
    took: float
    unanswered: int = 0

    @property
    def rate(self) -> float:
        """Answers per second."""
        return (len(self.latencies) - self.unanswered) / self.took


def gather(
    api: LoopbackApi, chats: Sequence[int], keyboard: list[Any], message: int
) -> list[Person]:
    """Bring people to an API, in mid-conversation, before the keyboard of this message."""
    people = {chat: Person(chat, api, MIDDLE, keyboard, message) for chat in chats}

    def shown(chat: int, number: int, text: str, rows: list[Any] | None) -> None:
        if chat in people:
            people[chat].sees(number, text, rows)

    api.shown = shown
    return list(people.values())


async def closed(people: Sequence[Person], seconds: float, *, logs: int = 6) -> Heard:
    """Let one person at a time go as fast as the answers come; after some CEs the next one."""
    latencies: list[float] = []
    started = time.perf_counter()
    for person in itertools.cycle(people):
        for _ in range(logs * len(LOGS_A_CE)):
            heard = asyncio.get_running_loop().create_future()
            person.answered = lambda heard=heard: heard.set_result(None)
            acted = time.perf_counter()
            person.act()
            try:
                await asyncio.wait_for(heard, 10)
            except TimeoutError:
                raise SystemExit(f"Nobody answered step {person.at} of {person.chat}.") from None
            latencies.append(time.perf_counter() - acted)
        if time.perf_counter() - started > seconds:
            break
    return Heard(latencies, time.perf_counter() - started)


async def offered(
    people: Sequence[Person], rate: float, seconds: float, *, patience: float = 5.0
) -> Heard:
    """Let a step be due at an even rate, by one person after another."""
    latencies: list[float] = []
    due: dict[int, deque[float]] = {person.chat: deque() for person in people}
    last = time.perf_counter()

    def prepare(person: Person) -> None:
        mine = due[person.chat]

        def answered() -> None:
            nonlocal last
            last = time.perf_counter()
            latencies.append(last - mine.popleft())
            if mine:
                person.act()

        person.answered = answered

    for person in people:
        prepare(person)
    started = time.perf_counter()
    for number in range(int(rate * seconds)):
        at = started + number / rate
        if (ahead := at - time.perf_counter()) > 0:
            await asyncio.sleep(ahead)
        person = people[number % len(people)]
        due[person.chat].append(at)
        if len(due[person.chat]) == 1:
            person.act()
    until = time.perf_counter() + patience
    while any(due.values()) and time.perf_counter() < until:  # noqa: ASYNC110  it is the last wait
        await asyncio.sleep(0.05)
    now = time.perf_counter()
    missing = [now - at for mine in due.values() for at in mine]
    took = (now if missing else max(last, started + seconds)) - started
    return Heard([*latencies, *missing], took, len(missing))
