"""A person using the bot: says something, presses what is on the screen, looks at it."""

import asyncio
import time
from typing import Any

from .markup import Formatted, units
from .updates import Updates
from .world import Chat, Message, World


class NoSuchButtonError(AssertionError):
    """No message on this person's screen has such a button."""


def plain(label: str) -> str:
    """Reduce a label to its letters and digits."""
    return "".join(c for c in label.casefold() if c.isalnum())


class Person:
    """One side of a chat; the other side is the bot under test."""

    def __init__(self, world: World, updates: Updates, chat: Chat) -> None:
        self.world = world
        self.updates = updates
        self.chat = chat

    def say(self, text: str, **extra: Any) -> Message:
        """Write a message to the bot."""
        if text.startswith("/"):
            length = units(text.split(maxsplit=1)[0])
            command = {"type": "bot_command", "offset": 0, "length": length}
            return self._send(Formatted(text, [command]), extra)
        return self._send(Formatted(text), extra)

    def send(self, **content: Any) -> Message:
        """Send something that is not text: `send(sticker={…})`."""
        return self._send(Formatted(""), content)

    def edit(self, message: Message, text: str) -> None:
        """Change a message that was sent before."""
        message.content = Formatted(text)
        message.edited = int(self.world.clock())
        self.updates.put("edited_message", message.as_json())

    def press(self, label: str) -> str:
        """Press the newest button with this label; return the id of the callback query."""
        for message in reversed(self._from_bot()):
            for row in message.keyboard or []:
                for button in row:
                    if plain(button["text"]) == plain(label):
                        return self.press_data(message, button["callback_data"])
        raise NoSuchButtonError(
            f"no button {label!r}; there are {[m.labels for m in self._from_bot()]}"
        )

    def press_data(self, message: Message, data: str) -> str:
        """Press a button by its data, also one that is no longer there."""
        press = self.world.pressed(data)
        self.updates.put(
            "callback_query",
            {
                "id": press.id,
                "from": self.chat.user(),
                "message": message.as_json(),
                "chat_instance": str(self.chat.id),
                "data": data,
            },
        )
        return press.id

    def block(self) -> None:
        """Block the bot."""
        self.chat.blocked = True

    def screen(self) -> Message | None:
        """Return the bot's newest message."""
        shown = self._from_bot()
        return shown[-1] if shown else None

    def history(self) -> list[str]:
        """Return everything said by both sides as it stands now, oldest first."""
        return [
            f"{'bot' if m.by_bot else 'me'}: {m.text}" for m in self.chat.messages if not m.deleted
        ]

    def keyboards(self) -> list[Message]:
        """Return the messages that still have buttons."""
        return [message for message in self._from_bot() if message.keyboard]

    async def sees(self, words: str, *, within: float = 40.0) -> Message:
        """Wait until the newest message of the bot holds these words; return that message."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            if (shown := self.screen()) and words.casefold() in shown.text.casefold():
                return shown
            await asyncio.sleep(0.01)
        raise AssertionError(f"waited for {words!r}; the talk so far: {self.history()}")

    async def was_told(self, words: str, *, within: float = 40.0) -> None:
        """Wait until any message of the bot holds these words, also beneath a newer one."""
        deadline = time.monotonic() + within
        while not any(words in line for line in self.history() if line.startswith("bot")):
            assert time.monotonic() < deadline, self.history()
            await asyncio.sleep(0.01)

    def _from_bot(self) -> list[Message]:
        return [m for m in self.chat.messages if m.by_bot and not m.deleted]

    def _send(self, content: Formatted, extra: dict[str, Any]) -> Message:
        self.chat.started = True
        self.chat.blocked = False
        sender = self.chat.user() if self.chat.kind == "private" else _somebody()
        message = self.world.add(self.chat, sender, content, extra=extra)
        kind = "channel_post" if self.chat.kind == "channel" else "message"
        self.updates.put(kind, message.as_json())
        return message


def _somebody() -> dict[str, Any]:
    return {"id": 555, "is_bot": False, "first_name": "Somebody"}
