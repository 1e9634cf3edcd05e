"""How far an area is: "how many points do I have in safety", "am I done with ethics".

> am i done with ethics
Medical ethics: still short for MLS and SBB
MLS: 0 of 1, 1 still missing
SBB: 0 of 1, 1 still missing
"""

from collections.abc import Sequence
from dataclasses import replace

from cmp_rules.catalog import catalog
from cmp_rules.model import NOTHING, Area, CredentialKey
from cmp_rules.progress import Progress, SlotProgress
from conversations import wording
from conversations.answers.status import no_holdings, not_held
from conversations.buttons import key_value, rows, standing
from conversations.model import Choice, Reply, When
from conversations.person import Person

MOST_AREAS = 3
MOST_ENTRIES = 5  # of those behind the points of one area
OWN_SAFETY = "laboratory_safety"  # the slot of those whose own area is safety


def in_areas(
    person: Person, areas: Sequence[Area], keys: Sequence[CredentialKey], when: When
) -> Reply:
    """Say what each credential has and misses in these areas, and which entries are in them."""
    if not person.holdings:
        return no_holdings()
    chosen = [held for held in person.holdings if not keys or held.key in keys]
    if not chosen:
        return not_held(keys[0])
    today = when.today(person.settings.zone)
    founds = [person.progress(holding, today) for holding in chosen]
    asked = areas[:MOST_AREAS]
    blocks = []
    for area in asked:
        head = [wording.area_name(area)] if len(asked) > 1 else []
        lines = [_line(area, found, person) for found in founds]
        blocks.append("\n".join([*head, *lines, *_entries(area, person)]))
    trust = wording.caveats_of_all(founds, [catalog().credential(held.key) for held in chosen])
    details = rows((_details(held.key) for held in chosen), most=3)
    log = (standing(wording.LOG_A_CE, "add"), standing(wording.LIST, "list"))
    return Reply(
        "\n\n".join([*blocks, *(["\n".join(trust)] if trust else [])]),
        heading=_heading(asked, founds),
        choices=(*details, log),
    )


def _details(key: CredentialKey) -> Choice:
    return standing(wording.credential(key), "status", key_value(key))


def _heading(areas: Sequence[Area], founds: Sequence[Progress]) -> str:
    slots = [(found, slot) for found in founds for area in areas for slot in _slots(area, found)]
    short = dict.fromkeys(found.holding.key for found, slot in slots if slot.missing)
    sure = all(slot.missing is not None for _, slot in slots)
    return wording.areas_heading(areas, list(short), asked_for=bool(slots), sure=sure)


def _slots(area: Area, found: Progress) -> list[SlotProgress]:
    """Return the slots that an area alone can fill."""
    names = (area, OWN_SAFETY) if area is Area.SAFETY else (area,)
    return [slot for name in names if (slot := found.slot(name)) is not None]


def _line(area: Area, found: Progress, person: Person) -> str:
    key = found.holding.key
    slots = _slots(area, found)
    if slots and any(slot.required is not None for slot in slots):
        return wording.area_line(key, slots)
    elective = sum(
        (
            use.points
            for use in found.allocation
            if area in person.activities[use.activity].parts[use.part].areas
        ),
        NOTHING,
    )
    if slots:  # what fills it is not known, so what is in it stands among the electives
        return wording.area_line(key, [replace(slots[0], met=slots[0].met + elective), *slots[1:]])
    return wording.area_without_slot(key, elective)


def _entries(area: Area, person: Person) -> list[str]:
    """Return the entries with points in an area, the newest first."""
    inside = [
        (sum((part.points for part in each.parts if area in part.areas), NOTHING), each)
        for each in sorted(person.activities, key=lambda a: (a.date, a.number), reverse=True)
    ]
    inside = [(points, each) for points, each in inside if points]
    if not inside:
        return [wording.none_in_area()]
    shown = [wording.in_area_line(points, each) for points, each in inside[:MOST_ENTRIES]]
    more = len(inside) - MOST_ENTRIES
    return [wording.in_area_heading(), *shown, *([wording.and_more(more)] if more > 0 else [])]
