"""What Telegram delivers, read as events of the conversations. Knows nothing of sending."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from telegram import Bot, CallbackQuery, Message, Update
from telegram.constants import ChatType

from bot.harmless import harmless
from bot.turn import Incoming
from conversations.model import Pressed, Said, Sent, When

# What we ask Telegram for; each has its answer in `read`.
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
# What is attached, and our word for it (model.Sent.what). An animation is a document as well.
ATTACHED = {
    "photo": "photo",
    "document": "document",
    "voice": "voice",
    "audio": "voice",
    "video_note": "voice",
    "sticker": "sticker",
    "venue": "location",
    "location": "location",
    "contact": "contact",
}


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Somebody calls the bot in a group or channel, where it declines; or presses there."""

    chat: int | None
    callback_id: str | None = None


class Client(Bot):
    """python-telegram-bot's client; updates come unread, so that an odd one harms no other."""

    async def raw_updates(self, offset: int | None, wait: timedelta) -> list[dict[str, Any]]:
        """Return the updates from `offset` on, waiting for the first one for this long."""
        seconds = int(wait.total_seconds())
        data = {"timeout": seconds, "offset": offset, "allowed_updates": list(WANTED)}
        told = {name: value for name, value in data.items() if value is not None}
        answer = await self._post("getUpdates", told, read_timeout=seconds + 10)
        return answer if isinstance(answer, list) else []


def read(raw: Mapping[str, Any], bot: Bot, now: datetime) -> Incoming | Elsewhere | None:
    """Return what an update means to us; None where it means nothing.

    A message is dated by Telegram, so that "yesterday" keeps its sense when it comes late; a press
    has no date and happens `now` (aware).
    """
    update = Update.de_json(dict(raw), bot)
    key = f"tg:{update.update_id}"
    if update.callback_query is not None:
        return _press(key, update.callback_query, now)
    if update.my_chat_member is not None:
        member = update.my_chat_member
        here = member.new_chat_member.status in {"member", "administrator"}
        private = member.chat.type == ChatType.PRIVATE
        return Elsewhere(member.chat.id) if here and not private else None
    message = update.message or update.edited_message
    if message is None:
        return None
    if message.chat.type != ChatType.PRIVATE:
        return Elsewhere(message.chat.id) if _calls(message) else None
    return _message(key, message, edited=update.message is None)


def _message(key: str, message: Message, *, edited: bool) -> Incoming | None:
    when = When(message.edit_date or message.date)
    if edited:
        words = harmless(message.text or message.caption or "")
        return Incoming(key, message.chat.id, Sent("edited", when, words))
    if message.text is not None:
        return Incoming(key, message.chat.id, Said(harmless(message.text), when))
    what = next((ATTACHED[name] for name in ATTACHED if getattr(message, name)), None)
    if what is None and message.effective_attachment is None and not message.poll:
        return None  # a notice of Telegram's own: a pinned message, a changed setting
    return Incoming(
        key, message.chat.id, Sent(what or "other", when, harmless(message.caption or ""))
    )


def _press(key: str, query: CallbackQuery, now: datetime) -> Incoming | Elsewhere | None:
    message = query.message
    if message is None or query.data is None or message.chat.type != ChatType.PRIVATE:
        return Elsewhere(None, query.id)
    return Incoming(
        key, message.chat.id, Pressed(query.data, When(now)), query.id, message.message_id
    )


def _calls(message: Message) -> bool:
    """Whether a message in a group means the bot: a command, its name, or a reply to it."""
    bot, text = message.get_bot(), message.text or ""
    if f"@{bot.username}" in text:
        return True
    if text.startswith("/"):
        return "@" not in text.split(maxsplit=1)[0]
    answered = message.reply_to_message
    return bool(answered and answered.from_user and answered.from_user.id == bot.id)
