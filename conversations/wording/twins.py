"""A CE that looks like one that is recorded already."""

from cmp_rules.model import Activity
from conversations.wording.forms import day, points


def looks_doubled(twin: Activity, *, same_day: bool) -> str:
    """A recorded activity looks like the draft."""
    on = "the same day" if same_day else day(twin.date, weekday=False)
    return (
        f"Careful: this looks like entry #{twin.number}, “{twin.title}”, "
        f"{points(twin.points)}, of {on}. If it is another one, Save keeps both."
    )


def it_is_that(number_: int) -> str:
    """Offer not to save what is there already."""
    return f"It is #{number_}, leave it"


def there_once(twin: Activity) -> str:
    """The draft is the same as an entry; nothing was recorded."""
    return f"Good: nothing was saved twice. #{twin.number} stays as it is."
