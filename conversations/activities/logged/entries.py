"""/list: what was logged, newest first, a page at a time."""

from cmp_rules.catalog import catalog
from cmp_rules.model import NOTHING
from conversations import wording
from conversations.activities.logged.searching import Search, find, search_of, short
from conversations.activities.uses import uses_of
from conversations.buttons import rows, standing
from conversations.certificates.kept import of_entry
from conversations.certificates.showing import on_entry, unproved
from conversations.model import Reply, When
from conversations.person import Person

ON_A_PAGE = 8


def entries(person: Person, page: int, text: str, when: When) -> Reply:
    """Return one page of what was logged, or of what a search finds; each can be opened."""
    text = short(text)
    shelf = (standing(wording.SHOW_REMOVED, "removed"),) if person.removed else ()
    if not person.activities:
        log = (standing(wording.LOG_A_CE, "add"), *shelf)
        return Reply(wording.nothing_logged(), choices=(log,))
    search = search_of(text, person, when.today(person.settings.zone))
    found = find(search, person, when)
    if not found:
        choices = ((standing(wording.LIST, "list"), *shelf),)
        return Reply(wording.nothing_found(_named(search)), choices)
    pages = -(-len(found) // ON_A_PAGE)
    page = min(max(page, 0), pages - 1)
    shown = found[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    buttons = [
        standing(f"#{each.activity.number}", "entry", str(each.activity.number)) for each in shown
    ]
    turns = []
    if page > 0:
        turns.append(standing(wording.NEWER, "list", f"{page - 1} {text}"))
    if page < pages - 1:
        turns.append(standing(wording.OLDER, "list", f"{page + 1} {text}"))
    last = (*turns, *shelf)
    lines = [wording.entry_line(each.activity, each.points) for each in shown]
    return Reply(
        "\n".join([*lines, *unproved(person)]),
        heading=wording.entries_heading(
            len(found),
            sum((each.points for each in found), NOTHING),
            _named(search),
            (page + 1, pages),
        ),
        choices=(*rows(buttons, most=3), *((last,) if last else ())),
    )


def _named(search: Search) -> str:
    """Return a search in words."""
    return wording.searched_for(
        counted=search.key,
        area=search.area,
        provider=search.provider,
        time=search.time,
        word=search.word,
    )


def entry(person: Person, number: int, when: When, *, asked: bool = False) -> Reply:
    """Show one entry with what it counts for, to change or remove it.

    `asked`: it stands in a question, where what it lacks is of no use.
    """
    found = person.activity(number)
    if found is None:
        return gone(person, number)
    today = when.today(person.settings.zone)
    lines = wording.entry_lines(found, wording.kind(found.kind))
    if person.holdings:
        lines += ["", wording.counts_for()]
    for holding in person.holdings:
        fixed = any(pin.key == holding.key for pin in found.pins)
        line = uses_of(person.progress(holding, today), person, number)
        lines.append(wording.fixed_by_you(line) if fixed else line)
    proof, files = on_entry(person, number, catalog().kinds[found.kind].paper.text)
    if not asked or of_entry(person, number):
        lines += proof
    past = standing(wording.HISTORY, "history", str(number))
    place = (standing(wording.FIX_WHERE, "place", str(number)),)
    return Reply(
        "\n".join(lines),
        heading=wording.entry_heading(number),
        choices=(
            (
                standing(wording.EDIT, "edit", str(number)),
                standing(wording.DELETE, "undo", str(number)),
            ),
            (*(place if person.holdings else ()), past),
            *files,
        ),
    )


def gone(person: Person, number: int) -> Reply:
    """Say that an entry is not there (any more), and offer to put it back where possible."""
    if any(a.number == number for a in person.removed):
        back = standing(wording.PUT_BACK, "restore", str(number))
        return Reply(wording.already_removed(), choices=((back,),))
    return Reply(wording.no_such_entry())
