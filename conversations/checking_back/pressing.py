"""What the buttons under the question do: it shows, it does not, ask again, never ask."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from cmp_rules.model import Activity
from conversations import wording
from conversations.answers.programme.entries import named
from conversations.answers.programme.screen import answer_lines
from conversations.buttons import standing
from conversations.checking_back.question import one_by_one, written
from conversations.model import Event, Reply, State, Turn
from conversations.person import KeepSettings, Person
from conversations.reminders.days.later import CheckBack

AGAIN_AFTER = timedelta(days=7)  # that long the way through ASCLS is reported to take

_Action = Callable[[State | None, str, Person, Event], Turn]


def _asked(record: str, person: Person) -> list[Activity]:
    """Return the person's own CEs of a record; those that are gone are left out."""
    numbers = [
        int(text)
        for text in record.split(",")
        if text.isascii() and text.isdecimal() and len(text) < 10
    ]
    return [found for number in numbers if (found := person.activity(number)) is not None]


def _shown(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    asked = _asked(record, person)
    if not asked:
        return Turn(state, (Reply(wording.no_such_entry()),))
    return Turn(state, (Reply(wording.good_it_shows(len(asked))),))


def _missing(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    """Say what to do about CEs that are not there; of several, ask which."""
    asked = _asked(record, person)
    if not asked:
        return Turn(state, (Reply(wording.no_such_entry()),))
    again = standing(wording.ASK_LATER, "ask_later", written(each.number for each in asked))
    if len(asked) > 1:
        choices = (*one_by_one(asked), (again,))
        return Turn(state, (Reply(wording.which_is_missing(), choices),))
    lines = [
        wording.to_look_for(asked[0]),
        "",
        *answer_lines(named("missing_credit.usual")),
        "",
        wording.or_type_it_in(),
    ]
    entry = standing(wording.OPEN_IT, "entry", str(asked[0].number))
    reply = Reply("\n".join(lines), ((again, entry),), heading=wording.if_not_there())
    return Turn(state, (reply,))


def _later(state: State | None, record: str, person: Person, event: Event) -> Turn:
    asked = _asked(record, person)
    if not asked:
        return Turn(state, (Reply(wording.no_such_entry()),))
    on = event.when.today(person.settings.zone) + AGAIN_AFTER
    changes = tuple(CheckBack(each.number, on) for each in asked)
    return Turn(state, (Reply(wording.asks_again(on)),), changes)


def _switched(on: bool) -> _Action:
    """Return the action that switches the questions on or off."""

    def act(state: State | None, _record: str, person: Person, _event: Event) -> Turn:
        wishes = replace(person.settings.reminders, checks=on)
        change = KeepSettings(replace(person.settings, reminders=wishes))
        if on:
            return Turn(state, (Reply(wording.checks_on()),), (change,))
        back = standing(wording.START_CHECKING, "checks_on")
        return Turn(state, (Reply(wording.checks_off(), ((back,),)),), (change,))

    return act


ACTIONS: dict[str, _Action] = {
    "shown": _shown,
    "missing": _missing,
    "ask_later": _later,
    "checks_off": _switched(on=False),
    "checks_on": _switched(on=True),
}
