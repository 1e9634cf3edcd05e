"""One reminder left out by a sentence: never all of them, and never one added instead.

> don't remind me on april 1
Left out: Thu 1 Apr 2027 of your MLS and SBB.
"""

import re
from dataclasses import replace

from cmp_rules.model import CredentialKey
from conversations import wording
from conversations.buttons import standing
from conversations.model import Reply, Said, State, Turn, When
from conversations.person import Person
from conversations.reminders.days.shown import all_reminders, asks_to_silence
from conversations.reminders.wishing import changing, wished
from conversations.reminders.wishing.moving import One, all_ahead, named_day
from conversations.reminders.wishing.reading import read_own_wish
from conversations.reminders.wishing.wishes import Added, Before, EachMonth, Wishes

_POLITE = r"^\W*(?:(?:please|pls|can\s+you|could\s+you|ok(?:ay)?|i\s+want\s+to)\W+)*"
_SKIPS = re.compile(
    rf"{_POLITE}(?:(?:skip|cancel|drop|delete|remove|stop|end|no|leave\s+out|switch\s+off|turn\s+off)"
    r"\s+(?=.*\breminders?\b)|(?:do\s+not|don'?t|dont|never)\s+remind\s+me\s+)(?P<rest>.+)$",
    re.I | re.S,
)
_ALL = re.compile(
    rf"{_POLITE}(?:delete|remove|clear|cancel|drop)\s+(?:all\s+)?(?:of\s+)?(?:my\s+|the\s+)?reminders\W*$",
    re.I,
)
_ONE = re.compile(r"\breminder\b", re.I)
_EVERY = re.compile(r"\b(?:any|every|each|all|single|more|another)\b", re.I)
_UNTIL = re.compile(r"\b(?:until|till?|before|after|during|between)\b", re.I)


def wants_to_skip(text: str) -> bool:
    """Whether a sentence leaves a reminder out, or takes all of them out."""
    return _SKIPS.match(text) is not None or _ALL.match(text) is not None


def said(
    state: State | None, event: Said, key: CredentialKey | None, person: Person
) -> Turn | None:
    """Leave out what a sentence names, or ask; None where it names no single one."""
    if _ALL.match(event.text):
        return Turn(state, (asks_to_silence(person),))
    found = _SKIPS.match(event.text)
    if found is None:
        return None
    rest, when = found["rest"], event.when
    own = read_own_wish(rest, person, when)
    if isinstance(own, EachMonth | Before):
        return _dropped(state, _alike(own, rest, key, person), person, when)
    if not _UNTIL.search(rest) and (matches := named_day(rest, person, when)) is not None:
        there = [each for each in all_ahead(key, person, when) if matches(each.on)]
        if len({each.on for each in there}) > 1:
            return _unclear(state, wording.which_off(), person, when)
        return _left_out(state, there, person, when)
    if key is None and _ONE.search(rest) and not _EVERY.search(rest):
        return _unclear(state, wording.which_off(), person, when)
    return None


def _alike(own: Added, rest: str, key: CredentialKey | None, person: Person) -> list[Added]:
    """Return the person's own that are meant; "the monthly one" has any day of the month."""
    bare = isinstance(own, EachMonth) and not re.search(r"\d", rest)
    return [
        each
        for each in person.settings.reminders.added
        if key in (None, each.key)
        and (isinstance(each, EachMonth) if bare else replace(each, key=None) == own)
    ]


def _dropped(state: State | None, own: list[Added], person: Person, when: When) -> Turn:
    if not own:
        return _unclear(state, wording.no_such_own(), person, when)
    wishes = person.settings.reminders
    for each in own:
        wishes = wished.drop(wishes, each)
    remark = "\n".join(wording.own_dropped(each) for each in own)
    return _changed(state, wishes, remark, person)


def _left_out(state: State | None, there: list[One], person: Person, when: When) -> Turn:
    if not there:
        return _unclear(state, wording.no_reminder_then(), person, when)
    wishes = person.settings.reminders
    for each in there:
        if each.own is not None:
            wishes = wished.drop(wishes, each.own)
        elif each.key is not None and each.planned is None:
            wishes = wished.snooze(wishes, each.key, None)
        elif each.key is not None and each.planned is not None:
            wishes = wished.skip(wishes, each.key, each.planned)
    keys = [each.key for each in there if each.key is not None]
    remark = wording.left_out(keys, there[0].on)
    return _changed(state, wishes, remark, person)


def _changed(state: State | None, wishes: Wishes, remark: str, person: Person) -> Turn:
    _after, change = changing.changed(person, wishes)
    everything = ((standing(wording.ALL_REMINDERS, "reminders"),),)
    return Turn(state, (Reply(remark, everything),), (change,))


def _unclear(state: State | None, remark: str, person: Person, when: When) -> Turn:
    shown = all_reminders(person, when)
    return Turn(state, (shown.under(remark),))
