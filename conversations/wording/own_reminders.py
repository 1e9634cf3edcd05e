"""Reminders of the person's own: by day, each month, some days before the end."""

from collections.abc import Sequence
from datetime import date

from cmp_rules.model import CredentialKey
from conversations.reminders.wishing.wishes import Added, Before, EachMonth, OnDay
from conversations.wording.forms import credential, day, days_long, listed
from conversations.wording.reminding import names


def own_heading() -> str:
    """Head the person's own reminders."""
    return "Your own"


def own_page_heading() -> str:
    """Head the page on which own reminders are taken out."""
    return "Your own reminders"


def no_own_reminders() -> str:
    """There are none of the person's own."""
    return "You have added none. Say for example “remind me on 1 March” or “a week before”."


def own_line(added: Added, *, off: bool = False) -> str:
    """Write one of the person's own reminders; `off`: it does not come, as all else."""
    return f"• {own_words(added)}{', switched off' if off else ''}"


def own_words(added: Added) -> str:
    """Write one of the person's own reminders in the middle of a sentence."""
    of = "" if added.key is None else f", {credential(added.key)}"
    match added:
        case OnDay(on):
            return f"{day(on)}{of}"
        case EachMonth(each):
            return f"day {each} of each month{of}"
        case Before(days, "expiry"):
            return f"{days_long(days)} before it expires{of}"
    return f"{days_long(added.days)} before the recommended last day{of}"


def own_button(added: Added) -> str:
    """Offer to take one out."""
    code = "" if added.key is None else f" {added.key.code}"
    match added:
        case OnDay(on):
            words = day(on, weekday=False)
        case EachMonth(each):
            words = f"each month, {each}"
        case _:
            words = f"{days_long(added.days)} before"
    return f"Drop {words}{code}" if len(words + code) <= 19 else f"Drop {words}"


def own_added(
    added: Added,
    heard: Sequence[CredentialKey],
    days: Sequence[tuple[date, Sequence[CredentialKey]]],
) -> str:
    """Say on which days the person is reminded by what was just added, and of which credentials."""
    match added:
        case OnDay(on):
            return f"I will remind you of {_whom(heard)} on {day(on)}."
        case EachMonth(each):
            short = " (in a shorter month its last day)" if each > 28 else ""
            return f"I will remind you of {_whom(heard)} each month on day {each}{short}."
    which = listed([f"{day(on)} ({names(keys)})" for on, keys in days])
    return f"{own_words(added)[:1].upper()}{own_words(added)[1:]}: I will remind you on {which}."


def _whom(heard: Sequence[CredentialKey]) -> str:
    return f"your {names(heard)}"


def others_stay_off(heard: Sequence[CredentialKey], *, everything: bool) -> str:
    """Say that what was just added is the only one of its kind; `everything` is off."""
    if everything:
        return "All other reminders stay switched off."
    return f"All other reminders of your {names(heard)} stay switched off."


def no_words_of_yours() -> str:
    """What was to be done then cannot be kept."""
    return "I can't keep what for: a reminder only says what your credentials still need."


def own_there_already(added: Added) -> str:
    """The same reminder was added before."""
    return f"That is set already: {own_words(added)}."


def own_dropped(added: Added) -> str:
    """One of the person's own is gone."""
    return f"Dropped: {own_words(added)}."


def too_many_own(most: int) -> str:
    """No more fit."""
    return f"{most} reminders of your own are the most. Drop one first."


def all_days_passed(added: Added) -> str:
    """What was wished for lies behind for every credential."""
    return f"{own_words(added)[:1].upper()}{own_words(added)[1:]}: that day has passed."


def too_many_days_before(most: int) -> str:
    """More days before the end than a cycle has."""
    return f"At most {most} days before can be set."


def ask_own() -> str:
    """Ask when to remind as well."""
    return (
        "When shall I remind you as well? Type a day, “on the 1st of each month”, or “2 weeks "
        "before”; name a credential to mean only that one."
    )


def own_not_understood() -> str:
    """No day was found."""
    return "I found no day there. Type for example 1 March, every month, or 3 days before."


def no_such_own() -> str:
    """What was to be dropped is none of the person's own."""
    return "You have added no such reminder; nothing was changed."


def one_day_at_a_time() -> str:
    """More than one day was named."""
    return "I took one day of those you named: say the others one by one."


def opens_on_several_days() -> str:
    """Days before the opening were wished for, and it is not the same day for all."""
    return "The declaration does not open on one day for all of yours: name the credential as well."
