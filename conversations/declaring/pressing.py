"""What the standing buttons of the declaration do; each names a credential of the person's own."""

from collections.abc import Callable

from cmp_rules.catalog import catalog
from cmp_rules.declaring import Stage, declaration
from cmp_rules.model import CredentialKey, Outcome
from conversations import wording
from conversations.answers.status import not_held
from conversations.buttons import read_key
from conversations.declaring import entering, outcomes
from conversations.declaring.day import AskingDeclaredDay
from conversations.declaring.where import declare, one_declaration
from conversations.model import Event, Reply, State, Turn, When
from conversations.person import Person

_Act = Callable[[State | None, CredentialKey, list[str], Person, When], Turn]
_Action = Callable[[State | None, str, Person, Event], Turn]


def _of_own(act: _Act) -> _Action:
    """Return the action on a record that begins with a credential which the person holds."""

    def action(state: State | None, record: str, person: Person, event: Event) -> Turn:
        value, *rest = record.split(" ")
        key = read_key(value)
        if key is None or key not in catalog().credentials:
            return Turn(state, (Reply(wording.button_outdated()),))
        if person.holding(key) is None:
            return Turn(state, (not_held(key),))
        return act(state, key, rest, person, event.when)

    return action


def _declare(state: State | None, record: str, person: Person, event: Event) -> Turn:
    key = read_key(record)
    known = key is not None and key in catalog().credentials
    return Turn(state, (declare(person, (key,) if key and known else (), event.when),))


def declared_now(state: State | None, key: CredentialKey, person: Person, when: When) -> Turn:
    """Ask for the day of a declaration; where one waits already, or cannot be, show how it is."""
    holding = person.holding(key)
    if holding is None:
        return Turn(state, (not_held(key),))
    today = when.today(person.settings.zone)
    if declaration(holding, person.activities, today).stage in (Stage.DECLARED, Stage.EARLY):
        return Turn(state, (one_declaration(person, key, when),))
    return Turn(state, opens=AskingDeclaredDay(key))


def _declared(
    state: State | None, key: CredentialKey, _rest: list[str], person: Person, when: When
) -> Turn:
    return declared_now(state, key, person, when)


def _redeclare(
    state: State | None, key: CredentialKey, _rest: list[str], _person: Person, _when: When
) -> Turn:
    return Turn(state, opens=AskingDeclaredDay(key))


def _enter(
    state: State | None, key: CredentialKey, rest: list[str], person: Person, when: When
) -> Turn:
    page = _number(rest) if rest else None
    return Turn(state, (entering.to_enter(person, key, page, when),))


def _fields(
    state: State | None, key: CredentialKey, rest: list[str], person: Person, when: When
) -> Turn:
    return Turn(state, (entering.fields(person, key, _number(rest), when),))


def _tick(
    state: State | None, key: CredentialKey, rest: list[str], person: Person, when: When
) -> Turn:
    stamp = rest[1] if len(rest) > 1 else ""
    return entering.tick(state, key, _number(rest), stamp, person, when)


def _untick(
    state: State | None, key: CredentialKey, rest: list[str], person: Person, when: When
) -> Turn:
    return entering.untick(state, key, _number(rest), person, when)


def _undeclare(
    state: State | None, key: CredentialKey, _rest: list[str], person: Person, when: When
) -> Turn:
    return outcomes.undeclare(state, key, person, when)


def _told(outcome: Outcome) -> _Act:
    def act(
        state: State | None, key: CredentialKey, _rest: list[str], person: Person, when: When
    ) -> Turn:
        return outcomes.told(state, key, outcome, person, when)

    return act


def _number(rest: list[str]) -> int:
    """Read the number of a record; what is none leads to no record."""
    text = rest[0] if rest else ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1


ACTIONS: dict[str, _Action] = {
    "declare": _declare,
    "enter": _of_own(_enter),
    "fields": _of_own(_fields),
    "tick": _of_own(_tick),
    "untick": _of_own(_untick),
    "declared": _of_own(_declared),
    "redeclare": _of_own(_redeclare),
    "undeclare": _of_own(_undeclare),
    "approved": _of_own(_told(Outcome.APPROVED)),
    "audited": _of_own(_told(Outcome.AUDIT)),
    "rejected": _of_own(_told(Outcome.REJECTED)),
    "waiting": _of_own(_told(Outcome.WAITING)),
}
