"""Answers on the programme: how sure they are, where to look, and what is worked out for a person.

The facts themselves stand in the catalogue, each with its source.
"""

from collections.abc import Set
from datetime import date
from decimal import Decimal

from cmp_rules.cycles import Dates
from cmp_rules.model import Confidence, CredentialKey
from conversations.wording.forms import credential, day, number, points

CLASSES = (
    (
        "technicians, technologists, scientists",
        "technician technologist scientist tech mt mls mlt ht htl",
    ),
    ("specialists and diplomates", "specialist diplomate"),
    ("international (ASCPi)", "international ascpi"),
)
"""The classes of credentials that began on different days, and words that name each."""


def programme_heading(text: str) -> str:
    """Write the heading of an answer; the catalogue holds the English one."""
    return text


def fact_line(text: str, *, marked: bool) -> str:
    """Write a fact; `marked`: third parties report it, while others here are confirmed."""
    return f"{text} (not confirmed)" if marked else text


def how_sure(kinds: Set[Confidence], read: date) -> str:
    """Say how far an answer can be trusted, and from when it is."""
    on = day(read, weekday=False)
    confirmed, secondary, unknown = (
        each in kinds for each in (Confidence.CONFIRMED, Confidence.SECONDARY, Confidence.UNKNOWN)
    )
    if confirmed:
        marks = [
            *(["where marked"] if secondary else []),
            *(["where not known"] if unknown else []),
        ]
        but = f", except {' or '.join(marks)}" if marks else ""
        return f"Confirmed by ASCP's own pages{but}; as of {on}."
    if secondary:
        some = ", as far as known" if unknown else ""
        return f"Not confirmed by ASCP's pages: reported elsewhere{some}; as of {on}."
    return f"Not known: no source I have says it; as of {on}."


def look_at(address: str) -> str:
    """Say where to look."""
    return f"See {address}"


def your_dates(key: CredentialKey, dates: Dates) -> str:
    """Say when a credential of the person is to be declared."""
    return (
        f"Your {credential(key)}: declare from {day(dates.declaration_opens, weekday=False)}, best "
        f"by {day(dates.recommended_last_day, weekday=False)}; expires "
        f"{day(dates.expires, weekday=False)}."
    )


def it_expired(key: CredentialKey, ends: date) -> str:
    """Say that a credential of the person has expired."""
    return f"Your {credential(key)} expired on {day(ends, weekday=False)}."


# --- must I take part? ---------------------------------------------------------------------


def part_heading() -> str:
    """Head the answer to "must I take part?"."""
    return "Must you take part?"


def everybody(name: str) -> str:
    """Every holder must take part."""
    return f"{name}: every holder must take part, whenever certified."


def since_when(name: str, since: date) -> str:
    """Say since when, where the year of certification is not known."""
    return (
        f"{name}: you must if newly certified on or after {day(since, weekday=False)}; before "
        "that it is voluntary."
    )


def must(name: str, year: int, since: date) -> str:
    """The person must take part."""
    return f"{name}, certified {year}: yes, you must (mandatory since {day(since, weekday=False)})."


def may(name: str, year: int, since: date) -> str:
    """Taking part is voluntary."""
    return f"{name}, certified {year}: no, it is voluntary (before {day(since, weekday=False)})."


def check_your_account() -> str:
    """Warn somebody who seems to be exempt."""
    return (
        "Does your ASCP account show an expiry all the same? Then ask ASCP before you rely on this."
    )


def say_the_year() -> str:
    """Ask for the year."""
    return "Tell me the year and I say which: “I was certified in 2003, must I take part?”"


# --- kinds, areas, limits, units -----------------------------------------------------------


def counts_heading(name: str) -> str:
    """Head whether a kind or an area counts."""
    return f"Does it count? {name}"


def falls_there_heading(names: str) -> str:
    """Head what falls into areas."""
    return f"What falls under {names}"


def each_is(unit: str, value: Decimal) -> str:
    """Say what an hour of some sort is worth."""
    return f"1 {unit} is {points(value)}."


def worth_not_known() -> str:
    """Say that no source has a figure for a kind."""
    return "How many points it brings is not known: no source I have says it. Ask ASCP."


def of_area(name: str, text: str) -> str:
    """Say to which of several areas a fact belongs."""
    return f"{name}: {text[:1].lower()}{text[1:]}"


def fits_not_known() -> str:
    """Say that definitions are known by examples only."""
    return "Full definitions are not known: whether a certain course fits, ASCP decides."


def paper_heading(name: str) -> str:
    """Head the papers of a kind."""
    return f"Papers to keep: {name}"


def limit_heading(name: str) -> str:
    """Head the limit of a kind."""
    return f"Points and limit: {name}"


def share_of_total(share: Decimal) -> str:
    """Say a limit that is a share of a total, with examples."""
    return f"At most {number(share * 100)}% of the credential's total."


def at_most(key: CredentialKey, most: Decimal, total: Decimal) -> str:
    """Say what a limit comes to for a credential."""
    return f"{credential(key)}: at most {number(most)} of {points(total)}."


def total_unknown(key: CredentialKey) -> str:
    """The limit is a share of a total that is not known."""
    return f"{credential(key)}: how many in all is not known, so I can't tell."


def converted_heading() -> str:
    """Head a conversion."""
    return "Worked out in points"


def converted(count: Decimal, unit: str, value: Decimal, each: Decimal) -> str:
    """Write a conversion."""
    hours = f"{unit} hour" if count == 1 else f"{unit} hours"
    return f"{number(count)} {hours}: {points(value)} ({number(each)} for each)."


def stands_for_heading(code: str) -> str:
    """Head what a code stands for."""
    return f"What {code} is"


def stands_for(code: str, name: str) -> str:
    """Say what a code stands for."""
    return f"{code}: {name}."


# --- remarks that ask nothing --------------------------------------------------------------


def only_a_remark() -> str:
    """The person said something about themselves that asks nothing."""
    return (
        "Good to know; I recorded nothing from that. Tell me a CE with its points and date, or "
        "ask what you still need."
    )


def heard_the_complaint() -> str:
    """The person is annoyed."""
    return (
        "I understand, and can't change the programme. What I can do is save you time: log your "
        "CEs in one line, and ask me what is left."
    )
