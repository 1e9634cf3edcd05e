"""What is to be asked or said again on a later day."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from cmp_rules.model import CredentialKey
from conversations.reminders.wishing import wished

if TYPE_CHECKING:
    from conversations.person import Person, Settings


@dataclass(frozen=True, slots=True)
class SnoozeReminder:
    """Remind once more of a credential on a day; the schedule stays. The last one counts."""

    key: CredentialKey
    until: date | None  # None: not any more
    kind: Literal["snooze_reminder"] = "snooze_reminder"

    def within(self, settings: "Settings") -> "Settings":
        """Return the settings with that wish among those about reminders."""
        return replace(settings, reminders=wished.snooze(settings.reminders, self.key, self.until))

    def applied(self, person: "Person") -> "Person":
        """Return the person who wishes so."""
        return replace(person, settings=self.within(person.settings))


@dataclass(frozen=True, slots=True)
class CheckBack:
    """Ask on a day whether an activity, by its number, shows on the ASCP transcript.

    A row alone keeps it: the person stays the same.
    """

    number: int
    on: date
    kind: Literal["check_back"] = "check_back"

    def applied(self, person: "Person") -> "Person":
        """Return the person as they are."""
        return person
