"""What a person wishes of their reminders, changed: one off or on, moved, all of them, an own one.

Each returns the wishes as they are then; doing it twice does no harm.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from cmp_rules.model import CredentialKey
from conversations.reminders.wishing.wishes import Added, Moved, Off, Snoozed, Wishes


def skip(wishes: Wishes, key: CredentialKey, planned: date) -> Wishes:
    """Switch off the reminder of one day of the schedule."""
    off = Off(key, planned)
    return wishes if off in wishes.off else replace(wishes, off=(*wishes.off, off))


def bring_back(wishes: Wishes, key: CredentialKey, planned: date) -> Wishes:
    """Switch it on again."""
    gone = (Off(key, planned), Off(None, planned))
    return replace(wishes, off=tuple(each for each in wishes.off if each not in gone))


def silence(wishes: Wishes, key: CredentialKey | None) -> Wishes:
    """Switch off everything of a credential, or everything at all; what was put off as well."""
    off = Off(key)
    return replace(
        wishes,
        off=wishes.off if off in wishes.off else (*wishes.off, off),
        snoozed=tuple(each for each in wishes.snoozed if key not in (None, each.key)),
        aloud=tuple(each for each in wishes.aloud if key not in (None, each.key)),
    )


def speak_again(wishes: Wishes, key: CredentialKey | None, held: Iterable[CredentialKey]) -> Wishes:
    """Switch it on again; single days that were switched off stay so.

    Where all were off and one is wanted, the others of `held` stay off, each by itself.
    """
    if key is None:
        days = tuple(each for each in wishes.off if each.planned is not None)
        return replace(wishes, off=days, aloud=())
    off = tuple(each for each in wishes.off if each not in (Off(), Off(key)))
    if Off() in wishes.off:
        off += tuple(Off(other) for other in held if other != key and Off(other) not in off)
    return replace(wishes, off=off)


def move(wishes: Wishes, key: CredentialKey, planned: date, to: date) -> Wishes:
    """Have the reminder of a day of the schedule on another day, also where it was off."""
    moved = tuple(each for each in wishes.moved if (each.key, each.planned) != (key, planned))
    if to != planned:
        moved = (*moved, Moved(key, planned, to))
    return replace(bring_back(wishes, key, planned), moved=moved)


def add(wishes: Wishes, added: Added) -> Wishes:
    """Add one of the person's own."""
    return wishes if added in wishes.added else replace(wishes, added=(*wishes.added, added))


def add_aloud(wishes: Wishes, added: Added) -> Wishes:
    """Add one of the person's own that is heard though all else is off, and stays so."""
    wishes = add(wishes, added)
    return wishes if added in wishes.aloud else replace(wishes, aloud=(*wishes.aloud, added))


def drop(wishes: Wishes, added: Added) -> Wishes:
    """Take out one of the person's own."""
    return replace(
        wishes,
        added=tuple(each for each in wishes.added if each != added),
        aloud=tuple(each for each in wishes.aloud if each != added),
    )


def snooze(wishes: Wishes, key: CredentialKey, until: date | None) -> Wishes:
    """Put a credential off to a day; None: not any more."""
    others = tuple(each for each in wishes.snoozed if each.key != key)
    return replace(wishes, snoozed=others if until is None else (*others, Snoozed(key, until)))
