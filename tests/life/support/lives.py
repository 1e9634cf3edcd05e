"""Made-up people and what they do in three years: always the same for a seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from cmp_rules.cycles import dates_of, months_later, next_cycle
from cmp_rules.model import (
    Activity,
    Area,
    CredentialKey,
    Declared,
    Holding,
    Kind,
    Outcome,
    Part,
)
from cmp_rules.reminders import REVIEW, schedule
from conversations.person import (
    Change,
    DropHolding,
    KeepActivity,
    KeepHolding,
    KeepSettings,
    Settings,
)
from conversations.quiet import NO_QUIET, USUAL_QUIET, Quiet
from conversations.reminders.days.later import SnoozeReminder
from conversations.reminders.wishing.wishes import Before, EachMonth, Moved, Off, OnDay, Wishes

STARTS, YEARS = date(2026, 12, 1), 3
ENDS = months_later(STARTS, 12 * YEARS)
EVENING = time(18, 30)  # when people see to things; the day's reminder has gone by then
DAY = timedelta(days=1)
CODES = ("MLS", "SBB", "BB", "HT", "PBT")
ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Phoenix",
    "America/St_Johns",
    "Pacific/Honolulu",
    "Europe/Berlin",
    "Asia/Kolkata",
    "Asia/Manila",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
)
MOVES = {"America/New_York": "America/Chicago", "Europe/Berlin": "Europe/London"}
QUIETS = (
    Quiet(time(8), time(16, 30)),
    Quiet(time(22), time(11)),
    Quiet(time(9, 15), time(8)),
    NO_QUIET,
)
# Everything that a credential asks for, and more.
ALL_AREAS = tuple(Part(Decimal(20), frozenset({area})) for area in Area)


@dataclass(frozen=True, slots=True)
class Deed:
    """What a person does at a moment; they write to the bot with it, whatever it is."""

    at: datetime
    changes: tuple[Change, ...] = ()
    can_wait: bool = True  # else it is not done at all where the bot is away


@dataclass(frozen=True, slots=True)
class Life:
    """One person: their deeds in order, and when they had blocked the bot."""

    chat: int
    deeds: tuple[Deed, ...]
    blocked: tuple[tuple[datetime, datetime], ...] = ()

    def is_blocked(self, at: datetime) -> datetime | None:
        """Return when a block ends that holds at a moment."""
        return next((end for start, end in self.blocked if start <= at < end), None)


def lives(many: int, seed: int) -> list[Life]:
    """Return people, each with a life of their own."""
    return [_life(number, random.Random(f"{seed}/{number}")) for number in range(1, many + 1)]


def _life(chat: int, chance: random.Random) -> Life:
    zone = chance.choice(ZONES)
    quiet = chance.choice(QUIETS) if chance.random() < 0.3 else None
    settings = Settings(zone, quiet_hours=quiet)
    joins = STARTS + DAY * chance.randrange(200)
    held = _holdings(joins, chance)
    deeds = [_deed(zone, joins, KeepSettings(settings), *map(KeepHolding, held))]
    for holding in held:
        deeds += _of_holding(holding, joins, zone, chance)
    if chance.random() < 0.09:
        deeds += _wishing(settings, held, joins, chance)
    elif zone in MOVES and chance.random() < 0.3:
        moved = replace(settings, time_zone=MOVES[zone])
        deeds.append(_deed(zone, joins + DAY * chance.randrange(5, 600), KeepSettings(moved)))
    if chance.random() < 0.3:
        activity = Activity("All", joins, Kind.CE_COURSE, ALL_AREAS, number=1)
        deeds.append(_deed(zone, joins + DAY * chance.randrange(1, 500), KeepActivity(activity)))
    if chance.random() < 0.4:  # they leave the laboratory
        leaves = _deed(
            zone, joins + DAY * chance.randrange(5, 400), *(DropHolding(h.key) for h in held)
        )
        deeds = [*(deed for deed in deeds if deed.at < leaves.at), leaves]
    blocked = _blocked(zone, joins, chance) if chance.random() < 0.12 else ()
    return Life(chat, tuple(_as_possible(deeds, blocked)), blocked)


def _holdings(joins: date, chance: random.Random) -> list[Holding]:
    codes = chance.sample(CODES, chance.choices((1, 2, 3), (85, 12, 3))[0])
    ends = joins + DAY * chance.randrange(20, 2 * 365)
    draw = chance.random()
    if draw < 0.5:
        ends = months_later(date(ends.year, ends.month, 1), 1) - DAY
    elif draw < 0.55:
        ends = date(2028, 2, 29)
    other = ends if chance.random() < 0.7 else ends + DAY * chance.randrange(1, 100)
    return [Holding(CredentialKey(code), (ends, other, ends)[n]) for n, code in enumerate(codes)]


def _of_holding(holding: Holding, joins: date, zone: str, chance: random.Random) -> Iterator[Deed]:
    """Yield how a person comes to the end of a cycle: most declare early, some never."""
    dates = dates_of(holding)
    key, opens, last = holding.key, dates.declaration_opens, dates.recommended_last_day
    if chance.random() < 0.1 and opens > joins:
        yield _deed(zone, opens, SnoozeReminder(key, opens + DAY * chance.choice((1, 7, 16))))
    draw = chance.random()
    if draw < 0.02:
        return
    first, days = (opens, 12) if draw < 0.92 else (last - DAY * 20, 35)
    on = max(first, joins) + DAY * chance.randrange(1, days)
    if on > holding.cycle_ends:
        return
    declared = replace(holding, declared=Declared(on))
    yield _deed(zone, on, KeepHolding(declared))
    told = on + REVIEW + DAY * chance.randrange(-4, 9)
    if chance.random() < 0.05:
        rejected = replace(holding, declared=Declared(on, Outcome.REJECTED, told))
        yield _deed(zone, told, KeepHolding(rejected))
    elif chance.random() < 0.7:
        yield _deed(zone, told, KeepHolding(next_cycle(declared)))


def _wishing(
    settings: Settings, held: list[Holding], joins: date, chance: random.Random
) -> Iterator[Deed]:
    """Yield a wish, and for some that it is taken back."""
    key = held[0].key
    planned = [each.on for each in schedule(held[0], joins + DAY * 10)] or [held[0].cycle_ends]
    day = chance.choice(planned)
    wishes = chance.choice(
        (
            Wishes(off=(Off(),)),
            Wishes(off=(Off(key),)),
            Wishes(off=(Off(key, day),)),
            Wishes(moved=(Moved(key, day, day - DAY * 2),)),
            Wishes(added=(OnDay(joins + DAY * chance.randrange(10, 500)),)),
            Wishes(added=(EachMonth(chance.choice((1, 30, 31))),)),
            Wishes(added=(Before(10, "expiry", key), Before(60))),
        )
    )
    wish = replace(settings, reminders=wishes)
    yield _deed(settings.zone, joins + DAY * 3, KeepSettings(wish), can_wait=False)
    if chance.random() < 0.4:
        back = joins + DAY * chance.randrange(40, 400)
        yield _deed(settings.zone, back, KeepSettings(settings), can_wait=False)


def _blocked(
    zone: str, joins: date, chance: random.Random
) -> tuple[tuple[datetime, datetime], ...]:
    start = joins + DAY * chance.randrange(5, 900)
    return ((_evening(zone, start), _evening(zone, start + DAY * chance.randrange(1, 200))),)


def _as_possible(
    deeds: list[Deed], blocked: tuple[tuple[datetime, datetime], ...]
) -> Iterator[Deed]:
    """Yield deeds in order, none while the bot is blocked; coming back is one."""
    for deed in sorted(deeds, key=lambda deed: deed.at):
        if not any(start <= deed.at <= end for start, end in blocked):
            yield deed
    for _, end in blocked:
        yield Deed(end)


def _deed(zone: str, day: date, *changes: Change, can_wait: bool = True) -> Deed:
    settles = any(isinstance(change, KeepSettings) for change in changes)
    return Deed(_evening(zone, day), changes, can_wait and not (settles and len(changes) == 1))


def _evening(zone: str, day: date) -> datetime:
    return datetime.combine(day, EVENING, ZoneInfo(zone)).astimezone(UTC)


assert USUAL_QUIET.covers(time(21))  # an evening deed is answered, and reminders have gone
