"""Works out what an import changes for a person: what is new is added, what differs is left.

Nothing is written over. An activity is the same where its content is equal, whatever its number;
two equal ones are two. One of the same day, title and provider with another content is the same
course seen twice, so it is left and told: counted twice it would say "done" too early.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.carrying.shape import Exported
from cmp_rules.model import Activity, Holding
from conversations.certificates.kept import Certificate
from conversations.person import Change, KeepActivity, KeepHolding, KeepSettings, Person, Settings


@dataclass(slots=True)
class Merge:
    """What is to be done, and what is to be told."""

    changes: list[Change] = field(default_factory=list)
    removed: list[tuple[Activity, datetime]] = field(default_factory=list)  # and when
    certificates: list[tuple[int, Certificate]] = field(default_factory=list)  # number in the file
    added: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    left: list[str] = field(default_factory=list)  # a sentence for each conflict
    numbers: dict[int, int] = field(default_factory=dict)  # of activities: in the file, here


def merged(person: Person, found: Exported) -> Merge:
    """Return what importing an export means for a person."""
    merge = Merge()
    fresh = person.next_number == 1 and not person.holdings and person.next_certificate == 1
    _activities(merge, person, found, fresh=fresh)
    _holdings(merge, person, found)
    _certificates(merge, person, found, fresh=fresh)
    _settings(merge, person, found)
    if fresh:
        _removed(merge, found)
    return merge


def _activities(merge: Merge, person: Person, found: Exported, *, fresh: bool) -> None:
    here: dict[Activity, list[Activity]] = defaultdict(list)
    for each in person.activities:
        here[_content(each)].append(each)
    new = []
    for each in found.activities:
        if equal := here[_content(each)]:
            merge.numbers[each.number] = equal.pop(0).number
            merge.same["activities"] += 1
        else:
            new.append(each)
    unmatched = {_course(each): each.number for several in here.values() for each in several}
    gone = {_content(each): each.number for each in person.removed}
    number = person.next_number
    for each in new:
        if (other := unmatched.get(_course(each))) is not None:
            what = f"#{each.number} of {each.date} differs from #{other} here"
            merge.left.append(f"{what}: #{other} stays as it is.")
        elif (taken_out := gone.get(_content(each))) is not None:
            merge.left.append(
                f"#{each.number} of {each.date} was removed here as #{taken_out}: it stays removed."
            )
        else:
            kept = each if fresh else replace(each, number=number)
            number += 1
            merge.numbers[each.number] = kept.number
            merge.changes.append(KeepActivity(kept))
            merge.added["activities"] += 1


def _holdings(merge: Merge, person: Person, found: Exported) -> None:
    for each in found.holdings:
        marked = tuple(
            replace(mark, number=merge.numbers[mark.number])
            for mark in each.entered
            if mark.number in merge.numbers
        )
        there = person.holding(each.key)
        if there is None:
            merge.changes.append(KeepHolding(replace(each, entered=marked)))
            merge.added["credentials"] += 1
        elif _same_holding(there, replace(each, entered=marked)):
            merge.same["credentials"] += 1
        else:
            merge.left.append(f"{each.key} differs from what is here: yours here stays as it is.")


def _certificates(merge: Merge, person: Person, found: Exported, *, fresh: bool) -> None:
    here = {each.sha256 for each in person.certificates}
    number = person.next_certificate
    for each in found.certificates:
        if each.sha256 in here:
            merge.same["certificates"] += 1
            continue
        entry = merge.numbers.get(each.entry, 0)
        if fresh:
            entry = each.entry  # also of a removed activity, which comes along
        new = replace(each, entry=entry, number=each.number if fresh else number)
        number += 1
        merge.certificates.append((each.number, new))
        merge.added["certificates"] += 1


def _settings(merge: Merge, person: Person, found: Exported) -> None:
    if found.settings == person.settings:
        return
    if person.settings == Settings():
        merge.changes.append(KeepSettings(found.settings))
    else:
        merge.left.append("The settings differ: those here stay as they are.")


def _removed(merge: Merge, found: Exported) -> None:
    """Bring what could be put back, with the days in which it can; only where nothing was."""
    zone = ZoneInfo(found.settings.zone)
    for each in found.removed:
        if each.on is not None:
            merge.removed.append((each.activity, datetime.combine(each.on, time(12), zone)))


def _content(activity: Activity) -> Activity:
    return replace(activity, number=0)


def _course(activity: Activity) -> tuple[date, str, str]:
    words = (" ".join(text.casefold().split()) for text in (activity.title, activity.provider))
    title, provider = words
    return activity.date, title, provider


def _same_holding(one: Holding, other: Holding) -> bool:
    return replace(one, number=0, entered=()) == replace(other, number=0, entered=()) and set(
        other.entered
    ) <= set(one.entered)
