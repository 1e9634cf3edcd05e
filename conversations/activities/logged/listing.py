"""What /list and the questions after what was logged show."""

from conversations.activities.logged.entries import entries
from conversations.activities.logged.removing import removed_ones
from conversations.activities.logged.searching import asked_for
from conversations.answers import status
from conversations.model import Reply, When
from conversations.person import Person
from conversations.reading.sentences.sentence import Understood

REMOVED = "removed"


def listed(rest: str, person: Person, when: When) -> Reply:
    """Return what /list shows with the words after it."""
    if rest.strip().casefold() in (REMOVED, "deleted"):
        return removed_ones(person, 0)
    return entries(person, 0, rest, when)


def listed_as_said(text: str, said: Understood, person: Person, when: When) -> Reply:
    """Return the entries that a sentence asks for: "what did I log for SBB this year"."""
    key = next(iter(said.credentials), None)
    if key is not None and person.holding(key) is None:
        return status.not_held(key)
    return entries(person, 0, asked_for(text, said, when.today(person.settings.zone)), when)
