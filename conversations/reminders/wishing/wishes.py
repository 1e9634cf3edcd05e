"""What a person wishes of their reminders: some off, some moved, some of their own.

A reminder of the schedule is named by its credential and by the day on which it stands in the
schedule, also after it was moved. A wish about a day that is none (any more) does nothing, so that
a corrected expiry never loses a reminder.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from cmp_rules.model import CredentialKey


@dataclass(frozen=True, slots=True)
class Off:
    """No reminder of a day of the schedule, of a credential at all, or none at all."""

    key: CredentialKey | None = None  # None: all credentials
    planned: date | None = None  # None: on all days, the person's own ones included


@dataclass(frozen=True, slots=True)
class Moved:
    """A reminder of the schedule comes on another day, not after the expiry."""

    key: CredentialKey
    planned: date
    to: date


@dataclass(frozen=True, slots=True)
class Snoozed:
    """Once more on a day, beside the schedule. Each credential has one: the last one counts."""

    key: CredentialKey
    until: date


@dataclass(frozen=True, slots=True)
class OnDay:
    """One more, on one day ("remind me on 1 March"). Without `key`: of all credentials."""

    day: date
    key: CredentialKey | None = None
    kind: Literal["on_day"] = "on_day"


@dataclass(frozen=True, slots=True)
class EachMonth:
    """One more in each month until the expiry; a month too short has it on its last day."""

    day: int  # 1 to 31
    key: CredentialKey | None = None
    kind: Literal["each_month"] = "each_month"


@dataclass(frozen=True, slots=True)
class Before:
    """One more, some days before the expiry or the recommended last day ("a week before")."""

    days: int
    of: Literal["expiry", "last_day"] = "last_day"
    key: CredentialKey | None = None
    kind: Literal["before"] = "before"


Added: TypeAlias = OnDay | EachMonth | Before


@dataclass(frozen=True, slots=True)
class Wishes:
    """Everything that a person wishes of their reminders."""

    off: tuple[Off, ...] = ()
    moved: tuple[Moved, ...] = ()
    added: tuple[Added, ...] = ()
    checks: bool = True  # whether to ask if CEs show on the ASCP transcript
    snoozed: tuple[Snoozed, ...] = ()
    aloud: tuple[Added, ...] = ()  # of those added: wished for while all else was off

    def silence(self, key: CredentialKey) -> bool:
        """Whether nothing is said of a credential but what was wished for since then."""
        return Off() in self.off or Off(key) in self.off

    def skip(self, key: CredentialKey, planned: date) -> bool:
        """Whether the reminder of this day of the schedule is switched off."""
        return Off(key, planned) in self.off or Off(None, planned) in self.off

    def day_of(self, key: CredentialKey, planned: date, expires: date) -> date:
        """Return the day on which a reminder of the schedule comes; the last move counts."""
        moves = [move.to for move in self.moved if (move.key, move.planned) == (key, planned)]
        return moves[-1] if moves and moves[-1] <= expires else planned

    def own(self, key: CredentialKey) -> tuple[Added, ...]:
        """Return what the person added of which a credential is heard."""
        silent = self.silence(key)
        return tuple(
            each
            for each in self.added
            if each.key in (None, key) and (each in self.aloud or not silent)
        )

    def snoozed_until(self, key: CredentialKey) -> date | None:
        """Return the day to which a credential was put off last, also a day of the past."""
        return next((each.until for each in self.snoozed if each.key == key), None)


NO_WISHES = Wishes()
