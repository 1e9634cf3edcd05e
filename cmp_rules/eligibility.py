"""Which activities count towards a holding at all, and why the others do not."""

from cmp_rules.cycles import Span
from cmp_rules.model import Activity, CredentialKey, Why


def why_not(activity: Activity, key: CredentialKey, span: Span) -> Why | None:
    """Return why nothing of an activity counts towards a credential; None where it may count.

    The day comes before the person's own wish: to take back an exclusion would not help there.
    """
    if activity.date == span.border:
        return Why.BORDER
    if activity.date not in span.cycle:
        return Why.OUTSIDE_CYCLE
    if key in activity.excluded:
        return Why.EXCLUDED
    return None
