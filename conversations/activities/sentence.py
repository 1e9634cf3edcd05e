"""A draft out of one sentence: "1.5 h antibody ID from LabCE yesterday, safety"."""

from decimal import Decimal

from cmp_rules.model import Part
from conversations.activities.draft import Draft
from conversations.activities.fields import LONGEST_PROVIDER, LONGEST_TITLE, check_day
from conversations.model import Person, When
from conversations.reading import dates
from conversations.reading.sentence import Intent, Understood, understand


def draft_from(text: str, person: Person, when: When) -> Draft | None:
    """Return the draft that a sentence describes; None where it does not log anything."""
    today = when.today(person.settings.zone)
    order = person.settings.date_order
    understood = understand(text, today=today, order=order, holdings=person.holdings)
    if understood.intent is not Intent.LOG:
        return None
    return draft_of_understood(understood, person, when)


def draft_of_understood(understood: Understood, person: Person, when: When) -> Draft:
    """Return the draft with everything that was understood; the rest is asked."""
    draft = Draft(
        title=_within(understood.title, LONGEST_TITLE),
        provider=_within(understood.provider, LONGEST_PROVIDER),
        kind=understood.kind,
        points=understood.points,
        unit_of=understood.unit_of,
    )
    draft = _dated(draft, understood, person, when)
    return _about(draft, understood)


def _within(text: str | None, longest: int) -> str | None:
    return text if text and len(text) <= longest else None


def _dated(draft: Draft, understood: Understood, person: Person, when: When) -> Draft:
    today = when.today(person.settings.zone)
    match understood.date:
        case dates.Day(day) if check_day(day, today) is None:
            return draft.on(day, by_clock=understood.by_clock)
        case dates.Ambiguous(first, second):
            past = [day for day in (first, second) if check_day(day, today) is None]
            if len(past) == 1:
                return draft.on(past[0])
            if past:
                return Draft(
                    title=draft.title,
                    provider=draft.provider,
                    kind=draft.kind,
                    points=draft.points,
                    unit_of=draft.unit_of,
                    either_day=(first, second),
                )
    return draft


def _about(draft: Draft, understood: Understood) -> Draft:
    """Take the areas only as the person said them; what is left over is asked."""
    parts = understood.parts
    if draft.points is None or not parts or not all(part.areas for part in parts):
        return draft
    said = sum((part.points for part in parts), Decimal(0))
    if said != draft.points:
        return draft
    return draft.split(tuple(Part(part.points, part.areas) for part in parts))
