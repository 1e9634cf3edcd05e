"""A renewal told in a sentence: "I renewed my SBB yesterday", "SBB approved, new expiry June 2029".

Only a question follows: the next cycle begins with a yes.
"""

import re
from datetime import date

from cmp_rules.cycles import dates_of, span_of
from cmp_rules.model import Holding
from conversations import wording
from conversations.activities.drafting.sentence import read_sentence
from conversations.buttons import key_value, standing
from conversations.credentials.expiry_words import Expiry, expiry_of
from conversations.credentials.renewing import ConfirmingRenewal
from conversations.declaring.where import which
from conversations.declaring.words import Sentence
from conversations.model import Reply, Said, State, Turn, When
from conversations.person import Person

_NOT_ASCP = re.compile(
    r" (?:licen[sc]es?|licensures?|memberships?|subscriptions?|dues|registration) "
)


def renewed(words: Sentence, state: State | None, person: Person, event: Said) -> Turn | None:
    """Ask whether the next cycle begins; None where another date, or another thing, is meant."""
    when = event.when
    if _NOT_ASCP.search(words.words):
        return Turn(state, (Reply(wording.only_the_credential_is_kept()),))
    renewable = [held.key for held in _renewable(person, when)]
    keys = words.credentials or tuple(renewable)
    if len(keys) > 1 and set(keys) <= set(renewable):
        return Turn(state, (which(person, "renewed", when, keys),))
    if len(keys) != 1:
        return None
    held = person.holding(keys[0])
    if held is None:
        return None
    ends = end_told(event.text, words, held, person, when)
    if held.key in renewable:
        return Turn(state, opens=ConfirmingRenewal(held.key, ends))
    if ends is not None or span_of(held, when.today(person.settings.zone)).voluntary:
        return None
    change = standing(wording.CHANGE_EXPIRY, "expiry", key_value(held.key))
    remark = wording.goes_on_already(held.key, held.cycle_ends)
    return Turn(state, (Reply(remark, ((change,),)),))


def end_told(text: str, words: Sentence, held: Holding, person: Person, when: When) -> date | None:
    """Return the new end that was said: a day ahead, behind the old end."""
    today = when.today(person.settings.zone)
    read = dict(read_sentence(text, person, when).expiries).get(held.key)
    said = ([] if read is None else [read]) + list(words.days)
    judged = [expiry_of(each, today) for each in said]
    ends = [each.day for each in judged if isinstance(each, Expiry) and each.day is not None]
    later = list(dict.fromkeys(day for day in ends if day > max(held.cycle_ends, today)))
    return later[0] if len(later) == 1 else None


def _renewable(person: Person, when: When) -> list[Holding]:
    today = when.today(person.settings.zone)
    return [
        held
        for held in person.holdings
        if not span_of(held, today).voluntary
        and (held.declared is not None or today >= dates_of(held).declaration_opens)
    ]
