"""Questions beside the one that stands: answered, and the question stays."""

import re

from conversations import commands
from conversations.activities.drafting.fields import FREE
from conversations.activities.drafting.machine import Filling
from conversations.activities.drafting.sentence import read_sentence
from conversations.model import Said, State, Turn
from conversations.person import Person
from conversations.reading.sentences.asking import asks
from conversations.reading.sentences.sentence import Intent
from conversations.states import is_of_draft
from conversations.topic import Topic

SURE = 0.7  # how sure a question must be to be answered in the middle of another one
_NO_QUESTIONS = frozenset(
    {Intent.LOG, Intent.EDIT, Intent.ADD_CREDENTIAL, Intent.CHANGE_CREDENTIAL, Intent.UNDO}
    | {Intent.DELETE, Intent.SETTINGS, Intent.REMINDERS, Intent.GREETING, Intent.THANKS}
    | {Intent.STATUS, Intent.COMPLAINT, Intent.UNKNOWN}
)
_OF_DRAFTS = frozenset({Intent.DELETE, Intent.SETTINGS})  # no question of a draft is about these
_OWN_LIST = re.compile(r"\s*(?:what|which)\b.*\b(?:i|my|me)\b", re.I | re.S)
_REMOVES = re.compile(r"\s*(?:delete|remove|erase)\s+(?:the\s+|my\s+)?(?:last|entry|#)", re.I)


def plainly_beside(state: State, event: Said, person: Person, topic: Topic | None) -> bool:
    """Whether a message is a question or an order, and no answer to the question that stands.

    Where any words may be the answer, such as a title, more is needed than to begin as a question.
    """
    if commands.is_question(event, person, topic):
        return True
    text = event.text
    if len(text) > commands.LONGEST_SENTENCE:
        return False
    free = isinstance(state, Filling) and state.field in FREE
    if not asks(text) and not _REMOVES.match(text):
        return False
    found = read_sentence(text, person, event.when)
    if found.sure < SURE:
        return False
    if found.intent is Intent.DELETE:
        return is_of_draft(state) and _REMOVES.match(text) is not None
    if free:
        return found.intent is Intent.LIST and _OWN_LIST.match(text) is not None
    return found.intent not in _NO_QUESTIONS


def unread(turn: Turn, state: State, event: Said, person: Person, topic: Topic | None) -> Turn:
    """Return the answer to words that were no answer but are a question; else the turn as it is."""
    remarked = turn.replies and turn.state == state and not turn.changes and turn.opens is None
    if not remarked or len(event.text) > commands.LONGEST_SENTENCE:
        return turn
    found = read_sentence(event.text, person, event.when)
    allowed = found.intent not in _NO_QUESTIONS or (
        is_of_draft(state) and found.intent in _OF_DRAFTS
    )
    if not allowed or found.sure < SURE:
        return turn
    return commands.understand(state, event, person, topic)
