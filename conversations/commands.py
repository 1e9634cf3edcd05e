"""Which command, question or sentence leads where."""

import re

from cmp_rules.model import CredentialKey
from conversations import declaring, settings, starting_over, two_things, wording
from conversations.activities.amending.amending import amended, of_named
from conversations.activities.amending.pointing import pointed
from conversations.activities.correcting import repeats
from conversations.activities.drafting.draft import Draft
from conversations.activities.drafting.machine import following
from conversations.activities.drafting.sentence import (
    draft_of_understood,
    read_sentence,
    remarks_on,
    tells_complete,
)
from conversations.activities.logged.entries import entry as entry_shown
from conversations.activities.logged.listing import listed
from conversations.activities.logged.removing import (
    RemovingEntry,
    asks_for_removed,
    entry_named,
    removed_ones,
)
from conversations.activities.logged.removing_said import denied, named_to_remove, remove_said
from conversations.activities.pasted.opening import pasted
from conversations.answers import programme, status
from conversations.answers.follow_up import goes_on, is_why, plainly_goes_on
from conversations.answers.plan import plan_together, what_if
from conversations.answers.questions import answered, remaining
from conversations.buttons import typed
from conversations.credentials import held
from conversations.credentials.changing import ConfirmingRemoval
from conversations.credentials.choosing import ChoosingHeld
from conversations.credentials.expiry import hold_as_said, tells_of_a_day
from conversations.credentials.figures_said import figures_said, of_credentials
from conversations.history.showing import asked_for, history
from conversations.history.undoing import undo_said
from conversations.model import Event, Reply, Said, State, Turn
from conversations.person import Person
from conversations.plain_screens import screen_of
from conversations.privacy.deleting import AskingDeletion
from conversations.reading.credential_words import read_credentials
from conversations.reading.sentences.asking import asks, ends_asking
from conversations.reading.sentences.sentence import Intent, Understood
from conversations.remarks import not_understood
from conversations.reminders.days.shown import all_reminders, asks_to_silence
from conversations.reminders.days.to_calendar import to_calendar
from conversations.reminders.wishing import said as reminders
from conversations.talked_about import entry_behind, entry_pointed_at
from conversations.topic import Topic

MENU: tuple[tuple[str, str], ...] = wording.MENU
LONGEST_SENTENCE = 500
SURE_ENOUGH = 0.5  # how sure a wish to remove something must be
SURE = 0.7  # how sure a question must be to be answered in the middle of another one
_COMMAND = re.compile(r"/(?P<name>[a-z_]{1,32})(?:@\w{1,64})?(?:\s+(?P<rest>.*))?\s*", re.S | re.I)
_QUESTIONS = frozenset({Intent.REMAINING, Intent.COMPLETE, Intent.DEADLINE, Intent.REQUIREMENTS})
_EVERYTHING = re.compile(
    r"\b(?:everything|all (?:of )?my (?:data|account)|my (?:data|account))\b", re.I
)
_NO_LONGER = re.compile(
    r"\b(?:no longer|not? (?:any ?more|hold)|don'?t (?:have|hold)|remove|delete|drop)\b", re.I
)
_ORDERED = frozenset({"declare", "plan", "list", "status", "credentials", "calendar", "undo"})
_BARE = frozenset({"cancel", "back", "help", "start"})  # understood without the slash


def read_command(text: str) -> str | None:
    """Return the command of a message ("status SBB"), or None where it is none."""
    bare = text.strip().casefold()
    if bare in _BARE:
        return bare
    found = _COMMAND.fullmatch(text.strip()[:LONGEST_SENTENCE])
    if found is None:
        return None
    return f"{found['name'].casefold()} {found['rest'] or ''}".strip()


def ordered(text: str) -> str | None:
    """Return the command of the menu that a bare word is ("declare"); None where it is none."""
    word = typed(text)
    return word if word in _ORDERED else None


