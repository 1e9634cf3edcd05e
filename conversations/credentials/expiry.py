"""When does a credential expire? The answer sets it up.

> I hold MLS and SBB, both expire June 2027
I take that as the last day of the month, Wed 30 Jun 2027.
Your credentials are set up …
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from cmp_rules.catalog import catalog
from cmp_rules.model import CredentialKey
from conversations import days, wording
from conversations.activities.drafting.sentence import read_sentence
from conversations.answers.status import deadlines
from conversations.buttons import typed
from conversations.credentials.expiry_words import (
    EitherExpiry,
    Expiry,
    expiry_of,
    read_expiry,
)
from conversations.credentials.setting_up import differences, hold
from conversations.model import Choice, Event, Pressed, Reply, Said, State, Turn, When
from conversations.person import Person
from conversations.reading import dates
from conversations.reading.sentences.sentence import Understood

# Credentials with the day on which they expire; None: never.
Known: TypeAlias = tuple[tuple[CredentialKey, date | None], ...]
SAME = "same"
NEVER = "never"
YES = "yes"


_EXPIRES = re.compile(
    r"\b(?:expir\w*|ends?|ended|until|till?|valid|good|due|lapsed?|runs? out|ran out)\b", re.I
)
_NEVER = re.compile(r"\b(?:never|no expir|(?:does ?n[o']t|not) expire|voluntar|lifetime)", re.I)


def _may_never(key: CredentialKey) -> bool:
    """Whether a credential may have been earned before taking part became a duty."""
    return not catalog().credential(key).everyone


@dataclass(frozen=True, slots=True)
class AskingExpiry:
    """When does each of them expire? The first of `keys` is asked for."""

    keys: tuple[CredentialKey, ...]
    known: Known = ()
    either: tuple[date, date] | None = None
    doubtful: date | None = None
    by_scheme: tuple[CredentialKey, ...] = ()  # those whose scheme was said
    kind: Literal["asking_expiry"] = "asking_expiry"

    def ask(self, person: Person, when: When) -> Reply:
        """Ask for one credential's expiry; the last answer is one tap away."""
        key = self.keys[0]
        if self.doubtful is not None:
            return days.is_it_right(wording.confirm_expiry(key, self.doubtful))
        if self.either is not None:
            return days.which_of(self.either)
        last = self._last(person)
        same = () if last is None else ((Choice(wording.same_day(last), SAME),),)
        never = ((Choice(wording.NEVER_EXPIRES, NEVER),),) if _may_never(key) else ()
        return Reply(wording.ask_expiry(key), (*same, *never))

    def _last(self, person: Person) -> date | None:
        """Return the day that was given last."""
        ends = [h.cycle_ends for h in person.holdings if not h.voluntary]
        ends += [day for _key, day in self.known if day is not None]
        return ends[-1] if ends else None

    def answer(self, event: Event, person: Person) -> Turn:
        """Read the date; the last one sets everything up."""
        last = self._last(person)
        match event:
            case Pressed(data="same") if last is not None:
                return self._next(Expiry(last), person, event)
            case Pressed(data="never") if _may_never(self.keys[0]):
                return self._next(Expiry(None), person, event)
            case Pressed(data="yes") if self.doubtful is not None:
                return self._next(Expiry(self.doubtful), person, event)
            case Pressed(data="again"):
                return Turn(replace(self, doubtful=None, either=None), stays=True)
            case Pressed(data=value) if self.either is not None and value in ("0", "1"):
                return self._next(Expiry(self.either[int(value)]), person, event)
            case Said():
                return self._said(event, person)
        return Turn(self, (Reply(wording.use_words()),))

    def _said(self, event: Said, person: Person) -> Turn:
        """Read a date, "it never expires", or a whole sentence about credentials."""
        read = read_expiry(event.text, person, event.when)
        if isinstance(read, EitherExpiry):
            both = (read.first, read.second)
            return Turn(replace(self, either=both, doubtful=None), stays=True)
        if isinstance(read, str):
            if _NEVER.search(event.text) and _may_never(self.keys[0]):
                return self._next(Expiry(None), person, event)
            return self._sentence(read, event, person)
        if read.doubtful and read.day != self.doubtful:
            return Turn(replace(self, doubtful=read.day, either=None), stays=True)
        return self._next(read, person, event)

    def _sentence(self, remark: str, event: Said, person: Person) -> Turn:
        """Take "my SBB expires June 2027" also where another one is asked for."""
        found = read_sentence(event.text, person, event.when)
        today = event.when.today(person.settings.zone)
        said = {key: expiry_of(read, today) for key, read in found.expiries}
        known = tuple(
            (key, read.day)
            for key, read in said.items()
            if isinstance(read, Expiry) and not read.doubtful
        )
        if not known or not found.asserted:
            remark = wording.not_the_expiry() if found.dated_otherwise else remark
            return Turn(self, (Reply(remark),))
        named = {key for key, _day in known}
        left = tuple(key for key in self.keys if key not in named)
        known = (*(pair for pair in self.known if pair[0] not in named), *known)
        if left:
            return Turn(AskingExpiry(left, known, by_scheme=self.by_scheme))
        return _settled(known, person, event.when, (*self.by_scheme, *found.by_scheme))

    def _next(self, read: Expiry, person: Person, event: Event) -> Turn:
        known = (*self.known, (self.keys[0], read.day))
        remark = (Reply(read.remark),) if read.remark else ()
        if len(self.keys) > 1:
            left = AskingExpiry(self.keys[1:], known, by_scheme=self.by_scheme)
            return Turn(left, remark)
        turn = _settled(known, person, event.when, self.by_scheme)
        return replace(turn, replies=(*remark, *turn.replies))


