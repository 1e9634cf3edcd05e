"""Where a database is: the addresses people write, and what is wrong with one that cannot serve."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError


class DatabaseRefused(Exception):  # noqa: N818
    """What was given cannot be our database; the message says why in one sentence."""


_ODD_PATH = "The path of the database cannot be used on this machine."


def read_address(text: str) -> URL:
    """Read `sqlite:///file`, `postgresql://…` or a bare path, and choose the async driver.

    Raises `DatabaseRefused`, also where an SQLite file could not be made at that place.
    """
    if "://" not in text:
        return _sqlite(Path(text))
    if not text.startswith("sqlite") and text.partition("?")[0].count("@") > 1:
        # Nobody knows where the password ends, so none of it could be hidden either.
        raise DatabaseRefused(
            "The database address has more than one @: in a password it is written %40."
        )
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise DatabaseRefused("The database address cannot be read.") from error
    match url.get_backend_name():
        case "sqlite":
            return _sqlite(Path(url.database or ""))
        case "postgresql" | "postgres":
            return _postgres(url)
        case other:
            raise DatabaseRefused(
                f"A database address begins with sqlite:/// or postgresql://, not {other}://."
            )


def file_of(url: URL) -> Path | None:
    """Return the file of an SQLite database; None for a server."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def shown(url: URL) -> str:
    """Return the address as messages may show it: without its password."""
    plain = url.set(drivername=url.get_backend_name())
    return str(file_of(url) or plain.render_as_string(hide_password=True))


def _sqlite(path: Path) -> URL:
    if str(path) in {"", ".", ":memory:"}:
        raise DatabaseRefused("SQLite needs the path of a file; what is in memory would be lost.")
    if "\0" in str(path) or len(str(path).splitlines()) > 1:
        raise DatabaseRefused(_ODD_PATH)
    try:
        file = path.expanduser().absolute()
        is_folder, has_folder = file.is_dir(), file.parent.is_dir()
    except (OSError, RuntimeError, ValueError) as error:  # too long, nobody's home, half a letter
        raise DatabaseRefused(_ODD_PATH) from error
    if is_folder:
        raise DatabaseRefused(f"The database {file} is a folder; give the path of a file.")
    if not has_folder:
        raise DatabaseRefused(f"The folder {file.parent} of the database does not exist.")
    return URL.create("sqlite+aiosqlite", database=str(file))


def _postgres(url: URL) -> URL:
    query = dict(url.query)
    if "sslmode" in query:  # libpq's word; asyncpg calls it ssl
        query["ssl"] = query.pop("sslmode")
    return url.set(drivername="postgresql+asyncpg", query=query)
