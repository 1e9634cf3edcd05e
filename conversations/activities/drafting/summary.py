"""The summary of a draft before it is saved: every field, and what it would count for."""

from collections.abc import Sequence
from decimal import Decimal

from cmp_rules.catalog import catalog
from cmp_rules.model import Kind
from cmp_rules.progress import Progress
from conversations import wording
from conversations.activities.drafting import duplicates
from conversations.activities.drafting.draft import Draft, activity_of
from conversations.activities.uses import uses_of
from conversations.model import Reply, When
from conversations.person import KeepActivity, Person
from conversations.zones import COMMON_ZONES


def so_far(draft: Draft, question: Reply) -> Reply:
    """Return a question under what is known of the draft, which is not saved yet."""
    known = [draft.title] if draft.title else []
    if draft.points is not None and not draft.unit_is_open:
        known.append(wording.points(draft.points))
    if draft.parts:
        known.append(wording.parts(draft.parts))
    elif draft.area is not None:
        known.append(wording.area(draft.area))
    if draft.provider:
        known.append(draft.provider)
    if draft.day is not None and draft.either_day is None:
        known.append(wording.day(draft.day))
    if draft.certificates:
        known.append(wording.with_files(len(draft.certificates)))
    if not known:
        return question
    return question.under(wording.draft_so_far(known))


def summary(draft: Draft, person: Person, when: When) -> Reply:
    """Return the screen that asks for Save."""
    number = draft.number or person.next_number
    activity = activity_of(draft, number)
    after = person.after((KeepActivity(activity),))
    today = when.today(after.settings.zone)
    found = after.everywhere(today)
    lines = [
        wording.activity_line("title", activity.title),
        wording.activity_line("provider", activity.provider or wording.NOT_GIVEN),
        wording.activity_line("day", wording.day(activity.date)),
        wording.activity_line("points", wording.number(activity.points)),
        wording.activity_line("kind", wording.kind(activity.kind)),
        wording.activity_line("areas", wording.parts(activity.parts)),
        *([wording.draft_has_files(len(draft.certificates))] if draft.certificates else []),
        "",
        *_counts(after, found, number),
        *_remarks(draft, person, when, _most(found)),
    ]
    heading = wording.not_saved_yet(changed=bool(draft.number))
    if draft.origin is not None:
        heading = wording.at_place(draft.origin.place, draft.origin.of, heading)
    return Reply("\n".join(lines), heading=heading)


def _counts(after: Person, found: Sequence[Progress], number: int) -> list[str]:
    if not found:
        return [wording.no_credentials_yet()]
    return [wording.would_count(), *(uses_of(one, after, number) for one in found)]


def _most(found: Sequence[Progress]) -> Decimal | None:
    """Return what three years ask for at most, for any credential of the person."""
    return max((one.total.required for one in found if one.total.required), default=None)


def _remarks(draft: Draft, person: Person, when: When, most: Decimal | None) -> list[str]:
    remarks = []
    converted = draft.kind is Kind.COLLEGE_COURSE  # many points for one course are usual
    if most and draft.points and draft.points > most and not converted:
        remarks.append(wording.perhaps_too_many(draft.points, most))
    twin = duplicates.twin(draft, person.activities)
    if twin is not None:
        remarks.append(wording.looks_doubled(twin, same_day=twin.date == draft.day))
    units = catalog().kinds[Kind.COLLEGE_COURSE].points_per
    semester, quarter = units["semester_hour"].points, units["quarter_hour"].points
    few = draft.points is not None and quarter is not None and draft.points < quarter
    if converted and few and draft.points and semester and quarter:
        remarks.append(wording.perhaps_hours(draft.points, semester, quarter))
    if draft.kind is not None and not catalog().kinds[draft.kind].points_per:
        remarks.append(wording.points_of_the_paper())
    first = not person.activities
    if draft.by_clock and person.settings.time_zone is None and (first or _differs(when)):
        remarks.append(wording.by_the_clock_of(person.settings.zone))
    return ["", *remarks] if remarks else []


def _differs(when: When) -> bool:
    """Whether today is another day by the clock of another likely place."""
    return len({when.today(zone) for zone in COMMON_ZONES}) > 1
