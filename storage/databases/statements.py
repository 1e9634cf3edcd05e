"""Statements compiled once by SQLAlchemy, to be run on a driver's own connection.

What SQLAlchemy does around each execution takes 20 to 70 µs where SQLite takes 2 to 9 and asyncpg
27. Values are turned as its types turn them; what needs more than that is left to SQLAlchemy
(`known` gives None).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Generic, TypeAlias, TypeVar

from sqlalchemy import Delete, Dialect, Executable, Insert, LargeBinary, Row, Select, Update
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.types import TypeEngine

from storage.databases.fetched import Fetched

_MOST = 1_000  # statements that are remembered; those of ours that are built once are fewer

Turn: TypeAlias = Callable[[Any], Any] | None  # of a value, on its way in or out
Turner: TypeAlias = Callable[[TypeEngine[Any], Dialect], Turn]

_T = TypeVar("_T")


def inward(kind: TypeEngine[Any], dialect: Dialect) -> Turn:
    """Return how a value of this type goes to the driver; None: as it is."""
    if isinstance(kind, LargeBinary):
        return None  # the drivers take and give bytes
    return kind.dialect_impl(dialect).bind_processor(dialect)


def outward(kind: TypeEngine[Any], dialect: Dialect) -> Turn:
    """Return how a value of this type that is not NULL comes back; None: as it is."""
    if isinstance(kind, LargeBinary):
        return None
    return kind.dialect_impl(dialect).result_processor(dialect, None)


class Compiled:
    """A statement, ready to be run with values for the same parameters."""

    inward: Turner = staticmethod(inward)
    outward: Turner = staticmethod(outward)

    def __init__(self, dialect: Dialect, compiled: SQLCompiler) -> None:
        """Take what SQLAlchemy made of a statement."""
        self.sql = str(compiled)
        self._given = [
            (name, self.inward(compiled.binds[name].type, dialect))
            for name in compiled.positiontup or ()
        ]
        usual = {name: bind.effective_value for name, bind in compiled.binds.items()}
        self._usual = {name: usual[name] for name, _ in self._given}
        # The `exported_columns` may be those of another statement, out of which it was made.
        columns = compiled._result_columns
        self.returns = len(columns) > 0
        turns = enumerate(self.outward(column.type, dialect) for column in columns)
        self._turns = [(at, turn) for at, turn in turns if turn is not None]
        self._row: type[Any] | None = None

    def values(self, parameters: Mapping[str, Any]) -> list[Any]:
        """Return what the driver is to be given, in its order."""
        usual = self._usual
        return [
            value if turn is None else turn(value)
            for name, turn in self._given
            for value in (parameters[name] if name in parameters else usual[name],)
        ]

    def fetched(self, rows: Sequence[tuple[Any, ...]], names: Iterable[str]) -> Fetched[Row[Any]]:
        """Return what the driver gave; the names of its columns are looked at once."""
        if self._row is None:
            self._row = _kind_of_row(names)
        if len(self._turns) == 1:  # most often of a time, which most often is not there
            at, _ = self._turns[0]
            rows = [row if row[at] is None else self._out(row) for row in rows]
        elif self._turns:
            rows = [self._out(row) for row in rows]
        return Fetched(rows, self._row)

    def first(self, rows: Sequence[tuple[Any, ...]]) -> Any:
        """Return the first column of the first row; None where there is none."""
        return self._out(rows[0])[0] if rows else None

    def _out(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        turned: list[Any] | None = None
        for at, turn in self._turns:
            if row[at] is not None:
                turned = turned or list(row)
                turned[at] = turn(row[at])
        return tuple(turned) if turned else row


class Statements(Generic[_T]):
    """The statements that were met."""

    def __init__(self, dialect: Dialect, kind: Callable[[Dialect, SQLCompiler], _T]) -> None:
        """Begin with none."""
        self._dialect = dialect
        self._kind = kind
        self._met: dict[tuple[Any, ...], tuple[Executable, _T | None]] = {}

    def known(self, statement: Executable, parameters: Any) -> _T | None:
        """Return a statement ready to be run; None where SQLAlchemy has to run it.

        One without parameters may be built anew each time, and is left to SQLAlchemy's own cache.
        """
        if not isinstance(parameters, dict):
            return None
        key = (id(statement), *parameters)
        met = self._met.get(key)
        if met is None:
            if len(self._met) >= _MOST:
                self._met.clear()
            # What is kept is not freed, so that no other statement gets its identity.
            met = self._met[key] = (statement, self._compiled(statement, parameters))
        return met[1]

    def _compiled(self, statement: Executable, parameters: dict[str, Any]) -> _T | None:
        if not isinstance(statement, Select | Insert | Update | Delete):
            return None
        compiled = statement.compile(dialect=self._dialect, column_keys=list(parameters))
        if not isinstance(compiled, SQLCompiler):
            return None
        missing = any(b.required and name not in parameters for name, b in compiled.binds.items())
        needs_more = (
            missing
            or compiled.post_compile_params
            or compiled.literal_execute_params
            or compiled.insert_prefetch
            or compiled.update_prefetch
        )
        return None if needs_more else self._kind(self._dialect, compiled)


def _kind_of_row(names: Iterable[str]) -> type[Any]:
    """Return tuples whose values have names, as those of SQLAlchemy have; these are quicker.

    What else a row of SQLAlchemy has (`_mapping`) comes with statements without parameters only.
    """
    columns = {name: property(itemgetter(at)) for at, name in enumerate(names)}
    return type("Row", (tuple,), {"__slots__": (), **columns})
