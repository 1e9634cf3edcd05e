"""A screen as texts that fit into Telegram's messages: escaped, split on lines, heading bold."""

import html

from conversations.model import Screen

MOST = 4096  # UTF-16 units of one message, counted without markup (Bot API, sendMessage)


def units(text: str) -> int:
    """Count a text as Telegram does, in UTF-16 units."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(screen: Screen) -> tuple[str, ...]:
    """Return the messages of a screen as Telegram's HTML, in order; at least one."""
    heading, text = screen.heading.strip(), screen.text.strip()
    if heading and units(heading) < MOST - 1:
        first, *rest = split(text, MOST - units(heading) - 1) or [""]
        shown = [f"<b>{_safe(heading)}</b>\n{_safe(first)}".rstrip(), *map(_safe, rest)]
    else:
        shown = [_safe(piece) for piece in split(f"{heading}\n{text}".strip())]
    return tuple(shown) or ("…",)


def split(text: str, room: int = MOST) -> list[str]:
    """Cut a text into parts of at most MOST units, the first of at most `room`.

    It is cut between lines; a line that is too long by itself between words; a word that is too
    long between characters as people see them, so that no accent or family of emoji is torn apart.
    Parts of white space alone are left out: Telegram refuses them. Only the first one may be empty,
    where there is room for nothing.
    """
    parts: list[str] = []
    cramped = room < MOST
    while units(text) > room:
        end = _fitting(text, room)
        cut = max(text.rfind("\n", 0, end + 1), 0) or max(text.rfind(" ", 0, end + 1), 0)
        cut = cut or (_between_characters(text, end) if room == MOST else 0)
        parts.append(text[:cut].strip())
        text = text[cut:].strip()
        room = MOST
    whole = (*parts, text)
    return [part for place, part in enumerate(whole) if part.strip() or (cramped and not place)]


def _fitting(text: str, room: int) -> int:
    """How many characters of the text fit."""
    if units(text[:room]) <= room:
        return room
    used = 0
    for count, character in enumerate(text):
        used += 1 + (character > "\uffff")
        if used > room:
            return count
    return len(text)


def _between_characters(text: str, most: int) -> int:
    """Return the last end of a grapheme cluster within `most` code points.

    One cluster longer than that (a letter under a thousand accents) is torn all the same.
    """
    import regex  # takes 15 ms to import, and is hardly ever needed

    end = 0
    for cluster in regex.finditer(r"\X", text[: most + 100]):
        if cluster.end() > most:
            break
        end = cluster.end()
    return end or most


def _safe(text: str) -> str:
    return html.escape(text, quote=False)
