"""A reminder moved by a sentence: the one of that day, of the schedule, snoozed or an own one.

> move the april 1 reminder to april 5
Several reminders are on Thu 1 Apr 2027. Which shall I move to Mon 5 Apr 2027?
[Move MLS] [Move SBB]
[Move all]
"""

import calendar
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cmp_rules.model import CredentialKey
from cmp_rules.reminders import Reason
from conversations import wording
from conversations.buttons import rows, standing
from conversations.model import Choices, Event, Reply, Said, State, Turn, When
from conversations.person import Person
from conversations.reading import dates
from conversations.reading.dates.calendar_words import NUMBERS, small_number
from conversations.reminders.days.ahead import ahead
from conversations.reminders.days.shown import all_reminders, one_credential
from conversations.reminders.several import read_keys, write_keys
from conversations.reminders.wishing import changing, wished
from conversations.reminders.wishing.asking import MovingReminder
from conversations.reminders.wishing.own_codes import read_day, read_own, write_own
from conversations.reminders.wishing.reading import Unread, read_one_day
from conversations.reminders.wishing.wishes import OnDay

_MOVES = re.compile(
    r"^\W*(?:(?:please|pls|can\s+you|could\s+you|ok(?:ay)?)\W+)*"
    r"(?P<verb>move|shift|push|postpone|reschedule|change|put|bring|delay)\s+"
    r"(?=.*\breminders?\b)(?P<rest>.+)$",
    re.I | re.S,
)
_TO = re.compile(
    r"^(?P<what>.+?)\s+(?:back\s+|forward\s+)?(?:to|until|till|onto)\s+(?P<to>.+)$", re.I
)
_ONTO = re.compile(r"^(?P<what>.+?\breminders?)\s+on\s+(?P<to>.+)$", re.I)
_BY = re.compile(
    rf"\b(?:by\s+)?(?P<count>an?|\d{{1,2}}|{'|'.join(NUMBERS)})\s+(?P<unit>day|week)s?"
    r"(?:\s+(?P<way>later|earlier|sooner|back|forward|ahead))?\W*$",
    re.I,
)
_THAT_MONTH = re.compile(r"^\W*the\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?\W*$", re.I)
_NEXT = re.compile(r"\b(?:next|first|coming|upcoming)\b", re.I)
_OTHER_CHANGES = frozenset({"change", "put", "bring"})  # "change my reminders to every month"
_MONTHS = tuple(month.casefold() for month in calendar.month_abbr)[1:]
_MONTH = re.compile(rf"\b(?P<month>{'|'.join(_MONTHS)})[a-z]*\b", re.I)
_EARLIER = frozenset({"earlier", "sooner", "forward", "ahead"})
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class One:
    """A reminder that is meant: of a credential's schedule, or the person's own."""

    on: date
    key: CredentialKey | None = None
    planned: date | None = None  # its day in the schedule; None where it was snoozed to this day
    own: OnDay | None = None


def wants_to_move(text: str) -> bool:
    """Whether a sentence moves a reminder, whatever it says of the days."""
    return _MOVES.match(text) is not None


def said(
    state: State | None, event: Said, key: CredentialKey | None, person: Person
) -> Turn | None:
    """Move what a sentence names, or ask which or to which day; None where it moves nothing."""
    found = _MOVES.match(event.text)
    if found is None:
        return None
    what, to = _split(found["rest"])
    meant = _meant(what, all_ahead(key, person, event.when), person, event.when)
    if meant is None:
        other = found["verb"].casefold() in _OTHER_CHANGES
        return None if other else _which(state, wording.move_which(), key, person, event.when)
    if not meant:
        return _which(state, wording.no_reminder_then(), key, person, event.when)
    day = _day_of(to, found["rest"], meant[0].on, person, event.when)
    if isinstance(day, Unread):
        return _to_which_day(state, meant, day, key, person, event.when)
    if (refusal := _refused(meant, day, person, event.when)) is not None:
        return Turn(state, (Reply(refusal),))
    if len(meant) > 1:
        remark = wording.move_which_of(meant[0].on, day)
        return Turn(state, (Reply(remark, _choices(meant, day)),))
    return _moved(state, meant[0], day, person, event.when)


def press(state: State | None, record: str, person: Person, event: Event) -> Turn:
    """Move what a button names to its day: one of the schedule of some, or an own one."""
    written, _, rest = record.partition(" ")
    to, old = read_day(written), read_own(rest) if rest.startswith("d") else None
    if to is None:
        return Turn(state, (Reply(wording.button_outdated()),))
    if old is not None:
        there = [each for each in all_ahead(None, person, event.when) if each.own == old]
    else:
        day, _, keys = rest.partition(" ")
        chosen, planned = read_keys(keys), read_day(day)
        there = [
            each
            for each in all_ahead(None, person, event.when)
            if each.key in chosen and (each.planned or each.on) == planned and each.own is None
        ]
    if not there or to <= event.when.today(person.settings.zone):
        return Turn(state, (all_reminders(person, event.when),))  # moved before, or over
    if (refusal := _refused(there, to, person, event.when)) is not None:
        return Turn(state, (Reply(refusal),))
    if len(there) == 1:
        return _moved(state, there[0], to, person, event.when)
    return _all_moved(state, there, to, person, event.when)


def _split(rest: str) -> tuple[str, str]:
    found = _TO.match(rest) or _ONTO.match(rest)
    return (found["what"], found["to"]) if found else (_BY.sub("", rest), "")


