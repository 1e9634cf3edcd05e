"""What the standing buttons of reminders do; each names its credential and its day."""

from collections.abc import Callable

from cmp_rules.model import CredentialKey
from conversations import wording
from conversations.answers.status import no_holdings, not_held
from conversations.buttons import read_key
from conversations.model import Event, Reply, State, Turn
from conversations.person import Person
from conversations.reminders import snoozing
from conversations.reminders.days.ahead import ahead
from conversations.reminders.days.shown import all_reminders, one_credential, own_reminders
from conversations.reminders.days.to_calendar import to_calendar
from conversations.reminders.several import read_keys
from conversations.reminders.wishing import changing, moving
from conversations.reminders.wishing.asking import AddingReminder, MovingReminder
from conversations.reminders.wishing.own_codes import read_day, read_own

_Action = Callable[[State | None, str, Person, Event], Turn]


def _outdated(state: State | None) -> Turn:
    return Turn(state, (Reply(wording.button_outdated()),))


def _reminders(state: State | None, _record: str, person: Person, event: Event) -> Turn:
    return Turn(state, (all_reminders(person, event.when),))


def _calendar(state: State | None, _record: str, person: Person, event: Event) -> Turn:
    return Turn(state, (to_calendar(person, event.when),))


def _one(state: State | None, record: str, person: Person, event: Event) -> Turn:
    value, _, page = record.partition(" ")
    if (key := read_key(value)) is None:
        return _outdated(state)
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 4 else 0
    return Turn(state, (one_credential(person, key, number, event.when),))


def _of_day(move: bool | None) -> _Action:
    """Return the action on one date: off (False), on (True), or to be moved (None)."""

    def act(state: State | None, record: str, person: Person, event: Event) -> Turn:
        value, _, written = record.partition(" ")
        key, planned = read_key(value), read_day(written)
        if key is None or planned is None:
            return _outdated(state)
        holding = person.holding(key)
        if holding is None:
            return Turn(state, (not_held(key),))
        days = [each.planned for each in ahead(holding, person, event.when) if not each.fixed]
        if planned not in days:
            return Turn(state, (one_credential(person, key, 0, event.when),))  # no date any more
        if move is None:
            return Turn(state, opens=MovingReminder(key, planned))
        act = changing.brought_back if move else changing.skipped
        return act(state, key, planned, person, event.when)

    return act


def _of_all(
    act: Callable[..., Turn],
) -> _Action:
    """Return the action on everything of a credential; on everything where none is named."""

    def action(state: State | None, record: str, person: Person, event: Event) -> Turn:
        key: CredentialKey | None = read_key(record)
        if record and key is None:
            return _outdated(state)
        if not person.holdings:
            return Turn(state, (no_holdings(),))
        if key is not None and person.holding(key) is None:
            return Turn(state, (not_held(key),))
        return act(state, key, person, event.when)

    return action


def _add(state: State | None, _record: str, person: Person, _event: Event) -> Turn:
    if not person.holdings:
        return Turn(state, (no_holdings(),))
    return Turn(state, opens=AddingReminder())


def _own(state: State | None, _record: str, person: Person, _event: Event) -> Turn:
    return Turn(state, (own_reminders(person),))


def _drop(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    added = read_own(record)
    return _outdated(state) if added is None else changing.dropped(state, added, person)


def _snooze(state: State | None, record: str, person: Person, event: Event) -> Turn:
    return snoozing.ask(state, read_keys(record), person, event.when)


def _snooze_pick(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    held = tuple(key for key in read_keys(record) if person.holding(key) is not None)
    if not held:
        return Turn(state, (no_holdings(),))
    return Turn(state, opens=snoozing.SnoozingUntil(held))


def _snooze_off(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    return snoozing.dropped(state, read_keys(record), person)


ACTIONS: dict[str, _Action] = {
    "reminders": _reminders,
    "remind": _one,
    "remind_off": _of_day(False),
    "remind_on": _of_day(True),
    "remind_move": _of_day(None),
    "remind_to": moving.press,
    "remind_stop": _of_all(changing.silenced),
    "remind_start": _of_all(changing.heard_again),
    "remind_add": _add,
    "remind_own": _own,
    "remind_drop": _drop,
    "calendar": _calendar,
    "snooze": _snooze,
    "snooze_to": snoozing.press,
    "snooze_pick": _snooze_pick,
    "snooze_off": _snooze_off,
}
