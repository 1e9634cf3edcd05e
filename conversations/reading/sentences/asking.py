"""Whether a text has the shape of a question to the bot."""

import re

_OPENS = re.compile(
    r"(?:whats?|wat|when|how|am|do|did|does|is|are|can|could|will|would|must|should|why|who|which"
    r"|where)\b",
    re.I,
)
_ENDS = re.compile(  # "I gave a lecture for 3 hours, does that count"
    r".*[,;.!]\s*(?:does|do|will|would|can|could|should|is)\s(?:that|it|this|i)\b[^,;.!]{0,30}$",
    re.I | re.S,
)


def asks(text: str) -> bool:
    """Whether a text begins or ends as questions do."""
    text = text.strip()
    return bool(_OPENS.match(text)) or text.endswith("?") or ends_asking(text)


def ends_asking(text: str) -> bool:
    """Whether a text tells something and then asks about it, in words of its own."""
    return _ENDS.match(text) is not None
