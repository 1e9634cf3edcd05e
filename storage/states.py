"""What is remembered as JSON: talks, activities, adjustments, settings, screens.

Written by hand, so that equal values give equal text: decimals are strings, sets are sorted. Read
strictly: an unknown, missing or wrong field makes the whole value unreadable. So a new field needs
a default; to remove or rename one needs a migration (records) or drops open talks (states).
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar, Union, cast

from conversations.model import Talk, Thread
from conversations.person import Change
from conversations.topic import Topic

if TYPE_CHECKING:
    from pydantic import BaseModel, TypeAdapter, ValidationError

_T = TypeVar("_T")
_PLAIN = frozenset((str, int, bool, NoneType))
_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode  # made once


class Unreadable(Exception):  # noqa: N818
    """A stored value is not what this program writes. The message does not contain the value."""


@dataclass(frozen=True, slots=True)
class ReadTalk:
    """A talk read back. `unreadable`: its states were lost, so the person is owed an apology."""

    talk: Talk
    unreadable: bool = False


def write(value: object) -> str:
    """Return a dataclass of the domain as JSON text."""
    return _json(plain(value))


def read(what: type[_T], text: bytes) -> _T:
    """Read a value back; raises `Unreadable`."""
    from pydantic import ValidationError

    try:
        return cast(_T, _adapter(cast(Any, what)).validate_json(b"[%b]" % text, strict=True)[0])
    except ValidationError as error:
        raise Unreadable(f"not a stored {what.__name__}: {_places(error)}") from None


def write_talk(talk: Talk) -> str:
    """Return the states of a talk as JSON text; its number is stored beside them."""
    dropped = talk.dropped and talk.dropped.trail
    trails = tuple(thread.trail for thread in talk.threads)
    kept = {"threads": trails, "dropped": dropped, "undo": talk.undo, "topic": talk.topic}
    return write(kept)


def read_talk(text: bytes, *, number: int, states: tuple[type, ...] | None = None) -> ReadTalk:
    """Read a talk back; where that is impossible, return an idle one and say so.

    The number goes on in any case: a button of a lost question must never answer the next one.
    `states` are the kinds of states there are; those of the conversations unless given.
    """
    from pydantic import ValidationError

    try:
        kept: Any = _talk_model(states).model_validate_json(text, strict=True)
    except ValidationError:
        return ReadTalk(Talk(number=number), unreadable=True)
    dropped = None if kept.dropped is None else Thread(kept.dropped)
    threads = tuple(Thread(trail) for trail in kept.threads)
    return ReadTalk(Talk(threads, number, dropped, kept.undo, kept.topic))


def plain(value: Any) -> Any:
    """Return a value as what JSON knows: objects, lists, strings, numbers, booleans, null."""
    return _way(value.__class__)(value)


@cache  # a turn writes a hundred values of ten classes
def _way(what: type) -> Callable[[Any], Any]:
    """Return how values of a class become plain; raises `TypeError` where they never do."""
    if issubclass(what, str | int | NoneType):
        return _as_it_is
    if issubclass(what, Decimal):
        return _digits
    if issubclass(what, date | time):
        return what.isoformat
    if issubclass(what, tuple | list):
        return _list
    if issubclass(what, Mapping):
        return lambda value: {str(key): plain(value[key]) for key in sorted(value)}
    if issubclass(what, frozenset):
        return lambda value: sorted(map(plain, value), key=json.dumps)
    if is_dataclass(what):
        return _fields(tuple(field.name for field in fields(what)))
    raise TypeError(f"{what.__name__} is not stored")


def _as_it_is(value: Any) -> Any:
    return value


def _digits(value: Decimal) -> str:
    return format(value, "f")


# What is plain already is most of what there is, so nothing is called for it.


def _list(value: Iterable[Any]) -> list[Any]:
    return [each if each.__class__ in _PLAIN else plain(each) for each in value]


def _fields(names: tuple[str, ...]) -> Callable[[Any], dict[str, Any]]:
    """Return what makes an object of a dataclass with fields of these names."""
    all_of_them: Callable[[Any], tuple[Any, ...]] = attrgetter(*names, "__class__")
    return lambda value: dict(zip(names, _list(all_of_them(value)[:-1]), strict=True))


# Pydantic is imported, and each adapter built, when first needed: a start needs none of them.


@cache
def _adapter(what: Any) -> "TypeAdapter[Any]":
    from pydantic import ConfigDict, TypeAdapter

    # The strictness reaches a plain dataclass only from outside: hence the tuple of one.
    return TypeAdapter(tuple[what], config=ConfigDict(extra="forbid"))


@cache
def _talk_model(states: tuple[type, ...] | None) -> "type[BaseModel]":
    from pydantic import ConfigDict, Field, create_model

    if states is None:
        from conversations.states import STATES

        states = STATES
    one: Any = Annotated[Union[states], Field(discriminator="kind")]  # noqa: UP007
    change: Any = Annotated[Change, Field(discriminator="kind")]
    trail: Any = Annotated[tuple[one, ...], Field(min_length=1)]
    return create_model(
        "Kept",
        __config__=ConfigDict(extra="forbid"),
        threads=(tuple[trail, ...], ...),
        dropped=(trail | None, ...),
        undo=(tuple[change, ...], ()),
        topic=(Topic | None, None),
    )


def _places(error: "ValidationError") -> str:
    """Return where a value is wrong, without the value: it may be the person's own words."""
    return ", ".join(
        ".".join(str(part) for part in problem["loc"][1:]) + " " + problem["type"]
        for problem in error.errors(include_input=False, include_url=False, include_context=False)
    )