def _settled(
    known: Known, person: Person, when: When, by_scheme: tuple[CredentialKey, ...]
) -> Turn:
    """Record expiries; no date of a credential that is held is replaced unasked."""
    before = {held.key: held.cycle_ends for held in person.holdings if not held.voluntary}
    replaced = any(before.get(key, ends) != ends for key, ends in known)
    if replaced or any(differences(known, person, when)):
        return Turn(ConfirmingExpiry(known))
    return hold(known, person, when, by_scheme)


@dataclass(frozen=True, slots=True)
class ConfirmingExpiry:
    """Another date is given for credentials that are held: is it meant?"""

    known: Known
    kind: Literal["confirming_expiry"] = "confirming_expiry"

    def ask(self, person: Person, when: When) -> Reply:
        """Show what would change."""
        before = {holding.key: holding.cycle_ends for holding in person.holdings}
        lines = []
        for key, ends in self.known:
            lines.append(wording.change_expiry(key, before.get(key), ends))
            for found in differences(((key, ends),), person, when):
                lines.append(" ".join(found.before_yes()))
        choice = Choice(wording.YES_CHANGE_IT, YES, style="success")
        return Reply("\n".join(lines), ((choice,),))

    def answer(self, event: Event, person: Person) -> Turn:
        """Change it, or ask again."""
        match event:
            case Pressed(data="yes"):
                return hold(self.known, person, event.when)
            case Said(text=text) if typed(text) in wording.YES:
                return hold(self.known, person, event.when)
            case Said() if len(self.known) == 1:
                return self._another(self.known[0][0], event, person)
        return Turn(self, (Reply(wording.use_buttons()),))

    def _another(self, key: CredentialKey, event: Said, person: Person) -> Turn:
        """Take "no, June 2029" for the date that is meant."""
        read = read_expiry(event.text, person, event.when)
        if not isinstance(read, Expiry) or read.day is None or read.doubtful:
            return Turn(self, (Reply(wording.use_buttons()),))
        held = person.holding(key)
        if held is not None and not held.voluntary and held.cycle_ends == read.day:
            return Turn(None, (Reply(wording.kept_credential(key)),))
        remark = (Reply(read.remark),) if read.remark else ()
        return Turn(ConfirmingExpiry(((key, read.day),)), remark, stays=True)


def tells_of_a_day(found: Understood, event: Said, person: Person) -> bool:
    """Whether "yesterday" is when something was done with a credential, and not its expiry."""
    today = event.when.today(person.settings.zone)
    past = isinstance(found.date, dates.Day) and found.date.date < today
    return found.by_clock and past and not _EXPIRES.search(event.text)


def hold_as_said(state: State | None, found: Understood, event: Event, person: Person) -> Turn:
    """Set up new credentials whose expiry was said; ask for what is missing or would change.

    What is only aimed at is not held yet; of a credential that is known, the day of an exam or a
    renewal changes nothing.
    """
    today = event.when.today(person.settings.zone)
    before = {h.key: h.cycle_ends for h in person.holdings}
    read = {key: expiry_of(said, today) for key, said in found.expiries}
    sure = {k: e.day for k, e in read.items() if isinstance(e, Expiry) and not e.doubtful}
    known = tuple((k, d) for k, d in sure.items() if d and before.get(k, d) == d)
    other = tuple((k, d) for k, d in sure.items() if d and before.get(k, d) != d)
    left = tuple(key for key in found.credentials if key not in read)
    stays = tuple(key for key in left if _is_plain(key, found, person, today))
    asked = tuple(k for k in found.credentials if k not in (*sure, *stays, *found.aims))
    remarks = [e if isinstance(e, str) else getattr(e, "remark", "") for e in read.values()]
    remarks += _of_other_days(found, stays, asked, person)
    turn = hold(known, person, event.when, found.by_scheme) if known else Turn(None)
    replies = (*(Reply(text) for text in dict.fromkeys(remarks) if text), *turn.replies)
    if stays:
        replies = (*replies, deadlines(person, stays, event.when))
    opens: State | None = ConfirmingExpiry(other) if other else None
    if asked:
        either = read.get(asked[0])
        both = (either.first, either.second) if isinstance(either, EitherExpiry) else None
        opens = AskingExpiry(asked, other, either=both, by_scheme=found.by_scheme)
    return Turn(state, replies, turn.changes, opens=opens)


def _is_plain(key: CredentialKey, found: Understood, person: Person, today: date) -> bool:
    """Whether the expiry of a credential is known, and the day that was said is another one."""
    held = person.holding(key)
    runs = held is not None and (held.voluntary or held.cycle_ends >= today)
    return runs and (found.dated_otherwise or key in found.aims)


def _of_other_days(
    found: Understood,
    stays: tuple[CredentialKey, ...],
    asked: tuple[CredentialKey, ...],
    person: Person,
) -> list[str]:
    """Say what is done with a day that is no expiry."""
    remarks = []
    aims = tuple(key for key in found.aims if person.holding(key) is None)
    if aims:
        remarks.append(wording.only_an_aim(aims))
    if stays:
        remarks.append(wording.expiry_stays(stays))
    if asked and found.dated_otherwise and not found.expiries:
        remarks.append(wording.not_the_expiry())
    return remarks
