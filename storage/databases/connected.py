"""What a transaction offers on either database."""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from sqlalchemy import Dialect, Executable, Result, ScalarResult

_T = TypeVar("_T")


class Connected(Protocol):
    """The part of SQLAlchemy's `AsyncConnection` that is used here."""

    @property
    def dialect(self) -> Dialect:
        """What SQLAlchemy knows of the database."""
        ...

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Result[Any]:
        """Run a statement, or one statement for several parameters."""
        ...

    async def scalar(self, statement: Executable, parameters: Any = None, /) -> Any:
        """Run a statement; return the first column of its first row, None where there is none."""
        ...

    async def scalars(self, statement: Executable, parameters: Any = None, /) -> ScalarResult[Any]:
        """Run a statement; return the first column of its rows."""
        ...

    async def exec_driver_sql(self, statement: str, /) -> Result[Any]:
        """Run SQL as it is written."""
        ...

    async def run_sync(self, work: Callable[..., _T], /, *arguments: Any) -> _T:
        """Give the connection itself to a function."""
        ...
