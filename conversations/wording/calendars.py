"""The words for months and weekdays, in each language in which a person may see dates."""

from dataclasses import dataclass

from conversations.person import Language
from conversations.wording.spoken import spoken


@dataclass(frozen=True, slots=True)
class Calendar:
    """Short words, January and Monday first."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]


CALENDARS: dict[Language, Calendar] = {
    "en": Calendar(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    ),
    "es": Calendar(
        ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"),
        ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
    ),
}


def calendar() -> Calendar:
    """Return the words of the language that is spoken."""
    return CALENDARS[spoken()]
