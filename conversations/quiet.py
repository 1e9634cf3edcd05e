"""Quiet hours: when the bot writes nothing that was not asked for."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Quiet:
    """The hours of each day in which the bot begins nothing by itself.

    By the wall clock of the person's own time zone, from `starts` up to, but not including, `ends`;
    over midnight where `starts` is the later one. Both equal: no hour is quiet. Answers to what a
    person says or presses are never held back.
    """

    starts: time
    ends: time

    @property
    def never(self) -> bool:
        """Whether no hour is quiet."""
        return self.starts == self.ends

    def covers(self, clock: time) -> bool:
        """Whether a time of the person's wall clock is quiet."""
        if self.starts <= self.ends:
            return self.starts <= clock < self.ends
        return clock >= self.starts or clock < self.ends

    def after(self, moment: datetime, zone: str) -> datetime:
        """Return a moment (aware) itself, or, where it is quiet, the moment the quiet ends.

        An end that the clock jumps over in spring is the moment after the jump.
        """
        local = moment.astimezone(ZoneInfo(zone))
        if not self.covers(local.time()):
            return moment
        ahead = self.starts > self.ends and local.time() >= self.starts
        day = local.date() + timedelta(days=1 if ahead else 0)
        ends = datetime.combine(day, self.ends, ZoneInfo(zone))
        return max(moment, ends.astimezone(moment.tzinfo))


USUAL_QUIET = Quiet(time(21), time(9))  # where nothing else was chosen
NO_QUIET = Quiet(time(0), time(0))
