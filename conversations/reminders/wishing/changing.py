"""Changes of the wishes, and what is shown of each; the word undo takes every one back."""

from dataclasses import replace
from datetime import date, timedelta

from cmp_rules.catalog import catalog
from cmp_rules.cycles import dates_of, is_voluntary
from cmp_rules.model import CredentialKey, Holding
from conversations import wording
from conversations.buttons import standing
from conversations.model import Reply, State, Turn, When
from conversations.person import KeepSettings, Person
from conversations.reminders.days.shown import (
    all_reminders,
    one_credential,
    own_reminders,
    page_of,
)
from conversations.reminders.wishing import wished
from conversations.reminders.wishing.own_codes import write_own
from conversations.reminders.wishing.wishes import Added, Before, EachMonth, OnDay, Wishes

MOST_OWN = 12
MOST_DAYS_BEFORE = 366 * 3
FARTHEST = timedelta(days=366 * 10)


def changed(person: Person, wishes: Wishes) -> tuple[Person, KeepSettings]:
    """Return the person with other wishes, and the change that leads there."""
    change = KeepSettings(replace(person.settings, reminders=wishes))
    return person.after((change,)), change


def skipped(
    state: State | None, key: CredentialKey, planned: date, person: Person, when: When
) -> Turn:
    """Switch off one reminder of the schedule."""
    wishes = wished.skip(person.settings.reminders, key, planned)
    return _of_date(state, key, planned, wishes, person, when)


def brought_back(
    state: State | None, key: CredentialKey, planned: date, person: Person, when: When
) -> Turn:
    """Switch it on again."""
    wishes = wished.bring_back(person.settings.reminders, key, planned)
    return _of_date(state, key, planned, wishes, person, when)


def moved(
    state: State | None, key: CredentialKey, planned: date, to: date, person: Person, when: When
) -> Turn:
    """Move one reminder of the schedule."""
    wishes = wished.move(person.settings.reminders, key, planned, to)
    turn = _of_date(state, key, planned, wishes, person, when)
    return replace(turn, replies=(turn.replies[0].under(wording.moved_to(key, to)),))


def _of_date(
    state: State | None,
    key: CredentialKey,
    planned: date,
    wishes: Wishes,
    person: Person,
    when: When,
) -> Turn:
    """Keep other wishes, and show the page on which the date stands now."""
    after, change = changed(person, wishes)
    changes = () if after == person else (change,)
    page = page_of(after, key, planned, when)
    return Turn(state, (one_credential(after, key, page, when),), changes)


def silenced(state: State | None, key: CredentialKey | None, person: Person, when: When) -> Turn:
    """Switch off everything of a credential, or everything."""
    after, change = changed(person, wished.silence(person.settings.reminders, key))
    changes = () if after == person else (change,)
    shown = all_reminders(after, when) if key is None else one_credential(after, key, 0, when)
    return Turn(state, (shown,), changes)


def heard_again(state: State | None, key: CredentialKey | None, person: Person, when: When) -> Turn:
    """Switch it on again."""
    held = [holding.key for holding in person.holdings]
    after, change = changed(person, wished.speak_again(person.settings.reminders, key, held))
    changes = () if after == person else (change,)
    shown = all_reminders(after, when) if key is None else one_credential(after, key, 0, when)
    return Turn(state, (shown.under(wording.switched_on_again(key)),), changes)


def dropped(state: State | None, added: Added, person: Person) -> Turn:
    """Take out one of the person's own."""
    after, change = changed(person, wished.drop(person.settings.reminders, added))
    shown = own_reminders(after).under(wording.own_dropped(added))
    return Turn(state, (shown,), () if after == person else (change,))


def added_own(state: State | None, added: Added, person: Person, when: When) -> Turn:
    """Add one of the person's own, unless that cannot be; say on which day it comes."""
    if (refusal := _refused(added, person, when)) is not None:
        return Turn(state, (Reply(refusal),))
    before = person.settings.reminders
    silent = all(before.silence(key) for key in _concerned(added, person))
    wishes = (wished.add_aloud if silent else wished.add)(before, added)
    after, change = changed(person, wishes)
    heard = _heard(added, after)
    buttons = (
        standing(wording.UNDO, "remind_drop", write_own(added)),
        standing(wording.ALL_REMINDERS, "reminders"),
    )
    text = wording.own_added(added, heard, _days_of(added, after, when))
    text = f"{text} {wording.time_of_day(person.settings)}"
    if silent:
        everything = all(wishes.silence(holding.key) for holding in person.holdings)
        text = f"{text} {wording.others_stay_off(heard, everything=everything)}"
    return Turn(state, (Reply(text, (buttons,)),), (change,))


def _concerned(added: Added, person: Person) -> list[CredentialKey]:
    return [held.key for held in person.holdings if added.key in (None, held.key)]


def _heard(added: Added, person: Person) -> list[CredentialKey]:
    """Return the credentials of which one of the person's own is said."""
    wishes = person.settings.reminders
    return [key for key in _concerned(added, person) if added in wishes.own(key)]


def _refused(added: Added, person: Person, when: When) -> str | None:
    """Return why one cannot be added; None where it can."""
    today = when.today(person.settings.zone)
    own = person.settings.reminders.added
    if added in own and _heard(added, person):
        return wording.own_there_already(added)
    if len(own) >= MOST_OWN:
        return wording.too_many_own(MOST_OWN)
    match added:
        case OnDay(day) if day <= today:
            return wording.day_has_passed(day)
        case OnDay(day) if day - today > FARTHEST:
            return wording.day_too_far(day)
        case OnDay(day) if (last := _last_expiry(added, person, today)) and day > last:
            return wording.not_after_expiry(last)
        case EachMonth(day) if not 1 <= day <= 31:
            return wording.own_not_understood()
        case Before(days) if not 1 <= days <= MOST_DAYS_BEFORE:
            return wording.too_many_days_before(MOST_DAYS_BEFORE)
        case Before() if not _days_of(added, person, when):
            return wording.all_days_passed(added)
    return None


def _last_expiry(added: Added, person: Person, today: date) -> date | None:
    """Return when the last of those concerned expires; None where one has, or has no end."""
    concerned = [held for held in person.holdings if added.key in (None, held.key)]
    open_ended = any(
        is_voluntary(held, catalog().credential(held.key)) or held.cycle_ends < today
        for held in concerned
    )
    return None if open_ended else max((held.cycle_ends for held in concerned), default=None)


def _days_of(
    added: Added, person: Person, when: When
) -> list[tuple[date, tuple[CredentialKey, ...]]]:
    """Return the days ahead on which one before the end comes, with the credentials of each."""
    if not isinstance(added, Before):
        return []
    today = when.today(person.settings.zone)
    by_day: dict[date, tuple[CredentialKey, ...]] = {}
    wishes = person.settings.reminders
    for holding in person.holdings:
        if added.key not in (None, holding.key) or (day := _day_of(added, holding)) is None:
            continue
        if added in wishes.added and added not in wishes.own(holding.key):
            continue  # all of this credential is off
        if day > today:
            by_day[day] = (*by_day.get(day, ()), holding.key)
    return sorted(by_day.items())


def _day_of(added: Before, holding: Holding) -> date | None:
    if is_voluntary(holding, catalog().credential(holding.key)):
        return None
    dates = dates_of(holding)
    end = dates.expires if added.of == "expiry" else dates.recommended_last_day
    return date.fromordinal(max(end.toordinal() - added.days, 1))
