"""Reminders as a person sets them: the dates to come, what can be changed, snoozing."""

from collections.abc import Sequence
from datetime import date, time

from cmp_rules.cycles import Dates
from cmp_rules.model import CredentialKey
from cmp_rules.reminders import Reason
from conversations.person import Settings
from conversations.wording.forms import credential, day, days_long, listed
from conversations.wording.settings import clock, zone_name

ALL_REMINDERS = "All reminders"
ADD_REMINDER = "Add a reminder"
YOUR_OWN = "Change your own"
STOP_ALL = "Switch all off"
KEEP_THEM = "Keep them"
START_ALL = "Switch all on"
LATER_DATES = "Show later dates"
EARLIER_DATES = "Show earlier dates"
TO_CALENDAR = "Put in my calendar"
WEEK_EARLIER = "1 week earlier"
WEEK_LATER = "1 week later"
AS_PLANNED = "As it was planned"
MOVE_YOUR_OWN = "Move your own"
MOVE_ALL = "Move all"
EVERY_MONTH = "Every month"
WEEK_BEFORE = "1 week before"
MONTH_BEFORE = "1 month before"

_WHY = {
    Reason.YEAR_BEFORE: "a year before it expires",
    Reason.HALF_YEAR_BEFORE: "half a year before it expires",
    Reason.WINDOW_OPENS: "the declaration opens",
    Reason.BEFORE_LAST_DAY: "before the recommended last day",
    Reason.LAST_DAY: "the recommended last day",
    Reason.AFTER_LAST_DAY: "after the recommended last day",
    Reason.EXPIRES: "it expires",
    Reason.REVIEW: "what became of your declaration",
    Reason.ANNIVERSARY: "a year of the cycle has passed, if you are behind",
    Reason.ALL_DONE: "all is met",
    Reason.OWN: "your own",
    Reason.SNOOZED: "snoozed",
}


def reminders_heading() -> str:
    """Head the dates to come."""
    return "Your reminders"


def reminders_of(keys: Sequence[CredentialKey]) -> str:
    """Head the dates of credentials that have them in common, or of one alone."""
    return listed([credential(key) for key in keys])


def reminders_of_heading(key: CredentialKey) -> str:
    """Head the dates of one credential."""
    return f"Reminders of your {credential(key)}"


def reminder_line(on: date, why: Reason, dates: Dates, planned: date | None, *, off: bool) -> str:
    """Write one date to come; `planned`: where it was moved from."""
    moved = "" if planned is None else f" (moved from {day(planned, weekday=False)})"
    what = _WHY[why]
    if why is Reason.BEFORE_LAST_DAY and on < dates.recommended_last_day:
        what = f"{days_long((dates.recommended_last_day - on).days)} {what}"
    if why is Reason.AFTER_LAST_DAY and on < dates.expires:
        what = f"{days_long((dates.expires - on).days)} before it expires"
    return f"• {day(on)}{moved}: {what}{', switched off' if off else ''}"


def no_reminders_left() -> str:
    """No date lies ahead."""
    return "No date lies ahead."


def reminders_silent(key: CredentialKey | None) -> str:
    """All reminders, or all of one credential, are off."""
    if key is None:
        return "All reminders are switched off. The dates stand at /status."
    return f"Reminders of your {credential(key)} are switched off."


def ask_silence() -> str:
    """Ask before all are switched off."""
    return (
        "Switch all reminders off? I would stay silent before your deadlines too, and a credential "
        "could lapse unseen. For one alone, say for example “no reminders about SBB”."
    )


def ask_silence_of(keys: Sequence[CredentialKey]) -> str:
    """Ask before those of some credentials are switched off."""
    named = listed([credential(key) for key in keys])
    return (
        f"Switch off the reminders of your {named}? I would stay silent before the deadline too, "
        "and it could lapse unseen."
    )


def reminders_stay() -> str:
    """Nothing is to stop, or to be lost."""
    return "Nothing was changed: your reminders stay as they are."


def silence_one_by_one() -> str:
    """Some are to stop and some to stay."""
    return (
        "Nothing was changed, as some are to stay. Say what is to stop one by one: “no reminders "
        "about SBB”, or “skip the 1 April reminder”."
    )


def how_to_switch_off() -> str:
    """Whether or how reminders can be switched off was asked."""
    return (
        "Nothing was changed. You can switch reminders off at any time: use the buttons, or say "
        "“no reminders about SBB” or “skip the 1 April reminder”. A deadline could then "
        "pass unseen."
    )


def only_these_come() -> str:
    """Head what comes though all else is off."""
    return "Only these come:"


def switched_off_here() -> str:
    """All dates of these credentials are off."""
    return "Switched off."


def reminders_done(opens: date) -> str:
    """Nothing is missing, so nothing is said for a while."""
    return f"Nothing is missing by the figures here: I stay silent until {day(opens)}."


