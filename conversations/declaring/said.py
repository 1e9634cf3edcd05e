"""Sentences about a declaration: how to, done on a day, and what became of it."""

import re
from datetime import date

from cmp_rules.cycles import dates_of, months_later, span_of
from cmp_rules.model import CredentialKey, Holding, Outcome
from conversations.activities.drafting.sentence import read_sentence
from conversations.credentials.expiry_words import Expiry, expiry_of
from conversations.credentials.renewing import ConfirmingRenewal
from conversations.credentials.setting_up import ANOTHER_CYCLE
from conversations.declaring.day import AskingDeclaredDay
from conversations.declaring.outcomes import told
from conversations.declaring.where import declare, which
from conversations.model import Said, State, Turn, When
from conversations.person import Person
from conversations.reading import dates
from conversations.reading.sentences.sentence import Understood

LONGEST = 120  # letters; a longer message is about more than this
_ASKS = re.compile(
    r"^\W*(?:can|could|do|does|did|when|what|why|where|who|which|should|must|have|has|will|if|is"
    r"|am|are|was|were)\b|\?\s*$",
    re.I,
)
_NOT = re.compile(
    r"\b(?:not|n[o']t|never|haven'?t|hasn'?t|didn'?t|wasn'?t|isn'?t|unless|until|before|after"
    r"|will|going to|want to|plan to|have to|need to|should|once)\b",
    re.I,
)
_DECLARED = re.compile(
    r"\b(?:declared|(?:submitted|sent|filed|did|made|completed|turned)\s+(?:in\s+)?"
    r"(?:(?:my|the|a|\w{1,5})\s+){0,3}declarations?)\b",
    re.I,
)
_HOW = re.compile(
    r"\bhow\s+(?:do|can|should|to)\b.{0,12}?\bdeclare\b"
    r"|\b(?:ready|time|want|like|help me|let me|let'?s|going)\b.{0,12}?\bto\s+declare\b"
    r"|\b(?:help|let)\s+(?:me|us)\s+declare\b|\blet'?s\s+declare\b|^\W*declare\b"
    r"|\b(?:prepare|start|open)\b.{0,12}?\bdeclaration\b",
    re.I,
)
_APPROVED = re.compile(
    r"\b(?:was|were|is|are|got|been|'s|they|ascp)\s+(?:just\s+|now\s+)?approved\b", re.I
)
_REJECTED = re.compile(
    r"\b(?:was|were|is|got|been|'s|they|ascp)\s+(?:just\s+|now\s+)?"
    r"(?:rejected|denied|refused|declined|turned down)\b"
    r"|\b(?:they|ascp)\s+(?:just\s+)?(?:rejected|denied|refused|declined|turned down)\b",
    re.I,
)
_AUDITED = re.compile(
    r"\b(?:i|we|was|were|got|am|i'm|im|been|being)\s+(?:\w+\s+){0,4}?(?:audit|audited)\b"
    r"|\b(?:ask(?:ed|s|ing)?|select(?:ed|s)?|pick(?:ed|s)?|want(?:s|ed)?)\s+(?:me\s+)?for\s+(?:my\s+|the\s+|an?\s+)?"
    r"(?:papers|certificates|documents|audit)\b|\baudit(?:ed|ing)\s+me\b",
    re.I,
)
_ABOUT_IT = re.compile(
    r"\b(?:declar|renewal|application|credential|ascp)\w*\b|^\W*(?:it|they)\b", re.I
)
_OF_THEMSELVES = re.compile(r"\b(?:i|i'm|im|my|me|we|our|ready|let'?s)\b", re.I)  # no title
_RENEWED = re.compile(
    r"\b(?:was|were|is|got|been|'s|now|are)\s+(?:\w+\s+)?(?:renewed|reinstated)\b", re.I
)


def about_declaring(text: str, person: Person) -> bool:
    """Whether a message is plainly about a declaration, whatever was asked before."""
    if not person.holdings or len(text) > LONGEST:
        return False
    asks_how = bool(_HOW.search(text)) and bool(_OF_THEMSELVES.search(text))
    return _tells_declared(text) or asks_how or _tells_outcome(text)


def said(event: Said, state: State | None, person: Person) -> Turn | None:
    """Carry out what a sentence says of a declaration; None where it says nothing of one."""
    text, when = event.text, event.when
    if not person.holdings or len(text) > LONGEST:
        return None
    if _tells_declared(text):
        return _declared(text, state, person, when)
    if _HOW.search(text):
        found = read_sentence(text, person, when)
        return Turn(state, (declare(person, found.credentials, when),))
    if _ASKS.search(text) or _NOT.search(text):
        return None
    if _RENEWED.search(text):
        return _renewed(text, state, person, when)
    for pattern, outcome in (
        (_APPROVED, Outcome.APPROVED),
        (_REJECTED, Outcome.REJECTED),
        (_AUDITED, Outcome.AUDIT),
    ):
        if pattern.search(text):
            return _outcome(text, outcome, state, person, when)
    return _goes_on(text, state, person, when)


