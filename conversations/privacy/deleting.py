"""/delete: everything goes, after seven days in which it can be taken back, or at once.

> /delete
This deletes everything I keep of you …
> [Delete in 7 days]
Really? On Mon 30 Nov 2026 …
> [Yes, delete it all]
Your data will be deleted on Mon 30 Nov 2026.
> [Keep my data]
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from conversations import wording
from conversations.buttons import standing
from conversations.model import (
    STANDING,
    Button,
    Choice,
    Event,
    Pressed,
    Reply,
    Said,
    Screen,
    State,
    Step,
    Talk,
    Turn,
    When,
)
from conversations.person import DeleteAt, DeleteNow, KeepEverything, Person

TAKEN_BACK = timedelta(days=7)  # how long a deletion can be taken back
NOW, LATER, YES, KEEP = "now", "later", "yes", "keep"


def moment(when: When, zone: str) -> datetime:
    """Return the moment of an event; on another day where a script replaces the clock."""
    if when.on is None:
        return when.at
    local = when.at.astimezone(ZoneInfo(zone))
    return datetime.combine(when.on, local.timetz()).astimezone(when.at.tzinfo)


def is_over(person: Person, when: When) -> bool:
    """Whether the days in which a deletion can be taken back are over."""
    zone = person.settings.zone
    return person.delete_at is not None and person.delete_at <= moment(when, zone)


@dataclass(frozen=True, slots=True)
class AskingDeletion:
    """Delete everything in seven days, or at once?"""

    kind: Literal["asking_deletion"] = "asking_deletion"

    def ask(self, person: Person, when: When) -> Reply:
        """Say what goes, what stays, and how it can be had first."""
        return Reply(
            wording.ask_deletion(len(person.holdings), len(person.activities)),
            heading=wording.deletion_heading(),
            choices=(
                (Choice(wording.DELETE_LATER, LATER), Choice(wording.DELETE_NOW, NOW)),
                (Choice(wording.KEEP_MY_DATA, KEEP),),
            ),
        )

    def answer(self, event: Event, person: Person) -> Turn:
        """Ask once more before anything happens."""
        match event:
            case Pressed(data="now"):
                return Turn(ConfirmingDeletion(at_once=True))
            case Pressed(data="later"):
                return Turn(ConfirmingDeletion(at_once=False))
            case Pressed(data="keep"):
                return keep(None, person)
        return Turn(self, (Reply(wording.use_buttons()),))


@dataclass(frozen=True, slots=True)
class ConfirmingDeletion:
    """Really?"""

    at_once: bool
    kind: Literal["confirming_deletion"] = "confirming_deletion"

    def ask(self, person: Person, when: When) -> Reply:
        """Say when it happens, and until when it can be taken back."""
        at = None if self.at_once else moment(when, person.settings.zone) + TAKEN_BACK
        yes = Choice(wording.YES_DELETE, YES, style="danger")
        return Reply(
            wording.confirm_deletion(None if at is None else _day(at, person)),
            ((yes,), (Choice(wording.KEEP_MY_DATA, KEEP),)),
        )

    def answer(self, event: Event, person: Person) -> Turn:
        """Delete it all, or leave it."""
        match event:
            case Pressed(data="yes") if self.at_once:
                return Turn(None, changes=(DeleteNow(),))
            case Pressed(data="yes"):
                at = moment(event.when, person.settings.zone) + TAKEN_BACK
                return Turn(None, (_pending(_day(at, person)),), (DeleteAt(at),))
            case Pressed(data="keep"):
                return keep(None, person)
        return Turn(self, (Reply(wording.use_buttons()),))


def keep(state: State | None, person: Person) -> Turn:
    """Take a deletion back, or say that there is none."""
    changes = () if person.delete_at is None else (KeepEverything(),)
    return Turn(state, (Reply(wording.data_kept()),), changes)


def completed(step: Step, event: Event, person: Person) -> Step:
    """Add to what an event leads to what a deletion adds: a word of farewell, or a reminder."""
    if any(isinstance(change, DeleteNow) for change in step.changes):
        return Step(Talk(), (farewell(),), step.changes)
    after = person.after(step.changes)
    if not isinstance(event, Said) or after.delete_at is None or not step.screens:
        return step
    reminder = _pending(_day(after.delete_at, after))
    if any(screen.text.startswith(reminder.text) for screen in step.screens):
        return step
    buttons = tuple(
        tuple(Button(choice.label, STANDING + choice.value) for choice in row)
        for row in reminder.choices
    )
    return replace(step, screens=(Screen(reminder.text, buttons=buttons), *step.screens))


FAREWELL = "farewell"


def farewell() -> Screen:
    """Return what is said last: the same to everybody, so that it need not be sealed."""
    return Screen(wording.farewell(), heading=wording.farewell_heading(), edits=True)


def constant(name: str) -> Screen:
    """Return the screen of a name that storage kept in place of one ("farewell es")."""
    _, _, language = name.partition(" ")
    with wording.speaking("es" if language == "es" else None):
        return farewell()


def farewell_to(person: Person) -> str:
    """Return the name of the farewell in the language of a person."""
    return f"{FAREWELL} {person.settings.language or 'en'}"


def _pending(day: date) -> Reply:
    return Reply(wording.deletion_pending(day), ((standing(wording.KEEP_MY_DATA, "keep_data"),),))


def _day(at: datetime, person: Person) -> date:
    return at.astimezone(ZoneInfo(person.settings.zone)).date()
