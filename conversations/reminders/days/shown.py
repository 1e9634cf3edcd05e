"""/reminders: the dates to come, with a button for whatever can be changed.

> /reminders
MLS and SBB
• Wed 30 Dec 2026: half a year before it expires
• …
[Change MLS] [Change SBB]
[Add a reminder] [Change quiet hours]
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from cmp_rules.cycles import dates_of
from cmp_rules.model import CredentialKey, Holding
from cmp_rules.reminders import Reason
from conversations import wording
from conversations.answers.status import no_holdings, not_held
from conversations.buttons import key_value, rows, standing
from conversations.model import Choice, Choices, Reply, When
from conversations.person import Person
from conversations.reminders.days.ahead import Ahead, ahead, silent_until
from conversations.reminders.several import write_keys
from conversations.reminders.wishing.own_codes import write_own
from conversations.reminders.wishing.wishes import Off

NEXT = 3  # dates of each credential
MOST_OWN_SHOWN = 8
MOST_HELD_SHOWN = 8


def all_reminders(person: Person, when: When) -> Reply:
    """Return the next dates of every credential and the person's own."""
    if not person.holdings:
        return no_holdings()
    if Off() in person.settings.reminders.off:
        return _silent(person, when)
    lines = _by_credential(person, when) + _own(person)
    lines.append(wording.time_of_day(person.settings))
    return Reply("\n".join(lines), heading=wording.reminders_heading(), choices=_choices(person))


def _silent(person: Person, when: When) -> Reply:
    """Return that all are off, with those that come all the same."""
    wishes = person.settings.reminders
    heard = [
        wording.snoozed_line(each.on, held.key)
        for held in person.holdings
        for each in _snoozed(held, person, when)
    ]
    heard += [wording.own_line(added) for added in wishes.added if added in wishes.aloud]
    only = ["", wording.only_these_come(), *heard] if heard else []
    drop = (standing(wording.YOUR_OWN, "remind_own"),) if wishes.aloud else ()
    return Reply(
        "\n".join([wording.reminders_silent(None), *only]),
        heading=wording.reminders_heading(),
        choices=((standing(wording.START_ALL, "remind_start"), *drop),),
    )


def asks_to_silence(person: Person, keys: Sequence[CredentialKey] = ()) -> Reply:
    """Ask whether those of some are to be switched off, or all: a deadline could pass unseen."""
    if not person.holdings:
        return no_holdings()
    if keys:
        stops = [standing(wording.stop_one(key), "remind_stop", key_value(key)) for key in keys]
        dangerous = [replace(stop, style="danger") for stop in stops]
        keep = standing(wording.KEEP_THEM, "reminders")
        return Reply(wording.ask_silence_of(keys), rows([*dangerous, keep], most=2))
    return Reply(
        wording.ask_silence(),
        (
            (
                replace(standing(wording.STOP_ALL, "remind_stop"), style="danger"),
                standing(wording.KEEP_THEM, "reminders"),
            ),
        ),
    )


def _by_credential(person: Person, when: When) -> list[str]:
    """Return the next dates, once for credentials that have them in common."""
    alike: dict[tuple[str, ...], list[CredentialKey]] = {}
    for holding in person.holdings[:MOST_HELD_SHOWN]:
        alike.setdefault(_next(holding, person, when), []).append(holding.key)
    return [
        line for dates, keys in alike.items() for line in (wording.reminders_of(keys), *dates, "")
    ]


def _next(holding: Holding, person: Person, when: When) -> tuple[str, ...]:
    if person.settings.reminders.silence(holding.key):
        put_off = [line_of(each, holding) for each in _snoozed(holding, person, when)]
        return (wording.switched_off_here(), *put_off)
    found = [each for each in ahead(holding, person, when) if not each.off]
    later = [each for each in found[NEXT:] if each.why is Reason.SNOOZED]
    lines = _done(holding, person, when)
    lines += [line_of(each, holding) for each in (*found[:NEXT], *later)]
    return tuple(lines or [wording.no_reminders_left()])


def _snoozed(holding: Holding, person: Person, when: When) -> list[Ahead]:
    """Return the day to which it was put off: it comes also where all else is off."""
    return [each for each in ahead(holding, person, when) if each.why is Reason.SNOOZED]


def _done(holding: Holding, person: Person, when: When) -> list[str]:
    opens = silent_until(holding, person, when.today(person.settings.zone))
    return [] if opens is None else [wording.reminders_done(opens)]


def line_of(each: Ahead, holding: Holding) -> str:
    """Write one date to come."""
    planned = each.planned if each.moved else None
    return wording.reminder_line(each.on, each.why, dates_of(holding), planned, off=each.off)


