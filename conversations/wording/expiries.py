"""Expiries: days that are none, and what another expiry would change."""

from datetime import date
from decimal import Decimal

from cmp_rules.model import CredentialKey
from conversations.wording.forms import credential, day, listed, number, points


def only_an_aim(keys: tuple[CredentialKey, ...]) -> str:
    """An exam or a goal was told of: the credential is not held yet."""
    names = listed([credential(key) for key in keys])
    return (
        f"I added nothing: an exam or a goal is no expiry. Once you hold {names}, tell me the day "
        f"it expires, for example “{credential(keys[0])} expires June 2030”."
    )


def expiry_stays(keys: tuple[CredentialKey, ...]) -> str:
    """A day was said that is not the expiry of what is held."""
    names = listed([credential(key) for key in keys])
    return (
        f"I changed nothing: I don't take that day for the expiry of your {names}. If the expiry "
        f"is another one, say “{credential(keys[0])} expires” with its date."
    )


def not_the_expiry() -> str:
    """A day was said on which a credential began, or is to be renewed."""
    return "I don't take that day for the expiry; the expiry is what I need."


def change_expiry(key: CredentialKey, before: date | None, ends: date | None) -> str:
    """Ask before a date that stands is replaced."""
    if ends is None:
        return f"Take your {credential(key)} as one that never expires?"
    if before is None:
        return f"Set up your {credential(key)}, expiring {day(ends)}?"
    return (
        f"Change your {credential(key)}: expires {day(ends)} instead of "
        f"{day(before, weekday=False)}?"
    )


def would_count_no_longer(ces: int, worth: Decimal) -> str:
    """Say before a date is changed which CEs fall out of the cycle."""
    return f"{_ces(ces, worth)}, would no longer count."


def would_count_newly(ces: int, worth: Decimal) -> str:
    """Say before a date is changed which CEs come into the cycle."""
    return f"{_ces(ces, worth)}, would newly count."


def would_need(key: CredentialKey, before: Decimal | None, after: Decimal | None) -> str:
    """Say how much would be missing after a change."""
    if before is None or after is None:
        return f"What your {credential(key)} still needs would change."
    return f"Your {credential(key)} would still need {points(after)} instead of {number(before)}."


def counts_no_longer(ces: int, worth: Decimal) -> str:
    """Say which CEs fell out of the cycle."""
    return f"With this date {_ces(ces, worth)}, no longer count{_s(ces)}."


def counts_newly(ces: int, worth: Decimal) -> str:
    """Say which CEs came into the cycle."""
    return f"With this date {_ces(ces, worth)}, newly count{_s(ces)}."


def needs_now(key: CredentialKey, before: Decimal | None, after: Decimal | None) -> str:
    """Say how much is missing after a change."""
    if before is None or after is None:
        return f"What your {credential(key)} still needs has changed."
    return f"Your {credential(key)} still needs {points(after)}; before, it was {number(before)}."


def _ces(ces: int, worth: Decimal) -> str:
    return f"{ces} {'CE' if ces == 1 else 'CEs'}, {points(worth)}"


def _s(ces: int) -> str:
    return "s" if ces == 1 else ""
