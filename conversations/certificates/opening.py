"""Standing buttons that show the files of an entry, or open a conversation about files."""

from collections.abc import Callable

from conversations import wording
from conversations.certificates import kept
from conversations.certificates.asking import AskingEntry, AwaitingFile
from conversations.certificates.showing import ACTIONS as SHOWING
from conversations.certificates.showing import sent_back
from conversations.model import Event, Reply, State, Turn
from conversations.person import Person

_Action = Callable[[State | None, str, Person, Event], Turn]


def _await(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    entry = _number(record)
    if person.activity(entry) is None:
        return Turn(state, (Reply(wording.no_such_entry()),))
    return Turn(state, opens=AwaitingFile(entry))


def _show(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    """Send back the files of an entry; its screen stays as it is."""
    files = kept.of_entry(person, _number(record))
    if not files:
        return Turn(state, (Reply(wording.file_gone()),))
    return Turn(state, (Reply("", files=sent_back(files)),))


def _place(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    number = _number(record)
    if kept.found(person, number) is None:
        return Turn(state, (Reply(wording.file_gone()),))
    return Turn(state, opens=AskingEntry((number,)))


def _number(record: str) -> int:
    return int(record) if record.isascii() and record.isdecimal() and len(record) < 10 else 0


ACTIONS: dict[str, _Action] = {
    **SHOWING,
    "files_of": _show,
    "file_for": _await,
    "file_place": _place,
}
