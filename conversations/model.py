"""The nouns of a talk: what comes in (events), what goes out (turns), and what a state is."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias
from zoneinfo import ZoneInfo

from conversations.person import Change, Person

# --- what comes in -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class When:
    """The moment of an event; `on` is set where a script replaces the clock."""

    at: datetime  # aware
    on: date | None = None

    def today(self, zone: str) -> date:
        """Return the calendar day of this moment in an IANA time zone."""
        return self.on or self.at.astimezone(ZoneInfo(zone)).date()


@dataclass(frozen=True, slots=True)
class Said:
    """The person wrote something."""

    text: str
    when: When


@dataclass(frozen=True, slots=True)
class Pressed:
    """The person pressed a button that carries this data."""

    data: str
    when: When


@dataclass(frozen=True, slots=True)
class Sent:
    """The person sent something that is not text: a photo, a file, a sticker …"""

    what: str  # "photo", "document", "voice", "sticker", "location", "contact", "edited", "other"
    when: When
    caption: str = ""


Event: TypeAlias = Said | Pressed | Sent


# --- what goes out -------------------------------------------------------------------------

Style: TypeAlias = Literal["plain", "success", "danger"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. A question button dies with its question; a standing one works at any time."""

    label: str  # verb first, at most 24 characters
    value: str  # what the state reads; for a standing button "action:record"
    standing: bool = False
    style: Style = "plain"


Choices: TypeAlias = tuple[tuple[Choice, ...], ...]  # rows of buttons


@dataclass(frozen=True, slots=True)
class Reply:
    """One screen: a heading (shown bold where that is possible), plain text, rows of buttons."""

    text: str
    choices: Choices = ()
    heading: str = ""


class State(Protocol):
    """Exactly what is known so far in one conversation."""

    @property
    def kind(self) -> str:
        """The name under which it is stored."""
        ...

    def ask(self, person: Person, when: When) -> Reply:
        """Draw the question of this state."""
        ...

    def answer(self, event: Event, person: Person) -> "Turn":
        """Read an event as an answer. Question buttons arrive as their bare value."""
        ...


@dataclass(frozen=True, slots=True)
class Turn:
    """What an event leads to. `state` None ends the conversation."""

    state: State | None
    replies: tuple[Reply, ...] = ()
    changes: tuple[Change, ...] = ()
    stays: bool = False  # the same question, changed (a tick): Back does not stop here
    undoes: bool = False  # the last change is to be taken back
    opens: State | None = None  # a conversation to hold first; `state` waits beneath it


# --- what delivery gets --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Button:
    """A choice as it is sent.

    `data` is at most 64 bytes: "NUMBER:VALUE" for the question NUMBER of the talk,
    "!ACTION:RECORD" for a standing button.
    """

    label: str
    data: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Screen:
    """A reply as the outbox keeps it.

    `edits`: it may take the place of the message whose button was pressed.
    """

    text: str
    heading: str = ""
    buttons: tuple[tuple[Button, ...], ...] = ()
    edits: bool = False

    @property
    def asks(self) -> bool:
        """Whether it carries buttons of a question; only one such keyboard is alive in a chat."""
        return any(not b.data.startswith(STANDING) for row in self.buttons for b in row)


STANDING = "!"  # how the data of a standing button begins


@dataclass(frozen=True, slots=True)
class Thread:
    """One conversation: the states it went through, the present one last (Back takes it off)."""

    trail: tuple[State, ...]

    @property
    def state(self) -> State:
        """Where it stands."""
        return self.trail[-1]


@dataclass(frozen=True, slots=True)
class Talk:
    """Everything that is being talked about: open conversations, the topmost last."""

    threads: tuple[Thread, ...] = ()
    number: int = 0  # of the last screen with a question; its buttons carry it
    dropped: Thread | None = None  # the last one cancelled: it can be brought back
    undo: tuple[Change, ...] = ()  # what takes back the last change


@dataclass(frozen=True, slots=True)
class Step:
    """The outcome of one event: what to store and what to show."""

    talk: Talk
    screens: tuple[Screen, ...] = ()
    changes: tuple[Change, ...] = ()
