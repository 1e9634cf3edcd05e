"""Rows that are all there, asked for in the words of SQLAlchemy's `Result`."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from sqlalchemy import Row
from sqlalchemy.exc import MultipleResultsFound, NoResultFound

from storage.databases.connected import Answer

_T = TypeVar("_T")


def _itself(value: Any) -> Any:
    return value


def plain(answer: Answer[Row[Any]]) -> Sequence[tuple[Any, ...]]:
    """Return rows as tuples without names."""
    return answer.plain() if isinstance(answer, Fetched) else [tuple(row) for row in answer]


class Fetched(Generic[_T]):
    """What a statement returned; SQLAlchemy's own takes 4 µs to make and to ask."""

    __slots__ = ("_kind", "_rows")

    def __init__(self, rows: Sequence[Any], kind: Callable[[Any], _T] = _itself) -> None:
        """Take the rows in their order, and what makes of each what it is to be."""
        self._rows = rows
        self._kind = kind

    def __iter__(self) -> Iterator[_T]:
        """Go over the rows."""
        return map(self._kind, self._rows)

    def all(self) -> Sequence[_T]:
        """Return the rows."""
        return list(self)

    def plain(self) -> Sequence[Any]:
        """Return the rows as tuples without names, which need not be made."""
        return self._rows

    def first(self) -> _T | None:
        """Return the first row; None where there is none."""
        return self._kind(self._rows[0]) if self._rows else None

    def one_or_none(self) -> _T | None:
        """Return the row; None where there is none. Raises `MultipleResultsFound`."""
        return self.one() if self._rows else None

    def one(self) -> _T:
        """Return the row; raises `NoResultFound` or `MultipleResultsFound`."""
        if len(self._rows) == 1:
            return self._kind(self._rows[0])
        raise (MultipleResultsFound if self._rows else NoResultFound)("one row was asked for")
