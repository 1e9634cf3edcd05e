"""Whether a reminder whose day has come is worth saying, once it is known where the person stands.

Who has everything hears so once, and then nothing until the declaration opens; an anniversary is
for who is behind the pace.
"""

from dataclasses import replace
from datetime import date

from cmp_rules.cycles import dates_of
from cmp_rules.model import Activity, Holding
from cmp_rules.progress import progress
from cmp_rules.reminders import Reason, Reminder, is_behind

ALWAYS = frozenset({Reason.REVIEW, Reason.OWN, Reason.SNOOZED})  # the person waits for these


def worth(
    reminder: Reminder,
    holding: Holding,
    activities: tuple[Activity, ...],
    today: date,
    *,
    told_done: bool,
) -> Reminder | None:
    """Return what to say instead of a reminder, itself in most cases; None: nothing.

    `told_done`: the person heard before that everything of this cycle is met.
    """
    if reminder.why in ALWAYS:
        return reminder
    found = progress(holding, activities, today)
    if found.complete and today < dates_of(holding).declaration_opens:
        return None if told_done else replace(reminder, why=Reason.ALL_DONE)
    if reminder.why is Reason.ANNIVERSARY:
        behind = is_behind(holding, found.total.met, found.total.required, today)
        return reminder if behind else None
    return reminder
