"""Setting up and correcting credentials."""

from datetime import date

from cmp_rules.cycles import Cycle, Dates
from cmp_rules.model import CredentialKey
from cmp_rules.progress import Progress, SlotProgress
from cmp_rules.requirement import LEFT_OVER
from conversations.wording.forms import credential, day, listed, points, slot


def ask_held(picked: tuple[CredentialKey, ...]) -> str:
    """Ask which credentials the person holds."""
    ask = "Tap them, or type codes or names (MLS, SBB, “blood bank specialist”)."
    if not picked:
        return f"Which credentials do you hold? {ask}"
    names = listed([credential(key) for key in picked])
    return f"So far: {names}. Any others? {ask} Then Done."


def found_credentials(named: list[str]) -> str:
    """Show what a search found."""
    return "Which of these do you hold?\n" + "\n".join(named)


def pick_a_credential() -> str:
    """Nothing is picked."""
    return "Pick at least one credential below, or type its code."


def no_such_credential() -> str:
    """The search found nothing."""
    return "I find no credential like that. Type its code, such as MLS or QIHC, or its name."


def ask_expiry(key: CredentialKey) -> str:
    """Ask when a credential expires."""
    return (
        f"When does your {credential(key)} expire? Type the date your ASCP account shows "
        "(2027-06-30), or just the month (June 2027)."
    )


def expiry_not_understood() -> str:
    """No date was found."""
    return "I couldn't read a date there. Type it like 2027-06-30, or “June 2027”."


def expiry_without_year() -> str:
    """A day or a month was given without its year, which is not guessed."""
    return "Please say the year as well: a cycle lasts three years."


def month_means_last_day(last: date) -> str:
    """A month was given: its last day is meant."""
    return f"I take that as the last day of the month, {day(last)}."


def expired_already(value: date) -> str:
    """The credential has expired."""
    return (
        f"{day(value)} has passed: by that date the credential has expired. If it was renewed "
        "since, correct the date in /credentials."
    )


def expiry_far(value: date, years: int) -> str:
    """The expiry is later than a cycle allows."""
    return f"{day(value)} is more than {years} years away."


def expiry_too_far(value: date) -> str:
    """The expiry is too late to be true."""
    return f"{day(value)} can't be right: a cycle lasts three years. Please check the year."


def expiry_too_old(value: date) -> str:
    """The expiry is too long ago to be of use."""
    return f"{day(value)} is too long ago. Please check the year."


def confirm_expiry(key: CredentialKey, value: date) -> str:
    """Ask to confirm a date that is further off than a cycle lasts."""
    return (
        f"{day(value)} is more than one cycle away, and credentials are renewed every three "
        f"years. Does your {credential(key)} really expire then?"
    )


def set_up_heading() -> str:
    """Head what was set up."""
    return "Your credentials are set up"


def if_international() -> str:
    """Say which scheme was assumed."""
    return "Taken as US credentials. If one is international, add it as for example MLS(ASCPi)."


def is_american(keys: tuple[CredentialKey, ...]) -> str:
    """Say for which credentials a scheme was assumed, where others came with theirs."""
    names = listed([credential(key) for key in keys])
    it = "it" if len(keys) == 1 else "one"
    return f"{names}: taken as US. If {it} is international, add {credential(keys[0])}(ASCPi)."


def holding_named(key: CredentialKey, name: str) -> str:
    """Name a credential in full."""
    return f"{credential(key)}, {name}"


def holding_cycle(cycle: Cycle) -> str:
    """Say which days count."""
    starts, ends = day(cycle.starts, weekday=False), day(cycle.ends, weekday=False)
    return f"CEs from {starts} to {ends} count."


def holding_voluntary(cycle: Cycle) -> str:
    """Say that a person takes part of their own will."""
    return (
        f"You take part voluntarily: the last three years count, now from "
        f"{day(cycle.starts, weekday=False)}."
    )


def holding_dates(dates: Dates) -> str:
    """Say when to declare."""
    return (
        f"Declare from {day(dates.declaration_opens, weekday=False)}, best by "
        f"{day(dates.recommended_last_day, weekday=False)}."
    )


def holding_expired(ends: date) -> str:
    """Say that a credential has expired."""
    return f"Expired on {day(ends)}. CEs of the last three years count; ASCP decides what follows."


def credentials_heading() -> str:
    """Head all credentials."""
    return "Your credentials"


def credential_heading(key: CredentialKey) -> str:
    """Head one credential."""
    return f"Your {credential(key)}"


def not_held(key: CredentialKey) -> str:
    """The credential is not among those the person holds."""
    return f"{credential(key)} is not among your credentials here. Do you hold it?"


def not_among_yours(key: CredentialKey) -> str:
    """A credential that is not held is to be removed."""
    return f"{credential(key)} is not among your credentials here; there is nothing to remove."


def no_credentials_yet() -> str:
    """No credential is known."""
    return "I don't know your credentials yet. Add them, and I can say what counts for what."


def ask_holding_day(key: CredentialKey, what: str) -> str:
    """Ask for the first day of the cycle, or the day of certification."""
    if what == "cycle_starts":
        return (
            f"On which day did the present cycle of your {credential(key)} begin? Type the date "
            "your ASCP account shows."
        )
    return (
        f"When were you first certified as {credential(key)}? Those certified before the "
        "programme became mandatory take part voluntarily, and their last three years count."
    )


def start_out_of_place(value: date, ends: date) -> str:
    """The start does not fit the end."""
    return f"{day(value)} can't be the start of a cycle that ends on {day(ends)}."


def certified_to_come(value: date) -> str:
    """The day of certification lies ahead."""
    return f"{day(value)} is still to come. When were you first certified? A year will do."


def figure_lines(found: Progress) -> list[str]:
    """List every figure of a holding with how sure it is."""
    return [_figure_line("In all", found.total), *(_figure(slot_) for slot_ in found.slots)]


def _figure(value: SlotProgress) -> str:
    name = slot(value.name)
    return _figure_line(f"{name[:1].upper()}{name[1:]}", value)


def _figure_line(name: str, value: SlotProgress) -> str:
    if value.required is None:
        return f"{name}: not known"
    if value.source == LEFT_OVER:
        return f"{name}: {points(value.required)} (what the total leaves)"
    return f"{name}: {points(value.required)} ({CONFIDENCE[value.confidence]})"


CONFIDENCE = {
    "confirmed": "confirmed by ASCP's pages",
    "secondary": "reported, not confirmed",
    "unknown": "not known",
    "yours": "your own figure",
}


def confirm_removal(key: CredentialKey) -> str:
    """Ask before a credential is removed."""
    return (
        f"Remove {credential(key)} with its dates and figures? Your CEs stay, and go on "
        "counting for your other credentials."
    )


def confirm_renewal(key: CredentialKey, ends: date) -> str:
    """Ask whether the next cycle ends as expected."""
    return (
        f"Was your {credential(key)} renewed until {day(ends)}? CEs after the old end then count "
        "for the new cycle, and figures you put in yourself are asked again. No source says that "
        "surplus points carry over, so none are carried over here."
    )


def removed_credential(key: CredentialKey) -> str:
    """A credential was removed."""
    return f"{credential(key)} is removed. Your CEs are all still there."


def kept_credential(key: CredentialKey) -> str:
    """A credential stays."""
    return f"{credential(key)} stays as it is."
