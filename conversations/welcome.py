"""/start: what this is, and the few things to do first."""

from conversations import wording
from conversations.buttons import standing
from conversations.model import Reply
from conversations.person import Person


def greeting(person: Person) -> Reply:
    """Return the first screen: what this is, and the few things to do first."""
    return Reply(
        wording.greeting(),
        heading=wording.greeting_heading(),
        choices=(
            (standing(wording.ADD_CREDENTIALS, "credentials" if person.holdings else "hold"),),
            (standing(wording.LOG_A_CE, "add"), standing(wording.WHAT_REMAINS, "status")),
            (standing(wording.HELP, "help"),),
        ),
    )