def obey(command: str, state: State | None, event: Event, person: Person) -> Turn:
    """Carry out a command; the open conversation stays as it is."""
    name, _, rest = command.partition(" ")
    keys = read_credentials(rest)
    if (entry := asked_for(command)) is not None:
        return history(state, entry, person)
    if (shown := screen_of(name, person)) is not None:
        return Turn(state, (shown,))
    match name:
        case "add" | "log":
            return _add(state, rest, event, person)
        case "status" | "progress":
            about = Topic(Intent.REMAINING, keys)
            return Turn(state, remaining(keys, person, event.when), topic=about)
        case "plan":
            shown = plan_together(person, event.when, what_if(rest), keys)
            return Turn(state, (shown,), topic=Topic(Intent.PLAN, keys))
        case "list":
            shown = listed(rest, person, event.when)
            return Turn(state, (shown,), topic=Topic(Intent.LIST, keys))
        case "reminders":
            return Turn(state, (all_reminders(person, event.when),))
        case "stop":
            return Turn(state, (asks_to_silence(person),))
        case "calendar":
            return Turn(state, (to_calendar(person, event.when),))
        case "declare":
            return Turn(state, (declaring.declare(person, keys, event.when),))
        case "credentials":
            if person.holdings:
                return Turn(state, (held.all_holdings(person, event.when),))
            return Turn(state, opens=ChoosingHeld())
    return _about_the_bot(name, state, person)


def _about_the_bot(name: str, state: State | None, person: Person) -> Turn:
    """Carry out a command that is not about credentials and CEs."""
    match name:
        case "undo":
            return Turn(state, undoes=True)
        case "delete":
            return Turn(state, opens=AskingDeletion())
    return Turn(state, (Reply(wording.no_such_command(name)),))


def _add(state: State | None, rest: str, event: Event, person: Person) -> Turn:
    if not rest:
        return Turn(state, opens=following(Draft()))
    whole = event.text.split(maxsplit=1)[-1] if isinstance(event, Said) else rest
    if (several := pasted(whole, state, event, person)) is not None:
        return several
    understood = read_sentence(rest, person, event.when)
    draft = draft_of_understood(understood, person, event.when)
    return Turn(state, opens=following(draft))


def is_question(event: Said, person: Person, topic: Topic | None = None) -> bool:
    """Whether a message is plainly a question to the bot, whatever was asked before."""
    if asked_for(event.text) is not None:
        return True
    if tells_complete(event, person):
        return False
    if settings.about_quiet(event.text) or asks_for_removed(event.text):
        return True
    if declaring.about_declaring(event, person) or reminders.plainly_about(event, person):
        return True
    if plainly_goes_on(event.text, topic):
        return True
    if len(event.text) > LONGEST_SENTENCE or not asks(event.text):
        return False
    understood = read_sentence(event.text, person, event.when)
    own = understood.intent in _QUESTIONS and understood.sure >= SURE
    if understood.intent is Intent.ELIGIBLE and ends_asking(event.text):
        return True
    return own or programme.surely_asked(understood, event.text)


def understand(
    state: State | None, event: Said, person: Person, topic: Topic | None = None
) -> Turn:
    """Answer a message that answers no question, in the sense of what was just talked about."""
    plain = pointed(state, event, person, topic) or _plainly(state, event, person)
    if plain is not None:
        return plain
    if (wish := reminders.plainly_said(state, event, person, topic)) is not None:
        return wish
    if (number := entry_behind(topic, person)) and is_why(event.text):
        return Turn(state, (entry_shown(person, number, event.when),))
    found = read_sentence(event.text, person, event.when)
    tells = found.intent in (Intent.LOG, Intent.EDIT) or repeats(event.text)
    if not tells or goes_on(event.text, topic):
        answer = answered(found, event.text, topic, person, event.when)
        if answer is not None:
            return Turn(state, answer[0], topic=answer[1])
    if tells:
        return _activity_said(state, found, event, person, topic)
    match found.intent:
        case Intent.ADD_CREDENTIAL | Intent.CHANGE_CREDENTIAL:
            return _credential_said(state, found, event, person)
        case Intent.UNDO if found.sure >= SURE_ENOUGH:
            return undo_said(state, event, person)
        case Intent.DELETE if found.sure >= SURE_ENOUGH:
            return _delete(state, found, event, person, topic)
    if (wish := reminders.wished(state, found.intent, event, person)) is not None:
        return wish
    if found.intent is Intent.SETTINGS and (set_to := settings.said(event.text, person)):
        return Turn(state, (set_to[1],), (set_to[0],))
    if found.intent is Intent.SETTINGS and (asking := settings.asks_for_zone(event.text, state)):
        return asking
    reply = programme.answer(found, event.text, person, event.when)
    return Turn(state, (reply,)) if reply else _simple(state, found.intent, event, person)


