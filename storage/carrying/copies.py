"""Copies of a database of SQLite, taken while it is in use, by SQLite's own backup.

https://www.sqlite.org/backup.html: all pages in one step are one moment of the database; in WAL
mode nobody waits for it.
"""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from storage.carrying import CarryingRefused
from storage.carrying.files import made

MAGIC = b"SQLite format 3\x00"
META = "SELECT name, value FROM meta"
_WAIT = 60.0  # seconds for whoever is just writing the log back


def copy(source: Path, file: Path) -> None:
    """Copy a database into a new file that is whole by itself, and check the copy.

    Raises `CarryingRefused`.
    """
    with made(file) as draft:
        try:
            with _opened(source) as old, _opened(draft) as new:
                old.execute("PRAGMA query_only=ON")
                old.backup(new)
                # One file alone: without this, opening it makes others beside it.
                new.execute("PRAGMA journal_mode=DELETE")
                _check(new, file)
        except sqlite3.Error as error:
            raise CarryingRefused(f"{source} cannot be copied: {error}.") from error


def version_in(file: Path) -> str | None:
    """Return the version of the tables in a copy; None where it is not one of ours.

    Raises `CarryingRefused` where it is damaged.
    """
    try:
        with _opened(file) as copied:
            copied.execute("PRAGMA query_only=ON")
            _check(copied, file)
            names = {name for (name,) in copied.execute("SELECT name FROM sqlite_schema")}
            if not {"alembic_version", "meta", "people"} <= names:
                return None
            found = copied.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise CarryingRefused(f"{file} is damaged: {error}.") from error
    return None if found is None else str(found[0])


def meta_of(file: Path) -> dict[str, bytes]:
    """Return the values of `meta` in a copy, by which a key is tried; the copy is one of ours."""
    with _opened(file) as copied:
        copied.execute("PRAGMA query_only=ON")
        return {str(name): bytes(value) for name, value in copied.execute(META)}


def _check(opened: sqlite3.Connection, file: Path) -> None:
    for pragma in ("integrity_check(1)", "foreign_key_check"):
        found = opened.execute(f"PRAGMA {pragma}").fetchone()
        if found is not None and found != ("ok",):
            raise CarryingRefused(f"{file} is damaged ({pragma.partition('(')[0]}).")


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(
        sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True, timeout=_WAIT)
    ) as connection:
        yield connection
