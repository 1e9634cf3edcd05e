"""Who wants to start over: nothing is thrown away for that; what can be begun anew is said.

> start over
What can start over? …
[List my CEs] [Correct these]
"""

import re

from conversations import wording
from conversations.buttons import standing
from conversations.model import Reply, Said, State, Turn
from conversations.person import Person

_OVER = re.compile(
    r"\W*(?:(?:please|pls|can|could|may|i|we|you|want|wanna|would|like|need|to|how|do|let|lets|let's|me"
    r"|us|ok(?:ay)?|just|help)\W+)*"
    r"(?:(?:start|begin)\s+(?:all\s+)?(?:over|again|anew|afresh|fresh|from\s+(?:scratch|zero|the\s+beginning))"
    r"|restart|reset)"
    r"(?:\W+(?:it|all|everything|this|now|please|again|over|from|scratch|the|bot|chat))*\W*",
    re.I,
)


def asks_for_it(text: str) -> bool:
    """Whether a message only says that something is to be begun anew, not what."""
    return len(text) < 80 and _OVER.fullmatch(text) is not None


def said(event: Said, state: State | None, person: Person) -> Turn | None:
    """Say what can be begun anew, and how; None where that is not what is said."""
    if not asks_for_it(event.text):
        return None
    ways = (standing(wording.LIST, "list"), standing(wording.CORRECT, "credentials"))
    choices = (ways,) if person.holdings or person.activities else ()
    return Turn(state, (Reply(wording.what_starts_over(asked=state is not None), choices),))
