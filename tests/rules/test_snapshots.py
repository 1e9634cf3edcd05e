"""Every credential under every edition in a few cases: a change of a rule shows as a difference.

After a change that is meant, write the file anew with `python tests/rules/test_snapshots.py` and
read the difference.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from cmp_rules.catalog import catalog
from cmp_rules.model import Activity, Area, Credential, Edition, Holding, Kind, Part
from cmp_rules.progress import Progress, SlotProgress, progress

SNAPSHOT = Path(__file__).parent / "snapshots" / "editions.txt"
LATER = date(2027, 6, 30)  # an end for the editions that hold until further notice
COMPLETE = {True: "complete", False: "not complete", None: "cannot be told"}


def ends_of(edition: Edition) -> date:
    """Return the last end of a cycle that an edition rules, as far as anybody can say."""
    return edition.last_end or max(LATER, edition.first_end or LATER)


def cases(ends: date) -> dict[str, list[Activity]]:
    """Return what somebody may have done in the middle of a cycle."""
    day = ends - timedelta(days=365)

    def did(title: str, points: str, *areas: Area, kind: Kind = Kind.CE_COURSE) -> Activity:
        return Activity(title, day, kind, (Part(Decimal(points), frozenset(areas)),))

    each = [did(area.value, "1.5", area) for area in Area]
    everything = [did(f"{area.value} again", "40", area) for area in Area]
    return {
        "nothing done": [],
        "1.5 points in each area": each,
        "30 points of a college course": [
            did("college", "30", Area.GENERAL, kind=Kind.COLLEGE_COURSE)
        ],
        "40 points in each area": everything,
    }


def lines() -> Iterator[str]:
    """Return the answers, credential by credential."""
    for key in sorted(catalog().credentials, key=lambda key: (key.scheme, key.code)):
        credential = catalog().credential(key)
        for edition in credential.editions:
            yield from edition_lines(credential, edition)


def edition_lines(credential: Credential, edition: Edition) -> Iterator[str]:
    """Return the answers of one edition."""
    ends = ends_of(edition)
    until = "until further notice" if edition.last_end is None else f"until {edition.last_end}"
    yield f"{credential.key} ({credential.key.scheme}), {until}"
    for title, activities in cases(ends).items():
        holding = Holding(credential.key, ends)
        found = progress(holding, activities, ends - timedelta(days=180))
        yield f"  {title}: {told(found)}"
    yield ""


def told(found: Progress) -> str:
    """Return an answer in one line."""
    slots = ", ".join(f"{slot.name} {amount(slot)}" for slot in found.slots)
    sums: dict[str, Decimal] = {}
    for each in found.not_counted:
        sums[each.why] = sums.get(each.why, Decimal(0)) + each.points
    rest = "".join(f"; {points:f} {why}" for why, points in sorted(sums.items()))
    said = f"{COMPLETE[found.complete]}, {found.confidence}"
    return f"{amount(found.total)} = {slots}{rest}; {said}"


def amount(slot: SlotProgress) -> str:
    """Write how much is met of how much."""
    return f"{slot.met:f}/{'?' if slot.required is None else f'{slot.required:f}'}"


def test_every_edition_answers_as_it_did_when_last_read() -> None:
    """Design, section 6: snapshots of every case under every edition."""
    assert "\n".join(lines()).rstrip() == SNAPSHOT.read_text(encoding="utf-8").rstrip()


def test_every_edition_is_in_the_snapshot() -> None:
    """Nothing in the catalogue escapes the comparison."""
    editions = sum(len(each.editions) for each in catalog().credentials.values())

    assert SNAPSHOT.read_text(encoding="utf-8").count("\n  nothing done:") == editions


def test_nobody_is_told_to_be_done_on_an_unknown_figure() -> None:
    """Product: a wrong "remaining" must never happen; 40 points everywhere fill what is known."""
    for credential in catalog().credentials.values():
        for edition in credential.editions:
            ends = ends_of(edition)
            done = cases(ends)["40 points in each area"]
            found = progress(Holding(credential.key, ends), done, ends)
            figures = (edition.total, *(slot.figure for slot in edition.slots))
            known = all(figure.points is not None for figure in figures)
            assert found.complete is (True if known else None)


if __name__ == "__main__":
    SNAPSHOT.write_text("\n".join(lines()).rstrip() + "\n", encoding="utf-8")
