"""What a file is by its content; hostile ones are harmless and cost nothing."""

import io
import time
import zipfile
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.brought import (
    HEIC,
    JPEG,
    LONGEST_FILE_NAME,
    LONGEST_NAME,
    PDF,
    PNG,
    WEBP,
    file_name,
    media_type_of,
    plain_name,
    received,
    refusal_of,
)
from conversations.certificates.kept import LARGEST
from conversations.model import Attachment, Sent, When

WHEN = When(datetime(2026, 11, 23, 12, tzinfo=UTC))
PNG_HEAD = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
HEIC_HEAD = b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic"


def zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("setup.exe", b"MZ")
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7\n%%EOF", PDF),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", PDF),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", JPEG),
        (PNG_HEAD, PNG),
        (b"RIFF\x24\x00\x00\x00WEBPVP8X", WEBP),
        (HEIC_HEAD, HEIC),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", HEIC),
        (b"\x00\x00\x00\x14ftypisom\x00\x00\x00\x00mp41", None),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", None),
        (b"MZ\x90\x00 %PDF-1.7", None),
        (b"<html>%PDF-1.7", None),
        (zipped(), None),
        (b"", None),
    ],
)
def test_a_file_is_what_its_content_says(data: bytes, media_type: str | None) -> None:
    """Issue 6: by content, not by name; what was claimed is not believed."""
    assert media_type_of(data) == media_type


@pytest.mark.parametrize("head", [b"%PDF-1.7\n", b"\xff\xd8\xff\xe0", PNG_HEAD, HEIC_HEAD])
def test_what_unpacks_as_an_archive_is_none_of_ours(head: bytes) -> None:
    """A polyglot: a picture to a viewer, a ZIP to whoever unpacks it, also behind a comment."""
    archive = zipped()
    commented = archive[:-2] + (5).to_bytes(2, "little") + b"hello"
    for polyglot in (head + archive, head + commented):
        assert zipfile.is_zipfile(io.BytesIO(polyglot))
        assert media_type_of(polyglot) is None
        assert refusal_of(polyglot) == "archive"


def test_a_pdf_that_mentions_an_archive_is_a_pdf() -> None:
    """A PDF may carry an attachment; nothing opens it as a ZIP."""
    assert media_type_of(b"%PDF-1.7\n" + zipped() + b"\nendstream\n%%EOF") == PDF


@pytest.mark.parametrize(
    ("data", "why"),
    [(b"", "empty"), (b"MZ\x90", "unknown"), (b"\x1f\x8b\x08", "archive"), (zipped(), "archive")],
)
def test_what_is_not_kept_is_told_apart(data: bytes, why: str) -> None:
    """One clear sentence each."""
    event = received(Sent("document", WHEN, file=Attachment("x", "a.pdf")), data)
    assert event.file is not None
    assert (event.file.refused, event.file.sha256) == (why, "")


def test_ten_thousand_pages_and_twenty_megabytes_cost_little() -> None:
    """Issue 6: bounded time; nothing is parsed, so only the hash looks at all of it."""
    page = b"1 0 obj <</Type/Page>> endobj\n"
    pdf = b"%PDF-1.7\n" + page * 10_000
    photo = b"\xff\xd8\xff\xe0" + b"PK\x05\x06" * ((LARGEST - 4) // 4)
    began = time.process_time()
    for data, media_type in ((pdf, PDF), (photo, JPEG)):
        event = received(Sent("document", WHEN, file=Attachment("x", "a")), data)
        assert event.file is not None
        assert event.file.media_type == media_type
    assert time.process_time() - began < 2.0


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\x.pdf", "x.pdf"),
        ("..", ""),
        ("/", ""),
        (".ssh", "ssh"),
        ("exe\u202efdp.pdf", "exefdp.pdf"),
        ('a";\r\nX-Header: b.pdf', "a ; X-Header b.pdf"),
        ("AABB 2026.pdf", "AABB 2026.pdf"),
    ],
)
def test_a_name_leads_nowhere(name: str, shown: str) -> None:
    """Issue 6: path traversal, an overridden direction, a header in a name."""
    assert plain_name(name) == shown


def test_a_very_long_name_keeps_its_ending() -> None:
    """The beginning and the ending tell most."""
    shown = plain_name("ж" * 5000 + ".pdf")
    assert len(shown) == LONGEST_NAME
    assert shown.endswith("ж.pdf")


@given(st.text(max_size=300))
def test_every_name_is_given_back_as_one_of_a_file_in_a_folder(name: str) -> None:
    """No separator, nothing hidden, short enough for any disk, the ending of its content."""
    given_back = file_name(name, 7, PDF)
    assert given_back.endswith(".pdf")
    assert not set(given_back) & set('/\\:*?"<>|\x00\n\r\u202e')
    assert not given_back.startswith((".", "-", " "))
    assert len(given_back.encode()) <= LONGEST_FILE_NAME + 4
    assert file_name("", 7, PDF) == "certificate-7.pdf"
    assert file_name("setup.exe", 7, JPEG) == "setup.exe.jpg"
    assert file_name("scan.JPEG", 7, JPEG) == "scan.jpg"
