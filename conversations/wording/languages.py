"""The languages besides English, and the looking up of a sentence in the one that is spoken.

A language is a module with functions and constants of the names that `english` has, for example
`spanish.py`; what it lacks is said in English. To add one, write the module and put it into
`LANGUAGES`. Sentences and labels are looked up when they are said, so nothing else changes.
"""

from typing import Any

from conversations.person import Language
from conversations.wording import english
from conversations.wording.spoken import spoken

LANGUAGES: dict[Language, object] = {}


def in_words(name: str) -> Any:
    """Return the sentence or label of this name in the language that is spoken.

    Raises `AttributeError` where English has none.
    """
    found = getattr(LANGUAGES.get(spoken(), english), name, None)
    return getattr(english, name) if found is None else found
