"""How a sentence goes on from the CE before it: "another one, 2 hours", "same provider"."""

import re

from conversations.reading.plain import blanked

_FURTHER = re.compile(
    r"\W*(?:(?:and|plus|also|then|oh)\W+)*(?:another\sone|one\smore|(?:the\s)?next\sone)"
    r"(?=\s*(?:[|:,;-]|(?:on|from|by|at|for|was|is|called|about)\b))",
    re.I,
)
_SAME = re.compile(
    r"\b(?:(?:and|by|from|at|with|through|via)\s)?(?:the\s)?same"
    r"\s(?:provider|place|people|company|organi[sz]ation|org|source|sponsor|vendor)"
    r"(?:\s(?:as\s(?:before|above|last\stime|the\s(?:last|other)(?:\sone)?)|again|too))?\b",
    re.I,
)


def without_links(text: str) -> tuple[str, bool]:
    """Return a text without these words, and whether it names the provider of the CE before."""
    further = _FURTHER.match(text)
    if further is not None:
        text = blanked(text, further.span())
    same = _SAME.search(text)
    return (text, False) if same is None else (blanked(text, same.span()), True)
