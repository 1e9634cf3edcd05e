"""What must be said to whom and when, worked out from lives, schedule and outages alone.

Nothing of storage or of the sweep is asked. A reminder is owed when the moment of its day comes by
the clock of the person, as they wish it then; it can be said once the bot and the person are there
and it is not quiet. Of each credential the newest that is owed then is said, if it still holds.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from lives import Deed, Life

from cmp_rules.cycles import cycle_of
from cmp_rules.model import CredentialKey
from cmp_rules.reminders import Reason, Reminder
from conversations.person import Person
from conversations.reminders.days.coming import coming
from conversations.reminders.days.moment import due_at
from conversations.reminders.worth import worth

DAY = timedelta(days=1)
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Owed:
    """A reminder that is to be said, from a moment on."""

    chat: int
    key: CredentialKey
    day: date
    why: Reason
    due: datetime
    possible: datetime


@dataclass
class Counts:
    """How many reminders of the schedule were not said, and why."""

    superseded: int = 0
    cancelled: int = 0
    not_worth: int = 0


@dataclass
class Expected:
    """What is expected of one life."""

    life: Life
    outages: Sequence[Span]
    until: datetime
    counts: Counts
    owed: list[Owed] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Follow the life from its first deed to the end."""
        self._times, self._people = _history(self.life, self.outages)
        self._done: dict[CredentialKey, date] = {}
        for key in {h.key for person in self._people for h in person.holdings}:
            self._schedule_of(key)

    def _schedule_of(self, key: CredentialKey) -> None:
        waiting: list[tuple[datetime, date]] = sorted(set(self._due(key)))
        while waiting:
            due, _ = waiting[0]
            at = self._possible(due)
            together = [each for each in waiting if each[0] <= at]
            waiting = waiting[len(together) :]
            if at >= self.until:
                continue
            self._newest(key, together, at)

    def _newest(
        self, key: CredentialKey, together: list[tuple[datetime, date]], at: datetime
    ) -> None:
        """Say the newest of those owed at a moment, if it still stands in the schedule then."""
        person = self._person(at)
        holding = person.holding(key)
        standing = (
            {}
            if holding is None
            else {
                each.on: each
                for each in coming(holding, person.settings.reminders, together[0][1] - DAY)
            }
        )
        still = [(due, standing[day]) for due, day in together if day in standing]
        self.counts.cancelled += len(together) - len(still)
        if not still or holding is None:
            return
        self.counts.superseded += len(still) - 1
        due, reminder = still[-1]
        today = at.astimezone(ZoneInfo(person.settings.zone)).date()
        told = self._done.get(key, date.min) >= cycle_of(holding, today).starts
        said = worth(reminder, holding, person.activities, today, told_done=told)
        if said is None:
            self.counts.not_worth += 1
            return
        if said.why is Reason.ALL_DONE:
            self._done[key] = said.on
        self._owe(said, due, at)

    def _owe(self, said: Reminder, due: datetime, at: datetime) -> None:
        self.owed.append(Owed(self.life.chat, said.key, said.on, said.why, due, at))

    def _due(self, key: CredentialKey) -> Iterable[tuple[datetime, date]]:
        """Yield the moments that come while a person lives as they do, with their days."""
        ends = [*self._times[1:], self.until]
        for start, end, person in zip(self._times, ends, self._people, strict=True):
            holding = person.holding(key)
            if holding is None:
                continue
            after = start.astimezone(UTC).date() - 2 * DAY
            for each in coming(holding, person.settings.reminders, after):
                moment = due_at(each.on, person.settings, self.life.chat)
                if start < moment <= end:
                    yield moment, each.on

    def _person(self, at: datetime) -> Person:
        return self._people[bisect_right(self._times, at) - 1]

    def _possible(self, moment: datetime) -> datetime:
        """Return the first moment from one on at which the person may hear something."""
        while True:
            settings = self._person(moment).settings
            later = max(
                _after(moment, self.outages),
                self.life.is_blocked(moment) or moment,
                settings.quiet.after(moment, settings.zone),
            )
            later = _after(later, self.outages)
            if later == moment:
                return moment
            moment = later


def deeds_done(life: Life, outages: Sequence[Span]) -> list[Deed]:
    """Return the deeds as they reach the bot: during an outage they wait for its end, or are not.

    Telegram keeps what people write for a day; a setting is left alone by who sees no answer.
    """
    done = []
    for deed in life.deeds:
        at = _after(deed.at, outages)
        if at == deed.at or deed.can_wait:
            done.append(Deed(at, deed.changes))
    return sorted(done, key=lambda deed: deed.at)


def _after(moment: datetime, outages: Sequence[Span]) -> datetime:
    return next((end for start, end in outages if start <= moment < end), moment)


def _history(life: Life, outages: Sequence[Span]) -> tuple[list[datetime], list[Person]]:
    person, times, people = Person(), [], []
    for deed in deeds_done(life, outages):
        person = person.after(deed.changes)
        times.append(deed.at)
        people.append(person)
    return times, people
