"""Corrections in a few words, for a draft or for what was saved last.

> make it 2 points
> no, yesterday
> change the provider to ASCLS
> same again but safety
"""

import re
from dataclasses import replace
from decimal import Decimal

from cmp_rules.model import Activity
from conversations.activities.drafting.draft import Draft, draft_of
from conversations.activities.drafting.fields import LONGEST_PROVIDER, LONGEST_TITLE, check_day
from conversations.model import When
from conversations.person import Person
from conversations.reading import dates
from conversations.reading.sentences.sentence import Intent, Understood

_AGAIN = re.compile(r"(?:(?:the|do|log|add)\s)?(?:same|again|repeat)\b", re.I)
_CORRECTS = frozenset({Intent.EDIT, Intent.LOG, Intent.REMAINING})


def repeats(text: str) -> bool:
    """Whether the words ask for the last activity once more."""
    return _AGAIN.match(text.strip()) is not None


def once_more(last: Activity) -> Draft:
    """Return a draft of the same activity on another day, which is asked."""
    return replace(draft_of(last), number=0, day=None, again=last.number)


def corrected(draft: Draft, said: Understood, person: Person, when: When) -> Draft | None:
    """Return the draft as a few words correct it; None where they correct nothing."""
    if said.intent not in _CORRECTS or (said.intent is Intent.REMAINING and said.credentials):
        return None
    new = _worth(draft, said)
    new = dated(new, said, person, when)
    new = _named(new, said)
    if said.areas and new.points is not None and not said.parts:
        new = new.about(frozenset(said.areas))
    if said.kind is not None:
        new = replace(new, kind=said.kind)
    return None if new == draft else new


def _worth(draft: Draft, said: Understood) -> Draft:
    if said.unit_of is not None or said.college_hours is not None:
        return replace(draft, unit_of=said.unit_of, college_hours=said.college_hours)
    if said.parts:
        total = sum((part.points for part in said.parts), Decimal(0))
        if said.points is None or said.points == total:
            return draft.split(said.parts)
    return draft if said.points is None else draft.worth(said.points)


def dated(draft: Draft, said: Understood, person: Person, when: When) -> Draft:
    """Return the draft with the day that was said, or with the two it may be."""
    today = when.today(person.settings.zone)
    match said.date:
        case dates.Day(day) if check_day(day, today) is None:
            return draft.on(day, by_clock=said.by_clock)
        case dates.Ambiguous(first, second):
            past = [day for day in (first, second) if check_day(day, today) is None]
            if len(past) == 1:
                return draft.on(past[0])
            if past:
                return replace(draft, either_day=(first, second))
    return draft


def _named(draft: Draft, said: Understood) -> Draft:
    if said.provider and len(said.provider) <= LONGEST_PROVIDER:
        draft = replace(draft, provider=said.provider)
    if said.intent is Intent.EDIT and said.title and len(said.title) <= LONGEST_TITLE:
        draft = replace(draft, title=said.title)
    return draft
