"""For those who hold several credentials: which to keep, and which could end together.

> [Which should I keep?]
Blood banking: BB and SBB
BB alone still needs …
"""

from cmp_rules.advice import near_ends, same_fields
from conversations import wording
from conversations.model import Reply, When
from conversations.person import Person


def has_advice(person: Person, when: When) -> bool:
    """Whether there is anything to say about holding several credentials."""
    today = when.today(person.settings.zone)
    both = same_fields(person.holdings, (), today)
    return bool(both or near_ends(person.holdings, today))


def advice(person: Person, when: When) -> Reply:
    """Say what each credential of one field still costs, and which ends lie near each other."""
    today = when.today(person.settings.zone)
    lines: list[str] = []
    for field in same_fields(person.holdings, person.activities, today):
        lines += [*wording.same_field_lines(field), ""]
    for near in near_ends(person.holdings, today):
        lines += [*wording.near_ends_lines(near), ""]
    if not lines:
        lines = [wording.no_advice()]
    return Reply("\n".join(lines).rstrip(), heading=wording.advice_heading())
