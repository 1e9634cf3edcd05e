"""Reminders switched off by a sentence: at once by a plain order, else by a button or not at all.

> can I stop reminders about SBB?
Nothing was changed. …
> I'd rather not have any about SBB
Switch off the reminders of your SBB? …
[Switch SBB off] [Keep them]
"""

from collections.abc import Sequence

from cmp_rules.model import CredentialKey
from conversations import wording
from conversations.model import Said, State, Turn
from conversations.person import Person
from conversations.reminders.days.shown import all_reminders, asks_to_silence, one_credential
from conversations.reminders.wishing import changing
from conversations.reminders.wishing.stopping import Stays, is_plain, stays


def kept(
    state: State | None, event: Said, named: Sequence[CredentialKey], person: Person
) -> Turn | None:
    """Say that all stays where stopping is denied, excepted or asked about; else None."""
    why = stays(event.text)
    return None if why is None else _told(state, why, event, named, person)


def nothing_changed(
    state: State | None, event: Said, named: Sequence[CredentialKey], person: Person
) -> Turn:
    """Say that all stays as it is, and show it."""
    return _told(state, Stays.DENIED, event, named, person)


def _told(
    state: State | None, why: Stays, event: Said, named: Sequence[CredentialKey], person: Person
) -> Turn:
    remarks = {
        Stays.DENIED: wording.reminders_stay,
        Stays.EXCEPTED: wording.silence_one_by_one,
        Stays.ASKED: wording.how_to_switch_off,
    }
    if len(named) == 1 and why is not Stays.EXCEPTED:
        shown = one_credential(person, named[0], 0, event.when)
    else:
        shown = all_reminders(person, event.when)
    return Turn(state, (shown.under(remarks[why]()),))


def silenced(
    state: State | None, event: Said, named: Sequence[CredentialKey], person: Person
) -> Turn:
    """Switch off what a plain order names; ask before anything else is switched off."""
    held = tuple(key for key in named if person.holding(key) is not None)
    if is_plain(event.text) and len(named) <= 1:
        return changing.silenced(state, held[0] if held else None, person, event.when)
    return Turn(state, (asks_to_silence(person, held),))
