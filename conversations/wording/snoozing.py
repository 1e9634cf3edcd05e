"""Snoozing a reminder: be reminded once more, later."""

from collections.abc import Sequence
from datetime import date

from cmp_rules.model import CredentialKey
from conversations.wording.forms import credential, day
from conversations.wording.reminding import names

IN_ONE_DAY = "In 1 day"
IN_ONE_WEEK = "In 1 week"
PICK_A_DAY = "Pick a day"
ANOTHER_DAY = "Pick another day"
DROP_SNOOZE = "Drop the snooze"


def ask_snooze(keys: Sequence[CredentialKey]) -> str:
    """Ask when to remind again."""
    return f"When shall I remind you of {names(keys)} again? The other dates stay."


def ask_snooze_day(keys: Sequence[CredentialKey], last: date | None) -> str:
    """Ask for the day."""
    until = "" if last is None else f" up to {day(last)}, when it expires"
    return f"On which day shall I remind you of {names(keys)} again? Any day{until}."


def no_day_to_snooze_to() -> str:
    """It expires today."""
    return "It expires today: tomorrow would be too late to be reminded."


def snoozed(keys: Sequence[CredentialKey], until: date) -> str:
    """Say when the person is reminded again."""
    return f"I remind you of {names(keys)} again on {day(until)}. The other dates stay as they are."


def snoozed_line(on: date, key: CredentialKey) -> str:
    """Write the day to which one was put off, where all else is off."""
    return f"• {day(on)}, {credential(key)}: snoozed"


def snooze_dropped(keys: Sequence[CredentialKey]) -> str:
    """What was put off does not come any more."""
    return f"Dropped: {names(keys)} {'is' if len(keys) == 1 else 'are'} not snoozed any more."


def snooze_undone(key: CredentialKey, until: date | None) -> str:
    """The last change of what is put off is taken back; `until`: to which day it is then."""
    if until is None:
        return f"Undone: {credential(key)} is not snoozed any more."
    return f"Undone: {credential(key)} is snoozed to {day(until)}."


def not_snoozed() -> str:
    """Nothing is put off."""
    return "Nothing is snoozed."
