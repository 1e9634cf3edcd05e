"""What a reminder says: what remains, until when, and how urgent it is."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cmp_rules.model import Area, CredentialKey
from cmp_rules.progress import Progress
from conversations.wording.answers import still_missing_short, unplaced
from conversations.wording.forms import (
    area_label,
    credential,
    day,
    days_away,
    listed,
    number,
    points,
)

SNOOZE = "Snooze"
DECLARED = "Declared"
REMINDER_SETTINGS = "Settings"
PREPARE = "Prepare declaration"
WHAT_BECAME = "Say what became of it"


def names(keys: Sequence[CredentialKey]) -> str:
    """Write credentials in a row."""
    return listed([credential(key) for key in keys])


def prepare_one(key: CredentialKey) -> str:
    """Offer to prepare the declaration of one of several."""
    return f"Prepare {credential(key)}"


def declared_one(key: CredentialKey) -> str:
    """Offer to say that one of several was declared."""
    return f"Declared {credential(key)}"


def expires_today(keys: Sequence[CredentialKey]) -> str:
    """Head the message of the last day of all."""
    return f"{names(keys)} {_verb(keys, 'expires', 'expire')} today"


def expires_soon(keys: Sequence[CredentialKey], ends: date, today: date) -> str:
    """Head a message after the recommended last day."""
    return f"{names(keys)} {_verb(keys, 'expires', 'expire')} {days_away(ends, today)}"


def last_day_is_today(keys: Sequence[CredentialKey], *, done: bool) -> str:
    """Head the message of the recommended last day; `done`: all is met."""
    return f"{names(keys)}: {'declare today' if done else 'today is the recommended last day'}"


def window_open(keys: Sequence[CredentialKey], *, done: bool) -> str:
    """Head the message that the declaration has opened; `done`: all is met."""
    return f"{names(keys)}: {'you can declare now' if done else 'the declaration is open'}"


def years_passed(keys: Sequence[CredentialKey], years: int) -> str:
    """Head the message at an anniversary of the cycle."""
    passed = "1 year" if years == 1 else f"{years} years"
    return f"{names(keys)}: {passed} of the cycle {'has' if years == 1 else 'have'} passed"


def all_is_met(keys: Sequence[CredentialKey]) -> str:
    """Head the message that nothing is missing."""
    return f"{names(keys)}: nothing missing by the figures here"


def where_they_stand(keys: Sequence[CredentialKey]) -> str:
    """Head any other message about several credentials."""
    return f"{names(keys)}: what is still needed"


def what_became(keys: Sequence[CredentialKey]) -> str:
    """Head the question after a declaration."""
    each = "declaration" if len(keys) == 1 else "declarations"
    return f"What became of your {names(keys)} {each}?"


def declared_then(key: CredentialKey, on: date) -> str:
    """Say which declaration is asked about."""
    return (
        f"You declared your {credential(key)} on {day(on)}. Was it approved, was an audit asked "
        "for, or was it rejected?"
    )


def you_snoozed() -> str:
    """Say why a message comes that is not of the schedule."""
    return "You asked to be reminded again today."


def you_wished() -> str:
    """Say why a message comes on a day of the person's own."""
    return "You asked for a reminder today."


def needs_short(found: Progress) -> str:
    """Say what one credential still needs, with the short names of areas."""
    missing = found.total.missing
    areas = [f"{number(s.missing)} {_short_name(s.name)}" for s in found.slots if s.missing]
    if not missing or not areas:
        return still_missing_short(found)
    if rest := unplaced(found):
        areas.append(f"{number(rest)} more")
    return f"{credential(found.holding.key)}: {points(missing)} missing ({', '.join(areas)})"


def _short_name(name: str) -> str:
    if name == "electives":
        return "elective"
    area = Area.SAFETY if name == "laboratory_safety" else Area(name)
    label = area_label(area)
    return label[:1].lower() + label[1:]


def behind_pace(found: Progress, due: Decimal) -> str:
    """Say how many points there would be at the same number each year."""
    return f"An even pace would be at {points(due)} by now; you are at {number(found.total.met)}."


def silent_until(opens: date) -> str:
    """Say that nothing more is said until the declaration opens."""
    return f"The declaration opens on {day(opens)}; until then I stay silent about it."


def due_line(found: Progress, today: date) -> str:
    """Say when to declare and when it expires, with the days left."""
    dates = found.dates
    expires = f"expires {day(dates.expires, weekday=False)} ({days_away(dates.expires, today)})"
    by = day(dates.recommended_last_day, weekday=False)
    if today == dates.recommended_last_day:
        return f"Today is the recommended last day to declare; it {expires}."
    if today == dates.expires:
        return f"The recommended last day was {by}; today is the last day of all."
    if today > dates.recommended_last_day:
        return f"The recommended last day was {by}; it {expires}."
    return f"Declare by {by} ({days_away(dates.recommended_last_day, today)}); it {expires}."


def opens_line(opens: date, then: str) -> str:
    """Say from when on it can be declared, before the other dates."""
    return f"The declaration opens {day(opens, weekday=False)}. {then}"


def outside_line(found: Progress) -> str:
    """Say where a credential stands that has no deadline, or none any more."""
    if found.voluntary:
        return "You take part voluntarily: the last three years count."
    return (
        f"It expired {day(found.dates.expires)}. CEs of the last three years count; ask ASCP what "
        "reinstatement takes."
    )


def of_those(keys: Sequence[CredentialKey], line: str) -> str:
    """Say of which of several credentials a line is."""
    return f"{names(keys)}: {line}"


def now_declare(complete: bool | None, *, today_only: bool) -> str:
    """Say what to do once the recommended last day is there; `complete` as in a `Progress`."""
    if complete is False:
        until = "today" if today_only else "until it expires"
        return f"What you earn {until} still counts. Log it, then declare at ascp.org at once."
    when = "today" if today_only else "now"
    if complete is None:
        return f"Is everything met on your ASCP dashboard? Then declare at ascp.org {when}."
    return f"Declare at ascp.org {when}."


def one_plan(together: Decimal, apart: Decimal) -> str:
    """Say what planning together saves."""
    return f"One plan finishes all with {points(together)}, instead of {number(apart)} one by one."


def not_all_confirmed() -> str:
    """Say in one line that a figure may be another."""
    return "Not every figure is confirmed; check your ASCP dashboard."


def you_declare_there() -> str:
    """Say who files what."""
    return "You declare at ascp.org; nothing is filed here. Not affiliated with ASCP."


def _verb(keys: Sequence[CredentialKey], one: str, several: str) -> str:
    return one if len(keys) == 1 else several
