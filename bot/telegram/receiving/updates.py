"""What Telegram delivers, read as events of the conversations. Knows nothing of sending.

Of all kinds of updates four are asked for (`WANTED`); the others (channel posts, polls of others,
payments, business and guest messages …) are none of this bot's business and pass in silence.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from telegram import Bot, CallbackQuery, ChatMemberUpdated, InputFile, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.request import BaseRequest

from bot.harmless import as_typed, harmless
from bot.starting import CannotStart
from bot.telegram.calls import plain
from bot.telegram.receiving.attachments import file_of, place_of, word_for
from bot.telegram.receiving.leaving import told_to_go
from bot.telegram.receiving.quick import read_quickly, told
from bot.turn import Incoming
from conversations.model import Pressed, Said, Sent, When

# What we ask Telegram for; each has its answer in `read`.
WANTED = ("message", "edited_message", "callback_query", "my_chat_member")
ALBUMS = 1_000  # that are remembered
AWAY = frozenset({ChatMemberStatus.LEFT, ChatMemberStatus.BANNED})

Why: TypeAlias = Literal["called", "added", "told_to_go", "channel", "pressed"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something concerns the bot in a group or channel, where it declines and stores nothing."""

    chat: int | None
    why: Why
    callback_id: str | None = None


class Client(Bot):
    """python-telegram-bot's client; updates come unread, so that an odd one harms no other."""

    def __init__(self, *args: Any, **more: Any) -> None:
        """Prepare as the library does; files lie beside the methods, wherever those are."""
        base = more.get("base_url", "")
        if isinstance(base, str) and base.endswith("/bot") and "base_file_url" not in more:
            more["base_file_url"] = f"{base.removesuffix('bot')}file/bot"
        super().__init__(*args, **more)
        self._polls: BaseRequest = more.get("get_updates_request") or self.request
        self._albums: OrderedDict[str, int] = OrderedDict()

    async def initialize(self) -> None:
        """Learn who the bot is. Raises `TelegramError`; `CannotStart` where nobody could tell."""
        try:
            await super().initialize()
        except (TypeError, ValueError) as error:
            raise CannotStart("What answers at TELEGRAM_API_URL is no Bot API.") from error

    async def raw_updates(self, offset: int | None, wait: timedelta) -> list[dict[str, Any]]:
        """Return the updates from `offset` on, waiting for the first one for this long."""
        seconds = int(wait.total_seconds())
        data = {"timeout": seconds, "offset": offset, "allowed_updates": list(WANTED)}
        answer = await self._polls.post(
            f"{self.base_url}/getUpdates", plain(data), read_timeout=seconds + 10
        )
        return answer if isinstance(answer, list) else []

    async def call(self, method: str, **told: Any) -> Any:
        """Make a call of plain values, without files; return its result as it came.

        Raises `TelegramError`.
        """
        return await self.request.post(f"{self.base_url}/{method}", plain(told))

    async def show(self, method: str, **told: Any) -> int | None:
        """Make a call that shows something; return the number of the message, where it is told.

        Nothing else of the answer is read: what Telegram took has been said, and if an odd answer
        were an error, it would be said again and again. Raises `TelegramError`.
        """
        return _number(await self.call(method, **told))

    async def show_file(self, chat: int, file: InputFile) -> int | None:
        """Send a file, as `show` sends words."""
        return _number(await self._post("sendDocument", {"chat_id": chat, "document": file}))

    def is_first_of(self, album: str, update: int) -> bool:
        """Whether this update brought the first file of an album.

        Remembered by this process alone: elsewhere a second file is answered like the first.
        """
        while len(self._albums) >= ALBUMS:
            self._albums.popitem(last=False)
        return self._albums.setdefault(album, update) == update


def _number(answer: Any) -> int | None:
    return answer.get("message_id") if isinstance(answer, dict) else None


def read(raw: Mapping[str, Any], bot: Client, now: datetime) -> Incoming | Elsewhere | None:
    """Return what an update means to us; None where it means nothing.

    A message is dated by Telegram, so that "yesterday" keeps its sense when it comes late; a press
    has no date and happens `now` (aware).
    """
    return read_quickly(raw, now) or read_by_library(raw, bot, now)


