"""/start, and which credentials a person holds.

> /start
I keep track of your CEs …
> [Add my credentials]
Which credentials do you hold?
> MLS, SBB
When does your MLS expire?
> June 2027
June 2027 means 30 Jun 2027. When does your SBB expire?
> [Same: 30 Jun 2027]
MLS … SBB …
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from cmp_rules.catalog import catalog
from cmp_rules.model import CredentialKey, Holding, Scheme
from conversations import wording
from conversations.buttons import key_value, read_key, rows, standing
from conversations.holding_words import EitherExpiry, Expiry, holding_lines, read_expiry
from conversations.model import (
    Choice,
    Event,
    KeepHolding,
    Person,
    Pressed,
    Reply,
    Said,
    Turn,
    When,
)
from conversations.reading.credential_words import read_credentials

DONE = "done"
SAME = "same"
YES = "yes"
AGAIN = "again"
MOST_PICKED = 20
MOST_SHOWN = 12
# What most people hold, for the first screen; the rest is found by typing.
COMMON = ("MLS", "MLT", "MLA", "PBT", "HT", "HTL", "BB", "SBB", "MB", "M", "C", "H")


def greeting(person: Person) -> Reply:
    """Return the first screen: what this is, and the few things to do first."""
    return Reply(
        wording.greeting(),
        heading=wording.greeting_heading(),
        choices=(
            (standing(wording.ADD_CREDENTIALS, "credentials" if person.holdings else "hold"),),
            (standing(wording.LOG_A_CE, "add"), standing(wording.WHAT_REMAINS, "status")),
            (standing(wording.HELP, "help"),),
        ),
    )


@dataclass(frozen=True, slots=True)
class ChoosingHeld:
    """Which credentials does the person hold?"""

    picked: tuple[CredentialKey, ...] = ()
    found: tuple[CredentialKey, ...] = ()  # what the last search found
    kind: Literal["choosing_held"] = "choosing_held"

    def ask(self, person: Person, when: When) -> Reply:
        """Draw the common credentials, or what was found."""
        keys = self.found or tuple(CredentialKey(code) for code in COMMON)
        others = tuple(key for key in self.picked if key not in keys)
        shown = (*others, *keys)[:MOST_SHOWN]
        choices = [Choice(self._label(key), key_value(key)) for key in shown]
        done = Choice(wording.DONE, DONE, style="success")
        text = wording.ask_held(tuple(self.picked))
        if self.found:
            text = wording.found_credentials([_named(key) for key in self.found])
        return Reply(text, (*rows(choices, most=3), (done,)) if self.picked else rows(choices))

    def _label(self, key: CredentialKey) -> str:
        name = wording.credential(key)
        return wording.ticked(name) if key in self.picked else name

    def answer(self, event: Event, person: Person) -> Turn:
        """Tick a credential, search by code or name, or go on to the dates."""
        match event:
            case Pressed(data="done") if self.picked:
                return Turn(AskingExpiry(self.picked))
            case Pressed(data=value) if (key := read_key(value)) is not None:
                return self._ticked(key)
            case Said(text=text):
                return self._searched(text)
        return Turn(self, (Reply(wording.pick_a_credential()),))

    def _ticked(self, key: CredentialKey) -> Turn:
        if key in self.picked:
            rest = tuple(k for k in self.picked if k != key)
            return Turn(ChoosingHeld(rest), stays=True)
        if key not in catalog().credentials or len(self.picked) >= MOST_PICKED:
            return Turn(self, (Reply(wording.pick_a_credential()),))
        return Turn(ChoosingHeld((*self.picked, key)), stays=True)

    def _searched(self, text: str) -> Turn:
        if text.strip().strip(".!").casefold() in wording.DONE_WORDS and self.picked:
            return Turn(AskingExpiry(self.picked))
        named = read_credentials(text, ())
        if named:
            picked = tuple(dict.fromkeys((*self.picked, *named)))[:MOST_PICKED]
            return Turn(AskingExpiry(picked))
        found = tuple(credential.key for credential in catalog().find(text[:100]))
        if not found:
            return Turn(self, (Reply(wording.no_such_credential()),))
        return Turn(replace(self, found=found), stays=True)


def _named(key: CredentialKey) -> str:
    return f"{wording.credential(key)}: {catalog().credential(key).name}"


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
