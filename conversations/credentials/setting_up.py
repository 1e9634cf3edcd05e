"""Record credentials with their expiry, and show what was set up."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from cmp_rules.catalog import catalog
from cmp_rules.cycles import months_later, next_cycle
from cmp_rules.model import CredentialKey, Holding, Scheme
from conversations import wording
from conversations.buttons import standing
from conversations.credentials.counting import Difference, difference
from conversations.credentials.expiry_words import holding_lines
from conversations.model import Reply, Turn, When
from conversations.person import KeepHolding, Person

ANOTHER_CYCLE = 12  # months later: no correction of a slip, but a renewal


def hold(
    known: tuple[tuple[CredentialKey, date | None], ...],
    person: Person,
    when: When,
    by_scheme: tuple[CredentialKey, ...] = (),
) -> Turn:
    """Record credentials with their expiry, and show what was set up.

    `by_scheme` are those whose scheme was said.

    A credential without expiry is kept voluntarily: its cycle always ends today, so the day that
    is recorded says nothing.
    """
    before = {holding.key: holding for holding in person.holdings}
    today = when.today(person.settings.zone)
    changes = tuple(KeepHolding(_as_said(before.get(key), key, ends, today)) for key, ends in known)
    keys = tuple(key for key, _ends in known)
    new = tuple(key for key in keys if key not in before)
    changed = [line for one in differences(known, person, when) for line in one.afterwards()]
    plain = tuple(key for key in new if key not in by_scheme)
    shown = set_up(person.after(changes), keys, plain, when, some=plain != new)
    if changed:
        shown = replace(shown, text="\n".join([shown.text, "", *changed]))
    return Turn(None, (shown,), changes)


def differences(
    known: tuple[tuple[CredentialKey, date | None], ...], person: Person, when: When
) -> Iterator[Difference]:
    """Yield what these expiries change of credentials that are held, where it is anything."""
    today = when.today(person.settings.zone)
    for key, ends in known:
        held = person.holding(key)
        if held is not None:
            after = _as_said(held, key, ends, today)
            if found := difference(held, after, person.activities, today):
                yield found


def _as_said(before: Holding | None, key: CredentialKey, ends: date | None, today: date) -> Holding:
    """Return a holding with another expiry; what was declared goes with the cycle it was for.

    Else a declared credential that is said to expire a cycle later would be reminded of no more.
    """
    declared = before is not None and before.declared is not None
    if before is not None and declared and ends is not None:
        renewed = ends > months_later(before.cycle_ends, ANOTHER_CYCLE)
        if renewed:
            return next_cycle(before, ends)
    return replace(
        before or Holding(key=key, cycle_ends=ends or today),
        cycle_ends=ends or today,
        cycle_starts=None,
        voluntary=ends is None,
    )


def _exists_abroad(key: CredentialKey) -> bool:
    abroad = CredentialKey(key.code, Scheme.ASCPI)
    return key.scheme is Scheme.ASCP and abroad in catalog().credentials


def set_up(
    person: Person,
    keys: tuple[CredentialKey, ...],
    plain: tuple[CredentialKey, ...],
    when: When,
    *,
    some: bool,
) -> Reply:
    """Return what was set up, with what was assumed of those that are `plain`.

    These are new and without a scheme; `some`: others came with theirs.
    """
    today = when.today(person.settings.zone)
    lines = []
    for holding in person.holdings:
        if holding.key in keys:
            lines += [*holding_lines(holding, today), ""]
    assumed = tuple(key for key in plain if _exists_abroad(key))
    if assumed:
        lines.append(wording.is_american(assumed) if some else wording.if_international())
    return Reply(
        "\n".join(lines).rstrip(),
        heading=wording.set_up_heading(),
        choices=(
            (standing(wording.LOG_A_CE, "add"), standing(wording.WHAT_REMAINS, "status")),
            (standing(wording.CORRECT, "credentials"), standing(wording.ADD_ANOTHER, "hold")),
        ),
    )
