"""A file arrives: it is kept at once, whatever was being talked about, and finds its entry.

> (a photo)
Certificate kept. Which entry is it for? …
> [#3 Antibody ID]
Kept with #3 Antibody ID: photo.
> (a PDF, with the words "1.5 h antibody ID from LabCE yesterday")
Not saved yet. Is this right? …
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from conversations import wording
from conversations.activities.drafting.draft import Draft
from conversations.activities.logged.removing import entry_named
from conversations.buttons import standing
from conversations.certificates import kept
from conversations.certificates.asking import AskingEntry, AwaitingFile
from conversations.certificates.kept import (
    AttachCertificate,
    Certificate,
    KeepCertificate,
    PutBackCertificate,
)
from conversations.certificates.showing import attached
from conversations.model import Attachment, Reply, Said, Sent, State, Turn
from conversations.person import Change, Person
from conversations.remarks import not_understood

Understand = Callable[[Said], Turn]


def was_fetched(file: Attachment | None) -> bool:
    """Whether whoever received a file got hold of it, or found why that cannot be."""
    return file is not None and bool(file.sha256 or file.refused)


def arrived(
    state: State | None, event: Sent, file: Attachment, person: Person, understand: Understand
) -> Turn:
    """Keep a file, and lead it to the entry that it proves; `understand` reads its caption."""
    if file.refused:
        return Turn(state, (Reply(wording.file_refused(file.refused, file.name)),))
    here = _here(person, file.sha256)
    if here is not None and person.activity(here.entry) is not None:
        shown = Reply(wording.kept_already(here.name, here.entry), _open(here.entry))
        return Turn(state, (shown,))
    changes = () if here is not None else _keeping(file, event, person)
    if changes is None:
        return Turn(state, (Reply(wording.no_room_for_file(file.name), _files()),))
    number = person.next_certificate if here is None else here.number
    if changes and isinstance(changes[0], PutBackCertificate):
        number = changes[0].number
    turn = _placed(state, number, event, person.after(changes), understand)
    return replace(turn, changes=(*changes, *turn.changes))


def _here(person: Person, sha256: str) -> Certificate | None:
    return next((c for c in person.certificates if c.sha256 == sha256), None)


def _keeping(file: Attachment, event: Sent, person: Person) -> tuple[Change, ...] | None:
    """Return what keeps a file that is not there; None where there is no room for it."""
    back = next((c for c in person.removed_certificates if c.sha256 == file.sha256), None)
    if back is not None:
        return (PutBackCertificate(back.number),)
    size = file.size or 0
    room = kept.making_room(person, size)
    if room is None:
        return None
    on = event.when.today(person.settings.zone)
    number = person.next_certificate
    new = Certificate(number, file.name, file.media_type, size, file.sha256, on)
    return (*room, KeepCertificate(new))


def _placed(
    state: State | None, number: int, event: Sent, person: Person, understand: Understand
) -> Turn:
    """Return where a file that is kept goes: to what its words say, or to what is being done."""
    words = event.caption.strip()
    if words and (told := _as_told(state, number, event, person, understand)) is not None:
        return told
    match state:
        case AskingEntry(certificates=others):
            return Turn(replace(state, certificates=_with(others, number)), stays=True)
        case AwaitingFile(entry) if person.activity(entry) is not None:
            said = () if event.more else (attached(person, number, entry),)
            return Turn(state, said, (AttachCertificate(number, entry),), stays=True)
    if state is not None and _draft_in(state) is not None:
        said = () if event.more else (Reply(wording.kept_with_draft()),)
        return Turn(_with_file(state, number), said, stays=True)
    return Turn(state, opens=AskingEntry((number,)))


def _as_told(
    state: State | None, number: int, event: Sent, person: Person, understand: Understand
) -> Turn | None:
    """Return what the words beneath a file lead to; None where they say nothing of it."""
    named = person.activity(entry_named(event.caption) or 0)
    if named is not None:
        shown = attached(person, number, named.number)
        return Turn(state, (shown,), (AttachCertificate(number, named.number),))
    turn = understand(Said(event.caption, event.when))
    if turn.opens is not None and _draft_in(turn.opens) is not None:
        return replace(turn, opens=_with_file(turn.opens, number))
    plain = not (turn.opens or turn.changes or turn.undoes) and turn.state == state
    if not plain or turn.replies == (not_understood(),) or state is not None:
        return None
    return replace(turn, opens=AskingEntry((number,)))


def _draft_in(state: State) -> Draft | None:
    found = getattr(state, "draft", None)
    return found if isinstance(found, Draft) else None


def _with_file(state: Any, number: int) -> State:
    draft: Draft = state.draft
    changed: State = replace(
        state, draft=replace(draft, certificates=_with(draft.certificates, number))
    )
    return changed


def _with(numbers: tuple[int, ...], number: int) -> tuple[int, ...]:
    return numbers if number in numbers else (*numbers, number)


def _open(entry: int) -> tuple[tuple[Any, ...], ...]:
    return ((standing(wording.OPEN_ENTRY, "entry", str(entry)),),)


def _files() -> tuple[tuple[Any, ...], ...]:
    return ((standing(wording.SHOW_FILES, "files"),),)
