"""What was declared, what became of it, and the cycle that follows."""

from datetime import date

from cmp_rules.model import CredentialKey, Declared, Holding, Kind, Outcome, PastCycle
from cmp_rules.progress import Progress
from conversations.wording.forms import credential, day, days_away, kind

I_DECLARED = "I declared it"
DECLARED_AGAIN = "I declared it again"
CHANGE_DECLARED_DAY = "Change the day"
APPROVED = "It was approved"
ASKED_FOR_PAPERS = "They ask for papers"
REJECTED = "It was rejected"
NOT_HEARD = "Nothing heard yet"
NOT_DECLARED = "I did not declare"
SHOW_DECLARED = "Show what I declared"
BEGIN_NEXT_CYCLE = "Begin the next cycle"


def ask_declared_day(key: CredentialKey) -> str:
    """Ask on which day it was declared."""
    return f"On which day did you submit the declaration of your {credential(key)} at ascp.org?"


def declared_to_come(value: date) -> str:
    """The day lies ahead."""
    return f"{day(value)} is still to come. Tell me once you have submitted it."


def declared_before_cycle(value: date, starts: date) -> str:
    """The day lies before the cycle."""
    return (
        f"{day(value)} is before the present cycle, which began {day(starts, weekday=False)}. "
        "Please check the year."
    )


def confirm_declared_early(value: date, opens: date) -> str:
    """Ask back where the declaration was not open yet."""
    return (
        f"By the dates here the declaration opens only on {day(opens)}. Did you really submit it "
        f"on {day(value, weekday=False)}?"
    )


def confirm_declared(key: CredentialKey, value: date) -> str:
    """Ask whether a declaration that was told in passing is the person's own."""
    return f"Did you declare your own {credential(key)} at ascp.org on {day(value)}?"


def still_short_now(found: Progress) -> str:
    """Warn that points are missing before it is noted as declared."""
    if found.complete is None:
        return "Not every figure is known to me, so I can't say whether all is met:"
    return "By the figures here these are still missing; check them on your ASCP dashboard:"


def reminders_would_stop() -> str:
    """Say what follows from a yes."""
    return "If you did, my reminders for it stop."


def declared_so_far(declared: Declared) -> str:
    """Remind of the declaration that another day would replace."""
    return f"Noted so far is {day(declared.on)}."


def nothing_changes(key: CredentialKey) -> str:
    """The question whether it was declared, or renewed, was answered with no."""
    return f"All right: nothing changes for your {credential(key)}."


def declared_heading(key: CredentialKey, declared: Declared) -> str:
    """Head a declaration that was sent."""
    said = {
        Outcome.WAITING: f"declared {day(declared.on, weekday=False)}",
        Outcome.AUDIT: "declared, papers asked for",
        Outcome.APPROVED: "approved",
        Outcome.REJECTED: "rejected",
    }[declared.outcome]
    return f"{credential(key)}: {said}"


def noted_declared(asked_on: date) -> str:
    """Say what follows now."""
    return (
        "Noted, as your word: nothing was filed from here. My reminders for it stop; I ask once, "
        f"on {day(asked_on)}, what became of it."
    )


def asked_later(asked_on: date) -> str:
    """Say when it is asked what became of it."""
    return f"I ask once, on {day(asked_on)}, what became of it."


def was_rejected(declared: Declared) -> str:
    """Say that an earlier declaration of this cycle was rejected."""
    return f"What you declared on {day(declared.on, weekday=False)} was rejected."


def what_may_follow() -> str:
    """Say what the three outcomes are."""
    return (
        "Approved: a renewal letter comes. Audit: papers for every CE are asked for. Rejected: "
        "something is still to be done before the expiry."
    )


def was_short_then(found: Progress) -> str:
    """Warn that points were missing when it was declared."""
    if found.complete is None:
        return "Not every figure is known to me, so I can't say whether all was met then."
    return "By the figures here these were still missing then; check them on your ASCP dashboard:"


def declared_late(ends: date) -> str:
    """Warn that the credential had expired."""
    return (
        f"That is after the expiry, {day(ends, weekday=False)}: ASCP may treat it as a "
        "reinstatement. Ask them."
    )


def ended_meanwhile(ends: date) -> str:
    """Say that the cycle has ended while the declaration waits."""
    return (
        f"Its cycle ended {day(ends, weekday=False)}: look in your ASCP account whether it was "
        "renewed, and tell me."
    )


def not_declared_any_more(key: CredentialKey) -> str:
    """A declaration was taken back."""
    return (
        f"Your {credential(key)} counts as not declared; its reminders go on. If that was a slip, "
        "say “undo”."
    )


def nothing_declared(key: CredentialKey) -> str:
    """There is no declaration to take back."""
    return f"No declaration of your {credential(key)} is noted for its present cycle."


def outcome_before_declaration(key: CredentialKey) -> str:
    """What became of a declaration was told, and none is noted."""
    return f"{nothing_declared(key)} Its day comes first; then tell me what became of it."


