"""The ZIP of an export: written so that the same content gives the same bytes; read with distrust.

What is read comes from anywhere. Sizes are bounded before anything is unpacked and while it is;
names are those that an export has, and no others; every file has to match the list of hashes.
"""

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from typing import IO

HASHES = "SHA256SUMS"
MOST_BYTES = 120_000_000  # of an archive, and of everything that is in it
_MOST_FILES = 1_000
_MOST_RATIO = 400  # of what is packed, where it is more than a trifle; alike CEs come to some 100
_TRIFLE = 1_000_000
_LONGEST_LIST = 200_000  # bytes of the list of files at the end of a ZIP
_END, _END_BYTES = b"PK\x05\x06", 22
_END_64, _END_64_BYTES = b"PK\x06\x07", 20
_NAMES = re.compile(
    rf"(?:{HASHES}|README\.txt|data\.json|stored\.json|activities\.csv|credentials\.csv"
    r"|certificates/[1-9][0-9]{0,8}\.(?:pdf|jpg|png|webp|heic|bin))",
    re.ASCII,
)
_HASH = re.compile(r"(?P<hash>[0-9a-f]{64})  (?P<name>[^\n]+)", re.ASCII)
_WHEN = (1980, 1, 1, 0, 0, 0)


class BadArchive(Exception):  # noqa: N818
    """A file is not an export; the message says in a sentence what is wrong with it."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP of files, with the list of their hashes (`sha256sum -c SHA256SUMS`)."""
    sums = "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in {**dict(sorted(files.items())), HASHES: sums.encode()}.items():
            about = zipfile.ZipInfo(name, _WHEN)
            about.external_attr = 0o600 << 16
            about.create_system = 3  # Unix, wherever it is made
            archive.writestr(about, data, zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the files of an export. Raises `BadArchive`."""
    _refuse_odd_end(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_odd_list(archive.infolist())
            files: dict[str, bytes] = {}
            left = MOST_BYTES
            for about in archive.infolist():
                with archive.open(about) as opened:
                    files[about.filename] = _read(opened, about, left)
                left -= len(files[about.filename])
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as error:
        raise BadArchive("The ZIP is damaged.") from error
    _refuse_other_hashes(files)
    return files


def _refuse_odd_end(data: bytes) -> None:
    """Judge the size of the list of files before it is read at all."""
    end = data[-_END_BYTES:]
    before = data[-_END_BYTES - _END_64_BYTES : -_END_BYTES]
    if len(data) > MOST_BYTES:
        raise BadArchive("The file is too large to be an export.")
    if not end.startswith(_END) or before.startswith(_END_64):
        raise BadArchive("The file is not a ZIP as an export is one.")
    if int.from_bytes(end[12:16], "little") > _LONGEST_LIST:
        raise BadArchive("The ZIP holds too many files.")


def _refuse_odd_list(listed: list[zipfile.ZipInfo]) -> None:
    names = [about.filename for about in listed]
    if len(names) > _MOST_FILES:
        raise BadArchive("The ZIP holds too many files.")
    if len(set(names)) != len(names):
        raise BadArchive("The ZIP holds two files of one name.")
    if not all(_NAMES.fullmatch(about.orig_filename) for about in listed):
        raise BadArchive("The ZIP holds a file that no export has.")
    if not {HASHES, "data.json"} <= set(names):
        raise BadArchive("The ZIP is not an export: data.json or its hash is missing.")
    for about in listed:
        if about.flag_bits & 0x41:  # encrypted
            raise BadArchive("The ZIP is locked with a password.")
        if about.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BadArchive("The ZIP is packed in a way that no export is.")
        if about.file_size > max(_TRIFLE, _MOST_RATIO * about.compress_size):
            raise BadArchive("The ZIP unpacks to more than an export can be.")
    if sum(about.file_size for about in listed) > MOST_BYTES:
        raise BadArchive("The ZIP unpacks to more than an export can be.")


def _read(opened: IO[bytes], about: zipfile.ZipInfo, left: int) -> bytes:
    """Read a file to its end, whatever size the list of files claims."""
    data = opened.read(min(about.file_size, left) + 1)
    if len(data) > left:
        raise BadArchive("The ZIP unpacks to more than an export can be.")
    if len(data) != about.file_size:
        raise BadArchive("The ZIP is damaged.")
    return data


def _refuse_other_hashes(files: Mapping[str, bytes]) -> None:
    try:
        lines = files[HASHES].decode("ascii").splitlines()
    except UnicodeDecodeError as error:
        raise BadArchive(f"{HASHES} is not a list of hashes.") from error
    found = [_HASH.fullmatch(line) for line in lines]
    listed = {each["name"]: each["hash"] for each in found if each is not None}
    if len(listed) != len(lines) or set(listed) != set(files) - {HASHES}:
        raise BadArchive(f"{HASHES} does not list the files of the ZIP.")
    for name, expected in listed.items():
        if hashlib.sha256(files[name]).hexdigest() != expected:
            raise BadArchive(f"{name} is not as it was exported: its hash is another.")
