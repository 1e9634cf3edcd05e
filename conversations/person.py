"""The person, and the changes that a turn may make to what is known of them."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Literal, TypeAlias

from cmp_rules.model import Activity, CredentialKey, Holding
from cmp_rules.progress import Progress
from conversations.certificates import kept
from conversations.certificates.kept import (
    AttachCertificate,
    Certificate,
    ForgetCertificates,
    KeepCertificate,
    PutBackCertificate,
    RemoveCertificate,
)
from conversations.history.kept import History
from conversations.quiet import USUAL_QUIET, Quiet
from conversations.reminders.days.later import CheckBack, SnoozeReminder
from conversations.reminders.wishing.wishes import NO_WISHES, Wishes
from conversations.worked_out import WorkedOut

DateOrder: TypeAlias = Literal["mdy", "dmy"]
Language: TypeAlias = Literal["en", "es"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person may choose about the talk itself. None: not chosen yet."""

    time_zone: str | None = None  # IANA
    date_order: DateOrder | None = None
    quiet_hours: Quiet | None = None
    language: Language | None = None  # of dates; of sentences where `wording` has that language
    reminders: Wishes = NO_WISHES

    DEFAULT_ZONE = "America/New_York"

    @property
    def zone(self) -> str:
        """The zone in which "today" is read."""
        return self.time_zone or self.DEFAULT_ZONE

    @property
    def order(self) -> DateOrder:
        """How 3/2 is read."""
        return self.date_order or "mdy"

    @property
    def quiet(self) -> Quiet:
        """The hours in which the bot begins nothing by itself, by the clock of `zone`."""
        return self.quiet_hours or USUAL_QUIET

    @property
    def calendar(self) -> Language:
        """The language in which dates are read and written."""
        return self.language or "en"


@dataclass(frozen=True, slots=True)
class Person:
    """Everything the conversations know of one person. Numbers are the person's own count."""

    holdings: tuple[Holding, ...] = ()
    activities: tuple[Activity, ...] = ()  # by number
    removed: tuple[Activity, ...] = ()  # can still be put back
    removed_on: tuple[tuple[int, date], ...] = ()  # number and day of removal, where known
    settings: Settings = Settings()
    next_number: int = 1  # of the next activity
    delete_at: datetime | None = None  # when everything is to be deleted, if it is
    certificates: tuple[Certificate, ...] = ()  # by number
    removed_certificates: tuple[Certificate, ...] = ()  # can still be put back
    next_certificate: int = 1
    history: History | None = None  # of one entry, where a turn needs it
    worked_out: WorkedOut = field(default_factory=WorkedOut, compare=False, repr=False)

    def holding(self, key: CredentialKey) -> Holding | None:
        """Return the holding of a credential; None where the person does not hold it."""
        return next((held for held in self.holdings if held.key == key), None)

    def activity(self, number: int) -> Activity | None:
        """Return the activity of this number; None where there is none (any more)."""
        return next((each for each in self.activities if each.number == number), None)

    def progress(self, holding: Holding, today: date) -> Progress:
        """Return what a holding has met and misses when asked on a day."""
        return self.worked_out.progress(holding, self.activities, today)

    def everywhere(self, today: date) -> list[Progress]:
        """Return the same for every holding, in their order."""
        return self.worked_out.everywhere(self.holdings, self.activities, today)

    def after(self, changes: tuple["Change", ...]) -> "Person":
        """Return the person as the changes leave them; storage does the same to the rows."""
        person = self
        for change in changes:
            person = change.applied(person)
        return person


# Each change names a record by its number or key, so that applying it twice does no harm.


@dataclass(frozen=True, slots=True)
class KeepHolding:
    """Record a holding, or replace the one of the same credential."""

    holding: Holding
    kind: Literal["keep_holding"] = "keep_holding"

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
    kind: Literal["drop_holding"] = "drop_holding"

    def applied(self, person: Person) -> Person:
        """Return the person without it."""
        return replace(person, holdings=tuple(h for h in person.holdings if h.key != self.key))


@dataclass(frozen=True, slots=True)
class KeepActivity:
    """Record an activity under its number, or replace the one that has this number."""

    activity: Activity
    kind: Literal["keep_activity"] = "keep_activity"

    def applied(self, person: Person) -> Person:
        """Return the person with it."""
        return replace(
            person,
            activities=_with(person.activities, self.activity),
            removed=tuple(a for a in person.removed if a.number != self.activity.number),
            removed_on=tuple(each for each in person.removed_on if each[0] != self.activity.number),
            next_number=max(person.next_number, self.activity.number + 1),
        )


