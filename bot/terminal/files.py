"""Files at a terminal: those that come in are named, those that go out are written to a folder."""

import mimetypes
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bot.harmless import harmless
from bot.reports import MadeFile
from bot.starting import CannotStart
from conversations.model import Attachment

KILO = 1000


class Folder:
    """Where files are written: the folder that was asked for, or a new one of this person alone.

    Nothing is ever written over.
    """

    def __init__(self, asked: Path | None) -> None:
        """Prepare. Raises `CannotStart` where the folder that was asked for cannot be made."""
        self._path = asked
        if asked is not None:
            try:
                asked.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                why = error.strerror or type(error).__name__
                raise CannotStart(f"--files {asked}: {why}") from error

    def write(self, file: MadeFile) -> Path:
        """Write a file and return where it is. Raises `OSError`."""
        if self._path is None:
            self._path = Path(tempfile.mkdtemp(prefix="cmpbot-"))
        name = Path(file.name)
        count = 1
        while True:
            numbered = name.name if count == 1 else f"{name.stem}-{count}{name.suffix}"
            path = self._path.resolve() / numbered
            try:
                with path.open("xb") as opened:
                    opened.write(file.data)
            except FileExistsError:
                count += 1
            else:
                return path


@dataclass(frozen=True, slots=True)
class Shown:
    """A file that was written, and the line that tells of it."""

    path: Path
    line: str


def shown(file: MadeFile | str, folder: Folder) -> Shown | str:
    """Write a file; where there is none, or it cannot be written, return the words on why."""
    if isinstance(file, str):
        return file
    try:
        path = folder.write(file)
    except OSError as error:
        return f"{file.name} could not be written: {error.strerror or type(error).__name__}."
    return Shown(path, f"File: {file.name}, {size_of(file.data)}, in {path}")


def attachment_of(path: Path) -> Attachment:
    """Describe a file on this machine as one that came in."""
    media_type, _ = mimetypes.guess_type(path.name)
    size = path.stat().st_size
    return Attachment(str(path.resolve()), harmless(path.name), size, media_type or "")


def size_of(data: bytes) -> str:
    """Write the size of a file for people: "512 B", "2.1 kB"."""
    return written_size(len(data))


def written_size(count: int) -> str:
    """Write a number of bytes for people."""
    size, unit = float(count), "B"
    for larger in ("kB", "MB"):
        if size >= KILO:
            size, unit = size / KILO, larger
    return f"{size:.1f} {unit}" if unit != "B" else f"{size:.0f} B"
