"""An outcome told of a declaration that is not noted.

> SBB was rejected
No declaration of your SBB is noted for its present cycle. Its day comes first …
On which day did you submit the declaration of your SBB at ascp.org?
"""

import re
from collections.abc import Sequence

from cmp_rules.model import Holding
from conversations import wording
from conversations.declaring.day import AskingDeclaredDay
from conversations.declaring.outcomes import whether_declared
from conversations.declaring.renewed import renewed
from conversations.declaring.telling import How, Told
from conversations.declaring.vocabulary import What
from conversations.declaring.where import which
from conversations.declaring.words import Sentence
from conversations.model import Reply, Said, State, Turn, When
from conversations.person import Person

ABOUT_IT = re.compile(
    r" (?:declarations?|renewal|application|credentials?|audit|ascp|boc|CRED|it|they) "
)
_ONLY_OF_DECLARATIONS = frozenset({What.REJECTED, What.AUDITED, What.FAILED})


def without_declaration(
    read: Told,
    words: Sentence,
    meant: Sequence[Holding],
    event: Said,
    state: State | None,
    person: Person,
) -> Turn | None:
    """Ask whether it was renewed, or when it was declared; None where neither is plainly told."""
    about = ABOUT_IT.search(words.words)
    if read.what is What.APPROVED and read.how is not How.DENIED and (about or words.days):
        return renewed(words, state, person, event)
    if len(meant) == 1 and (read.what is What.PASSED or (read.how is How.DENIED and about)):
        return Turn(state, (whether_declared(person, (meant[0].key,), event.when),))
    told = read.what in _ONLY_OF_DECLARATIONS and read.how in (How.PLAIN, How.UNSURE)
    return _day_first(meant, state, person, event.when) if told and words.credentials else None


def _day_first(
    meant: Sequence[Holding], state: State | None, person: Person, when: When
) -> Turn | None:
    """Ask when it was declared; an outcome is noted after that."""
    match list(meant):
        case []:
            return None
        case [held]:
            remark = Reply(wording.outcome_before_declaration(held.key))
            return Turn(state, (remark,), opens=AskingDeclaredDay(held.key, told=True))
    return Turn(state, (which(person, "declared", when, tuple(each.key for each in meant)),))
