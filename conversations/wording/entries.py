"""What was logged: listed, shown, removed, put back."""

from collections.abc import Sequence
from decimal import Decimal

from cmp_rules.model import Activity
from conversations.person import (
    Change,
    DeleteAt,
    DeleteNow,
    DropHolding,
    KeepActivity,
    KeepEverything,
    KeepHolding,
    KeepSettings,
    Person,
    PutBackActivity,
    RemoveActivity,
)
from conversations.wording.adding import NOT_GIVEN, activity_line
from conversations.wording.forms import credential, day, number, parts, points
from conversations.wording.privacy import deletion_taken_back


def removed(activity: Activity) -> str:
    """An entry was taken out."""
    return f"Removed #{activity.number} {activity.title}, {points(activity.points)}."


def put_back(activity: Activity) -> str:
    """An entry is there again."""
    return f"#{activity.number} {activity.title} is back, with {points(activity.points)}."


def nothing_to_undo() -> str:
    """There is no change to take back."""
    return "There is nothing to undo."


def change_undone(change: Change, person: Person) -> str:
    """Say which change is taken back."""
    match change:
        case RemoveActivity(number_):
            return f"Undone: #{number_} is removed."
        case PutBackActivity(number_):
            return f"Undone: #{number_} is back."
        case KeepActivity(activity):
            return f"Undone: #{activity.number} {activity.title} is as it was before."
        case DropHolding(key):
            return f"Undone: {credential(key)} is removed."
        case KeepHolding(holding):
            before = any(held.key == holding.key for held in person.holdings)
            what = "is as it was before" if before else "is back"
            ends = day(holding.cycle_ends, weekday=False)
            return f"Undone: {credential(holding.key)} {what}, expiring {ends}."
        case KeepSettings():
            return "Undone: your settings are as they were before."
        case DeleteAt() | KeepEverything() | DeleteNow():
            return deletion_taken_back()


def says_so_already(activity: Activity) -> str:
    """The correction changes nothing."""
    return f"#{activity.number} {activity.title} says so already."


def log_when_done() -> str:
    """The person has not done the activity, or only asks about it."""
    return "I log a CE once it is done. Tell me when it is, or ask what you still need."


def already_removed() -> str:
    """The entry was taken out before."""
    return "This entry is removed already."


def there_already() -> str:
    """The entry is there."""
    return "This entry is there already."


def no_such_entry() -> str:
    """No entry has this number."""
    return "There is no such entry (any more). /list shows what there is."


def nothing_logged() -> str:
    """No activity is recorded."""
    return "Nothing is logged yet. Tell me a CE, for example “1 hour HLA typing, LabCE, today”."


def entries_heading(found: Sequence[Activity], word: str, page: int, pages: int) -> str:
    """Head a page of entries with how many there are and their points."""
    total = points(sum((activity.points for activity in found), Decimal(0)))
    many = f"{len(found)} CE{'s' if len(found) > 1 else ''}"
    with_word = f" with “{word}”" if word else ""
    of_them = f", page {page} of {pages}" if pages > 1 else ""
    return f"Your {many}{with_word}, {total}{of_them}"


def nothing_found(word: str) -> str:
    """No entry has the word."""
    return f"No CE has “{word}” in its title, provider, area or date."


def entry_line(activity: Activity) -> str:
    """Write an entry in a line."""
    return (
        f"#{activity.number}  {day(activity.date, weekday=False)}  {number(activity.points)}  "
        f"{activity.title}"
    )


def entry_heading(number_: int) -> str:
    """Head one entry."""
    return f"Entry #{number_}"


def entry_lines(activity: Activity, kind: str) -> list[str]:
    """Write everything that is known of an entry."""
    return [
        activity_line("title", activity.title),
        activity_line("provider", activity.provider or NOT_GIVEN),
        activity_line("day", day(activity.date)),
        activity_line("points", number(activity.points)),
        activity_line("kind", kind),
        activity_line("areas", parts(activity.parts)),
    ]
