"""Compiled statements run on asyncpg's connection, without SQLAlchemy's layer for asyncio."""

from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg
from sqlalchemy import Dialect, Row
from sqlalchemy.exc import DBAPIError

from storage.databases.fetched import Fetched
from storage.databases.statements import Compiled

ERRORS = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
_KINDS = (  # as SQLAlchemy's dialect for asyncpg calls them
    (asyncpg.IntegrityConstraintViolationError, "IntegrityError"),
    (asyncpg.SyntaxOrAccessError, "ProgrammingError"),
    (asyncpg.InternalServerError, "InternalError"),
    (asyncpg.InvalidCachedStatementError, "NotSupportedError"),
    (asyncpg.PostgresError, "Error"),
    (asyncpg.InterfaceError, "InterfaceError"),
    (asyncpg.InternalClientError, "InternalError"),
)


class Known(Compiled):
    """A statement, ready to be run on PostgreSQL; asyncpg prepares it once for each connection."""

    async def run(self, driver: Any, parameters: Mapping[str, Any]) -> Fetched[Row[Any]]:
        """Run it; raises what asyncpg raises."""
        rows = await driver.fetch(self.sql, *self.values(parameters))
        return self.fetched(list(map(tuple, rows)), rows[0].keys()) if rows else Fetched([])

    async def run_several(
        self, driver: Any, parameters: Sequence[Mapping[str, Any]]
    ) -> Fetched[Row[Any]]:
        """Run it for several parameters, sent together; returns no rows."""
        await driver.executemany(self.sql, [self.values(each) for each in parameters])
        return Fetched([])

    async def scalar(self, driver: Any, parameters: Mapping[str, Any]) -> Any:
        """Run it; return the first column of its first row, None where there is none."""
        return self.first(await driver.fetch(self.sql, *self.values(parameters)))


def told(error: Exception, sql: str, dialect: Dialect, *, lost: bool) -> Exception:
    """Return an error of the driver as SQLAlchemy tells it, without parameters.

    `lost`: the connection is gone.
    """
    kinds: Any = dialect.loaded_dbapi
    name = next(name for kind, name in _KINDS if isinstance(error, kind))
    # What asyncpg itself says of a value that it refuses shows the value.
    by_asyncpg = isinstance(error, asyncpg.DataError) and error.__cause__ is not None
    words = "a value of the wrong kind" if by_asyncpg else error.args[0]
    made = DBAPIError.instance(
        sql,
        None,
        getattr(kinds, name)(words, error),
        kinds.Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=dialect,
    )
    assert isinstance(made, Exception)
    return made
