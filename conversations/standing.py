"""Standing buttons: they carry an action and a record, and work at any time, also twice.

Every record is looked up among the person's own, so a made-up number leads nowhere.
"""

from collections.abc import Callable

from cmp_rules.catalog import catalog
from cmp_rules.model import CredentialKey
from conversations import checking_back, declaring, settings, wording
from conversations.activities.drafting.draft import Draft, draft_of
from conversations.activities.drafting.machine import ChoosingField, following
from conversations.activities.logged import entries, removing
from conversations.activities.placing import place
from conversations.answers import status
from conversations.answers.advice import advice
from conversations.answers.plan import plan_together
from conversations.buttons import letters, read_key, standing
from conversations.certificates.opening import ACTIONS as OF_FILES
from conversations.credentials import changing, figures, held
from conversations.credentials.choosing import ChoosingHeld
from conversations.credentials.expiry import AskingExpiry
from conversations.credentials.renewing import ConfirmingRenewal
from conversations.history.showing import ACTIONS as OF_HISTORY
from conversations.model import STANDING, Event, Reply, State, Turn
from conversations.person import Person, PutBackActivity
from conversations.privacy import deleting, exporting
from conversations.reminders import pressing

RESUME = "resume"  # step() itself brings back a cancelled conversation

_Action = Callable[[State | None, str, Person, Event], Turn]


def press(action: str, record: str, state: State | None, event: Event, person: Person) -> Turn:
    """Return what a standing button does; one that is not known any more says so."""
    act = _ACTIONS.get(action)
    if act is None:
        return Turn(state, (Reply(wording.button_outdated()),))
    return act(state, record, person, event)


def _add(state: State | None, _record: str, _person: Person, _event: Event) -> Turn:
    return Turn(state, opens=following(Draft()))


def _status(state: State | None, record: str, person: Person, event: Event) -> Turn:
    key = read_key(record)
    if key is None or key not in catalog().credentials:
        return Turn(state, (status.overview(person, event.when),))
    return Turn(state, (status.remaining(person, key, event.when),))


def _plan(state: State | None, _record: str, person: Person, event: Event) -> Turn:
    return Turn(state, (plan_together(person, event.when),))


def _advice(state: State | None, _record: str, person: Person, event: Event) -> Turn:
    return Turn(state, (advice(person, event.when),))


def _list(state: State | None, record: str, person: Person, event: Event) -> Turn:
    page, _, word = record.partition(" ")
    return Turn(state, (entries.entries(person, _number(page), word, event.when),))


