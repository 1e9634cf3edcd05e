"""What each method does, once the schema is content with the call."""

import re
from collections.abc import Callable
from typing import Any

from .markup import Formatted, formatted, units
from .media import Media, read_caption
from .reactions import set_reaction
from .refusal import ApiError, bad_request
from .updates import Updates
from .webhook import Webhook
from .world import Chat, Keyboard, Message, World, bot_user

TEXT_LIMIT = 4096  # sendMessage, text
BUTTON_LIMIT = 100  # above it: REPLY_MARKUP_TOO_LONG
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)
HOW_A_BUTTON_ACTS = {
    "url", "callback_data", "web_app", "login_url", "switch_inline_query",
    "switch_inline_query_current_chat", "switch_inline_query_chosen_chat", "copy_text",
    "callback_game", "pay",
}  # fmt: skip

Call = dict[str, Any]


def read_keyboard(markup: dict[str, Any] | None) -> Keyboard | None:
    """Return the rows of an inline keyboard; an empty keyboard is none."""
    rows: Keyboard = (markup or {}).get("inline_keyboard", [])
    buttons = [button for row in rows for button in row]
    if len(buttons) > BUTTON_LIMIT:
        raise bad_request("reply markup is too long")
    for button in buttons:
        if not button["text"]:
            # Telegram leaves such a button out without a word; a test wants to hear of it.
            raise bad_request("inline keyboard button text must be non-empty")
        acts = HOW_A_BUTTON_ACTS & set(button)
        if not acts:
            words = "Text buttons are unallowed in the inline keyboard"
            raise bad_request(f"can't parse inline keyboard button: {words}")
        if len(acts) > 1:
            raise bad_request("can't parse inline keyboard button: exactly one action is allowed")
    return [row for row in rows if row] or None


def read_text(call: Call, *, too_long: str) -> Formatted:
    """Return the text of a message; refuse what is empty or too long once it is parsed."""
    read = formatted(call["text"], call.get("parse_mode"))
    if not read.text:
        raise bad_request("text must be non-empty")
    if units(read.text) > TEXT_LIMIT:
        raise bad_request(too_long)
    return read


