"""Whether a sentence wants reminders to stop, plainly or not, or denies, excepts or asks it.

Only what is an order of known words through and through is plain ("no reminders about SBB,
please"); everything else that speaks of stopping is asked, since a deadline could pass unseen.
"""

import re
from enum import StrEnum
from functools import cache

from cmp_rules.catalog import catalog


class Stays(StrEnum):
    """Why a sentence that speaks of stopping changes nothing."""

    DENIED = "denied"  # "don't stop", "I don't want to miss one", "keep them"
    EXCEPTED = "excepted"  # "all but SBB"
    ASKED = "asked"  # "can I stop them?"


_NOUN = r"(?:reminders?|notifications?|alerts?|messages?|reminding|snooz\w*)\b"
_CLAUSE = r"[^,.;:!?\n]"
_NOT = (
    r"\b(?:\w*n't|not|never|cannot|neither|nor|dont|didnt|doesnt|wont|cant|shouldnt|wouldnt|mustnt"
    r"|couldnt|no\s+(?:one|need|reason|way|longer)|nobody|avoid|instead\s+of|rather\s+than)\b"
)
_HALT = rf"(?:stop\w*|quit\w*|(?:turn|switch|shut)\w*\b{_CLAUSE}{{0,40}}?\boff)\b"
_LEAVE_OUT = (
    r"(?:skip\w*|cancel\w*|disabl\w*|mut(?:e|ed|ing)|silenc\w*|drop\w*|delet\w*|remov\w*|paus\w*"
    r"|leav\w+\s+out|get(?:ting)?\s+rid\s+of|end(?:ing)?)\b"
)
_OTHERWISE = (
    r"(?:miss(?:ing)?|los(?:e|ing)|without|mov(?:e|ing)|shift|postpon\w*|delay|chang\w+|touch|add"
    r"|set|(?:turn|switch)\s+(?:back\s+)?on)\b"
)
_ACTS = (
    rf"(?:{_HALT}|{_LEAVE_OUT}(?:\s+\S+){{0,6}}?\s+{_NOUN}"
    rf"|(?:snooz(?:e|ing)|postpon\w*|put\s+(?:(?:it|this|that|them)\s+)?off)\b|(?:turn|switch)\s+(?:\S+\s+){{0,3}}?{_NOUN}\s+(?:back\s+)?on\b"
    rf"|{_OTHERWISE}(?:\s+\S+){{0,3}}?\s+{_NOUN})"
)
_DENIED = re.compile(rf"{_NOT}{_CLAUSE}{{0,60}}?\b{_ACTS}", re.I)
_KEEPS = re.compile(
    rf"(?:^\W*|[,.;:!?]\s*|\b(?:please|just|to|pls|and|but)\s+)(?:keep|leave(?=.*\bon\b))\s+"
    rf"(?!getting)(?:\S+\s+){{0,6}}?{_NOUN}",
    re.I,
)
_TOLD = re.compile(  # "no reminder came on 30 Dec", "I never got one": told, not wished
    rf"\breminders?\s+(?:\w+\s+)?(?:came|arrived|appeared|showed|was|were|didn't|did\s+not)\b"
    rf"|(?:\b(?:got|received|saw)|{_NOT}\s+(?:\w+\s+)?(?:get|receive|see))\s+"
    r"(?:(?!remind)\S+\s+){0,5}?reminders?\b",
    re.I,
)
_THE_ONE = re.compile(r"\b(?:the|my|that|this)\s+(?:(?!remind)\S+\s+){0,5}?reminders?\b", re.I)
_EXCEPT = re.compile(
    r"\b(?:except\w*|excluding|other\s+than|apart\s+from|aside\s+from|save\s+for|besides|unless"
    r"|but(?!\W+(?:please\W+)?(?:stop|quit|turn|switch|cancel|skip|mute|no|don't|do\s+not)\b))\b",
    re.I,
)
_STOPS = re.compile(
    rf"\b(?:{_HALT}|{_LEAVE_OUT}|no\s+(?:more\s+)?(?:\S+\s+)?{_NOUN}"
    r"|(?:do\s+not|don't|dont|never)\s+remind\b)",
    re.I,
)
_ASKS = re.compile(
    r"^\W*(?:(?:and|but|so|ok(?:ay)?|hey|hi|hello|please)\W+)*(?:(?:can|could|may|should|shall|must"
    r"|might|do|would)\s+(?:i|we)\b|how\s+(?:to|(?:do|can|could|would|should|may)\s+(?:i|we|you))\b"
    r"|is\s+(?:it|there)\b|would\s+it\b|what\s+(?:if|happens)\b|am\s+i\b|are\s+we\b)",
    re.I,
)
_REQUEST = re.compile(r"^\W*(?:(?:please|pls|ok(?:ay)?)\W+)*(?:can|could|will|would)\s+you\b", re.I)
_SEEN = re.compile(
    r"^\W*(?:when|which|what|where|why|who|do|does|did|are|is|was|were|have)\b", re.I
)
_WISH = re.compile(r"^\W*(?:(?:please|pls|ok(?:ay)?)\W+)*remind\s+me\b", re.I)
_BETWEEN = re.compile(r"\s*,?\s*\b(?:please|pls|ever)\b\s*,?\s*", re.I)
_NO = re.compile(
    r"^\W*(?:(?:no|nope|nah)(?:\s+(?:thanks|thank\s+you|way))?\s*[,.;:!\u2013-]+\s*"
    r"|no\s+(?:problem|worries|prob)\b\W*)(?=\w)",
    re.I,
)

