"""A person who talks to the bot, without any transport."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest

from conversations.model import Event, Pressed, Said, Screen, Sent, Step, Talk, When
from conversations.person import Person
from conversations.step import step

MONDAY = date(2026, 11, 23)


@dataclass
class Talker:
    """Says and presses; keeps what the bot showed and what it recorded."""

    today: date = MONDAY
    person: Person = field(default_factory=Person)
    talk: Talk = field(default_factory=Talk)
    screens: tuple[Screen, ...] = ()
    recorded: int = 0

    @property
    def when(self) -> When:
        return When(datetime(2026, 11, 23, 15, 0, tzinfo=UTC), self.today)

    def say(self, text: str) -> str:
        return self.hand(Said(text, self.when))

    def send(self, what: str, caption: str = "", place: tuple[float, float] | None = None) -> str:
        return self.hand(Sent(what, self.when, caption, place))

    def press(self, label: str) -> str:
        """Press the button of this label on the latest screens."""
        return self.press_data(self.data(label))

    def press_data(self, data: str) -> str:
        return self.hand(Pressed(data, self.when))

    def data(self, label: str) -> str:
        for screen in reversed(self.screens):
            for row in screen.buttons:
                for button in row:
                    if button.label.removeprefix("✓ ") == label:
                        return button.data
        raise AssertionError(f"no button {label!r} among {self.labels}")

    @property
    def labels(self) -> list[str]:
        return [b.label for s in self.screens for row in s.buttons for b in row]

    @property
    def text(self) -> str:
        return "\n".join(f"{s.heading}\n{s.text}".strip() for s in self.screens)

    def hand(self, event: Event) -> str:
        result: Step = step(self.talk, event, self.person)
        self.talk, self.screens = result.talk, result.screens
        self.recorded += len(result.changes)
        self.person = self.person.after(result.changes)
        assert self.screens, "every event is answered"
        return self.text


@pytest.fixture
def talker() -> Talker:
    return Talker()


@pytest.fixture
def new_talker() -> Callable[..., Talker]:
    return Talker


@pytest.fixture
def certified(talker: Talker) -> Talker:
    """Return a person with MLS and SBB, both until 2027-06-30."""
    talker.say("I hold MLS and SBB, both expire 2027-06-30")
    assert len(talker.person.holdings) == 2
    return talker