@dataclass(frozen=True, slots=True)
class RemoveActivity:
    """Take an activity out; it can be put back for a while."""

    number: int
    on: date | None = None  # the person's day of removal, where it is known
    kind: Literal["remove_activity"] = "remove_activity"

    def applied(self, person: Person) -> Person:
        """Return the person without it."""
        gone = tuple(a for a in person.activities if a.number == self.number)
        return replace(
            person,
            activities=tuple(a for a in person.activities if a.number != self.number),
            removed=(*person.removed, *gone),
            removed_on=(
                *person.removed_on,
                *((a.number, self.on) for a in gone if self.on is not None),
            ),
        )


@dataclass(frozen=True, slots=True)
class PutBackActivity:
    """Put back an activity that was taken out."""

    number: int
    kind: Literal["put_back_activity"] = "put_back_activity"

    def applied(self, person: Person) -> Person:
        """Return the person with it again."""
        back = next((a for a in person.removed if a.number == self.number), None)
        return person if back is None else KeepActivity(back).applied(person)


@dataclass(frozen=True, slots=True)
class KeepSettings:
    """Replace the settings."""

    settings: Settings
    kind: Literal["keep_settings"] = "keep_settings"

    def applied(self, person: Person) -> Person:
        """Return the person with them."""
        return replace(person, settings=self.settings)


@dataclass(frozen=True, slots=True)
class DeleteAt:
    """Delete everything at a moment, unless that is taken back before."""

    at: datetime
    kind: Literal["delete_at"] = "delete_at"

    def applied(self, person: Person) -> Person:
        """Return the person as one who is about to go."""
        return replace(person, delete_at=self.at)


@dataclass(frozen=True, slots=True)
class KeepEverything:
    """Take back that everything is to be deleted."""

    kind: Literal["keep_everything"] = "keep_everything"

    def applied(self, person: Person) -> Person:
        """Return the person as one who stays."""
        return replace(person, delete_at=None)


@dataclass(frozen=True, slots=True)
class DeleteNow:
    """Delete everything at once; the one change that nothing takes back."""

    kind: Literal["delete_now"] = "delete_now"

    def applied(self, person: Person) -> Person:
        """Return what is left."""
        return Person()


def _with(activities: tuple[Activity, ...], activity: Activity) -> tuple[Activity, ...]:
    """Return activities, which stand by number, with one more, or another in its place."""
    if not activities or activities[-1].number < activity.number:
        return (*activities, activity)
    others = (a for a in activities if a.number != activity.number)
    return tuple(sorted((*others, activity), key=lambda a: a.number))


def undoing(changes: tuple["Change", ...], before: Person) -> tuple["Change", ...]:
    """Return the changes that take these back; `before` is the person as they were then."""
    undone = []
    for change in reversed(changes):
        undone.append(_undone(change, before))
    return tuple(change for change in undone if change is not None)


def _undone(change: "Change", before: Person) -> "Change | None":
    match change:
        case KeepHolding(Holding(key=key)) | DropHolding(key):
            held = before.holding(key)
            return DropHolding(key) if held is None else KeepHolding(held)
        case KeepActivity(Activity(number=number)):
            had = before.activity(number)
            return RemoveActivity(number) if had is None else KeepActivity(had)
        case RemoveActivity(number=number):
            return PutBackActivity(number)
        case PutBackActivity(number):
            return RemoveActivity(number)
        case KeepSettings():
            return KeepSettings(before.settings)
        case SnoozeReminder(key):
            return SnoozeReminder(key, before.settings.reminders.snoozed_until(key))
        case DeleteAt() if before.delete_at is None:
            return KeepEverything()
        case (
            KeepCertificate()
            | AttachCertificate()
            | RemoveCertificate()
            | PutBackCertificate()
            | ForgetCertificates()
        ):
            return kept.undone(change, before)
    return None  # a deletion is ordered with two questions, never by a slip


Change: TypeAlias = (
    KeepHolding
    | DropHolding
    | KeepActivity
    | RemoveActivity
    | PutBackActivity
    | KeepSettings
    | DeleteAt
    | KeepEverything
    | DeleteNow
    | SnoozeReminder
    | CheckBack
    | KeepCertificate
    | AttachCertificate
    | RemoveCertificate
    | PutBackCertificate
    | ForgetCertificates
)
