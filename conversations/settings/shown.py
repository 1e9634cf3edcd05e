"""Every setting on one screen, with a button to change each."""

from dataclasses import replace
from typing import get_args

from conversations import wording
from conversations.buttons import standing
from conversations.model import Choice, Reply
from conversations.person import DateOrder, KeepSettings, Language, Person, Settings


def all_settings(person: Person) -> Reply:
    """Return every setting with a button to change it."""
    now = person.settings
    with wording.speaking(now.language):  # it may have been changed by this very turn
        return Reply(
            wording.settings_text(now),
            heading=wording.settings_heading(),
            choices=(
                (standing(wording.CHANGE_ZONE, "zone"), standing(wording.CHANGE_QUIET, "quiet")),
                *((choice,) for choice in (*_orders(now), *_languages(now), _checks(now))),
            ),
        )


def _orders(now: Settings) -> tuple[Choice, ...]:
    orders: tuple[DateOrder, ...] = get_args(DateOrder)
    others = (order for order in orders if order != now.date_order)
    return tuple(standing(wording.read_dates_as(order), "order", order) for order in others)


def _checks(now: Settings) -> Choice:
    if now.reminders.checks:
        return standing(wording.NO_CHECKS, "checks_off")
    return standing(wording.DO_CHECK, "checks_on")


def _languages(now: Settings) -> tuple[Choice, ...]:
    others = (language for language in get_args(Language) if language != now.calendar)
    return tuple(standing(wording.write_dates_in(each), "dates", each) for each in others)


def changed(person: Person, settings: Settings) -> tuple[KeepSettings, Reply]:
    """Return the change to other settings, and the screen that shows them."""
    change = KeepSettings(settings)
    return change, all_settings(replace(person, settings=settings))
