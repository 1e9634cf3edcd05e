"""What a transaction offers on either database."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol, TypeVar

from sqlalchemy import Dialect, Executable, Row

_T = TypeVar("_T")
_Value_co = TypeVar("_Value_co", covariant=True)


class Answer(Protocol[_Value_co]):
    """The part of SQLAlchemy's `Result` that is used here: rows, or one value of each."""

    def __iter__(self) -> Iterator[_Value_co]:
        """Go over the rows."""
        ...

    def all(self) -> Sequence[_Value_co]:
        """Return the rows."""
        ...

    def first(self) -> _Value_co | None:
        """Return the first row; None where there is none."""
        ...

    def one_or_none(self) -> _Value_co | None:
        """Return the row; None where there is none. Raises `MultipleResultsFound`."""
        ...

    def one(self) -> _Value_co:
        """Return the row; raises `NoResultFound` or `MultipleResultsFound`."""
        ...


class Connected(Protocol):
    """The part of SQLAlchemy's `AsyncConnection` that is used here."""

    @property
    def dialect(self) -> Dialect:
        """What SQLAlchemy knows of the database."""
        ...

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Answer[Row[Any]]:
        """Run a statement, or one statement for several parameters."""
        ...

    async def scalar(self, statement: Executable, parameters: Any = None, /) -> Any:
        """Run a statement; return the first column of its first row, None where there is none."""
        ...

    async def scalars(self, statement: Executable, parameters: Any = None, /) -> Answer[Any]:
        """Run a statement; return the first column of its rows."""
        ...

    async def exec_driver_sql(self, statement: str, /) -> Answer[Row[Any]]:
        """Run SQL as it is written."""
        ...

    async def run_sync(self, work: Callable[..., _T], /, *arguments: Any) -> _T:
        """Give the connection itself to a function."""
        ...


class Engine(Protocol):
    """What opens transactions; the part of SQLAlchemy's `AsyncEngine` that is used here."""

    def begin(self) -> AbstractAsyncContextManager[Connected]:
        """Open a transaction: committed when the block ends; undone when it raises."""
        ...

    async def dispose(self) -> None:
        """Close all connections."""
        ...
