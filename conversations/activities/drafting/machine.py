"""The states of recording an activity, from the first question to Save."""

from dataclasses import dataclass, replace
from typing import Literal

from cmp_rules.model import Activity, Area, CredentialKey
from conversations import wording
from conversations.activities import saved
from conversations.activities.amending.naming import without_name
from conversations.activities.correcting import corrected
from conversations.activities.drafting import areas, asides, duplicates, of_list, sentence
from conversations.activities.drafting.draft import FIELDS, Draft, Field, recorded
from conversations.activities.drafting.fields import QUESTIONS
from conversations.activities.drafting.order import remembering_the_order
from conversations.activities.drafting.summary import so_far, summary
from conversations.activities.logged import entries
from conversations.buttons import key_value, read_key, rows, typed
from conversations.model import Choice, Event, Pressed, Reply, Said, State, Turn, When
from conversations.person import Person

MOST_WORDS_OF_AN_ANSWER = 4  # a shorter text answers the question that stands
SAVE = "save"
EDIT = "edit"
SAME = "same"
CREDENTIALS = "credentials"


def following(draft: Draft) -> State:
    """Return the question for the first missing field, or the summary."""
    field = draft.missing()
    return Reviewing(draft) if field is None else question(draft, field)


def question(draft: Draft, field: Field) -> State:
    """Return the question for one field."""
    return ChoosingAreas(draft) if field == "areas" else Filling(draft, field)


@dataclass(frozen=True, slots=True)
class Filling:
    """One field of the draft is asked for; the others are as far as they were said."""

    draft: Draft
    field: Field
    kind: Literal["filling"] = "filling"

    def ask(self, person: Person, when: When) -> Reply:
        """Draw the question of the field."""
        question = so_far(self.draft, QUESTIONS[self.field].ask(self.draft, person, when))
        return of_list.placed(self.draft, question)

    def answer(self, event: Event, person: Person) -> Turn:
        """Read the field; at the title, a whole sentence fills more of the draft."""
        if (left := of_list.left(self.draft, event)) is not None:
            return left
        match event:
            case Said(text=text, when=when):
                if self.field == "title" and self.draft.title is None:
                    whole = sentence.draft_from(text, person, when)
                    if whole is not None and whole.title is not None and whole.points is not None:
                        if asides.differ(self.draft, whole):
                            return _waits(self, whole)
                        return Turn(following(self.draft.told_anew(whole)))
                aside = _aside(self, text, person, when)
                if aside is not None:
                    return aside
                read = QUESTIONS[self.field].said(self.draft, text, person, when)
                if isinstance(read, str):
                    read = asides.unread(self.draft, text, person, when) or read
            case Pressed(data=value, when=when):
                read = QUESTIONS[self.field].pressed(self.draft, value, person, when)
            case _:
                read = wording.use_words()
        if isinstance(read, str):
            return Turn(self, (Reply(read),))
        doubts = {"day": read.either_day is not None, "points": read.unit_is_open}
        if doubts.get(self.field):
            return Turn(Filling(read, self.field), stays=True)
        return remembering_the_order(Turn(following(read)), self.draft, read, person)


def _waits(state: State, other: Draft) -> Turn:
    """Let the draft wait for another one."""
    return Turn(state, (Reply(wording.draft_waits()),), opens=following(other))


def _aside(state: "Filling | ChoosingAreas", text: str, person: Person, when: When) -> Turn | None:
    """Take a further CE, or a correction, told in the middle of a question."""
    if state.draft.title is None or len(text.split()) < MOST_WORDS_OF_AN_ANSWER:
        return None
    field = state.field if isinstance(state, Filling) else "areas"
    if (other := asides.further(text, person, when, field, state.draft)) is not None:
        return _waits(state, other)
    changed = asides.correction(state.draft, text, person, when)
    return None if changed is None else Turn(following(changed))


