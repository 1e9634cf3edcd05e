"""Several CEs pasted as lines: the list, what is missing in each, what became of it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cmp_rules.model import Activity
from conversations.wording.forms import day, listed, number, points
from conversations.wording.labels import FIELD_NAMES

ONE_BY_ONE = "One by one"
OPEN_ONE = "Edit one"
LEAVE_ONE_OUT = "Leave one out"
SHOW_THE_LIST = "Show the list"
SKIP = "Skip for now"
LEAVE_THIS_OUT = "Leave this CE out"
MONTH_FIRST = "Dates: month first"
DAY_FIRST = "Dates: day first"
PUT_THEM_BACK = "Put them back"
SHOW_REMOVED = "Show removed"

DELETING = frozenset(
    {"delete", "yes", "y", "yes delete", "delete it", "yes, delete it", "remove it"}
)
KEEPING = frozenset({"no", "n", "keep it", "don't", "no keep it", "leave it"})
SAVE_ALL = frozenset({"save all", "save them all", "save them", "save", "all", "yes", "yes all"})
SKIPPING = frozenset({"skip for now", "skip it", "skip this", "skip this one", "later", "not now"})
UNDO_WORDS = frozenset({"undo", "undo that", "undo it", "take it back", "take that back"})
GO_THROUGH = frozenset({"one by one", "next", "go on", "start", "review", "continue"})


def save_all(many: int) -> str:
    """Offer to save those that are complete."""
    return f"Save all {many}" if many > 1 else "Save 1"


def for_all(field: str) -> str:
    """Offer to say a field once for all that lack it."""
    return f"{FIELD_NAMES[field]} for all"


def for_all_lacking(field: str) -> str:
    """Head the question for a field of all that lack it."""
    return f"{FIELD_NAMES[field]} of every CE of the list that has none yet"


def place_of(place: int, of: int) -> str:
    """Say which draft of a list this is."""
    return f"{place} of {of}"


def at_place(place: int, of: int, heading: str) -> str:
    """Head a draft of a list."""
    return f"{place} of {of}. {heading}"


def list_heading(many: int, saved: int) -> str:
    """Head the list."""
    if saved:
        return f"Your list: {saved} of {many} saved"
    return f"{many} CEs, none saved yet"


def pasted_title(place: int, title: str) -> str:
    """Begin a line of the list."""
    return f"{place}. {title}"


def untitled(line: str) -> str:
    """Name a line in which no title was found."""
    return f"“{line}”"


def with_known(line: str, known: Sequence[str]) -> str:
    """Add what is known of it."""
    return f"{line}: {', '.join(known)}" if known else line


def still_needed(fields: Sequence[str]) -> str:
    """Say what a line lacks."""
    return f"   Still needed: {listed([FIELD_NAMES[field].lower() for field in fields])}"


def which_of_two_days(first: date, second: date) -> str:
    """Say that a date reads two ways."""
    return f"   Unsure: {day(first, weekday=False)} or {day(second, weekday=False)}?"


def unit_unsure(value: Decimal) -> str:
    """Say that the unit of a number is open."""
    return f"   Unsure: how many points the {number(value)} are worth"


_DOUBTS = {
    "planned": "   Unsure: is it completed?",
    "day": "   Unsure: its date is not in the calendar, or not yet past",
    "points": "   Unsure: its points",
    "bare": "   Unsure: is the number at the end its points?",
}


def doubt(which: str) -> str:
    """Say what of a line is unsure."""
    return _DOUBTS[which]


def like_entry(twin: Activity) -> str:
    """Say that a line looks like what is recorded already."""
    return (
        f"   Unsure: looks like your entry #{twin.number}, “{twin.title}”, "
        f"{day(twin.date, weekday=False)}"
    )


def like_line(place: int) -> str:
    """Say that a line looks like an earlier one."""
    return f"   Unsure: looks like {place} above"


def line_outside() -> str:
    """Warn of a CE that lies in no cycle."""
    return "   Outside your present cycle: it would count for nothing now"


def line_saved(number_: int) -> str:
    """Say that a line is saved."""
    return f"   Saved as #{number_}"


def line_left_out() -> str:
    """Say that a line is left out."""
    return "   Left out"


def read_as_heading(line: str) -> str:
    """Say that the first line was read as saying something of all."""
    return f"Read as the heading of all: “{line}”"


def not_ces(lines: Sequence[str]) -> str:
    """Show the lines that are no CE."""
    shown = "\n".join(f"“{line}”" for line in lines)
    return f"I can't read these as a CE, so they are not among them:\n{shown}"


def ready_of(ready: int, many: int) -> str:
    """Say how many can be saved at once."""
    if not many:
        return "All are saved or left out. Edit one to take it in again; Cancel closes the list."
    if ready == many:
        return "Everything is there. Please check the list, then save."
    if not ready:
        return "Each needs a look before it can be saved." if many > 1 else "It needs a look first."
    rest = "the other one needs" if many - ready == 1 else f"the other {many - ready} need"
    return f"{ready} of {many} can be saved now; {rest} a look one by one."


def pick_to_edit() -> str:
    """Ask which one to open."""
    return "Which one? Press or type its number."


def pick_to_leave() -> str:
    """Ask which one to leave out."""
    return "Which one should I leave out? Press or type its number."


def list_not_understood() -> str:
    """The text answers nothing here."""
    return (
        "This list is not saved yet. Use a button, or type for example “edit 2”, "
        "“leave out 3” or “save all”."
    )


def no_such_line(place: int) -> str:
    """The list has no such line, or it is done with."""
    return f"{place} is not open in this list."


def none_complete() -> str:
    """Nothing can be saved at once."""
    return "None is complete and sure enough to be saved at once. Go through them one by one."


def left_out_of_list(places: Sequence[int]) -> str:
    """Lines are left out."""
    return f"Left out: {listed([str(place) for place in places])}. Opening one takes it in again."


def too_many_lines(many: int, most: int) -> str:
    """More lines came than are read at once."""
    return (
        f"That is {many} lines; I take up to {most} in one message. Nothing was saved. Please "
        f"send the first {most}, and the rest after that."
    )


def perhaps_several() -> str:
    """One sentence looks like several CEs, and it is not clear what belongs to which."""
    return (
        "These look like several CEs, and I can't tell what belongs to which. Nothing was saved. "
        "Please send one per line, each with its points, provider and date."
    )


def saved_list(saved: Sequence[Activity]) -> str:
    """Name everything that was recorded at once."""
    total = points(sum((activity.points for activity in saved), Decimal(0)))
    lines = [
        f"#{a.number} {a.title}: {points(a.points)}, {day(a.date, weekday=False)}" for a in saved
    ]
    many = f"{len(saved)} CEs, " if len(saved) > 1 else ""
    return "\n".join([*lines, f"Together {many}{total}" if many else ""]).strip()


def keep_the_papers() -> str:
    """Say that papers are to be kept."""
    return "Keep the certificate of each for an audit."


def list_done(saved: int, left_out: int) -> str:
    """The list is done with."""
    rest = f", {left_out} left out" if left_out else ""
    return f"That was the list: {saved} saved{rest}."


def rest_cancelled() -> str:
    """A list was left of which some is saved."""
    return "Cancelled. What you saved of the list stays; the rest was not saved."


def list_waits() -> str:
    """A further CE was told while a list waits."""
    return "The list is kept, not saved; it comes back after this one."
