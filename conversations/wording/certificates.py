"""Files kept as proof: what is said when one comes, where it belongs, how it goes."""

from collections.abc import Sequence
from datetime import date

from cmp_rules.model import Activity
from conversations.certificates.kept import (
    DAYS_LOOSE,
    LARGEST,
    MOST_BYTES,
    MOST_FILES,
    AttachCertificate,
    CertificateChange,
    ForgetCertificates,
    KeepCertificate,
    PutBackCertificate,
    RemoveCertificate,
)
from conversations.wording.forms import day, listed
from conversations.wording.labels import LONGEST_LABEL

OPEN_ENTRY = "Open the entry"
SHOW_FILES = "Show my files"
NEW_ENTRY = "Log it as new"
KEEP_FOR_LATER = "Keep for later"
ADD_CERTIFICATE = "Add certificate"
REMOVE_CERTIFICATE = "Remove certificate"
REMOVE_ONE = "Remove one"
SAY_WHICH_ENTRY = "Say which entry"
_LONGEST_NAME = 60  # characters of a file's name in a sentence
_MOST_NAMED = 30  # numbers of entries in one line
_TYPES = "PDF, JPEG, PNG, WEBP and HEIC"


def size(bytes_: int) -> str:
    """Write a size: 512 B, 210 kB, 2.1 MB."""
    if bytes_ < 1000:
        return f"{bytes_} B"
    if bytes_ < 999_500:
        return f"{bytes_ / 1000:.0f} kB"
    return f"{bytes_ / 1_000_000:.1f}".removesuffix(".0") + " MB"


def file_name(name: str) -> str:
    """Name a file within a sentence; a photo has no name."""
    if not name:
        return "photo"
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[: _LONGEST_NAME - 12]}…{name[-11:]}"


def show_certificates(many: int) -> str:
    """Offer to send files back."""
    return "Show certificate" if many == 1 else "Show certificates"


def place_file(number: int) -> str:
    """Offer what can be done with a file that waits."""
    return f"Place file {number}"


def remove_file(number: int) -> str:
    """Offer to take out one of several files."""
    return f"Remove file {number}"


def entry_button(activity: Activity) -> str:
    """Offer an entry on a button."""
    label = f"#{activity.number} {activity.title}"
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def which_entry(files: Sequence[tuple[str, int]], *, any_: bool) -> str:
    """Ask which entry files are for."""
    named = [f"{file_name(name)}, {size(bytes_)}" for name, bytes_ in files]
    if len(named) == 1:
        kept = f"Kept, encrypted: {named[0]}. Which entry is it for?"
    else:
        kept = f"{len(named)} files kept, encrypted. Which entry are they for?"
    ways = "Press one, or type its number or the CE itself." if any_ else "Type the CE, or press."
    return f"{kept} {ways}"


def say_which_entry() -> str:
    """The text names no entry."""
    return "Press an entry or type its number, such as #3. Or type the CE: “1.5 h HLA, LabCE”."


def kept_for_later(many: int) -> str:
    """Files wait without an entry."""
    what = "It is" if many == 1 else f"The {many} files are"
    it = "it" if many == 1 else "them"
    return (
        f"{what} kept without an entry for {DAYS_LOOSE} days, then deleted. "
        f"/certificates shows {it}."
    )


def file_stays() -> str:
    """A draft was left; the file that came with it is kept."""
    return f"The file you sent is kept for {DAYS_LOOSE} days; /certificates shows it."


def kept_with_draft() -> str:
    """A file came while a CE is being entered."""
    return "Certificate kept; it goes with this CE once you save it."


def with_files(many: int) -> str:
    """Say among what is known of a draft that files go with it."""
    return "1 file kept" if many == 1 else f"{many} files kept"


def draft_has_files(many: int) -> str:
    """Say in the summary that files go with the draft."""
    return f"Certificate: {'1 file' if many == 1 else f'{many} files'}, kept with it"


def kept_with(name: str, activity: Activity, many: int) -> str:
    """A file is with its entry."""
    what = file_name(name) if many == 1 else f"{many} files"
    return f"Certificate kept with #{activity.number} {activity.title}: {what}."


def kept_already(name: str, entry: int) -> str:
    """The same file came before."""
    return f"I have this file already ({file_name(name)}); it is kept with #{entry}."


