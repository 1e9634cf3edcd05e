"""The area that the subject of an activity says by itself: "micro webinar", "counts as safety".

A wrong area may count a point towards safety or ethics that is none. So only the plain name of one
area is taken, among words that fit any course; whatever says more ("micro safety", "leadership in
chemistry", "massive transfusion in blood bank") is asked about.
"""

import re
from collections.abc import Collection, Iterable, Sequence

from cmp_rules.model import Area
from conversations.reading import words
from conversations.reading.lexicon import Hit, Word, words_of
from conversations.reading.plain import Span, blanked, word_set
from conversations.reading.subjects.small_words import ANY_COURSE

_AT_WORK = re.compile(r"\b(?:at|from|for)\s(?:my\s)?work\b", re.I)
_SCHOOL = re.compile(  # "the college of southern idaho immunology class"
    r"\b(?:the\s)?(?:college|university)\sof\s"
    r"(?:(?:(?:north|south|east|west)(?:ern)?|central|new|health|allied|medical)\s)?[a-z]+\b",
    re.I,
)
_YEAR = re.compile(r"20\d\d", re.A)
_COUNTS_AS = re.compile(
    r"(?:^|[\s,(-])(?:(?:it|that|this|which)\s)?(?:should\s)?count(?:s|ed|ing)?\s"
    r"(?:as|for|towards?|under)\s(?:(?:a|an|the|my)\s)?",
    re.I,
)
_COURSES = word_set("course class webinar seminar module workshop lecture training inservice talk")
_AFTER_IT = re.compile(
    r"(?:\s(?:credits?|points?|hours?|area))?(?:,?\si\s(?:guess|think|believe|suppose))?\s*(?=$|[|,;.!)])",
    re.I,
)
_OPEN = re.compile(r"\b(?:not|if|whether|or|maybe|perhaps|[a-z]+n'?t)\b", re.I)


def area_of(subject: Collection[str], beside: Iterable[str] = ()) -> Area | None:
    """Return the one area that the pieces of a subject name, if they say nothing else of it.

    What stands `beside` them may say anything, but no other area. So may the other pieces where one
    is the form of the whole: "immuno course 1.5 hrs ana patterns".
    """
    forms = {area for piece in subject if (area := course_of(piece)) is not None}
    if len(forms) == 1:
        pieces = (words_of(_bare(piece)) for piece in (*subject, *beside))
        every = {hit.meaning for piece in pieces for hit in words.areas().find(piece)}
        return forms.pop() if len(every) == 1 else None
    lexicon = words.areas()
    named: set[Area] = set()
    for piece in map(_bare, (*subject, *beside)):
        spoken = words_of(piece)
        hits = lexicon.find(spoken)
        named.update(hit.meaning for hit in hits)
        if any(_written(spoken, hit) not in words.names_of_areas() for hit in hits):
            return None
    rest = {word for piece in subject for word in _besides_areas(_bare(piece))}
    others = {word for word in rest - ANY_COURSE if not _YEAR.fullmatch(word)}
    return named.pop() if len(named) == 1 and not others else None


def course_of(piece: str) -> Area | None:
    """Return the area of a piece that is a form with it, and nothing else: "a micro webinar"."""
    spoken = words_of(_bare(piece))
    hits = words.areas().find(spoken)
    if len(hits) != 1 or _written(spoken, hits[0]) not in words.names_of_areas():
        return None
    behind = {word.text for word in spoken[hits[0].after :]}
    fits = bool(behind & _COURSES) and not _besides_areas(_bare(piece)) - ANY_COURSE
    return hits[0].meaning if fits else None


def _bare(piece: str) -> str:
    """Return a piece without the providers in it, and without where it was."""
    names = (hit.span for hit in words.providers().find(words_of(piece)))
    return _SCHOOL.sub(" ", _AT_WORK.sub(" ", blanked(piece, *names)))


def _written(spoken: Sequence[Word], hit: Hit[Area]) -> tuple[str | None, ...]:
    """Return the words that a phrase was found by, without slips of the thumb."""
    corrected = words.areas().corrected
    return tuple(corrected(word.text) for word in spoken[hit.first : hit.after])


def _besides_areas(piece: str) -> set[str]:
    """Return the words of a piece that name no area."""
    spoken = words_of(piece)
    hits = words.areas().find(spoken)
    covered = {place for hit in hits for place in range(hit.first, hit.after)}
    return {word.text for at, word in enumerate(spoken) if at not in covered}


def counted_as(text: str) -> tuple[Area, Span] | None:
    """Return the area that a CE is said to count as, and where that stands in the text."""
    said = _COUNTS_AS.search(text)
    if said is None or _OPEN.search(text):
        return None
    hits = words.areas().find(words_of(text))
    hit = next((hit for hit in hits if hit.span[0] == said.end()), None)
    end = None if hit is None else _AFTER_IT.match(text, hit.span[1])
    return None if hit is None or end is None else (hit.meaning, (said.start(), end.end()))
