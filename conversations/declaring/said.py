"""Sentences about a declaration: how to, done on a day, and what became of it."""

import re
from dataclasses import replace

from cmp_rules.cycles import dates_of, months_later
from cmp_rules.declaring import declaration
from cmp_rules.model import CredentialKey, Holding, Outcome
from conversations import wording
from conversations.activities.drafting.sentence import read_sentence
from conversations.buttons import key_value, standing
from conversations.credentials.renewing import ConfirmingRenewal
from conversations.credentials.setting_up import ANOTHER_CYCLE
from conversations.declaring.day import AskingDeclaredDay
from conversations.declaring.not_noted import ABOUT_IT, without_declaration
from conversations.declaring.outcomes import outcome_asked, told, undeclare, whether_declared
from conversations.declaring.renewed import end_told, renewed
from conversations.declaring.telling import How, Told, asks_whether, may_tell, telling
from conversations.declaring.vocabulary import What
from conversations.declaring.where import declare, which
from conversations.declaring.words import Sentence, sentence
from conversations.model import Reply, Said, State, Turn, When
from conversations.person import Person
from conversations.reading import dates

_FEW = 5  # words: "I did not get approved" is about what waits
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
_HOW = re.compile(
    r"\bhow\s+(?:do|can|should|to)\b.{0,12}?\bdeclare\b"
    r"|\b(?:ready|time|want|like|help me|let me|let'?s|going)\b.{0,12}?\bto\s+declare\b"
    r"|\b(?:help|let)\s+(?:me|us)\s+declare\b|\blet'?s\s+declare\b|^\W*declare\b"
    r"|\b(?:prepare|start|open)\b.{0,12}?\bdeclaration\b",
    re.I,
)
_OF_THEMSELVES = re.compile(r"\b(?:i|i'm|im|my|me|we|our|ready|let'?s)\b", re.I)  # no title
_OUTCOMES = {
    What.APPROVED: Outcome.APPROVED,
    What.REJECTED: Outcome.REJECTED,
    What.AUDITED: Outcome.AUDIT,
}
_ACTIONS = {What.APPROVED: "approved", What.REJECTED: "rejected", What.AUDITED: "audited"}


def about_declaring(event: Said, person: Person) -> bool:
    """Whether a message is plainly about a declaration, whatever was asked before."""
    text = event.text
    if not person.holdings or len(text) > LONGEST:
        return False
    if _HOW.search(text) and _OF_THEMSELVES.search(text):
        return True
    if not may_tell(text):
        return False
    said = sentence(text, person, event.when)
    read = telling(said)
    if read is None or asks_whether(said):
        return read is not None
    if read.what is What.DECLARED:
        return read.how is How.PLAIN or (read.how is How.UNSURE and " CRED " in said.words)
    return read.how is How.PLAIN and " declaration " in said.words


def said(event: Said, state: State | None, person: Person) -> Turn | None:
    """Carry out what a sentence says of a declaration; None where it says nothing of one."""
    text, when = event.text, event.when
    if not person.holdings or len(text) > LONGEST:
        return None
    read = None
    if may_tell(text):
        words = sentence(text, person, when)
        read = telling(words)
        if read is not None and (turn := _carried_out(read, words, event, state, person)):
            return turn
    if _HOW.search(text):
        found = read_sentence(text, person, when)
        return Turn(state, (declare(person, found.credentials, when),))
    if read is not None or _ASKS.search(text) or _NOT.search(text):
        return None
    return _goes_on(text, state, person, when)


def _carried_out(
    read: Told, words: Sentence, event: Said, state: State | None, person: Person
) -> Turn | None:
    """Do what was told; ask where it is in doubt, and do nothing for others."""
    when = event.when
    if read.how is How.AHEAD and not asks_whether(words):
        return None
    if read.how in (How.ASKED, How.AHEAD):
        return _whether(read, words, state, person, when)
    found = read_sentence(event.text, person, when)
    if found.points is not None or found.parts:
        return None  # "did the Declaration of Helsinki webinar, 1 h ethics, today"
    if read.how is How.OTHERS:
        return _of_others(read, words, state, person)
    if read.what is What.DECLARED:
        if read.how is How.DENIED:
            return _not_declared(words, state, person, when)
        return _declared(read, words, state, person, when)
    if read.what is What.RENEWED and read.how is not How.DENIED:
        return renewed(words, state, person, event)
    return _outcome(read, words, event, state, person)


