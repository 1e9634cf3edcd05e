"""What was logged: listed, shown, removed, put back."""

from cmp_rules.model import Activity
from conversations.wording.adding import NOT_GIVEN, activity_line
from conversations.wording.forms import day, number, parts, points


def removed(activity: Activity) -> str:
    """An entry was taken out."""
    return f"Removed #{activity.number} {activity.title}, {points(activity.points)}."


def put_back(activity: Activity) -> str:
    """An entry is there again."""
    return f"#{activity.number} {activity.title} is back, with {points(activity.points)}."


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


def entries_heading(many: int, page: int, pages: int) -> str:
    """Head a page of entries."""
    of_them = f", page {page} of {pages}" if pages > 1 else ""
    return f"Your {many} CE{'s' if many > 1 else ''}{of_them}"


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
