"""A ZIP from anywhere: one clear sentence, bounded time and memory, nothing stored."""

import io
import json
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commanded import cmpbot
from hypothesis import given
from hypothesis import strategies as st
from kept_there import record, recorded

from bot.carrying import archive
from bot.carrying.archive import BadArchive, packed, unpacked
from bot.carrying.import_ import read_archive
from bot.carrying.judging import BadExport

GOOD = (Path(__file__).parent / "export-1.json").read_bytes()
SECONDS = 5.0  # of the processor, for any refusal
BYTES = 60_000_000  # of memory, for any refusal


def zipped(*files: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as opened:
        for name, data in files:
            opened.writestr(name, data)
    return made.getvalue()


def changed(change: Callable[[dict[str, Any]], Any]) -> bytes:
    """Return a whole export whose data.json was changed, with the right hash."""
    data = json.loads(GOOD)
    change(data)
    return packed({"data.json": json.dumps(data).encode()})


def claiming(data: bytes, size: int) -> bytes:
    """Return a ZIP whose list of files claims another size of the first one."""
    at = data.index(b"PK\x01\x02") + 24
    return data[:at] + struct.pack("<L", size) + data[at + 4 :]


def test_a_good_one_is_taken() -> None:
    """What is refused below is refused for what was changed, not for something else."""
    assert unpacked(packed({"data.json": GOOD}))["data.json"] == GOOD
    read_archive(changed(lambda data: None))


def test_many_alike_are_no_bomb() -> None:
    """Whoever logs the same short course each week has data that packs well."""

    def repeat(data: dict[str, Any]) -> None:
        one = data["activities"][0]
        data["activities"] = [one | {"number": n} for n in range(1, 10_001)]

    assert len(read_archive(changed(repeat))[0].activities) == 10_000


ZIPS: list[tuple[str, Callable[[], bytes], str]] = [
    ("bomb", lambda: packed({"data.json": bytes(90_000_000)}), "unpacks to more"),
    ("many", lambda: zipped(*((f"certificates/{n}.pdf", b"x") for n in range(1, 1900)),
        ("data.json", GOOD), ("SHA256SUMS", b"")), "too many files"),
    ("many bombs", lambda: zipped(*((f"certificates/{n}.pdf", bytes(990_000))
        for n in range(1, 200)), ("data.json", GOOD), ("SHA256SUMS", b"")), "unpacks to more"),
    ("liar", lambda: claiming(packed({"data.json": bytes(90_000)}), 10), "damaged"),
    ("path", lambda: zipped(("../../etc/cron.d/x", b"x"), ("data.json", GOOD)), "that no export"),
    ("absolute", lambda: zipped(("/etc/passwd", b"x"), ("data.json", GOOD)), "that no export has"),
    ("nested", lambda: zipped(("inner.zip", zipped()), ("data.json", GOOD)), "no export"),
    ("windows", lambda: zipped(("certificates\\..\\1", b"x"), ("data.json", GOOD)), "no export"),
    ("no hashes", lambda: zipped(("data.json", GOOD)), "hash is missing"),
    ("no data", lambda: packed({"README.txt": b"x"}), "data.json or its hash is missing"),
    ("wrong hash", lambda: zipped(("data.json", GOOD),
        ("SHA256SUMS", b"0" * 64 + b"  data.json\n")), "its hash is another"),
    ("other list", lambda: zipped(("data.json", GOOD), ("SHA256SUMS", b"0" * 64 + b"  a\n")),
        "does not list"),
    ("odd list", lambda: zipped(("data.json", GOOD), ("SHA256SUMS", b"\xff")), "not a list"),
    ("packing", lambda: zipped(("data.json", GOOD), ("SHA256SUMS", b"x"), how=zipfile.ZIP_LZMA),
        "packed in a way"),
    ("no zip", lambda: b"%PDF-1.7", "not a ZIP"),
    ("empty", lambda: b"", "not a ZIP"),
    ("comment", lambda: packed({"data.json": GOOD}) + b"x", "not a ZIP"),
    ("half", lambda: packed({"data.json": GOOD})[:300] + packed({"data.json": GOOD})[-200:],
        "damaged"),
    ("long list", lambda: b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 9, 9, 10**8, 0, 0),
        "too many files"),
]  # fmt: skip


@pytest.mark.parametrize(("make", "why"), [z[1:] for z in ZIPS], ids=[z[0] for z in ZIPS])
def test_a_hostile_zip_is_refused(make: Callable[[], bytes], why: str) -> None:
    """In bounded time and memory, with a sentence."""
    data = make()
    tracemalloc.start()
    began = time.process_time()
    with pytest.raises(BadArchive, match=why):
        unpacked(data)
    assert time.process_time() - began < SECONDS
    assert tracemalloc.get_traced_memory()[1] < BYTES
    tracemalloc.stop()


def test_two_files_of_one_name_are_refused() -> None:
    """Which of the two would count?"""
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("data.json", GOOD), ("data.json", b"{}"), ("SHA256SUMS", b""))
    with pytest.raises(BadArchive, match="two files of one name"):
        unpacked(data)


