"""What is said once for every line of a list that lacks it: provider, date, kind."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from conversations import wording
from conversations.activities.drafting.draft import Draft, Field
from conversations.activities.drafting.fields import QUESTIONS
from conversations.model import Event, Pressed, Reply, Said, Turn, When
from conversations.person import DateOrder, Person


@dataclass(frozen=True, slots=True)
class Common:
    """What all lines share that say nothing else."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class FillingAll:
    """One field is asked once for every line that lacks it."""

    field: Field
    either_day: tuple[date, date] | None = None  # 3/2: one of the two, still to be asked
    kind: Literal["filling_all"] = "filling_all"

    @property
    def _draft(self) -> Draft:
        return Draft(either_day=self.either_day)

    def ask(self, person: Person, when: When) -> Reply:
        """Draw the question of the field."""
        question = QUESTIONS[self.field].ask(self._draft, person, when)
        return replace(question, heading=wording.for_all_lacking(self.field))

    def answer(self, event: Event, person: Person) -> Turn:
        """Read the field and give it to the list beneath."""
        match event:
            case Said(text=text, when=when):
                read = QUESTIONS[self.field].said(self._draft, text, person, when)
            case Pressed(data=value, when=when):
                read = QUESTIONS[self.field].pressed(self._draft, value, person, when)
            case _:
                read = wording.use_words()
        if isinstance(read, str):
            return Turn(self, (Reply(read),))
        if read.either_day is not None:
            return Turn(replace(self, either_day=read.either_day), stays=True)
        return Turn(None, hands=Common(read))


def completed(draft: Draft, common: Draft) -> Draft:
    """Return a draft with what is said of all, where it says nothing of its own."""
    if draft.provider is None and common.provider is not None:
        draft = replace(draft, provider=common.provider)
    if draft.kind is None and common.kind is not None:
        draft = replace(draft, kind=common.kind)
    if draft.day is None and draft.either_day is None and common.day is not None:
        draft = draft.on(common.day, by_clock=common.by_clock)
    return draft


def dated_by(draft: Draft, order: DateOrder) -> Draft:
    """Return a draft with its 3/2 read in an order; other dates stay as they are."""
    if draft.either_day is None or not draft.is_swapped:
        return draft
    return draft.on(draft.either_day[0 if order == "mdy" else 1])
