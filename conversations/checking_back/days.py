"""On which days to ask whether a CE shows on the ASCP transcript."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from cmp_rules.model import Activity
from cmp_rules.uploads import upload_of
from conversations.model import Event, Step
from conversations.person import KeepActivity, Person
from conversations.reminders.days.later import CheckBack

ASK_AFTER = timedelta(days=10)  # up to a week is reported, and some days of grace


def check_backs(person: Person) -> tuple[CheckBack, ...]:
    """Return the day on which to ask for each CE that its provider is said to report by itself.

    Days that have passed are among them: whoever plans takes those to come.
    """
    return _of(person.activities, person)


def with_check_backs(result: Step, event: Event, person: Person) -> Step:
    """Return the outcome of an event with the questions to be asked about the CEs it recorded.

    `person` is as they were before. A CE that was recorded before is not asked about again, nor
    one so old that it would have been asked about.
    """
    kept = [each.activity for each in result.changes if isinstance(each, KeepActivity)]
    if not kept:  # as most turns; to look at all that was recorded takes a while
        return result
    before = {activity.number for activity in (*person.activities, *person.removed)}
    new = [activity for activity in kept if activity.number not in before]
    today = event.when.today(person.settings.zone)
    asked = [each for each in _of(new, person.after(result.changes)) if each.on > today]
    return replace(result, changes=(*result.changes, *asked)) if asked else result


def _of(activities: Iterable[Activity], person: Person) -> tuple[CheckBack, ...]:
    if not person.settings.reminders.checks:
        return ()
    return tuple(
        CheckBack(activity.number, activity.date + ASK_AFTER)
        for activity in activities
        if activity.date <= date.max - ASK_AFTER and upload_of(activity.provider) is not None
    )
