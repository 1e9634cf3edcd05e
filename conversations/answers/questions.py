"""A question, in the sense of the one before, and the screens that answer it.

> what do I still need for my SBB?
SBB: 34.5 points still missing
> and ethics?
Medical ethics: still short for SBB
> when?
SBB: declare by …
"""

import re
from dataclasses import replace

from cmp_rules.model import CredentialKey
from conversations import wording
from conversations.activities.logged.listing import listed_as_said
from conversations.answers import programme, status
from conversations.answers.areas import in_areas
from conversations.answers.follow_up import Asked, in_context, names_only
from conversations.answers.plan import plan_together
from conversations.answers.years import read_year
from conversations.model import Reply, When
from conversations.person import Person
from conversations.reading.credential_words import held_by_code
from conversations.reading.points.parts import find_parts
from conversations.reading.sentences.sentence import Intent, Understood
from conversations.topic import Topic

MOST_SCREENS = 3  # one for each credential that was asked for
_OWN = frozenset(
    {Intent.REMAINING, Intent.COMPLETE, Intent.PLAN, Intent.DEADLINE, Intent.CYCLE}
    | {Intent.REQUIREMENTS, Intent.LIST}
)
_BY_CYCLE = frozenset({Intent.REMAINING, Intent.COMPLETE, Intent.PLAN, Intent.REQUIREMENTS})
_PROGRAMME = frozenset(
    {Intent.ELIGIBLE, Intent.LIMITS, Intent.SHARE, Intent.DUPLICATE, Intent.AUDIT, Intent.PROOF}
    | {Intent.LAPSE, Intent.REINSTATEMENT, Intent.INACTIVE, Intent.PARTICIPATE, Intent.RENEW}
    | {Intent.ENTER, Intent.FEES, Intent.MISSING_CREDIT, Intent.UNITS, Intent.DEFINITION}
    | {Intent.WHY_PROGRAM, Intent.FIND_CE, Intent.STATE_LICENSE, Intent.RECORD_KEEPING}
)

_HAVE_DONE = re.compile(r"\b(?:did|have|had|i've)\b|\b(?:earned|logged|got|done|took)\b", re.I)
_WHAT = re.compile(
    r"\b(?:what(?!\W*(?:s|is)?\s+(?:the\s+|my\s+)?(?:date|day|time|month|year|deadline|latest|last))"
    r"|how\s+(?:many|much)(?!\s+(?:time|days?|weeks?|months?|longer|more\s+(?:time|days?|weeks?))))\b"
    r"[^.?!]{0,30}\b(?:need|miss|missing|lack|short|left|to\s+go|outstanding)\b",
    re.I,
)
_WHEN = re.compile(r"\b(?:when|due|deadline|date)\b", re.I)

Answered = tuple[tuple[Reply, ...], Topic]


def answered(
    said: Understood, text: str, topic: Topic | None, person: Person, when: When
) -> Answered | None:
    """Answer a question, also one that goes on from the last; None where it is none."""
    today = when.today(person.settings.zone)
    asked = in_context(_bare(said, text, person), text, topic, today, person.holdings)
    asked = asked or Asked(_bare(said, text, person), read_year(text, today))
    asked = _of_the_held(asked, said, text, person)
    if asked.said.intent not in _OWN | _PROGRAMME:
        return None
    asked = replace(asked, said=_of_the_only_one(asked.said, person))
    replies = _why(asked, person, when) if asked.why else _replies(asked, text, person, when)
    if not replies:
        return None
    found = asked.said
    now = Topic(found.intent, found.credentials, found.areas, found.kind, asked.year)
    return replies, now


def _bare(said: Understood, text: str, person: Person) -> Understood:
    """Take a held credential without any other word for the question what it still needs."""
    held = {holding.key for holding in person.holdings}
    if said.credentials and held.issuperset(said.credentials) and names_only(text):
        return replace(said, intent=Intent.REMAINING, sure=1.0)
    return said


