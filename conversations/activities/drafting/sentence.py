"""A draft out of one sentence: "1.5 h antibody ID from LabCE yesterday, safety"."""

from dataclasses import replace
from decimal import Decimal

from cmp_rules.model import Part
from conversations import wording
from conversations.activities.correcting import dated
from conversations.activities.drafting.draft import Draft
from conversations.activities.drafting.fields import LONGEST_PROVIDER, LONGEST_TITLE, check_day
from conversations.model import Reply, Said, When
from conversations.person import Person
from conversations.reading import dates
from conversations.reading.sentences.sentence import (
    Intent,
    Unclear,
    Understood,
    understand,
)


def read_sentence(text: str, person: Person, when: When) -> Understood:
    """Return what a person says, by their own clock and order of dates."""
    today = when.today(person.settings.zone)
    return understand(
        text,
        today=today,
        order=person.settings.date_order,
        holdings=person.holdings,
        language=person.settings.calendar,
    )


def tells_complete(event: Said, person: Person) -> bool:
    """Whether a message is a CE in full, and so no question, no order and no declaration."""
    return read_sentence(event.text, person, event.when).complete


def draft_from(text: str, person: Person, when: When) -> Draft | None:
    """Return the draft that a sentence describes; None where it does not log anything."""
    understood = read_sentence(text, person, when)
    if understood.intent is not Intent.LOG:
        return None
    return draft_of_understood(understood, person, when)


def draft_of_understood(
    understood: Understood, person: Person, when: When, before: Draft | None = None
) -> Draft:
    """Return the draft with everything that was understood; the rest is asked.

    `before` is the draft that this one is told after, else the CE that was recorded last is.
    """
    provider = _within(understood.provider, LONGEST_PROVIDER)
    if understood.same_provider:
        last = before or next(iter(reversed(person.activities)), None)
        provider = last.provider or None if last else None
    draft = Draft(
        title=_within(understood.title, LONGEST_TITLE),
        provider=provider,
        kind=understood.kind,
        points=understood.points,
        unit_of=understood.unit_of,
        college_hours=understood.college_hours,
    )
    draft = dated(draft, understood, person, when)
    return _about(draft, understood)


def remarks_on(understood: Understood, person: Person, when: When) -> tuple[Reply, ...]:
    """Say why something of a sentence was not taken; it is asked again."""
    remarks = []
    if understood.refused is not None:
        remarks.append(wording.points_refused(understood.refused))
    match understood.date:
        case dates.Impossible():
            remarks.append(wording.no_such_day())
        case dates.Day(day):
            remarks.append(check_day(day, when.today(person.settings.zone)) or "")
    return tuple(Reply(remark) for remark in remarks if remark)


def not_taken(
    understood: Understood, changed: Draft, person: Person, when: When
) -> tuple[Reply, ...]:
    """Say what of a correction was not taken, so that no half of it is lost without a word."""
    remarks = list(remarks_on(understood, person, when))
    unread = Unclear.POINTS in understood.unclear and understood.refused is None
    if unread and changed.points is not None and not changed.unit_is_open:
        remarks.append(Reply(wording.points_stay(changed.points)))
    if isinstance(understood.date, dates.MonthOnly):
        month = understood.date
        remarks.append(Reply(wording.which_day_of(month.year, month.month)))
    return tuple(remarks)


def _within(text: str | None, longest: int) -> str | None:
    return text if text and len(text) <= longest else None


def _about(draft: Draft, understood: Understood) -> Draft:
    """Take the areas only as the person said them; what is left over is asked."""
    parts = understood.parts
    if draft.points is None and len(understood.areas) == 1:
        return replace(draft, area=understood.areas[0])
    if draft.points is None or not parts or not all(part.areas for part in parts):
        return draft
    said = sum((part.points for part in parts), Decimal(0))
    if said != draft.points:
        return draft
    return draft.split(tuple(Part(part.points, part.areas) for part in parts))
