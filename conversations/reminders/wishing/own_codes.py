"""One of the person's own reminders as the record of a button.

The record says what the reminder is, not its place in a list: pressed twice, or long after, it can
only ever mean the same one.
"""

import re
from datetime import date

from conversations.buttons import key_value, read_key
from conversations.reminders.wishing.wishes import Added, Before, EachMonth, OnDay

_DAY = re.compile(r"d(\d{4}-\d\d-\d\d)")
_MONTHLY = re.compile(r"m(\d{1,2})")
_BEFORE = re.compile(r"b(\d{1,5})([el])")


def write_own(added: Added) -> str:
    """Write it in a few letters: "d2027-03-01", "m15 SBB.ASCP", "b7l"."""
    match added:
        case OnDay(day):
            code = f"d{day.isoformat()}"
        case EachMonth(each):
            code = f"m{each}"
        case Before(days, of):
            code = f"b{days}{of[0]}"
    return code if added.key is None else f"{code} {key_value(added.key)}"


def read_own(record: str) -> Added | None:
    """Read it back; None where it is none."""
    code, _, value = record.partition(" ")
    key = read_key(value) if value else None
    if value and key is None:
        return None
    if found := _DAY.fullmatch(code):
        day = read_day(found[1])
        return None if day is None else OnDay(day, key)
    if found := _MONTHLY.fullmatch(code):
        return EachMonth(int(found[1]), key)
    if found := _BEFORE.fullmatch(code):
        return Before(int(found[1]), "expiry" if found[2] == "e" else "last_day", key)
    return None


def read_day(text: str) -> date | None:
    """Read an ISO date out of a record; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:  # a made-up record; there is no other way to ask
        return None
