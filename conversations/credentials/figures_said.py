"""A figure of the person's own dashboard, told in a sentence: confirmed before it is taken.

> my dashboard says 3 points phlebotomy
Does your ASCP dashboard ask for 3 points phlebotomy, for your PBT? Your figure wins over mine.
> [Yes, take it]
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from cmp_rules.model import Area, CredentialKey
from conversations import wording
from conversations.answers.status import not_held
from conversations.buttons import typed
from conversations.credentials.figures import TOTAL, ChoosingFigure, adjusted, figure_names
from conversations.credentials.held import all_holdings, kept, one_holding
from conversations.model import Choice, Event, Pressed, Reply, Said, State, Turn, When
from conversations.person import Person
from conversations.reading.sentences.sentence import Intent, Understood
from conversations.reading.words import read_areas

YES = "yes"
OTHER = "other"

_SAYS = re.compile(
    r"\b(?:dashboard|ascp|account|page|web\s?site|portal|requirements?|figures?|asks?|says?|shows?"
    r"|wants?|requires?|needs?)\b",
    re.I,
)
_ORDERS = re.compile(r"\b(?:figures?|requirements?)\b", re.I)
_OF_PROGRESS = re.compile(  # what was earned or is left is no requirement
    r"\b(?:still|left|remain\w*|missing|more|short|earned|have(?!\sto)|has|got|completed?|done|met"
    r"|so\sfar|already|logged|entered|allocated)\b|\d\s?(?:of|/|out\sof)\s?\d",
    re.I,
)
_TAKEN_BACK = re.compile(r"\b(?:not|instead\sof|rather\sthan)\s(?:the\s)?\d[\d.,]*", re.I)
_NUMBER = re.compile(r"(?<![\w.,#/-])\d{1,3}(?:[.,]\d{1,2})?(?![\w/-]|[.,]\d)")
_TOTAL_SAID = re.compile(r"\btotal\s?:?\s?(?:of\s|is\s)?(?P<figure>\d{1,3})(?![\w.,/-]\d)", re.I)


@dataclass(frozen=True, slots=True)
class ConfirmingFigures:
    """Does the dashboard really ask for these figures?"""

    key: CredentialKey
    figures: tuple[tuple[str, Decimal], ...]
    kind: Literal["confirming_figures"] = "confirming_figures"

    def ask(self, person: Person, when: When) -> Reply:
        """Show the figures as they would be taken."""
        yes = Choice(wording.YES_TAKE_IT, YES, style="success")
        other = Choice(wording.ANOTHER_FIGURE, OTHER)
        return Reply(wording.confirm_figures(self.key, self.figures), ((yes, other),))

    def answer(self, event: Event, person: Person) -> Turn:
        """Record them as the person's own, or ask which one is meant."""
        match event:
            case Pressed(data="yes"):
                return self._keep(person, event.when)
            case Said(text=text) if typed(text) in wording.YES:
                return self._keep(person, event.when)
            case Pressed(data="other"):
                return Turn(ChoosingFigure(self.key))
        return Turn(self, (Reply(wording.use_buttons()),))

    def _keep(self, person: Person, when: When) -> Turn:
        holding = person.holding(self.key)
        if holding is None:
            return Turn(None, (not_held(self.key),))
        for name, figure in self.figures:
            holding = adjusted(holding, name, figure, person, when)
        return kept(holding, person, when)


def tells_figures(found: Understood, text: str) -> bool:
    """Whether a sentence is about the figures of a credential and not about its dates."""
    if found.intent is not Intent.CHANGE_CREDENTIAL or not found.asserted or found.expiries:
        return False
    return bool(_ORDERS.search(text)) or (bool(_SAYS.search(text)) and bool(_figures(found, text)))


def figures_said(
    state: State | None, found: Understood, event: Said, person: Person
) -> Turn | None:
    """Lead to the figures that a sentence is about; None where it is about something else."""
    if not person.holdings or not tells_figures(found, event.text):
        return None
    found = _of_one(found, event.text, person)
    figures = _figures(found, event.text)
    keys = _keys(found, figures, person, event.when)
    if len(keys) != 1:
        shown = all_holdings(person, event.when)
        return Turn(state, (Reply(wording.whose_figure()), shown))
    key = keys[0]
    if person.holding(key) is None:
        return Turn(state, (not_held(key),))
    if not figures:
        return Turn(state, opens=ChoosingFigure(key))
    if _OF_PROGRESS.search(event.text):
        return Turn(state, (Reply(wording.only_requirements()),), opens=ChoosingFigure(key))
    unknown = [name for name, _ in figures if name not in figure_names(person, key, event.when)]
    if unknown:
        remark = wording.no_figure_of(key, unknown[0])
        return Turn(state, (Reply(remark),), opens=ChoosingFigure(key))
    return Turn(state, opens=ConfirmingFigures(key, figures))


def of_credentials(found: Understood, person: Person, when: When) -> Reply | None:
    """Show what is held where a change of an unnamed credential is asked for; else None."""
    if found.intent is not Intent.CHANGE_CREDENTIAL or not person.holdings:
        return None
    if len(person.holdings) == 1:
        return one_holding(person, person.holdings[0].key, when)
    return all_holdings(person, when)


def _keys(
    found: Understood, figures: tuple[tuple[str, Decimal], ...], person: Person, when: When
) -> tuple[CredentialKey, ...]:
    """Return the credentials that may be meant: named, or held with such a figure."""
    if found.credentials:
        return found.credentials
    held = tuple(holding.key for holding in person.holdings)
    if len(held) == 1:
        return held
    names = {name for name, _ in figures}
    return tuple(key for key in held if names and names <= {*figure_names(person, key, when)})


def _of_one(found: Understood, text: str, person: Person) -> Understood:
    """Return the sentence without areas where the code of a credential was taken for one.

    "40 points for BB".
    """
    for holding in person.holdings:
        without = re.sub(rf"\bfor\s(?:my\s)?{holding.key.code}\b", "", text, flags=re.I)
        if without != text and not read_areas(without):
            return replace(found, parts=(), areas=(), credentials=(holding.key,))
    return found


def _figures(found: Understood, text: str) -> tuple[tuple[str, Decimal], ...]:
    """Return the figures that are said by the names of their slots; () where none is certain."""
    if found.parts and all(len(part.areas) == 1 for part in found.parts):
        told = tuple((_name(area), part.points) for part in found.parts for area in part.areas)
        total = _TOTAL_SAID.search(text)
        return told if total is None else ((TOTAL, Decimal(total["figure"])), *told)
    numbers = _NUMBER.findall(_TAKEN_BACK.sub("", text))
    if len(numbers) != 1 or len(found.areas) > 1:
        return ()
    figure = Decimal(numbers[0].replace(",", "."))
    if found.areas:
        return ((_name(found.areas[0]), figure),)
    return (("electives" if "elective" in text.casefold() else TOTAL, figure),)


def _name(area: Area) -> str:
    return "electives" if area is Area.GENERAL else area.value
