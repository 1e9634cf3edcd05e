"""Which kind of activity it was."""

import re

from cmp_rules.model import Kind
from conversations.reading import words
from conversations.reading.plain import word_set
from conversations.reading.subjects.entities import Entities

# Words that say little: a talk may be given or heard.
_WEAK = word_set(
    """exam examination paper author abstract talk presentation poster training session reading
    article research other inspection degree meeting journal ce speaker else something"""
)
_NAME_AROUND = re.compile(r"[A-Z][\w'.-]*\s$")
_NAME_AFTER = re.compile(r"\s(?:of|hospital|medical|health|clinic)\b", re.I)


def kind_of(found: Entities) -> Kind | None:
    """Return the kind of activity; a word that says little gives way to one that says more."""
    strong: list[Kind] = []
    weak: list[Kind] = []
    for hit in found.kinds:
        written = found.text[slice(*hit.span)].lower()
        if written in ("university", "college") and _NAME_AROUND.search(found.text[: hit.span[0]]):
            continue  # "Baylor University"
        if written.startswith("credit hour") and usual_kind(found):
            continue  # of a provider of courses: contact hours
        if written == "university" and _NAME_AFTER.match(found.text, hit.span[1]):
            continue
        (weak if written in _WEAK else strong).append(hit.meaning)
    special = [kind for kind in strong if kind is not Kind.CE_COURSE]
    return next((choices[0] for choices in (special, strong, weak) if choices), None)


def usual_kind(found: Entities) -> Kind | None:
    """Return what a provider that gives courses suggests where no kind was said."""
    known = {hit.meaning for hit in found.providers}
    return Kind.CE_COURSE if known & words.course_providers() else None