def _goes_on(text: str, state: State | None, person: Person, when: When) -> Turn | None:
    """Take "my SBB expires June 2030" of a declared credential for its renewal."""
    if all(held.sent is None for held in person.holdings):
        return None
    found = read_sentence(text, person, when)
    for key, _read in found.expiries if found.asserted else ():
        held = person.holding(key)
        if held is None or held.sent is None:
            continue
        ends = end_told(text, sentence(text, person, when), held, person, when)
        if ends and ends > months_later(held.cycle_ends, ANOTHER_CYCLE):
            return Turn(state, opens=ConfirmingRenewal(key, ends))
    return None


def _whether(
    read: Told, words: Sentence, state: State | None, person: Person, when: When
) -> Turn | None:
    """Answer "have I declared my SBB?", and "was it approved?" of one that was declared."""
    if not asks_whether(words):
        return None
    some = any(held.declared for held in _meant(words, person))
    if read.what is not What.DECLARED and not some:
        return None
    return Turn(state, (whether_declared(person, words.credentials, when),))


def _of_others(read: Told, words: Sentence, state: State | None, person: Person) -> Turn | None:
    """Say that news of others, or only wished, are not noted."""
    waits = any(held.declared for held in person.holdings)
    if read.what not in (What.DECLARED, What.RENEWED) and not waits:
        return None
    own = next(iter(_meant(words, person)), person.holdings[0])
    reply = Reply(
        wording.noted_of_nobody_else(wording.credential(own.key)),
        ((standing(wording.DECLARE, "declare", key_value(own.key)),),),
    )
    return Turn(state, (reply,))


def _not_declared(words: Sentence, state: State | None, person: Person, when: When) -> Turn | None:
    """Take back a declaration that was not made; one that has an outcome is asked about."""
    meant = _meant(words, person)
    sent = [held for held in meant if held.sent is not None]
    match sent:
        case []:
            if len(meant) != 1:
                return None
            return Turn(state, (whether_declared(person, (meant[0].key,), when),))
        case [held] if held.declared and held.declared.outcome is Outcome.WAITING:
            return undeclare(state, held.key, person, when)
        case [held]:
            lead = wording.what_became_of_it(held.key)
            return Turn(state, (outcome_asked(held, lead, person, when),))
    return Turn(state, (which(person, "undeclare", when, tuple(held.key for held in sent)),))


def _declared(
    read: Told, words: Sentence, state: State | None, person: Person, when: When
) -> Turn | None:
    """Record a declaration of a credential on a day; ask for what is missing or in doubt."""
    if (several := _several(read, words, state, person, when)) is not None:
        return several
    answers = isinstance(state, AskingDeclaredDay) and set(words.credentials) <= {state.key}
    keys = words.credentials or tuple(held.key for held in _open(person, when))
    if len(keys) > 1 and words.days and (words.credentials or " both " in words.words):
        return Turn(state, (Reply(wording.one_declaration_at_a_time(keys[0])),))
    if isinstance(state, AskingDeclaredDay) and answers:
        keys = (state.key,)
    if not words.credentials and read.how is How.UNSURE and not _awaited(keys, person, when):
        return None  # "I submitted it" may be of anything
    if len(keys) != 1:
        return Turn(state, (which(person, "declared", when, words.credentials),))
    turn = _asking(keys[0], read, person, when, words.day)
    if turn is None or answers:
        return turn
    if turn.state is None:  # recorded
        return Turn(state, turn.replies, turn.changes)
    return Turn(state, turn.replies, opens=turn.state)


