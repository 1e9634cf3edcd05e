"""A file that is kept as proof, and the changes there are to one. Its bytes are storage's alone."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from conversations.person import Person

LARGEST = 20 * 2**20  # bytes of one file: what a bot may fetch (Bot API, getFile)
MOST_FILES = 300  # of one person: several cycles, a few files for each CE
MOST_BYTES = 100_000_000  # of one person, all files together
DAYS_LOOSE = 30  # how long a file waits for its entry, and a removed one for being put back


@dataclass(frozen=True, slots=True)
class Certificate:
    """A file of a person, under their own number. Those removed may still be put back."""

    number: int
    name: str  # as the person's device called it; empty for a photo
    media_type: str  # by its content
    size: int  # bytes
    sha256: str  # of its content, in hexadecimal digits
    on: date  # the person's day on which it came
    entry: int = 0  # the activity that it proves; 0: none yet


@dataclass(frozen=True, slots=True)
class KeepCertificate:
    """Keep the file that came with this event."""

    certificate: Certificate
    kind: Literal["keep_certificate"] = "keep_certificate"

    def applied(self, person: "Person") -> "Person":
        """Return the person with it."""
        new = self.certificate
        others = tuple(c for c in person.certificates if c.number != new.number)
        return replace(
            person,
            certificates=(*others, new),
            next_certificate=max(person.next_certificate, new.number + 1),
        )


@dataclass(frozen=True, slots=True)
class AttachCertificate:
    """Say which activity a file proves; 0 takes it off and lets it wait."""

    number: int
    entry: int
    kind: Literal["attach_certificate"] = "attach_certificate"

    def applied(self, person: "Person") -> "Person":
        """Return the person with the file in its place; unchanged where there is no such entry."""
        entries = (*person.activities, *person.removed)
        if self.entry and all(activity.number != self.entry for activity in entries):
            return person
        files = (
            replace(c, entry=self.entry) if c.number == self.number else c
            for c in person.certificates
        )
        return replace(person, certificates=tuple(files))


@dataclass(frozen=True, slots=True)
class RemoveCertificate:
    """Take a file out; it can be put back for a while."""

    number: int
    kind: Literal["remove_certificate"] = "remove_certificate"

    def applied(self, person: "Person") -> "Person":
        """Return the person without it."""
        gone = tuple(c for c in person.certificates if c.number == self.number)
        return replace(
            person,
            certificates=tuple(c for c in person.certificates if c.number != self.number),
            removed_certificates=(*person.removed_certificates, *gone),
        )


@dataclass(frozen=True, slots=True)
class PutBackCertificate:
    """Put back a file that was taken out."""

    number: int
    kind: Literal["put_back_certificate"] = "put_back_certificate"

    def applied(self, person: "Person") -> "Person":
        """Return the person with it again."""
        back = tuple(c for c in person.removed_certificates if c.number == self.number)
        there = (*person.certificates, *back)
        return replace(
            person,
            certificates=tuple(sorted(there, key=lambda c: c.number)),
            removed_certificates=tuple(
                c for c in person.removed_certificates if c.number != self.number
            ),
        )


@dataclass(frozen=True, slots=True)
class ForgetCertificates:
    """Delete for good the files that were taken out: their room is needed."""

    kind: Literal["forget_certificates"] = "forget_certificates"

    def applied(self, person: "Person") -> "Person":
        """Return the person without them."""
        return replace(person, removed_certificates=())


CertificateChange = (
    KeepCertificate
    | AttachCertificate
    | RemoveCertificate
    | PutBackCertificate
    | ForgetCertificates
)


def undone(change: CertificateChange, before: "Person") -> "CertificateChange | None":
    """Return the change that takes one back; None where nothing does."""
    match change:
        case KeepCertificate(certificate):
            return RemoveCertificate(certificate.number)
        case AttachCertificate(number):
            was = next((c.entry for c in before.certificates if c.number == number), 0)
            return AttachCertificate(number, was)
        case RemoveCertificate(number):
            return PutBackCertificate(number)
        case PutBackCertificate(number):
            return RemoveCertificate(number)
        case ForgetCertificates():
            return None


def of_entry(person: "Person", entry: int) -> tuple[Certificate, ...]:
    """Return the files that prove an activity."""
    return tuple(c for c in person.certificates if entry and c.entry == entry)


def loose(person: "Person") -> tuple[Certificate, ...]:
    """Return the files that wait for their entry; those of a removed one wait with it."""
    return tuple(c for c in person.certificates if not c.entry)


def found(person: "Person", number: int) -> Certificate | None:
    """Return a file by its number; None where there is none (any more)."""
    return next((c for c in person.certificates if c.number == number), None)


def making_room(person: "Person", size: int) -> tuple[ForgetCertificates, ...] | None:
    """Return what makes room for a file of this size; None where nothing does."""
    if not _fits(person.certificates, size):
        return None
    everything = (*person.certificates, *person.removed_certificates)
    return () if _fits(everything, size) else (ForgetCertificates(),)


def _fits(files: tuple[Certificate, ...], size: int) -> bool:
    return len(files) < MOST_FILES and sum(c.size for c in files) + size <= MOST_BYTES
