"""Lines copied from a table whose first line names the columns."""

import csv
from dataclasses import replace

from cmp_rules.model import Kind
from conversations.activities.drafting.draft import Draft, Field
from conversations.activities.drafting.fields import QUESTIONS
from conversations.model import When
from conversations.person import Person
from conversations.reading import words

SEPARATORS = ("\t", "|", ";", ",")
_NAMES: dict[Field, frozenset[str]] = {
    "title": frozenset(
        [
            "title",
            "course",
            "course title",
            "course name",
            "name",
            "activity",
            "activity title",
            "activity name",
            "topic",
            "description",
            "program",
            "programme",
            "event",
            "session",
            "subject",
        ]
    ),
    "provider": frozenset(
        [
            "provider",
            "sponsor",
            "organization",
            "organisation",
            "vendor",
            "source",
            "company",
            "accreditor",
            "given by",
            "offered by",
            "institution",
        ]
    ),
    "day": frozenset(
        [
            "date",
            "date completed",
            "completed",
            "completion date",
            "completed on",
            "day",
            "date of completion",
            "date earned",
            "end date",
            "activity date",
            "finished",
        ]
    ),
    "points": frozenset(
        [
            "points",
            "point",
            "pts",
            "hours",
            "hrs",
            "contact hours",
            "credits",
            "credit",
            "ce",
            "ces",
            "ceu",
            "ceus",
            "cmle",
            "credit hours",
            "ce hours",
            "ce credits",
            "cmp points",
            "hours earned",
            "credits earned",
            "amount",
            "value",
        ]
    ),
    "kind": frozenset(["kind", "type", "activity type", "format", "kind of activity"]),
    "areas": frozenset(
        ["area", "areas", "category", "content area", "area of study", "discipline"]
    ),
}


def columns_of(line: str) -> tuple[str, tuple[Field | None, ...]] | None:
    """Return the separator and the field of each column; None where a line names no columns."""
    for separator in SEPARATORS:
        names = [cell.strip(" :*#").casefold() for cell in cells_of(line, separator)]
        fields = tuple(_field(name) for name in names)
        known = [field for field in fields if field is not None]
        if "title" in known and len(known) > 1 and len(set(known)) == len(known):
            return separator, fields
    return None


def cells_of(line: str, separator: str) -> list[str]:
    """Return the cells of a line; quotes keep a separator inside a cell."""
    return [cell.strip() for cell in next(csv.reader([line], delimiter=separator), [])]


def _field(name: str) -> Field | None:
    bare = name.partition("(")[0].strip()
    return next((field for field, names in _NAMES.items() if bare in names), None)


def draft_of_cells(
    cells: list[str], heads: list[str], fields: tuple[Field | None, ...], person: Person, when: When
) -> Draft:
    """Return the draft that a line of a table describes; a cell that is not read is asked."""
    draft = Draft()
    for cell, head, field in zip(cells, heads, fields, strict=False):
        if field is None or field == "areas" or not cell:
            continue
        said = f"{cell} CEU" if "ceu" in head.casefold() and not _has_word(cell) else cell
        read = QUESTIONS[field].said(draft, said, person, when)
        if isinstance(read, Draft):
            draft = read
    draft = _as_a_course(draft)
    for cell, field in zip(cells, fields, strict=False):
        found = words.read_areas(cell) if field == "areas" else frozenset()
        if found and len(found) == 1 and draft.points is not None and not draft.unit_is_open:
            draft = draft.about(found)
    return draft


def _as_a_course(draft: Draft) -> Draft:
    """Take the kind that a provider of courses suggests, as in a sentence."""
    if draft.kind is None and draft.provider in words.course_providers():
        return replace(draft, kind=Kind.CE_COURSE)
    return draft


def _has_word(cell: str) -> bool:
    return any(mark.isalpha() for mark in cell)
