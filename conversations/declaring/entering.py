"""What is to be entered at ASCP: the list, one CE with its fields to copy, and the ticks.

> [Enter the CEs]
SBB: 0 of 2 entered
> [#1]
Kind: … Title: … [Copy title] …
> [Entered: tick it]
"""

from dataclasses import replace

from cmp_rules.catalog import catalog
from cmp_rules.declaring import (
    Declaration,
    Stage,
    Tick,
    ToEnter,
    declaration,
    same_fields,
    ticked,
)
from cmp_rules.model import CredentialKey
from conversations import wording
from conversations.answers.status import not_held
from conversations.buttons import key_value, rows, standing
from conversations.model import Choice, Choices, Reply, State, Turn, When
from conversations.person import KeepHolding, Person

ON_A_PAGE = 8
LONGEST_COPY = 256  # characters that Telegram puts on a clipboard


def to_enter(person: Person, key: CredentialKey, page: int | None, when: When) -> Reply:
    """Return a page of what is to be entered; the one with the next entry where none is named."""
    found = _declaration(person, key, when)
    if found is None:
        return not_held(key)
    if not found.entries:
        log = ((standing(wording.LOG_A_CE, "add"),),)
        return Reply(f"{wording.nothing_to_enter(key)}\n{wording.you_declare()}", log)
    pages = -(-len(found.entries) // ON_A_PAGE)
    upcoming = _next(found)
    if page is None:
        page = 0 if upcoming is None else found.entries.index(upcoming) // ON_A_PAGE
    page = min(max(page, 0), pages - 1)
    shown = found.entries[page * ON_A_PAGE : (page + 1) * ON_A_PAGE]
    return Reply(
        "\n".join(
            [*(wording.entry_to_enter(each) for each in shown), "", *_remarks(found, person)]
        ),
        heading=wording.entering_heading(found),
        choices=_list_buttons(found, shown, page, pages, upcoming),
    )


def fields(person: Person, key: CredentialKey, number: int, when: When) -> Reply:
    """Return one CE with the fields of the form, each to be copied, and where its points go."""
    found = _declaration(person, key, when)
    if found is None:
        return not_held(key)
    entry = found.entry(number)
    if entry is None:
        back = ((standing(wording.ALL_TO_ENTER, "enter", key_value(key)),),)
        return Reply(wording.entry_not_used(number, key), back)
    place = found.entries.index(entry)
    shown = wording.fields_to_enter(entry, key, entered_for=_entered_for(entry, key, person))
    about = wording.about_the_form()
    if found.stage is Stage.DECLARED:
        about = wording.paper_to_show(catalog().kinds[entry.activity.kind].paper.text)
    return Reply(
        "\n".join([shown, "", *_unsure(found), about, wording.you_declare()]),
        heading=wording.fields_heading(entry, place + 1, len(found.entries)),
        choices=(*_copies(entry, person), *_moves(found, entry, place)),
    )


def tick(
    state: State | None, key: CredentialKey, number: int, stamp: str, person: Person, when: When
) -> Turn:
    """Tick a CE as entered and go on to the next; what has changed since is shown instead."""
    holding, found = person.holding(key), _declaration(person, key, when)
    entry = None if found is None else found.entry(number)
    if holding is None or entry is None:
        return Turn(state, (fields(person, key, number, when),))
    if entry.stamp != stamp:
        shown = fields(person, key, number, when)
        return Turn(state, (shown.under(wording.entry_changed(number)),))
    marked = KeepHolding(replace(holding, entered=ticked(holding, entry, done=True)))
    # A second press changes nothing, so that "undo" still takes back the first one.
    changes = () if entry.tick is Tick.DONE else (marked,)
    after = person.after(changes)
    now = _declaration(after, key, when)
    upcoming = None if now is None else _next(now, number)
    if upcoming is None:
        return Turn(state, (to_enter(after, key, None, when),), changes)
    return Turn(state, (fields(after, key, upcoming.activity.number, when),), changes)


def untick(
    state: State | None, key: CredentialKey, number: int, person: Person, when: When
) -> Turn:
    """Take the tick off a CE."""
    holding, found = person.holding(key), _declaration(person, key, when)
    entry = None if found is None else found.entry(number)
    if holding is None or entry is None:
        return Turn(state, (fields(person, key, number, when),))
    unmarked = KeepHolding(replace(holding, entered=ticked(holding, entry, done=False)))
    changes = () if entry.tick is Tick.OPEN else (unmarked,)
    return Turn(state, (fields(person.after(changes), key, number, when),), changes)


def _declaration(person: Person, key: CredentialKey, when: When) -> Declaration | None:
    holding = person.holding(key)
    if holding is None:
        return None
    return declaration(holding, person.activities, when.today(person.settings.zone))


def _next(found: Declaration, after: int = 0) -> ToEnter | None:
    """Return the next entry that is not ticked: behind a number first, then from the start."""
    numbers = [each.activity.number for each in found.entries]
    start = numbers.index(after) + 1 if after in numbers else 0
    order = (*found.entries[start:], *found.entries[:start])
    return next((each for each in order if each.tick is not Tick.DONE), None)


def _entered_for(entry: ToEnter, key: CredentialKey, person: Person) -> list[CredentialKey]:
    """Return the other credentials for which the same fields were entered already."""
    return [
        held.key
        for held in person.holdings
        if held.key != key
        and any(
            each.number == entry.activity.number and same_fields(each.stamp, entry.stamp)
            for each in held.entered
        )
    ]


def _remarks(found: Declaration, person: Person) -> list[str]:
    key = found.found.holding.key
    if found.stage is Stage.DECLARED:
        return [wording.as_logged_here(), wording.you_declare()]
    if found.entered == len(found.entries):
        return [wording.all_entered(key), wording.you_declare()]
    cycle = found.found.cycle
    others = sum(each.date in cycle for each in person.activities) - len(found.entries)
    more = [wording.not_needed(others)] if others > 0 else []
    return [wording.tap_to_enter(), *more, *_unsure(found), wording.you_declare()]


def _unsure(found: Declaration) -> list[str]:
    """Say where the areas of points rest on figures that are not all known."""
    unknown = any(slot.required is None for slot in found.found.slots)
    return [wording.allocation_unsure()] if unknown else []


def _list_buttons(
    found: Declaration,
    shown: tuple[ToEnter, ...],
    page: int,
    pages: int,
    upcoming: ToEnter | None,
) -> Choices:
    value = key_value(found.found.holding.key)
    numbers = [
        standing(wording.enter_one(each), "fields", f"{value} {each.activity.number}")
        for each in shown
    ]
    turns = []
    if page > 0:
        turns.append(standing(wording.PREVIOUS, "enter", f"{value} {page - 1}"))
    if page < pages - 1:
        turns.append(standing(wording.NEXT, "enter", f"{value} {page + 1}"))
    last = standing(wording.I_DECLARED, "declared", value)
    if found.stage is Stage.DECLARED:
        last = standing(wording.BACK_TO_DECLARATION, "declare", value)
    elif upcoming is not None:
        number = upcoming.activity.number
        last = standing(wording.NEXT_TO_ENTER, "fields", f"{value} {number}")
    return (*rows(numbers, most=2, width=4), *((tuple(turns),) if turns else ()), (last,))


def _copies(entry: ToEnter, person: Person) -> Choices:
    activity = entry.activity
    order = person.settings.date_order or "mdy"
    texts = (
        (wording.COPY_KIND, wording.copied_kind(activity.kind)),
        (wording.COPY_TITLE, activity.title),
        (wording.COPY_DATE, wording.copied_date(activity.date, order)),
        (wording.COPY_CREDITS, wording.number(activity.points)),
        (wording.COPY_PROVIDER, activity.provider),
    )
    copies = [
        Choice(label, copies=text.strip()[:LONGEST_COPY]) for label, text in texts if text.strip()
    ]
    return rows(copies, most=3, width=2)


def _moves(found: Declaration, entry: ToEnter, place: int) -> Choices:
    value, number = key_value(found.found.holding.key), entry.activity.number
    if entry.tick is Tick.DONE:
        mark = standing(wording.UNTICK, "untick", f"{value} {number}")
    else:
        mark = standing(wording.TICK, "tick", f"{value} {number} {entry.stamp}")
    around = []
    if place > 0:
        before = found.entries[place - 1].activity.number
        around.append(standing(wording.PREVIOUS, "fields", f"{value} {before}"))
    around.append(standing(wording.ALL_TO_ENTER, "enter", f"{value} {place // ON_A_PAGE}"))
    if place < len(found.entries) - 1:
        after = found.entries[place + 1].activity.number
        around.append(standing(wording.NEXT, "fields", f"{value} {after}"))
    return (tuple(around),) if found.stage is Stage.DECLARED else ((mark,), tuple(around))
