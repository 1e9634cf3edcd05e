"""Telegram's HTML: text with tags in, plain text with entities out, or Telegram's complaint.

The tags and the complaints are those of "Formatting options" of the Bot API documentation.
Offsets and lengths of entities count UTF-16 units; offsets in complaints count bytes.
"""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from .refusal import bad_request

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)?([^<>]*)(>?)")
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);")


def units(text: str) -> int:
    """Count a text as Telegram does, in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


@dataclass
class Formatted:
    """A text as it is shown, and what is bold in it."""

    text: str
    entities: list[dict[str, Any]] = field(default_factory=list)


def formatted(text: str, parse_mode: str | None) -> Formatted:
    """Read a text in a parse mode; outer white space is dropped, as Telegram drops it."""
    mode = (parse_mode or "").lower()
    if mode == "html":
        return _trimmed(_html(text))
    if mode:
        raise bad_request("unsupported parse_mode")
    return _trimmed(Formatted(text))


def _complain(what: str) -> Exception:
    return bad_request(f"can't parse entities: {what}")


def _html(text: str) -> Formatted:
    shown = ""
    entities: list[dict[str, Any]] = []
    open_tags: list[tuple[str, int]] = []
    at = 0
    for tag in TAG.finditer(text):
        shown += _plain(text[at : tag.start()])
        at = tag.end()
        offset = len(text[: tag.start()].encode())
        closing, name, _, end = tag.groups()
        name = (name or "").lower()
        if not end:
            raise _complain(f"Unclosed {'end' if closing else 'start'} tag at byte offset {offset}")
        if closing:
            _close(name, offset, shown, open_tags, entities)
        elif name in TYPES:
            open_tags.append((name, units(shown)))
        else:
            raise _complain(f'Unsupported start tag "{name}" at byte offset {offset}')
    if open_tags:
        raise _complain(f'Can\'t find end tag corresponding to start tag "{open_tags[-1][0]}"')
    shown += _plain(text[at:])
    return Formatted(shown, sorted(entities, key=lambda e: (e["offset"], -e["length"])))


def _close(
    name: str,
    offset: int,
    shown: str,
    open_tags: list[tuple[str, int]],
    entities: list[dict[str, Any]],
) -> None:
    if not open_tags:
        raise _complain(f"Unexpected end tag at byte offset {offset}")
    opened, start = open_tags.pop()
    if name and name != opened:
        raise _complain(
            f'Unmatched end tag at byte offset {offset}, expected "</{opened}>", found "</{name}>"'
        )
    if length := units(shown) - start:
        entities.append({"type": TYPES[opened], "offset": start, "length": length})


def _plain(text: str) -> str:
    return ENTITY.sub(lambda found: html.unescape(found.group()), text)


def _trimmed(read: Formatted) -> Formatted:
    text = read.text.rstrip()
    lead = units(text) - units(text.lstrip())
    text = text.lstrip()
    kept = []
    for entity in read.entities:
        start = max(entity["offset"] - lead, 0)
        end = min(entity["offset"] + entity["length"] - lead, units(text))
        if end > start:
            kept.append({**entity, "offset": start, "length": end - start})
    return Formatted(text, kept)
