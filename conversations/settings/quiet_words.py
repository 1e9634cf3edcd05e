"""Quiet hours out of words: "10pm to 7am", "22-7", "before 8 am", "no quiet hours"."""

import re
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

from conversations.quiet import NO_QUIET, USUAL_QUIET, Quiet

MOST_HOURS = 20  # some of the day must be left in which a reminder can come


class Unclear(StrEnum):
    """Why hours were not taken."""

    HALF = "half"  # "9 to 5": morning or evening?
    CLOCK = "clock"  # "25:00"
    LONG = "long"  # too little of the day is left


@dataclass(frozen=True, slots=True)
class _Hour:
    """An hour as it was written; `half` empty where neither am nor pm was said."""

    hour: int
    minute: int
    half: str
    of_24: bool  # plainly of a clock of 24 hours: "22", "07:00"

    def at(self, half: str = "") -> time | None:
        """Return the time of day; None where there is none."""
        half = self.half or half
        hour = self.hour
        if half and 1 <= hour <= 12 and not self.of_24:
            hour = hour % 12 + (12 if half == "p" else 0)
        elif self.half:
            return None
        return time(hour % 24, self.minute) if hour <= 24 and self.minute < 60 else None


_CLOCK = (
    r"(?:(?P<{n}h>\d{{1,2}})(?:[:.h](?P<{n}m>\d\d))?\s*(?:(?P<{n}x>[ap])\.?\s?m\b\.?|o'?clock|h\b)?"
    r"(?P<{n}part>\s+(?:in\s+the\s+(?:morning|evening)|at\s+night))?|(?P<{n}w>noon|midnight))"
)
_RANGE = re.compile(
    rf"{_CLOCK.format(n='a')}\s*(?:to|till?|until|and|thru|through|-|–|—)\s*{_CLOCK.format(n='b')}",
    re.I,
)
_BEFORE = re.compile(rf"\b(?:before|until|till?|earlier\s+than)\s+{_CLOCK.format(n='b')}", re.I)
_AFTER = re.compile(rf"\b(?:after|from|past|later\s+than|since)\s+{_CLOCK.format(n='a')}", re.I)
_NEVER = re.compile(
    r"\b(?:no\s+quiet|never\s+quiet|without\s+quiet|any\s?time|always|whenever|24/7|none|off"
    r"|(?:remove|delete|cancel|drop|stop)\s+(?:my\s+|the\s+)?quiet)\b",
    re.I,
)
_AT_NIGHT = re.compile(r"\b(?:at|by|during\s+the)\s+night|\bovernight\b", re.I)
_USUAL = re.compile(r"\b(?:usual|default|normal)\b", re.I)
_MORNING, _EVENING = range(4, 12), range(5, 12)  # of a single hour without am or pm


def read_quiet(text: str, present: Quiet) -> Quiet | Unclear | None:
    """Return the quiet hours that are meant; where one end is named, the other stays as it is.

    None where no hours are named.
    """
    if found := _RANGE.search(text):
        return _between(_hour(found, "a"), _hour(found, "b"))
    before, after = _BEFORE.search(text), _AFTER.search(text)
    if before and after:
        return _between(_hour(after, "a"), _hour(before, "b"))
    if before:
        hour = _hour(before, "b")
        return _checked(USUAL_QUIET.starts if present.never else present.starts, _one(hour, "a"))
    if after:
        hour = _hour(after, "a")
        return _checked(_one(hour, "p"), USUAL_QUIET.ends if present.never else present.ends)
    if _NEVER.search(text):
        return NO_QUIET
    if _USUAL.search(text):
        return USUAL_QUIET
    if _AT_NIGHT.search(text):
        return USUAL_QUIET if present.never else present
    return None


def _hour(found: re.Match[str], name: str) -> _Hour:
    if word := found[f"{name}w"]:
        return _Hour(12, 0, "p" if word.lower() == "noon" else "a", False)
    digits, minutes = found[f"{name}h"], found[f"{name}m"]
    part = (found[f"{name}part"] or "").lower()
    half = (found[f"{name}x"] or "").lower() or ("a" if "morning" in part else "p" if part else "")
    of_24 = not half and (int(digits) > 12 or digits.startswith("0"))
    return _Hour(int(digits), int(minutes or 0), half, of_24)


def _one(hour: _Hour, usual: str) -> time | Unclear:
    """Read a single hour: before 8 is the morning, after 9 the evening."""
    likely = hour.hour in (_MORNING if usual == "a" else _EVENING)
    if not hour.half and not hour.of_24 and not likely:
        return Unclear.HALF
    return hour.at(usual) or Unclear.CLOCK


def _between(first: _Hour, last: _Hour) -> Quiet | Unclear:
    """Read both ends; am or pm of one tells that of the other, since nights are quiet."""
    evening = first.half or ("p" if last.half == "a" else "")
    morning = last.half or ("a" if first.half == "p" else "")
    if first.of_24 or last.of_24:
        evening = morning = ""
    elif not evening or not morning:
        return Unclear.HALF
    return _checked(first.at(evening) or Unclear.CLOCK, last.at(morning) or Unclear.CLOCK)


def _checked(starts: time | Unclear, ends: time | Unclear) -> Quiet | Unclear:
    if isinstance(starts, Unclear):
        return starts
    if isinstance(ends, Unclear):
        return ends
    minutes = (ends.hour * 60 + ends.minute - starts.hour * 60 - starts.minute) % (24 * 60)
    if not minutes or minutes > MOST_HOURS * 60:
        return Unclear.LONG
    return Quiet(starts, ends)
