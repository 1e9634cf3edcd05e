"""Several credentials in one button: what a standing button can carry is 64 bytes."""

from collections.abc import Iterable

from cmp_rules.model import CredentialKey, Scheme
from conversations.buttons import read_key

MOST_BYTES = 44  # of 64: the action and a day stand there as well


def write_keys(keys: Iterable[CredentialKey]) -> str:
    """Write credentials as the record of a button, "MLS SBB"; what does not fit is left out."""
    record = ""
    for key in keys:
        word = key.code if key.scheme is Scheme.ASCP else f"{key.code}.{key.scheme}"
        longer = f"{record} {word}".strip()
        if len(longer.encode()) <= MOST_BYTES:
            record = longer
    return record


def read_keys(record: str) -> tuple[CredentialKey, ...]:
    """Read the credentials of a record; words that are none are passed over."""
    found = (read_key(word if "." in word else f"{word}.{Scheme.ASCP}") for word in record.split())
    return tuple(key for key in found if key is not None)