def _asking(
    key: CredentialKey, read: Told, person: Person, when: When, day: dates.DateRead | None
) -> Turn | None:
    """Take the day of a declaration; what is plain and complete is recorded at once."""
    held = person.holding(key)
    if held is None:
        return None
    found = declaration(held, person.activities, when.today(person.settings.zone)).found
    plain = read.how is How.PLAIN and found.complete is True and held.sent is None
    asking = AskingDeclaredDay(key, told=not plain)
    match day:
        case dates.Day(only):
            return asking.take(only, person, when)
        case dates.Ambiguous(first, second):
            return asking.take_either(first, second, person, when)
    return Turn(asking)


def _several(
    read: Told, words: Sentence, state: State | None, person: Person, when: When
) -> Turn | None:
    """Record "declared my MLS and SBB today"; what is in doubt of them is asked."""
    if len(words.credentials) < 2 or not isinstance(words.day, dates.Day):
        return None
    of_each = [_asking(key, read, person, when, words.day) for key in words.credentials]
    turns = [turn for turn in of_each if turn is not None]
    asked = [turn.state for turn in turns if isinstance(turn.state, AskingDeclaredDay)]
    if not turns or len(turns) < len(of_each):
        return None
    replies = tuple(reply for turn in turns if turn.changes for reply in turn.replies)
    changes = tuple(change for turn in turns for change in turn.changes)
    if len(asked) == 1:
        return Turn(state, replies, changes, opens=asked[0])
    more = (Reply(wording.one_declaration_at_a_time(asked[0].key)),) if asked else ()
    return Turn(state, (*replies, *more), changes)


def _open(person: Person, when: When) -> list[Holding]:
    """Return the credentials of which a declaration may be meant: undeclared and in their time."""
    if len(person.holdings) == 1:
        return list(person.holdings)
    return [held for held in person.holdings if _may_be_declared(held, person, when)]


def _may_be_declared(held: Holding, person: Person, when: When) -> bool:
    """Whether a declaration may have been sent these days."""
    today = when.today(person.settings.zone)
    return held.sent is None and today >= dates_of(held).declaration_opens


def _awaited(keys: tuple[CredentialKey, ...], person: Person, when: When) -> bool:
    """Whether a declaration of one of these may have been sent these days."""
    return any(h.key in keys and _may_be_declared(h, person, when) for h in person.holdings)


def _meant(words: Sentence, person: Person) -> list[Holding]:
    named = words.credentials
    return [held for held in person.holdings if not named or held.key in named]


def _outcome(
    read: Told, words: Sentence, event: Said, state: State | None, person: Person
) -> Turn | None:
    """Record what became of a declaration that waits; ask where it is not plainly told."""
    when = event.when
    meant = _meant(words, person)
    # After a rejection an appeal, or new CEs, may have helped.
    waiting = [h for h in meant if h.sent] or [h for h in meant if h.declared]
    about = bool(ABOUT_IT.search(words.words)) or read.what not in _OUTCOMES
    about = about or (read.how is How.DENIED and len(words.words.split()) <= _FEW)
    if not waiting:
        return without_declaration(read, words, meant, event, state, person)
    if read.how is not How.PLAIN and not about and read.what is not What.AUDITED:
        return None
    if len(waiting) > 1:
        keys = tuple(held.key for held in waiting)
        plain = read.how is How.PLAIN and read.what in _ACTIONS
        shown = which(person, _ACTIONS[read.what] if plain else "declare", when, keys)
        return Turn(state, (replace(shown, text=f"{wording.outcome_of_which()}\n{shown.text}"),))
    held = waiting[0]
    if read.how is How.PLAIN and read.what in _OUTCOMES:
        ends = end_told(event.text, words, held, person, when)
        return told(state, held.key, _OUTCOMES[read.what], person, when, ends=ends)
    passed = read.what is What.PASSED and read.how is not How.DENIED
    lead = wording.audit_passed(held.key) if passed else wording.what_became_of_it(held.key)
    return Turn(state, (outcome_asked(held, lead, person, when),))
