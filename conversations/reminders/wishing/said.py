"""Reminders asked for, changed or switched off in a sentence.

> remind me 3 days before my SBB expires
3 days before it expires, SBB: I will remind you on Sun 27 Jun 2027 (SBB). …
> stop reminding me about MLS
Reminders of your MLS are switched off.
"""

import re
from dataclasses import replace
from datetime import timedelta

from cmp_rules.cycles import dates_of
from cmp_rules.model import CredentialKey
from conversations import wording
from conversations.answers.status import no_holdings, not_held
from conversations.buttons import standing
from conversations.model import Reply, Said, State, Turn
from conversations.person import Person
from conversations.reading.sentences.grammar import Intent
from conversations.reminders import snoozing
from conversations.reminders.days.shown import all_reminders, one_credential
from conversations.reminders.days.to_calendar import to_calendar
from conversations.reminders.snoozing import SnoozingUntil
from conversations.reminders.wishing import changing, moving, silencing, skipping, stopping
from conversations.reminders.wishing.asking import AddingReminder
from conversations.reminders.wishing.naming import ABOUT, named_in
from conversations.reminders.wishing.notes import tells_ce, with_remark
from conversations.reminders.wishing.reading import (
    Unread,
    Wish,
    is_pause,
    of_one,
    read_wish,
)
from conversations.reminders.wishing.wishes import Added, Before, OnDay
from conversations.topic import Topic

_PLAINLY = re.compile(
    r"^\W*(?:please\s+|pls\s+|can\s+you\s+|could\s+you\s+)?(?:remind\s+me\b"
    r"|(?:stop|no\s+more)\s+remind|no\s+reminders\b|turn\s+(?:the\s+)?(?:reminders|notifications)\b"
    r"|reminders?\s+(?:on|off)\b|when\s+will\s+you\s+remind\b|(?:un-?)?snooze\b"
    r"|(?:what|which|how\s+many|are\s+there(?:\s+any)?|do\s+i\s+have(?:\s+any)?)\s+reminders?\b)",
    re.I,
)


_ABOUT_ALL = re.compile(
    rf"{ABOUT}(?:all|every\w*|it|that|this|these|them|now|good|ever|any\w*|a\s+while|credentials?"
    r"|deadlines?|declar\w*|expir\w*|ces?|points?)\b",
    re.I,
)
_REMINDS = re.compile(r"\bremind", re.I)
_OPENS = re.compile(r"\bopen(?:s|ed|ing)?\b", re.I)
_CALENDAR = re.compile(r"\b(?:calendars?|ics|ical|agenda)\b", re.I)
_ABOUT_SOMETHING = re.compile(ABOUT, re.I)


def plainly_about(event: Said, person: Person) -> bool:
    """Whether a message is about reminders, whatever was asked before."""
    text = stopping.straight(event.text)
    plainly = _PLAINLY.match(text) is not None or snoozing.takes_back(text)
    denies = _REMINDS.search(text) is not None and stopping.denies(text)
    wishes = plainly or denies or moving.wants_to_move(text) or skipping.wants_to_skip(text)
    return len(text) <= 120 and wishes and not tells_ce(event, person)


def plainly_said(
    state: State | None, event: Said, person: Person, topic: Topic | None
) -> Turn | None:
    """Do what is plainly about reminders, or puts off the one that was just sent; else None."""
    later = snoozing.by_words(state, event, person, topic)
    denied = later is not None and stopping.denies(event.text)
    if denied or (later is None and plainly_about(event, person)):
        return said(state, event, person)
    return later


def wished(state: State | None, intent: Intent, event: Said, person: Person) -> Turn | None:
    """Do what a sentence of this intent wishes of reminders or a calendar; else None."""
    if intent is Intent.REMINDERS:
        return said(state, event, person)
    if intent is Intent.EXPORT and _CALENDAR.search(event.text):
        return Turn(state, (to_calendar(person, event.when),))
    return None


