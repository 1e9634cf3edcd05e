"""/calendar: the dates as a file for the person's own calendar.

> /calendar
Your dates for a calendar
Open the file to put the dates of your credentials and my reminders into your calendar. …
"""

from conversations import wording
from conversations.answers.status import no_holdings
from conversations.buttons import standing
from conversations.model import FileWanted, Reply, When
from conversations.person import Person
from conversations.reminders.days.calendar_days import calendar_days

WHAT = "calendar"  # the name of the maker


def to_calendar(person: Person, when: When) -> Reply:
    """Return the screen with the file; made on delivery, for the day on which it was asked for."""
    if not person.holdings:
        return no_holdings()
    ways = ((standing(wording.ALL_REMINDERS, "reminders"),),)
    if not calendar_days(person, when):
        return Reply(wording.nothing_for_calendar(), ways)
    today = when.today(person.settings.zone)
    return Reply(
        wording.calendar_sent(),
        ways,
        heading=wording.calendar_heading(),
        files=(FileWanted(WHAT, today.isoformat()),),
    )
