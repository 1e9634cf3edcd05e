"""What is still needed, and when: the answers that somebody relies on."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from cmp_rules.model import (
    Activity,
    Confidence,
    Credential,
    CredentialKey,
    Edition,
    Scheme,
    Why,
)
from cmp_rules.progress import Progress, SlotProgress
from conversations.wording.adding import reason
from conversations.wording.declared import declared_line
from conversations.wording.forms import (
    amount,
    credential,
    day,
    days_away,
    listed,
    number,
    points,
    slot,
)
from conversations.wording.holdings import CONFIDENCE


def remaining_heading(found: Progress) -> str:
    """Head the answer with the one number that matters."""
    name = credential(found.holding.key)
    short = found.total.missing
    if short:
        return f"{name}: {points(short)} still missing"
    if found.complete is False and found.total.missing is None:
        least = sum((s.missing for s in found.slots if s.missing), Decimal(0))
        return f"{name}: at least {points(least)} missing, the total is not known"
    if found.complete is False:
        return f"{name}: an area is still short"
    if found.complete is None:
        return f"{name}: I can't tell whether you are done"
    return f"{name}: nothing missing by the figures here"


def total_line(found: Progress) -> str:
    """Say how much of the total is met."""
    total = found.total
    if total.required is None:
        return f"{points(total.met)} collected. How many are needed in all is not known."
    own = " (your own figure)" if total.confidence is Confidence.YOURS else ""
    head = f"{number(total.met)} of {points(total.required)} met{own}."
    return f"{head} Still to earn:" if found.complete is False else head


def slot_line(value: SlotProgress) -> str:
    """Say what one area still needs."""
    name = slot(value.name)
    if value.required is None:
        met = f", {number(value.met)} collected" if value.met else ""
        return f"? {name}: how many is not known{met}"
    own = ", your own figure" if value.confidence is Confidence.YOURS else ""
    if not value.missing:
        return f"✓ {name}: {number(value.required)} met{own}"
    has = f"has {number(value.met)} of {number(value.required)}{own}"
    return f"• {amount(value.missing, value.name)} ({has})"


def sum_heading(found: Progress) -> str:
    """Head the sum."""
    return f"Counted so far, {points(found.total.met)}:"


def sum_line(value: Decimal, name: str, activity: Activity) -> str:
    """Write one line of the sum."""
    return f"{number(value)} {slot(name)}: {activity.title}, {day(activity.date, weekday=False)}"


def nothing_counted_yet() -> str:
    """No activity counts towards it."""
    return "No CE counts towards it yet."


def and_more(many: int) -> str:
    """The list goes on."""
    return f"… and {many} more; /list shows all."


def not_counted_heading() -> str:
    """Head what does not count."""
    return "Not counted:"


def not_counted_line(activity: Activity, value: Decimal, why: Why, found: Progress) -> str:
    """Say which points do not count, and why."""
    return f"{number(value)} {activity.title}: {reason(why, found.cycle)}"


def dates_lines(found: Progress, today: date) -> list[str]:
    """Say when to declare and when it expires; of what was declared, what is known of it."""
    told = declared_line(found, today)
    return told if found.holding.sent is not None else [*told, *_undeclared(found, today)]


def _undeclared(found: Progress, today: date) -> list[str]:
    dates = found.dates
    if found.voluntary:
        return ["You take part voluntarily: the last three years count, up to today."]
    expires = f"Expires {day(dates.expires)}, {days_away(dates.expires, today)}."
    if found.expired:
        return [
            f"Expired {day(dates.expires)}, {days_away(dates.expires, today)}. CEs of the last "
            "three years count. Ask ASCP about reinstatement; what it takes is not all known here."
        ]
    if today > dates.recommended_last_day:
        return [
            f"The recommended last day to declare was {day(dates.recommended_last_day)}, "
            f"{days_away(dates.recommended_last_day, today)}. Declare at ascp.org now.",
            expires,
        ]
    opened = "is open since" if today >= dates.declaration_opens else "opens"
    return [
        f"Declare by {day(dates.recommended_last_day)}, "
        f"{days_away(dates.recommended_last_day, today)}. The declaration {opened} "
        f"{day(dates.declaration_opens, weekday=False)}.",
        expires,
    ]


def caveats(found: Progress, about: Credential) -> list[str]:
    """Say how far the figures can be trusted, and where to look."""
    lines = list(found.notes)
    unknown = [slot(s.name) for s in found.slots if s.required is None]
    if found.total.required is None:
        unknown.insert(0, "the total")
    if unknown:
        lines.append(
            f"Not known: {', '.join(unknown)}. Your ASCP dashboard shows them; put them in with "
            "“Correct dates, figures” and they are used from then on."
        )
    elif found.confidence is Confidence.SECONDARY:
        lines.append("Not confirmed: some figures are reported by third parties.")
    if found.confidence is not Confidence.CONFIRMED:
        lines.append(f"Check them on your dashboard: {about.page}")
    if found.complete is not False:
        lines.append("You declare at ascp.org; nothing is filed here. Not affiliated with ASCP.")
    return lines


def caveats_of_all(founds: Sequence[Progress], about: Sequence[Credential]) -> list[str]:
    """Say once, of several credentials, how far their figures can be trusted."""
    unsure = [
        each
        for found, each in zip(founds, about, strict=True)
        if found.confidence is not Confidence.CONFIRMED
    ]
    lines = []
    if unsure:
        names = listed([credential(each.key) for each in unsure])
        where = unsure[0].page.rpartition("/")[0] if len(unsure) > 1 else unsure[0].page
        lines.append(f"Not confirmed or not known: some figures of {names}. Check them: {where}")
    if any(found.complete is not False for found in founds):
        lines.append("You declare at ascp.org; nothing is filed here. Not affiliated with ASCP.")
    return lines


def counted_by_cycle() -> str:
    """A year was asked for where only cycles count."""
    return "Points are counted over the whole three-year cycle, not by the year."


def nothing_ends_in(year: int) -> str:
    """No credential expires in that year."""
    return f"None of these expires in {year}."


def why_not_known() -> str:
    """The reason behind an answer is not known."""
    return "I only know what the sources say; the page named above may say more."


def unplaced(found: Progress) -> Decimal:
    """Return the missing points of which no known slot says what they are to be about."""
    missing = found.total.missing or Decimal(0)
    return max(
        missing - sum((s.missing or Decimal(0) for s in found.slots), Decimal(0)), Decimal(0)
    )


def still_missing_short(found: Progress) -> str:
    """Say in one line what a credential still needs."""
    name = credential(found.holding.key)
    short = [amount(s.missing, s.name) for s in found.slots if s.missing]
    if found.total.missing is None and short:
        return f"{name} needs at least {', '.join(short)} more; how many in all is not known."
    if found.total.missing:
        if (rest := unplaced(found)) and short:
            short.append(f"{number(rest)} more, of which areas is not known")
        listed = f": {', '.join(short)}" if short else ""
        return f"{name} still needs {points(found.total.missing)}{listed}."
    if short:
        return f"{name} still needs {', '.join(short)}."
    if found.complete is None and found.total.required is None:
        return f"{name}: what it asks for is not known; {points(found.total.met)} collected."
    if found.complete is None:
        return f"{name}: nothing known is short, but not every figure is known."
    return f"{name}: nothing missing by the figures here. Check your ASCP dashboard."


def overview_heading() -> str:
    """Head the overview."""
    return "Where you stand"


def overview_lines(found: Progress, today: date) -> list[str]:
    """Say where one credential stands, in two lines."""
    dates = found.dates
    if (sent := found.holding.sent) is not None:
        when = (
            f"Declared {day(sent.on, weekday=False)}; its cycle "
            f"{'ended' if dates.expires < today else 'ends'} {day(dates.expires, weekday=False)}."
        )
    elif found.voluntary:
        when = "Voluntary; the last three years count."
    elif found.expired:
        when = f"Expired {day(dates.expires, weekday=False)}."
    else:
        when = (
            f"Declare by {day(dates.recommended_last_day, weekday=False)} "
            f"({days_away(dates.recommended_last_day, today)}), expires "
            f"{day(dates.expires, weekday=False)}."
        )
    return [still_missing_short(found), when]


def dates_of_several(keys: Sequence[CredentialKey], dates: str) -> str:
    """Say once what dates several credentials share."""
    if len(keys) == 1:
        return dates
    return f"{listed([credential(key) for key in keys])}: {dates[:1].lower()}{dates[1:]}"


def deadlines_heading() -> str:
    """Head the dates."""
    return "Your dates"


def requirements_of_heading(keys: Sequence[CredentialKey]) -> str:
    """Head what several credentials ask for."""
    return f"What {listed([credential(key) for key in keys])} ask for in three years"


def requirements_short(
    key: CredentialKey, total: Decimal | None, slots: Mapping[str, Decimal | None]
) -> str:
    """Write the figures of one credential in a line; None where one is not known."""
    known = [amount(points_, name) for name, points_ in slots.items() if points_ is not None]
    unknown = [slot(name) for name, points_ in slots.items() if points_ is None]
    head = "how many in all is not known" if total is None else f"{number(total)} in all"
    said = [f"{credential(key)}: {head}"]
    said += [", ".join(known)] if known else []
    said += [f"not known: {', '.join(unknown)}"] if unknown else []
    return f"{'; '.join(said)}."


def left_of_it(found: Progress) -> str:
    """Say how many of the points asked for are missing."""
    if found.total.missing:
        return f"You still need {points(found.total.missing)}."
    return still_missing_short(found)


def figures_of_all(about: Sequence[Credential]) -> str:
    """Say once, of several credentials, how far their figures can be trusted."""
    where = about[0].page.rpartition("/")[0]
    return f"Some of these figures are reported, not confirmed by ASCP's pages. See {where}"


def requirements_heading(key: CredentialKey) -> str:
    """Head what a credential asks in general."""
    return f"What {credential(key)} asks for in three years"


def requirement_lines(edition: Edition, about: Credential, *, held: bool) -> list[str]:
    """List the figures of an edition."""
    figures = [("In all", edition.total), *((slot(s.name), s.figure) for s in edition.slots)]
    lines = [about.name]
    for name, figure in figures:
        shown = "not known" if figure.points is None else number(figure.points)
        sure = "" if figure.points is None else f" ({CONFIDENCE[figure.confidence]})"
        lines.append(f"{name[:1].upper()}{name[1:]}: {shown}{sure}")
    if about.key.scheme is Scheme.ASCPI:
        lines.append("The figures of international credentials are not known here.")
    if held:
        lines.append("Your own figures, if you put any in, are used instead.")
    return [*lines, "", f"See {about.page}"]
