"""How a person reads 3/2, kept once they had to say it."""

from dataclasses import replace

from conversations import wording
from conversations.activities.drafting.draft import Draft
from conversations.model import Reply, Turn
from conversations.person import DateOrder, KeepSettings, Person


def remembering_the_order(turn: Turn, asked: Draft, read: Draft, person: Person) -> Turn:
    """Return the turn that also keeps the order; two days of a course tell none."""
    if asked.either_day is None or not asked.is_swapped or read.day not in asked.either_day:
        return turn
    order: DateOrder = "mdy" if read.day == asked.either_day[0] else "dmy"
    change = KeepSettings(replace(person.settings, date_order=order))
    return replace(turn, replies=(Reply(wording.order_kept(order)),), changes=(change,))
