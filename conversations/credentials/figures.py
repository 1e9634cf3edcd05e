"""A figure that the person's ASCP dashboard shows differently: theirs wins.

> [Change figures]
Which figure does your ASCP dashboard show differently for PBT?
> [Phlebotomy]
> 2
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from cmp_rules.model import Adjustments, CredentialKey, Holding
from cmp_rules.progress import progress
from conversations import wording
from conversations.answers.status import not_held
from conversations.buttons import rows
from conversations.credentials.held import kept
from conversations.model import Choice, Event, Pressed, Reply, Said, Turn, When
from conversations.person import Person
from conversations.reading import points

TOTAL = "total"
OURS = "ours"


@dataclass(frozen=True, slots=True)
class ChoosingFigure:
    """Which figure does the person's ASCP dashboard show differently?"""

    key: CredentialKey
    kind: Literal["choosing_figure"] = "choosing_figure"

    def ask(self, person: Person, when: When) -> Reply:
        """Draw a button for the total and for each area."""
        names = figure_names(person, self.key, when)
        choices = [Choice(wording.figure_button(name), name) for name in names]
        return Reply(wording.which_figure(self.key), rows(choices))

    def answer(self, event: Event, person: Person) -> Turn:
        """Go on to the figure."""
        names = figure_names(person, self.key, event.when)
        match event:
            case Pressed(data=name) if name in names:
                return Turn(AskingFigure(self.key, name))
            case Said(text=text):
                said = text.strip().casefold()
                for name in names:
                    if said == wording.figure_name(name).casefold():
                        return Turn(AskingFigure(self.key, name))
        return Turn(self, (Reply(wording.use_buttons()),))


def figure_names(person: Person, key: CredentialKey, when: When) -> tuple[str, ...]:
    """Return the names of the figures of a credential that is held."""
    holding = person.holding(key)
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
        holding = person.holding(self.key)
        if holding is None:
            return Turn(None, (not_held(self.key),))
        return kept(adjusted(holding, self.name, figure, person, when), person, when)


def adjusted(
    holding: Holding, name: str, figure: Decimal | None, person: Person, when: When
) -> Holding:
    """Return a holding with a figure of the person's own; None takes the catalogue's again."""
    before = holding.adjustments
    total, slots = before.total, dict(before.slots)
    if name == TOTAL:
        total = figure
    elif figure is None:
        slots.pop(name, None)
    else:
        slots[name] = figure
    note = wording.read_on(when.today(person.settings.zone))
    if total is None and not slots:
        return replace(holding, adjustments=Adjustments())
    return replace(holding, adjustments=Adjustments(total=total, slots=slots, note=note))
