"""Questions that go on from the last one.

> what do I still need for my SBB?
…
> and my MLS?
> when?
> what about ethics
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from cmp_rules.model import Holding
from conversations.answers.years import read_year, without_year
from conversations.reading import words
from conversations.reading.credential_words import find_credentials, read_credentials
from conversations.reading.lexicon import words_of
from conversations.reading.plain import Span, blanked, plain, word_set
from conversations.reading.sentences.sentence import Intent, Understood
from conversations.topic import Topic

LONGEST = 60  # letters; what is longer says by itself what it is about
_LEAD = re.compile(
    r"^\W*(?:(?:ok(?:ay)?|so|um+|oh|cool|thanks|thx|great|alright|hmm*|yes|no)\W+){0,2}"
    r"(?:and|also|or|but|then|now|plus|same (?:for|with)|for|in|with|whatabout|howabout"
    r"|(?:w?hat|how|hows|what's|whats) (?:about|abt|bout|of))\b",
    re.I,
)
_SMALL = word_set(
    """and also or but then now plus same for with what wat how about abt bout of whatabout in on at
    howabout hows whats what's to the a an my mine our i me do does did is are it its that this
    those these one ones too as well please pls just only ok okay so um oh cool thanks thx great
    alright hm hmm yes no there their year years credential credentials cert certification points
    ces ce s all both everything together them"""
)
_AROUND_NAMES = word_set("and or also for my the + & plus please")
_ASKS = re.compile(r"^\W*(?:\w+\W+){0,2}?(?:w?hat|how)s?\s*(?:about|abt|bout|of)\b", re.I)
_LED = r"^\W*(?:(?:and|but|ok|so)\W+)?"
_POINTING = r"(?:\s+(?:is|was)\s+(?:that|it|this))?"
_WHEN = re.compile(rf"{_LED}(?:by\s+)?when(?:'?s)?{_POINTING}\W*$", re.I)
_WHY = re.compile(
    rf"{_LED}(?:why|how\s+come|how\s+so|y)(?:{_POINTING}|\s+so\s+(?:much|many|early)"
    r"|\s+(?:not|that))?\W*$",
    re.I,
)
_IT = re.compile(r"\b(?:it|its|that|this\s+one|those|these|them|they|both)\b", re.I)
_ALL = re.compile(r"\b(?:all(?:\s+of\s+(?:them|it))?|both|everything|together)\b", re.I)
_HOW_MANY = re.compile(r"\bhow\s+(?:many|much)\b", re.I)
_ABOUT_AREAS = frozenset(
    {Intent.REMAINING, Intent.COMPLETE, Intent.LIST, Intent.ELIGIBLE, Intent.REQUIREMENTS}
)
_ABOUT_KINDS = frozenset(
    {Intent.ELIGIBLE, Intent.LIMITS, Intent.PROOF, Intent.AUDIT, Intent.SHARE, Intent.LIST}
)
_BY_YEAR = frozenset({Intent.LIST, Intent.DEADLINE})
_OWN = frozenset(
    {Intent.REMAINING, Intent.COMPLETE, Intent.PLAN, Intent.DEADLINE, Intent.CYCLE, Intent.LIST}
    | {Intent.REQUIREMENTS, Intent.LAPSE, Intent.RENEW, Intent.FEES, Intent.REINSTATEMENT}
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what it leaves unsaid filled in. `why`: the reason of the last answer."""

    said: Understood
    year: int | None = None
    why: bool = False


def in_context(
    said: Understood,
    text: str,
    topic: Topic | None,
    today: date,
    holdings: Collection[Holding] = (),
) -> Asked | None:
    """Return the question in the sense of the last one; None where it says all by itself."""
    topic = topic or Topic(fresh=False)
    if not said.credentials and _LEAD.match(text):
        said = replace(said, credentials=read_credentials(_bare(plain(text)), holdings))
    text = plain(text).strip()
    last = next((intent for intent in Intent if intent == topic.intent), None)
    if last is not None and _WHY.match(text):
        return Asked(_of(topic, said, last), topic.year, why=True)
    if last is not None and _WHEN.match(text):
        return Asked(_of(topic, said, Intent.DEADLINE))
    if goes_on(text, topic):
        return _ellipsis(said, text, topic, last, today)
    return _pronoun(said, text, topic, last)


