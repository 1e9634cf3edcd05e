"""Keeps out of the process what libraries load with themselves and nothing here ever uses.

Together a tenth of the memory and of the time to start: SQLAlchemy's object mapper, which its layer
for asyncio brings along (the tables are read and written through Core), python-telegram-bot's own
client with httpx (`bot.telegram.request` is ours), uvicorn's command line with click, and rich,
which structlog loads to draw for terminals wherever it is installed. A name that a library gives up
does no harm here. aiohttp loads the world's certificates twice for contexts of its own, where ours
(`bot.telegram.request`) has them: 2 MB and 44 ms.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from types import ModuleType

_NEVER_USED = (
    "sqlalchemy.ext.asyncio.scoping",
    "sqlalchemy.ext.asyncio.session",
    "telegram.request._httpxrequest",
    "uvicorn.main",
)
_OPTIONAL = ("rich",)  # libraries do without where it is missing


class _Absent(ModuleType):
    """Has whatever name is imported from it, as a class of which there is no object."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {"__init__": _never, "__module__": self.__name__})


def leave_out() -> None:
    """Put something empty in the place of what is not loaded yet.

    Only for a process that is ours alone: whatever else runs in it may want these.
    """
    for name in _NEVER_USED:
        sys.modules.setdefault(name, _Absent(name))
    for name in _OPTIONAL:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # "there is no such module"


@contextlib.contextmanager
def authorities_left_out() -> Iterator[None]:
    """Let contexts that libraries make while they load trust nobody. Ours are made later."""
    named = ("SSL_CERT_FILE", "SSL_CERT_DIR")  # where OpenSSL looks first
    before = {name: os.environ[name] for name in named if name in os.environ}
    os.environ.update(dict.fromkeys(named, os.devnull))
    try:
        yield
    finally:
        for name in named:
            del os.environ[name]
        os.environ.update(before)


def _never(self: object, *_arguments: object, **_named: object) -> None:
    raise NotImplementedError(f"{type(self).__name__} is left out of this process")
