"""What one activity counted for in one credential, in words."""

from decimal import Decimal

from cmp_rules.model import NOTHING, Why
from cmp_rules.progress import Progress
from conversations import wording
from conversations.person import Person

ELECTIVES = "electives"


def uses_of(found: Progress, person: Person, number: int) -> str:
    """Return one line: "SBB: 1.5 to blood banking", and why the rest does not count."""
    logged = person.activities
    place = next(i for i in reversed(range(len(logged))) if logged[i].number == number)
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
            *(_went(points, slot, found, person, place) for slot, points in used.items()),
            *(wording.not_counted(points, why, found.cycle) for why, points in lost.items()),
        ],
    )


def _went(points: Decimal, name: str, found: Progress, person: Person, place: int) -> str:
    """Say where points went; what no figure asks for lands in the electives by want of one."""
    of_areas = {area for part in person.activities[place].parts for area in part.areas}
    asked = [slot for slot in found.slots if slot.name in (*of_areas, name)]
    asked = asked if len(asked) > 1 else list(found.slots)
    if name == ELECTIVES and all(slot.required is None for slot in asked):
        return wording.place_not_known(points)
    return wording.to_slot(points, name)
