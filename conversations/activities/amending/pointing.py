"""Which entry is meant after all: "I meant the ethics one" changes nothing of the one at hand.

> change #1 to 2 h
Not changed yet …
> I meant the ethics one
Then this is about #2; #1 stays as it was. …
"""

import re
from dataclasses import replace

from cmp_rules.model import Activity, Area
from conversations import wording
from conversations.activities.amending.mentions import mentions
from conversations.activities.drafting.draft import Draft, draft_of
from conversations.activities.drafting.machine import following
from conversations.activities.logged.entries import entry as entry_shown
from conversations.activities.logged.listing import listed
from conversations.model import Reply, Said, State, Turn
from conversations.person import Person
from conversations.reading.plain import plain
from conversations.topic import Topic

LONGEST = 80  # letters
_OPENER = (
    r"\W*(?:(?:oh|ah|no|nope|oops|sorry|actually|wait|hmm+|but|well|my\smistake)\b[\s,:.!-]*){0,3}"
)
_MEANT = (
    r"(?:i\s(?:meant|mean|(?:was|am)\stalking\sabout)|i'm\stalking\sabout"
    r"|(?:it|that|this)\swas\s(?:for|about)|not\s(?:that|this)(?:\sone)?[\s,.]+(?:but\s)?)\s?"
)
_NAME = (
    r"(?:#\s?\d{1,6}|(?:entry|ce|no\.?|number)\s#?\d{1,6}"
    r"|(?:the|my|that)\s(?:[^\W\d_][\w&'/-]*(?:\s|(?=\W*$|,))){1,8})"
)
_BEHIND = r"(?:[\s,]*(?:instead|please|pls|not\s(?:that|this|the|it|#)\b.*))?\W*"
_SAYS_MEANT = re.compile(rf"{_OPENER}{_MEANT}(?P<name>{_NAME}){_BEHIND}", re.I)
_ONE = re.compile(rf"{_OPENER}(?:{_MEANT})?(?:the|my)\s[^,;:.!?]{{2,40}}?\sone{_BEHIND}", re.I)
_NO_ENTRY = re.compile(
    r"\b(?:first|second|third|other|same|new|right|wrong|whole|full)\sone\b", re.I
)


def points_elsewhere(text: str, person: Person) -> bool:
    """Whether a text only says which entry is meant, by "I meant …" or "the … one"."""
    text = plain(text).strip()
    if len(text) > LONGEST or "?" in text or not person.activities:
        return False
    said, one = _SAYS_MEANT.fullmatch(text), _ONE.fullmatch(text)
    if one is not None and not _NO_ENTRY.search(text):
        return said is not None or bool(mentions(text, person.activities))
    return said is not None and bool("#" in text or mentions(said["name"], person.activities))


def pointed(
    state: State | None, event: Said, person: Person, topic: Topic | None = None
) -> Turn | None:
    """Go to the entry that is meant, with an unsaved correction; None where none is named so."""
    if not points_elsewhere(event.text, person):
        return None
    named = mentions(_name(event.text), person.activities)
    if len(named) != 1 or len(named[0]) != 1:
        return Turn(state, (Reply(wording.which_to_change()), listed("", person, event.when)))
    entry = named[0][0]
    draft: Draft | None = getattr(state, "draft", None)
    before = None if draft is None or not draft.number else person.activity(draft.number)
    if draft is not None and before is not None and not draft.certificates:
        if before == entry:
            return Turn(state, (Reply(wording.it_is_this_one(entry.number)),))
        moved = following(_moved(draft, draft_of(before), entry))
        return Turn(moved, (Reply(wording.correction_moved(before.number, entry.number)),))
    saved = draft is None and topic is not None and topic.entry not in (0, entry.number)
    told = wording.that_is_meant(entry.number)
    remark = f"{told} {wording.undo_the_other()}" if saved else told
    shown = entry_shown(person, entry.number, event.when)
    return Turn(state, (Reply(remark), shown), topic=Topic(entry=entry.number))


def _name(text: str) -> str:
    """Return the name in a text: what is behind "not" names what is not meant."""
    said = _SAYS_MEANT.fullmatch(plain(text).strip())
    return re.split(r",?\snot\s", plain(text) if said is None else said["name"])[0]


def _moved(draft: Draft, before: Draft, entry: Activity) -> Draft:
    """Return the draft of another entry with what a draft says different from its own entry."""
    other = draft_of(entry)
    if draft.day is not None and draft.day != before.day:
        other = other.on(draft.day, by_clock=draft.by_clock)
    if draft.points is not None and draft.points != before.points:
        other = other.worth(draft.points)
    if draft.title != before.title:
        other = replace(other, title=draft.title)
    if draft.provider != before.provider:
        other = replace(other, provider=draft.provider)
    if draft.kind != before.kind:
        other = replace(other, kind=draft.kind)
    if (areas := _areas(draft)) != _areas(before):
        other = other.about(areas)
    return replace(
        other,
        either_day=draft.either_day,
        unit_of=draft.unit_of,
        college_hours=draft.college_hours,
    )


def _areas(draft: Draft) -> frozenset[Area]:
    return frozenset(area for part in draft.parts for area in part.areas)
