"""Which credentials a sentence about reminders names: "about HT" is one, though a word as well."""

import re

from cmp_rules.catalog import catalog
from cmp_rules.model import CredentialKey
from conversations.person import Person
from conversations.reading.credential_words import read_credentials

ABOUT = r"\b(?:about|of|for)\s+(?:my\s+|the\s+)?"


def named_in(text: str, person: Person) -> tuple[CredentialKey, ...]:
    """Return the credentials of a sentence; after "about" also codes that are words."""
    found = read_credentials(text, person.holdings)
    if found:
        return found
    said = {word.casefold() for word in re.findall(rf"{ABOUT}(\w+)", text, re.I)}
    held = [holding.key for holding in person.holdings if holding.key.code.casefold() in said]
    others = (key for key in catalog().credentials if key.code.casefold() in said)
    return tuple(held) or tuple(others)[:1]
