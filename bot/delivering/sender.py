"""What delivery asks of whoever shows screens to people, and what may come of it."""

from dataclasses import dataclass
from typing import Protocol

from conversations.model import Screen


class Later(Exception):  # noqa: N818
    """It could not be sent now; `after` says how many seconds to be silent, where that was said."""

    def __init__(self, after: float | None) -> None:
        super().__init__("not now")
        self.after = after


class Unreachable(Exception):  # noqa: N818
    """The person cannot be written to any more; the next message from them ends that."""


class Refused(Exception):  # noqa: N818
    """Our own fault: this screen can never be sent. The message tells its shape, not its words."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a screen may go."""

    living: int | None  # the message whose question keyboard is alive
    pressed: int | None = None  # the message whose button led to this screen
    closed: bool = False  # no question is open any more

    def target(self, screen: Screen) -> int | None:
        """Return the message to be edited; None: a new message."""
        if not screen.edits:
            return None
        return self.pressed or (self.living if screen.asks else None)

    def question_is_past(self, screen: Screen) -> bool:
        """Whether the living keyboard dies when this screen is shown elsewhere."""
        answered = screen.edits and self.pressed is not None and self.pressed == self.living
        return screen.asks or self.closed or answered


class Sender(Protocol):
    """One way to show a screen to a person."""

    async def show(self, chat: int, screen: Screen, place: Place) -> int | None:
        """Show a screen; return the message that carries it, None where messages have no ids.

        Raises `Later`, `Unreachable` or `Refused`.
        """
        ...
