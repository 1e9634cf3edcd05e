"""Whether a sentence plainly states a fact about the person who says it.

Questions, denials, plans, suppositions and other people's credentials are read for what they
name, but nothing may be recorded from them without asking.
"""

import re

from conversations.reading.credential_words import Named
from conversations.reading.plain import Span, blanked
from conversations.reading.subjects.clauses import quoted

_I = re.I
_REQUEST = re.compile(
    r"^\W*(?:(?:hi|hey|hello|ok|okay|please|pls|so|and)\W+){0,2}(?:can|could|would|will)\s(?:you|u)\b"
    r".{0,30}?\b(?:log|add|record|put|enter|save|note|set|change|update|take\sdown)\b|"
    r"\bcan\si\s(?:log|add|record|enter)\b",
    _I,
)
_ASKS = re.compile(
    r"^\W*(?:(?:hi|hey|hello|ok|okay|so|and|but|um|well|or)\W+){0,2}(?:"
    r"(?:is|was)\s(?:it|that|this|my|the)|(?:are|were)\s(?:my|both|these|they)"
    r"|(?:do|did|does|should|shall|could|would|can|may|have|am|will|must|has)\s(?:i|my|it|we|that|this)"
    r"|(?:what|when|why|how|which|where|who)\s(?:do|does|did|if|is|are|would|should|can|will|about)\s"
    r"(?:i|my|it|we|that|this)"
    r"|(?:isn't|aren't|doesn't|didn't|don't)\s(?:i|my|it|that|this))\b",
    _I,
)
_NO = r"(?:do|does|did|have|has|had|is|are|was|were|am|will|would|could|can|should)(?:n't|nt|\snot)"
_SPEAKER = r"(?:i|it|that|this|they|he|she|both|ascp)"
_DENIES = re.compile(
    rf"(?:^\W*|[,;.!-]\s|\b(?:and|but|so|because|{_SPEAKER})\s)(?:actually\s|still\s|really\s)?(?:{_NO}"
    r"|cannot|can't|won't|wont|ain't|never|no\slonger)\b"
    rf"|\bi'm\snot\b|\b(?:i|it)'ve\snot\b|\bit's\snot\b|\bnot\s(?:yet|true|mine)\b|\bany\s?more\b"
    r"|^\W*not\s|\b(?:failed|forgot|unable)\sto\s(?:finish|complete|attend|take|do)\b"
    r"|\b(?:skipped|missed|cancel+ed|dropped\sout\sof)\s(?:the|my|a|that)\b",
    _I,
)
_DENIED_AFTER = re.compile(rf"\s?(?:\(?cm\)?\s)?(?:{_NO}|won't|never|no\slonger|can't)\b", _I)
_PLANS = re.compile(
    r"\b(?:i'll|i\s(?:will|shall|might|may|could|would|should|plan|intend|hope|wish)|i'd\slike\sto"
    r"|(?:i'm|i\sam|im)\s(?:going\sto|gonna|planning|about\sto|taking|doing|watching|attending|thinking|supposed|hoping)"
    r"|gonna|planning\s(?:to|on)|thinking\s(?:of|about)|about\sto|signed\sup|almost|nearly|half-?\s?way|in\sthe\smiddle\sof|i\s(?:just\s)?started|registered\sfor"
    r"|scheduled|enrolled|(?:want|need|have)\sto\s(?:take|do|attend|finish|complete|watch))\b"
    r"|\bi\s(?:will|shall)\b",
    _I,
)
_SUPPOSES = re.compile(
    r"\b(?:what\sif|suppose|supposing|let's\ssay|imagine|hypothetically|assuming|pretend"
    r"|for\sexample|not\ssure|unsure|don't\sknow|dont\sknow|no\sidea|maybe|perhaps|possibly"
    r"|(?:if|once|unless|in\scase)\s(?:i|my|it))\b",
    _I,
)
_PEOPLE = (
    r"(?:friend|co-?worker|colleague|boss|wife|husband|sister|brother|mother|mom|father|dad|son"
    r"|daughter|manager|supervisor|student|partner|employee|girlfriend|boyfriend|roommate|trainee"
    r"|tech|buddy|cousin|director)s?"
)
_OTHERS = re.compile(
    rf"^\W*(?:(?:my|our|a|an|the|one\sof\smy)\s{_PEOPLE}\b(?!'s\s(?:talk|lecture|class|course))"
    r"|(?:he|she|they|someone|somebody|you)\s)"
    rf"|\b(?:for|of)\s(?:my|our|a)\s{_PEOPLE}\b|\b(?:his|her|their)\s(?=[A-Z]{{2}})",
    _I,
)
_LEAVES_OPEN = re.compile(r"\bi\s(?:think|guess|believe|suppose)\b|\bprobably\b", _I)


def is_asserted(text: str, credentials: tuple[Named, ...] = ()) -> bool:
    """Whether a sentence states a fact about the speaker; what stands in quotes is a title."""
    text = blanked(text, *quoted(text))
    if _REQUEST.search(text):
        return not _OTHERS.search(text) and not _SUPPOSES.search(text)
    if text.rstrip(" )|.!").endswith("?") or _asks(text):
        return False
    if any(p.search(text) for p in (_DENIES, _PLANS, _SUPPOSES, _OTHERS)):
        return False
    return not any(_denied(text, named.span) for named in credentials)


def is_sure_of_itself(text: str) -> bool:
    """Whether a sentence is without "I think" and "probably"."""
    return not _LEAVES_OPEN.search(text)


def _asks(text: str) -> bool:
    """Whether a text begins as a question; "Can We Trust …" is written as a title."""
    found = _ASKS.search(text)
    if found is None:
        return False
    last = found.group().split()[-1]
    return last == "I" or last.islower() or found.group().isupper()


def _denied(text: str, span: Span) -> bool:
    return bool(_DENIED_AFTER.match(text, span[1]))
