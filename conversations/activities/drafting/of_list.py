"""A draft that was made of a line of a pasted list: which one it is, and how it is left."""

from dataclasses import replace

from conversations import wording
from conversations.activities.drafting.draft import Draft, Outcome
from conversations.buttons import typed
from conversations.model import Choice, Event, Pressed, Reply, Said, Turn

SKIP = "skip"
LEAVE_OUT = "leave_out"
_MOST_ROWS = 4  # the last row is that of Back and Cancel


def placed(draft: Draft, question: Reply) -> Reply:
    """Return a question with the place of its draft in the list, and the way to the next."""
    if draft.origin is None:
        return question
    place = wording.place_of(draft.origin.place, draft.origin.of)
    skip = Choice(wording.SKIP, SKIP)
    rows = question.choices
    fits = len(rows) < _MOST_ROWS
    rows = (*rows, (skip,)) if fits else (*rows[:-1], (*rows[-1], skip))
    return replace(question, text=f"{place}. {question.text}", choices=rows)


def leaving(draft: Draft) -> tuple[tuple[Choice, ...], ...]:
    """Return the buttons that leave a draft of a list unsaved."""
    if draft.origin is None:
        return ()
    return ((Choice(wording.SKIP, SKIP), Choice(wording.LEAVE_THIS_OUT, LEAVE_OUT)),)


def left(draft: Draft, event: Event) -> Turn | None:
    """Return how a draft of a list is left; None where the event does not leave it."""
    match event:
        case Pressed(data=value) | Said(text=value) if draft.origin is not None:
            if typed(value) in (SKIP, *wording.SKIPPING):
                return Turn(None, hands=Outcome(draft))
            if value == LEAVE_OUT:
                return Turn(None, hands=Outcome(draft, left_out=True))
    return None


def settled(draft: Draft, number: int) -> Outcome | None:
    """Return what the list is told once a draft of it is saved."""
    return None if draft.origin is None else Outcome(draft, number)