def test_a_locked_zip_is_refused() -> None:
    """Nobody is asked for a password."""
    data = bytearray(packed({"data.json": GOOD}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(BadArchive, match="locked with a password"):
        unpacked(bytes(data))


def put(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Return what sets a value at a place like activities.0.title."""

    def change(data: Any) -> None:
        *places, last = (int(each) if each.isdecimal() else each for each in path.split("."))
        for place in places:
            data = data[place]
        data[last] = value

    return change


PART = {"points": "1", "areas": ["safety"]}
PIN = {"key": {"code": "MLS", "scheme": "ASCP"}, "part": 5, "slot": "safety", "points": "1"}
FILED = {"number": 1, "name": "a", "media_type": "application/pdf", "size": 1, "sha256": "0",
         "entry": 9, "on": "2026-01-01"}  # fmt: skip
VALUES = [
    ("version", 2, "version 1, the one this cmpbot reads"),
    ("format", "other", "version 1, the one this cmpbot reads"),
    ("surprise", 1, "not as the schema says"),
    ("holdings", None, "not as the schema says"),
    ("holdings.0.cycle_ends", "1066-10-14", "outside the years"),
    ("holdings.0.cycle_starts", "2030-01-01", "begins after its end"),
    ("holdings.0.key.code", "XYZ", "catalogue does not know"),
    ("holdings.1.key.code", "MLS", "hold a credential twice"),
    ("holdings.0.adjustments.slots", {"no such": "1"}, "a requirement that there is not"),
    ("holdings.0.adjustments.total", "-1", "points with two decimals"),
    ("activities.0.title", "  ", "has no title"),
    ("activities.0.title", "x" * 5000, "too long"),
    ("activities.0.title", "a\u202eb", "cannot be shown"),
    ("activities.0.title", "\x1b[2J", "cannot be shown"),
    ("activities.0.number", 0, "numbered from 1"),
    ("activities.0.number", 10**12, "too large a number"),
    ("activities.0.parts", [], "no parts"),
    ("activities.0.parts", [PART] * 600, "too many"),
    ("activities.0.parts.0.points", "0", "without points"),
    ("activities.0.parts.0.points", "NaN", "schema says|two decimals"),
    ("activities.0.parts.0.points", "1e999999", "two decimals"),
    ("activities.0.parts.0.points", "1.005", "two decimals"),
    ("activities.0.parts.0.points", "10001", "0 to 10000 points"),
    ("activities.0.parts.0.areas", [], "without areas"),
    ("activities.0.pins", [PIN], "pins points that there are not"),
    ("certificates", [FILED], "belongs to no activity"),
    ("settings.time_zone", "../../etc/passwd", "not a time zone"),
    ("settings.reminders.added", [{"kind": "before", "days": 10**8}], "too far ahead"),
    ("settings.reminders.added", [{"kind": "each_month", "day": 32}], "a day that no month"),
]


@pytest.mark.parametrize(("path", "value", "why"), VALUES)
def test_a_value_that_cannot_be_is_refused(path: str, value: Any, why: str) -> None:
    """With its place, without the value."""
    with pytest.raises(BadExport, match=why) as refused:
        read_archive(changed(put(path, value)))
    assert str(refused.value).count("\n") == 0
    assert len(str(refused.value)) < 250


@pytest.mark.parametrize("text", [b"[" * 90_000, b'{"a":' * 90_000, b"", b"\xff", b"{", b"[]"])
def test_json_that_is_none_or_too_deep_is_refused(text: bytes) -> None:
    """No recursion, no traceback."""
    with pytest.raises(BadExport, match="not as the schema says"):
        read_archive(packed({"data.json": text}))


def refusal(data: bytes) -> str:
    try:
        read_archive(data)
    except (BadArchive, BadExport) as refused:
        return str(refused)
    return ""


@given(st.binary(max_size=200), st.integers(0, 2000), st.binary(max_size=8))
def test_bytes_of_any_kind_are_refused_with_a_sentence(noise: bytes, at: int, put: bytes) -> None:
    """Noise, and a good export with some bytes changed."""
    good = packed({"data.json": GOOD})
    place = at % len(good)
    for data in (noise, good[:place] + put + good[place + len(put) :]):
        why = refusal(data)
        assert why.endswith(".") if why else archive.unpacked(data)["data.json"] == GOOD


def test_of_a_bad_file_nothing_is_stored(tmp_path: Path) -> None:
    """Status 2, one line, the person as before; also for a certificate that is another file."""
    (tmp_path / "data").mkdir()
    db = str(tmp_path / "data" / "cmpbot.db")
    record(db, ())
    record(db)
    before = recorded(db)
    (tmp_path / "bad.zip").write_bytes(changed(put("activities.0.title", "\x07")))

    ended = cmpbot(tmp_path, "import", "bad.zip", "--person", "7", "--db", db)

    assert ended.status == 2
    assert ended.err.count("\n") == 1
    assert ended.err.endswith("Nothing was imported.\n")
    assert recorded(db) == before


def test_a_certificate_that_is_another_file_is_refused() -> None:
    """A program under the name of a PDF, or a file that was exchanged."""
    described = FILED | {"entry": 1, "size": 2, "sha256": "0" * 64}
    data = json.loads(GOOD) | {"certificates": [described]}
    files = {"data.json": json.dumps(data).encode(), "certificates/1.pdf": b"MZ"}
    with pytest.raises(BadExport, match="is not the file that"):
        read_archive(packed(files))
