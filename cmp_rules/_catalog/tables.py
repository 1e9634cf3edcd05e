"""Strict reading of TOML: every key is known, of the right type, and asked for."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from importlib.resources.abc import Traversable
from typing import TypeVar, cast

import tomli

T = TypeVar("T")


class CatalogError(ValueError):
    """A file of the catalogue says something that it may not say; names file and key."""

    def __init__(self, where: str, key: str, problem: str) -> None:
        super().__init__(f"{where}: {key}: {problem}")


class Table:
    """One table of a file. Take what you know; `done` refuses whatever is left."""

    def __init__(self, where: str, path: str, values: Mapping[str, object]) -> None:
        self.where = where
        self.path = path
        self._left = dict(values)

    def __contains__(self, key: str) -> bool:
        return key in self._left

    def key(self, key: str) -> str:
        """Return the full name of a key of this table."""
        return f"{self.path}.{key}" if self.path else key

    def refuse(self, key: str, problem: str) -> CatalogError:
        """Return the error that names this file and key."""
        return CatalogError(self.where, self.key(key), problem)

    def take(self, key: str, kind: type[T]) -> T:
        """Return the value of a key that must be there."""
        if key not in self._left:
            raise self.refuse(key, "is missing")
        value = self._left.pop(key)
        if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
            raise self.refuse(key, f"is {value!r}, not {_names[kind]}")
        return value

    def text(self, key: str) -> str:
        """Return a text that must be there and say something."""
        value = self.take(key, str).strip()
        if not value:
            raise self.refuse(key, "is empty")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; none where the key is absent."""
        values = self.take(key, list) if key in self else []
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.refuse(key, "is not a list of texts")
        return tuple(cast("list[str]", values))

    def number(self, key: str) -> Decimal:
        """Return a number above 0 with two places at most."""
        if key not in self:
            raise self.refuse(key, "is missing")
        value = self._left.pop(key)
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            raise self.refuse(key, f"is {value!r}, not a number")
        number = Decimal(value)
        if not number > 0 or number != round(number, 2):
            raise self.refuse(key, f"is {number}, not above 0 with two places at most")
        return number

    def table(self, key: str) -> "Table":
        """Return a table within this one; an empty one where the key is absent."""
        values = self.take(key, dict) if key in self else {}
        return Table(self.where, self.key(key), values)

    def tables(self, key: str) -> tuple["Table", ...]:
        """Return a list of tables; none where the key is absent."""
        values = self.take(key, list) if key in self else []
        if not all(isinstance(value, dict) for value in values):
            raise self.refuse(key, "is not a list of tables")
        return tuple(
            Table(self.where, f"{self.key(key)}[{number}]", value)
            for number, value in enumerate(values, start=1)
        )

    def __iter__(self) -> Iterator[str]:
        """Go through the keys that nobody has taken yet, in the order of the file."""
        return iter(tuple(self._left))

    def done(self) -> None:
        """Refuse the keys that nobody asked for."""
        for key in self._left:
            raise self.refuse(key, "is not known here")


def read_table(file: Traversable) -> Table:
    """Read a TOML file; numbers with a point become exact decimals."""
    try:
        values = tomli.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except tomli.TOMLDecodeError as error:
        raise CatalogError(file.name, "file", f"is not TOML ({error})") from error
    return Table(file.name, "", values)


_names: Mapping[type, str] = {
    bool: "true or false",
    date: "a date",
    dict: "a table",
    int: "a whole number",
    list: "a list",
    str: "a text",
}
