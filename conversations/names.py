"""Where any words may be the answer, a title or a provider: which plainly are no name.

> What was it called?
ascp audited me
The audit …
"""

import re

from conversations import commands
from conversations.activities.drafting.draft import Field
from conversations.reading.sentences.sentence import Intent, Understood

SURE = 0.8  # how sure it must be: a title may be a question ("Can We Trust POC?")
_SCREENS = frozenset({"settings", "reminders", "menu", "my list", "my ces", "my plan"})
_NONE_TO_ANSWER = frozenset(
    {Intent.LOG, Intent.EDIT, Intent.ADD_CREDENTIAL, Intent.CHANGE_CREDENTIAL, Intent.UNDO}
    | {Intent.DELETE, Intent.GREETING, Intent.THANKS, Intent.STATUS, Intent.COMPLAINT}
    | {Intent.OUT_OF_SCOPE, Intent.UNKNOWN}
)
_SHOWN = frozenset(
    {Intent.LIST, Intent.EXPORT, Intent.REMAINING, Intent.PLAN, Intent.DEADLINE, Intent.ABOUT}
    | {Intent.SETTINGS, Intent.REMINDERS}
)
_OWN = re.compile(r"\b(?:i|i'm|i've|i'd|im|ive|me|my|I|I'm|I've|I'd|My(?=\s[a-z]))\b")
_SHOWS = re.compile(r"\s*(?:please\s)?(?:show|list|export|send|give|tell|help)\b")
_ENTRY = re.compile(r"#\s?\d")


def is_no_name(text: str, field: Field, found: Understood) -> bool:
    """Whether words are plainly a question to the bot or an order to it, not a title or provider.

    No provider ends in a question mark; a title that does has to name an entry or the speaker.
    """
    if commands.ordered(text) or text.strip(" .!").casefold() in _SCREENS:
        return True
    if found.intent in _NONE_TO_ANSWER:
        return False
    asked = text.rstrip().endswith("?")
    if asked and (field == "provider" or _ENTRY.search(text)):
        return True
    if found.sure < SURE:
        return False
    own = _OWN.search(text) is not None
    return own or (found.intent in _SHOWN and _SHOWS.match(text) is not None)
