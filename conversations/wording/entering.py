"""What is to be entered at ASCP for a declaration: the list, the fields of one CE, the ticks."""

from collections.abc import Sequence
from datetime import date

from cmp_rules.declaring import Declaration, Stage, Tick, ToEnter
from cmp_rules.model import CredentialKey, Kind
from conversations.person import DateOrder
from conversations.wording.forms import amount, credential, day, kind, listed, number
from conversations.wording.labels import ticked as with_tick

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


def allocation_unsure() -> str:
    """Say that points may have to go elsewhere."""
    return "Not every area's figure is known here: your dashboard decides where points go."


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
