"""What is said where there is nothing to carry out, with the ways on."""

from conversations import wording
from conversations.activities.pasted.reviewing import ReviewingList
from conversations.buttons import standing
from conversations.certificates.asking import AskingEntry
from conversations.model import Reply, State
from conversations.person import (
    Change,
    KeepActivity,
    Person,
    PutBackActivity,
    RemoveActivity,
)


def nothing_open() -> Reply:
    """Say that no question stands, and what can be done."""
    ways = (standing(wording.LOG_A_CE, "add"), standing(wording.WHAT_REMAINS, "status"))
    return Reply(wording.nothing_open(), (ways,))


def cancelled(state: State) -> Reply:
    """Say that a conversation was closed, and how to bring it back."""
    some_saved = isinstance(state, ReviewingList) and any(line.number for line in state.lines)
    said = wording.rest_cancelled() if some_saved else wording.cancelled()
    draft = getattr(state, "draft", None)
    if isinstance(state, AskingEntry) or (draft is not None and draft.certificates):
        said = f"{said} {wording.file_stays()}"
    return Reply(said, ((standing(wording.BRING_BACK, "resume"),),))


def not_understood() -> Reply:
    """Say that a sentence meant nothing to the bot, and what can be done."""
    return Reply(
        wording.not_understood(),
        (
            (standing(wording.LOG_A_CE, "add"), standing(wording.WHAT_REMAINS, "status")),
            (standing(wording.HELP, "help"),),
        ),
    )


def undone(changes: tuple[Change, ...], person: Person) -> Reply:
    """Say what is taken back; the same word takes that back again."""
    if not changes:
        return Reply(wording.nothing_to_undo())
    told = [wording.change_undone(change, person) for change in changes]
    further = _further_back(changes, person.after(changes))
    return Reply("\n".join([*told, *([further] if further else [])]))


def _further_back(changes: tuple[Change, ...], after: Person) -> str | None:
    """Say how to go further back than the one step of undo; None where there is nothing else."""
    match changes[-1]:
        case RemoveActivity(number):
            other = max((a.number for a in after.activities), default=0)
            return wording.undo_said_again(number, other) if other and len(changes) == 1 else None
        case PutBackActivity(number):
            other = max((a.number for a in after.activities if a.number < number), default=0)
            return wording.undo_was_there_and_back(other) if other else None
        case KeepActivity(activity):
            return wording.undo_or_history(activity.number)
    return None
