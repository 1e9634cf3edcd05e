"""Settings: the clock, quiet hours, and how dates are read and written."""

from datetime import date, time

from conversations.person import Language, Settings
from conversations.quiet import Quiet
from conversations.wording.forms import day

_LANGUAGES = {"en": "English", "es": "Spanish"}
_EXAMPLE = date(2026, 4, 15)


def settings_heading() -> str:
    """Open the settings."""
    return "Your settings"


def settings_text(settings: Settings) -> str:
    """Say every setting, and which of them are only assumed."""
    zone = f"Time zone: {zone_name(settings.zone)}"
    if settings.time_zone is None:
        zone += " (assumed; it decides what “today” is)"
    order = "March 2" if settings.order == "mdy" else "3 February"
    dates = f"Dates: 3/2 is {order}"
    if settings.date_order is None:
        dates = "Dates: 3/2 may be March 2 or 3 February; you are asked each time"
    words = f"Words of dates: {_LANGUAGES[settings.calendar]}, such as {day(_EXAMPLE)}"
    checks = "Transcript checks: off"
    if settings.reminders.checks:
        checks = "Transcript checks: ten days after a CE that is said to upload itself"
    return f"{zone}\n{_quiet_line(settings)}\n{dates}\n{words}\n{checks}"


def _quiet_line(settings: Settings) -> str:
    if settings.quiet.never:
        return "Quiet hours: none; a reminder may come at any hour"
    assumed = "assumed; " if settings.quiet_hours is None else ""
    return f"Quiet hours: {hours(settings.quiet)} ({assumed}I write nothing by myself then)"


def clock(value: time) -> str:
    """Write a time of day: 9 pm, 10:30 am, noon, midnight."""
    if value in (time(0), time(12)):
        return "noon" if value.hour else "midnight"
    minutes = f":{value.minute:02}" if value.minute else ""
    return f"{(value.hour - 1) % 12 + 1}{minutes} {'am' if value.hour < 12 else 'pm'}"


def hours(value: Quiet) -> str:
    """Write hours: 9 pm to 9 am."""
    return f"{clock(value.starts)} to {clock(value.ends)}"


def quiet_button(value: Quiet) -> str:
    """Offer quiet hours."""
    return "No quiet hours" if value.never else hours(value)


def ask_quiet(settings: Settings) -> str:
    """Ask in which hours the bot writes nothing that was not asked for."""
    now = f"They are {hours(settings.quiet)} now."
    if settings.quiet.never:
        now = "There are none now."
    return (
        "In which hours should I not write by myself? Answers come at any time. Pick, or type such "
        f"as 10:30 pm to 7 am. {now}"
    )


def quiet_refused(why: str | None) -> str:
    """The hours were not taken."""
    match why:
        case "half":
            return "I can't tell morning from evening there. Say am or pm, such as 10 pm to 7 am."
        case "clock":
            return "There is no such time of day. Type for example 10 pm to 7 am."
        case "long":
            return "That leaves too little of the day: 20 hours at most can be quiet."
    return "I found no hours there. Type for example 10 pm to 7 am."


def order_kept(order: str) -> str:
    """Say that the order of day and month is kept."""
    first = "the month" if order == "mdy" else "the day"
    return f"From now on I read {first} first; /settings changes that."


def zone_name(zone: str) -> str:
    """Write a time zone by its city."""
    return zone.rpartition("/")[2].replace("_", " ")


def ask_zone(settings: Settings) -> str:
    """Ask where the person lives."""
    now = zone_name(settings.zone)
    return (
        "Which city's clock do you live by? Pick one, type a city, or share your location once: "
        f"I keep the time zone only. It is {now} now."
    )


def zone_not_found() -> str:
    """The city is not known, or not plain."""
    return "I don't know that place. Type a larger city nearby, such as Chicago or Manila."


def place_not_kept(zone: str) -> str:
    """A location was shared: its time zone is taken, and nothing else."""
    return f"Your time zone is {zone_name(zone)} now. I did not keep the location itself."


def place_without_zone() -> str:
    """A location was shared that lies at sea, or cannot be read."""
    return (
        "I can't tell the time zone of that place, and did not keep it. Type a city instead, such "
        "as “my time zone is Chicago”."
    )


def by_the_clock_of(zone: str) -> str:
    """Say which clock "yesterday" was read by, while that is only assumed."""
    return f"The day is by the clock of {zone_name(zone)}; change that in /settings."


def write_dates_in(language: Language) -> str:
    """Offer dates in another language."""
    return f"Write dates in {_LANGUAGES[language]}"
