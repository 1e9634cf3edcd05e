"""The state of a pasted list: nothing of it is recorded before it is confirmed."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from conversations import wording
from conversations.activities import saved
from conversations.activities.drafting.draft import Draft, Field, Outcome, recorded
from conversations.activities.drafting.machine import following
from conversations.activities.drafting.sentence import draft_of_understood, read_sentence
from conversations.activities.pasted import screen
from conversations.activities.pasted.for_all import Common, FillingAll, completed, dated_by
from conversations.activities.pasted.reading import Line, is_activity
from conversations.buttons import rows, typed
from conversations.model import Choice, Event, Pressed, Reply, Said, Turn, When
from conversations.person import Change, DateOrder, KeepSettings, Person

ALL, ONE, EDIT, LEAVE, LIST, MORE = "all", "one", "edit", "leave", "list", "more"
FOR_ALL: tuple[Field, ...] = ("provider", "day", "kind")
ORDERS: dict[str, DateOrder] = {"mdy": "mdy", "dmy": "dmy"}
NUMBERS_ON_A_PAGE = 12
_NUMBERS = re.compile(r"\d{1,2}")
_LEAVES = re.compile(r"\s*(?:leave\s+out|without|remove|delete|drop|not)\b[\s\w,#&]*$", re.I)
_OPENS = re.compile(
    r"\s*(?:(?:edit|open|change|show|correct)\s+)?(?:no\.?\s*|#\s*)?\d{1,2}\s*$", re.I
)


@dataclass(frozen=True, slots=True)
class ReviewingList:
    """Several drafts at once; each is saved, left out, or still open."""

    lines: tuple[Line, ...]
    others: tuple[str, ...] = ()  # lines that are no CE: shown, never dropped silently
    heading: str = ""
    at: int = 0  # the line that is gone through, from 1; 0 while the list itself is looked at
    picking: Literal["", "edit", "leave"] = ""
    page: int = 0
    kind: Literal["reviewing_list"] = "reviewing_list"

    def ask(self, person: Person, when: When) -> Reply:
        """Draw the list with what can be done, or the numbers to pick from."""
        open_ones = self._open(person)
        ready = screen.ready(self.lines, person)
        text = [*screen.show_list(self.lines, person, when.today(person.settings.zone)), ""]
        if self.heading:
            text += [wording.read_as_heading(self.heading), ""]
        if self.others:
            text += [wording.not_ces(self.others), ""]
        text.append(self._asked() or wording.ready_of(len(ready), len(open_ones)))
        done = sum(screen.is_saved(line, person) for line in self.lines)
        return Reply(
            "\n".join(text),
            heading=wording.list_heading(len(self.lines), done),
            choices=self._numbers(person) if self.picking else self._choices(person, len(ready)),
        )

    def _asked(self) -> str:
        asked = {"edit": wording.pick_to_edit, "leave": wording.pick_to_leave}
        return asked[self.picking]() if self.picking else ""

    def _choices(self, person: Person, ready: int) -> tuple[tuple[Choice, ...], ...]:
        save = (Choice(wording.save_all(ready), ALL, style="success"),) if ready else ()
        open_drafts = [self.lines[place - 1].draft for place in self._open(person)]
        edit = Choice(wording.OPEN_ONE, EDIT)
        others = (Choice(wording.ONE_BY_ONE, ONE), edit, Choice(wording.LEAVE_ONE_OUT, LEAVE))
        look = others if open_drafts else (edit,)
        for_all = tuple(
            Choice(wording.for_all(field), field)
            for field in FOR_ALL
            if sum(field in d.lacks and d.either_day is None for d in open_drafts) > 1
        )
        swapped = any(dated_by(draft, "mdy") != draft for draft in open_drafts)
        orders = (Choice(wording.MONTH_FIRST, "mdy"), Choice(wording.DAY_FIRST, "dmy"))
        return tuple(row for row in (save, look, for_all, orders if swapped else ()) if row)

    def _numbers(self, person: Person) -> tuple[tuple[Choice, ...], ...]:
        places = self._places(person)
        pages = -(-len(places) // NUMBERS_ON_A_PAGE) or 1
        first = self.page % pages * NUMBERS_ON_A_PAGE
        shown = places[first : first + NUMBERS_ON_A_PAGE]
        more = (Choice(wording.MORE_AREAS, MORE),) if pages > 1 else ()
        numbers = rows((Choice(str(place), str(place)) for place in shown), most=3)
        return (*numbers, (Choice(wording.SHOW_THE_LIST, LIST), *more))

    def _open(self, person: Person) -> list[int]:
        every = enumerate(self.lines, start=1)
        return [place for place, line in every if screen.is_open(line, person)]

    def _places(self, person: Person) -> list[int]:
        """Return what can be picked: one that was left out can be opened again."""
        every = enumerate(self.lines, start=1)
        if self.picking == "leave":
            return self._open(person)
        return [place for place, line in every if not screen.is_saved(line, person)]

    def answer(self, event: Event, person: Person) -> Turn:
        """Save those that are complete, go through them, open one, or leave one out."""
        match event:
            case Pressed(data=value):
                return self._pressed(value, person, event.when)
            case Said(text=text):
                return self._said(text, person, event.when)
        return Turn(self, (Reply(wording.list_not_understood()),))

    def _pressed(self, value: str, person: Person, when: When) -> Turn:
        shown = replace(self, picking="", page=0, at=0)
        if value == ALL:
            return self._save_all(person, when)
        if value == ONE:
            return self._go_on(0, person)
        if value == EDIT:
            return Turn(replace(shown, picking="edit"), stays=True)
        if value == LEAVE:
            return Turn(replace(shown, picking="leave"), stays=True)
        if value == MORE:
            return Turn(replace(self, page=self.page + 1), stays=True)
        if value == LIST:
            return Turn(shown, stays=True)
        if value in ORDERS:
            return shown._in_order(ORDERS[value], person)
        field = next((field for field in FOR_ALL if field == value), None)
        if field is not None:
            return Turn(shown, opens=FillingAll(field), stays=True)
        if value.isdecimal():
            return self._picked([int(value)], person)
        return Turn(self, (Reply(wording.list_not_understood()),))

    def _said(self, text: str, person: Person, when: When) -> Turn:
        word = typed(text)
        if word in wording.SAVE_ALL:
            return self._save_all(person, when)
        if word in wording.GO_THROUGH:
            return self._go_on(0, person)
        if word in wording.UNDO_WORDS:
            return Turn(self, undoes=True)
        numbers = [int(found) for found in _NUMBERS.findall(text)]
        if numbers and _LEAVES.match(text):
            return replace(self, picking="leave")._picked(numbers, person)
        if numbers and _OPENS.match(text):
            return self._picked(numbers, person)
        said = read_sentence(text, person, when)
        if is_activity(said):
            other = draft_of_understood(said, person, when)
            return Turn(self, (Reply(wording.list_waits()),), opens=following(other))
        return Turn(self, (Reply(wording.list_not_understood()),))

    def _picked(self, places: list[int], person: Person) -> Turn:
        shown = replace(self, picking="", page=0, at=0)
        wrong = next((place for place in places if place not in self._places(person)), None)
        if wrong is not None:
            return Turn(self, (Reply(wording.no_such_line(wrong)),))
        if self.picking != "leave":
            line = self.lines[places[0] - 1]
            return Turn(
                shown._with(places[0], replace(line, left_out=False)),
                opens=following(line.draft),
                stays=True,
            )
        for place in places:
            shown = shown._with(place, replace(self.lines[place - 1], left_out=True))
        return Turn(shown, (Reply(wording.left_out_of_list(places)),), stays=True)

    def _with(self, place: int, line: Line) -> "ReviewingList":
        lines = (*self.lines[: place - 1], line, *self.lines[place:])
        return replace(self, lines=lines)

    def _save_all(self, person: Person, when: When) -> Turn:
        """Record every line that is complete and in no doubt, and no other."""
        places = screen.ready(self.lines, person)
        if not places:
            return Turn(self, (Reply(wording.none_complete()),))
        after, changes, numbers = self, list[Change](), list[int]()
        for number, place in enumerate(places, start=person.next_number):
            line = self.lines[place - 1]
            changes += recorded(line.draft, number)
            numbers.append(number)
            after = after._with(place, replace(line, number=number))
        there = person.after(tuple(changes))
        kept = [activity for n in numbers if (activity := there.activity(n)) is not None]
        reply = saved.saved_several(there, kept, when)
        shown = replace(after, picking="", page=0, at=0)
        return replace(shown._settled((reply,), there), changes=tuple(changes))

    def _settled(self, replies: tuple[Reply, ...], person: Person) -> Turn:
        """Show the list again, or end where no line is open."""
        if self._open(person):
            return Turn(self, replies, stays=True)
        done = sum(screen.is_saved(line, person) for line in self.lines)
        remark = wording.list_done(done, len(self.lines) - done)
        first, *rest = replies or (Reply(""),)
        text = f"{first.text}\n\n{remark}".strip()
        return Turn(None, (replace(first, text=text), *rest))

    def _go_on(self, place: int, person: Person) -> Turn:
        """Open the next line that is open after a place; after the last one, show the list."""
        following_ones = [other for other in self._open(person) if other > place]
        if not following_ones:
            return replace(self, picking="", page=0, at=0)._settled((), person)
        at = following_ones[0]
        state = following(self.lines[at - 1].draft)
        return Turn(replace(self, picking="", page=0, at=at), opens=state, stays=True)

    def _in_order(self, order: DateOrder, person: Person) -> Turn:
        change = KeepSettings(replace(person.settings, date_order=order))
        dated = replace(self, lines=_dated(self.lines, order))
        return Turn(dated, (Reply(wording.order_kept(order)),), (change,), stays=True)

    def receive(self, handed: object, person: Person) -> Turn | None:
        """Go on from what became of one line; None where it is none of this list."""
        match handed:
            case Common(draft=common):
                lines = tuple(
                    replace(line, draft=completed(line.draft, common))
                    if screen.is_open(line, person)
                    else line
                    for line in self.lines
                )
                return Turn(replace(self, lines=lines), stays=True)
            case Outcome(draft=Draft(origin=origin)) if origin is not None:
                place = self._place_of(origin.text, origin.place, person)
                return None if place is None else self._took(place, handed, person)
        return None

    def _place_of(self, text: str, place: int, person: Person) -> int | None:
        fits = place <= len(self.lines) and place in self._open(person)
        origin = self.lines[place - 1].draft.origin if fits else None
        return place if origin is not None and origin.text == text else None

    def _took(self, place: int, outcome: Outcome, person: Person) -> Turn:
        """Keep what was corrected; what was looked at is not in doubt any more."""
        line = Line(outcome.draft, (), outcome.number, outcome.left_out)
        after = self._with(place, line)
        if person.settings.date_order is not None:
            after = replace(after, lines=_dated(after.lines, person.settings.date_order))
        if self.at == place:
            return after._go_on(place, person)
        return replace(after, at=0)._settled((), person)


def _dated(lines: tuple[Line, ...], order: DateOrder) -> tuple[Line, ...]:
    return tuple(replace(line, draft=dated_by(line.draft, order)) for line in lines)
