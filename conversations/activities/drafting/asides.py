"""What is said beside the question about a draft: a correction, or a further CE.

> What was it about?
no, yesterday
> What was it called?
4 hours phlebotomy conference, ASCLS, 2026-06-03
The CE before is kept as an unsaved draft …
"""

from conversations.activities.correcting import corrected
from conversations.activities.drafting.draft import Draft, Field
from conversations.activities.drafting.sentence import draft_of_understood, read_sentence
from conversations.model import When
from conversations.person import Person
from conversations.reading.sentences.sentence import Intent, Unclear, Understood

SURE = 0.8  # how sure a correction must be to be taken in the middle of a question
_IN_DOUBT = frozenset({Unclear.POINTS, Unclear.UNIT})


def further(text: str, person: Person, when: When, asked: Field, before: Draft) -> Draft | None:
    """Return the draft of another CE that is told as a whole after one; None where none is.

    Less tells it where the provider is asked for: no provider's name has points in it.
    """
    said = read_sentence(text, person, when)
    if tells_whole(said) or (asked == "provider" and tells_another(said)):
        return draft_of_understood(said, person, when, before)
    return None


def tells_whole(said: Understood) -> bool:
    """Whether a sentence tells of a CE with its points and two more facts."""
    facts = [said.title, said.date, said.provider]
    return said.intent is Intent.LOG and _says_points(said) and facts.count(None) < 2


def tells_another(said: Understood) -> bool:
    """Whether a sentence tells of another CE where little else is expected: by title and points."""
    return said.intent is Intent.LOG and bool(said.title) and _says_points(said)


def _says_points(said: Understood) -> bool:
    """Whether points are said, if only in doubt: "1 hr DIC 1 hr HIT", "2 CEU"."""
    return said.points is not None or not _IN_DOUBT.isdisjoint(said.unclear)


def correction(draft: Draft, text: str, person: Person, when: When) -> Draft | None:
    """Return the draft as an order corrects it ("make it 2 points"); None where none is given."""
    said = read_sentence(text, person, when)
    if said.intent is not Intent.EDIT or said.sure < SURE:
        return None
    return corrected(draft, said, person, when)


def unread(draft: Draft, text: str, person: Person, when: When) -> Draft | None:
    """Return the draft as words correct it that are no answer: "no, yesterday", "2 points"."""
    said = read_sentence(text, person, when)
    if said.intent not in (Intent.EDIT, Intent.LOG) or said.title:
        return None
    return corrected(draft, said, person, when)


def differ(draft: Draft, other: Draft) -> bool:
    """Whether two drafts tell of two activities: their points or their days are not the same."""
    if draft.origin is not None:
        return False  # a line of a pasted list is told anew
    points = draft.points is not None and draft.points != other.points
    day = draft.day is not None and other.day is not None and draft.day != other.day
    return points or day
