"""What a reminder is wished for: it carries no words of the person's own, and that is said."""

import re
from dataclasses import replace
from functools import cache

from cmp_rules.catalog import catalog
from conversations import wording
from conversations.model import Turn
from conversations.reminders.wishing.naming import ABOUT

_TOLD_OF = r"declar|renew|submit|finish|complet|log|enter|allocat|earn|recertif|re-?certif"
_MY_POINTS = (
    r"(?:do|get|check|review|count|look\s+at|see)\s+(?:\w+\s+){0,3}?(?:ces?|points?|credits?)"
)
_A_DAY = (
    r"\d|the\s+\d|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec"
)
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


def with_remark(turn: Turn, text: str) -> Turn:
    """Say beneath what was added that its words are not kept, where there were any."""
    if not turn.changes or not carries_words(text):
        return turn
    said = turn.replies[0]
    remark = f"{said.text} {wording.no_words_of_yours()}"
    return replace(turn, replies=(replace(said, text=remark), *turn.replies[1:]))
