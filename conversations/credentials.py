"""/credentials: what a person holds; correct a date or a figure, add one, remove one.

> /credentials
SBB(ASCP) expires 30 Jun 2027 …
> [SBB]
> [Change expiry]
When does your SBB expire?
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from cmp_rules.cycles import months_later
from cmp_rules.model import Adjustments, CredentialKey, Holding
from cmp_rules.progress import progress
from conversations import wording
from conversations.buttons import key_value, rows, standing
from conversations.holding_words import holding_lines
from conversations.model import (
    Choice,
    DropHolding,
    Event,
    KeepHolding,
    Person,
    Pressed,
    Reply,
    Said,
    Turn,
    When,
)
from conversations.reading import dates, points
from conversations.status import no_holdings, not_held

HoldingDay: TypeAlias = Literal["cycle_starts", "certified_on"]
TOTAL = "total"
ASKED_AGAIN = "again"
OURS = "ours"


def holding_of(person: Person, key: CredentialKey) -> Holding | None:
    """Return the person's holding of a credential; None where there is none."""
    return next((holding for holding in person.holdings if holding.key == key), None)


def all_holdings(person: Person, when: When) -> Reply:
    """Return every credential that the person holds, each to be opened."""
    if not person.holdings:
        return no_holdings()
    today = when.today(person.settings.zone)
    lines = [line for h in person.holdings for line in (*holding_lines(h, today), "")]
    buttons = [
        standing(wording.credential(h.key), "holding", key_value(h.key)) for h in person.holdings
    ]
    return Reply(
        "\n".join(lines).rstrip(),
        heading=wording.credentials_heading(),
        choices=(*rows(buttons), (standing(wording.ADD_ANOTHER, "hold"),)),
    )


def one_holding(person: Person, key: CredentialKey, when: When) -> Reply:
    """Return one credential with its figures, and what can be changed."""
    holding = holding_of(person, key)
    if holding is None:
        return not_held(key)
    today = when.today(person.settings.zone)
    found = progress(holding, person.activities, today)
    lines = [*holding_lines(holding, today), "", *wording.figure_lines(found)]
    value = key_value(key)
    return Reply(
        "\n".join(lines),
        heading=wording.credential_heading(key),
        choices=(
            (
                standing(wording.CHANGE_EXPIRY, "expiry", value),
                standing(wording.CHANGE_START, "start", value),
            ),
            (
                standing(wording.CHANGE_FIGURES, "figures", value),
                standing(wording.CERTIFIED_SINCE, "certified", value),
            ),
            (standing(wording.REMOVE, "drop", value),),
        ),
    )


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
            days = tuple(Choice(wording.day(d), str(i)) for i, d in enumerate(self.either))
            return Reply(wording.which_day(), (days,))
        known = holding_of(person, self.key)
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
                today = when.today(person.settings.zone)
                order = person.settings.date_order
                match dates.read_date(text, today=today, order=order, prefer="past"):
                    case dates.Day(day):
                        return self._keep(day, person, when)
                    case dates.Ambiguous(first, second):
                        return Turn(replace(self, either=(first, second)), stays=True)
                    case dates.MonthOnly() as month:
                        remark = wording.which_day_of(month.year, month.month)
                        return Turn(self, (Reply(remark),))
        return Turn(self, (Reply(wording.day_not_understood()),))

    def _keep(self, day: date | None, person: Person, when: When) -> Turn:
        holding = holding_of(person, self.key)
        if holding is None:
            return Turn(None, (not_held(self.key),))
        if day is not None and (refused := self._refused(day, holding, when, person)) is not None:
            return Turn(replace(self, either=None), (Reply(refused),), stays=True)
        if self.what == "cycle_starts":
            holding = replace(holding, cycle_starts=day)
        else:
            holding = replace(holding, certified_on=day)
        return _kept(holding, person, when)

    def _refused(self, day: date, holding: Holding, when: When, person: Person) -> str | None:
        if self.what == "cycle_starts" and not (
            months_later(holding.cycle_ends, -12 * 10) <= day < holding.cycle_ends
        ):
            return wording.start_out_of_place(day, holding.cycle_ends)
        if self.what == "certified_on" and day > when.today(person.settings.zone):
            return wording.day_to_come(day)
        return None


@dataclass(frozen=True, slots=True)
class ChoosingFigure:
    """Which figure does the person's ASCP dashboard show differently?"""

    key: CredentialKey
    kind: Literal["choosing_figure"] = "choosing_figure"

    def ask(self, person: Person, when: When) -> Reply:
        """Draw a button for the total and for each area."""
        names = _figure_names(person, self.key, when)
        choices = [Choice(wording.figure_button(name), name) for name in names]
        return Reply(wording.which_figure(self.key), rows(choices))

    def answer(self, event: Event, person: Person) -> Turn:
        """Go on to the figure."""
        names = _figure_names(person, self.key, event.when)
        match event:
            case Pressed(data=name) if name in names:
                return Turn(AskingFigure(self.key, name))
            case Said(text=text):
                said = text.strip().casefold()
                for name in names:
                    if said == wording.figure_name(name).casefold():
                        return Turn(AskingFigure(self.key, name))
        return Turn(self, (Reply(wording.use_buttons()),))


def _figure_names(person: Person, key: CredentialKey, when: When) -> tuple[str, ...]:
    holding = holding_of(person, key)
    if holding is None:
        return ()
    today = when.today(person.settings.zone)
    # As ASCP lists it, before the person's own figures: one set to 0 can be set again.
    plain = progress(replace(holding, adjustments=Adjustments()), (), today)
    names = (TOTAL, *(slot.name for slot in plain.slots), *holding.adjustments.slots)
    return tuple(dict.fromkeys(names))


@dataclass(frozen=True, slots=True)
class AskingFigure:
    """How many points does the dashboard show?"""

    key: CredentialKey
    name: str
    kind: Literal["asking_figure"] = "asking_figure"

    def ask(self, person: Person, when: When) -> Reply:
        """Ask for the figure."""
        choices = ((Choice(wording.OUR_FIGURE, OURS),),)
        return Reply(wording.ask_figure(self.key, self.name), choices)

    def answer(self, event: Event, person: Person) -> Turn:
        """Read the figure and record it as the person's own."""
        match event:
            case Pressed(data="ours"):
                return self._keep(None, person, event.when)
            case Said(text=text):
                read = Decimal(0) if text.strip() == "0" else points.read_points(text)
                if isinstance(read, Decimal):
                    return self._keep(read, person, event.when)
        return Turn(self, (Reply(wording.figure_not_understood()),))

    def _keep(self, figure: Decimal | None, person: Person, when: When) -> Turn:
        holding = holding_of(person, self.key)
        if holding is None:
            return Turn(None, (not_held(self.key),))
        before = holding.adjustments
        total, slots = before.total, dict(before.slots)
        if self.name == TOTAL:
            total = figure
        elif figure is None:
            slots.pop(self.name, None)
        else:
            slots[self.name] = figure
        note = wording.read_on(when.today(person.settings.zone))
        adjusted = Adjustments(total=total, slots=slots, note=note)
        if total is None and not slots:
            adjusted = Adjustments()
        return _kept(replace(holding, adjustments=adjusted), person, when)


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


def _kept(holding: Holding, person: Person, when: When) -> Turn:
    changes = (KeepHolding(holding),)
    return Turn(None, (one_holding(person.after(changes), holding.key, when),), changes)
