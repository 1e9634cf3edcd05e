"""What one activity counted for in one credential, in words."""

from decimal import Decimal

from cmp_rules.model import NOTHING, Why
from cmp_rules.progress import Progress
from conversations import wording
from conversations.person import Person


def uses_of(found: Progress, person: Person, number: int) -> str:
    """Return one line: "SBB: 1.5 to blood banking", and why the rest does not count."""
    place = next(i for i, activity in enumerate(person.activities) if activity.number == number)
    used: dict[str, Decimal] = {}
    lost: dict[Why, Decimal] = {}
    for use in found.allocation:
        if use.activity == place:
            used[use.slot] = used.get(use.slot, NOTHING) + use.points
    for miss in found.not_counted_of(place):
        lost[miss.why] = lost.get(miss.why, NOTHING) + miss.points
    return wording.credential_line(
        found.holding.key,
        [
            *(wording.to_slot(points, slot) for slot, points in used.items()),
            *(wording.not_counted(points, why, found.cycle) for why, points in lost.items()),
        ],
    )
