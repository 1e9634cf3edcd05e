"""When does a credential expire? The answer sets it up.

> I hold MLS and SBB, both expire June 2027
I take that as the last day of the month, Wed 30 Jun 2027.
Your credentials are set up …
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from cmp_rules.catalog import catalog
from cmp_rules.model import CredentialKey, Holding, Scheme
from conversations import wording
from conversations.buttons import standing
from conversations.credentials.expiry_words import (
    EitherExpiry,
    Expiry,
    expiry_of,
    holding_lines,
    read_expiry,
)
from conversations.model import Choice, Event, Pressed, Reply, Said, State, Turn, When
from conversations.person import KeepHolding, Person
from conversations.reading.sentence import Understood

SAME = "same"
YES = "yes"
AGAIN = "again"


@dataclass(frozen=True, slots=True)
class AskingExpiry:
    """When does each of them expire? The first of `keys` is asked for."""

    keys: tuple[CredentialKey, ...]
    known: tuple[tuple[CredentialKey, date], ...] = ()
    either: tuple[date, date] | None = None
    doubtful: date | None = None
    kind: Literal["asking_expiry"] = "asking_expiry"

    def ask(self, person: Person, when: When) -> Reply:
        """Ask for one credential's expiry; the last answer is one tap away."""
        key = self.keys[0]
        if self.doubtful is not None:
            choices = (Choice(wording.YES_KEEP_IT, YES), Choice(wording.TYPE_AGAIN, AGAIN))
            return Reply(wording.confirm_expiry(key, self.doubtful), (choices,))
        if self.either is not None:
            days = tuple(Choice(wording.day(d), str(i)) for i, d in enumerate(self.either))
            return Reply(wording.which_day(), (days,))
        last = self._last(person)
        same = () if last is None else ((Choice(wording.same_day(last), SAME),),)
        return Reply(wording.ask_expiry(key), same)

    def _last(self, person: Person) -> date | None:
        if self.known:
            return self.known[-1][1]
        return person.holdings[-1].cycle_ends if person.holdings else None

    def answer(self, event: Event, person: Person) -> Turn:
        """Read the date; the last one sets everything up."""
        last = self._last(person)
        match event:
            case Pressed(data="same") if last is not None:
                return self._next(Expiry(last), person, event)
            case Pressed(data="yes") if self.doubtful is not None:
                return self._next(Expiry(self.doubtful), person, event)
            case Pressed(data="again"):
                return Turn(replace(self, doubtful=None, either=None), stays=True)
            case Pressed(data=value) if self.either is not None and value in ("0", "1"):
                return self._next(Expiry(self.either[int(value)]), person, event)
            case Said(text=text, when=when):
                read = read_expiry(text, person, when)
                if isinstance(read, str):
                    return Turn(self, (Reply(read),))
                if isinstance(read, EitherExpiry):
                    both = (read.first, read.second)
                    return Turn(replace(self, either=both, doubtful=None), stays=True)
                if read.doubtful and read.day != self.doubtful:
                    return Turn(replace(self, doubtful=read.day, either=None), stays=True)
                return self._next(read, person, event)
        return Turn(self, (Reply(wording.use_words()),))

    def _next(self, read: Expiry, person: Person, event: Event) -> Turn:
        known = (*self.known, (self.keys[0], read.day))
        remark = (Reply(read.remark),) if read.remark else ()
        if len(self.keys) > 1:
            return Turn(AskingExpiry(self.keys[1:], known), remark)
        turn = hold(known, person, event.when)
        return replace(turn, replies=(*remark, *turn.replies))


def hold(known: tuple[tuple[CredentialKey, date], ...], person: Person, when: When) -> Turn:
    """Record credentials with their expiry, and show what was set up."""
    before = {holding.key: holding for holding in person.holdings}
    changes = tuple(
        KeepHolding(
            replace(before[key], cycle_ends=ends, cycle_starts=None)
            if key in before
            else Holding(key=key, cycle_ends=ends)
        )
        for key, ends in known
    )
    keys = tuple(key for key, _ends in known)
    new = tuple(key for key in keys if key not in before)
    return Turn(None, (set_up(person.after(changes), keys, new, when),), changes)


def _exists_abroad(key: CredentialKey) -> bool:
    abroad = CredentialKey(key.code, Scheme.ASCPI)
    return key.scheme is Scheme.ASCP and abroad in catalog().credentials


def hold_as_said(state: State | None, found: Understood, event: Event, person: Person) -> Turn:
    """Set up the credentials whose expiry was said; ask for the others."""
    today = event.when.today(person.settings.zone)
    said = dict(found.expiries)
    known: list[tuple[CredentialKey, date]] = []
    asked: list[CredentialKey] = []
    remarks: list[str] = []
    for key in found.credentials:
        read = expiry_of(said[key], today) if key in said else ""
        if isinstance(read, Expiry) and not read.doubtful:
            known.append((key, read.day))
        else:
            asked.append(key)
        remarks.append(read if isinstance(read, str) else getattr(read, "remark", ""))
    turn = hold(tuple(known), person, event.when) if known else Turn(None)
    replies = (*(Reply(remark) for remark in dict.fromkeys(remarks) if remark), *turn.replies)
    opens = AskingExpiry(tuple(asked)) if asked else None
    return Turn(state, replies, turn.changes, opens=opens)


def set_up(
    person: Person, keys: tuple[CredentialKey, ...], new: tuple[CredentialKey, ...], when: When
) -> Reply:
    """Return what was set up, with what was assumed about those that are new."""
    today = when.today(person.settings.zone)
    lines = []
    for holding in person.holdings:
        if holding.key in keys:
            lines += [*holding_lines(holding, today), ""]
    if any(_exists_abroad(key) for key in new):
        lines.append(wording.if_international())
    return Reply(
        "\n".join(lines).rstrip(),
        heading=wording.set_up_heading(),
        choices=(
            (standing(wording.LOG_A_CE, "add"), standing(wording.WHAT_REMAINS, "status")),
            (standing(wording.CORRECT, "credentials"), standing(wording.ADD_ANOTHER, "hold")),
        ),
    )