def _plainly(state: State | None, event: Said, person: Person) -> Turn | None:
    """Answer what is plain before any sentence is read."""
    if (several := pasted(event.text, state, event, person)) is not None:
        return several
    if tells_complete(event, person):
        found = read_sentence(event.text, person, event.when)
        return _activity_said(state, found, event, person, None)
    if (order := ordered(event.text)) is not None:
        return obey(order, state, event, person)
    if len(event.text) > LONGEST_SENTENCE:
        return Turn(state, (Reply(wording.too_long(len(event.text), LONGEST_SENTENCE)),))
    if asks_for_removed(event.text):
        return Turn(state, (removed_ones(person, 0),))
    if (entry := asked_for(event.text)) is not None:
        return history(state, entry, person)
    return (
        two_things.said(event, state, person)
        or declaring.said(event, state, person)
        or starting_over.said(event, state, person)
        or settings.set_by_words(event.text, state, person)
        or of_named(state, event, person)
    )


def _activity_said(
    state: State | None, found: Understood, event: Said, person: Person, topic: Topic | None
) -> Turn:
    """Open a draft of what was done, or of what is to be different."""
    if person.activities and (found.intent is Intent.EDIT or repeats(event.text)):
        return amended(state, found, event, person, topic)
    if found.intent is Intent.EDIT:
        return Turn(state, (Reply(wording.nothing_logged()),))
    if not found.asserted:
        return Turn(state, (Reply(wording.log_when_done()),))
    draft = draft_of_understood(found, person, event.when)
    return Turn(state, remarks_on(found, person, event.when), opens=following(draft))


def _simple(state: State | None, intent: Intent, event: Said, person: Person) -> Turn:
    """Answer the intents that need nothing but their name."""
    commands = {
        Intent.SETTINGS: "settings",
        Intent.PRIVACY: "privacy",
        Intent.EXPORT: "export",
        Intent.ABOUT: "help",
        Intent.GREETING: "start",
    }
    if intent in commands:
        return obey(commands[intent], state, event, person)
    remarks = {
        Intent.THANKS: wording.welcome_back_thanks,
        Intent.OUT_OF_SCOPE: wording.out_of_scope,
        Intent.STATUS: wording.only_a_remark,
        Intent.COMPLAINT: wording.heard_the_complaint,
    }
    if intent in remarks:
        return Turn(state, (Reply(remarks[intent]()),))
    return Turn(state, (not_understood(),))


def _delete(
    state: State | None, found: Understood, event: Said, person: Person, topic: Topic | None
) -> Turn:
    """Ask whether the entry or the credential that is meant is to be removed."""
    if (no := denied(state, event.text)) is not None:
        return no
    named = entry_named(event.text)
    if found.credentials and named is None:
        return _let_go(state, found.credentials[0], person)
    if _EVERYTHING.search(event.text):
        return Turn(state, opens=AskingDeletion())
    it = entry_pointed_at(event.text, person, topic)
    if it is not None and named is None and not named_to_remove(event.text, person):
        return Turn(state, opens=RemovingEntry(it.number))
    return remove_said(state, found, event, person)


def _let_go(state: State | None, key: CredentialKey, person: Person) -> Turn:
    """Ask whether a credential is really to be removed."""
    if person.holding(key) is None:
        return Turn(state, (Reply(wording.not_among_yours(key)),))
    return Turn(state, opens=ConfirmingRemoval(key))


def _credential_said(state: State | None, found: Understood, event: Said, person: Person) -> Turn:
    """Set up what is plainly stated; ask before a date that stands is replaced."""
    if (figures := figures_said(state, found, event, person)) is not None:
        return figures
    if not found.credentials:
        shown = of_credentials(found, person, event.when)
        return Turn(state, (shown,)) if shown else Turn(state, opens=ChoosingHeld())
    if _NO_LONGER.search(event.text):
        return denied(state, event.text) or _let_go(state, found.credentials[0], person)
    only_aims = set(found.aims).issuperset(found.credentials)
    told = found.asserted and not tells_of_a_day(found, event, person)
    if "?" in event.text or not (told or only_aims):
        return Turn(state, (status.deadlines(person, found.credentials, event.when),))
    return hold_as_said(state, found, event, person)