def read_by_library(
    raw: Mapping[str, Any], bot: Client, now: datetime
) -> Incoming | Elsewhere | None:
    """Return what `read` does, whatever the update is."""
    update = Update.de_json(_slim(raw), bot)
    key = f"tg:{update.update_id}"
    if update.callback_query is not None:
        return _press(key, update.callback_query, now)
    if update.my_chat_member is not None:
        return _membership(update.my_chat_member)
    message = update.message or update.edited_message
    if message is None:
        return None
    if message.chat.type != ChatType.PRIVATE:
        return None if update.message is None else _in_group(message)
    if message.from_user is not None and message.from_user.is_bot:
        return None  # two bots would never stop answering each other
    if update.message is None:
        return _edited(key, message)
    return _message(key, message, first=_is_first(message, bot, update.update_id))


def _slim(raw: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what stands on a message whose button was pressed: it is ours, and long to read."""
    press = raw.get("callback_query")
    message = press.get("message") if isinstance(press, Mapping) else None
    if not isinstance(press, Mapping) or not isinstance(message, Mapping):
        return dict(raw)
    kept = {name: message[name] for name in ("chat", "message_id", "date") if name in message}
    return {**raw, "callback_query": {**press, "message": kept}}


def _message(key: str, message: Message, *, first: bool) -> Incoming | None:
    when, chat = When(message.date), message.chat.id
    if message.text:
        return Incoming(key, chat, Said(as_typed(message.text), when))
    what = word_for(message)
    if what is None:
        return None  # a notice of Telegram's own: a pinned message, a changed setting
    event = Sent(
        what,
        when,
        harmless(message.caption or ""),
        place_of(message),
        file_of(message),
        more=not first,
    )
    return Incoming(key, chat, event, brought=message.message_id if event.file else None)


def _edited(key: str, message: Message) -> Incoming | None:
    """Return an edit of words or of a file.

    A moving location, a ticked list and a vote are edits to Telegram, and nothing to us.
    """
    words = message.text or message.caption
    if words is None and file_of(message) is None:
        return None
    when = When(message.edit_date or message.date)
    return Incoming(key, message.chat.id, Sent("edited", when, harmless(words or "")))


def _is_first(message: Message, bot: Client, update: int) -> bool:
    album = message.media_group_id
    return album is None or bot.is_first_of(f"{message.chat.id}/{album}", update)


def _press(key: str, query: CallbackQuery, now: datetime) -> Incoming | Elsewhere | None:
    message = query.message
    if message is None or query.data is None or message.chat.type != ChatType.PRIVATE:
        return Elsewhere(None, "pressed", query.id)
    event = Pressed(told(query.data), When(now))
    return Incoming(key, message.chat.id, event, query.id, message.message_id)


def _membership(change: ChatMemberUpdated) -> Elsewhere | None:
    """Return that the bot was added somewhere; being sent away needs no answer."""
    came = change.old_chat_member.status in AWAY and change.new_chat_member.status not in AWAY
    if change.chat.type == ChatType.PRIVATE or not came:
        return None
    return Elsewhere(change.chat.id, "channel" if change.chat.type == ChatType.CHANNEL else "added")


def _in_group(message: Message) -> Elsewhere | None:
    bot = message.get_bot()
    answered = message.reply_to_message
    to_bot = bool(answered and answered.from_user and answered.from_user.id == bot.id)
    text = message.text or message.caption or ""
    if told_to_go(text, bot.username, to_bot=to_bot):
        return Elsewhere(message.chat.id, "told_to_go")
    return Elsewhere(message.chat.id, "called") if to_bot or _calls(text, bot.username) else None


def _calls(text: str, username: str) -> bool:
    """Whether a text in a group means the bot: a command, or its name."""
    if f"@{username}".casefold() in text.casefold():
        return True
    return text.startswith("/") and "@" not in text.split(maxsplit=1)[0]
