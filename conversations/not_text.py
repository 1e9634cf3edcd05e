"""What is answered where something came that is not text: a file, a place, an edit, a sticker."""

from dataclasses import replace

from conversations import settings, wording
from conversations.buttons import standing
from conversations.certificates.arriving import arrived, was_fetched
from conversations.commands import understand
from conversations.model import Reply, Said, Sent, State, Turn
from conversations.person import Person

FLOOD = "flood"  # messages came faster than they can be taken in; this stands for those left out


def sent(state: State | None, event: Sent, person: Person) -> Turn:
    """Answer something that is not text; files that prove something are kept, nothing else."""
    if event.what == FLOOD:
        return Turn(state, (Reply(wording.too_fast()),))
    if event.place is not None:
        return settings.located(state, event, person)
    if event.what == "edited":
        return Turn(state, (_edit_passed_over(state, person),))
    if event.file is not None and was_fetched(event.file):
        return arrived(
            state, event, event.file, person, lambda said: understand(state, said, person)
        )
    if event.caption.strip() and state is None:
        turn = understand(state, Said(event.caption, event.when), person)
        return replace(turn, replies=(Reply(wording.only_the_words(event.what)), *turn.replies))
    if event.more:
        return Turn(state)
    return Turn(state, (Reply(wording.cannot_read(event.what)),))


def _edit_passed_over(state: State | None, person: Person) -> Reply:
    """Say that an edited message changes nothing, and offer the entry that may be meant."""
    if state is not None or not person.activities:
        return Reply(wording.edited_stays())
    last = max(person.activities, key=lambda activity: activity.number)
    change = standing(wording.EDIT_ENTRY, "edit", str(last.number))
    return Reply(wording.edited_entry_stays(last), ((change,),))