def _of_the_held(asked: Asked, said: Understood, text: str, person: Person) -> Asked:
    """Take a code that is an area as well for the credential, where it is held.

    "am I done with BB?" asks a holder of BB about all of it: its answer holds the area too.
    """
    if said.credentials or asked.said.intent not in _BY_CYCLE | {Intent.DEADLINE, Intent.CYCLE}:
        return asked
    meant = held_by_code(text, [holding.key for holding in person.holdings])
    return replace(asked, said=replace(asked.said, credentials=meant, areas=())) if meant else asked


def _of_the_only_one(said: Understood, person: Person) -> Understood:
    """Take the one credential of the person where none was named."""
    if said.credentials or said.intent not in _OWN or len(person.holdings) != 1:
        return said
    if said.intent is Intent.LIST:
        return said
    return replace(said, credentials=(person.holdings[0].key,))


def _replies(asked: Asked, text: str, person: Person, when: When) -> tuple[Reply, ...]:
    said = asked.said
    if said.intent in _PROGRAMME:
        reply = programme.answer(said, text, person, when)
        return () if reply is None else (reply,)
    if asked.year is not None and said.intent in _BY_CYCLE and _HAVE_DONE.search(text):
        return (listed_as_said(f"{text} {asked.year}", said, person, when),)
    if asked.year is not None and said.intent in _BY_CYCLE:
        return (_counted_by_cycle(said, person, when),)
    own = all(person.holding(key) is not None for key in said.credentials)
    dated = said.intent is Intent.DEADLINE or (said.intent is Intent.REQUIREMENTS and own)
    if dated and not said.areas and _WHAT.search(text) and _WHEN.search(text):
        return remaining(said.credentials, person, when)  # it says until when as well
    match said.intent:
        case Intent.LIST:
            year = text if asked.year is None else str(asked.year)
            return (listed_as_said(year, said, person, when),)
        case Intent.PLAN:
            return (plan_together(person, when, find_parts(text), said.credentials),)
        case Intent.DEADLINE | Intent.CYCLE:
            reply = programme.answer(said, text, person, when)
            dates = status.deadlines(
                person, said.credentials, when, asked.year, cycle=said.intent is Intent.CYCLE
            )
            return (reply or dates,)
        case Intent.REQUIREMENTS:
            return requirements(said, text, person, when)
    if said.areas and not said.parts:
        return (in_areas(person, said.areas, said.credentials, when),)
    return remaining(said.credentials, person, when)


def remaining(keys: tuple[CredentialKey, ...], person: Person, when: When) -> tuple[Reply, ...]:
    """Say what is still needed: of the credentials named, or of all in short."""
    if not keys and len(person.holdings) == 1:
        keys = (person.holdings[0].key,)
    if not keys:
        return (status.overview(person, when),)
    return tuple(status.remaining(person, key, when) for key in keys[:MOST_SCREENS])


def requirements(said: Understood, text: str, person: Person, when: When) -> tuple[Reply, ...]:
    """Say what credentials ask for: those named, else those held."""
    own = tuple(holding.key for holding in person.holdings)
    keys = said.credentials or own
    if said.areas and set(keys) & set(own):
        return (in_areas(person, said.areas, said.credentials, when),)
    if not keys:
        reply = programme.answer(said, text, person, when)
        return () if reply is None else (reply,)
    return (status.requirements_of(keys, person, when),)


def _counted_by_cycle(said: Understood, person: Person, when: When) -> Reply:
    """Say that points are not counted by the year, and which cycles there are."""
    own = status.deadlines(person, said.credentials, when)
    return own.under(wording.counted_by_cycle())


def _why(asked: Asked, person: Person, when: When) -> tuple[Reply, ...]:
    """Say what the last answer rests on."""
    said = asked.said
    if said.intent in (Intent.DEADLINE, Intent.CYCLE):
        found = programme.usual_answer(Intent.DEADLINE, said, person, when)
        return () if found is None else (found,)
    if said.intent in (Intent.REMAINING, Intent.COMPLETE, Intent.PLAN):
        keys = said.credentials or tuple(holding.key for holding in person.holdings)
        return (status.requirements_of(keys, person, when),)
    if said.intent is Intent.REQUIREMENTS:
        found = programme.usual_answer(Intent.WHY_PROGRAM, said, person, when)
        return () if found is None else (found,)
    return (Reply(wording.why_not_known()),)
