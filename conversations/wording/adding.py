"""Recording an activity: questions, remarks, the summary, what was saved."""

from datetime import date
from decimal import Decimal

from cmp_rules.cycles import Cycle
from cmp_rules.model import Activity, CredentialKey, Why
from conversations.wording.forms import credential, day, listed, month, number, points, slot
from conversations.wording.labels import FIELD_NAMES

NOT_GIVEN = "not given"


def ask_title() -> str:
    """Ask what the activity was called."""
    return (
        "What was it called? Type the title as on the certificate, or everything in one line: "
        "“1.5 h antibody ID from LabCE yesterday”."
    )


def title_without_words() -> str:
    """The title has no letters or digits."""
    return "A title needs letters or digits. What does the certificate say?"


def title_is_needed() -> str:
    """The answer names nothing: "skip", "idk", "hi"."""
    return "The title is what you will know this CE by. A few words do, such as “DIC webinar”."


def ask_provider() -> str:
    """Ask who gave it."""
    return "Who gave it? For example LabCE, AABB or your hospital."


def provider_without_words() -> str:
    """The provider has no letters or digits, or is a greeting."""
    return "That names nobody. Type who gave it, or leave it out."


def ask_day() -> str:
    """Ask for the day of completion."""
    return "When did you complete it? The date on the certificate, for example Nov 3."


def which_day() -> str:
    """Ask which of two readings of a date is meant."""
    return "Which of the two do you mean?"


def which_day_of(year: int, number_: int) -> str:
    """A month was given where a day is needed."""
    return f"Which day of {month(year, number_)}? It is on the certificate."


def no_such_day() -> str:
    """The calendar has no such day."""
    return "There is no such day in the calendar. Please check the date."


def day_not_understood() -> str:
    """No date was found."""
    return "I couldn't read a date there. Try “Nov 3”, “2026-11-03” or “last Saturday”."


def day_to_come(value: date) -> str:
    """The day lies ahead."""
    return f"{day(value)} is still to come. A CE counts once it is completed; when was that?"


def day_too_early(value: date, begins: date) -> str:
    """The day lies before the programme."""
    return (
        f"{day(value)} is before the programme began ({day(begins, weekday=False)}). "
        "Please check the year."
    )


def ask_points() -> str:
    """Ask for the points."""
    return "How many points is it worth? Contact hours count the same: 1.5, 90 min, 2 credits."


def which_unit(value: Decimal) -> str:
    """Ask what a CEU is on this certificate."""
    return (
        f"“CEU” differs by provider: for some 1 CEU is one hour, for others ten. How many hours "
        f"were the {number(value)} CEU?"
    )


def which_college_hours(hours: Decimal) -> str:
    """Ask which hours a college course has."""
    return (
        f"Are the {number(hours)} college credits semester or quarter hours? They are worth "
        "different points."
    )


def college_unit(unit: str, worth: Decimal) -> str:
    """Offer a unit of college hours with what it is worth."""
    return f"{unit.capitalize()}: {points(worth)}"


def perhaps_hours(value: Decimal, semester: Decimal, quarter: Decimal) -> str:
    """Few points for a college course: they may be hours."""
    return (
        f"Check: are the {number(value)} points already converted? A semester hour is "
        f"{points(semester)}, a quarter hour {number(quarter)}."
    )


def perhaps_too_many(value: Decimal, most: Decimal) -> str:
    """More points on one CE than three years ask for."""
    return (
        f"Check: {points(value)} in one CE is more than the {number(most)} that three years ask "
        "for. One contact hour is one point."
    )


def points_of_the_paper() -> str:
    """No conversion is known for this kind."""
    return (
        "How ASCP counts this kind is not confirmed here: enter the points that your paper or "
        "your dashboard shows."
    )


def points_not_understood() -> str:
    """No number of points was found."""
    return "I couldn't read points there. Type a number such as 1.5, or “90 minutes”."


_REFUSED = {
    "negative": "Points can't be below zero. How many is it worth?",
    "zero": "0 points would not count. How many is it worth?",
    "too_many": "That is more than one activity can be worth. Please check the number.",
    "too_fine": "Points have two decimals at most, such as 1.25. How many is it worth?",
    "range": "Is it the one or the other? Type the points on your certificate.",
    "uneven": "That does not come out in hundredths of an hour. Type the points you were given.",
}


def points_refused(reason: str) -> str:
    """Say why a number cannot be points."""
    return _REFUSED[reason]


