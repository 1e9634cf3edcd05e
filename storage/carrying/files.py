"""A file that appears under its name when it is whole, for its owner's eyes only, over no other."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path

from storage.carrying import CarryingRefused


@contextlib.contextmanager
def made(file: Path) -> Iterator[Path]:
    """Hand out an empty draft beside a file; it takes the file's name when the block ends.

    Raises `CarryingRefused` where the file is there already, is a folder, or cannot be made. The
    draft is removed when the block raises.
    """
    try:
        if file.is_dir() or not file.name:  # "." and "/" have no name to put a draft beside
            raise CarryingRefused(f"{file} is a folder; give the name of a file in it.")
        draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
        if file.exists():
            raise CarryingRefused(f"{file} is there already; nothing is ever written over.")
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        raise CarryingRefused(f"{file} cannot be made: {error.strerror}.") from error
    try:
        yield draft
        settle(draft)
        try:
            os.link(draft, file)  # unlike a renaming, it never replaces what came in between
        except FileExistsError:
            raise CarryingRefused(f"{file} is there already; nothing is written over.") from None
        except OSError:  # a file system without links
            draft.rename(file)
        settle(file.parent)
    finally:
        draft.unlink(missing_ok=True)


def settle(path: Path) -> None:
    """Let the disk have a file, or the names in a folder."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
