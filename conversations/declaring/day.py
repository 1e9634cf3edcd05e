"""On which day was it declared?

> [I declared it]
On which day did you submit the declaration of your SBB at ascp.org?
> yesterday
SBB: declared 5 Apr 2027 …
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from cmp_rules.cycles import dates_of, span_of
from cmp_rules.declaring import declaration
from cmp_rules.model import CredentialKey, Declared, Holding
from cmp_rules.reminders import review_of
from conversations import days, wording
from conversations.answers.status import not_held
from conversations.buttons import key_value, typed
from conversations.declaring.telling import day_told, denies
from conversations.declaring.where import outcome_buttons
from conversations.declaring.words import sentence
from conversations.model import Choice, Event, Pressed, Reply, Said, State, Turn, When
from conversations.person import KeepHolding, Person
from conversations.reading import dates


@dataclass(frozen=True, slots=True)
class AskingDeclaredDay:
    """On which day was the declaration submitted?"""

    key: CredentialKey
    either: tuple[date, date] | None = None
    doubtful: date | None = None
    told: bool = False  # in words that leave a doubt, or with points missing: to be confirmed
    kind: Literal["asking_declared_day"] = "asking_declared_day"

    def ask(self, person: Person, when: When) -> Reply:
        """Ask for the day; the likely ones are one tap away."""
        holding = person.holding(self.key)
        if self.doubtful is not None and holding is not None:
            return self._is_it_right(holding, self.doubtful, person, when)
        if self.either is not None:
            return days.which_of(self.either)
        near = (Choice(wording.TODAY, "today"), Choice(wording.YESTERDAY, "yesterday"))
        return Reply(wording.ask_declared_day(self.key), (near,))

    def _is_it_right(self, holding: Holding, day: date, person: Person, when: When) -> Reply:
        """Ask back with what speaks against it; reminders that stop wrongly can cost a licence."""
        opens = dates_of(holding).declaration_opens
        if not self.told:
            return days.is_it_right(wording.confirm_declared_early(day, opens))
        lines = [wording.confirm_declared(self.key, day)]
        if day < opens and not span_of(holding, day).voluntary:
            lines = [wording.confirm_declared_early(day, opens)]
        found = declaration(holding, person.activities, when.today(person.settings.zone)).found
        if found.complete is not True:
            lines += [wording.still_short_now(found), *wording.still_short(found)]
        sent = holding.sent
        last = wording.declared_so_far(sent) if sent else wording.reminders_would_stop()
        asked = days.is_it_right("\n".join([*lines, last]))
        return replace(asked, choices=(*asked.choices, (Choice(wording.NOT_DECLARED, "no"),)))

    def answer(self, event: Event, person: Person) -> Turn:
        """Read the day and record the declaration."""
        today = event.when.today(person.settings.zone)
        match event:
            case Pressed(data="today"):
                return self.take(today, person, event.when)
            case Pressed(data="yesterday"):
                return self.take(today - timedelta(days=1), person, event.when)
            case Pressed(data="again"):
                return Turn(AskingDeclaredDay(self.key), stays=True)
            case Pressed(data="yes") if self.doubtful is not None:
                return self._sure(self.doubtful, person, event.when)
            case Pressed(data="no"):
                return Turn(None, (Reply(wording.nothing_changes(self.key)),))
            case Pressed(data=value) if self.either is not None and value in ("0", "1"):
                return self.take(self.either[int(value)], person, event.when)
            case Said(text=text):
                return self._said(text, person, event.when)
        return Turn(self, (Reply(wording.day_not_understood()),))

    def take(self, day: date, person: Person, when: When) -> Turn:
        """Record a day, unless it cannot be; ask back where that is unlikely."""
        holding = person.holding(self.key)
        if holding is None:
            return Turn(None, (not_held(self.key),))
        today = when.today(person.settings.zone)
        starts = span_of(holding, day).cycle.starts
        if day > today:
            return self._refused(wording.declared_to_come(day))
        if day < starts:
            return self._refused(wording.declared_before_cycle(day, starts))
        voluntary = span_of(holding, day).voluntary
        early = not voluntary and day < dates_of(holding).declaration_opens
        if early or self.told:
            return Turn(replace(self, either=None, doubtful=day), stays=True)
        return self._sure(day, person, when)

    def take_either(self, first: date, second: date, person: Person, when: When) -> Turn:
        """Record the one of two days on which it can have been; ask where it may be both."""
        holding, today = person.holding(self.key), when.today(person.settings.zone)
        opens = date.min if holding is None else dates_of(holding).declaration_opens
        likely = [day for day in (first, second) if opens <= day <= today]
        if len(likely) == 1:
            return self.take(likely[0], person, when)
        return Turn(replace(self, either=(first, second), doubtful=None), stays=True)

    def _said(self, text: str, person: Person, when: When) -> Turn:
        word = typed(text)
        if self.doubtful is not None and word in wording.YES:
            return self._sure(self.doubtful, person, when)
        read = days.read_day(text, person, when)
        if read is None:
            told = sentence(text, person, when)
            read = day_told(told)
            if read is None and denies(told):
                return Turn(None, (Reply(wording.nothing_changes(self.key)),))
        match read:
            case dates.Day(day):
                return self.take(day, person, when)
            case dates.Ambiguous(first, second):
                return self.take_either(first, second, person, when)
            case dates.MonthOnly() as month:
                return Turn(self, (Reply(wording.which_day_of(month.year, month.month)),))
            case dates.Impossible():
                return Turn(self, (Reply(wording.no_such_day()),))
        return Turn(self, (Reply(wording.day_not_understood()),))

    def _refused(self, remark: str) -> Turn:
        return Turn(AskingDeclaredDay(self.key, told=self.told), (Reply(remark),), stays=True)

    def _sure(self, day: date, person: Person, when: When) -> Turn:
        holding = person.holding(self.key)
        if holding is None:
            return Turn(None, (not_held(self.key),))
        return recorded(None, holding, day, person, when)


def recorded(state: State | None, holding: Holding, day: date, person: Person, when: When) -> Turn:
    """Record that a holding was declared on a day, and say what follows."""
    now = replace(holding, declared=Declared(day))
    changes = (KeepHolding(now),)
    return Turn(state, (_noted(now, person.after(changes), when),), changes)


def _noted(holding: Holding, person: Person, when: When) -> Reply:
    today = when.today(person.settings.zone)
    found = declaration(holding, person.activities, today)
    declared, asked = holding.declared, review_of(holding)
    if declared is None or asked is None:
        raise ValueError("what was just declared waits")
    lines = [wording.noted_declared(max(asked, today))]
    if found.found.complete is not True:
        lines += ["", wording.was_short_then(found.found), *wording.still_short(found.found)]
    if not found.found.voluntary and declared.on > holding.cycle_ends:
        lines += ["", wording.declared_late(holding.cycle_ends)]
    lines += ["", wording.what_may_follow()]
    value = key_value(holding.key)
    return Reply(
        "\n".join(lines),
        heading=wording.declared_heading(holding.key, declared),
        choices=outcome_buttons(declared.outcome, value, listed=bool(found.entries)),
    )
