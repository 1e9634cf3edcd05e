"""A renewed credential goes on in its next cycle.

> [It was renewed]
Was your SBB renewed until Sun 30 Jun 2030? …
> [Yes, that is right]
Your SBB goes on until Sun 30 Jun 2030. No points are carried over …
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from cmp_rules.cycles import next_cycle, span_of
from cmp_rules.model import CredentialKey, Holding
from conversations import days, wording
from conversations.answers.status import not_held
from conversations.buttons import typed
from conversations.credentials.expiry_words import EitherExpiry, read_expiry
from conversations.credentials.held import kept
from conversations.model import Choice, Event, Pressed, Reply, Said, Turn, When
from conversations.person import Person

A_MONTH = timedelta(days=31)  # give or take, since cycles may end on any day


@dataclass(frozen=True, slots=True)
class ConfirmingRenewal:
    """Until when was it renewed? What was said is proposed, else a cycle on from the old end."""

    key: CredentialKey
    ends: date | None = None  # as it was said
    kind: Literal["confirming_renewal"] = "confirming_renewal"

    def ask(self, person: Person, when: When) -> Reply:
        """Propose the next end; after a lapse nobody knows it but the person."""
        holding = person.holding(self.key)
        if holding is None:
            return not_held(self.key)
        ends = self._proposed(holding, when.today(person.settings.zone))
        if ends is None:
            return Reply(wording.ask_next_end(self.key))
        choices = (Choice(wording.YES_KEEP_IT, "yes"), Choice(wording.ANOTHER_DATE, "other"))
        return Reply(wording.confirm_renewal(self.key, ends), (choices,))

    def answer(self, event: Event, person: Person) -> Turn:
        """Begin the next cycle, or ask for its end."""
        holding = person.holding(self.key)
        if holding is None:
            return Turn(None, (not_held(self.key),))
        ends = self._proposed(holding, event.when.today(person.settings.zone))
        match event:
            case Pressed(data="yes") if ends is not None:
                return begun(holding, ends, person, event.when)
            case Said(text=text) if ends and typed(text) in wording.YES:
                return begun(holding, ends, person, event.when)
            case Said(text=text) if typed(text) in wording.NO:
                return Turn(None, (Reply(wording.nothing_changes(self.key)),))
            case Pressed(data="other"):
                return Turn(AskingNextEnd(self.key))
        return AskingNextEnd(self.key).answer(event, person)

    def _proposed(self, holding: Holding, today: date) -> date | None:
        if self.ends is None and span_of(holding, today).expired:
            return None
        return self.ends or next_cycle(holding).cycle_ends


@dataclass(frozen=True, slots=True)
class AskingNextEnd:
    """Until when was it renewed, if not as proposed?"""

    key: CredentialKey
    either: tuple[date, date] | None = None
    doubtful: date | None = None
    kind: Literal["asking_next_end"] = "asking_next_end"

    def ask(self, person: Person, when: When) -> Reply:
        """Ask for the new end."""
        if self.doubtful is not None:
            return days.is_it_right(wording.confirm_expiry(self.key, self.doubtful))
        if self.either is not None:
            return days.which_of(self.either)
        return Reply(wording.ask_next_end(self.key))

    def answer(self, event: Event, person: Person) -> Turn:
        """Read the new end, and begin the next cycle."""
        holding = person.holding(self.key)
        if holding is None:
            return Turn(None, (not_held(self.key),))
        match event:
            case Pressed(data="yes") if self.doubtful is not None:
                return self._take(holding, self.doubtful, person, event.when)
            case Pressed(data="again"):
                return Turn(AskingNextEnd(self.key), stays=True)
            case Pressed(data=value) if self.either is not None and value in ("0", "1"):
                return self._take(holding, self.either[int(value)], person, event.when)
            case Said():
                return self._said(holding, event, person)
        return Turn(self, (Reply(wording.use_words()),))

    def _said(self, holding: Holding, event: Said, person: Person) -> Turn:
        read = read_expiry(event.text, person, event.when)
        if isinstance(read, str):
            return Turn(self, (Reply(read),))
        if isinstance(read, EitherExpiry):
            both = (read.first, read.second)
            return Turn(replace(self, either=both, doubtful=None), stays=True)
        if read.day is None:
            return Turn(self, (Reply(wording.expiry_not_understood()),))
        if read.day != self.doubtful and self._is_far(read.day, holding, event, person):
            return Turn(replace(self, doubtful=read.day, either=None), stays=True)
        turn = self._take(holding, read.day, person, event.when)
        remark = (Reply(read.remark),) if read.remark and turn.changes and not read.doubtful else ()
        return replace(turn, replies=(*remark, *turn.replies))

    def _is_far(self, ends: date, holding: Holding, event: Event, person: Person) -> bool:
        """Whether a new end is later than a cycle from the old one, or from today after a lapse."""
        last = max(holding.cycle_ends, event.when.today(person.settings.zone))
        return ends > next_cycle(replace(holding, cycle_ends=last)).cycle_ends + A_MONTH

    def _take(self, holding: Holding, ends: date, person: Person, when: When) -> Turn:
        if ends <= holding.cycle_ends:
            remark = wording.next_end_too_early(ends, holding.cycle_ends)
            return Turn(AskingNextEnd(self.key), (Reply(remark),), stays=True)
        return begun(holding, ends, person, when)


def begun(holding: Holding, ends: date, person: Person, when: When) -> Turn:
    """Begin the next cycle of a holding, and show it."""
    now = next_cycle(holding, ends)
    turn = kept(now, person, when)
    return replace(turn, replies=(Reply(wording.next_cycle_begun(now)), *turn.replies))
