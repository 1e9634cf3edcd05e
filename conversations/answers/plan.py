"""/plan: the fewest further points that complete all credentials together, and "what if".

> /plan
35 points finish your MLS and SBB
…
> /plan 6 blood banking
With 6 more in blood banking: 29 points are left …
"""

import re
from dataclasses import replace

from cmp_rules.cycles import span_of
from cmp_rules.model import NOTHING, Activity, CredentialKey, Kind
from cmp_rules.planner import Plan, plan
from conversations import wording
from conversations.answers.advice import has_advice
from conversations.answers.status import no_holdings, not_held
from conversations.buttons import standing
from conversations.model import Reply, When
from conversations.person import Person
from conversations.reading.points.parts import Split, find_parts

_NUMBER = re.compile(r"\b\d+(?:\.\d+)?(?=\s+[a-z])", re.I)


def what_if(said: str) -> Split | None:
    """Return the points that "/plan 40 safety" adds; there every number is one of points."""
    return find_parts(said) or find_parts(_NUMBER.sub(r"\g<0> points", said))


def plan_together(
    person: Person,
    when: When,
    added: Split | None = None,
    keys: tuple[CredentialKey, ...] = (),
) -> Reply:
    """Say what finishes everything; with `added`, what a further activity would change.

    `keys`: only these credentials are planned; all of them where none is named.
    """
    if not person.holdings:
        return no_holdings()
    if keys:
        chosen = tuple(held for held in person.holdings if held.key in keys)
        if not chosen:
            return not_held(keys[0])
        person = replace(person, holdings=chosen)
    today = when.today(person.settings.zone)
    found = plan(person.holdings, person.activities, today)
    if added is None:
        return _shown(found, person, when)
    thought = Activity("", today, Kind.CE_COURSE, added.parts)
    after = plan(person.holdings, person.activities, today, add=(thought,))
    done = replace(person, activities=(*person.activities, thought))
    reply = _shown(after, done, when)
    reply = reply.under(wording.plan_change(found.points, after.points))
    return replace(reply, heading=wording.plan_if_heading(added.parts))


def _shown(found: Plan, person: Person, when: When) -> Reply:
    today = when.today(person.settings.zone)
    planned = [h.key for h in person.holdings if h.key not in found.unknown]
    lines = [wording.take_line(take, today) for take in found.take]
    if len(planned) > 1 and found.take:
        alone = (h for h in person.holdings if h.key in planned)
        apart = [plan([holding], person.activities, today).points for holding in alone]
        lines += ["", wording.one_by_one(sum(apart, NOTHING), found.points)]
    expired = [held.key for held in person.holdings if span_of(held, today).expired]
    if expired and found.take:
        lines += ["", wording.plan_of_expired(expired)]
    if found.unknown:
        lines += ["", wording.outside_the_plan(found.unknown)]
    if not found.proven:
        lines += ["", wording.perhaps_fewer()]
    lines += ["", wording.plan_rests_on()]
    more = ((standing(wording.ADVICE, "advice"),),) if has_advice(person, when) else ()
    return Reply(
        "\n".join(lines).strip(),
        heading=wording.plan_heading(found.points, planned),
        choices=(
            (standing(wording.LOG_A_CE, "add"), standing(wording.WHAT_REMAINS, "status")),
            *more,
        ),
    )
