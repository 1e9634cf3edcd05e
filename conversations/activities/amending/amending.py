"""Changing what was logged in a few words; nothing is different before Save.

> the safety drill was actually Oct 9
Not changed yet …
> change #1 to 2 h and provider CAP
Not changed yet …
> the drill was 2 h
Which one? …
"""

import re
from dataclasses import replace

from cmp_rules.model import Activity
from conversations import wording
from conversations.activities.amending.mentions import names_several
from conversations.activities.amending.naming import (
    CORRECTING,
    LONGEST,
    Named,
    named_in,
    of_its_certificate,
    without_name,
)
from conversations.activities.correcting import corrected, once_more, repeats
from conversations.activities.drafting.draft import Draft, draft_of
from conversations.activities.drafting.machine import ChoosingField, following
from conversations.activities.drafting.sentence import not_taken, read_sentence
from conversations.activities.logged.entries import entry as entry_shown
from conversations.activities.logged.listing import listed
from conversations.activities.placing import place_said
from conversations.buttons import rows, standing
from conversations.model import Reply, Said, State, Turn
from conversations.person import Person
from conversations.reading.sentences.sentence import Intent, Understood
from conversations.talked_about import entry_meant
from conversations.topic import Topic

_CHANGES = re.compile(
    r"\W*(?:please\s)?(?:change|edit|correct|fix|update|amend|modify|adjust|set|make)\sit\b", re.I
)
_STATES = re.compile(r"\W*it\s(?:is|was|counts?|should)\b", re.I)


def amended(
    state: State | None, found: Understood, event: Said, person: Person, topic: Topic | None
) -> Turn:
    """Change what was shown or recorded last in a few words, or log it once more."""
    last = entry_meant(event.text, person, topic)
    named = named_in(event.text, person.activities)
    if named is not None and named.number and not named.entries:
        return Turn(state, (Reply(wording.no_such_entry()),))
    if named is not None and len(named.entries) == 1:
        last, found = named.entries[0], read_sentence(named.text, person, event.when)
    if (placing := place_said(person, last.number, event.text)) is not None:
        return Turn(state, opens=placing)
    draft = once_more(last) if repeats(event.text) else draft_of(last)
    changed = corrected(draft, found, person, event.when)
    if changed is not None or repeats(event.text):
        left = not_taken(found, changed or draft, person, event.when)
        return Turn(state, left, opens=following(changed or draft))
    return _says_so_already(state, found, last) or Turn(state, (listed("", person, event.when),))


def of_named(state: State | None, event: Said, person: Person) -> Turn | None:
    """Change the entry that a correction names; None where it names none, or corrects nothing."""
    if "?" in event.text or repeats(event.text):
        return None
    event = replace(event, text=of_its_certificate(event.text))
    named = named_in(event.text, person.activities)
    if named is None:
        return None
    if len(named.entries) == 1:
        placing = place_said(person, named.entries[0].number, named.text)
        if placing is not None:
            return Turn(state, opens=placing)
    said = read_sentence(named.text, person, event.when)
    said = _as_stated(said, named)
    if not _is_correction(event, named, said, person):
        return None
    if names_several(event.text, person.activities):
        return Turn(state, (Reply(wording.one_entry_at_a_time()),))
    if not named.entries:
        return Turn(state, (Reply(wording.no_such_entry()),))
    if len(named.entries) > 1:
        return Turn(state, (_which(named),))
    entry = named.entries[0]
    changed = corrected(draft_of(entry), said, person, event.when) if said.asserted else None
    if changed is not None:
        left = not_taken(said, changed, person, event.when)
        return Turn(state, left, opens=following(changed))
    if said.asserted and (same := _says_so_already(state, said, entry)) is not None:
        return same
    if said.intent is Intent.LOG and not _CHANGES.match(named.text):
        return Turn(state, (entry_shown(person, entry.number, event.when),))
    return Turn(state, opens=ChoosingField(draft_of(entry)))


def _as_stated(said: Understood, named: Named) -> Understood:
    """Take "#1 is a competency" for a correction, which as words of their own may be asked."""
    states = _STATES.match(named.text) and (said.areas or said.kind)
    return replace(said, intent=Intent.EDIT) if states and named.plainly else said


def names_another(state: State, event: Said, person: Person) -> bool:
    """Whether a correction names an entry, while a draft is open that has neither name."""
    draft: Draft | None = getattr(state, "draft", None)
    several = draft is not None and names_several(event.text, person.activities)
    if several and of_named(None, event, person) is not None:
        return True
    if draft is None or without_name(event.text, draft.title, draft.number) != event.text:
        return False
    return of_named(state, event, person) is not None


def _is_correction(event: Said, named: Named, said: Understood, person: Person) -> bool:
    """Whether a text corrects the entry that it names, and tells of no CE that is new."""
    if said.intent not in (Intent.EDIT, Intent.LOG) or len(event.text) > LONGEST:
        return False
    as_told = read_sentence(event.text, person, event.when)
    if _CHANGES.match(named.text):
        return True
    if said.intent is Intent.LOG and not named.plainly:
        return False
    bare = said.points is None and said.date is None and said.provider is None
    if said.intent is Intent.LOG and said.title and not (bare and _STATES.match(named.text)):
        return False
    if as_told.intent is Intent.LOG and not named.number:
        facts = (as_told.points, as_told.date, as_told.provider)
        return named.plainly and (facts.count(None) > 1 or bool(CORRECTING.search(event.text)))
    return True


def _says_so_already(state: State | None, said: Understood, entry: Activity) -> Turn | None:
    """Say that a correction changes nothing; None where it says nothing that could."""
    if said.points is None and said.date is None and not said.areas and not said.provider:
        return None
    return Turn(state, (Reply(wording.says_so_already(entry)),))


def _which(named: Named) -> Reply:
    """Ask which of several entries is meant, with the words to say."""
    entries = named.entries[:8]
    open_ones = [standing(f"#{entry.number}", "entry", str(entry.number)) for entry in entries]
    again = named.by_number(entries[-1].number)
    return Reply(wording.which_is_meant(entries, again), rows(open_ones, most=3))
