"""What is said once an activity is recorded."""

from collections.abc import Sequence

from cmp_rules.catalog import catalog
from cmp_rules.model import Activity
from conversations import wording
from conversations.activities.uses import uses_of
from conversations.buttons import standing
from conversations.certificates import kept
from conversations.model import Reply, When
from conversations.person import Person


def saved_several(after: Person, recorded: Sequence[Activity], when: When) -> Reply:
    """Return what was saved at once, what remains in each credential, and the way back."""
    today = when.today(after.settings.zone)
    lines = [wording.saved_list(recorded)]
    for found in after.everywhere(today):
        lines += ["", wording.still_missing_short(found)]
    if not after.holdings:
        lines += ["", wording.no_credentials_yet()]
    lines += ["", wording.keep_the_papers()]
    span = f"{recorded[0].number}-{recorded[-1].number}"
    return Reply(
        "\n".join(lines),
        heading=wording.saved_heading(changed=False),
        choices=(
            (standing(wording.UNDO, "undo_all", span), standing(wording.LIST, "list")),
            (standing(wording.LOG_ANOTHER, "add"), standing(wording.WHAT_REMAINS, "status")),
        ),
    )


def saved(after: Person, number: int, when: When, *, changed: bool) -> Reply:
    """Return what it counted for in each credential, what remains, and the way back."""
    activity = next(a for a in reversed(after.activities) if a.number == number)
    today = when.today(after.settings.zone)
    lines = [wording.what_was_saved(activity)]
    for found in after.everywhere(today):
        lines += ["", uses_of(found, after, number), wording.still_missing_short(found)]
    if not after.holdings:
        lines += ["", wording.no_credentials_yet()]
    files = kept.of_entry(after, number)
    paper = wording.keep_the_paper(catalog().kinds[activity.kind].paper.text)
    proof = [wording.certificate_line(c.name, c.size, c.on) for c in files]
    lines += ["", *(proof or [paper])]
    undo = () if changed else (standing(wording.UNDO, "undo", str(number)),)
    return Reply(
        "\n".join(lines),
        heading=wording.saved_heading(changed=changed),
        choices=(
            (*undo, standing(wording.EDIT_ENTRY, "edit", str(number))),
            (standing(wording.LOG_ANOTHER, "add"), standing(wording.WHAT_REMAINS, "status")),
        ),
    )
