"""The declaration: where it stands, what is to be entered at ASCP, and what becomes of it."""

from collections.abc import Sequence
from datetime import date

from cmp_rules.cycles import Dates
from cmp_rules.declaring import Declaration, Stage, Tick, ToEnter
from cmp_rules.model import CredentialKey, Kind
from cmp_rules.progress import Progress
from conversations.person import DateOrder
from conversations.wording.forms import (
    amount,
    credential,
    day,
    days_away,
    kind,
    listed,
    number,
    points,
)
from conversations.wording.labels import ticked as with_tick

DECLARE = "Prepare declaration"
ENTER_CES = "Enter the CEs"
WAY_BACK = "Show the way back"
BACK_TO_DECLARATION = "Show the declaration"
NEXT_TO_ENTER = "Enter the next one"
ALL_TO_ENTER = "Show them all"
TICK = "Entered: tick it"
UNTICK = "Take the tick off"
PREVIOUS = "Previous"
NEXT = "Next"

COPY_TITLE = "Copy title"
COPY_DATE = "Copy date"
COPY_CREDITS = "Copy credits"
COPY_KIND = "Copy kind"
COPY_PROVIDER = "Copy provider"


def you_declare() -> str:
    """Say who files what."""
    return "You declare at ascp.org; I cannot file anything. Not affiliated with ASCP."


# --- where it stands -----------------------------------------------------------------------


def which_declaration() -> str:
    """Ask which of several credentials is meant."""
    return "Which one is it? Each credential has its own declaration."


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
    lines = [f"• {amount(slot.missing, slot.name)}" for slot in found.slots if slot.missing]
    if found.total.missing and not lines:
        lines.append(f"• {points(found.total.missing)} in all")
    return lines


# --- entering ------------------------------------------------------------------------------


def entering_heading(found: Declaration) -> str:
    """Head the list of what is to be entered, or was declared."""
    many = len(found.entries)
    if found.stage is Stage.DECLARED:
        return f"{credential(found.found.holding.key)}: the CEs you declared, {many}"
    return f"{credential(found.found.holding.key)}: {found.entered} of {many} entered"


def nothing_to_enter(key: CredentialKey) -> str:
    """No CE counts."""
    return f"No CE counts for your {credential(key)} yet, so there is nothing to enter."


def entry_to_enter(entry: ToEnter) -> str:
    """Write one line of the list."""
    activity = entry.activity
    line = (
        f"#{activity.number} {activity.title}, {day(activity.date, weekday=False)}: "
        f"{allocated(entry)}"
    )
    if entry.tick is Tick.DONE:
        return with_tick(line)
    return f"• {line} (changed since its tick)" if entry.tick is Tick.CHANGED else f"• {line}"


def allocated(entry: ToEnter) -> str:
    """Say where the points of an activity go."""
    return ", ".join(amount(value, name) for name, value in entry.slots)


def not_needed(many: int) -> str:
    """Say that other CEs need not be entered for it."""
    if many == 1:
        return "1 other CE is not needed for it."
    return f"{many} other CEs are not needed for it."


def all_entered(key: CredentialKey) -> str:
    """Everything is ticked; nothing was filed for all that."""
    return (
        f"All are ticked. Now submit the declaration of your {credential(key)} at ascp.org, then "
        "tell me the day."
    )


def as_logged_here() -> str:
    """Say what a list of declared CEs rests on."""
    return "As logged here; what you entered at ascp.org decides. Tap a number for its paper."


def paper_to_show(text: str) -> str:
    """Say which paper proves a CE."""
    return f"Paper for an audit: {text[:1].lower()}{text[1:]}"


def tap_to_enter() -> str:
    """Say how the list is used."""
    return "Tap a number for its fields."


def fields_heading(entry: ToEnter, place: int, many: int) -> str:
    """Head the fields of one CE."""
    return f"{place} of {many}: #{entry.activity.number}"


def fields_to_enter(
    entry: ToEnter, key: CredentialKey, *, entered_for: Sequence[CredentialKey]
) -> str:
    """List the fields that the form asks, and where the points go."""
    activity = entry.activity
    lines = [
        f"Kind: {kind(activity.kind)}",
        f"Title: {activity.title}",
        f"Date: {day(activity.date)}",
        f"Credits: {number(activity.points)}",
    ]
    if activity.provider:
        lines.append(f"Provider: {activity.provider}")
    lines += ["", f"Allocate for {credential(key)}: {allocated(entry)}"]
    if entry.tick is Tick.DONE:
        lines.append("✓ Ticked as entered.")
    if entry.tick is Tick.CHANGED:
        lines.append("Changed since you ticked it: correct it at ascp.org, then tick it again.")
    elif entered_for and entry.tick is Tick.OPEN:
        names = listed([credential(each) for each in entered_for])
        lines.append(f"You entered it for your {names} already: here only allocate it.")
    return "\n".join(lines)


def about_the_form() -> str:
    """Say how far the form is known."""
    return (
        "The form's fields are known by report only; dates are copied month/day/year. Take the "
        "nearest kind on its list."
    )


def entry_not_used(number_: int, key: CredentialKey) -> str:
    """An entry is not (or no longer) used for the credential."""
    return f"#{number_} is not used for your {credential(key)} (any more)."


def entry_changed(number_: int) -> str:
    """An entry changed while its old screen was open."""
    return f"#{number_} has changed since that screen, so it is not ticked. This is how it is now:"


def copied_date(value: date, order: DateOrder) -> str:
    """Write a date as it goes into the form of a site in the United States."""
    return f"{value:%d/%m/%Y}" if order == "dmy" else f"{value:%m/%d/%Y}"


def copied_kind(value: Kind) -> str:
    """Write a kind as it is copied."""
    return kind(value)


def enter_one(entry: ToEnter) -> str:
    """Name an entry on its button."""
    name = f"#{entry.activity.number}"
    return with_tick(name) if entry.tick is Tick.DONE else name
