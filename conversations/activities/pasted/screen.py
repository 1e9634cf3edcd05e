"""The screen of a pasted list: each draft with what is missing or unsure in it, in words."""

from collections.abc import Sequence
from datetime import date

from cmp_rules.cycles import cycle_of
from conversations import wording
from conversations.activities.drafting.draft import Draft
from conversations.activities.drafting.duplicates import alike, twin
from conversations.activities.pasted.reading import Line
from conversations.person import Person

LONGEST_TITLE = 70  # letters of a title in the list
LONGEST_PROVIDER = 30


def is_saved(line: Line, person: Person) -> bool:
    """Whether a line is recorded, and was not taken out again."""
    return bool(line.number) and person.activity(line.number) is not None


def is_open(line: Line, person: Person) -> bool:
    """Whether it is still to be settled what becomes of a line."""
    return not line.left_out and not is_saved(line, person)


def ready(lines: Sequence[Line], person: Person) -> tuple[int, ...]:
    """Return the places, from 1, of the lines that are complete and in no doubt."""
    return tuple(
        place
        for place, line in enumerate(lines, start=1)
        if is_open(line, person)
        and not line.draft.lacks
        and not line.doubts
        and not _like(lines, place, person)
    )


def show_list(lines: Sequence[Line], person: Person, today: date) -> list[str]:
    """Return every line of the list in words."""
    places = range(1, len(lines) + 1)
    return [text for place in places for text in _shown(lines, place, person, today)]


def _shown(lines: Sequence[Line], place: int, person: Person, today: date) -> list[str]:
    line = lines[place - 1]
    title = wording.pasted_title(place, _cut(_named(line.draft), LONGEST_TITLE))
    if is_saved(line, person):
        return [title, wording.line_saved(line.number)]
    if line.left_out:
        return [title, wording.line_left_out()]
    return [
        wording.with_known(title, _known(line.draft)),
        *_unsure(line),
        *_outside(line.draft, person, today),
        *_like(lines, place, person),
    ]


def _named(draft: Draft) -> str:
    """Return the title, or the line itself where no title was found in it."""
    if draft.title is not None or draft.origin is None:
        return draft.title or ""
    return wording.untitled(draft.origin.text)


def _known(draft: Draft) -> list[str]:
    known = []
    if draft.points is not None and not draft.unit_is_open:
        known.append(wording.points(draft.points))
    if draft.day is not None and draft.either_day is None:
        known.append(wording.day(draft.day, weekday=False))
    if draft.parts:
        known.append(wording.parts(draft.parts))
    elif draft.area is not None:
        known.append(wording.area(draft.area))
    if draft.provider:
        known.append(_cut(draft.provider, LONGEST_PROVIDER))
    return known


def _unsure(line: Line) -> list[str]:
    draft, said = line.draft, []
    if draft.either_day is not None:
        said.append(wording.which_of_two_days(*draft.either_day))
    unit = draft.unit_of if draft.unit_of is not None else draft.college_hours
    if unit is not None:
        said.append(wording.unit_unsure(unit))
    said += [wording.doubt(doubt) for doubt in line.doubts]
    asked = {"day": draft.either_day is not None, "points": unit is not None}
    missing = [field for field in draft.lacks if not asked.get(field)]
    return [*said, wording.still_needed(missing)] if missing else said


def _outside(draft: Draft, person: Person, today: date) -> list[str]:
    """Return the warning that a CE lies in no cycle of the person's."""
    cycles = [cycle_of(held, today) for held in person.holdings]
    if draft.day is None or any(cycle.starts <= draft.day <= cycle.ends for cycle in cycles):
        return []
    return [wording.line_outside()] if cycles else []


def _like(lines: Sequence[Line], place: int, person: Person) -> list[str]:
    """Return what a line looks like: an entry, or an earlier line that is not left out."""
    draft = lines[place - 1].draft
    recorded = twin(draft, person.activities)
    if recorded is not None:
        return [wording.like_entry(recorded)]
    earlier = (
        other
        for other, line in enumerate(lines[: place - 1], start=1)
        if is_open(line, person) and alike(draft, line.draft)
    )
    first = next(earlier, None)
    return [] if first is None else [wording.like_line(first)]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
