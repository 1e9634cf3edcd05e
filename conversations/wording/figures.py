"""Figures that a person's own ASCP dashboard shows."""

from datetime import date
from decimal import Decimal

from cmp_rules.model import Area, CredentialKey
from conversations.wording.forms import area_label, credential, day, listed, points, slot


def which_figure(key: CredentialKey) -> str:
    """Ask which figure differs."""
    return f"Which figure does your ASCP dashboard show differently for {credential(key)}?"


def figure_name(name: str) -> str:
    """Name a figure."""
    return "total" if name == "total" else slot(name)


def figure_button(name: str) -> str:
    """Name a figure on a button."""
    shown = {"total": "Total", "electives": "Electives", "laboratory_safety": "Own area"}
    return shown.get(name) or area_label(Area(name))


def ask_figure(key: CredentialKey, name: str) -> str:
    """Ask for a figure."""
    return (
        f"How many points does your ASCP dashboard ask for: {figure_name(name)}, for your "
        f"{credential(key)}? Your figure wins over mine."
    )


def figure_not_understood() -> str:
    """No figure was found."""
    return "Type a number of points, such as 36 or 0.5."


def read_on(today: date) -> str:
    """Note where a person's figure comes from."""
    return f"your ASCP dashboard, {day(today, weekday=False)}"


def confirm_figures(key: CredentialKey, figures: tuple[tuple[str, Decimal], ...]) -> str:
    """Ask before figures that were said are taken."""
    said = listed(
        [
            f"{points(value)} in all" if name == "total" else f"{points(value)} {slot(name)}"
            for name, value in figures
        ]
    )
    return (
        f"Does your ASCP dashboard ask for {said}, for your {credential(key)}? "
        "Your figure wins over mine."
    )


def whose_figure() -> str:
    """Say how a figure is told where several credentials are held."""
    return (
        "Of which credential is that? Say it with its code, “my dashboard asks for 3 safety for "
        "MLS”, or open it below and press Change figures."
    )


def only_requirements() -> str:
    """Say that what is left or earned is not kept as a figure."""
    return (
        "I work out what is left myself; what I can take from your dashboard is what it asks for "
        "in all."
    )


def no_figure_of(key: CredentialKey, name: str) -> str:
    """Say that a credential has no such figure."""
    return f"As far as I know, {credential(key)} asks for nothing in {slot(name)}."
