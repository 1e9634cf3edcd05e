"""What a reminder is wished for: it carries no words of the person's own, and that is said."""

import re
from dataclasses import replace
from functools import cache

from cmp_rules.catalog import catalog
from conversations import wording
from conversations.model import Said, Turn, When
from conversations.person import Person
from conversations.reading import dates
from conversations.reading.sentences.sentence import Intent, understand
from conversations.reminders.wishing.naming import ABOUT

_TOLD_OF = r"declar|renew|submit|finish|complet|log|enter|allocat|earn|recertif|re-?certif"
_MY_POINTS = (
    r"(?:do|get|check|review|count|look\s+at|see)\s+(?:\w+\s+){0,3}?(?:ces?|points?|credits?)"
)
_A_DAY = (
    r"\d|the\s+\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec"
)
_FOR_LATER = re.compile(
    rf"^\W*(?:(?:please|pls|can\s+you|could\s+you|ok(?:ay)?)\W+)*remind\s+me\s+"
    rf"(?:again\s+)?(?:to|on|in|at|about|of|that|for|every|each|when|next|tomorrow|later|{_A_DAY})\b",
    re.I,
)
_AND = re.compile(r"\b(?:and|or)\b|[,&+/]", re.I)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_TWO_MONTHS = re.compile(rf"\b{_MONTH}\b.{{0,12}}\b(?:and|or)\s+(?:in\s+)?{_MONTH}\b", re.I)
_TO_DO = re.compile(
    rf"\b(?:to|that|about)\s+(?!(?:{_TOLD_OF})|{_MY_POINTS}\b|(?:{_A_DAY})|be\b)[a-z]{{2,}}", re.I
)
_OF_ALL = (
    r"all|every\w*|it|that|this|these|them|credentials?|deadlines?|declar\w*|expir\w*|ces?|points?"
    r"|renew\w*|certif\w*"
)


def carries_words(text: str) -> bool:
    """Whether a wish says what is to be done then: "remind me on 1 Dec to pay the fee"."""
    return _TO_DO.search(_of_all().sub(" ", text)) is not None


@cache
def _of_all() -> re.Pattern[str]:
    """Return what a reminder is about in any case: a credential, the points, the end."""
    codes = "|".join(sorted({key.code for key in catalog().credentials}))
    return re.compile(rf"{ABOUT}(?:{_OF_ALL}|{codes})\b", re.I)


def tells_ce(event: Said, person: Person) -> bool:
    """Whether a text tells a whole CE: "Remind me why: safety culture, 1 h, LabCE, 3 Nov"."""
    if _FOR_LATER.match(event.text):
        return False
    today = event.when.today(person.settings.zone)
    found = understand(
        event.text,
        today=today,
        order=person.settings.date_order,
        holdings=person.holdings,
        language=person.settings.calendar,
    )
    told = found.intent is Intent.LOG and found.title is not None and found.points is not None
    return told and isinstance(found.date, dates.Day) and found.date.date <= today


def names_several(text: str, person: Person, when: When) -> bool:
    """Whether a wish names more days than the one that is taken: "in March and May"."""
    found = dates.find_dates(
        text,
        today=when.today(person.settings.zone),
        order=person.settings.date_order,
        prefer="future",
        language=person.settings.calendar,
    )
    if _TWO_MONTHS.search(text):
        return True
    return len(found) > 1 and _AND.search(text[found[0][1][0] : found[-1][1][1]]) is not None


def with_remark(turn: Turn, event: Said, person: Person) -> Turn:
    """Say beneath what was added what of the wish was not taken: its words, a second day."""
    said = turn.replies[0] if turn.replies else None
    if said is None or not turn.changes:
        return turn
    remarks = [wording.no_words_of_yours()] if carries_words(event.text) else []
    if names_several(event.text, person, event.when):
        remarks.append(wording.one_day_at_a_time())
    remark = " ".join([said.text, *remarks])
    return replace(turn, replies=(replace(said, text=remark), *turn.replies[1:]))