def _own(person: Person) -> list[str]:
    lines = _own_lines(person)
    return [wording.own_heading(), *lines, ""] if lines else []


def _own_lines(person: Person) -> list[str]:
    """Return the person's own, with those that do not come because all else is off."""
    wishes = person.settings.reminders
    heard = {each for held in person.holdings for each in wishes.own(held.key)}
    return [wording.own_line(each, off=each not in heard) for each in wishes.added]


def _choices(person: Person) -> Choices:
    changes = [
        standing(wording.change_one(held.key), "remind", key_value(held.key))
        for held in person.holdings[:MOST_HELD_SHOWN]
    ]
    own = person.settings.reminders.added
    return (
        *rows(changes, most=2),
        (
            standing(wording.ADD_REMINDER, "remind_add"),
            *((standing(wording.YOUR_OWN, "remind_own"),) if own else ()),
        ),
        (standing(wording.CHANGE_QUIET, "quiet"), standing(wording.TO_CALENDAR, "calendar")),
        (standing(wording.STOP_ALL, "remind_stop"),),
    )


def one_credential(person: Person, key: CredentialKey, page: int, when: When) -> Reply:
    """Return dates of one credential, each to be left out or moved; pages count from 0."""
    holding = person.holding(key)
    if holding is None:
        return not_held(key)
    heading = wording.reminders_of_heading(key)
    everything = (standing(wording.ALL_REMINDERS, "reminders"),)
    if person.settings.reminders.silence(key):
        start = standing(wording.start_one(key), "remind_start", key_value(key))
        put_off = _snoozed(holding, person, when)
        lines = [wording.reminders_silent(key), *(line_of(each, holding) for each in put_off)]
        drop = _of_dates(key, put_off)
        choices = (*drop, (start,), everything)
        return Reply("\n".join(lines), heading=heading, choices=choices)
    found = ahead(holding, person, when)
    pages = max(1, -(-len(found) // NEXT))
    page = min(max(page, 0), pages - 1)
    shown = found[page * NEXT : (page + 1) * NEXT]
    lines = _done(holding, person, when) + [line_of(each, holding) for each in shown]
    stop = standing(wording.stop_one(key), "remind_stop", key_value(key))
    return Reply(
        "\n".join(lines or [wording.no_reminders_left()]),
        heading=heading,
        choices=(
            *_of_dates(key, shown),
            *_turning(key, page, pages),
            (stop, *everything),
        ),
    )


def page_of(person: Person, key: CredentialKey, planned: date, when: When) -> int:
    """Return on which page the reminder of a day of the schedule stands."""
    holding = person.holding(key)
    days = [] if holding is None else [each.planned for each in ahead(holding, person, when)]
    return days.index(planned) // NEXT if planned in days else 0


def _of_dates(key: CredentialKey, shown: Sequence[Ahead]) -> Choices:
    snoozed = standing(wording.DROP_SNOOZE, "snooze_off", write_keys((key,)))
    return tuple(
        (snoozed,) if each.why is Reason.SNOOZED else (_skip(key, each), _move(key, each))
        for each in shown
        if each.why is not Reason.REVIEW
    )


def _skip(key: CredentialKey, each: Ahead) -> Choice:
    record = f"{key_value(key)} {each.planned.isoformat()}"
    if each.off:
        return standing(wording.bring_back_one(each.on), "remind_on", record)
    return standing(wording.skip_one(each.on), "remind_off", record)


def _move(key: CredentialKey, each: Ahead) -> Choice:
    record = f"{key_value(key)} {each.planned.isoformat()}"
    return standing(wording.move_one(each.on), "remind_move", record)


def _turning(key: CredentialKey, page: int, pages: int) -> Choices:
    turns = []
    if page > 0:
        record = f"{key_value(key)} {page - 1}"
        turns.append(standing(wording.EARLIER_DATES, "remind", record))
    if page < pages - 1:
        record = f"{key_value(key)} {page + 1}"
        turns.append(standing(wording.LATER_DATES, "remind", record))
    return (tuple(turns),) if turns else ()


def own_reminders(person: Person) -> Reply:
    """Return the person's own reminders, each to be taken out."""
    everything = (
        standing(wording.ADD_REMINDER, "remind_add"),
        standing(wording.ALL_REMINDERS, "reminders"),
    )
    added = person.settings.reminders.added
    if not added:
        return Reply(wording.no_own_reminders(), (everything,))
    drops = [
        standing(wording.own_button(each), "remind_drop", write_own(each))
        for each in added[:MOST_OWN_SHOWN]
    ]
    return Reply(
        "\n".join(_own_lines(person)),
        heading=wording.own_page_heading(),
        choices=(*rows(drops), everything),
    )
