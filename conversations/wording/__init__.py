"""Every sentence the bot can say. What is decided stands elsewhere.

One voice: short, warm, exact. A sentence says what happened and what to do next. The sentences
stand by topic in the modules of `english`; another language is one module beside it (`languages`).
"""

from typing import TYPE_CHECKING

from conversations.wording.languages import in_words
from conversations.wording.spoken import speaking as speaking

if TYPE_CHECKING:
    from conversations.wording.english import *  # noqa: F403
else:

    def __getattr__(name: str) -> object:
        """Look a sentence up when it is said: only then is the person's language known."""
        return in_words(name)