def all_ahead(key: CredentialKey | None, person: Person, when: When) -> list[One]:
    """Return everything to come that can be moved, earliest first."""
    found, wishes = [], person.settings.reminders
    for holding in person.holdings:
        if key in (None, holding.key):
            for each in ahead(holding, person, when):
                planned = None if each.why is Reason.SNOOZED else each.planned
                heard = planned is None or not (each.off or wishes.silence(holding.key))
                if each.why is not Reason.REVIEW and heard:
                    found.append(One(each.on, holding.key, planned))
    today = when.today(person.settings.zone)
    for added in wishes.added:
        if isinstance(added, OnDay) and added.day > today and key in (None, added.key):
            found.append(One(added.day, added.key, own=added))
    return sorted(found, key=lambda each: each.on)


def _meant(what: str, there: Sequence[One], person: Person, when: When) -> list[One] | None:
    """Return those of the day, month or place in the row that is named; None: none is named."""
    if _NEXT.search(what):
        return [each for each in there if each.on == there[0].on]
    matches = named_day(what, person, when)
    if matches is None:
        return None
    of_day = [each for each in there if matches(each.on)]
    days = {each.on for each in of_day}
    return of_day if len(days) <= 1 else None


def named_day(what: str, person: Person, when: When) -> Callable[[date], bool] | None:
    """Return which days the words for a day or a month mean; None where there are none."""
    found = dates.find_date(
        what,
        today=when.today(person.settings.zone),
        order=person.settings.date_order,
        prefer="future",
        language=person.settings.calendar,
    )
    match found and found[0]:
        case dates.Day(day):
            return lambda on: on == day
        case dates.Ambiguous(first, second):
            return lambda on: on in (first, second)
    named = _MONTH.search(what)
    month = _MONTHS.index(named["month"].casefold()) + 1 if named else 0
    return (lambda on: on.month == month) if month else None


def _day_of(to: str, rest: str, on: date, person: Person, when: When) -> date | Unread:
    """Return the day to which it goes: a day, that of the same month, or so much later."""
    if found := _THAT_MONTH.match(to):
        return _same_month(on, int(found["day"]))
    if to:
        return read_one_day(to, person, when)
    if (by := _BY.search(rest)) is None:
        return Unread()
    away = (small_number(by["count"]) or 0) * (7 if by["unit"].lower() == "week" else 1) * DAY
    return on - away if (by["way"] or "").lower() in _EARLIER else on + away


def _same_month(on: date, day: int) -> date | Unread:
    after = date(on.year + on.month // 12, on.month % 12 + 1, 1) - DAY
    return on.replace(day=day) if 1 <= day <= after.day else Unread()


def _refused(meant: Sequence[One], to: date, person: Person, when: When) -> str | None:
    if to <= when.today(person.settings.zone):
        return wording.day_has_passed(to)
    keys = {each.key for each in meant if each.own is None}
    ends = [held.cycle_ends for held in person.holdings if held.key in keys]
    end = min(ends, default=date.max)
    return wording.not_after_expiry(end) if to > end else None


def _which(
    state: State | None, remark: str, key: CredentialKey | None, person: Person, when: When
) -> Turn:
    """Say what is not clear above the dates that there are."""
    shown = all_reminders(person, when) if key is None else one_credential(person, key, 0, when)
    return Turn(state, (shown.under(remark),))


def _to_which_day(
    state: State | None,
    meant: Sequence[One],
    read: Unread,
    key: CredentialKey | None,
    person: Person,
    when: When,
) -> Turn:
    one = meant[0]
    if len(meant) == 1 and one.key is not None and one.planned is not None:
        return Turn(state, opens=MovingReminder(one.key, one.planned, read.either))
    return _which(state, wording.move_to_which(), key, person, when)


def _choices(meant: Sequence[One], to: date) -> Choices:
    buttons, by_day = [], dict[date, list[CredentialKey]]()
    for each in meant:
        if each.own is not None:
            record = write_own(each.own)
            buttons.append(standing(wording.MOVE_YOUR_OWN, "remind_to", f"{to} {record}"))
        elif each.key is not None:
            day = each.planned or each.on
            by_day.setdefault(day, []).append(each.key)
            record = f"{day} {write_keys((each.key,))}"
            label = wording.move_of(each.key)
            buttons.append(standing(label, "remind_to", f"{to} {record}"))
    (day, keys), *others = by_day.items() if by_day else [(to, [])]
    together = not others and len(keys) == len(meant) and read_keys(write_keys(keys)) == tuple(keys)
    all_of_them = standing(wording.MOVE_ALL, "remind_to", f"{to} {day} {write_keys(keys)}")
    return (*rows(buttons), *(((all_of_them,),) if together else ()))


def _moved(state: State | None, one: One, to: date, person: Person, when: When) -> Turn:
    if one.own is not None or one.key is None or one.planned is None:
        return _all_moved(state, (one,), to, person, when)
    return changing.moved(state, one.key, one.planned, to, person, when)


def _all_moved(
    state: State | None, meant: Sequence[One], to: date, person: Person, when: When
) -> Turn:
    wishes = before = person.settings.reminders
    for each in meant:
        if each.own is not None:
            add = wished.add_aloud if each.own in before.aloud else wished.add
            wishes = add(wished.drop(wishes, each.own), OnDay(to, each.own.key))
        elif each.key is not None and each.planned is None:
            wishes = wished.snooze(wishes, each.key, to)
        elif each.key is not None and each.planned is not None:
            wishes = wished.move(wishes, each.key, each.planned, to)
    after, change = changing.changed(person, wishes)
    keys = [each.key for each in meant if each.key is not None]
    shown = all_reminders(after, when).under(wording.all_moved_to(keys, to))
    return Turn(state, (shown,), (change,))
