"""How an entry changed, newest first; each earlier version can be brought back.

> history of #3
History of #3 …
2. Tue 24 Nov 2026, 10:02: points 1.5 → 2
> [Back to before 2]
Bring back this version of #3? …
> [Restore]
#3 is as it was before …
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from cmp_rules.model import Activity
from conversations import wording
from conversations.activities.logged.entries import gone
from conversations.buttons import rows, standing, typed
from conversations.history.kept import History, versions
from conversations.model import Choice, Event, Pressed, Reply, Said, State, Turn, When
from conversations.person import KeepActivity, Person

ON_A_PAGE = 6
RESTORE, KEEP = "restore", "keep"
_ASKS = re.compile(
    r"\W*(?:show|see|view)?\s*(?:me\s+)?(?:the\s+)?(?:history|changes)\s*(?:of|for|to)?\s*"
    r"(?:entry|ce|no\.?|number)?\s*#?\s?(?P<number>\d{1,6})\W*",
    re.I,
)
_Action = Callable[[State | None, str, Person, Event], Turn]


def asked_for(text: str) -> int | None:
    """Return the entry whose history a sentence asks for; None where it asks for none."""
    found = _ASKS.fullmatch(text) if len(text) < 80 else None
    return None if found is None else int(found["number"])


def history(state: State | None, number: int, person: Person, page: int = 0) -> Turn:
    """Show how an entry changed; where that is not at hand, say that it is needed."""
    now = person.activity(number)
    if now is None:
        return Turn(state, (gone(person, number),))
    past = _at_hand(person, number)
    if past is None:
        return Turn(state, needs=number)
    every = versions(past, now)
    pages = max(-(-len(every) // ON_A_PAGE), 1)
    page = min(max(page, 0), pages - 1)
    shown = every[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    zone = ZoneInfo(person.settings.zone)
    lines = [wording.as_it_is(now), ""]
    for change, after in shown:
        told = None if after is None or change.before is None else _told(change.before, after)
        lines.append(
            wording.past_change(change.number, change.at.astimezone(zone), change.what, told)
        )
    if not every:
        lines.append(wording.no_history())
    back = [
        standing(wording.back_to_before(c.number), "revert", f"{number} {c.number}")
        for c, _ in shown
        if c.before is not None
    ]
    turns = [standing(wording.NEWER, "history", f"{number} {page - 1}")] if page else []
    if page < pages - 1:
        turns.append(standing(wording.OLDER, "history", f"{number} {page + 1}"))
    entry = (standing(wording.OPEN_ENTRY, "entry", str(number)), *turns)
    heading = wording.history_heading(number)
    return Turn(state, (Reply("\n".join(lines), (*rows(back, most=3), entry), heading=heading),))


@dataclass(frozen=True, slots=True)
class RestoringVersion:
    """Is this earlier version of an entry to take the place of the present one?"""

    version: Activity
    kind: Literal["restoring_version"] = "restoring_version"

    def ask(self, person: Person, when: When) -> Reply:
        """Show what would be different."""
        number = self.version.number
        now = person.activity(number)
        changes = [] if now is None else _told(now, self.version)
        choices = (Choice(wording.RESTORE, RESTORE, style="success"), Choice(wording.KEEP, KEEP))
        heading = wording.restoring_heading(number)
        return Reply(wording.would_change(changes), (choices,), heading=heading)

    def answer(self, event: Event, person: Person) -> Turn:
        """Bring it back, or leave the entry as it is."""
        number = self.version.number
        match event:
            case Pressed(data=value) | Said(text=value):
                word = typed(value)
                if word == KEEP or word in wording.KEEPING:
                    return Turn(None, (Reply(wording.kept_entry(number)),))
                if word == RESTORE or word in wording.YES:
                    if person.activity(number) is None:
                        return Turn(None, (gone(person, number),))
                    return Turn(None, (self._restored(),), (KeepActivity(self.version),))
        return Turn(self, (Reply(wording.use_buttons()),))

    def _restored(self) -> Reply:
        number = str(self.version.number)
        choices = (
            standing(wording.OPEN_ENTRY, "entry", number),
            standing(wording.HISTORY, "history", number),
        )
        return Reply(wording.restored(self.version), (choices,))


def _told(before: Activity, after: Activity) -> list[str]:
    """Return what is different, field by field."""
    pairs = [
        ("title", before.title, after.title),
        ("provider", before.provider or wording.NOT_GIVEN, after.provider or wording.NOT_GIVEN),
        ("day", *(wording.day(each.date, weekday=False) for each in (before, after))),
        ("points", wording.number(before.points), wording.number(after.points)),
        ("kind", wording.kind(before.kind), wording.kind(after.kind)),
        ("areas", wording.parts(before.parts), wording.parts(after.parts)),
    ]
    told = [wording.field_changed(field, was, now) for field, was, now in pairs if was != now]
    if before.excluded != after.excluded or before.pins != after.pins:
        told.append(wording.counting_changed())
    return told


def _at_hand(person: Person, number: int) -> History | None:
    past = person.history
    return past if past is not None and past.entry == number else None


def _history(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    number, page = _two(record)
    return history(state, number, person, page)


def _revert(state: State | None, record: str, person: Person, _event: Event) -> Turn:
    number, change = _two(record)
    now = person.activity(number)
    if now is None:
        return Turn(state, (gone(person, number),))
    past = _at_hand(person, number)
    if past is None:
        return Turn(state, needs=number)
    before = next((c.before for c in past.changes if c.number == change), None)
    if before is None:
        return Turn(state, (Reply(wording.version_gone()),))
    if before == now:
        return Turn(state, (Reply(wording.says_so_already(now)),))
    return Turn(state, opens=RestoringVersion(before))


def _two(record: str) -> tuple[int, int]:
    """Read two numbers; what is none leads to no record."""
    first, _, second = record.partition(" ")
    return _number(first), _number(second)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


ACTIONS: dict[str, _Action] = {"history": _history, "revert": _revert}
