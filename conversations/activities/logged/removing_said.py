"""Which entry a sentence wants to be removed; nothing is removed before the question is answered.

> I never took the safety drill
Delete entry #1? …
> don't delete the safety drill
Nothing is removed.
> delete #1 and #2
One CE at a time, please …
"""

import re

from cmp_rules.model import Activity
from conversations import wording
from conversations.activities.amending.mentions import mentions, names_several
from conversations.activities.amending.naming import numbers_in
from conversations.activities.drafting.duplicates import same_title
from conversations.activities.logged.entries import entries, gone
from conversations.activities.logged.removing import RemovingEntry, entry_named
from conversations.model import Reply, Said, State, Turn
from conversations.person import Person
from conversations.reading.plain import plain
from conversations.reading.sentences.sentence import Understood

_REMOVE = r"(?:delet|remov|drop|eras|scrap|trash|get(?:ting)?\srid|t(?:ake|aking)\sout)\w*"
_ORDERS = re.compile(rf"\b{_REMOVE}|\bcancel|\btake\s", re.I)
_DENIED = re.compile(
    r"\b(?:(?:do|does|did|would|should|could|wo|ca|must|need)(?:n'?t|\snot)|cannot|never|not"
    r"|no\s(?:need|reason)|without)\s(?:(?:want|wish|need|have|mean|meant|intend|like|you|me|i|to"
    r"|ever|please|just|really|going|go|ahead|and)\s){0,5}" + _REMOVE,
    re.I,
)
_LAST = re.compile(
    r"\b(?:last|latest|newest|most\srecent|previous)\b(?!\s(?:week|month|year|(?:mon|tue|wed|thu|fri"
    r"|sat|sun)\w*)\b)|\bit\b|\b(?:that|this)\b(?=(?:\s(?:last|one|entry|ce|course|activity|log))?"
    r"(?:\s(?:was|is|isn't|off|out|please|pls|again|too|now)\b|\W*$|[,;.:!]))",
    re.I,
)
_WISH = re.compile(
    r"^\W*(?:please\s|can you\s|could you\s)*(?:delete|remove|drop|erase|take out|get rid of)\s"
    r"(?:(?:the|my|that|this)\s)*(?P<what>.*?)(?:\s(?:one|entry|ce|course|activity|log|again))*\W*$",
    re.I,
)


def denied(state: State | None, text: str) -> Turn | None:
    """Remove nothing and say so, where a text denies that it wants that; else None."""
    if _DENIED.search(plain(text)) is None:
        return None
    return Turn(state, (Reply(wording.nothing_removed_now()),))


def named_to_remove(text: str, person: Person) -> tuple[Activity, ...]:
    """Return the entries that the first name in a text may be; none where nothing is named."""
    return next(iter(mentions(text, person.activities)), ())


def remove_said(state: State | None, said: Understood, event: Said, person: Person) -> Turn:
    """Show the entry that a sentence wants to be removed, and ask; where several fit, which."""
    if not person.activities:
        return Turn(state, (Reply(wording.nothing_logged()),))
    text = event.text
    if names_several(text, person.activities):
        return Turn(state, (Reply(_one_at_a_time(text, person)),))
    number = entry_named(text) or _bare_number(text)
    if number is not None:
        if person.activity(number) is None:
            return Turn(state, (gone(person, number),))
        return Turn(state, opens=RemovingEntry(number))
    fitting = _meant(text, said, person)
    if len(fitting) == 1:
        return Turn(state, opens=RemovingEntry(fitting[0].number))
    search = f"from {said.provider}" if fitting and said.provider else ""
    asked = (Reply(wording.which_to_delete()), entries(person, 0, search, event.when))
    return Turn(state, asked)


def _one_at_a_time(text: str, person: Person) -> str:
    """Say that one entry goes at a time; without an order to remove it may be a correction."""
    if _ORDERS.search(text) is None:
        return wording.one_entry_at_a_time()
    numbers = sorted(numbers_in(text)) or [named_to_remove(text, person)[0].number]
    return wording.one_removal_at_a_time(numbers[0])


def _bare_number(text: str) -> int | None:
    """Return the number of "delete 3"."""
    found = _WISH.match(text)
    what = found["what"].strip() if found is not None else ""
    return int(what) if what.isascii() and what.isdecimal() and len(what) < 7 else None


def _meant(text: str, said: Understood, person: Person) -> list[Activity]:
    """Return the entries that words mean: by title or provider, or the last one ("it")."""
    found = _WISH.match(text)
    what = found["what"].strip() if found is not None else ""
    titled = [
        a
        for a in person.activities
        if what and same_title(what, a.title, a.date.year, same_points=True)
    ]
    if titled and not _LAST.fullmatch(what):
        return titled
    if named := named_to_remove(text, person):
        return list(named)
    if said.provider:
        return [a for a in person.activities if a.provider.casefold() == said.provider.casefold()]
    if _LAST.search(text) is None:
        return []
    return [max(person.activities, key=lambda a: a.number)]