def send_the_file(entry: int, there: int) -> str:
    """Ask for the file of an entry."""
    if there:
        return f"Send a further file for #{entry}, or press Done."
    return f"Send the certificate of #{entry} now: a photo, or a file ({_TYPES}; up to 20 MB)."


def files_done(entry: int) -> str:
    """All files of an entry came."""
    return f"Done. #{entry} has its proof."


def no_certificate(paper: str) -> str:
    """Say that an entry has no proof here, and which an audit asks for."""
    return f"No certificate kept here. For an audit: {paper[:1].lower()}{paper[1:]}"


def certificate_line(name: str, bytes_: int, on: date) -> str:
    """Write a file that is kept."""
    return f"Certificate kept: {file_name(name)}, {size(bytes_)}, {day(on, weekday=False)}"


def waiting_line(number: int, name: str, bytes_: int, on: date) -> str:
    """Write a file with its number."""
    return f"File {number}: {file_name(name)}, {size(bytes_)}, {day(on, weekday=False)}"


def waiting_heading(many: int) -> str:
    """Head the files without an entry."""
    are = "1 file waits" if many == 1 else f"{many} files wait"
    return f"{are} for an entry; deleted {DAYS_LOOSE} days after it came:"


def files_heading() -> str:
    """Head what is kept."""
    return "Certificates kept as proof"


def files_kept(many: int, bytes_: int, most: int, most_bytes: int) -> str:
    """Say how much is kept, and how much may be."""
    if not many:
        return (
            f"None yet. Send a photo or a file ({_TYPES}; up to 20 MB) and say which entry it is "
            f"for. There is room for {most} files, {size(most_bytes)} in all."
        )
    return f"{many} of at most {most} files, {size(bytes_)} of {size(most_bytes)}."


def without_certificate(numbers: Sequence[int]) -> str:
    """Name the entries without a file."""
    named = [f"#{number}" for number in numbers[-_MOST_NAMED:]]
    more = len(numbers) - len(named)
    return f"No certificate yet: {listed([*([f'{more} older ones'] if more else []), *named])}."


def which_file_goes() -> str:
    """Ask which of several files is to be taken out."""
    return "Which file should go?"


def file_removed(name: str, entry: int, days: int) -> str:
    """A file was taken out."""
    of = f" of #{entry}" if entry else ""
    return f"Removed the certificate{of}: {file_name(name)}. Undo works for {days} days."


def file_back(name: str, entry: int) -> str:
    """A file is there again."""
    where = f" with #{entry}" if entry else ""
    return f"Put back: {file_name(name)}, kept{where} again."


def file_gone() -> str:
    """There is no such file (any more)."""
    return "That file is not here any more. /certificates shows what is kept."


def no_room_for_file(name: str) -> str:
    """The person keeps as much as they may."""
    return (
        f"There is no room for {file_name(name)}: I keep at most {MOST_FILES} files, "
        f"{size(MOST_BYTES)} in all, for you. Remove some you no longer need, then send it again."
    )


def file_refused(why: str, name: str) -> str:
    """Say why a file was not kept, and what to do."""
    named = f"“{file_name(name)}”" if name else "the photo"
    reasons = {
        "too_big": (
            f"I can't keep {named}: it is larger than {LARGEST // 2**20} MB, the most a bot can "
            "fetch. A photo of it, or a smaller PDF, will do."
        ),
        "not_fetched": (
            f"I could not get hold of {named} just now, so it is not kept. Please send it again."
        ),
        "empty": f"I did not keep {named}: it is empty. Please send it again.",
        "archive": (
            f"I did not keep {named}: it holds an archive. Please send each certificate by "
            "itself, as a photo or a PDF."
        ),
    }
    other = (
        f"I did not keep {named}: by its content it is none of {_TYPES}. Please send a photo of "
        "the certificate, or a PDF."
    )
    return reasons.get(why, other)


def certificate_undone(change: CertificateChange) -> str:
    """Say which change of a file is taken back."""
    match change:
        case RemoveCertificate():
            return "Undone: the file is removed."
        case PutBackCertificate():
            return "Undone: the file is back."
        case AttachCertificate(entry=0):
            return f"Undone: the file waits without an entry, for {DAYS_LOOSE} days."
        case AttachCertificate(entry=entry):
            return f"Undone: the file is with #{entry}."
        case KeepCertificate() | ForgetCertificates():
            return "Undone: the file is as it was before."
