"""The questions about reminders: when to remind as well, and to which day one is moved.

> [Add a reminder]
When shall I remind you as well? …
> 1 March
I will remind you of all your credentials on Mon 1 Mar 2027. …
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from cmp_rules.model import CredentialKey
from conversations import wording
from conversations.answers.status import not_held
from conversations.model import Choice, Event, Pressed, Reply, Said, Turn, When
from conversations.person import Person
from conversations.reminders.wishing.changing import added_own, moved
from conversations.reminders.wishing.naming import named_in
from conversations.reminders.wishing.own_codes import read_day, read_own, write_own
from conversations.reminders.wishing.reading import Unread, of_one, read_one_day, read_own_wish
from conversations.reminders.wishing.wishes import Added, Before, EachMonth, OnDay

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AddingReminder:
    """When is the person to be reminded as well?"""

    key: CredentialKey | None = None  # of which credential; None: of all
    either: tuple[date, ...] = ()
    kind: Literal["adding_reminder"] = "adding_reminder"

    def ask(self, person: Person, when: When) -> Reply:
        """Ask for a day, or what stands for one."""
        if self.either:
            days = tuple(Choice(wording.day(d), write_own(OnDay(d))) for d in self.either)
            return Reply(wording.which_of_days(*self.either[:2]), (days,))
        today = when.today(person.settings.zone)
        usual: tuple[tuple[str, Added], ...] = (
            (wording.EVERY_MONTH, EachMonth(today.day)),
            (wording.WEEK_BEFORE, Before(7)),
            (wording.MONTH_BEFORE, Before(30)),
        )
        choices = tuple(Choice(label, write_own(added)) for label, added in usual)
        return Reply(wording.ask_own(), (choices,))

    def answer(self, event: Event, person: Person) -> Turn:
        """Read it and add the reminder."""
        match event:
            case Pressed(data=data) if (added := read_own(data)) is not None:
                return self._added(of_one(added, self.key), event, person)
            case Said(text=text):
                return self._said(text, event, person)
        return Turn(self, (Reply(wording.own_not_understood()),))

    def _said(self, text: str, event: Said, person: Person) -> Turn:
        named = named_in(text, person)
        if named and person.holding(named[0]) is None:
            return Turn(self, (not_held(named[0]),))
        key = named[0] if named else self.key
        read = read_own_wish(text, person, event.when)
        if isinstance(read, Unread) and read.either:
            return Turn(AddingReminder(key, read.either))
        if read is None or isinstance(read, Unread):
            return Turn(self, (Reply(wording.own_not_understood()),))
        return self._added(of_one(read, key), event, person)

    def _added(self, added: Added, event: Event, person: Person) -> Turn:
        """Add it; where that cannot be, the question stays."""
        turn = added_own(None, added, person, event.when)
        return turn if turn.changes else Turn(self, turn.replies)


@dataclass(frozen=True, slots=True)
class MovingReminder:
    """To which day does one reminder of the schedule go?"""

    key: CredentialKey
    planned: date
    either: tuple[date, ...] = ()
    kind: Literal["moving_reminder"] = "moving_reminder"

    def ask(self, person: Person, when: When) -> Reply:
        """Ask for the day; a week to either side is one tap away."""
        holding = person.holding(self.key)
        if holding is None:
            return not_held(self.key)
        if self.either:
            days = tuple(Choice(wording.day(d), d.isoformat()) for d in self.either)
            return Reply(wording.which_of_days(*self.either[:2]), (days,))
        ends = holding.cycle_ends
        on = person.settings.reminders.day_of(self.key, self.planned, ends)
        today = when.today(person.settings.zone)
        near = [(wording.WEEK_EARLIER, on - WEEK), (wording.WEEK_LATER, on + WEEK)]
        if on != self.planned:
            near.append((wording.AS_PLANNED, self.planned))
        choices = tuple(
            Choice(label, day.isoformat()) for label, day in near if today < day <= ends
        )
        return Reply(wording.ask_move(self.key, on, ends), (choices,) if choices else ())

    def answer(self, event: Event, person: Person) -> Turn:
        """Read the day and move the reminder there."""
        holding = person.holding(self.key)
        if holding is None:
            return Turn(None, (not_held(self.key),))
        read: date | Unread = Unread()
        match event:
            case Pressed(data=data):
                read = read_day(data) or Unread()
            case Said(text=text):
                read = read_one_day(text, person, event.when)
        if isinstance(read, Unread):
            if read.either:
                return Turn(MovingReminder(self.key, self.planned, read.either))
            return Turn(self, (Reply(wording.own_not_understood()),))
        if read <= event.when.today(person.settings.zone):
            return Turn(self, (Reply(wording.day_has_passed(read)),))
        if read > holding.cycle_ends:
            return Turn(self, (Reply(wording.not_after_expiry(holding.cycle_ends)),))
        return moved(None, self.key, self.planned, read, person, event.when)
