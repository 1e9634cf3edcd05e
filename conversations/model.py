"""The nouns of a talk: what comes in (events), what goes out (turns), and what a state is."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias, runtime_checkable
from zoneinfo import ZoneInfo

from conversations.person import Change, Person
from conversations.topic import Topic

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
class Attachment:
    """A file that came in, as whoever received it can find it again."""

    ref: str  # names the file where it waits; means nothing to the conversations
    name: str = ""  # as the person's device called it; never a path
    size: int | None = None  # bytes, where it was said
    media_type: str = ""  # as it was claimed; where it was fetched, by its content
    sha256: str = ""  # of its content where it was fetched, in hexadecimal digits
    refused: str = ""  # why it was not: "too_big", "not_fetched", "empty", "archive", "unknown"


@dataclass(frozen=True, slots=True)
class Sent:
    """The person sent something that is not text: a photo, a file, a sticker …"""

    what: str  # "photo", "document", "voice", "sticker", "location", "poll", "edited", "other" …
    when: When
    caption: str = ""
    place: tuple[float, float] | None = None  # latitude and longitude in degrees, of a location
    file: Attachment | None = None
    more: bool = False  # of an album whose first file was answered: one answer is enough


Event: TypeAlias = Said | Pressed | Sent


# --- what goes out -------------------------------------------------------------------------

Style: TypeAlias = Literal["plain", "success", "danger"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A button. A question button dies with its question; a standing one works at any time.

    One with `copies` puts that text on the person's clipboard and tells the bot nothing.
    """

    label: str  # verb first, at most 24 characters
    value: str = ""  # what the state reads; for a standing button "action:record"
    standing: bool = False
    style: Style = "plain"
    copies: str = ""  # 1 to 256 characters


Choices: TypeAlias = tuple[tuple[Choice, ...], ...]  # rows of buttons


@dataclass(frozen=True, slots=True)
class FileWanted:
    """A file to go with a screen, made when the screen is delivered."""

    what: str  # the name of its maker: "calendar", "export"
    about: str = ""  # what the maker has to know beyond the person


@dataclass(frozen=True, slots=True)
class Reply:
    """One screen: a heading (shown bold where that is possible), plain text, rows of buttons."""

    text: str
    choices: Choices = ()
    heading: str = ""
    files: tuple[FileWanted, ...] = ()

    def under(self, remark: str) -> "Reply":
        """Return the same screen with a remark above its text."""
        return replace(self, text=f"{remark}\n\n{self.text}")


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
    topic: Topic | None = None  # the question that was answered
    hands: object | None = None  # what it leaves to the conversation that waits for it
    needs: int = 0  # the entry whose history has to be at hand; the event is then given again


@runtime_checkable
class Waiting(Protocol):
    """A state that opens conversations of its own and goes on from what they leave to it."""

    def receive(self, handed: object, person: Person) -> Turn | None:
        """Go on from what was left; None where that is not for this state."""
        ...


# --- what delivery gets --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Button:
    """A choice as it is sent.

    `data` is at most 64 bytes: "NUMBER:VALUE" for the question NUMBER of the talk,
    "!ACTION:RECORD" for a standing button, empty for one that copies.
    """

    label: str
    data: str
    style: Style = "plain"
    copies: str = ""


@dataclass(frozen=True, slots=True)
class Screen:
    """A reply as the outbox keeps it.

    `edits`: it may take the place of the message whose button was pressed.
    """

    text: str
    heading: str = ""
    buttons: tuple[tuple[Button, ...], ...] = ()
    edits: bool = False
    files: tuple[FileWanted, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it carries buttons of a question; only one such keyboard is alive in a chat."""
        data = (button.data for row in self.buttons for button in row)
        return any(each and not each.startswith(STANDING) for each in data)


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
    topic: Topic | None = None  # what "and my MLS?" and "make it 2 points" go on from


@dataclass(frozen=True, slots=True)
class Step:
    """The outcome of one event: what to store and what to show.

    Where it `needs` the history of an entry, nothing else is to be done with it: the same event has
    to be given again with that history.
    """

    talk: Talk
    screens: tuple[Screen, ...] = ()
    changes: tuple[Change, ...] = ()
    needs: int = 0
