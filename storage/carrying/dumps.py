"""Dumps of a database of PostgreSQL, by its own programs `pg_dump` and `pg_restore`.

https://www.postgresql.org/docs/current/app-pgdump.html: a dump is one moment of the database, and
nobody waits for it. The password goes by the environment, where other users do not see it.
"""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL

from storage.carrying import CarryingRefused
from storage.carrying.files import made

MAGIC = b"PGDMP"
_OURS = ("--no-owner", "--no-privileges")
_MISSING = (
    "The program {} of PostgreSQL is not there: install the client programs of the server's"
    " version (postgresql-client), or put their folder in PATH."
)


def dump(source: URL, file: Path) -> None:
    """Dump a database into a new file, and read the dump through. Raises `CarryingRefused`."""
    with made(file) as draft:
        with draft.open("wb") as stream:
            options = ("--format=custom", "--lock-wait-timeout=60000", "--no-password", *_OURS)
            _run("pg_dump", *options, source=source, output=stream.fileno())
        check(draft)


def check(file: Path) -> None:
    """Read a dump through to its end. Raises `CarryingRefused` where it is damaged."""
    _run("pg_restore", "--file=/dev/null", *_OURS, str(file))


def restore(file: Path, target: URL) -> None:
    """Put what a dump holds in the place of our tables, all or nothing. Raises `CarryingRefused`.

    Whoever asks has made sure that there is nothing to lose.
    """
    database = f"--dbname={target.database}"
    how = ("--single-transaction", "--exit-on-error", "--clean", "--if-exists", "--no-password")
    _run("pg_restore", database, *how, *_OURS, str(file), source=target)


def _run(
    program: str, *arguments: str, source: URL | None = None, output: int = subprocess.DEVNULL
) -> None:
    path = shutil.which(program)
    if path is None:
        raise CarryingRefused(_MISSING.format(program))
    done = subprocess.run(  # noqa: S603  the program is PostgreSQL's, the arguments are ours
        [path, *arguments],
        env=os.environ | ({} if source is None else _environment(source)),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason given"]
        raise CarryingRefused(f"{program} failed: {lines[0].removeprefix(f'{program}: ')}")


def _environment(url: URL) -> dict[str, str]:
    """Return an address as the programs of PostgreSQL take it (libpq's variables)."""
    query = {name: value for name, value in url.query.items() if isinstance(value, str)}
    given = {
        "PGHOST": query.get("host") or url.host,
        "PGPORT": query.get("port") or (str(url.port) if url.port else None),
        "PGUSER": query.get("user") or url.username,
        "PGPASSWORD": url.password,
        "PGDATABASE": url.database,
        "PGSSLMODE": query.get("ssl"),
    }
    return {name: str(value) for name, value in given.items() if value is not None}
