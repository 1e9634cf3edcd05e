"""The nouns of a talk: what comes in (events), what goes out (turns), and what a state is."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, Protocol, TypeAlias
from zoneinfo import ZoneInfo

from cmp_rules.model import Activity, CredentialKey, Holding

DateOrder: TypeAlias = Literal["mdy", "dmy"]


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


# --- the person ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may choose about the talk itself. None: not chosen yet."""

    time_zone: str | None = None  # IANA
    date_order: DateOrder | None = None

    DEFAULT_ZONE = "America/New_York"

    @property
    def zone(self) -> str:
        """The zone in which "today" is read."""
        return self.time_zone or self.DEFAULT_ZONE

    @property
    def order(self) -> DateOrder:
        """How 3/2 is read."""
        return self.date_order or "mdy"


@dataclass(frozen=True, slots=True)
class Person:
    """Everything the conversations know of one person. Numbers are the person's own count."""

    holdings: tuple[Holding, ...] = ()
    activities: tuple[Activity, ...] = ()  # by number
    removed: tuple[Activity, ...] = ()  # can still be put back
    settings: Settings = Settings()
    next_number: int = 1  # of the next activity

    def after(self, changes: tuple["Change", ...]) -> "Person":
        """Return the person as the changes leave them; storage does the same to the rows."""
        person = self
        for change in changes:
            person = change.applied(person)
        return person


# --- what is changed -----------------------------------------------------------------------
# Each change names a record by its number or key, so that applying it twice does no harm.


@dataclass(frozen=True, slots=True)
class KeepHolding:
    """Record a holding, or replace the one of the same credential."""

    holding: Holding

    def applied(self, person: Person) -> Person:
        """Return the person with it."""
        kept = tuple(h if h.key != self.holding.key else self.holding for h in person.holdings)
        if self.holding not in kept:
            kept = (*kept, self.holding)
        return replace(person, holdings=kept)


@dataclass(frozen=True, slots=True)
class DropHolding:
    """Remove a holding. Activities stay."""

    key: CredentialKey

    def applied(self, person: Person) -> Person:
        """Return the person without it."""
        return replace(person, holdings=tuple(h for h in person.holdings if h.key != self.key))


@dataclass(frozen=True, slots=True)
class KeepActivity:
    """Record an activity under its number, or replace the one that has this number."""

    activity: Activity

    def applied(self, person: Person) -> Person:
        """Return the person with it."""
        others = tuple(a for a in person.activities if a.number != self.activity.number)
        return replace(
            person,
            activities=tuple(sorted((*others, self.activity), key=lambda a: a.number)),
            removed=tuple(a for a in person.removed if a.number != self.activity.number),
            next_number=max(person.next_number, self.activity.number + 1),
        )


@dataclass(frozen=True, slots=True)
class RemoveActivity:
    """Take an activity out; it can be put back for a while."""

    number: int

    def applied(self, person: Person) -> Person:
        """Return the person without it."""
        gone = tuple(a for a in person.activities if a.number == self.number)
        return replace(
            person,
            activities=tuple(a for a in person.activities if a.number != self.number),
            removed=(*person.removed, *gone),
        )


@dataclass(frozen=True, slots=True)
class PutBackActivity:
    """Put back an activity that was taken out."""

    number: int

    def applied(self, person: Person) -> Person:
        """Return the person with it again."""
        back = next((a for a in person.removed if a.number == self.number), None)
        return person if back is None else KeepActivity(back).applied(person)


@dataclass(frozen=True, slots=True)
class KeepSettings:
    """Replace the settings."""

    settings: Settings

    def applied(self, person: Person) -> Person:
        """Return the person with them."""
        return replace(person, settings=self.settings)


Change: TypeAlias = (
    KeepHolding | DropHolding | KeepActivity | RemoveActivity | PutBackActivity | KeepSettings
)


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


@dataclass(frozen=True, slots=True)
class Step:
    """The outcome of one event: what to store and what to show."""

    talk: Talk
    screens: tuple[Screen, ...] = ()
    changes: tuple[Change, ...] = ()
