"""When a reminder of a day is due: by the person's own clock, never in their quiet hours."""

import hashlib
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from conversations.person import Settings

EARLIEST = time(10)
SPREAD = timedelta(hours=2)  # so that a month's end is no stampede
MARGIN = timedelta(minutes=1)  # what has not gone by then could arrive in quiet hours
MOMENT = timedelta(seconds=1)


def due_at(day: date, settings: Settings, person: int) -> datetime:
    """Return the moment of a day on which a person is reminded, in UTC.

    `person` is any number that stays theirs: always the same moment of the day comes of it. Where
    that is quiet, it is the end of the quiet hours; where these last into the next day, the end of
    those before.
    """
    zone = ZoneInfo(settings.zone)
    usual = datetime.combine(day, EARLIEST, zone).astimezone(UTC) + spread(person)
    moved = settings.quiet.after(usual, settings.zone)
    if moved == usual or moved.astimezone(zone).date() <= day:
        return moved
    return datetime.combine(day, settings.quiet.ends, zone).astimezone(UTC)


def spread(person: int) -> timedelta:
    """Return how long after the earliest hour a person is reminded; the same at any time."""
    digest = hashlib.sha256(f"reminders of {person}".encode()).digest()
    return SPREAD * (int.from_bytes(digest[:4]) / 2**32) // MOMENT * MOMENT


def good_until(moment: datetime, settings: Settings) -> datetime:
    """Return until when a reminder may be sent that is left at a moment that is not quiet.

    Until shortly before the next quiet hours, and no longer than the day, of which it speaks.
    """
    zone = ZoneInfo(settings.zone)
    local = moment.astimezone(zone)
    ends = [datetime.combine(local.date() + timedelta(days=1), time(0), zone).astimezone(UTC)]
    if not settings.quiet.never:
        starts = (local.date(), local.date() + timedelta(days=1))
        quiet = (datetime.combine(day, settings.quiet.starts, zone) for day in starts)
        ends += (each.astimezone(UTC) for each in quiet if each.astimezone(UTC) > moment)
    end = min(each for each in ends if each > moment)
    return end - min(MARGIN, (end - moment) / 2)


def last_due(moment: datetime, settings: Settings, person: int) -> date:
    """Return the last day whose reminders were due by a moment."""
    today = moment.astimezone(ZoneInfo(settings.zone)).date()
    return today if due_at(today, settings, person) <= moment else today - timedelta(days=1)
