"""Fix points of an activity to one requirement of a credential; the rest is allocated around it.

> [Fix where it counts]
For which credential?
> [SBB]
Where should #3 count for your SBB?
> [Electives]
SBB: 1.5 to electives (fixed by you)
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from cmp_rules.model import NOTHING, Activity, CredentialKey, Holding, Pin
from cmp_rules.pins import check_pin
from cmp_rules.progress import Progress
from cmp_rules.requirement import ELECTIVES
from conversations import wording
from conversations.activities.logged import entries
from conversations.buttons import key_value, read_key, rows
from conversations.model import Choice, Event, Pressed, Reply, Said, State, Turn, When
from conversations.person import KeepActivity, Person
from conversations.reading.credential_words import read_credentials
from conversations.reading.points import read_points

_PLACES = re.compile(
    r"\W*(?:please\s)?(?:move|put|place|fix|use|count|allocate|apply|assign|switch)\s(?:it|that|this)"
    r"(?:\sone)?\s(?:to|in|into|under|for|towards?|as)\s(?:(?:my|the|an?)\s)?(?:[\w.]+'?s?\s)?"
    r"(?:electives?|general|any\sarea)\b",
    re.I,
)
BEST = "best"
LEAVE_OUT = "leave_out"


@dataclass(frozen=True, slots=True)
class Wish:
    """So many points of an activity are to count in this slot of this holding."""

    activity: Activity
    holding: Holding
    slot: str
    points: Decimal


def place(person: Person, number: int) -> State | None:
    """Return the first question; None where there is nothing to place or nowhere to place it."""
    if person.activity(number) is None or not person.holdings:
        return None
    if len(person.holdings) == 1:
        return ChoosingSlot(number, person.holdings[0].key)
    return ChoosingHolding(number)


def place_said(person: Person, number: int, text: str) -> State | None:
    """Return the question for "move it to electives", of an entry; None for other words."""
    if not _PLACES.match(text) or not person.holdings:
        return None
    named = [key for key in read_credentials(text) if person.holding(key) is not None]
    return ChoosingSlot(number, named[0]) if len(named) == 1 else place(person, number)


@dataclass(frozen=True, slots=True)
class ChoosingHolding:
    """For which credential should points be fixed?"""

    number: int
    kind: Literal["choosing_holding"] = "choosing_holding"

    def ask(self, person: Person, when: When) -> Reply:
        """Draw the credentials."""
        keys = [holding.key for holding in person.holdings]
        choices = rows(Choice(wording.credential(key), key_value(key)) for key in keys)
        return Reply(wording.place_for_which(self.number), choices)

    def answer(self, event: Event, person: Person) -> Turn:
        """Go on to its requirements."""
        match event:
            case Pressed(data=value) if (key := read_key(value)) is not None:
                if person.holding(key) is not None:
                    return Turn(ChoosingSlot(self.number, key))
        return Turn(self, (Reply(wording.use_buttons()),))


@dataclass(frozen=True, slots=True)
class ChoosingSlot:
    """Where should it count for this credential?"""

    number: int
    key: CredentialKey
    kind: Literal["choosing_slot"] = "choosing_slot"

    def ask(self, person: Person, when: When) -> Reply:
        """Draw the requirements that accept it."""
        names = self._names(person, when)
        choices = [Choice(wording.figure_button(name), name) for name in names]
        others = (Choice(wording.LET_ME_CHOOSE, BEST), Choice(wording.LEAVE_IT_OUT, LEAVE_OUT))
        return Reply(wording.place_where(self.number, self.key), (*rows(choices, most=3), others))

    def _names(self, person: Person, when: When) -> tuple[str, ...]:
        found = _found(person, self.key, when)
        activity = person.activity(self.number)
        if found is None or activity is None:
            return ()
        return tuple(slot.name for slot in found.slots if _fitting(activity, slot.name))

    def answer(self, event: Event, person: Person) -> Turn:
        """Fix the points there, give them free again, or leave the credential out."""
        activity = person.activity(self.number)
        holding = person.holding(self.key)
        if activity is None or holding is None:
            return Turn(None, (Reply(wording.no_such_entry()),))
        match event:
            case Pressed(data="best"):
                free = _without_wishes(activity, self.key)
                return _kept(free, person, event.when)
            case Pressed(data="leave_out"):
                free = _without_wishes(activity, self.key)
                left = replace(free, excluded=free.excluded | {self.key})
                return _kept(left, person, event.when)
            case Pressed(data=name) if name in self._names(person, event.when):
                if activity.points == 1:
                    wish = Wish(activity, holding, name, activity.points)
                    return _fixed(self, wish, person, event.when)
                return Turn(AskingHowMany(self.number, self.key, name))
        return Turn(self, (Reply(wording.use_buttons()),))


@dataclass(frozen=True, slots=True)
class AskingHowMany:
    """How many of its points should count there?"""

    number: int
    key: CredentialKey
    slot: str
    kind: Literal["asking_how_many"] = "asking_how_many"

    def ask(self, person: Person, when: When) -> Reply:
        """Ask for the points; as many as fit are one tap away."""
        most = self._most(person, when)
        choices = (Choice(wording.as_many_as(most), "most"),)
        return Reply(wording.place_how_many(self.slot), (choices,) if most else ())

    def _most(self, person: Person, when: When) -> Decimal:
        activity = person.activity(self.number)
        found = _found(person, self.key, when)
        if activity is None or found is None:
            return NOTHING
        fitting = sum((p.points for p in activity.parts if _takes(p.areas, self.slot)), NOTHING)
        slot = found.slot(self.slot)
        return fitting if slot is None or slot.required is None else min(fitting, slot.required)

    def answer(self, event: Event, person: Person) -> Turn:
        """Fix so many points there."""
        activity = person.activity(self.number)
        holding = person.holding(self.key)
        if activity is None or holding is None:
            return Turn(None, (Reply(wording.no_such_entry()),))
        points: object = None
        match event:
            case Pressed(data="most"):
                points = self._most(person, event.when)
            case Said(text=text):
                points = read_points(text)
        if not isinstance(points, Decimal) or not points:
            return Turn(self, (Reply(wording.points_not_understood()),))
        wish = Wish(activity, holding, self.slot, points)
        return _fixed(self, wish, person, event.when)


def _fixed(state: "ChoosingSlot | AskingHowMany", wish: Wish, person: Person, when: When) -> Turn:
    """Pin points part by part; an impossible wish is refused with the reason."""
    today = when.today(person.settings.zone)
    others = [a for a in person.activities if a.number != wish.activity.number]
    wished = _without_wishes(wish.activity, wish.holding.key)
    left = wish.points
    for number, part in enumerate(wish.activity.parts):
        some = min(left, part.points) if _takes(part.areas, wish.slot) else NOTHING
        if not some:
            continue
        pin = Pin(wish.holding.key, number, wish.slot, some)
        why = check_pin(pin, wished, wish.holding, others, today)
        if why is not None:
            return Turn(state, (Reply(why),))
        wished = replace(wished, pins=(*wished.pins, pin))
        left -= some
    if left:
        return Turn(state, (Reply(wording.place_too_many(wish.points - left)),))
    return _kept(wished, person, when)


def _kept(activity: Activity, person: Person, when: When) -> Turn:
    change = (KeepActivity(activity),)
    after = person.after(change)
    return Turn(None, (entries.entry(after, activity.number, when),), change)


def _without_wishes(activity: Activity, key: CredentialKey) -> Activity:
    return replace(
        activity,
        pins=tuple(pin for pin in activity.pins if pin.key != key),
        excluded=activity.excluded - {key},
    )


def _found(person: Person, key: CredentialKey, when: When) -> Progress | None:
    holding = person.holding(key)
    today = when.today(person.settings.zone)
    return None if holding is None else person.progress(holding, today)


def _fitting(activity: Activity, slot: str) -> bool:
    return any(_takes(part.areas, slot) for part in activity.parts)


def _takes(areas: frozenset[str], slot: str) -> bool:
    accepted = "safety" if slot == "laboratory_safety" else slot
    return slot == ELECTIVES or accepted in areas