def declared_on(key: CredentialKey, declared: Declared) -> str:
    """Say of one of several when it was declared, and what became of it."""
    said = {
        Outcome.WAITING: "nothing heard yet",
        Outcome.AUDIT: "papers asked for",
        Outcome.APPROVED: "approved",
        Outcome.REJECTED: "rejected",
    }[declared.outcome]
    return f"{credential(key)}: declared {day(declared.on, weekday=False)}, {said}."


def approved_now() -> str:
    """The declaration was approved."""
    return "Congratulations. Now the next cycle:"


def approved_next() -> str:
    """It was approved, and the next cycle has not begun here."""
    return "Tell me until when it was renewed, and its next cycle begins here."


def audit_papers_heading() -> str:
    """Head the papers by kind."""
    return "Papers for the CEs you declared:"


def paper_of_kind(value: Kind, many: int, text: str) -> str:
    """Say which paper proves the CEs of a kind."""
    return f"{kind(value)} ({many}): {text[:1].lower()}{text[1:]}"


def rejected_now(ends: date, today: date) -> str:
    """Say what can still be done after a rejection."""
    if ends < today:
        return "The credential has expired: what is left is an appeal or reinstatement. Ask ASCP."
    return (
        f"ASCP's message says why. What you complete before the expiry, {day(ends)} "
        f"({days_away(ends, today)}), can still be sent. My reminders for it go on."
    )


def declared_line(found: Progress, today: date) -> list[str]:
    """Say of a declared credential when it was declared, and when its cycle ends."""
    declared, ends = found.holding.declared, found.dates.expires
    if declared is None:
        return []
    said = {
        Outcome.WAITING: "nothing heard yet",
        Outcome.AUDIT: "papers asked for",
        Outcome.APPROVED: "approved; its next cycle is not noted yet",
        Outcome.REJECTED: "rejected",
    }[declared.outcome]
    lines = [f"You declared it on {day(declared.on)}: {said}."]
    if declared.outcome is Outcome.REJECTED:
        return lines
    if found.expired:
        lines.append("That was after the expiry: CEs of the last three years are counted.")
    if ends < today:
        return [*lines, ended_meanwhile(ends)]
    return [*lines, f"Expires {day(ends)}, {days_away(ends, today)}, if it is not renewed."]


def noted_of_nobody_else(own: str) -> str:
    """News of somebody else, or only wished or thought, are not noted."""
    return (
        "I noted nothing from that: here only what you did yourself, or heard from ASCP, counts. "
        f"If it is about your own declaration, say it plainly, such as “declared my {own} today”."
    )


def what_became_of_it(key: CredentialKey) -> str:
    """Ask for the outcome, where what was told does not say it."""
    return (
        f"What became of the declaration of your {credential(key)}? Tap what ASCP told you; until "
        "then nothing changes."
    )


def audit_passed(key: CredentialKey) -> str:
    """Ask whether a passed audit means that the declaration was approved."""
    return (
        f"Good news. Was the declaration of your {credential(key)} approved as well? Tap it once "
        "ASCP says so; until then nothing changes."
    )


def outcome_of_which() -> str:
    """Ask of which declaration the outcome is told."""
    return "Of which declaration? Until I know, nothing changes."


def goes_on_already(key: CredentialKey, ends: date) -> str:
    """A renewal is told of a credential whose present cycle ends long from now."""
    return (
        f"Your {credential(key)} is noted until {day(ends)}, and its next declaration is not open "
        "yet. If ASCP shows another date, change it."
    )


# --- the next cycle ------------------------------------------------------------------------


def ask_next_end(key: CredentialKey) -> str:
    """Ask until when a credential was renewed."""
    return (
        f"Until when does your ASCP account, or the renewal letter, show your {credential(key)} "
        "as valid?"
    )


def next_end_too_early(value: date, ends: date) -> str:
    """The new end is not after the old one."""
    return f"{day(value)} is not after the old end, {day(ends)}. Until when was it renewed?"


def next_cycle_begun(holding: Holding) -> str:
    """Say that the next cycle has begun, and what becomes of the points of the old one."""
    return (
        f"Your {credential(holding.key)} goes on until {day(holding.cycle_ends)}. No source says "
        "that surplus points carry over, so none are carried over here; the old CEs stay in /list."
    )


def past_line(past: PastCycle) -> str:
    """Write one cycle that has ended."""
    span = f"{day(past.starts, weekday=False)} to {day(past.ends, weekday=False)}"
    if past.declared is None:
        return f"Kept for reference: {span}."
    return f"Kept for reference: {span}, declared {day(past.declared.on, weekday=False)}."


def declared_undone(holding: Holding, now: Holding | None) -> str | None:
    """Say what became of a declaration by taking back a change; None where it was not about one."""
    if now is None or now.cycle_ends != holding.cycle_ends:
        return None
    name = credential(holding.key)
    if now.declared != holding.declared:
        if holding.declared is None:
            return f"Undone: your {name} counts as not declared."
        return f"Undone: {declared_heading(holding.key, holding.declared)}."
    if now.entered != holding.entered:
        return f"Undone: the ticks of your {name} are as they were before."
    return None
