"""What became of a declaration: approved, papers asked for, rejected, or nothing yet."""

from dataclasses import replace
from datetime import date

from cmp_rules.declaring import declaration
from cmp_rules.model import CredentialKey, Declared, Holding, Outcome
from conversations import wording
from conversations.answers.programme.entries import named
from conversations.answers.programme.screen import answer_lines
from conversations.answers.status import not_held
from conversations.buttons import key_value
from conversations.credentials.renewing import ConfirmingRenewal
from conversations.declaring.day import AskingDeclaredDay
from conversations.declaring.where import MEANS, one_declaration, outcome_buttons, which
from conversations.model import Reply, State, Turn, When
from conversations.person import KeepHolding, Person


def told(
    state: State | None,
    key: CredentialKey,
    outcome: Outcome,
    person: Person,
    when: When,
    *,
    ends: date | None = None,
) -> Turn:
    """Record what became of the declaration of a credential, and say what that means.

    `ends` is the new end, where it was said with an approval. Where no declaration is known, it is
    asked for first; a button of a cycle that has ended changes nothing.
    """
    holding = person.holding(key)
    if holding is None:
        return Turn(state, (not_held(key),))
    if holding.declared is None:
        if outcome is Outcome.APPROVED and _is_renewed_already(holding):
            return Turn(state, (one_declaration(person, key, when),))
        return Turn(state, opens=AskingDeclaredDay(key))
    today = when.today(person.settings.zone)
    declared = replace(
        holding.declared, outcome=outcome, told=None if outcome is Outcome.WAITING else today
    )
    again = holding.declared.outcome is outcome  # a second press changes nothing
    changes = () if again else (KeepHolding(replace(holding, declared=declared)),)
    after = person.after(changes)
    if outcome is Outcome.APPROVED:
        lines = answer_lines(named("missing_credit.renewal"))
        said = Reply("\n".join(lines), heading=wording.declared_heading(key, declared))
        return Turn(state, (said,), changes, opens=ConfirmingRenewal(key, ends))
    if outcome is Outcome.REJECTED:
        return Turn(state, (_rejected(replace(holding, declared=declared), after, when),), changes)
    return Turn(state, (one_declaration(after, key, when),), changes)


def undeclare(state: State | None, key: CredentialKey, person: Person, when: When) -> Turn:
    """Take back that a credential was declared."""
    holding = person.holding(key)
    if holding is None:
        return Turn(state, (not_held(key),))
    if holding.declared is None:
        return Turn(state, (Reply(wording.nothing_declared(key)),))
    changes = (KeepHolding(replace(holding, declared=None)),)
    shown = one_declaration(person.after(changes), key, when)
    return Turn(state, (shown.under(wording.not_declared_any_more(key)),), changes)


def outcome_asked(holding: Holding, lead: str, person: Person, when: When) -> Reply:
    """Ask what became of a declaration, recording nothing."""
    declared = holding.declared
    if declared is None:
        return one_declaration(person, holding.key, when)
    return Reply(
        lead,
        heading=wording.declared_heading(holding.key, declared),
        choices=outcome_buttons(declared.outcome, key_value(holding.key), listed=False),
    )


def whether_declared(person: Person, keys: tuple[CredentialKey, ...], when: When) -> Reply:
    """Say whether a declaration is noted, and of which day."""
    meant = [held for held in person.holdings if not keys or held.key in keys]
    if not meant:
        return not_held(keys[0])
    if len(meant) > 1:
        lines = [_noted(held) for held in meant]
        shown = which(person, "declare", when, tuple(held.key for held in meant))
        return replace(shown, text="\n".join(lines))
    shown = one_declaration(person, meant[0].key, when)
    if meant[0].declared is not None:
        return shown
    return shown.under(_noted(meant[0]))


def _noted(holding: Holding) -> str:
    if holding.declared is None:
        return wording.nothing_declared(holding.key)
    return wording.declared_on(holding.key, holding.declared)


def _is_renewed_already(holding: Holding) -> bool:
    return bool(holding.past) and holding.past[-1].declared is not None


def _rejected(holding: Holding, person: Person, when: When) -> Reply:
    today = when.today(person.settings.zone)
    found = declaration(holding, person.activities, today).found
    declared = holding.declared or Declared(today)
    short = wording.still_short(found)
    lines = [
        wording.rejected_now(holding.cycle_ends, today),
        *([wording.missing_heading(), *short] if short else []),
        "",
        *answer_lines(named(MEANS[Outcome.REJECTED])),
        "",
        wording.you_declare(),
    ]
    return Reply(
        "\n".join(lines),
        heading=wording.declared_heading(holding.key, declared),
        choices=outcome_buttons(Outcome.REJECTED, key_value(holding.key), listed=False),
    )
