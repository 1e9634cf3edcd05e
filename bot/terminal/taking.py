"""Takes in a file of this machine as one that was sent."""

from pathlib import Path

from bot.brought import not_received, received
from conversations.certificates.kept import LARGEST
from conversations.model import Event, Sent


def with_its_file(event: Event) -> tuple[Event, bytes | None]:
    """Return an event with what its file is, and the content where it is one to keep."""
    if not isinstance(event, Sent) or event.file is None:
        return event, None
    try:
        with Path(event.file.ref).open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError:
        return not_received(event, "not_fetched"), None
    found = received(event, data)
    kept = found.file is not None and not found.file.refused
    return found, data if kept else None
