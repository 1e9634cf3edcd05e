"""Patterns that wait until something may fit them.

To compile all that is ever read takes a third of a second, and most messages need a few of them.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TypeVar, cast

_written: list["_Late"] = []


class _Late:
    """Looks like a pattern; is compiled when anything of it is first asked for."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._as_written = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        # What is kept here is found without this function from now on.
        found = self.__dict__[name] = getattr(re.compile(*self._as_written), name)
        return found


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return a pattern that is compiled when it is first used."""
    written = _Late(pattern, flags)
    _written.append(written)
    return cast("re.Pattern[str]", written)


def each_late() -> Iterator[re.Pattern[str]]:
    """Yield all that were written so far: a wrong one must not hide until somebody needs it."""
    yield from cast("list[re.Pattern[str]]", _written)


class Form(Protocol):
    """One way in which something is written."""

    @property
    def words(self) -> tuple[str, ...]:
        """In small letters, what one of has to be there for the form to fit; of none: nothing."""


AnyForm = TypeVar("AnyForm", bound=Form)


def worth_trying(text: str, forms: Iterable[AnyForm]) -> Iterator[AnyForm]:
    """Yield the forms that may fit a text, by the words without which they cannot."""
    small = text.lower()
    there: dict[tuple[str, ...], bool] = {(): True}
    for form in forms:
        if form.words not in there:
            there[form.words] = any(word in small for word in form.words)
        if there[form.words]:
            yield form
