"""What one conversation leaves to another that waits for it: the draft of a line, to its list."""

from dataclasses import replace

from conversations.model import Talk, Thread, Turn, Waiting
from conversations.person import Person


def handed_over(talk: Talk, turn: Turn, person: Person) -> tuple[Talk, Turn]:
    """Give what a turn leaves to the topmost conversation that takes it.

    Returns the talk with that conversation gone on, and the turn with what it says and opens. One
    that waits beneath others goes on in silence. Where nobody takes it, nothing changes.
    """
    if turn.hands is None:
        return talk, turn
    for place in reversed(range(len(talk.threads))):
        state = talk.threads[place].state
        taken = state.receive(turn.hands, person) if isinstance(state, Waiting) else None
        if taken is None:
            continue
        above = talk.threads[place + 1 :]
        here = () if taken.state is None else (_gone_on(talk.threads[place], taken),)
        talk = replace(talk, threads=(*talk.threads[:place], *here, *above))
        if above:
            return talk, turn
        return talk, replace(turn, replies=(*turn.replies, *taken.replies), opens=taken.opens)
    return talk, turn


def _gone_on(thread: Thread, taken: Turn) -> Thread:
    """Return the conversation where it stands now; Back does not return to before."""
    return thread if taken.state is None else Thread((*thread.trail[:-1], taken.state))