def _removed(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    return Turn(state, (removing.removed_ones(person, _number(record)),))


def _undo_all(state: State | None, record: str, person: Person, event: Event) -> Turn:
    return removing.removed_span(state, record, person, event.when)


def _restore_all(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    return removing.put_back_span(state, record, person)


def _entry(state: State | None, record: str, person: Person, event: Event) -> Turn:
    return Turn(state, (entries.entry(person, _number(record), event.when),))


def _place(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    question = place(person, _number(record))
    if question is None:
        return Turn(state, (entries.gone(person, _number(record)),))
    return Turn(state, opens=question)


def _edit(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    found = person.activity(_number(record))
    if found is None:
        return Turn(state, (entries.gone(person, _number(record)),))
    return Turn(state, opens=ChoosingField(draft_of(found)))


def _undo(state: State | None, record: str, person: Person, event: Event) -> Turn:
    return removing.removed(state, _number(record), person, event.when)


def _restore(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    number = _number(record)
    if person.activity(number) is not None:
        return Turn(state, (Reply(wording.there_already()),))
    found = next((a for a in person.removed if a.number == number), None)
    if found is None:
        return Turn(state, (Reply(wording.no_such_entry()),))
    undo = standing(wording.UNDO, "undo", str(number))
    return Turn(state, (Reply(wording.put_back(found), ((undo,),)),), (PutBackActivity(number),))


def _hold(state: State | None, record: str, _person: Person, _event: Event) -> Turn:
    key = read_key(record)
    if key is None or key not in catalog().credentials:
        return Turn(state, opens=ChoosingHeld())
    return Turn(state, opens=AskingExpiry((key,)))


def _credentials(state: State | None, _record: str, person: Person, event: Event) -> Turn:
    return Turn(state, (held.all_holdings(person, event.when),))


def _help(state: State | None, _record: str, _person: Person, _event: Event) -> Turn:
    return Turn(state, (Reply(wording.help_text(), heading=wording.help_heading()),))


def _zone(state: State | None, _record: str, _person: Person, _event: Event) -> Turn:
    return Turn(state, opens=settings.AskingZone())


def _quiet(state: State | None, _record: str, _person: Person, _event: Event) -> Turn:
    return Turn(state, opens=settings.AskingQuiet())


def _dates(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    found = settings.language_changed(person, record)
    if found is None:
        return Turn(state, (Reply(wording.button_outdated()),))
    return Turn(state, (found[1],), (found[0],))


def _order(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    change, reply = settings.order_changed(person, "dmy" if record == "dmy" else "mdy")
    return Turn(state, (reply,), (change,))


def _keep_data(state: State | None, _record: str, person: Person, _event: Event) -> Turn:
    return deleting.keep(state, person)


def _export(state: State | None, _record: str, person: Person, _event: Event) -> Turn:
    return Turn(state, (exporting.export(person),))


def _of_holding(opens: Callable[[CredentialKey], State]) -> _Action:
    """Return the action that opens a conversation about one of the person's credentials."""

    def act(state: State | None, record: str, person: Person, event: Event) -> Turn:
        key = read_key(record)
        if key is None or key not in catalog().credentials:
            return Turn(state, (Reply(wording.button_outdated()),))
        if person.holding(key) is None:
            return Turn(state, (status.not_held(key),))
        return Turn(state, opens=opens(key))

    return act


def _holding(state: State | None, record: str, person: Person, event: Event) -> Turn:
    key = read_key(record)
    if key is None or key not in catalog().credentials:
        return Turn(state, (Reply(wording.button_outdated()),))
    return Turn(state, (held.one_holding(person, key, event.when),))


def _number(record: str) -> int:
    """Read a record's number; what is none leads to no record."""
    return int(record) if record.isascii() and record.isdecimal() and len(record) < 10 else -1


_ACTIONS: dict[str, _Action] = {
    "add": _add,
    "status": _status,
    "plan": _plan,
    "advice": _advice,
    "list": _list,
    "entry": _entry,
    "edit": _edit,
    "place": _place,
    "undo": _undo,
    "restore": _restore,
    "removed": _removed,
    "undo_all": _undo_all,
    "restore_all": _restore_all,
    "hold": _hold,
    "credentials": _credentials,
    "holding": _holding,
    "expiry": _of_holding(lambda key: AskingExpiry((key,))),
    "start": _of_holding(lambda key: changing.AskingHoldingDay(key, "cycle_starts")),
    "certified": _of_holding(lambda key: changing.AskingHoldingDay(key, "certified_on")),
    "figures": _of_holding(figures.ChoosingFigure),
    "renewed": _of_holding(ConfirmingRenewal),
    "drop": _of_holding(changing.ConfirmingRemoval),
    "help": _help,
    "zone": _zone,
    "quiet": _quiet,
    "dates": _dates,
    "order": _order,
    "keep_data": _keep_data,
    "export": _export,
    **OF_FILES,
    **OF_HISTORY,
    **checking_back.ACTIONS,
    **declaring.ACTIONS,
    **pressing.ACTIONS,
}


def labelled(said: str) -> str | None:
    """Return the data of the well-known button whose label was typed, letters and digits alone."""
    action = {letters(label): action for label, action in _well_known().items()}.get(said)
    return None if action is None else f"{STANDING}{action}:"


def _well_known() -> dict[str, str]:
    return {
        wording.ADD_CREDENTIALS: "hold",
        wording.ADD_ANOTHER: "hold",
        wording.LOG_A_CE: "add",
        wording.LOG_ANOTHER: "add",
        wording.WHAT_REMAINS: "status",
        wording.SHOW_PLAN: "plan",
        wording.DECLARE: "declare",
        wording.LIST: "list",
        wording.CORRECT: "credentials",
        wording.ADVICE: "advice",
        wording.CHANGE_ZONE: "zone",
        wording.CHANGE_QUIET: "quiet",
        wording.BRING_BACK: "resume",
        wording.KEEP_MY_DATA: "keep_data",
        wording.SEND_EXPORT: "export",
    }