_POLITE = r"(?:please|pls|plz|ok|okay|just|now|hey|hi|hello)"
_TAIL = r"(?:please|pls|plz|thanks|thank\s+you|thx|now|again|any\s?more|at\s+all|for\s+good|ever)"
_THING = r"(?:reminders?|notifications?|alerts?|messages?)"
_DOING = (
    r"(?:sending(?:\s+me)?|reminding(?:\s+me)?|messaging(?:\s+me)?|texting(?:\s+me)?"
    r"|pinging(?:\s+me)?|nagging(?:\s+me)?|bugging(?:\s+me)?|notifying(?:\s+me)?)"
)


def straight(text: str) -> str:
    """Return a text with the apostrophe of a keyboard: telephones write another one."""
    return text.replace("\u2019", "'")


def without_no(text: str) -> str:
    """Return a text without a "no," before it: what comes after it is what is wished."""
    return _NO.sub("", text, count=1)


def denies(text: str) -> bool:
    """Whether a text says that nothing is to be stopped, left out, lost or changed."""
    return not _WISH.match(text) and _DENIED.search(_in_one(text)) is not None


def stays(text: str) -> Stays | None:
    """Return why a text that may speak of stopping changes nothing; None where it may."""
    said = _in_one(text)
    stops = _STOPS.search(said) is not None
    if stops and _EXCEPT.search(said):
        return Stays.EXCEPTED
    if denies(text) or _TOLD.search(said):
        return Stays.DENIED
    if stops and _ASKS.match(said):
        return Stays.ASKED
    if stops and "?" in text and not _leaves_open(said):
        return Stays.ASKED
    if _KEEPS.search(said) and not _WISH.match(said):
        return Stays.EXCEPTED if stops else Stays.DENIED
    return None


def means_one_there(text: str) -> bool:
    """Whether a text speaks of a reminder that there is: "the 1 April reminder is important"."""
    return _THE_ONE.search(text) is not None


def _leaves_open(text: str) -> bool:
    """Whether a question is a request ("can you stop …?"), or only asks what there is."""
    return _REQUEST.match(text) is not None or _SEEN.match(text) is not None


def is_plain(text: str) -> bool:
    """Whether a text is an order to stop reminders, and every word of it is known."""
    return _plain().fullmatch(straight(text).strip()) is not None


@cache
def _plain() -> re.Pattern[str]:
    codes = "|".join(sorted({re.escape(key.code) for key in catalog().credentials}))
    one = rf"(?:{codes})(?:\s?\(ascpi?\)|\s?ascpi?)?"
    of = rf"(?:\s+(?:about|of|for|on|4|regarding)\s+(?:(?:my|the)\s+)?(?:{one}|all|everything))"
    some = rf"(?:(?:all|any|every|more|further|the|my|your|these|those|of|{one})\s+)*"
    things = rf"{some}{_THING}"
    orders = (
        rf"(?:stop|quit|end|cancel|disable|mute|silence)\s+(?:{_DOING}\s+)?{things}{of}?",
        rf"(?:stop|quit)\s+{_DOING}{of}?",
        rf"(?:turn|switch)\s+off\s+{things}{of}?",
        rf"(?:turn|switch)\s+{things}{of}?\s+off{of}?",
        rf"no\s+{things}{of}?",
        rf"(?:do\s+not|don't|dont|never)\s+remind\s+me{of}?",
        rf"(?:do\s+not|don't|dont|never)\s+send(?:\s+me)?\s+{things}{of}?",
        rf"{things}{of}?\s+off",
    )
    order = "|".join(orders)
    return re.compile(rf"\W*(?:{_POLITE}\W+)*(?:{order})(?:[\s,]+{_TAIL})*[\s.!]*", re.I)


def _in_one(text: str) -> str:
    """Return a text in which "please" between commas parts no clause."""
    return _BETWEEN.sub(" ", straight(text))
