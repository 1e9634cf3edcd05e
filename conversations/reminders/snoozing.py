"""Snooze: be reminded once more, later. The dates of the schedule stay as they are.

> [Snooze]
When shall I remind you of SBB again? …
> [In 1 week]
I remind you of SBB again on Mon 30 Nov 2026. …
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from cmp_rules.catalog import catalog
from cmp_rules.cycles import is_voluntary
from cmp_rules.model import CredentialKey
from cmp_rules.reminders import Reason, Reminder
from conversations import wording
from conversations.answers.status import no_holdings
from conversations.buttons import standing
from conversations.model import Choice, Choices, Event, Pressed, Reply, Said, State, Turn, When
from conversations.person import Person
from conversations.reading.dates.calendar_words import NUMBERS, small_number
from conversations.reminders.days.later import SnoozeReminder
from conversations.reminders.message import SPOKEN_OF, message
from conversations.reminders.several import read_keys, write_keys
from conversations.reminders.wishing.naming import named_in
from conversations.reminders.wishing.own_codes import read_day
from conversations.reminders.wishing.reading import DAY, WEEK, Unread, read_one_day, read_only_day
from conversations.topic import Topic

_LATER = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|please|pls|no|not\s+(?:now|today|yet)|remind\s+me|snooze|ask(?:\s+me)?"
    r"|again|maybe|it)\W+)*"
    r"(?:later|snooze|not\s+(?:now|today|yet)|remind\s+me(?:\s+again)?|another\s+(?:day|time))\W*$",
    re.I,
)
_LEAD = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|please|pls|no|not(?:\s+(?:now|today|yet))?|remind\s+me|snooze|ask\s+me|again"
    r"|maybe|later|it|this|until|till|til|for|to|on|push|postpone|delay|bump|put|move|off|back)\W+)*",
    re.I,
)
_FOR = re.compile(
    rf"(?:^|\b(?:for|by|in)\s+|\bsnooze\b.{{0,30}}?\s)(?:another\s+)?(?P<count>an?|\d{{1,2}}|{'|'.join(NUMBERS)})\s+(?:more\s+)?"
    r"(?P<unit>day|week|month)s?(?:\s+please|\s+pls)?\W*$",
    re.I,
)
_UNITS = {"day": DAY, "week": WEEK, "month": 30 * DAY}
_BACK = re.compile(
    r"\b(?:cancel|drop|remove|stop|end|delete|undo|take\s+back|no\s+more)\s+(?:\w+\s+){0,3}?snooz"
    r"|\bun-?snooze\b",
    re.I,
)
_ORDER = re.compile(r"^\W*(?:(?:ok(?:ay)?|please|pls|can\s+you|could\s+you)\W+)*snooze\b", re.I)


def ask(state: State | None, keys: Sequence[CredentialKey], person: Person, when: When) -> Turn:
    """Show the reminder once more, with the days to which it can be put off."""
    held = _held(keys, person)
    if not held:
        return Turn(state, (no_holdings(),))
    shown = _shown(held, person, when)
    if not (days := _days(held, person, when)):
        return Turn(state, (_with(shown, wording.no_day_to_snooze_to()),))
    record = write_keys(held)
    labels = ((wording.IN_ONE_DAY, DAY), (wording.IN_ONE_WEEK, WEEK))
    today = when.today(person.settings.zone)
    offered = tuple(
        standing(label, "snooze_to", f"{(today + away).isoformat()} {record}")
        for label, away in labels
        if today + away in days
    )
    pick = standing(wording.PICK_A_DAY, "snooze_pick", record)
    asked = replace(_with(shown, wording.ask_snooze(held)), choices=((*offered, pick),))
    return Turn(state, (asked,), topic=_of(held))


def until(
    state: State | None, keys: Sequence[CredentialKey], day: date, person: Person, when: When
) -> Turn:
    """Put a reminder off to a day, unless that would be too late."""
    held = _held(keys, person)
    if not held:
        return Turn(state, (no_holdings(),))
    refusal = _refused(held, day, person, when)
    if refusal is not None:
        return Turn(state, (Reply(refusal),))
    changes = tuple(SnoozeReminder(key, day) for key in held)
    text = wording.snoozed(held, day)
    return Turn(state, (Reply(text, _after(held)),), changes, topic=_of(held))


def dropped(state: State | None, keys: Sequence[CredentialKey], person: Person) -> Turn:
    """Put nothing off any more."""
    wishes = person.settings.reminders
    put_off = [key for key in keys if wishes.snoozed_until(key) is not None]
    if not put_off:
        return Turn(state, (Reply(wording.not_snoozed()),))
    changes = tuple(SnoozeReminder(key, None) for key in put_off)
    everything = ((standing(wording.ALL_REMINDERS, "reminders"),),)
    return Turn(state, (Reply(wording.snooze_dropped(put_off), everything),), changes)


def press(state: State | None, record: str, person: Person, event: Event) -> Turn:
    """Read the day and the credentials of a button."""
    written, _, keys = record.partition(" ")
    day = read_day(written)
    if day is None:
        return Turn(state, (Reply(wording.button_outdated()),))
    if day <= event.when.today(person.settings.zone):  # pressed long after it was shown
        return ask(state, read_keys(keys), person, event.when)
    return until(state, read_keys(keys), day, person, event.when)


def by_words(state: State | None, event: Said, person: Person, topic: Topic | None) -> Turn | None:
    """Read "later", "tomorrow", "next week" right after a reminder; None where it is neither."""
    if topic is None or topic.intent != SPOKEN_OF or not topic.fresh or len(event.text) > 60:
        return None
    held = _held(topic.credentials, person)
    if not held or named_in(event.text, person):
        return None
    if _LATER.match(event.text):
        return ask(state, held, person, event.when)
    rest = _LEAD.sub("", event.text)
    if away := put_off_by(rest):
        day = event.when.today(person.settings.zone) + away
        return until(state, held, day, person, event.when)
    read = read_only_day(rest, person, event.when)
    return until(state, held, read, person, event.when) if isinstance(read, date) else None


def said(
    state: State | None, event: Said, keys: Sequence[CredentialKey], person: Person
) -> Turn | None:
    """Do what an order to snooze says: "snooze MLS 2 weeks", "cancel the snooze"; else None.

    Where it names no credentials, all are meant.
    """
    keys = keys or tuple(held.key for held in person.holdings)
    if takes_back(event.text):
        return dropped(state, keys, person)
    day = _ordered(event.text, person, event.when)
    return None if day is None else until(state, keys, day, person, event.when)


def _ordered(text: str, person: Person, when: When) -> date | None:
    """Return the day of an order to snooze; None where it is none, or names no day."""
    if not _ORDER.match(text):
        return None
    if away := put_off_by(text):
        return when.today(person.settings.zone) + away
    read = read_one_day(text, person, when)
    return read if isinstance(read, date) else None


def takes_back(text: str) -> bool:
    """Whether a text wants nothing to be put off any more."""
    return _BACK.search(text) is not None


def put_off_by(text: str) -> timedelta | None:
    """Return the length of time that ends a text: "snooze it for two weeks"; None without one."""
    found = _FOR.search(text.strip())
    if found is None:
        return None
    return (small_number(found["count"]) or 0) * _UNITS[found["unit"].lower()] or None


@dataclass(frozen=True, slots=True)
class SnoozingUntil:
    """Until which day?"""

    keys: tuple[CredentialKey, ...]
    either: tuple[date, ...] = ()
    kind: Literal["snoozing_until"] = "snoozing_until"

    def ask(self, person: Person, when: When) -> Reply:
        """Ask for the day."""
        if self.either:
            days = tuple(Choice(wording.day(d), d.isoformat()) for d in self.either)
            return Reply(wording.which_of_days(*self.either[:2]), (days,))
        last = last_day(_held(self.keys, person), person, when)
        return Reply(wording.ask_snooze_day(self.keys, last))

    def answer(self, event: Event, person: Person) -> Turn:
        """Read the day; what cannot be is said."""
        read: date | Unread = Unread()
        match event:
            case Pressed(data=data):
                read = read_day(data) or Unread()
            case Said(text=text):
                read = read_one_day(_LEAD.sub("", text), person, event.when)
        if isinstance(read, Unread):
            if read.either:
                return Turn(SnoozingUntil(self.keys, read.either))
            return Turn(self, (Reply(wording.own_not_understood()),))
        held = _held(self.keys, person)
        if held and (refusal := _refused(held, read, person, event.when)) is not None:
            return Turn(self, (Reply(refusal),))
        return until(None, self.keys, read, person, event.when)


def last_day(keys: Sequence[CredentialKey], person: Person, when: When) -> date | None:
    """Return the last day to which all can be put off; None where none of them has an end."""
    today = when.today(person.settings.zone)
    ends = [
        held.cycle_ends
        for held in person.holdings
        if held.key in keys
        and held.cycle_ends >= today
        and not is_voluntary(held, catalog().credential(held.key))
    ]
    return min(ends, default=None)


def _refused(keys: Sequence[CredentialKey], day: date, person: Person, when: When) -> str | None:
    today = when.today(person.settings.zone)
    if day <= today:
        return wording.day_has_passed(day)
    last = last_day(keys, person, when)
    if last is None:
        return None if (day - today).days <= 366 else wording.day_too_far(day)
    if last == today:
        return wording.no_day_to_snooze_to()
    return None if day <= last else wording.not_after_expiry(last)


def _days(keys: Sequence[CredentialKey], person: Person, when: When) -> set[date]:
    """Return which of the offered days are not too late."""
    today = when.today(person.settings.zone)
    offered = (today + DAY, today + WEEK)
    return {day for day in offered if _refused(keys, day, person, when) is None}


def _of(keys: tuple[CredentialKey, ...]) -> Topic:
    """Return what is talked about then: a day that is said next puts off the same."""
    return Topic(SPOKEN_OF, keys)


def _held(keys: Sequence[CredentialKey], person: Person) -> tuple[CredentialKey, ...]:
    return tuple(key for key in dict.fromkeys(keys) if person.holding(key) is not None)


def _shown(keys: Sequence[CredentialKey], person: Person, when: When) -> Reply:
    today = when.today(person.settings.zone)
    due = [Reminder(key, today, Reason.BEFORE_LAST_DAY) for key in keys]
    return message(due, person, when) or no_holdings()


def _with(shown: Reply, remark: str) -> Reply:
    return replace(shown, text=f"{shown.text}\n\n{remark}")


def _after(keys: Sequence[CredentialKey]) -> Choices:
    return (
        (
            standing(wording.UNDO, "snooze_off", write_keys(keys)),
            standing(wording.ANOTHER_DAY, "snooze_pick", write_keys(keys)),
        ),
        (standing(wording.ALL_REMINDERS, "reminders"),),
    )
