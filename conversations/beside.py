"""What is said beside the question that stands: it is answered, and the question stays.

> When does your MLS expire?
1.5 h antibody id from LabCE yesterday, blood banking
First this CE; the question before comes back after it. …
"""

import re
from dataclasses import replace

from conversations import commands, starting_over, wording
from conversations.activities.amending.amending import names_another
from conversations.activities.amending.pointing import points_elsewhere
from conversations.activities.drafting import asides
from conversations.activities.drafting.fields import FREE
from conversations.activities.drafting.machine import Filling
from conversations.activities.drafting.sentence import read_sentence
from conversations.activities.logged.removing import entry_named
from conversations.activities.pasted.for_all import FillingAll
from conversations.activities.pasted.reviewing import ReviewingList
from conversations.certificates.asking import AskingEntry
from conversations.credentials.choosing import ChoosingHeld
from conversations.credentials.expiry import AskingExpiry
from conversations.credentials.figures_said import tells_figures
from conversations.model import Reply, Said, State, Turn
from conversations.names import is_no_name
from conversations.person import Person
from conversations.reading import words
from conversations.reading.sentences.asking import asks
from conversations.reading.sentences.sentence import Intent, Understood
from conversations.states import is_of_draft, is_of_new_draft, worth_keeping
from conversations.topic import Topic

SURE = 0.7  # how sure a question must be to be answered in the middle of another one
_NO_QUESTIONS = frozenset(
    {Intent.LOG, Intent.EDIT, Intent.ADD_CREDENTIAL, Intent.CHANGE_CREDENTIAL, Intent.UNDO}
    | {Intent.DELETE, Intent.SETTINGS, Intent.REMINDERS, Intent.GREETING, Intent.THANKS}
    | {Intent.STATUS, Intent.COMPLAINT, Intent.UNKNOWN}
)
_CREDENTIALS = frozenset({Intent.ADD_CREDENTIAL, Intent.CHANGE_CREDENTIAL})
_ORDERS = frozenset({Intent.UNDO, Intent.SETTINGS, Intent.REMINDERS})
_OF_DRAFTS = frozenset({Intent.DELETE, Intent.SETTINGS})  # no question of a draft is about these
_OWN_LIST = re.compile(r"\s*(?:what|which)\b.*\b(?:i|my|me)\b", re.I | re.S)
_STOPS = re.compile(r"\W*(?:please\W+)?(?:stop|quit|exit)(?:\W+(?:it|this|now|please))*\W*", re.I)
_OF_ONESELF = re.compile(r"\W*(?:i|i'?m|im|my|(?:the|my)\sdashboard|ascp\s\w+)\b", re.I)
_REMOVES = re.compile(r"\s*(?:delete|remove|erase)\s+(?:the\s+|my\s+)?(?:last|entry|#)", re.I)


def stops(text: str) -> bool:
    """Whether a message says "stop" and nothing else: the question that stands is what stops."""
    return _STOPS.fullmatch(text[: commands.LONGEST_SENTENCE]) is not None


def plainly_beside(state: State, event: Said, person: Person, topic: Topic | None) -> bool:
    """Whether a message is a question or an order, and no answer to the question that stands.

    Where any words may be the answer, such as a title, more is needed than to begin as a question.
    """
    if commands.is_question(event, person, topic):
        return True
    if starting_over.asks_for_it(event.text) and not is_of_draft(state):
        return True
    text = event.text
    if len(text) > commands.LONGEST_SENTENCE:
        return False
    if is_of_draft(state) and _is_of_credentials(read_sentence(text, person, event.when), text):
        return True
    free = isinstance(state, Filling) and state.field in FREE
    if _is_no_name(state, event, person):
        return True
    if (not free or "#" in text) and names_another(state, event, person):
        return True
    if not free and is_of_draft(state) and points_elsewhere(text, person):
        return True
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


def _is_no_name(state: State, event: Said, person: Person) -> bool:
    """Whether a title or a provider is asked for, and an order or a question comes instead."""
    if not isinstance(state, Filling) or state.field not in FREE:
        return False
    return is_no_name(event.text, state.field, read_sentence(event.text, person, event.when))


def _is_of_credentials(found: Understood, text: str) -> bool:
    """Whether a credential, or a figure of one, is told where a CE is asked about: no title."""
    if found.intent not in _CREDENTIALS or not _OF_ONESELF.match(text):
        told = found.intent in _CREDENTIALS and bool(found.expiries) and found.asserted
        return told and found.sure >= SURE
    if found.aims and found.dated_otherwise:
        return True
    named = bool(found.credentials) and found.asserted and ":" not in text
    return found.sure >= SURE and (named or tells_figures(found, text))


def told(state: State, event: Said, person: Person) -> Turn | None:
    """Open the draft of a CE that is told as a whole while something else is asked.

    A draft, a list and a file take such a sentence themselves.
    """
    own = is_of_draft(state) or isinstance(state, ReviewingList | FillingAll | AskingEntry)
    if own or len(event.text) > commands.LONGEST_SENTENCE:
        return None
    found = read_sentence(event.text, person, event.when)
    if not asides.tells_whole(found) or not found.asserted:
        return None
    return _first(commands.understand(state, event, person), state)


def _first(turn: Turn, state: State) -> Turn:
    """Say that the question which stands comes back, where a CE was told beside it."""
    if turn.opens is None or not is_of_draft(turn.opens) or not worth_keeping(state):
        return turn
    return replace(turn, replies=(*turn.replies, Reply(wording.question_waits())))


def unread(turn: Turn, state: State, event: Said, person: Person, topic: Topic | None) -> Turn:
    """Return the answer to words that were no answer but are a question; else the turn as it is."""
    remarked = turn.replies and turn.state == state and not turn.changes and turn.opens is None
    if not remarked or len(event.text) > commands.LONGEST_SENTENCE:
        return turn
    if is_of_new_draft(state) and words.drops_it(event.text):
        return Turn(state, (Reply(wording.cancel_drops_it()),))
    found = read_sentence(event.text, person, event.when)
    if commands.ordered(event.text) is not None:
        return commands.understand(state, event, person, topic)
    # Where a credential or its expiry is asked for, nothing but a CE has a title and points.
    told = found.intent is Intent.LOG and isinstance(state, ChoosingHeld | AskingExpiry)
    if (found.sure < SURE and not told) or not _is_served(found, state, event.text):
        return turn
    return _first(commands.understand(state, event, person, topic), state)


def _is_served(found: Understood, state: State, text: str) -> bool:
    """Whether words that were no answer are a question, or an order that is plain here."""
    if found.intent not in _NO_QUESTIONS:
        return True
    if is_of_draft(state):
        return found.intent in _OF_DRAFTS
    match found.intent:
        case Intent.DELETE:  # "remove it" may be meant for what is asked
            return _REMOVES.match(text) is not None
        case Intent.EDIT:
            return entry_named(text) is not None
        case Intent.LOG:
            return found.asserted and asides.tells_another(found)
        case Intent.ADD_CREDENTIAL | Intent.CHANGE_CREDENTIAL:
            return tells_figures(found, text) or (found.asserted and bool(found.expiries))
    return found.intent in _ORDERS
