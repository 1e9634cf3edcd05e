"""The days of a person's calendar: when the declaration opens, the last days, the reminders.

Each day has a name that stays: the same entry of the same cycle keeps it when its date changes, so
that a calendar which reads the file again moves the entry instead of adding one.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cmp_rules.catalog import catalog
from cmp_rules.cycles import Dates, dates_of, is_voluntary
from cmp_rules.model import Holding
from cmp_rules.reminders import Reason
from conversations import wording
from conversations.buttons import key_value
from conversations.model import When
from conversations.person import Person
from conversations.reminders.days.ahead import ahead
from conversations.reminders.days.coming import coming
from conversations.reminders.wishing.own_codes import write_own
from conversations.reminders.wishing.wishes import EachMonth, Wishes


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One all-day entry."""

    name: str  # of the entry among this person's; the same whatever its day
    on: date
    title: str
    text: str


def calendar_days(person: Person, when: When) -> tuple[CalendarDay, ...]:
    """Return every entry of a person's calendar, earliest first, in the language they speak."""
    with wording.speaking(person.settings.language):
        days = [day for held in person.holdings for day in _of(held, person, when)]
    return tuple(sorted(days, key=lambda day: (day.on, day.name)))


def _of(holding: Holding, person: Person, when: When) -> Iterator[CalendarDay]:
    cycle = f"{key_value(holding.key)} {len(holding.past)}"
    taken: set[date] = set()
    if not is_voluntary(holding, catalog().credential(holding.key)):
        dates = dates_of(holding)
        for day in _of_cycle(holding, dates, cycle):
            taken.add(day.on)
            yield day
    title, text = wording.calendar_reminder(holding.key), wording.calendar_reminder_text()
    for name, on in _reminders(holding, person, when):
        if on not in taken:
            taken.add(on)
            yield CalendarDay(f"{cycle} {name}", on, title, text)


def _of_cycle(holding: Holding, dates: Dates, cycle: str) -> Iterator[CalendarDay]:
    key = holding.key
    text = wording.calendar_text(dates)
    opens, last, ends = dates.declaration_opens, dates.recommended_last_day, dates.expires
    yield CalendarDay(f"{cycle} opens", opens, wording.calendar_opens(key), text)
    yield CalendarDay(f"{cycle} last day", last, wording.calendar_last_day(key), text)
    yield CalendarDay(f"{cycle} expires", ends, wording.calendar_expires(key), text)


def _reminders(holding: Holding, person: Person, when: When) -> Iterator[tuple[str, date]]:
    """Yield a name and the day of each reminder to come."""
    wishes = person.settings.reminders
    silent = wishes.silence(holding.key)
    nth: Counter[Reason] = Counter()
    for each in ahead(holding, person, when, since=date.min):
        nth[each.why] += 1
        heard = not each.off and (each.why is Reason.SNOOZED or not silent)
        if heard and each.on > when.today(person.settings.zone):
            yield f"{each.why} {nth[each.why]}", each.on
    for added in wishes.own(holding.key):
        days = coming(holding, Wishes(added=(added,)), when.today(person.settings.zone))
        for own in (each.on for each in days if each.why is Reason.OWN):
            month = f" {own:%Y-%m}" if isinstance(added, EachMonth) else ""
            yield f"own {write_own(added)}{month}", own
