"""Rows of buttons: how many fit, and the standing ones that many screens share."""

from collections.abc import Iterable, Sequence

from cmp_rules.model import CredentialKey, Scheme
from conversations.model import Choice, Choices

MOST_IN_ROW = 4
MOST_ROWS = 5
_SHORT = 9  # labels this short stand four in a row
_MIDDLE = 18  # and these two in a row


def rows(
    choices: Iterable[Choice], *, most: int = MOST_ROWS - 1, width: int | None = None
) -> Choices:
    """Set buttons in rows by the length of the longest label; what does not fit is left out."""
    all_of_them: Sequence[Choice] = tuple(choices)
    longest = max((len(choice.label) for choice in all_of_them), default=0)
    width = width or (MOST_IN_ROW if longest <= _SHORT else 2 if longest <= _MIDDLE else 1)
    width = min(max(width, -(-len(all_of_them) // most)), MOST_IN_ROW)
    starts = range(0, len(all_of_them), width)
    return tuple(tuple(all_of_them[start : start + width]) for start in starts)[:most]


def typed(text: str) -> str:
    """Return a message as it is compared with the few words that stand for a button."""
    return text.strip().strip(".!").casefold()


def letters(label: str) -> str:
    """Return the letters and digits of a label alone, as labels are compared."""
    return "".join(mark for mark in label.casefold() if mark.isalnum())


def key_value(key: CredentialKey) -> str:
    """Write a credential as the value of a button."""
    return f"{key.code}.{key.scheme}"


def read_key(value: str) -> CredentialKey | None:
    """Read a credential out of the value of a button; None where it is none."""
    code, _, scheme = value.partition(".")
    return CredentialKey(code, Scheme(scheme)) if code and scheme in set(Scheme) else None


def standing(label: str, action: str, record: str = "") -> Choice:
    """Return a button that works at any time."""
    return Choice(label, f"{action}:{record}", standing=True)
