"""How what is talked about goes on from turn to turn, and which entry "it" is."""

import re
from collections.abc import Iterable
from dataclasses import replace

from cmp_rules.model import Activity
from conversations.buttons import read_key
from conversations.person import Change, KeepActivity, Person, PutBackActivity
from conversations.topic import Topic

_LAST = re.compile(r"\b(?:last|latest|newest|most recent)\b", re.I)
_IT = re.compile(r"\b(?:it|that|this)(?:\s(?:one|entry|ce|course))?(?:\splease)?\W*$", re.I)
_ASKED = {"status": "remaining", "plan": "plan", "list": "list"}  # by the action of a button


def topic_of_button(action: str, record: str) -> Topic | None:
    """Return what a standing button makes the talk be about; None where that stays."""
    if action in _ASKED:
        key = read_key(record)
        return Topic(_ASKED[action], () if key is None else (key,))
    if action in ("entry", "edit", "place") and record.isdecimal() and len(record) < 10:
        return Topic(entry=int(record))
    return None


def entry_meant(text: str, person: Person, topic: Topic | None) -> Activity:
    """Return the entry that "make it 2 points" means; there has to be one.

    The one that was shown or changed last, if it is still there; else the one recorded last.
    """
    newest = max(person.activities, key=lambda activity: activity.number)
    if topic is None or _LAST.search(text):
        return newest
    return person.activity(topic.entry) or newest


def entry_pointed_at(text: str, person: Person, topic: Topic | None) -> Activity | None:
    """Return the entry that "it" or "that one" is, where one was shown or changed last."""
    if topic is None or _LAST.search(text) or not _IT.search(text):
        return None
    return person.activity(topic.entry)


def entry_behind(topic: Topic | None, person: Person) -> int:
    """Return the number of the entry that was talked about last; 0 where it was something else."""
    talked = topic is not None and not topic.intent and person.activity(topic.entry) is not None
    return topic.entry if topic is not None and talked else 0


def topic_after(before: Topic | None, now: Topic | None, changes: Iterable[Change]) -> Topic | None:
    """Return what is talked about after a turn; `now` where it answered a question."""
    changed = [c.activity.number for c in changes if isinstance(c, KeepActivity)]
    changed += [c.number for c in changes if isinstance(c, PutBackActivity)]
    entry = changed[-1] if changed else 0
    if now is not None and now.intent:
        known = now.entry or (0 if before is None else before.entry)
        return replace(now, entry=entry or known)
    entry = entry or (0 if now is None else now.entry)
    if before is not None:
        return replace(before, entry=entry or before.entry, fresh=False)
    return Topic(entry=entry, fresh=False) if entry else None
