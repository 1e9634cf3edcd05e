"""Opens the database that the settings name, with its key."""

import contextlib
import sys
from collections.abc import AsyncIterator, Iterator

from pydantic import ValidationError

from bot.settings import Settings
from bot.starting import CannotStart
from storage.databases.addresses import read_address, shown
from storage.engine import (
    WORKING,
    DatabaseAway,
    DatabaseRefused,
    Patience,
    Sessions,
    holds_data,
    open_sessions,
)
from storage.keyring.keys import find_key
from storage.sealing import KeyRefused

WHAT_TO_DO = (
    "Close whatever else has it open (a backup, a database browser), or start its server; "
    "then try again."
)
MAKE_ROOM = "Make room, then try again."


def read_settings(db: str | None = None) -> Settings:
    """Read the settings; `db` replaces the database. Raises `CannotStart`."""
    try:
        settings = Settings()
    except ValidationError as error:
        names = ", ".join(str(problem["loc"][0]) for problem in error.errors())
        raise CannotStart(
            f"The setting {names} cannot be used as it is; .env.example says what it takes."
        ) from None
    except UnicodeDecodeError:
        raise CannotStart("The file .env is not text in UTF-8; write it anew.") from None
    except OSError as error:
        raise CannotStart(f"The file .env cannot be read: {error.strerror}.") from None
    return settings if db is None else settings.model_copy(update={"db": db})


@contextlib.asynccontextmanager
async def database(settings: Settings, patience: Patience = WORKING) -> AsyncIterator[Sessions]:
    """Open the database, making it and its key on first use; close it afterwards.

    Raises `CannotStart`.
    """
    key = settings.key.get_secret_value() if settings.key else None
    try:
        with told_when_away():
            sealer, notice = await find_key(settings.db, key, settings.key_file)
            sessions = await open_sessions(settings.db, sealer, patience)
    except (DatabaseRefused, KeyRefused) as refused:
        raise CannotStart(str(refused)) from refused
    if notice:
        sys.stderr.write(f"{notice}\n")
    try:
        yield sessions
    finally:
        await sessions.close()


async def refuse_to_make(db: str) -> None:
    """Raise `CannotStart` where there is no database yet: a mistyped name must not make one."""
    try:
        if await holds_data(db):
            return
    except DatabaseRefused as refused:
        raise CannotStart(str(refused)) from refused
    raise CannotStart(f"There is no database of cmpbot at {shown(read_address(db))}.")


@contextlib.contextmanager
def told_when_away() -> Iterator[None]:
    """Turn a database that is away into one line that says what to do. Raises `CannotStart`."""
    try:
        yield
    except DatabaseAway as away:
        raise CannotStart(f"{away} {MAKE_ROOM if away.full else WHAT_TO_DO}", status=1) from away
