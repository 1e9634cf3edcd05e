"""How points, days and names are written."""

from datetime import date
from decimal import Decimal

from cmp_rules.catalog import catalog
from cmp_rules.model import Area, CredentialKey, Kind, Part, Scheme
from conversations.wording.calendars import calendar


def day(value: date, *, weekday: bool = True) -> str:
    """Write a day so that nobody can take the month for the day: Sun 22 Nov 2026."""
    words = calendar()
    plain = f"{value.day} {words.months[value.month - 1]} {value.year}"
    return f"{words.weekdays[value.weekday()]} {plain}" if weekday else plain


def month(year: int, number_: int) -> str:
    """Write a month: Jun 2027."""
    return f"{calendar().months[number_ - 1]} {year}"


def number(value: Decimal) -> str:
    """Write points as a bare number, without trailing zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def points(value: Decimal) -> str:
    """Write points with their word."""
    return f"{number(value)} point" if value == 1 else f"{number(value)} points"


def days_away(value: date, today: date) -> str:
    """Write how far a day is: in 3 days, today, 3 days ago."""
    away = (value - today).days
    if away == 0:
        return "today"
    many = "1 day" if abs(away) == 1 else f"{abs(away)} days"
    return f"in {many}" if away > 0 else f"{many} ago"


def credential(key: CredentialKey) -> str:
    """Write a credential as people say it; an international one is marked."""
    return f"{key.code}(ASCPi)" if key.scheme is Scheme.ASCPI else key.code


def area(value: Area) -> str:
    """Write an area in the middle of a sentence."""
    return _lower(area_name(value))


def area_name(value: Area) -> str:
    """Write an area by itself."""
    return catalog().areas[value].name


def area_label(value: Area) -> str:
    """Write an area on a button."""
    return catalog().areas[value].label


def kind(value: Kind) -> str:
    """Write a kind of activity by itself."""
    return catalog().kinds[value].name


def kind_label(value: Kind) -> str:
    """Write a kind of activity on a button, or in a heading."""
    return catalog().kinds[value].label


def slot(name: str) -> str:
    """Write a slot in the middle of a sentence."""
    if name == "electives":
        return "electives (any area)"
    if name == "laboratory_safety":
        return "laboratory safety, your own area"
    return area(Area(name))


def amount(value: Decimal, name: str) -> str:
    """Write points of a slot: "1 medical ethics", "24 elective points (any area)"."""
    if name == "electives":
        return f"{number(value)} elective {'point' if value == 1 else 'points'} (any area)"
    return f"{number(value)} {slot(name)}"


def parts(value: tuple[Part, ...]) -> str:
    """Write what an activity was about: "blood banking", or points on each."""
    if len(value) == 1:
        return _areas(value[0])
    return ", ".join(f"{number(part.points)} {_areas(part)}" for part in value)


def _areas(part: Part) -> str:
    return " or ".join(area(each) for each in sorted(part.areas))


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def listed(names: tuple[str, ...] | list[str]) -> str:
    """Write names in a row: A, B and C."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def days_long(many: int) -> str:
    """Write how many days something takes."""
    return "1 day" if many == 1 else f"{many} days"


def more_is_missing() -> str:
    """The person wants to save a CE of which something is still asked."""
    return "I can save it once this is answered."


def cancel_drops_it() -> str:
    """The person wants to be rid of a draft."""
    return "Nothing of this CE is saved. Press Cancel to drop it, or just go on."


def say_what_changes() -> str:
    """The person wants something of a draft to be different, and does not say what."""
    return "Say what should be different, for example “make it 2 points” or “no, yesterday”."