def said(state: State | None, event: Said, person: Person) -> Turn:
    """Do what a sentence about reminders wishes, or show them."""
    if not person.holdings:
        return Turn(state, (no_holdings(),))
    asked = state.keys if isinstance(state, SnoozingUntil) else ()
    if isinstance(state, AddingReminder | SnoozingUntil):
        state = None  # this sentence is its answer
    named = named_in(event.text, person)
    if named and person.holding(named[0]) is None:
        return Turn(state, (not_held(named[0]),))
    key = named[0] if named else None
    if (kept := silencing.kept(state, event, named, person)) is not None:
        return kept
    text = stopping.straight(stopping.without_no(event.text))
    spoken, event = event, replace(event, text=text)
    if (left_out := skipping.said(state, event, key, person)) is not None:
        return left_out
    if (moved := moving.said(state, event, key, person)) is not None:
        return moved
    if (put_off := snoozing.said(state, event, named or asked, person)) is not None:
        return put_off
    wish = read_wish(event.text, person, event.when)
    match wish:
        case Unread():
            return Turn(state, opens=AddingReminder(key, wish.either))
        case Wish.OFF if _stops(key, event.text):
            return silencing.silenced(state, spoken, named, person)
        case Wish():
            return _wish(state, wish, key, event, person)
    if isinstance(wish, OnDay) and stopping.means_one_there(event.text):
        there = moving.all_ahead(key, person, event.when)
        if any(each.on == wish.day for each in there):
            return silencing.nothing_changed(state, event, named, person)
    return _one_more(state, wish, key, event, person)


def _one_more(
    state: State | None, wish: Added, key: CredentialKey | None, event: Said, person: Person
) -> Turn:
    """Add what is wished; days before the opening are counted from it."""
    if isinstance(wish, Before) and _OPENS.search(event.text):
        held = [each for each in person.holdings if key in (None, each.key)]
        opens = {dates_of(each).declaration_opens for each in held}
        if len(opens) > 1:
            return Turn(state, (Reply(wording.opens_on_several_days()),))
        wish = OnDay(opens.pop() - timedelta(days=wish.days))
    turn = changing.added_own(state, of_one(wish, key), person, event.when)
    return with_remark(turn, event, person)


def _meant(key: CredentialKey | None, person: Person) -> tuple[CredentialKey, ...]:
    return (key,) if key else tuple(held.key for held in person.holdings)


def _stops(key: CredentialKey | None, text: str) -> bool:
    """Whether credentials are to be silent; where something else is named, not all of them."""
    return (
        key is not None or not _ABOUT_SOMETHING.search(text) or _ABOUT_ALL.search(text) is not None
    )


def _wish(
    state: State | None, wish: Wish, key: CredentialKey | None, event: Said, person: Person
) -> Turn:
    when = event.when
    match wish:
        case Wish.ON:
            return changing.heard_again(state, key, person, when)
        case Wish.SNOOZE:
            if away := snoozing.put_off_by(event.text):
                day = when.today(person.settings.zone) + away
                return snoozing.until(state, _meant(key, person), day, person, when)
            return snoozing.ask(state, _meant(key, person), person, when)
        case Wish.HOURS:
            return Turn(state, (Reply(wording.soonest_is_tomorrow()),))
        case Wish.HOUR:
            buttons = (
                standing(wording.CHANGE_QUIET, "quiet"),
                standing(wording.ALL_REMINDERS, "reminders"),
            )
            return Turn(state, (Reply(wording.time_follows_quiet(person.settings), (buttons,)),))
    shown = all_reminders(person, when) if key is None else one_credential(person, key, 0, when)
    if wish in (Wish.RHYTHM, Wish.WEEKLY):
        remark = wording.how_often() if wish is Wish.RHYTHM else wording.no_such_rhythm()
        remark = wording.no_pause() if is_pause(event.text) else remark
        shown = shown.under(remark)
    return Turn(state, (shown,))
