"""Whether a CE shows on the ASCP transcript, some days after it was done."""

from datetime import date

from cmp_rules.model import Activity
from conversations.wording.forms import day, points

IT_SHOWS = "It shows"
NOT_THERE = "Not there"
ASK_LATER = "Ask again later"
STOP_CHECKING = "Stop asking this"
START_CHECKING = "Ask this again"
NO_CHECKS = "Stop transcript checks"
DO_CHECK = "Check my transcript"
OPEN_IT = "Show entry"


def shows_on_transcript(*, several: bool) -> str:
    """Head the question."""
    return f"{'Do they' if several else 'Does it'} show on your ASCP transcript?"


def to_look_for(activity: Activity) -> str:
    """Name a CE as it would stand there."""
    return (
        f"#{activity.number} {activity.title}, {activity.provider}, "
        f"{day(activity.date, weekday=False)}: {points(activity.points)}"
    )


def and_others(many: int) -> str:
    """Say that there are more."""
    return f"… and {many} more; /list shows all."


def not_confirmed_upload() -> str:
    """Say how far that is known."""
    return "That is reported, not confirmed by ASCP's pages. Look in your ASCP account."


def good_it_shows(many: int) -> str:
    """It shows."""
    it = "it" if many == 1 else "them"
    return f"Good. Allocate {it} there to an area of each credential before you declare."


def which_is_missing() -> str:
    """Ask which of several is not there."""
    return "Which one is not there?"


def this_one(number_: int) -> str:
    """Name one of several on its button."""
    return f"#{number_}"


def if_not_there() -> str:
    """Head what to do."""
    return "If it is not there"


def or_type_it_in() -> str:
    """Say what works in any case; membership and addresses come first."""
    return (
        "Check that your ASCLS membership is valid. Or type it in at ascp.org: /declare shows its "
        "fields."
    )


def asks_again(on: date) -> str:
    """Say when it is asked again."""
    return f"I ask again on {day(on)}."


def checks_off() -> str:
    """Such questions have ended."""
    return "I no longer ask whether CEs show on your ASCP transcript."


def checks_on() -> str:
    """Such questions go on."""
    return "I ask ten days after a CE whose provider is said to upload by itself."
