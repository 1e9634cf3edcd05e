"""What was logged: listed, shown, removed, put back."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from cmp_rules.model import Activity, Area, CredentialKey
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
from conversations.reminders.days.later import CheckBack, SnoozeReminder
from conversations.wording.adding import NOT_GIVEN, activity_line
from conversations.wording.certificates import certificate_undone
from conversations.wording.declared import declared_undone
from conversations.wording.forms import area as area_name
from conversations.wording.forms import credential, day, listed, month, number, parts, points
from conversations.wording.privacy import deletion_taken_back
from conversations.wording.snoozing import snooze_undone


def removed(activity: Activity, until: date) -> str:
    """An entry was taken out."""
    return (
        f"Removed #{activity.number} {activity.title}, {points(activity.points)}. You can put it "
        f"back until {day(until)}."
    )


def removed_all(taken: Sequence[Activity], until: date) -> str:
    """Several entries were taken out at once."""
    total = points(sum((activity.points for activity in taken), Decimal(0)))
    numbers = listed([f"#{activity.number}" for activity in taken])
    return f"Removed {numbers}: {total} in all. You can put them back until {day(until)}."


def put_back_all(back: Sequence[Activity]) -> str:
    """Several entries are there again."""
    total = points(sum((activity.points for activity in back), Decimal(0)))
    return f"{listed([f'#{activity.number}' for activity in back])} are back: {total} in all."


def removing_heading(number_: int) -> str:
    """Ask before an entry is taken out."""
    return f"Delete entry #{number_}?"


def removing_remark(until: date) -> str:
    """Say that it can be put back."""
    return f"If you delete it, you can put it back until {day(until)}."


def kept_entry(number_: int) -> str:
    """An entry stays."""
    return f"#{number_} stays."


def delete_or_keep() -> str:
    """The text is neither."""
    return "Press Delete to remove this entry, or Keep to leave it."


def which_to_delete() -> str:
    """It is not clear which entry is meant."""
    return "Which one? Open it by its number, then press Delete."


def removed_heading(many: int, page: int, pages: int) -> str:
    """Head the list of removed entries."""
    of_them = f", page {page} of {pages}" if pages > 1 else ""
    return f"{many} removed CE{'s' if many > 1 else ''}{of_them}"


def removed_line(activity: Activity, until: date | None) -> str:
    """Write a removed entry in a line, with until when it can be put back."""
    kept = f", until {day(until, weekday=False)}" if until is not None else ""
    return (
        f"#{activity.number}  {day(activity.date, weekday=False)}  {number(activity.points)}  "
        f"{activity.title}{kept}"
    )


def removed_for_how_long() -> str:
    """Say how long removed entries are kept."""
    return "A removed CE counts for nothing. It can be put back for 30 days, then it is gone."


def nothing_removed() -> str:
    """No entry can be put back."""
    return "There is no removed CE that could be put back."


def put_back_one(number_: int) -> str:
    """Offer to put an entry back."""
    return f"Put back #{number_}"


def put_back(activity: Activity) -> str:
    """An entry is there again."""
    return f"#{activity.number} {activity.title} is back, with {points(activity.points)}."


def nothing_to_undo() -> str:
    """There is no change to take back."""
    return "There is nothing to undo."


def nothing_undone() -> str:
    """Undo was denied: "I don't want to undo anything"."""
    return "Nothing was undone. If you want your last change taken back, say “undo”."


def undo_is_of_the_last(named: int | None) -> str:
    """Undo was said of something; `named` is the number of the entry that is meant."""
    said = "Undo takes back only your last change, so I changed nothing. Say “undo” for that"
    if named is None:
        return f"{said}, or “delete #3” or “history of #3” for one CE; /list shows their numbers."
    return (
        f"{said}. This is #{named}: delete or edit it here; History brings an earlier version back."
    )


def nothing_removed_now() -> str:
    """A removal was denied: "don't delete the safety drill"."""
    return "Nothing is removed."


def one_removal_at_a_time(number_: int) -> str:
    """A removal names several entries; `number_` is the first."""
    return f"One CE at a time, please: say “delete #{number_}”, then the next."


def change_undone(change: Change, person: Person) -> str:
    """Say which change is taken back."""
    match change:
        case RemoveActivity(number=number_):
            return f"Undone: #{number_} is removed."
        case PutBackActivity(number_):
            return f"Undone: #{number_} is back."
        case KeepActivity(activity):
            now = f"{points(activity.points)}, {day(activity.date, weekday=False)}"
            return f"Undone: #{activity.number} {activity.title} is as it was before: {now}."
        case DropHolding(key):
            return f"Undone: {credential(key)} is removed."
        case KeepHolding(holding):
            about = declared_undone(holding, person.holding(holding.key))
            if about is not None:
                return about
            before = any(held.key == holding.key for held in person.holdings)
            what = "is as it was before" if before else "is back"
            ends = day(holding.cycle_ends, weekday=False)
            return f"Undone: {credential(holding.key)} {what}, expiring {ends}."
        case KeepSettings():
            return "Undone: your settings are as they were before."
        case DeleteAt() | KeepEverything() | DeleteNow():
            return deletion_taken_back()
        case SnoozeReminder(key, until):
            return snooze_undone(key, until)
        case CheckBack():
            return nothing_to_undo()
        case _:
            return certificate_undone(change)


def undo_said_again(back: int, other: int) -> str:
    """An entry was just taken out by undo, which goes one step: `other` is the one before it."""
    return (
        f"Undo goes one step: said again, it brings #{back} back. "
        f"To remove #{other} too, say “delete #{other}”."
    )


def undo_was_there_and_back(other: int) -> str:
    """An entry was just brought back by undo, perhaps by a second one."""
    return (
        "Undo goes one step, there and back. "
        f"To remove #{other} instead, say “delete #{other}”, then yes."
    )


def undo_or_history(number_: int) -> str:
    """An entry is as it was before a change, or again as it was after it."""
    return f"Undo goes one step, there and back. “History of #{number_}” shows every version."


def says_so_already(activity: Activity) -> str:
    """The correction changes nothing."""
    return f"#{activity.number} {activity.title} says so already."


def which_is_meant(entries: Sequence[Activity], again: str) -> str:
    """Several entries fit the words of a correction; `again` are the words for the last one."""
    lines = [entry_line(entry, entry.points) for entry in entries]
    return "\n".join(["Which one?", *lines, "", f"Say it with its number: “{again}”."])


def one_entry_at_a_time() -> str:
    """A correction names several entries."""
    return "One CE at a time, please: tell me what is different in one, then in the other."


def points_stay(points_: Decimal) -> str:
    """The points of a correction were not understood."""
    return f"I couldn't read the new points, so they stay {number(points_)}. Say “2 points”."


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


def entries_heading(many: int, total: Decimal, named: str, page: tuple[int, int]) -> str:
    """Head a page of entries with how many there are and their points."""
    ces = f"{many} CE{'s' if many > 1 else ''}"
    of_them = f", page {page[0]} of {page[1]}" if page[1] > 1 else ""
    return f"Your {ces}{named}, {points(total)}{of_them}"


def searched_for(
    *, counted: CredentialKey | None, area: Area | None, provider: str, time: str, word: str
) -> str:
    """Say what the entries were searched for: " counted for SBB, from LabCE, in 2025"."""
    said = []
    if counted is not None:
        said.append(f"counted for {credential(counted)}")
    if area is not None:
        said.append(f"in {area_name(area)}")
    if provider:
        said.append(f"from {provider}")
    if time:
        said.append(_in_time(time))
    if word:
        said.append(f"with “{word}”")
    return f" {', '.join(said)}" if said else ""


def _in_time(time: str) -> str:
    year, *rest = (int(part) for part in time.split("-"))
    if len(rest) > 1:
        return f"of {time}"
    return f"in {month(year, rest[0])}" if rest and 1 <= rest[0] <= 12 else f"in {year}"


def nothing_found(named: str) -> str:
    """No entry fits the search."""
    return f"You have logged no CE{named}."


def entry_line(activity: Activity, counted: Decimal) -> str:
    """Write an entry in a line, with those of its points that were asked for."""
    whole = number(activity.points)
    worth = whole if counted == activity.points else f"{number(counted)} of {whole}"
    return f"#{activity.number}  {day(activity.date, weekday=False)}  {worth}  {activity.title}"


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
