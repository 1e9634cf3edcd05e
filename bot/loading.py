"""What takes long the first time: loaded before anybody is served, or while nobody writes."""

import contextlib
import gc
from collections.abc import Iterator

from bot.delivering.delivery import now
from cmp_rules.catalog import catalog
from cmp_rules.suggest import suggest
from conversations.model import Said, Talk, When
from conversations.person import Person
from conversations.reading import dates
from conversations.reading.words import data
from conversations.step import step


def get_ready() -> None:
    """Load what most messages need, so that nobody's first one waits for it."""
    with _uncollected():
        catalog()
        step(Talk(), Said("1 hour safety, LabCE, today", When(now())), Person())
        data.cache_clear()  # what was made of the files stays; their text, a megabyte, need not


def load_the_rest() -> None:
    """Load what few messages need. It comes last: else its litter lies among what is learnt."""
    with _uncollected():
        suggest("")
        dates.warm()


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector from what is loaded here: it stays, and would be looked at in vain."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
