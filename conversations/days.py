"""Days as people say them: read by their own settings, and asked back where one is in doubt."""

from datetime import date

from conversations import wording
from conversations.model import Choice, Reply, When
from conversations.person import Person
from conversations.reading import dates


def read_day(
    text: str, person: Person, when: When, *, prefer: dates.Prefer = "past"
) -> dates.DateRead | None:
    """Read the day that a text is; None where it is none."""
    return dates.read_date(
        text,
        today=when.today(person.settings.zone),
        order=person.settings.date_order,
        prefer=prefer,
        language=person.settings.calendar,
    )


def which_of(days: tuple[date, date]) -> Reply:
    """Ask which of two days is meant; the buttons carry 0 and 1."""
    return Reply(
        wording.which_day(),
        (tuple(Choice(wording.day(day), str(place)) for place, day in enumerate(days)),),
    )


def is_it_right(question: str) -> Reply:
    """Ask whether an unlikely day is meant; the buttons carry "yes" and "again"."""
    choices = (Choice(wording.YES_KEEP_IT, "yes"), Choice(wording.TYPE_AGAIN, "again"))
    return Reply(question, (choices,))
