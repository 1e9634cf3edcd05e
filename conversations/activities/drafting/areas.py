"""What an activity was about: one area, several that fit every point, or points on each."""

from decimal import Decimal

from cmp_rules.catalog import catalog
from cmp_rules.model import Area, Part
from cmp_rules.suggest import suggest
from conversations import wording
from conversations.activities.drafting.draft import Draft
from conversations.model import Choice, Choices, Reply
from conversations.person import Person
from conversations.reading import words
from conversations.reading.points.parts import find_parts

SEVERAL = "several"
DONE = "done"
MORE = "more"
EACH = "each"
_ON_A_PAGE = 6


def likely(draft: Draft, person: Person) -> tuple[Area, ...]:
    """Return all areas, likeliest first: by title and provider, then by what the person holds."""
    spoken = [found.area for found in suggest(draft.title or "", draft.provider or "")]
    held = [area for holding in person.holdings for area in _dedicated(holding.key.code)]
    common = [Area.SAFETY, Area.ETHICS]
    return tuple(dict.fromkeys((*spoken, *held, *common, *Area)))


def _dedicated(code: str) -> tuple[Area, ...]:
    found = (c for c in catalog().credentials.values() if c.key.code == code)
    names = {slot.name for c in found for e in c.editions for slot in e.slots}
    return tuple(area for area in Area if area in names)


def ask_areas(
    draft: Draft, person: Person, picked: frozenset[Area], *, several: bool, page: int
) -> Reply:
    """Ask for the areas: one tap for one area; ticks where several are wanted."""
    ordered = likely(draft, person)
    ordered = (*(a for a in ordered if a in picked), *(a for a in ordered if a not in picked))
    first = page * _ON_A_PAGE % len(ordered)
    shown = ordered[first : first + _ON_A_PAGE]
    labels = tuple(_choice(area, area in picked) for area in shown)
    grid = tuple(labels[i : i + 2] for i in range(0, len(labels), 2))
    return Reply(wording.ask_areas(several=several), (*grid, _controls(several)))


def pages() -> int:
    """Return how many screens all areas take."""
    return -(-len(Area) // _ON_A_PAGE)


def _choice(area: Area, ticked: bool) -> Choice:
    label = wording.area_label(area)
    return Choice(wording.ticked(label) if ticked else label, area)


def _controls(several: bool) -> tuple[Choice, ...]:
    if several:
        return (Choice(wording.DONE, DONE, style="success"), Choice(wording.MORE_AREAS, MORE))
    return (Choice(wording.SEVERAL_AREAS, SEVERAL), Choice(wording.MORE_AREAS, MORE))


def read_areas(
    draft: Draft, text: str, picked: frozenset[Area] = frozenset()
) -> Draft | frozenset[Area] | str:
    """Read areas ("safety and micro") or points on each ("1 safety, 2 micro")."""
    split = find_parts(text)
    if split is not None and not split.open_areas and not split.doubtful:
        return _split(draft, split.parts, picked)
    found = words.read_areas(text)
    return found or wording.areas_not_understood()


def _split(draft: Draft, parts: tuple[Part, ...], picked: frozenset[Area]) -> Draft | str:
    """Take points on each area; the rest is on the areas picked besides, else general."""
    said = sum((part.points for part in parts), Decimal(0))
    whole = draft.points or said
    if said > whole:
        return wording.parts_exceed(said, whole)
    if said < whole:
        named = frozenset[Area]().union(*(part.areas for part in parts))
        rest = (picked - named) or frozenset({Area.GENERAL})
        parts = (*parts, Part(whole - said, rest))
    return draft.split(parts)


def ask_split(draft: Draft, picked: frozenset[Area]) -> Reply:
    """Ask how the points fall on several areas."""
    names = tuple(wording.area_name(area) for area in sorted(picked))
    choices: Choices = ((Choice(wording.FITS_EACH, EACH),),)
    return Reply(wording.ask_split(names, draft.points or Decimal(0)), choices)
