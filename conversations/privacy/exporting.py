"""/export: everything of a person as one file, after it was said what is in it and where it lies.

> /export
A ZIP with your credentials … It is not encrypted. Once sent, it lies in this chat …
> [Send me the ZIP]
Here is everything I keep of you. …
"""

from conversations import wording
from conversations.buttons import standing
from conversations.model import FileWanted, Reply
from conversations.person import Person

WITHOUT_FILES = "records"
_MOST_BYTES = 45_000_000  # of 50 MB that a bot may send (Bot API, sendDocument)


def about_export(person: Person) -> Reply:
    """Say what will be in the file, and ask."""
    text = wording.about_export(len(person.certificates), too_large=_too_large(person))
    send = standing(wording.SEND_EXPORT, "export")
    return Reply(text, ((send,),), heading=wording.export_heading())


def export(person: Person) -> Reply:
    """Send the file."""
    too_large = _too_large(person)
    wanted = FileWanted("export", WITHOUT_FILES if too_large else "")
    return Reply(wording.export_sent(too_large=too_large), files=(wanted,))


def _too_large(person: Person) -> bool:
    kept = (*person.certificates, *person.removed_certificates)
    return sum(each.size for each in kept) > _MOST_BYTES
