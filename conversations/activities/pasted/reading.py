"""What a message that lists several CEs says of each of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from conversations.activities.drafting.draft import Draft, Origin
from conversations.activities.drafting.fields import check_day
from conversations.activities.drafting.sentence import draft_of_understood, read_sentence
from conversations.activities.pasted import lines
from conversations.activities.pasted.columns import cells_of, columns_of, draft_of_cells
from conversations.activities.pasted.for_all import completed
from conversations.activities.pasted.one_line import (
    PerhapsSeveral,
    Several,
    several_in,
    tells_one,
)
from conversations.model import When
from conversations.person import Person
from conversations.reading import dates
from conversations.reading.sentences.sentence import Intent, Unclear, Understood

Doubt: TypeAlias = Literal["planned", "day", "points", "bare"]
_SUMS = frozenset({"total", "totals", "grand total", "sum", "subtotal"})
MOST_OF_OTHERS = 300  # letters of a line that is no CE, as it is shown again


@dataclass(frozen=True, slots=True)
class Line:
    """One CE of the list: what was understood of it, and what became of it."""

    draft: Draft
    doubts: tuple[Doubt, ...] = ()  # what was said and cannot be taken as it is
    number: int = 0  # of the activity it was saved as
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """A message that lists several CEs."""

    lines: tuple[Line, ...]
    others: tuple[str, ...] = ()  # lines that are no CE
    heading: str = ""  # the line that was read as saying something of all the others


@dataclass(frozen=True, slots=True)
class TooMany:
    """A message of more lines than are read at once; nothing of it is kept."""

    number: int


def read_message(text: str, person: Person, when: When) -> Listed | TooMany | PerhapsSeveral | None:
    """Return the CEs that a message lists; None where it does not list several."""
    pieces = lines.pieces_of(text)
    if len(pieces) > lines.MOST_LINES:
        some = [_read(piece, person, when) for piece in pieces[:5]]
        return TooMany(len(pieces)) if columns_of(pieces[0]) or lines.lists_several(some) else None
    if len(pieces) > 2 and (table := _table(pieces, person, when)) is not None:
        return table
    return (
        _of_lines(pieces, person, when)
        or _if(lines.lists_several, lines.blocks_of(text), person, when)
        or _if(lines.lists_several_fully, lines.clauses_of(text), person, when)
        or (_of_one_line(text, person, when) if len(pieces) == 1 else None)
    )


def _of_one_line(text: str, person: Person, when: When) -> Listed | PerhapsSeveral | None:
    """Return the CEs of one sentence; what is said of all of them is their heading."""
    several = several_in(text, lambda piece: read_sentence(piece, person, when))
    if not isinstance(several, Several):
        return several
    pieces = [*([several.heading] if several.heading else []), *several.pieces]
    read = [_read(piece, person, when) for piece in pieces]
    return _dated_at_the_end(_listed(pieces, read, [False] * len(read), person, when, tells_one))


def _dated_at_the_end(listed: Listed) -> Listed:
    """Return the CEs of a sentence with the day at its end, where it says no other one."""
    *others, last = listed.lines
    days = (each for line in others for each in (line.draft.day, line.draft.either_day) if each)
    if last.draft.day is None or next(days, None) is not None:
        return listed
    said = Draft().on(last.draft.day, by_clock=last.draft.by_clock)
    dated = (replace(line, draft=completed(line.draft, said)) for line in others)
    return replace(listed, lines=(*dated, last))


def _of_lines(pieces: Sequence[str], person: Person, when: When) -> Listed | None:
    """Return the CEs of lines; a bare number at an end may be the points, which is asked."""
    if len(pieces) < 2:
        return None
    read = [_read(piece, person, when) for piece in pieces]
    ends = [_with_last_number(p, said, person, when) for p, said in zip(pieces, read, strict=True)]
    full = [end or said for end, said in zip(ends, read, strict=True)]
    some = len(pieces) > 2 and any(lines.is_ce(s) and lines.has_points(s) for s in read)
    under_heading = len(pieces) > 2 and _speaks_of_all(read[0]) and all(ends[1:])
    if not lines.lists_several(read if not (some or under_heading) else full):
        return None
    return _listed(pieces, full, [end is not None for end in ends], person, when)


def _with_last_number(
    piece: str, said: Understood, person: Person, when: When
) -> Understood | None:
    """Return what a line says if the bare number at its end is the points."""
    if lines.has_points(said) or not lines.ending_in_a_number(piece):
        return None
    read = _read(f"{piece} points", person, when)
    told = lines.is_ce(read) and lines.has_points(read) and read.date == said.date  # not "Oct 20"
    return read if told else None


def _if(
    several: Callable[[Iterable[Understood]], bool],
    pieces: Sequence[str],
    person: Person,
    when: When,
) -> Listed | None:
    if not 1 < len(pieces) <= lines.MOST_LINES:
        return None
    read = [_read(piece, person, when) for piece in pieces]
    return _listed(pieces, read, [False] * len(read), person, when) if several(read) else None


def _read(piece: str, person: Person, when: When) -> Understood:
    return lines.read_line(piece, lambda line: read_sentence(line, person, when))


def _listed(
    pieces: Sequence[str],
    read: Sequence[Understood],
    bare: Sequence[bool],
    person: Person,
    when: When,
    tells: Callable[[Understood], bool] = lines.is_ce,
) -> Listed:
    """Return every CE with what the first line says of all of them."""
    first, others, heading = read[0], [], ""
    drafts: list[tuple[str, Draft, tuple[Doubt, ...]]] = []
    for place, (piece, said) in enumerate(zip(pieces, read, strict=True)):
        if tells(said):
            before = drafts[-1][1] if drafts else None
            draft = draft_of_understood(said, person, when, before)
            doubts = _doubts(said, draft, person, when)
            drafts.append((piece, draft, (*doubts, "bare") if bare[place] else doubts))
        elif place == 0 and _speaks_of_all(said):
            heading = piece
        else:
            others.append(_shown(piece))
    common = draft_of_understood(first, person, when) if heading else Draft()
    found = [(piece, completed(draft, common), doubts) for piece, draft, doubts in drafts]
    return Listed(_numbered(found), tuple(others), _shown(heading))


def _speaks_of_all(said: Understood) -> bool:
    """Whether a first line names who gave what follows, or when: "Completed today on LabCE:"."""
    told = said.provider or isinstance(said.date, dates.Day)
    return bool(told) and said.title is None and not lines.has_points(said)


def _doubts(said: Understood, draft: Draft, person: Person, when: When) -> tuple[Doubt, ...]:
    """Return what of a line cannot be taken as it is."""
    found: list[Doubt] = []
    if not said.asserted:
        found.append("planned")
    today = when.today(person.settings.zone)
    match said.date:
        case dates.Impossible():
            found.append("day")
        case dates.Day(day) if check_day(day, today) is not None:
            found.append("day")
    if said.refused is not None or (Unclear.POINTS in said.unclear and draft.points is not None):
        found.append("points")
    return tuple(found)


def _table(pieces: Sequence[str], person: Person, when: When) -> Listed | None:
    """Return the CEs of a table whose first line names the columns."""
    columns = columns_of(pieces[0])
    if columns is None:
        return None
    separator, fields = columns
    heads = cells_of(pieces[0], separator)
    drafts: list[tuple[str, Draft, tuple[Doubt, ...]]] = []
    others = []
    for piece in pieces[1:]:
        draft = draft_of_cells(cells_of(piece, separator), heads, fields, person, when)
        told = draft.day or draft.either_day or draft.points or draft.unit_is_open
        if draft.title is None or draft.title.casefold().strip(" :") in _SUMS or not told:
            others.append(_shown(piece))
        else:
            unread = "day" in fields and not (draft.day or draft.either_day)
            said = unread and any(
                cell and field == "day"
                for cell, field in zip(cells_of(piece, separator), fields, strict=False)
            )
            drafts.append((piece, draft, ("day",) if said else ()))
    if len(drafts) < 2:
        return None
    return Listed(_numbered(drafts), tuple(others), _shown(pieces[0]))


def _numbered(found: Sequence[tuple[str, Draft, tuple[Doubt, ...]]]) -> tuple[Line, ...]:
    return tuple(
        Line(replace(draft, origin=Origin(" ".join(piece.split()), place, len(found))), doubts)
        for place, (piece, draft, doubts) in enumerate(found, start=1)
    )


def _shown(piece: str) -> str:
    """Return a line as it is shown again."""
    return " ".join(piece.split())[:MOST_OF_OTHERS]


def is_activity(said: Understood) -> bool:
    """Whether words tell of a further activity, complete enough to begin a draft of it."""
    return said.intent is Intent.LOG and bool(said.title) and lines.has_points(said)
