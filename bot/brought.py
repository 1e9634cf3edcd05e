"""A file that somebody brought: what it is by its content, and whether it is one to keep.

Nothing of it is read but how it begins and ends, whatever it is called: a PDF of 10,000 pages and
a photo of 20 MB cost the same few bytes. It is never opened here; whoever sent it gets it back
under a name that says what it is.
"""

import hashlib
import re
from dataclasses import replace
from pathlib import PurePosixPath

from bot.harmless import harmless
from conversations.certificates.kept import LARGEST
from conversations.model import Sent

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
WEBP, HEIC = "image/webp", "image/heic"
ENDINGS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png", WEBP: ".webp", HEIC: ".heic"}
LONGEST_NAME = 80  # characters
LONGEST_FILE_NAME = 150  # bytes of the name under which a file is given back
_SPACE = b"\xef\xbb\xbf \t\r\n\x0c\x00"  # what may stand before a PDF, as writers leave it
_ARCHIVES = (b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf'\x1c", b"Rar!\x1a\x07", b"\x1f\x8b", b"BZh")
# ISO/IEC 23008-12: pictures in HEVC, and the general brands where one of those stands beside.
_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"})
_GENERAL = frozenset({b"mif1", b"msf1"})
_LONGEST_COMMENT = 65_535  # of a ZIP, behind its end record of 22 bytes
_ODD = re.compile(r'[\\/:*?"<>|\s]+')


def received(event: Sent, data: bytes) -> Sent:
    """Return the event with what its file is by its content, or why it is not to be kept."""
    media_type = media_type_of(data)
    if event.file is None or media_type is None or len(data) > LARGEST:
        return not_received(event, refusal_of(data))
    known = replace(
        event.file,
        name=plain_name(event.file.name),
        size=len(data),
        media_type=media_type,
        sha256=hashlib.sha256(data).hexdigest(),
    )
    return replace(event, file=known)


def not_received(event: Sent, why: str) -> Sent:
    """Return the event with the reason for which its file is not kept (`Attachment.refused`)."""
    if event.file is None:
        return event
    name = plain_name(event.file.name)
    return replace(event, file=replace(event.file, name=name, refused=why))


def media_type_of(data: bytes) -> str | None:
    """Return what a file is by its content; None where it is nothing that is kept.

    What is an archive as well is one: a program that unpacks looks at the end.
    """
    if _ends_as_zip(data):
        return None
    if data[:1024].lstrip(_SPACE).startswith(b"%PDF-"):
        return PDF
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        return PNG
    if data[:4] == b"RIFF" and data[8:15] == b"WEBPVP8":
        return WEBP
    return HEIC if _is_heic(data) else None


def refusal_of(data: bytes) -> str:
    """Return why a file is not kept."""
    if not data:
        return "empty"
    if len(data) > LARGEST:
        return "too_big"
    return "archive" if data.startswith(_ARCHIVES) or _ends_as_zip(data) else "unknown"


def plain_name(name: str) -> str:
    """Return a name to show: no folders, nothing that turns words around, not long."""
    bare = PurePosixPath(harmless(name).replace("\\", "/")).name
    bare = _ODD.sub(" ", bare).strip(" .")
    if len(bare) <= LONGEST_NAME:
        return bare
    ending = PurePosixPath(bare).suffix[-8:]
    return f"{bare[: LONGEST_NAME - len(ending)].rstrip()}{ending}"


def file_name(name: str, number: int, media_type: str) -> str:
    """Return the name under which a file is given back: its ending says what it is."""
    stem = plain_name(name)
    for ending in (*ENDINGS.values(), ".jpeg"):
        if stem.casefold().endswith(ending):
            stem = stem[: -len(ending)]
    stem = stem.encode()[:LONGEST_FILE_NAME].decode(errors="ignore").strip(" .-")
    return f"{stem or f'certificate-{number}'}{ENDINGS.get(media_type, '')}"


def _is_heic(data: bytes) -> bool:
    length = int.from_bytes(data[:4], "big")
    if data[4:8] != b"ftyp" or not 16 <= length <= 512:
        return False
    brands = {data[at : at + 4] for at in (8, *range(16, length, 4))}
    return data[8:12] in _HEIC or (data[8:12] in _GENERAL and bool(brands & _HEIC))


def _ends_as_zip(data: bytes) -> bool:
    """Whether a file ends with the record by which a ZIP is opened (APPNOTE 4.3.16)."""
    tail = data[-(_LONGEST_COMMENT + 22) :]
    at = tail.find(b"PK\x05\x06")
    while at != -1:
        comment = int.from_bytes(tail[at + 20 : at + 22], "little")
        if at + 22 + comment == len(tail):
            return True
        at = tail.find(b"PK\x05\x06", at + 1)
    return False