def ask_kind() -> str:
    """Ask for the kind of activity."""
    return "What kind of activity was it? The kind decides which paper an audit asks for."


def kind_not_understood() -> str:
    """No kind was found."""
    return "I don't know that kind. Please use one of the buttons below."


def ask_areas(*, several: bool) -> str:
    """Ask for the areas."""
    if several:
        return "Tick every area it was about, then Done."
    return "What was it about? Likely areas come first. Or type “1 safety, 2 micro”."


def areas_not_understood() -> str:
    """No area was found."""
    return "I don't know that area. Use a button, or type one such as safety or chemistry."


def pick_an_area() -> str:
    """No area is ticked."""
    return "Pick at least one area. “General” counts for electives only."


def ask_split(names: tuple[str, ...], whole: Decimal) -> str:
    """Ask how the points fall on several areas."""
    return (
        f"How many of the {points(whole)} were on each of {listed([n.lower() for n in names])}? "
        "Type for example “1 safety, 2 micro”. If every point fits each of them, say so below; "
        "each is still counted only once per credential."
    )


def split_not_understood() -> str:
    """The points on each area were not read."""
    return "I couldn't read that. Type points and area, such as “1 safety, 2 micro”."


def parts_exceed(said: Decimal, whole: Decimal) -> str:
    """The parts come to more than the whole."""
    return (
        f"These come to {points(said)}, but the activity has {number(whole)}. "
        "Correct the one or the other."
    )


def ask_credentials() -> str:
    """Ask for which credentials it may count."""
    return "For which credentials may it count? One CE counts in full for each of them."


def which_field() -> str:
    """Ask what should be different."""
    return "What should be different?"


def not_saved_yet(*, changed: bool) -> str:
    """Head the summary."""
    return "Not changed yet. Is this right?" if changed else "Not saved yet. Is this right?"


def activity_line(field: str, value: str) -> str:
    """Write one field of the summary."""
    return f"{FIELD_NAMES[field]}: {value}"


def draft_so_far(known: list[str]) -> str:
    """Show what is known of a draft."""
    return f"Draft, not saved: {', '.join(known)}"


def would_count() -> str:
    """Head what the draft would count for."""
    return "It would count for:"


def counts_for() -> str:
    """Head what an entry counts for."""
    return "It counts for:"


def fixed_by_you(line: str) -> str:
    """Mark where the person fixed points themselves."""
    return f"{line} (fixed by you)"


def save_or_edit() -> str:
    """The text answers nothing here."""
    return "This CE is not saved yet. Press Save to keep it, or Edit to change it."


def draft_waits() -> str:
    """A further CE was told while one waits for Save."""
    return "The CE before is kept as an unsaved draft; it comes back after this one."


def saved_heading(*, changed: bool) -> str:
    """Head what was saved."""
    return "Changed." if changed else "Saved."


def what_was_saved(activity: Activity) -> str:
    """Name what was recorded."""
    return (
        f"#{activity.number} {activity.title}: {points(activity.points)}, "
        f"{day(activity.date, weekday=False)}"
    )


def keep_the_paper(paper: str) -> str:
    """Say which paper an audit would ask for."""
    return f"Keep for an audit: {paper[:1].lower()}{paper[1:]}"


def credential_line(key: CredentialKey, said: list[str]) -> str:
    """Write what an activity counts for in one credential."""
    return f"{credential(key)}: {'; '.join(said) or 'nothing'}"


def to_slot(value: Decimal, name: str) -> str:
    """Write where points went."""
    return f"{number(value)} to {slot(name)}"


def not_counted(value: Decimal, why: Why, cycle: Cycle) -> str:
    """Write which points do not count, and why."""
    return f"{number(value)} not counted, {reason(why, cycle)}"


def reason(why: Why, cycle: Cycle) -> str:
    """Write why points do not count."""
    days = f"{day(cycle.starts, weekday=False)} to {day(cycle.ends, weekday=False)}"
    reasons = {
        Why.OUTSIDE_CYCLE: f"dated outside {days}",
        Why.BORDER: (
            "dated on the very day the cycle before ended; if ASCP shows that your cycle began "
            "earlier, correct its start in /credentials"
        ),
        Why.LIMIT: "the limit for college courses is used up",
        Why.NO_SLOT: "nothing this credential asks for accepts its area",
        Why.EXCLUDED: "you left this credential out",
        Why.SURPLUS: "everything that accepts it is full",
    }
    return reasons[why]
