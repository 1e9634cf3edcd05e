"""The calendar file: every date of a person as an all-day entry (RFC 5545).

Each entry keeps its UID when its date changes, so that a calendar which reads the file again moves
the entry. Nothing is kept of what was sent: SEQUENCE stays 0, and of two with the same SEQUENCE the
one with the later DTSTAMP counts (RFC 5546, 2.1.5); DTSTAMP is the moment of the export.
"""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta

from bot.reports import CannotMake, MadeFile
from conversations import wording
from conversations.model import FileWanted, When
from conversations.reminders.days.calendar_days import CalendarDay, calendar_days
from storage import people
from storage.engine import Sessions
from storage.keyring import person_keys

MEDIA_TYPE = "text/calendar"
PRODUCT = "-//cmpbot//credential dates//EN"


async def make(sessions: Sessions, chat: int, wanted: FileWanted, now: datetime) -> MadeFile:
    """Make the calendar of a person; `wanted.about` is their day, where a script replaced it.

    Raises `CannotMake` where there is no date to put in.
    """
    async with sessions.read() as session:
        person = await people.load(session, chat, now)
        opener = await person_keys.opener_of(session, chat)
    on = date.fromisoformat(wanted.about) if wanted.about else None
    days = calendar_days(person, When(now, on))
    with wording.speaking(person.settings.language):
        if not days:
            raise CannotMake(wording.nothing_for_calendar())
        name, title = f"{wording.CALENDAR_FILE}.ics", wording.calendar_name()
    data = await asyncio.to_thread(written, days, opener.name, title, now)
    return MadeFile(name, data, MEDIA_TYPE)


def written(
    days: Iterable[CalendarDay], uid: Callable[[str], str], title: str, now: datetime
) -> bytes:
    """Write entries as a calendar file; `uid` gives each the name by which calendars know it."""
    from icalendar import Calendar, Event  # 80 ms, and few ask for it

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    for day in days:
        event = Event()
        event.add("uid", f"{uid(day.name)}@cmpbot")
        event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
        event.add("sequence", 0)
        event.add("dtstart", day.on)
        event.add("dtend", min(day.on, date.max - timedelta(days=1)) + timedelta(days=1))
        event.add("summary", day.title)
        event.add("description", day.text)
        event.add("class", "PRIVATE")
        event.add("transp", "TRANSPARENT")  # it takes no time of the day
        calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made
