"""Where the declaration of a holding stands, and which CEs are to be entered for it.

What ASCP's form asks of a CE is known by report only: kind, title, date, credits (FIND). The order
of the list is this program's choice: by date.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from cmp_rules.model import NOTHING, Activity, Entered, Holding
from cmp_rules.progress import Progress, progress


class Stage(StrEnum):
    """What can be done about a declaration on a day."""

    EARLY = "early"  # it cannot be sent yet
    OPEN = "open"
    DECLARED = "declared"  # what follows is ASCP's
    LAPSED = "lapsed"  # the cycle ended without one


class Tick(StrEnum):
    """Whether an activity was entered as it is now."""

    OPEN = "open"
    DONE = "done"
    CHANGED = "changed"  # entered, but it was another then


@dataclass(frozen=True, slots=True)
class ToEnter:
    """One activity as it is to be entered for a holding, and where its points go."""

    activity: Activity
    slots: tuple[tuple[str, Decimal], ...]  # in the order in which they are filled
    stamp: str
    tick: Tick


@dataclass(frozen=True, slots=True)
class Declaration:
    """The declaration of a holding as it stands on a day."""

    stage: Stage
    found: Progress
    entries: tuple[ToEnter, ...]  # by date

    @property
    def entered(self) -> int:
        """How many are entered as they are now."""
        return sum(entry.tick is Tick.DONE for entry in self.entries)

    def entry(self, number: int) -> ToEnter | None:
        """Return the entry of an activity; None where it is not used for this holding."""
        return next((each for each in self.entries if each.activity.number == number), None)


def declaration(holding: Holding, activities: Sequence[Activity], today: date) -> Declaration:
    """Work out where a declaration stands; one that was sent stands as of its day."""
    found = progress(holding, activities, holding.sent.on if holding.sent else today)
    stage = Stage.DECLARED if holding.sent else _stage(found, today)
    return Declaration(stage, found, _entries(found, activities))


def ticked(holding: Holding, entry: ToEnter, *, done: bool) -> tuple[Entered, ...]:
    """Return what was entered, with one activity ticked or not; twice does no harm."""
    number = entry.activity.number
    others = tuple(each for each in holding.entered if each.number != number)
    return (*others, Entered(number, entry.stamp)) if done else others


def same_fields(one: str, other: str) -> bool:
    """Whether two stamps are of the same fields, wherever the points go."""
    return one[:_HALF] == other[:_HALF]


def _stage(found: Progress, today: date) -> Stage:
    if found.voluntary:
        return Stage.OPEN
    if found.dates.expires < today:
        return Stage.LAPSED
    return Stage.EARLY if today < found.dates.declaration_opens else Stage.OPEN


def _entries(found: Progress, activities: Sequence[Activity]) -> tuple[ToEnter, ...]:
    used: dict[int, dict[str, Decimal]] = {}
    for use in found.allocation:
        slots = used.setdefault(use.activity, {})
        slots[use.slot] = slots.get(use.slot, NOTHING) + use.points
    order = {slot.name: place for place, slot in enumerate(found.slots)}
    ticks = {each.number: each.stamp for each in found.holding.entered}
    entries = []
    for place, slots in used.items():
        activity = activities[place]
        by_slot = tuple(sorted(slots.items(), key=lambda each: order[each[0]]))
        stamp = _stamp(activity, by_slot)
        tick = Tick.OPEN
        if activity.number in ticks:
            tick = Tick.DONE if ticks[activity.number] == stamp else Tick.CHANGED
        entries.append(ToEnter(activity, by_slot, stamp, tick))
    return tuple(sorted(entries, key=lambda each: (each.activity.date, each.activity.number)))


_HALF = 8  # letters of a stamp for the fields; as many follow for where the points go


def _stamp(activity: Activity, slots: tuple[tuple[str, Decimal], ...]) -> str:
    """Return a short mark of everything that is entered: other fields, another mark."""
    fields = (activity.kind.value, activity.title, activity.date.isoformat(), activity.provider)
    placed = [f"{name}={points.normalize()}" for name, points in slots]
    return _mark(*fields, str(activity.points.normalize())) + _mark(*placed)


def _mark(*texts: str) -> str:
    whole = "\0".join(texts).encode(errors="surrogatepass")
    return hashlib.blake2s(whole, digest_size=_HALF // 2).hexdigest()
