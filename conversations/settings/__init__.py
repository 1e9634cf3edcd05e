"""/settings: the time zone, quiet hours, how dates are read and written.

> /settings
Time zone: New York (assumed; it decides what “today” is)
…
> don't message me before 8am
Quiet hours: 9 pm to 8 am …
"""

from conversations.settings.changes import (
    asks_for_zone,
    language_changed,
    located,
    order_changed,
    said,
    set_by_words,
)
from conversations.settings.quiet import AskingQuiet, about_quiet
from conversations.settings.shown import all_settings
from conversations.settings.zone import AskingZone

__all__ = [
    "AskingQuiet",
    "AskingZone",
    "about_quiet",
    "all_settings",
    "asks_for_zone",
    "language_changed",
    "located",
    "order_changed",
    "said",
    "set_by_words",
]
