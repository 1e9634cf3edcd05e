"""The way into a pasted list, whatever stands open."""

from conversations import wording
from conversations.activities.pasted.lines import MOST_LINES
from conversations.activities.pasted.one_line import PerhapsSeveral
from conversations.activities.pasted.reading import TooMany, read_message
from conversations.activities.pasted.reviewing import ReviewingList
from conversations.model import Event, Reply, State, Turn
from conversations.person import Person


def pasted(text: str, state: State | None, event: Event, person: Person) -> Turn | None:
    """Open the list that a message holds; None where it does not list several CEs."""
    match read_message(text, person, event.when):
        case None:
            return None
        case TooMany(number):
            return Turn(state, (Reply(wording.too_many_lines(number, MOST_LINES)),))
        case PerhapsSeveral():
            return Turn(state, (Reply(wording.perhaps_several()),))
        case listed:
            opens = ReviewingList(listed.lines, listed.others, listed.heading)
            return Turn(state, opens=opens)
