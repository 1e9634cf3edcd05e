"""What is to be asked or said again on a later day. Rows alone keep it: the person is the same."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from cmp_rules.model import CredentialKey

if TYPE_CHECKING:
    from conversations.person import Person


@dataclass(frozen=True, slots=True)
class SnoozeReminder:
    """Remind once more of a credential on a day; the schedule stays. The last one counts."""

    key: CredentialKey
    until: date
    kind: Literal["snooze_reminder"] = "snooze_reminder"

    def applied(self, person: "Person") -> "Person":
        """Return the person as they are."""
        return person


@dataclass(frozen=True, slots=True)
class CheckBack:
    """Ask on a day whether an activity, by its number, shows on the ASCP transcript."""

    number: int
    on: date
    kind: Literal["check_back"] = "check_back"

    def applied(self, person: "Person") -> "Person":
        """Return the person as they are."""
        return person
