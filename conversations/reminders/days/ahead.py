"""The dates to come as a screen shows them, with those switched off and those moved."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from cmp_rules.model import Holding
from cmp_rules.reminders import Reason
from conversations.model import When
from conversations.person import Person
from conversations.reminders.days.coming import coming
from conversations.reminders.days.moment import EARLIEST
from conversations.reminders.wishing.wishes import NO_WISHES


@dataclass(frozen=True, slots=True)
class Ahead:
    """One date to come of the schedule of a credential."""

    on: date
    why: Reason
    planned: date  # its day in the schedule
    off: bool = False

    @property
    def fixed(self) -> bool:
        """Whether it can be neither left out nor moved: it does not stand in the schedule."""
        return self.why in (Reason.REVIEW, Reason.SNOOZED)

    @property
    def moved(self) -> bool:
        """Whether it comes on another day than it was planned for."""
        return self.planned != self.on


def ahead(
    holding: Holding, person: Person, when: When, *, since: date | None = None
) -> tuple[Ahead, ...]:
    """Return every date of a holding's schedule to come, earliest first; `since`: from a day on.

    Those that nobody hears of while nothing is missing are left out; the day to which it was put
    off is among them.
    """
    wishes, today = person.settings.reminders, when.today(person.settings.zone)
    opens = silent_until(holding, person, today)
    tomorrow = today + timedelta(days=1)
    first = since or (today if _still_to_come(person, when) else tomorrow)
    found = []
    for each in coming(holding, NO_WISHES, date.min):
        if each.why is Reason.REVIEW:
            found += [Ahead(each.on, each.why, each.on)] if each.on >= first else []
            continue
        on = wishes.day_of(holding.key, each.on, holding.cycle_ends)
        silent = opens is not None and on < opens
        if on >= first and not silent:
            off = wishes.skip(holding.key, each.on)
            found.append(Ahead(on, each.why, each.on, off))
    for each in coming(holding, wishes, date.min):
        if each.why is Reason.SNOOZED and each.on >= first:
            found.append(Ahead(each.on, each.why, each.on))
    return tuple(sorted(found, key=lambda each: (each.on, each.planned)))


def silent_until(holding: Holding, person: Person, today: date) -> date | None:
    """Return until when nothing is said because nothing is missing; None where that is not so."""
    found = person.progress(holding, today)
    opens = found.dates.declaration_opens
    met = found.complete is True and not found.voluntary
    return opens if met and today < opens else None


def _still_to_come(person: Person, when: When) -> bool:
    """Whether today's reminders have not gone out yet."""
    clock: time = when.at.astimezone(ZoneInfo(person.settings.zone)).time()
    return when.on is None and clock < EARLIEST
