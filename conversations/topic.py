"""What was just talked about, so that "and my MLS?" and "make it 2 points" can go on from it."""

from dataclasses import dataclass

from cmp_rules.model import Area, CredentialKey, Kind


@dataclass(frozen=True, slots=True)
class Topic:
    """The last question that was answered, and the last entry that was shown or changed."""

    intent: str = ""  # of the question; empty where none was asked yet
    credentials: tuple[CredentialKey, ...] = ()
    areas: tuple[Area, ...] = ()
    activity: Kind | None = None
    year: int | None = None
    entry: int = 0  # the person's own number of it; 0 for none
    fresh: bool = True  # whether nothing else was said since the question
