"""Text that can do nothing but be read: no control characters, no overridden direction.

Titles come from people, and a pasted one may hold a terminal's commands (ESC, BEL) or characters
that turn the order of the words around (U+202E). They are dropped where text comes in, and, for
what was stored elsewhere, where it is shown at a terminal.
"""

import re

# New lines of every kind are one kind; the last two are Unicode's own.
_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Embeddings, overrides and isolates (https://unicode.org/reports/tr9/). The marks U+200E and U+200F
# stay: names written from right to left need them, and they turn nothing around.
_DIRECTIONS = "\u202a-\u202e\u2066-\u2069"
_DANGEROUS = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029{_DIRECTIONS}]")


def harmless(text: str) -> str:
    """Return the text without what could harm; new lines stay, a tab becomes a space.

    Half a surrogate pair, which no database and no terminal takes, becomes a question mark.
    """
    if text.isprintable():  # nothing of the below is
        return text
    text = _BREAKS.sub("\n", text).replace("\t", " ")
    return _DANGEROUS.sub("", text).encode("utf-8", "replace").decode()


def as_typed(text: str) -> str:
    """Return what a person wrote without what could harm; tabs stay: they part the cells of tables.

    Nothing with a tab in it is kept or shown: readers and screens make spaces of them.
    """
    if "\t" not in text:
        return harmless(text)
    return "\t".join(harmless(cell) for cell in text.split("\t"))


def escaped(json_text: str) -> str:
    """Return JSON that means the same and shows nothing dangerous as it is."""
    return _DANGEROUS.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)
