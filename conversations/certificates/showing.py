"""What is kept as proof: on an entry, in a list, sent back, taken out, put back."""

from collections.abc import Callable

from conversations import wording
from conversations.buttons import rows, standing
from conversations.certificates import kept
from conversations.certificates.kept import Certificate, PutBackCertificate, RemoveCertificate
from conversations.model import Choices, Event, FileWanted, Reply, State, Turn
from conversations.person import Person

FILE = "certificate"  # the name of the maker in bot/reports
ON_A_PAGE = 6
MOST_AT_ONCE = 10  # files that one press sends back

_Action = Callable[[State | None, str, Person, Event], Turn]


def attached(person: Person, number: int, entry: int, many: int = 1) -> Reply:
    """Return that a file is kept with an entry, with the way back."""
    activity = person.activity(entry)
    file = kept.found(person, number)
    if activity is None or file is None:
        return Reply(wording.file_gone())
    show = standing(wording.OPEN_ENTRY, "entry", str(entry))
    remove = standing(wording.REMOVE_CERTIFICATE, "file_out", str(number))
    first = (show, remove) if many == 1 else (show,)
    return Reply(wording.kept_with(file.name, activity, many), (first,))


def on_entry(person: Person, entry: int, paper: str) -> tuple[list[str], Choices]:
    """Return the lines and buttons that an entry shows of its proof; `paper` is what is wanted."""
    files = kept.of_entry(person, entry)
    add = standing(wording.ADD_CERTIFICATE, "file_for", str(entry))
    if not files:
        return ["", wording.no_certificate(paper)], ((add,),)
    lines = ["", *(wording.certificate_line(c.name, c.size, c.on) for c in files)]
    show = standing(wording.show_certificates(len(files)), "files_of", str(entry))
    if len(files) == 1:
        remove = standing(wording.REMOVE_CERTIFICATE, "file_out", str(files[0].number))
    else:
        remove = standing(wording.REMOVE_ONE, "files_from", str(entry))
    return lines, ((show, remove), (add,))


def unproved(person: Person) -> list[str]:
    """Return the line that names entries without a file; none where no file is kept at all."""
    if not person.certificates:
        return []
    proved = {c.entry for c in person.certificates}
    missing = [a.number for a in person.activities if a.number not in proved]
    return ["", wording.without_certificate(missing)] if missing else []


def all_files(person: Person, page: int = 0) -> Reply:
    """Return what waits for its entry, with how much is kept in all."""
    waiting = kept.loose(person)
    pages = max(-(-len(waiting) // ON_A_PAGE), 1)
    page = min(max(page, 0), pages - 1)
    shown = waiting[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    size = sum(c.size for c in person.certificates)
    lines = [wording.files_kept(len(person.certificates), size, kept.MOST_FILES, kept.MOST_BYTES)]
    if waiting:
        lines += ["", wording.waiting_heading(len(waiting))]
        lines += [wording.waiting_line(c.number, c.name, c.size, c.on) for c in shown]
    lines += unproved(person)
    place = [standing(wording.place_file(c.number), "file", str(c.number)) for c in shown]
    turns = [standing(wording.NEWER, "files", str(page - 1))] if page else []
    turns += [standing(wording.OLDER, "files", str(page + 1))] if page < pages - 1 else []
    choices = (*rows(place, most=3), *((tuple(turns),) if turns else ()))
    return Reply("\n".join(lines), choices, heading=wording.files_heading())


def _files(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    return Turn(state, (all_files(person, _number(record)),))


def _file(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    """Show one file with what can be done with it."""
    file = kept.found(person, _number(record))
    return Turn(state, (Reply(wording.file_gone()) if file is None else _one_file(file),))


def _one_file(file: Certificate) -> Reply:
    number = str(file.number)
    return Reply(
        wording.certificate_line(file.name, file.size, file.on),
        (
            (
                standing(wording.show_certificates(1), "file_show", number),
                standing(wording.SAY_WHICH_ENTRY, "file_place", number),
            ),
            (standing(wording.REMOVE_CERTIFICATE, "file_out", number),),
        ),
    )


def _show(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    file = kept.found(person, _number(record))
    if file is None:
        return Turn(state, (Reply(wording.file_gone()),))
    return Turn(state, (Reply("", files=sent_back((file,))),))


def sent_back(files: tuple[Certificate, ...]) -> tuple[FileWanted, ...]:
    """Return the request for files, to go with a screen."""
    return tuple(FileWanted(FILE, str(c.number)) for c in files[:MOST_AT_ONCE])


def _remove_one(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    """Ask which file of an entry is to go."""
    files = kept.of_entry(person, _number(record))
    if not files:
        return Turn(state, (Reply(wording.file_gone()),))
    lines = [wording.waiting_line(c.number, c.name, c.size, c.on) for c in files]
    buttons = [standing(wording.remove_file(c.number), "file_out", str(c.number)) for c in files]
    shown = Reply("\n".join(lines), rows(buttons), heading=wording.which_file_goes())
    return Turn(state, (shown,))


def _out(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    file = kept.found(person, _number(record))
    if file is None:
        return Turn(state, (Reply(wording.file_gone()),))
    undo = standing(wording.UNDO, "file_back", str(file.number))
    said = Reply(wording.file_removed(file.name, file.entry, kept.DAYS_LOOSE), ((undo,),))
    return Turn(state, (said,), (RemoveCertificate(file.number),))


def _back(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    number = _number(record)
    if kept.found(person, number) is not None:
        return Turn(state, (Reply(wording.there_already()),))
    file = next((c for c in person.removed_certificates if c.number == number), None)
    if file is None:
        return Turn(state, (Reply(wording.file_gone()),))
    undo = standing(wording.REMOVE_CERTIFICATE, "file_out", str(number))
    said = Reply(wording.file_back(file.name, file.entry), ((undo,),))
    return Turn(state, (said,), (PutBackCertificate(number),))


def _number(record: str) -> int:
    """Read a record's number; what is none leads to no record."""
    return int(record) if record.isascii() and record.isdecimal() and len(record) < 10 else 0


ACTIONS: dict[str, _Action] = {
    "files": _files,
    "file": _file,
    "file_show": _show,
    "files_from": _remove_one,
    "file_out": _out,
    "file_back": _back,
}
