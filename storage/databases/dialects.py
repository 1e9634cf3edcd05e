"""What SQLite and PostgreSQL do differently: how to connect, and what their errors mean."""

import os
from typing import Any

from sqlalchemy import URL, Connection, NullPool, event
from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.databases.addresses import DatabaseRefused, file_of
from storage.databases.connected import Connected, Engine
from storage.databases.patience import Patience
from storage.databases.sqlite_writer import Writer

_WAIT = 10  # seconds for somebody else's transaction in SQLite before we give up
_SQLITE_READERS = 4
_SQLITE_TURNS = 1_000  # they work one after the other and share commits (`sqlite_writer`)
# secure_delete: what is deleted is overwritten (https://www.sqlite.org/pragma.html).
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON")
_POSTGRES_AT_ONCE = 8  # connections of one process for turns; as many, at most, for reading
_MIGRATION_LOCK = 0x636D70626F74  # "cmpbot": the number of our advisory lock

# https://www.sqlite.org/rescode.html: busy, locked, readonly, ioerr, full, cantopen, protocol
_SQLITE_PASSES = frozenset({5, 6, 8, 10, 13, 14, 15})
_SQLITE_REFUSALS = {
    8: "may not be written",
    11: "is damaged",
    14: "cannot be opened at this place",
    26: "is not a database of SQLite",
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html: connection lost, transaction
# rolled back by the server, only readable (a standby that is not promoted yet), resources short,
# lock not available, operator's hand, system error
_POSTGRES_PASSES = ("08", "25006", "25P03", "40", "53", "55P03", "57", "58")
FULL = frozenset({"SQLITE_FULL", "53100"})  # as `name_of` calls it
_POSTGRES_REFUSALS = {
    "28": "refuses this user or password",
    "3D": "does not exist on its server",
    "42501": "may not be used by this user",
}


def writer(url: URL, patience: Patience) -> Engine:
    """Make what opens transactions for turns. Parameters never reach an error text."""
    if file_of(url) is not None:
        return Writer(url, _WAIT, _PRAGMAS)
    return _postgres(url, patience, reading=False)


def reader(url: URL, patience: Patience) -> Engine:
    """Make what opens transactions for reading."""
    if file_of(url) is not None:
        return _sqlite_reader(url)
    return _postgres(url, patience, reading=True)


def connections(url: URL, *, reading: bool) -> int:
    """Return how many transactions one process may have open at once."""
    if file_of(url) is None:
        return _POSTGRES_AT_ONCE
    return _SQLITE_READERS if reading else _SQLITE_TURNS


def make_file(url: URL) -> None:
    """Make an SQLite file that is not there yet, for its owner's eyes only."""
    file = file_of(url)
    if file is None or file.exists():
        return
    try:
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as error:
        raise DatabaseRefused(f"The database {file} cannot be made: {error.strerror}.") from error


async def lock_tables(db: Connected) -> None:
    """Wait until no other process is migrating, and keep them out until the transaction ends.

    SQLite needs no more than `BEGIN IMMEDIATE`.
    """
    if db.dialect.name == "postgresql":
        await db.exec_driver_sql("SET LOCAL lock_timeout = 0")
        await db.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")


async def empty_log(writer: Engine) -> bool:
    """Empty the log of SQLite; False where somebody still reads from it."""
    return not isinstance(writer, Writer) or await writer.empty_log()


def may_pass(error: BaseException) -> bool:
    """Whether the same transaction, tried again later, may succeed."""
    match error:
        case InterfaceError() | ConnectionError() | TimeoutError():
            return True
        case DBAPIError(connection_invalidated=True):
            return True
        case DBAPIError(orig=orig):
            return _sqlite_code(orig) in _SQLITE_PASSES or (
                _postgres_code(orig).startswith(_POSTGRES_PASSES)
            )
    return False


def name_of(error: BaseException) -> str:
    """Return how the database calls an error, or what kind it is; nothing of what was asked."""
    orig = error.orig if isinstance(error, DBAPIError) else None
    code = getattr(orig, "sqlite_errorname", None) or _postgres_code(orig)
    return code or type(orig or error).__name__


def refusal(error: BaseException | None) -> str | None:
    """Return what is wrong with an address, if that is why it did not open; else None."""
    orig = error.orig if isinstance(error, DBAPIError) else error
    code = _postgres_code(orig)
    for start, reason in _POSTGRES_REFUSALS.items():
        if code.startswith(start):
            return reason
    return _SQLITE_REFUSALS.get(_sqlite_code(orig))


def _sqlite_code(error: BaseException | None) -> int:
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF  # without the extended part


def _postgres_code(error: BaseException | None) -> str:
    return getattr(error, "sqlstate", None) or ""


def _sqlite_reader(url: URL) -> AsyncEngine:
    made = create_async_engine(
        url,
        hide_parameters=True,
        pool_size=_SQLITE_READERS,
        max_overflow=0,
        connect_args={"timeout": _WAIT, "isolation_level": None},
    )

    @event.listens_for(made.sync_engine, "connect")
    def _connected(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(made.sync_engine, "begin")
    def _begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN")

    return made


def _postgres(url: URL, patience: Patience, *, reading: bool) -> Engine:
    from storage.databases import postgres_links  # asyncpg is not loaded beside SQLite

    settings = {
        "application_name": "cmpbot",
        "timezone": "UTC",
        "jit": "off",  # our statements are small; compiling them costs more than it saves
        "lock_timeout": f"{patience.lock}s",
        # A worker whose machine vanished must not hold a person's row for hours.
        "idle_in_transaction_session_timeout": f"{patience.idle}s",
        "default_transaction_read_only": "on" if reading else "off",
    }
    arguments = {
        "timeout": 5,
        "command_timeout": patience.statement,
        # What is forgotten has to be closed first, for which asyncpg waits without any limit.
        "max_cached_statement_lifetime": 0,
        "server_settings": settings,
    }
    return postgres_links.Links(
        create_async_engine(url, hide_parameters=True, poolclass=NullPool, connect_args=arguments)
    )
