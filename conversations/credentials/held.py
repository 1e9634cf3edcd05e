"""/credentials: what a person holds, each to be opened and corrected.

> /credentials
SBB(ASCP) expires 30 Jun 2027 …
> [SBB]
> [Change expiry]
When does your SBB expire?
"""

from cmp_rules.model import CredentialKey, Holding
from conversations import wording
from conversations.answers.status import no_holdings, not_held
from conversations.buttons import key_value, rows, standing
from conversations.credentials.expiry_words import holding_lines
from conversations.model import Reply, Turn, When
from conversations.person import KeepHolding, Person


def all_holdings(person: Person, when: When) -> Reply:
    """Return every credential that the person holds, each to be opened."""
    if not person.holdings:
        return no_holdings()
    today = when.today(person.settings.zone)
    lines = [line for h in person.holdings for line in (*holding_lines(h, today), "")]
    buttons = [
        standing(wording.credential(h.key), "holding", key_value(h.key)) for h in person.holdings
    ]
    return Reply(
        "\n".join(lines).rstrip(),
        heading=wording.credentials_heading(),
        choices=(*rows(buttons), (standing(wording.ADD_ANOTHER, "hold"),)),
    )


def one_holding(person: Person, key: CredentialKey, when: When) -> Reply:
    """Return one credential with its figures, and what can be changed."""
    holding = person.holding(key)
    if holding is None:
        return not_held(key)
    today = when.today(person.settings.zone)
    found = person.progress(holding, today)
    lines = [*holding_lines(holding, today), *wording.declared_line(found, today)]
    lines += ["", *wording.figure_lines(found)]
    if holding.past:
        lines += ["", *(wording.past_line(past) for past in holding.past)]
    value = key_value(key)
    # Nothing can be renewed before the declaration opens.
    renewable = not found.voluntary and today >= found.dates.declaration_opens
    return Reply(
        "\n".join(lines),
        heading=wording.credential_heading(key),
        choices=(
            (
                standing(wording.CHANGE_EXPIRY, "expiry", value),
                standing(wording.CHANGE_START, "start", value),
            ),
            (
                standing(wording.CHANGE_FIGURES, "figures", value),
                standing(wording.CERTIFIED_SINCE, "certified", value),
            ),
            (
                *((standing(wording.RENEWED, "renewed", value),) if renewable else ()),
                standing(wording.REMOVE, "drop", value),
            ),
        ),
    )


def kept(holding: Holding, person: Person, when: When) -> Turn:
    """Record a changed holding and show it."""
    changes = (KeepHolding(holding),)
    return Turn(None, (one_holding(person.after(changes), holding.key, when),), changes)