class Methods:
    """The methods that are simulated, by name."""

    def __init__(self, world: World, updates: Updates) -> None:
        self.world = world
        self.updates = updates
        self.face: dict[str, dict[str, Any]] = {}  # commands, descriptions by language
        self.webhook = Webhook(updates, world.clock)
        self.media = Media()
        self._named: dict[str, Callable[[Call], Any]] = {
            "getMe": lambda _: {
                **bot_user(),
                "can_join_groups": True,
                "can_read_all_group_messages": False,
                "supports_inline_queries": False,
            },
            "sendMessage": self._send,
            "sendDocument": lambda call: self._send_media("document", call),
            "getFile": self.media.describe,
            "sendPhoto": lambda call: self._send_media("photo", call),
            "editMessageText": self._edit_text,
            "editMessageReplyMarkup": self._edit_keyboard,
            "deleteMessage": self._delete,
            "answerCallbackQuery": self._answer_press,
            "sendChatAction": lambda call: bool(self.world.reachable(call["chat_id"])),
            "setMessageReaction": lambda call: set_reaction(self.world, call),
            "leaveChat": self._leave,
            "setWebhook": self.webhook.set,
            "deleteWebhook": self.webhook.remove,
            "getWebhookInfo": lambda _: self.webhook.info(),
            "setMyCommands": self._set_commands,
            "getMyCommands": lambda call: self.face.get(_slot("commands", call), {}).get(
                "value", []
            ),
            "getMyDescription": lambda call: self._get("description", call),
            "getMyShortDescription": lambda call: self._get("short_description", call),
            "setMyDescription": lambda call: self._set("description", call),
            "setMyShortDescription": lambda call: self._set("short_description", call),
            "setMyName": lambda call: self._set("name", call),
        }

    def knows(self, method: str) -> bool:
        """Whether the stand-in can play this method."""
        return method in self._named or method == "getUpdates"

    async def run(self, method: str, call: Call) -> Any:
        """Do what the method does and return its result."""
        if method == "getUpdates":
            return await self._get_updates(call)
        return self._named[method](call)

    async def _get_updates(self, call: Call) -> list[dict[str, Any]]:
        if self.webhook:
            raise ApiError(409, WEBHOOK_IS_SET)
        return await self.updates.poll(call)

    def _send(self, call: Call) -> dict[str, Any]:
        chat = self.world.reachable(call["chat_id"])
        text = read_text(call, too_long="message is too long")
        keyboard = read_keyboard(call.get("reply_markup"))
        return self.world.add(chat, bot_user(), text, keyboard=keyboard).as_json()

    def _send_media(self, kind: str, call: Call) -> dict[str, Any]:
        chat = self.world.reachable(call["chat_id"])
        caption = read_caption(call)
        extra = self.media.keep(kind, call[kind])
        if caption.text:
            extra |= {"caption": caption.text, "caption_entities": caption.entities}
        keyboard = read_keyboard(call.get("reply_markup"))
        message = self.world.add(chat, bot_user(), Formatted(""), keyboard=keyboard, extra=extra)
        return message.as_json()

    def _to_edit(self, call: Call) -> Message:
        if "chat_id" not in call or "message_id" not in call:
            raise bad_request("message identifier is not specified")
        chat: Chat = self.world.reachable(call["chat_id"])
        message = chat.message(call["message_id"])
        if message is None:
            raise bad_request("message to edit not found")
        if not message.by_bot:
            raise bad_request("message can't be edited")
        return message

    def _edit_text(self, call: Call) -> dict[str, Any]:
        if "text" not in call:
            raise bad_request("message text is empty")
        text = read_text(call, too_long="MESSAGE_TOO_LONG")
        keyboard = read_keyboard(call.get("reply_markup"))
        message = self._to_edit(call)
        if not message.text:
            raise bad_request("there is no text in the message to edit")
        return self._change(message, text, keyboard)

    def _edit_keyboard(self, call: Call) -> dict[str, Any]:
        keyboard = read_keyboard(call.get("reply_markup"))
        message = self._to_edit(call)
        return self._change(message, message.content, keyboard)

    def _change(
        self, message: Message, text: Formatted, keyboard: Keyboard | None
    ) -> dict[str, Any]:
        if (text, keyboard) == (message.content, message.keyboard):
            raise bad_request(NOT_MODIFIED)
        message.before.append((message.text, message.keyboard))
        message.content, message.keyboard = text, keyboard
        message.edited = int(self.world.clock())
        return message.as_json()

    def _delete(self, call: Call) -> bool:
        message = self.world.reachable(call["chat_id"]).message(call["message_id"])
        if message is None:
            raise bad_request("message to delete not found")
        if self.world.clock() - message.date > 48 * 3600:
            raise bad_request("message can't be deleted for everyone")
        message.deleted = True
        return True

    def _answer_press(self, call: Call) -> bool:
        self.world.answer_press(call["callback_query_id"], call)
        return True

    def _leave(self, call: Call) -> bool:
        chat = self.world.reachable(call["chat_id"])
        if chat.kind == "private":
            raise bad_request("chat member status can't be changed in private chats")
        chat.blocked = True
        return True

    def _set_commands(self, call: Call) -> bool:
        for command in call["commands"]:
            if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
                raise bad_request("BOT_COMMAND_INVALID")
        return self._set("commands", call)

    def _get(self, what: str, call: Call) -> dict[str, Any]:
        return {what: self.face.get(_slot(what, call), {}).get("value", "")}

    def _set(self, what: str, call: Call) -> bool:
        self.face[_slot(what, call)] = {"value": call.get(what, "")}
        return True


def _slot(what: str, call: Call) -> str:
    scope = call.get("scope", {"type": "default"})["type"]
    return f"{what}/{scope}/{call.get('language_code', '')}"
