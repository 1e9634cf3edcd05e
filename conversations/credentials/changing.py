"""Days of a credential besides its expiry, and taking one off the list.

> [Change cycle start]
On which day did the present cycle of your PBT begin?
> [Remove]
Remove PBT with its dates and figures? …
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from cmp_rules.cycles import months_later
from cmp_rules.model import CredentialKey, Holding
from conversations import days, wording
from conversations.answers.status import not_held
from conversations.buttons import key_value, standing
from conversations.credentials.held import kept
from conversations.model import Choice, Event, Pressed, Reply, Said, Turn, When
from conversations.person import DropHolding, Person
from conversations.reading import dates

HoldingDay: TypeAlias = Literal["cycle_starts", "certified_on"]
OURS = "ours"
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class AskingHoldingDay:
    """On which day did the cycle start, or was the credential earned?"""

    key: CredentialKey
    what: HoldingDay
    either: tuple[date, date] | None = None
    kind: Literal["asking_holding_day"] = "asking_holding_day"

    def ask(self, person: Person, when: When) -> Reply:
        """Ask for the day."""
        if self.either is not None:
            return days.which_of(self.either)
        known = person.holding(self.key)
        forget = known is not None and getattr(known, self.what) is not None
        choices = ((Choice(wording.USUAL, OURS),),) if forget else ()
        return Reply(wording.ask_holding_day(self.key, self.what), choices)

    def answer(self, event: Event, person: Person) -> Turn:
        """Read the day and record it."""
        match event:
            case Pressed(data="ours"):
                return self._keep(None, person, event.when)
            case Pressed(data=value) if self.either is not None and value in ("0", "1"):
                return self._keep(self.either[int(value)], person, event.when)
            case Said(text=text, when=when):
                match days.read_day(text, person, when):
                    case dates.Day(day):
                        return self._keep(day, person, when)
                    case dates.Ambiguous(first, second):
                        return Turn(replace(self, either=(first, second)), stays=True)
                    case dates.MonthOnly() as month if self.what == "certified_on":
                        return self._keep(month.last_day, person, when)
                    case dates.MonthOnly() as month:
                        remark = wording.which_day_of(month.year, month.month)
                        return Turn(self, (Reply(remark),))
                if self.what == "certified_on" and _YEAR.fullmatch(text.strip()):
                    # Duties begin on the first of a year: its last day decides as well as any.
                    return self._keep(date(int(text), 12, 31), person, when)
        return Turn(self, (Reply(wording.day_not_understood()),))

    def _keep(self, day: date | None, person: Person, when: When) -> Turn:
        holding = person.holding(self.key)
        if holding is None:
            return Turn(None, (not_held(self.key),))
        if day is not None and (refused := self._refused(day, holding, when, person)) is not None:
            return Turn(replace(self, either=None), (Reply(refused),), stays=True)
        if self.what == "cycle_starts":
            holding = replace(holding, cycle_starts=day)
        else:
            holding = replace(holding, certified_on=day)
        return kept(holding, person, when)

    def _refused(self, day: date, holding: Holding, when: When, person: Person) -> str | None:
        if self.what == "cycle_starts" and not (
            months_later(holding.cycle_ends, -12 * 10) <= day < holding.cycle_ends
        ):
            return wording.start_out_of_place(day, holding.cycle_ends)
        if self.what == "certified_on" and day > when.today(person.settings.zone):
            return wording.certified_to_come(day)
        return None


@dataclass(frozen=True, slots=True)
class ConfirmingRemoval:
    """Really remove the credential?"""

    key: CredentialKey
    kind: Literal["confirming_removal"] = "confirming_removal"

    def ask(self, person: Person, when: When) -> Reply:
        """Say what goes and what stays."""
        remove = Choice(wording.REMOVE, "remove", style="danger")
        return Reply(wording.confirm_removal(self.key), ((remove, Choice(wording.KEEP, "keep")),))

    def answer(self, event: Event, person: Person) -> Turn:
        """Remove it, or leave it."""
        match event:
            case Pressed(data="remove"):
                again = standing(wording.ADD_AGAIN, "hold", key_value(self.key))
                reply = Reply(wording.removed_credential(self.key), ((again,),))
                return Turn(None, (reply,), (DropHolding(self.key),))
            case Pressed(data="keep"):
                return Turn(None, (Reply(wording.kept_credential(self.key)),))
        return Turn(self, (Reply(wording.use_buttons()),))
