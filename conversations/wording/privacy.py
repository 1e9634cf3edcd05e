"""What is kept of a person, and how they take it away."""

from datetime import date

from conversations.wording.forms import day as in_words


def privacy_heading() -> str:
    """Open the privacy text."""
    return "What is kept, and how"


def privacy_text() -> str:
    """Say what is kept of a person, why, where, how long, who can see it, how to take it away."""
    return (
        "Kept: your credentials and their dates, the CEs you save with how they changed, your "
        "certificates, reminders and settings, the question you are in the middle of, and your "
        "Telegram chat number. All of it to count your points and to remind you; nothing else, "
        "and nobody else gets it.\n"
        "Where: in the database of whoever runs this bot. Titles, providers, notes, files and "
        "messages are encrypted there with a key of your own. It lies in the database sealed "
        "under the operator's key, which is kept apart: so the operator can read your data, a "
        "thief of the database cannot. Credentials, dates and settings are not encrypted.\n"
        "How long: until you delete it. A CE you remove can be put back for 30 days, then it "
        "is gone; a message once delivered is not kept.\n"
        "Telegram itself sees the messages you exchange with a bot.\n"
        "Take it away: a copy of everything with /export; single CEs with /list, credentials with "
        "/credentials, everything with /delete (at once, or after 7 days in which you can take it "
        "back). Backups that the "
        "operator made before keep what they hold until they are thrown away."
    )


def deletion_heading() -> str:
    """Open the question whether everything is to go."""
    return "Delete everything?"


def ask_deletion(holdings: int, activities: int) -> str:
    """Say what goes and what stays, and ask when."""
    return (
        f"This deletes all I keep of you: {_count(holdings, 'credential')}, "
        f"{_count(activities, 'CE')} with their history, certificates, reminders, settings and "
        "this conversation. What you entered at ascp.org and the messages in this chat stay. "
        "/export gives you a copy first.\n"
        "In 7 days: until then everything works, and you can take it back.\n"
        "Now: at once and for good; nobody can bring it back."
    )


def confirm_deletion(on: date | None) -> str:
    """Ask once more; without a day it happens at once."""
    if on is None:
        return "Really delete everything now? This cannot be undone, not even by whoever runs me."
    return (
        f"Really delete everything on {in_words(on)}? Until then you can take it back; after that "
        "nobody can."
    )


def deletion_pending(on: date) -> str:
    """Everything goes on this day, unless it is taken back."""
    return f"Your data will be deleted on {in_words(on)}. Until then everything works."


def data_kept() -> str:
    """Nothing will be deleted."""
    return "Your data stays. Nothing is going to be deleted."


def farewell_heading() -> str:
    """Open the last message."""
    return "Everything is deleted"


def farewell() -> str:
    """Say goodbye; the same to everybody, since nothing is known any more."""
    return (
        "I keep nothing of you any more. What you see above is Telegram's: you can clear this "
        "chat there. At ascp.org nothing has changed. If you come back, /start begins anew."
    )


def deletion_taken_back() -> str:
    """The last change was to delete everything, and it is taken back."""
    return "Undone: your data stays."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
