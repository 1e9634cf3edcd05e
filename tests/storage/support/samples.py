"""Values to store: a hand-made person, and strategies for any value that can be stored."""

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from cmp_rules.model import (
    Activity,
    Adjustments,
    Area,
    CredentialKey,
    Declared,
    Entered,
    Holding,
    Kind,
    Outcome,
    Part,
    PastCycle,
    Pin,
    Scheme,
)
from conversations.model import Button, Screen
from conversations.person import (
    Change,
    DropHolding,
    KeepActivity,
    KeepHolding,
    KeepSettings,
    PutBackActivity,
    RemoveActivity,
    Settings,
)
from conversations.quiet import Quiet
from conversations.reminders.wishing.wishes import (
    Before,
    EachMonth,
    Moved,
    Off,
    OnDay,
    Snoozed,
    Wishes,
)

NOW = datetime(2026, 11, 23, 12, 30, 15, 123456, tzinfo=UTC)
ANA, BEN = 7, 8
MLS, SBB = CredentialKey("MLS"), CredentialKey("SBB", Scheme.ASCPI)
HOLDING = Holding(MLS, date(2027, 6, 30))
ACTIVITY = Activity(
    title="Antibody ID",
    date=date(2026, 11, 22),
    kind=Kind.CE_COURSE,
    parts=(Part(Decimal("1.5"), frozenset({Area.BLOOD_BANKING, Area.SAFETY})),),
    provider="LabCE",
    number=1,
)
QUESTION = Screen("When was it?", buttons=((Button("Today", "3:today"),),))
NOTICE = Screen("Saved.", buttons=((Button("Undo", "!undo:1"),),), edits=True)

_unique_chats = itertools.count(1000)


def new_chat() -> int:
    """Return a chat that no other example of this run uses."""
    return next(_unique_chats)


def numbered(number: int, title: str = "Antibody ID") -> Activity:
    """Return an activity under a number."""
    return replace(ACTIVITY, number=number, title=title)


# PostgreSQL cannot store NUL in text, but sealed text is bytes: any text a person can send.
words = st.text(max_size=30)
days = st.dates(date(1950, 1, 1), date(2100, 12, 31))
points = st.decimals(Decimal("0.01"), Decimal("999.99"), places=2)
keys = st.builds(
    CredentialKey, st.sampled_from(["MLS", "SBB", "HT", "PBT"]), st.sampled_from(Scheme)
)
parts = st.builds(Part, points, st.frozensets(st.sampled_from(Area), min_size=1, max_size=3))
pins = st.builds(Pin, keys, st.integers(0, 2), st.sampled_from(["safety", "electives"]), points)
numbers = st.integers(1, 6)
activities = st.builds(
    Activity,
    title=words,
    date=days,
    kind=st.sampled_from(Kind),
    parts=st.lists(parts, min_size=1, max_size=3).map(tuple),
    provider=words,
    pins=st.lists(pins, max_size=2).map(tuple),
    excluded=st.frozensets(keys, max_size=3),
    number=numbers,
)
adjustments = st.builds(
    Adjustments,
    total=st.none() | points,
    slots=st.dictionaries(st.sampled_from(["safety", "electives", "chemistry"]), points),
    note=words,
)
declared = st.builds(Declared, days, st.sampled_from(Outcome), st.none() | days)
entered = st.lists(st.builds(Entered, numbers, words), max_size=3).map(tuple)
past = st.lists(st.builds(PastCycle, days, days, st.none() | declared), max_size=2).map(tuple)
holdings = st.builds(
    Holding,
    key=keys,
    cycle_ends=days,
    cycle_starts=st.none() | days,
    voluntary=st.booleans(),
    certified_on=st.none() | days,
    adjustments=adjustments,
    number=st.integers(0, 9),
    declared=st.none() | declared,
    entered=entered,
    past=past,
)
minutes = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
wishes = st.builds(
    Wishes,
    off=st.lists(st.builds(Off, st.none() | keys, st.none() | days), max_size=2).map(tuple),
    moved=st.lists(st.builds(Moved, keys, days, days), max_size=2).map(tuple),
    added=st.lists(
        st.builds(OnDay, days, st.none() | keys)
        | st.builds(EachMonth, st.integers(1, 31), st.none() | keys)
        | st.builds(
            Before,
            st.integers(1, 400),
            st.sampled_from(["expiry", "last_day"]),
            st.none() | keys,
        ),
        max_size=3,
    ).map(tuple),
    snoozed=st.lists(st.builds(Snoozed, keys, days), max_size=2).map(tuple),
    checks=st.booleans(),
)
settings = st.builds(
    Settings,
    time_zone=st.none() | st.sampled_from(["America/Chicago", "Asia/Manila"]),
    date_order=st.none() | st.sampled_from(["mdy", "dmy"]),
    quiet_hours=st.none() | st.builds(Quiet, minutes, minutes),
    language=st.none() | st.sampled_from(["en", "es"]),
    reminders=wishes,
)
buttons = st.builds(Button, words, words, st.sampled_from(["plain", "success", "danger"]))
screens = st.builds(
    Screen,
    text=words,
    heading=words,
    buttons=st.lists(st.lists(buttons, max_size=2).map(tuple), max_size=2).map(tuple),
    edits=st.booleans(),
)
changes: st.SearchStrategy[Change] = st.one_of(
    st.builds(KeepHolding, holdings),
    st.builds(DropHolding, keys),
    st.builds(KeepActivity, activities),
    st.builds(RemoveActivity, numbers),
    st.builds(PutBackActivity, numbers),
    st.builds(KeepSettings, settings),
)