def _goes_on(text: str, state: State | None, person: Person, when: When) -> Turn | None:
    """Take "my SBB expires June 2030" of a declared credential for its renewal."""
    if all(held.sent is None for held in person.holdings):
        return None
    found = read_sentence(text, person, when)
    for key, _read in found.expiries:
        held = person.holding(key)
        ends = None if held is None or held.sent is None else _end(found, key, held, person, when)
        if held is not None and ends and ends > months_later(held.cycle_ends, ANOTHER_CYCLE):
            return Turn(state, opens=ConfirmingRenewal(key, ends))
    return None


def _tells_outcome(text: str) -> bool:
    """Whether "my declaration was approved" is said: in these words nothing else is meant."""
    if "declaration" not in text.casefold() or _ASKS.search(text) or _NOT.search(text):
        return False
    return any(each.search(text) for each in (_APPROVED, _REJECTED, _AUDITED))


def _tells_declared(text: str) -> bool:
    return bool(_DECLARED.search(text)) and not _ASKS.search(text) and not _NOT.search(text)


def _declared(text: str, state: State | None, person: Person, when: When) -> Turn | None:
    """Record a declaration of a credential on a day; ask for what is missing."""
    found = read_sentence(text, person, when)
    if found.points is not None or found.parts:
        return None  # "did the Declaration of Helsinki webinar, 1 h ethics, today"
    if (several := _several(found, state, person, when)) is not None:
        return several
    keys = found.credentials or tuple(held.key for held in _open(person, when))
    if len(keys) != 1:
        return Turn(state, (which(person, "declared", when, found.credentials),))
    if person.holding(keys[0]) is None:
        return None
    asking = AskingDeclaredDay(keys[0])
    match found.date:
        case dates.Day(day):
            turn = asking.take(day, person, when)
        case dates.Ambiguous(first, second):
            turn = asking.take_either(first, second, person, when)
        case _:
            return Turn(state, opens=asking)
    if turn.state is None:  # recorded
        return Turn(state, turn.replies, turn.changes)
    return Turn(state, turn.replies, opens=turn.state)


def _several(found: Understood, state: State | None, person: Person, when: When) -> Turn | None:
    """Record "declared my MLS and SBB today"; None where one of them is to be asked about."""
    if len(found.credentials) < 2 or not isinstance(found.date, dates.Day):
        return None
    day = found.date.date
    turns = [AskingDeclaredDay(key).take(day, person, when) for key in found.credentials]
    if not all(turn.changes for turn in turns):
        return None
    replies = tuple(reply for turn in turns for reply in turn.replies)
    return Turn(state, replies, tuple(change for turn in turns for change in turn.changes))


def _open(person: Person, when: When) -> list[Holding]:
    """Return the credentials of which a declaration may be meant: undeclared and in their time."""
    if len(person.holdings) == 1:
        return list(person.holdings)
    today = when.today(person.settings.zone)
    return [
        held
        for held in person.holdings
        if held.sent is None and today >= dates_of(held).declaration_opens
    ]


def _outcome(
    text: str, outcome: Outcome, state: State | None, person: Person, when: When
) -> Turn | None:
    """Record what became of a declaration that waits; None where none does."""
    named = read_sentence(text, person, when).credentials
    meant = [h for h in person.holdings if not named or h.key in named]
    waiting = [h.key for h in meant if h.sent]
    if not waiting:  # after a rejection an appeal, or new CEs, may have helped
        waiting = [h.key for h in meant if h.declared]
    if not waiting or not (named or _ABOUT_IT.search(text) or outcome is Outcome.AUDIT):
        return None
    if len(waiting) > 1:
        action = {
            Outcome.APPROVED: "approved",
            Outcome.REJECTED: "rejected",
            Outcome.AUDIT: "audited",
        }[outcome]
        return Turn(state, (which(person, action, when, tuple(waiting)),))
    return told(state, waiting[0], outcome, person, when)


def _renewed(text: str, state: State | None, person: Person, when: When) -> Turn | None:
    """Begin the next cycle of a credential in its time; None where another date is meant."""
    found = read_sentence(text, person, when)
    keys = found.credentials or tuple(held.key for held in _renewable(person, when))
    if len(keys) != 1:
        return None
    held = person.holding(keys[0])
    if held is None or held not in _renewable(person, when):
        return None
    return Turn(state, opens=ConfirmingRenewal(held.key, _end(found, keys[0], held, person, when)))


def _renewable(person: Person, when: When) -> list[Holding]:
    today = when.today(person.settings.zone)
    return [
        held
        for held in person.holdings
        if not span_of(held, today).voluntary
        and (held.declared is not None or today >= dates_of(held).declaration_opens)
    ]


def _end(
    found: Understood, key: CredentialKey, held: Holding, person: Person, when: When
) -> date | None:
    """Return the new end that was said, if it lies after the old one."""
    read = dict(found.expiries).get(key)
    judged = expiry_of(read, when.today(person.settings.zone)) if read is not None else None
    if isinstance(judged, Expiry) and judged.day is not None:
        return judged.day if judged.day > held.cycle_ends else None
    return None
