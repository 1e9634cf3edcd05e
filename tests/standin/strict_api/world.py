"""What Telegram keeps: chats, messages with their earlier versions, presses of buttons."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from .markup import Formatted
from .refusal import ApiError, bad_request

BOT_ID = 700000001
QUERY_LIVES = 900.0  # seconds; Telegram gives no figure, after some minutes a press is "too old"

Keyboard = list[list[dict[str, Any]]]
ChatKind = Literal["private", "group", "supergroup", "channel"]


def bot_user() -> dict[str, Any]:
    """Return the bot as a User."""
    return {"id": BOT_ID, "is_bot": True, "first_name": "Bot under test", "username": "tested_bot"}


@dataclass
class Message:
    """A message as it stands now; `before` holds the texts and keyboards it had earlier."""

    id: int
    chat: "Chat"
    sender: dict[str, Any]
    date: int
    content: Formatted
    keyboard: Keyboard | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    edited: int | None = None
    deleted: bool = False
    before: list[tuple[str, Keyboard | None]] = field(default_factory=list)
    reactions: list[str] = field(default_factory=list)  # the bot's own

    @property
    def by_bot(self) -> bool:
        """Whether the bot wrote it."""
        return bool(self.sender["id"] == BOT_ID)

    @property
    def text(self) -> str:
        """The text as it is shown, without markup."""
        return self.content.text

    @property
    def bold(self) -> list[str]:
        """The words that are shown bold."""
        raw = self.content.text.encode("utf-16-le")
        spans = [e for e in self.content.entities if e["type"] == "bold"]
        return [
            raw[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le")
            for e in spans
        ]

    @property
    def labels(self) -> list[list[str]]:
        """What is written on its buttons, row by row."""
        return [[button["text"] for button in row] for row in self.keyboard or []]

    def as_json(self) -> dict[str, Any]:
        """Return it as a Message object."""
        shown: dict[str, Any] = {
            "message_id": self.id,
            "date": self.date,
            "chat": self.chat.as_json(),
            "from": self.sender,
            **self.extra,
        }
        if self.content.text:
            shown["text"] = self.content.text
        if self.content.entities:
            shown["entities"] = self.content.entities
        if self.keyboard:
            shown["reply_markup"] = {"inline_keyboard": self.keyboard}
        if self.edited is not None:
            shown["edit_date"] = self.edited
        return shown


@dataclass
class Chat:
    """A chat with everything that was ever said in it."""

    id: int
    name: str
    kind: ChatKind = "private"
    blocked: bool = False  # the person blocked the bot, or the group removed it
    started: bool = False  # a bot cannot speak first
    messages: list[Message] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return it as a Chat object."""
        named = "first_name" if self.kind == "private" else "title"
        return {"id": self.id, "type": self.kind, named: self.name}

    def user(self) -> dict[str, Any]:
        """Return the person of a private chat as a User."""
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": "en"}

    def message(self, number: int) -> Message | None:
        """Find a message that is still there."""
        return next((m for m in self.messages if m.id == number and not m.deleted), None)


@dataclass
class Press:
    """A callback query, and what the bot answered."""

    id: str
    at: float
    data: str
    answers: list[dict[str, Any]] = field(default_factory=list)


class World:
    """All chats and presses of one bot."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.clock = clock
        self.chats: dict[int, Chat] = {}
        self.presses: dict[str, Press] = {}
        self._numbers = itertools.count(101)
        self._presses = itertools.count(4_000_000_001)

    def chat(self, number: int, name: str = "Ana", kind: ChatKind = "private") -> Chat:
        """Return a chat, made on first use."""
        return self.chats.setdefault(number, Chat(number, name, kind))

    def reachable(self, number: int | str) -> Chat:
        """Return the chat the bot wants to write to; refuse as Telegram does."""
        chat = self.chats.get(number) if isinstance(number, int) else None
        if chat is None:
            raise bad_request("chat not found")
        if chat.blocked and chat.kind == "private":
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if chat.blocked:
            raise ApiError(403, f"Forbidden: bot was kicked from the {chat.kind} chat")
        if not chat.started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
        return chat

    def add(self, chat: Chat, sender: dict[str, Any], content: Formatted, **more: Any) -> Message:
        """Put a message at the end of a chat; `more` are keyboard and extra."""
        message = Message(next(self._numbers), chat, sender, int(self.clock()), content, **more)
        chat.messages.append(message)
        return message

    def pressed(self, data: str) -> Press:
        """Remember a press that waits for the bot's answer."""
        press = Press(str(next(self._presses)), self.clock(), data)
        self.presses[press.id] = press
        return press

    def answer_press(self, query: str, answer: dict[str, Any]) -> None:
        """Note the answer to a press; refuse when Telegram has forgotten it."""
        press = self.presses.get(query)
        if press is None or self.clock() - press.at > QUERY_LIVES:
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        press.answers.append(answer)

    def unanswered(self) -> list[Press]:
        """Return the presses behind which a client still shows its progress bar."""
        return [press for press in self.presses.values() if not press.answers]
