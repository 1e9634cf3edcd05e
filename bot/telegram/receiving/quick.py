"""The two updates that nearly all are, read from their JSON: words, and a press, in a private chat.

python-telegram-bot makes a tree of objects of an update; reading these two as they are takes a
twentieth of that. What is in the least unusual (one more field, another type) is left to the
library, so that nothing means here what it does not mean there.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.harmless import as_typed
from bot.turn import Incoming
from conversations.model import Pressed, Said, When

# The fields that each may have (Bot API, Message, User, Chat).
MESSAGE = {"message_id", "from", "chat", "date", "text", "entities"}
USER = {"id", "is_bot", "first_name", "last_name", "username", "language_code", "is_premium"}
CHAT = {"id", "type", "first_name", "last_name", "username"}
LATEST = 2**32  # seconds since 1970, for a date


def read_quickly(raw: Mapping[str, Any], now: datetime) -> Incoming | None:
    """Return the event that an ordinary update is; None where the library has to read it."""
    if len(raw) != 2:
        return None
    match raw:
        case {"update_id": int(number), "message": message}:
            return _message(f"tg:{number}", message)
        case {"update_id": int(number), "callback_query": query}:
            return _press(f"tg:{number}", query, now)
    return None


def _message(key: str, message: Any) -> Incoming | None:
    match message:
        case {
            "message_id": int(),
            "from": {"id": int(), "is_bot": False, "first_name": str()} as person,
            "chat": {"id": int(chat), "type": "private"} as place,
            "date": int(date),
            "text": str(text),
        } if (
            text
            and 0 < date < LATEST
            and message.keys() <= MESSAGE
            and person.keys() <= USER
            and place.keys() <= CHAT
            and ("entities" not in message or _are_plain(message["entities"]))
        ):
            when = When(datetime.fromtimestamp(date, UTC))
            return Incoming(key, chat, Said(as_typed(text), when))
    return None


def _are_plain(entities: Any) -> bool:
    """Whether entities are like that of a command: nothing is read of them but that they can be."""
    return isinstance(entities, list) and all(map(_is_plain, entities))


def _is_plain(entity: Any) -> bool:
    match entity:
        case {"type": str(), "offset": int(), "length": int()}:
            return len(entity) == 3
    return False


def _press(key: str, query: Any, now: datetime) -> Incoming | None:
    match query:
        case {
            "id": str(id),
            "from": {"id": int(), "is_bot": False, "first_name": str()} as person,
            "message": {
                "message_id": int(message),
                "chat": {"id": int(chat), "type": "private"} as place,
                "date": int(date),
            },
            "chat_instance": str(),
            "data": str(data),
        } if (
            0 <= date < LATEST
            and len(query) == 5
            and person.keys() <= USER
            and place.keys() <= CHAT
        ):
            return Incoming(key, chat, Pressed(told(data), When(now)), id, message)
    return None


def told(data: str) -> str:
    """Return the data of a press as text that has bytes: who forges it may send anything."""
    return data if data.isascii() else data.encode("utf-8", "replace").decode()
