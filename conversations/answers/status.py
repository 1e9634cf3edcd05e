"""What is still needed: one credential with its sum, or all of them in short.

> what do I still need for my SBB?
SBB: 34.5 points still missing
…
"""

from datetime import date

from cmp_rules.catalog import catalog
from cmp_rules.model import CredentialKey
from cmp_rules.progress import Progress
from conversations import wording
from conversations.buttons import key_value, rows, standing
from conversations.model import Choices, Reply, When
from conversations.person import Person

MOST_IN_SUM = 12  # lines of the sum on one screen of a phone


def remaining(person: Person, key: CredentialKey, when: When) -> Reply:
    """Answer exactly what a credential still needs, and show where that comes from."""
    holding = person.holding(key)
    if holding is None:
        return not_held(key)
    today = when.today(person.settings.zone)
    found = person.progress(holding, today)
    blocks = [
        *_needs(found),
        "",
        *_sum(found, person),
        *_not_counted(found, person),
        "",
        *wording.dates_lines(found, today),
        *_caveats(found),
    ]
    return Reply(
        "\n".join(blocks),
        heading=wording.remaining_heading(found),
        choices=_choices(found, today),
    )


def _choices(found: Progress, today: date) -> Choices:
    value = key_value(found.holding.key)
    usual = (
        (standing(wording.LOG_A_CE, "add"), standing(wording.LIST, "list")),
        (standing(wording.CORRECT_FIGURES, "holding", value),),
    )
    if found.holding.sent is not None:
        return ((standing(wording.BACK_TO_DECLARATION, "declare", value),), *usual)
    if found.voluntary or today < found.dates.declaration_opens:
        return usual
    label = wording.WAY_BACK if found.expired else wording.DECLARE
    return ((standing(label, "declare", value),), *usual)


def _needs(found: Progress) -> list[str]:
    lines = [wording.total_line(found)]
    lines += [wording.slot_line(slot) for slot in found.slots]
    return lines


def _sum(found: Progress, person: Person) -> list[str]:
    """Return where every counted point came from."""
    if not found.allocation:
        return [wording.nothing_counted_yet()]
    lines = [wording.sum_heading(found)]
    for use in found.allocation[:MOST_IN_SUM]:
        activity = person.activities[use.activity]
        lines.append(wording.sum_line(use.points, use.slot, activity))
    more = len(found.allocation) - MOST_IN_SUM
    if more > 0:
        lines.append(wording.and_more(more))
    return lines


def _not_counted(found: Progress, person: Person) -> list[str]:
    """Return which points do not count, and why."""
    lines = [
        wording.not_counted_line(person.activities[miss.activity], miss.points, miss.why, found)
        for miss in found.not_counted[:MOST_IN_SUM]
    ]
    return ["", wording.not_counted_heading(), *lines] if lines else []


def _caveats(found: Progress) -> list[str]:
    credential = catalog().credential(found.holding.key)
    lines = wording.caveats(found, credential)
    return ["", *lines] if lines else []


def overview(person: Person, when: When) -> Reply:
    """Say in a few lines where every credential stands."""
    if not person.holdings:
        return no_holdings()
    today = when.today(person.settings.zone)
    lines: list[str] = []
    founds = []
    alike: dict[str, list[tuple[CredentialKey, str]]] = {}
    for holding in person.holdings:
        found = person.progress(holding, today)
        missing, dates = wording.overview_lines(found, today)
        alike.setdefault(dates, []).append((holding.key, missing))
        founds.append(found)
    for dates, those in alike.items():
        lines += [missing for _, missing in those]
        lines += [wording.dates_of_several([key for key, _ in those], dates), ""]
    about = [catalog().credential(holding.key) for holding in person.holdings]
    lines += wording.caveats_of_all(founds, about)
    buttons = [
        standing(wording.credential(h.key), "status", key_value(h.key)) for h in person.holdings
    ]
    return Reply(
        "\n".join(lines).rstrip(),
        heading=wording.overview_heading(),
        choices=(
            *rows(buttons, most=4),
            (standing(wording.LOG_A_CE, "add"), standing(wording.SHOW_PLAN, "plan")),
        ),
    )


def deadlines(
    person: Person,
    keys: tuple[CredentialKey, ...],
    when: When,
    year: int | None = None,
    *,
    cycle: bool = False,
) -> Reply:
    """Say when each credential is to be declared and when it expires; `year`: only those then.

    `cycle`: with the days of its cycle.
    """
    chosen = [h for h in person.holdings if not keys or h.key in keys]
    if not chosen:
        return not_held(keys[0]) if keys else no_holdings()
    today = when.today(person.settings.zone)
    due = [h for h in chosen if year is None or h.cycle_ends.year == year]
    lines = [] if due or year is None else [wording.nothing_ends_in(year), ""]
    alike: dict[str, list[CredentialKey]] = {}
    for holding in due or chosen:
        found = person.progress(holding, today)
        told = wording.dates_lines(found, today)
        if cycle and not found.voluntary and not found.expired:
            told = [wording.holding_cycle(found.cycle), *told]
        alike.setdefault("\n".join(told), []).append(holding.key)
    for dates, keys_alike in alike.items():
        names = wording.listed([wording.credential(key) for key in keys_alike])
        lines += [names, dates, ""]
    return Reply("\n".join(lines).rstrip(), heading=wording.deadlines_heading())


def requirements(key: CredentialKey, person: Person, when: When) -> Reply:
    """Say what a credential asks in general, whether or not the person holds it."""
    held = person.holding(key)
    today = when.today(person.settings.zone)
    ends = held.cycle_ends if held is not None else today
    edition = catalog().edition(key, ends)
    lines = wording.requirement_lines(edition, catalog().credential(key), held=held is not None)
    return Reply("\n".join(lines), heading=wording.requirements_heading(key))


def requirements_of(keys: tuple[CredentialKey, ...], person: Person, when: When) -> Reply:
    """Say what credentials ask for: one figure by figure, several in short on one screen."""
    if not keys:
        return no_holdings()
    if len(keys) == 1:
        return requirements(keys[0], person, when)
    today = when.today(person.settings.zone)
    lines: list[str] = []
    for key in keys:
        holding = person.holding(key)
        if holding is None:
            edition = catalog().edition(key, today)
            figures = {slot.name: slot.figure.points for slot in edition.slots}
            lines += [wording.requirements_short(key, edition.total.points, figures), ""]
        else:
            found = person.progress(holding, today)
            figures = {slot.name: slot.required for slot in found.slots}
            lines.append(wording.requirements_short(key, found.total.required, figures))
            lines += [wording.left_of_it(found), ""]
    editions = [catalog().credential(key) for key in keys]
    return Reply(
        "\n".join([*lines, wording.figures_of_all(editions)]),
        heading=wording.requirements_of_heading(keys),
    )


def not_held(key: CredentialKey) -> Reply:
    """Say that the credential is not among those the person holds, and offer to add it."""
    return Reply(
        wording.not_held(key),
        choices=((standing(wording.ADD_ONE, "hold", key_value(key)),),),
    )


def no_holdings() -> Reply:
    """Say that no credential is known yet, and offer to add one."""
    return Reply(
        wording.no_credentials_yet(),
        choices=((standing(wording.ADD_CREDENTIALS, "hold"),),),
    )