def is_why(text: str) -> bool:
    """Whether a text asks for the reason of what was said last, and nothing else."""
    return _WHY.match(plain(text).strip()) is not None


def goes_on(text: str, topic: Topic | None) -> bool:
    """Whether a text only names other things for the last question: "and my MLS?", "ethics?"."""
    text = plain(text).strip()
    if len(text) > LONGEST or topic is None:
        return False
    if topic.intent and (_WHEN.match(text) or _WHY.match(text)):
        return True
    led = _LEAD.match(text) is not None
    if not led and not text.endswith("?") and not (topic.fresh and topic.intent):
        return False
    named = list(_named(text))
    rest = without_year(blanked(text, *named))
    if not named and rest == text and not _ALL.search(text):
        return led and bool(read_credentials(_bare(text)))
    return {word.text for word in words_of(rest.lower())} <= _SMALL


def _bare(text: str) -> str:
    """Return a text without its small words: "HT" of "and what about the HT?"."""
    return " ".join(
        text[word.start : word.end] for word in words_of(text) if word.text not in _SMALL
    )


def plainly_goes_on(text: str, topic: Topic | None) -> bool:
    """Whether a text does so even where a question of the bot waits for an answer.

    "and safety" may be that answer; "what about safety", "safety?" and "and my SBB" are not.
    """
    if topic is None or not topic.fresh or not topic.intent or not goes_on(text, topic):
        return False
    asks = _ASKS.match(text) is not None or text.rstrip().endswith("?")
    return asks or bool(_WHEN.match(text) or _WHY.match(text)) or names_only(text)


def names_only(text: str) -> bool:
    """Whether a text is nothing but names of credentials: "SBB", "and my MLS"."""
    text = plain(text).strip()
    spans = [named.span for named in find_credentials(text)]
    rest = {word.text for word in words_of(blanked(text, *spans))}
    return bool(spans) and rest <= _AROUND_NAMES


def _named(text: str) -> Iterator[Span]:
    """Yield where credentials, areas and kinds of activity stand."""
    said = words_of(text)
    yield from (named.span for named in find_credentials(text))
    yield from (hit.span for hit in words.areas().find(said))
    yield from (hit.span for hit in words.kinds().find(said))


def _ellipsis(
    said: Understood, text: str, topic: Topic, last: Intent | None, today: date
) -> Asked | None:
    year = read_year(text, today)
    intent = Intent.REMAINING if last in (None, Intent.REMINDERS) else last
    areas = said.areas or tuple(hit.meaning for hit in words.areas().find(words_of(text)))
    if areas and intent not in _ABOUT_AREAS:
        intent = Intent.REMAINING
    if said.kind is not None and not areas and intent not in _ABOUT_KINDS:
        intent = Intent.ELIGIBLE
    if last is None and not (said.credentials or areas):
        return None
    keys = said.credentials or (() if _ALL.search(text) else topic.credentials)
    changed = replace(
        said,
        intent=intent,
        sure=1.0,
        credentials=keys,
        areas=(areas or topic.areas) if intent in _ABOUT_AREAS else (),
        kind=None if areas else said.kind or topic.activity,
        provider=None,
        date=None,
    )
    keeps = year is None and intent in _BY_YEAR
    return Asked(changed, topic.year if keeps else year)


def _pronoun(said: Understood, text: str, topic: Topic, last: Intent | None) -> Asked | None:
    """Fill in what "it" stands for."""
    if said.credentials or not _IT.search(text):
        return None
    if said.intent is Intent.LIMITS and said.kind is None and _HOW_MANY.search(text):
        if topic.activity is not None:
            return Asked(replace(said, kind=topic.activity))
        return Asked(replace(said, intent=Intent.REQUIREMENTS, credentials=topic.credentials))
    if topic.credentials and last is not None and said.intent in _OWN:
        return Asked(replace(said, credentials=topic.credentials))
    return None


def _of(topic: Topic, said: Understood, intent: Intent) -> Understood:
    """Return the last question once more, with another intent."""
    return replace(
        said,
        intent=intent,
        sure=1.0,
        credentials=topic.credentials,
        areas=topic.areas if intent in _ABOUT_AREAS else (),
        kind=topic.activity,
    )
