"""The draft of an activity: what is known of it so far."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from cmp_rules.model import Activity, Area, CredentialKey, Kind, Part, Pin
from conversations.certificates.kept import AttachCertificate
from conversations.person import KeepActivity

Field: TypeAlias = Literal["title", "provider", "day", "points", "kind", "areas"]
FIELDS: tuple[Field, ...] = ("title", "provider", "day", "points", "kind", "areas")


@dataclass(frozen=True, slots=True)
class Origin:
    """The line of a pasted list that a draft was made of."""

    text: str  # as it was pasted
    place: int  # counted from 1
    of: int  # so many drafts there are


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the draft of a line; the list that waits beneath goes on from it."""

    draft: "Draft"
    number: int = 0  # of the activity it was saved as; 0: left for later
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of an activity; None and empty parts mean "not said yet"."""

    title: str | None = None
    provider: str | None = None  # "" means that the person left it out
    day: date | None = None
    points: Decimal | None = None
    kind: Kind | None = None
    parts: tuple[Part, ...] = ()
    excluded: frozenset[CredentialKey] = frozenset()
    pins: tuple[Pin, ...] = ()
    number: int = 0  # of the activity that is being changed; 0 for a new one
    either_day: tuple[date, date] | None = None  # 3/2: one of the two, still to be asked
    unit_of: Decimal | None = None  # "2 CEU": hours or tens of hours, still to be asked
    college_hours: Decimal | None = None  # "3 credits": semester or quarter hours, to be asked
    by_clock: bool = False  # the day came from "today" or "yesterday"
    origin: Origin | None = None
    again: int = 0  # the activity that was done once more; 0 for none
    certificates: tuple[int, ...] = ()  # files that go with it once it is saved
    area: Area | None = None  # said before the points were: of all of them, once they are known

    def missing(self) -> Field | None:
        """Return the first field that is still to be asked."""
        return next(iter(self.lacks), None)

    @property
    def lacks(self) -> tuple[Field, ...]:
        """Return every field that is still to be asked."""
        known = {
            "title": self.title is not None,
            "provider": self.provider is not None,
            "day": self.day is not None and self.either_day is None,
            "points": self.points is not None and not self.unit_is_open,
            "kind": self.kind is not None,
            "areas": bool(self.parts) or (self.points is None and self.area is not None),
        }
        return tuple(field for field in FIELDS if not known[field])

    @property
    def unit_is_open(self) -> bool:
        """Whether a number was said whose unit is still to be asked."""
        return self.unit_of is not None or self.college_hours is not None

    @property
    def is_swapped(self) -> bool:
        """Whether the two days it may be are one date with month and day the other way round."""
        if self.either_day is None:
            return False
        first, second = self.either_day
        return (first.year, first.month, first.day) == (second.year, second.day, second.month)

    def told_anew(self, whole: "Draft") -> "Draft":
        """Return what a whole sentence says, as the draft of the same activity and line."""
        return replace(
            whole, number=self.number, origin=self.origin, certificates=self.certificates
        )

    def on(self, day: date, *, by_clock: bool = False) -> "Draft":
        """Return the draft dated on a day."""
        return replace(self, day=day, either_day=None, by_clock=by_clock)

    def worth(self, points: Decimal) -> "Draft":
        """Return the draft with these points; parts follow where there is only one."""
        if self.points == points:
            return replace(self, unit_of=None, college_hours=None)
        whole = tuple(replace(part, points=points) for part in self.parts)
        if self.area is not None and not whole:
            whole = (Part(points, frozenset({self.area})),)
        return replace(
            self,
            points=points,
            unit_of=None,
            college_hours=None,
            parts=whole if len(whole) == 1 else (),
            area=None,
            pins=(),
        )

    def about(self, areas: frozenset[Area]) -> "Draft":
        """Return the draft all of whose points may count for each of these areas."""
        if self.points is None:
            raise ValueError("the points come before the areas")
        return replace(self, parts=(Part(self.points, areas),), pins=())

    def split(self, parts: tuple[Part, ...]) -> "Draft":
        """Return the draft with points on several topics; the points are their sum."""
        return replace(
            self, parts=parts, points=sum((p.points for p in parts), Decimal(0)), area=None, pins=()
        )


def recorded(draft: Draft, number: int) -> tuple[KeepActivity | AttachCertificate, ...]:
    """Return the changes that record a complete draft, with its files, under a number."""
    files = (AttachCertificate(file, number) for file in draft.certificates)
    return (KeepActivity(activity_of(draft, number)), *files)


def activity_of(draft: Draft, number: int) -> Activity:
    """Return the activity that a complete draft describes."""
    if draft.title is None or draft.day is None or draft.kind is None or not draft.parts:
        raise ValueError(f"the draft still lacks its {draft.missing()}")
    return Activity(
        title=draft.title,
        provider=draft.provider or "",
        date=draft.day,
        kind=draft.kind,
        parts=draft.parts,
        pins=draft.pins,
        excluded=draft.excluded,
        number=number,
    )


def draft_of(activity: Activity) -> Draft:
    """Return the draft with which to change an activity."""
    return Draft(
        title=activity.title,
        provider=activity.provider,
        day=activity.date,
        points=activity.points,
        kind=activity.kind,
        parts=activity.parts,
        excluded=activity.excluded,
        pins=activity.pins,
        number=activity.number,
    )
