"""The lines of a message that lists several CEs, and whether it does."""

import re
from collections.abc import Callable, Iterable

from conversations.reading.sentences.sentence import LONGEST, Intent, Understood

MOST_LINES = 30  # of one message
_BULLET = re.compile(
    r"(?:\(?\d{1,2}[.)](?=\s|[A-Za-z])|\[[ xX]?\]"
    r"|[-*+\u2022\u2013\u2014\u00b7\u25aa\u25cf\u2713\u2714]\s)\s*"
)
_BLANK_LINE = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_NUMBER_LAST = re.compile(r"\s\d{1,2}(?:\.\d{1,2})?$")
_LETTER = re.compile(r"[^\W\d]")

Read = Callable[[str], Understood]


def pieces_of(text: str) -> list[str]:
    """Return the lines of a message without numbers and bullets; blank ones are left out."""
    return _cleaned(text.splitlines())


def blocks_of(text: str) -> list[str]:
    """Return what stands between blank lines, each as one line."""
    return _cleaned(", ".join(each.splitlines()) for each in _BLANK_LINE.split(text))


def clauses_of(text: str) -> list[str]:
    """Return what stands between semicolons, where a message is one line."""
    return _cleaned(text.split(";")) if len(pieces_of(text)) == 1 else []


def _cleaned(pieces: Iterable[str]) -> list[str]:
    bare = (_bare(piece.strip(" \r") if _is_row(piece) else piece.strip()) for piece in pieces)
    return [piece for piece in bare if any(mark.isalnum() for mark in piece)]


def _is_row(piece: str) -> bool:
    """Whether a line is a row of a table; its first cell may be empty."""
    return "\t" in piece.strip()


def _bare(piece: str) -> str:
    """Return a line without the numbers and bullets before it: "- [x] 3) …"."""
    start = 0
    while (mark := _BULLET.match(piece, start)) is not None:
        start = mark.end()
    return piece[start:].strip(" \r") if _is_row(piece) else piece[start:].strip()


def read_line(line: str, read: Read) -> Understood:
    """Return what a line says. In a list a course may be called as a question would begin."""
    said = read(line)
    if said.intent is Intent.LOG or len(line) > LONGEST:
        return said
    as_log = read(f"log: {line}")
    told = as_log.intent is Intent.LOG and as_log.title and has_points(as_log) and as_log.date
    return as_log if told else said


def ending_in_a_number(line: str) -> bool:
    """Whether a line ends in a bare number after words, as a column of points would."""
    number = _NUMBER_LAST.search(line)
    return number is not None and _LETTER.search(line, 0, number.start()) is not None


def has_points(said: Understood) -> bool:
    """Whether a number of points is said, even one that has to be asked about."""
    return (
        said.points is not None
        or said.unit_of is not None
        or said.college_hours is not None
        or said.refused is not None
    )


def is_ce(said: Understood) -> bool:
    """Whether a line tells of an activity: its name with points or day, or both of these."""
    dated = said.date is not None
    if not said.title:
        return said.intent is Intent.LOG and dated and has_points(said)
    return said.intent is Intent.LOG and (has_points(said) or dated or bool(said.unclear))


def lists_several(read: Iterable[Understood]) -> bool:
    """Whether lines list several CEs, not one in several lines: two say the same sort of thing."""
    ces = [said for said in read if is_ce(said)]
    return sum(map(has_points, ces)) > 1 or sum(said.date is not None for said in ces) > 1


def lists_several_fully(read: Iterable[Understood]) -> bool:
    """Whether clauses are a CE each: semicolons part the fields of one CE as well."""
    every = list(read)
    full = [s for s in every if is_ce(s) and has_points(s) and (s.date or s.provider)]
    return len(full) == len(every) > 1
