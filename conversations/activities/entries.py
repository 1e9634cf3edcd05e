"""/list: what was logged, newest first, a page at a time."""

from cmp_rules.catalog import catalog
from cmp_rules.model import Activity
from cmp_rules.progress import progress
from conversations import wording
from conversations.activities.uses import uses_of
from conversations.buttons import rows, standing
from conversations.model import Reply, When
from conversations.person import Person

ON_A_PAGE = 8
LONGEST_WORD = 12  # a button carries the word on to the next page


def entries(person: Person, page: int, word: str = "") -> Reply:
    """Return one page of what was logged, or of what a word is found in; each can be opened."""
    word = word.strip()[:LONGEST_WORD]
    newest = sorted(person.activities, key=lambda a: (a.date, a.number), reverse=True)
    if not newest:
        return Reply(wording.nothing_logged(), choices=((standing(wording.LOG_A_CE, "add"),),))
    found = [activity for activity in newest if word.casefold() in _searched(activity)]
    if not found:
        return Reply(wording.nothing_found(word), ((standing(wording.LIST, "list"),),))
    pages = -(-len(found) // ON_A_PAGE)
    page = min(max(page, 0), pages - 1)
    shown = found[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    buttons = [standing(f"#{a.number}", "entry", str(a.number)) for a in shown]
    turns = []
    if page > 0:
        turns.append(standing(wording.NEWER, "list", f"{page - 1} {word}"))
    if page < pages - 1:
        turns.append(standing(wording.OLDER, "list", f"{page + 1} {word}"))
    return Reply(
        "\n".join(wording.entry_line(activity) for activity in shown),
        heading=wording.entries_heading(found, word, page + 1, pages),
        choices=(*rows(buttons, most=3), *((tuple(turns),) if turns else ())),
    )


def _searched(activity: Activity) -> str:
    """Return everything of an entry that a word may be found in."""
    areas = {area for part in activity.parts for area in part.areas}
    names = " ".join(catalog().areas[area].name for area in sorted(areas))
    day = f"{activity.date.isoformat()} {wording.day(activity.date)}"
    return f"{activity.title} {activity.provider} {names} {day}".casefold()


def entry(person: Person, number: int, when: When) -> Reply:
    """Show one entry with what it counts for, to change or remove it."""
    found = person.activity(number)
    if found is None:
        return gone(person, number)
    today = when.today(person.settings.zone)
    lines = wording.entry_lines(found, wording.kind(found.kind))
    if person.holdings:
        lines += ["", wording.counts_for()]
    for holding in person.holdings:
        fixed = any(pin.key == holding.key for pin in found.pins)
        line = uses_of(progress(holding, person.activities, today), person, number)
        lines.append(wording.fixed_by_you(line) if fixed else line)
    place = (standing(wording.FIX_WHERE, "place", str(number)),)
    return Reply(
        "\n".join(lines),
        heading=wording.entry_heading(number),
        choices=(
            (
                standing(wording.EDIT, "edit", str(number)),
                standing(wording.DELETE, "undo", str(number)),
            ),
            *((place,) if person.holdings else ()),
        ),
    )


def gone(person: Person, number: int) -> Reply:
    """Say that an entry is not there (any more), and offer to put it back where possible."""
    if any(a.number == number for a in person.removed):
        back = standing(wording.PUT_BACK, "restore", str(number))
        return Reply(wording.already_removed(), choices=((back,),))
    return Reply(wording.no_such_entry())