@dataclass(frozen=True, slots=True)
class ChoosingAreas:
    """What was it about?"""

    draft: Draft
    picked: frozenset[Area] = frozenset()
    several: bool = False
    page: int = 0
    kind: Literal["choosing_areas"] = "choosing_areas"

    def ask(self, person: Person, when: When) -> Reply:
        """Draw the areas, likeliest first."""
        question = areas.ask_areas(
            self.draft, person, self.picked, several=self.several, page=self.page
        )
        return of_list.placed(self.draft, so_far(self.draft, question))

    def answer(self, event: Event, person: Person) -> Turn:
        """Take one area, tick several, or read them from words."""
        if (left := of_list.left(self.draft, event)) is not None:
            return left
        match event:
            case Said(text=text, when=when):
                aside = _aside(self, text, person, when)
                if aside is not None:
                    return aside
                read = areas.read_areas(self.draft, text, self.picked)
                if isinstance(read, Draft):
                    return Turn(following(read))
                if isinstance(read, str):
                    changed = asides.unread(self.draft, text, person, when)
                    return Turn(following(changed)) if changed else Turn(self, (Reply(read),))
                return self._took(read | self.picked if self.several else read)
            case Pressed(data=areas.SEVERAL):
                return Turn(replace(self, several=True), stays=True)
            case Pressed(data=areas.MORE):
                return Turn(replace(self, page=(self.page + 1) % areas.pages()), stays=True)
            case Pressed(data=areas.DONE) if self.picked:
                return self._took(self.picked)
            case Pressed(data=value) if value in set(Area):
                area = frozenset({Area(value)})
                if self.several:
                    return Turn(replace(self, picked=self.picked ^ area, page=0), stays=True)
                return self._took(area)
        return Turn(self, (Reply(wording.pick_an_area()),))

    def _took(self, picked: frozenset[Area]) -> Turn:
        if len(picked) == 1:
            return Turn(following(self.draft.about(picked)))
        return Turn(Splitting(self.draft, picked))


@dataclass(frozen=True, slots=True)
class Splitting:
    """It was about several areas: how do the points fall on them?"""

    draft: Draft
    picked: frozenset[Area]
    kind: Literal["splitting"] = "splitting"

    def ask(self, person: Person, when: When) -> Reply:
        """Ask for the points on each area."""
        return areas.ask_split(self.draft, self.picked)

    def answer(self, event: Event, person: Person) -> Turn:
        """Read "1 safety, 2 micro", or let each point fit every area."""
        match event:
            case Pressed(data=areas.EACH):
                return Turn(following(self.draft.about(self.picked)))
            case Said(text=text):
                read = areas.read_areas(self.draft, text, self.picked)
                if isinstance(read, Draft):
                    return Turn(following(read))
                if isinstance(read, str):
                    return Turn(self, (Reply(read),))
        return Turn(self, (Reply(wording.split_not_understood()),))


