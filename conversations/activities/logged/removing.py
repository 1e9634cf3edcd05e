"""Taking an entry out, seeing what was taken out, and putting it back.

> delete the last one
Delete entry #3? …
> [Delete]
Removed #3 … You can put it back until Tue 22 Dec 2026.
> show what I deleted
1 removed CE …
> [Put back #3]
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from cmp_rules.model import Activity
from conversations import wording
from conversations.activities.logged.entries import entry, gone
from conversations.buttons import rows, standing, typed
from conversations.model import Choice, Event, Pressed, Reply, Said, State, Turn, When
from conversations.person import Person, PutBackActivity, RemoveActivity

DAYS_KEPT = 30  # counted with the day of removal; storage keeps it 30 times 24 hours
ON_A_PAGE = 8
REMOVE, KEEP = "remove", "keep"
_SHOWS_REMOVED = re.compile(
    r"(?:.*\b(?:show|list|see|what|which|view|where|find)\b.*\b(?:deleted?|removed?)\b"
    r"|\W*(?:my\s)?(?:deleted|removed)(?:\s(?:ces?|entries|ones|courses|activities))?\W*$)",
    re.I | re.S,
)
_NUMBERED = re.compile(r"#\s?(\d{1,6})\b|\b(?:no|nr|number|entry)\.?\s(\d{1,6})\b", re.I)


def entry_named(text: str) -> int | None:
    """Return the number of the entry that is named ("#3"); None where none is."""
    named = _NUMBERED.search(text)
    return None if named is None else int(named[1] or named[2])


def asks_for_removed(text: str) -> bool:
    """Whether words ask to see what was removed: "show what I deleted"."""
    return len(text) < 80 and _SHOWS_REMOVED.match(text) is not None


def until(day: date) -> date:
    """Return the last day on which an entry that was removed on a day can be put back."""
    return day + timedelta(days=DAYS_KEPT - 1)


def removed(state: State | None, number: int, person: Person, when: When) -> Turn:
    """Take an entry out at once; it can be put back."""
    found = person.activity(number)
    if found is None:
        return Turn(state, (gone(person, number),))
    today = when.today(person.settings.zone)
    back = standing(wording.PUT_BACK, "restore", str(number))
    said = Reply(wording.removed(found, until(today)), ((back,),))
    return Turn(state, (said,), (RemoveActivity(number, on=today),))


def removed_span(state: State | None, span: str, person: Person, when: When) -> Turn:
    """Take out the entries of a span of numbers ("4-6"), as Save all recorded them."""
    found = tuple(a for a in person.activities if _within(a, span))
    if not found:
        return Turn(state, (Reply(wording.already_removed()),))
    today = when.today(person.settings.zone)
    back = standing(wording.PUT_THEM_BACK, "restore_all", span)
    said = Reply(wording.removed_all(found, until(today)), ((back,),))
    return Turn(state, (said,), tuple(RemoveActivity(a.number, on=today) for a in found))


def put_back_span(state: State | None, span: str, person: Person) -> Turn:
    """Put back the entries of a span of numbers."""
    found = tuple(a for a in person.removed if _within(a, span))
    if not found:
        return Turn(state, (Reply(wording.there_already()),))
    undo = standing(wording.UNDO, "undo_all", span)
    back = tuple(sorted(found, key=lambda a: a.number))
    said = Reply(wording.put_back_all(back), ((undo,),))
    return Turn(state, (said,), tuple(PutBackActivity(a.number) for a in back))


def _within(activity: Activity, span: str) -> bool:
    first, _, last = span.partition("-")
    if not (first.isdecimal() and last.isdecimal() and len(span) < 20):
        return False
    return int(first) <= activity.number <= int(last)


def removed_ones(person: Person, page: int) -> Reply:
    """Return one page of what was removed, the latest first, each with the way back."""
    if not person.removed:
        return Reply(wording.nothing_removed(), ((standing(wording.LIST, "list"),),))
    on = dict(person.removed_on)
    latest = person.removed[::-1]
    pages = -(-len(latest) // ON_A_PAGE)
    page = min(max(page, 0), pages - 1)
    shown = latest[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    lines = [
        wording.removed_line(a, until(on[a.number]) if a.number in on else None) for a in shown
    ]
    back = [standing(wording.put_back_one(a.number), "restore", str(a.number)) for a in shown]
    turns = [standing(wording.NEWER, "removed", str(page - 1))] if page else []
    turns += [standing(wording.OLDER, "removed", str(page + 1))] if page < pages - 1 else []
    return Reply(
        "\n".join([*lines, "", wording.removed_for_how_long()]),
        heading=wording.removed_heading(len(latest), page + 1, pages),
        choices=(*rows(back), *((tuple(turns),) if turns else ())),
    )


@dataclass(frozen=True, slots=True)
class RemovingEntry:
    """Is this entry really to be removed?"""

    number: int
    kind: Literal["removing_entry"] = "removing_entry"

    def ask(self, person: Person, when: When) -> Reply:
        """Show the entry with Delete and Keep."""
        shown = entry(person, self.number, when, asked=True)
        last = until(when.today(person.settings.zone))
        delete = Choice(wording.DELETE, REMOVE, style="danger")
        return replace(
            shown,
            text=f"{shown.text}\n\n{wording.removing_remark(last)}",
            heading=wording.removing_heading(self.number),
            choices=((delete, Choice(wording.KEEP, KEEP)),),
        )

    def answer(self, event: Event, person: Person) -> Turn:
        """Remove it, or leave it as it is."""
        match event:
            case Pressed(data=value) | Said(text=value):
                word = typed(value)
                if word == REMOVE or word in wording.DELETING:
                    return removed(None, self.number, person, event.when)
                if word == KEEP or word in wording.KEEPING:
                    return Turn(None, (Reply(wording.kept_entry(self.number)),))
        return Turn(self, (Reply(wording.delete_or_keep()),))