def time_of_day(settings: Settings) -> str:
    """Say at what time of day reminders come."""
    quiet, zone = settings.quiet, zone_name(settings.zone)
    covered = [quiet.covers(time(10)), quiet.covers(time(11, 59))]
    if all(covered):
        return f"They come at {clock(quiet.ends)} by the clock of {zone}, when your quiet ends."
    between = "between 10 am and noon"
    if any(covered):
        between += ", outside your quiet hours,"
    return f"They come {between} by the clock of {zone}."


def time_follows_quiet(settings: Settings) -> str:
    """A time of day was wished for."""
    return f"I can't set an hour for each. {time_of_day(settings)} Quiet hours shift them."


def soonest_is_tomorrow() -> str:
    """A reminder within hours was wished for."""
    return "I can't count hours: the soonest is tomorrow. Say “remind me tomorrow”."


def no_such_rhythm() -> str:
    """Each week, or another rhythm was wished for that there is not."""
    return (
        "I can't remind you in that rhythm. I can each month, on a day, or some days before: "
        "“remind me every month”, “remind me on 1 March”, “remind me a week before”."
    )


def no_pause() -> str:
    """Silence for a while was wished for."""
    return "I can't pause for a while: skip single dates here, or switch all off and on again."


def which_off() -> str:
    """One is to be left out, and it is not clear which."""
    return "Nothing was switched off. Which one? Name its day: “skip the 1 April reminder”."


def left_out(keys: Sequence[CredentialKey], on: date) -> str:
    """What was to come on a day comes no more."""
    of = f" of your {listed([credential(key) for key in keys])}" if keys else ""
    return f"Left out: {day(on)}{of}. The other reminders stay."


def how_often() -> str:
    """A rhythm was wished for that there is not."""
    return (
        "I can't change how often I write as such. Switch single dates off here, or add your own: "
        "“remind me every month”."
    )


def change_one(key: CredentialKey) -> str:
    """Offer to change the reminders of a credential."""
    return f"Change {credential(key)}"


def skip_one(on: date) -> str:
    """Offer to leave one out."""
    return f"Skip {day(on, weekday=False)}"


def bring_back_one(on: date) -> str:
    """Offer to have one again."""
    return f"Bring back {day(on, weekday=False)}"


def move_one(on: date) -> str:
    """Offer to move one."""
    return f"Move {day(on, weekday=False)}"


def stop_one(key: CredentialKey) -> str:
    """Offer to switch all of a credential off."""
    return f"Switch {credential(key)} off"


def start_one(key: CredentialKey) -> str:
    """Offer to switch a credential on again."""
    return f"Switch {credential(key)} on"


def day_has_passed(on: date) -> str:
    """The day lies behind."""
    return f"{day(on)} is not ahead of us. Name a day from tomorrow on."


def day_too_far(on: date) -> str:
    """The day is beyond what anybody plans."""
    return f"{day(on)} is too far off for a reminder."


def which_of_days(first: date, second: date) -> str:
    """A day reads both ways."""
    return f"Is that {day(first)} or {day(second)}?"


def ask_move(key: CredentialKey, on: date, last: date) -> str:
    """Ask to which day one is moved."""
    return (
        f"To which day shall the reminder of {day(on)} for your {credential(key)} go? Any day up "
        f"to {day(last)}, when it expires."
    )


def moved_to(key: CredentialKey, on: date) -> str:
    """A reminder was moved."""
    return f"Moved: I remind you of your {credential(key)} on {day(on)}."


def move_of(key: CredentialKey) -> str:
    """Offer to move the reminder of one of several credentials."""
    return f"Move {credential(key)}"


def move_which_of(on: date, to: date) -> str:
    """Several reminders are on the day that was named."""
    return f"Several reminders are on {day(on)}. Which shall I move to {day(to)}?"


def move_which() -> str:
    """No day was named of which a reminder is to be moved."""
    return (
        "Which one shall I move? Say its day, for example “move the 1 April reminder to 5 April”."
    )


def move_to_which() -> str:
    """No day was found to which it goes."""
    return "To which day? Say for example “move the 1 April reminder to 5 April”."


def no_reminder_then() -> str:
    """No reminder is on the day that was named."""
    return "No reminder is on that day; nothing was changed."


def all_moved_to(keys: Sequence[CredentialKey], on: date) -> str:
    """What is none of one credential's schedule was moved."""
    of = f" of your {listed([credential(key) for key in keys])}" if keys else ""
    return f"Moved: I remind you{of} on {day(on)}."


def not_after_expiry(ends: date) -> str:
    """The day is after the expiry."""
    return f"It expires {day(ends)}: a reminder after that would come too late."


def switched_on_again(key: CredentialKey | None) -> str:
    """Reminders come again."""
    if key is None:
        return "Reminders are on again."
    return f"Reminders of your {credential(key)} are on again."
