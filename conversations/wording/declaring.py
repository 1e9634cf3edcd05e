"""The declaration: where it stands, what is missing, and what is to be done."""

from datetime import date

from cmp_rules.cycles import Dates
from cmp_rules.declaring import Declaration
from cmp_rules.model import NOTHING, CredentialKey
from cmp_rules.progress import Progress
from conversations.wording.forms import (
    amount,
    credential,
    day,
    days_away,
    points,
)

DECLARE = "Prepare declaration"
ENTER_CES = "Enter the CEs"
WAY_BACK = "Show the way back"
BACK_TO_DECLARATION = "Show the declaration"


def you_declare() -> str:
    """Say who files what."""
    return "You declare at ascp.org; I cannot file anything. Not affiliated with ASCP."


def which_declaration() -> str:
    """Ask which of several credentials is meant."""
    return "Which one is it? Each credential has its own declaration."


def one_declaration_at_a_time(key: CredentialKey) -> str:
    """Several declarations were told at once, and each has to be confirmed."""
    return (
        "One at a time, please; nothing is noted yet. Tell me one credential with its day, such as "
        f"“declared my {credential(key)} yesterday”."
    )


def only_the_credential_is_kept() -> str:
    """The licence of a state or a membership was renewed."""
    return (
        "A state license or a membership is not kept here, so I noted nothing: only your ASCP "
        "credential is. If that was renewed too, tell me, such as “renewed my MLS”."
    )


def declaration_in_short(found: Declaration, today: date) -> str:
    """Say in one line where a declaration stands, to choose by."""
    name, dates = credential(found.found.holding.key), found.found.dates
    sent = found.found.holding.sent
    if sent is not None:
        return f"{name}: declared {day(sent.on, weekday=False)}"
    if found.found.voluntary:
        return f"{name}: voluntary, no deadline"
    if dates.expires < today:
        return f"{name}: expired {day(dates.expires, weekday=False)}"
    if today < dates.declaration_opens:
        return f"{name}: opens {day(dates.declaration_opens, weekday=False)}"
    return f"{name}: open, best by {day(dates.recommended_last_day, weekday=False)}"


def too_early_heading(found: Progress, today: date) -> str:
    """Head a declaration that cannot be sent yet."""
    opens = found.dates.declaration_opens
    return (
        f"{credential(found.holding.key)}: opens {day(opens, weekday=False)}, "
        f"{days_away(opens, today)}"
    )


def lapsed_heading(key: CredentialKey, ends: date) -> str:
    """Head a declaration that comes too late."""
    return f"{credential(key)}: expired {day(ends, weekday=False)}"


def ready_heading(found: Progress) -> str:
    """Head a declaration that can be sent, or say why it should not be."""
    name = credential(found.holding.key)
    if found.complete:
        return f"{name}: ready to declare, by the figures here"
    if found.complete is None:
        return f"{name}: I can't tell whether you are ready"
    if found.total.missing:
        return f"{name}: not ready, {points(found.total.missing)} missing"
    return f"{name}: not ready, an area is short"


def all_met(found: Progress) -> str:
    """Nothing is missing, as far as the figures go."""
    return f"All {points(found.total.met)} are there, by the figures here."


def missing_heading() -> str:
    """Head what is missing."""
    return "Still missing:"


def unknown_heading() -> str:
    """Head the figures that are not known."""
    return "Nothing known is short, but I can't say done: not every figure is known."


def best_by(dates: Dates, today: date) -> str:
    """Say by when to declare."""
    last, ends = dates.recommended_last_day, day(dates.expires, weekday=False)
    if today > last:
        return (
            f"The recommended last day was {day(last, weekday=False)}: declare as soon as you "
            f"can. It expires {ends}, {days_away(dates.expires, today)}."
        )
    return f"Best by {day(last)}, {days_away(last, today)}; expires {ends}."


def what_can_be_done_early(many: int) -> str:
    """Say what can be done before the declaration opens."""
    if not many:
        return "Until then: log your CEs as you do them."
    return "Until then you can enter and allocate your CEs at ascp.org; I show them field by field."


def declaration_steps(found: Declaration) -> list[str]:
    """Say what is to be done, in its order."""
    many, done = len(found.entries), found.entered
    entered = f" ({done} ticked)" if done else ""
    ces = "1 CE" if many == 1 else f"{many} CEs"
    return [
        f"1. Enter and allocate {ces} at ascp.org{entered}.",
        "2. Submit the declaration there and pay the fee.",
        f"3. Tell me: “declared my {credential(found.found.holding.key)} today”.",
    ]


def own_dashboard_decides() -> str:
    """Say what to rely on where figures are unknown."""
    return "Your ASCP dashboard decides: put its figures in and I can tell."


def last_three_years(found: Progress) -> str:
    """Say where an expired credential stands."""
    since = day(found.cycle.starts, weekday=False)
    head = f"CEs of the last three years, since {since}:"
    if found.complete is False:
        return f"{head} still missing"
    if found.complete is None:
        return f"{head} I can't tell, not every figure is known."
    return f"{head} nothing missing by the figures here."


def reinstated_then() -> str:
    """Say what to do once it was reinstated."""
    return "Reinstated or renewed? Tell me until when, and its next cycle begins here."


def still_short(found: Progress) -> list[str]:
    """List what is missing, and which figures are not known."""
    short = [(slot.missing, slot.name) for slot in found.slots if slot.missing]
    lines = [f"• {amount(missing, name)}" for missing, name in short]
    rest = (found.total.missing or NOTHING) - sum((missing for missing, _ in short), NOTHING)
    if rest > 0:
        lines.append(f"• {points(rest)} {'more' if lines else 'in all'}")
    return lines
