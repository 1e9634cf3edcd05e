"""The language in which the bot speaks, for as long as one event is answered."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from conversations.person import Language

_spoken: ContextVar[Language] = ContextVar("spoken", default="en")


@contextmanager
def speaking(language: Language | None) -> Iterator[None]:
    """Speak a language in what follows; None, not chosen yet, is English."""
    before = _spoken.set(language or "en")
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> Language:
    """Return the language that is spoken now."""
    return _spoken.get()