@dataclass(frozen=True, slots=True)
class Reviewing:
    """Everything is known; nothing is recorded before Save."""

    draft: Draft
    kind: Literal["reviewing"] = "reviewing"

    def ask(self, person: Person, when: When) -> Reply:
        """Draw the summary with Save and Edit."""
        buttons = (Choice(wording.SAVE, SAVE, style="success"), Choice(wording.EDIT, EDIT))
        twin = duplicates.twin(self.draft, person.activities)
        same = () if twin is None else ((Choice(wording.it_is_that(twin.number), SAME),),)
        choices = (buttons, *same, *of_list.leaving(self.draft))
        return replace(summary(self.draft, person, when), choices=choices)

    def answer(self, event: Event, person: Person) -> Turn:
        """Save, edit, or read a further CE, for which this draft waits."""
        if (left := of_list.left(self.draft, event)) is not None:
            return left
        match event:
            case Pressed(data="save"):
                return self._save(person, event)
            case Pressed(data="same"):
                return self._leave_to(duplicates.twin(self.draft, person.activities), person, event)
            case Pressed(data="edit"):
                return Turn(ChoosingField(self.draft))
            case Said(text=text, when=when):
                word = typed(text)
                if word in wording.YES:
                    return self._save(person, event)
                if word in wording.CHANGE:
                    return Turn(ChoosingField(self.draft))
                return self._said(text, person, when)
        return Turn(self, (Reply(wording.save_or_edit()),))

    def _said(self, text: str, person: Person, when: When) -> Turn:
        """Take a correction in a few words, or a further CE."""
        text = without_name(text, self.draft.title, self.draft.number)
        said = sentence.read_sentence(text, person, when)
        if asides.tells_another(said):
            return _waits(self, sentence.draft_of_understood(said, person, when, self.draft))
        changed = corrected(self.draft, said, person, when)
        if changed is None:
            return Turn(self, (Reply(wording.save_or_edit()),))
        return Turn(following(changed), sentence.not_taken(said, changed, person, when))

    def _save(self, person: Person, event: Event) -> Turn:
        number = self.draft.number or person.next_number
        changes = recorded(self.draft, number)
        after = person.after(changes)
        reply = saved.saved(after, number, event.when, changed=bool(self.draft.number))
        return Turn(None, (reply,), changes, hands=of_list.settled(self.draft, number))

    def _leave_to(self, twin: Activity | None, person: Person, event: Event) -> Turn:
        """Record nothing: the activity is there already."""
        if twin is None:
            return Turn(self)
        remark = Reply(wording.there_once(twin))
        left = of_list.left(self.draft, Pressed(of_list.LEAVE_OUT, event.when)) or Turn(None)
        return replace(left, replies=(remark, entries.entry(person, twin.number, event.when)))


@dataclass(frozen=True, slots=True)
class ChoosingField:
    """Which field should be different?"""

    draft: Draft
    kind: Literal["choosing_field"] = "choosing_field"

    def ask(self, person: Person, when: When) -> Reply:
        """Draw a button for each field."""
        fields = [Choice(wording.FIELD_NAMES[field], field) for field in FIELDS]
        if person.holdings:
            fields.append(Choice(wording.CREDENTIALS, CREDENTIALS))
        return Reply(wording.which_field(), rows(fields))

    def answer(self, event: Event, person: Person) -> Turn:
        """Go to the question of the field."""
        match event:
            case Pressed(data="credentials"):
                return Turn(ChoosingCredentials(self.draft))
            case Pressed(data=value) | Said(text=value):
                for field in FIELDS:
                    said = value.strip().casefold()
                    if said in (field, wording.FIELD_NAMES[field].casefold()):
                        return Turn(question(self.draft, field))
                if isinstance(event, Said) and (
                    changed := asides.unread(self.draft, value, person, event.when)
                ):
                    return Turn(following(changed))
        return Turn(self, (Reply(wording.use_buttons()),))


@dataclass(frozen=True, slots=True)
class ChoosingCredentials:
    """Which credentials may this activity count for?"""

    draft: Draft
    kind: Literal["choosing_credentials"] = "choosing_credentials"

    def ask(self, person: Person, when: When) -> Reply:
        """Draw the credentials, ticked where the activity may count."""
        keys = [holding.key for holding in person.holdings]
        choices = [Choice(self._label(key), key_value(key)) for key in keys]
        return Reply(
            wording.ask_credentials(),
            (*rows(choices, most=3), (Choice(wording.DONE, areas.DONE, style="success"),)),
        )

    def _label(self, key: CredentialKey) -> str:
        name = wording.credential(key)
        return name if key in self.draft.excluded else wording.ticked(name)

    def answer(self, event: Event, person: Person) -> Turn:
        """Tick or untick; Done returns to the summary."""
        match event:
            case Pressed(data=areas.DONE):
                return Turn(following(self.draft))
            case Pressed(data=value) if (key := read_key(value)) is not None:
                excluded = self.draft.excluded ^ {key}
                pins = tuple(pin for pin in self.draft.pins if pin.key not in excluded)
                draft = replace(self.draft, excluded=excluded, pins=pins)
                return Turn(replace(self, draft=draft), stays=True)
        return Turn(self, (Reply(wording.use_buttons()),))
