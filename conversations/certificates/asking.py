"""Which entry a file proves, and waiting for the file of an entry."""

from dataclasses import dataclass, replace
from typing import Literal

from conversations import wording
from conversations.activities.drafting.draft import Draft
from conversations.activities.drafting.machine import following
from conversations.activities.drafting.sentence import draft_from
from conversations.activities.logged.removing import entry_named
from conversations.buttons import rows, typed
from conversations.certificates import kept
from conversations.certificates.kept import AttachCertificate
from conversations.certificates.showing import attached
from conversations.model import Choice, Event, Pressed, Reply, Said, Turn, When
from conversations.person import Person

OFFERED = 6  # the last entries, as buttons
NEW, LATER, DONE = "new", "later", "done"


@dataclass(frozen=True, slots=True)
class AskingEntry:
    """Files are kept; which entry are they for?"""

    certificates: tuple[int, ...]  # numbers of the files
    kind: Literal["asking_entry"] = "asking_entry"

    def ask(self, person: Person, when: When) -> Reply:
        """Offer the last entries, those without a file first, a new one, and to leave it."""
        files = [c for n in self.certificates if (c := kept.found(person, n)) is not None]
        latest = sorted(person.activities, key=lambda a: -a.number)
        first = sorted(latest, key=lambda a: bool(kept.of_entry(person, a.number)))[:OFFERED]
        entries = [Choice(wording.entry_button(a), f"#{a.number}") for a in first]
        others = (Choice(wording.NEW_ENTRY, NEW), Choice(wording.KEEP_FOR_LATER, LATER))
        return Reply(
            wording.which_entry([(c.name, c.size) for c in files], any_=bool(first)),
            (*rows(entries, most=3), others),
        )

    def answer(self, event: Event, person: Person) -> Turn:
        """Attach the files, open a draft with them, or let them wait."""
        match event:
            case Pressed(data="new"):
                return Turn(following(Draft(certificates=self.certificates)))
            case Pressed(data="later"):
                return Turn(None, (Reply(wording.kept_for_later(len(self.certificates))),))
            case Pressed(data=text, when=when) | Said(text=text, when=when):
                number = _named(text)
                if number is not None:
                    return self._attach(number, person)
                draft = draft_from(text, person, when)
                if draft is not None and draft.title is not None and draft.points is not None:
                    with_files = replace(draft, certificates=self.certificates)
                    return Turn(following(with_files))
        return Turn(self, (Reply(wording.say_which_entry()),))

    def _attach(self, entry: int, person: Person) -> Turn:
        if person.activity(entry) is None:
            return Turn(self, (Reply(wording.no_such_entry()),))
        there = [n for n in self.certificates if kept.found(person, n) is not None]
        if not there:
            return Turn(None, (Reply(wording.file_gone()),))
        changes = tuple(AttachCertificate(n, entry) for n in there)
        return Turn(None, (attached(person, there[-1], entry, len(there)),), changes)


@dataclass(frozen=True, slots=True)
class AwaitingFile:
    """Waiting for the files of an entry."""

    entry: int
    kind: Literal["awaiting_file"] = "awaiting_file"

    def ask(self, person: Person, when: When) -> Reply:
        """Ask for a photo or a PDF."""
        there = len(kept.of_entry(person, self.entry))
        done = ((Choice(wording.DONE, DONE, style="success"),),) if there else ()
        return Reply(wording.send_the_file(self.entry, there), done)

    def answer(self, event: Event, person: Person) -> Turn:
        """Take Done; a file itself comes in by `arriving`."""
        match event:
            case Pressed(data=value) | Said(text=value):
                if typed(value) in (DONE, *wording.DONE_WORDS):
                    return Turn(None, (Reply(wording.files_done(self.entry)),))
        return Turn(self)


def _named(text: str) -> int | None:
    """Return the number of an entry out of "#3" or "3"."""
    bare = text.strip()
    if bare.isascii() and bare.isdecimal() and len(bare) < 7:
        return int(bare)
    return entry_named(bare) if len(bare) < 40 else None
