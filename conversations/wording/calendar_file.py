"""The calendar file: what is said beside it, and what stands in its entries."""

from cmp_rules.cycles import Dates
from cmp_rules.model import CredentialKey
from conversations.wording.forms import credential, day

CALENDAR_FILE = "credential-dates"  # the name of the file, without its ending


def calendar_heading() -> str:
    """Head the screen with the file."""
    return "Your dates for a calendar"


def calendar_sent() -> str:
    """Say what is in the file and how to use it again."""
    return (
        "Open the file to put the dates of your credentials and my reminders into your calendar. "
        "After a change ask again: the same entries move to their new days. An entry that is not "
        "in the new file any more stays until you delete it."
    )


def nothing_for_calendar() -> str:
    """No date lies ahead."""
    return "There is no date that could go into a calendar: nothing of yours expires."


def calendar_name() -> str:
    """Name the calendar for programs that show a name."""
    return "Credential dates"


def calendar_opens(key: CredentialKey) -> str:
    """Title the day on which the declaration opens."""
    return f"{credential(key)}: declaration opens"


def calendar_last_day(key: CredentialKey) -> str:
    """Title the recommended last day."""
    return f"{credential(key)}: recommended last day to declare"


def calendar_expires(key: CredentialKey) -> str:
    """Title the expiry."""
    return f"{credential(key)} expires"


def calendar_reminder(key: CredentialKey) -> str:
    """Title a reminder."""
    return f"{credential(key)}: look at what is still needed"


def calendar_text(dates: Dates) -> str:
    """Say the dates of the cycle in an entry."""
    opens, last = dates.declaration_opens, dates.recommended_last_day
    return (
        f"Declare at ascp.org from {day(opens)}, best by {day(last)}; expires "
        f"{day(dates.expires)}. By what I was told; your ASCP account decides. Not affiliated with "
        "ASCP."
    )


def calendar_reminder_text() -> str:
    """Say what a reminder in the calendar is for."""
    return "Ask the bot what you still need. Not affiliated with ASCP."
