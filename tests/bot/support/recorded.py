"""Updates as Telegram sends them: recorded, with made-up people."""

from typing import Any

ANA = {"id": 7, "is_bot": False, "first_name": "Ana", "language_code": "en"}
CHAT = {"id": 7, "first_name": "Ana", "type": "private"}
GROUP = {"id": -100500, "title": "Night shift", "type": "supergroup"}
BOT = {"id": 700000001, "is_bot": True, "first_name": "Bot under test", "username": "tested_bot"}
SENT_AT = 1795428000  # 2026-11-23 10:00 UTC


def message(**content: Any) -> dict[str, Any]:
    """Return an update with a message of Ana's."""
    basics = {"message_id": 11, "from": ANA, "chat": CHAT, "date": SENT_AT}
    return {"update_id": 501, "message": basics | content}


def edited(**content: Any) -> dict[str, Any]:
    """Return an update with a message that Ana changed an hour later."""
    update = message(edit_date=SENT_AT + 3600, **content)
    return {"update_id": 502, "edited_message": update["message"]}


def press(data: str, **more: Any) -> dict[str, Any]:
    """Return an update with a press on message 12."""
    shown = {"message_id": 12, "from": BOT, "chat": CHAT, "date": SENT_AT, "text": "Keep it?"}
    query = {"id": "4001", "from": ANA, "message": shown, "chat_instance": "-9", "data": data}
    return {"update_id": 503, "callback_query": query | more}


def group(text: str, **more: Any) -> dict[str, Any]:
    """Return an update with a message in a group."""
    return message(chat=GROUP, text=text, **more)


FILE = {"file_id": "F1", "file_unique_id": "U1"}
PHOTO = [
    {"file_id": "F2", "file_unique_id": "U2", "width": 900, "height": 600, "file_size": 4096},
    FILE | {"width": 90, "height": 60},
]
STICKER = FILE | {
    "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False,
}  # fmt: skip
VENUE = {"location": {"latitude": 1.0, "longitude": 2.0}, "title": "Lab", "address": "Road 1"}
POLL = {
    "id": "9", "question": "?", "options": [], "total_voter_count": 0, "is_closed": False,
    "is_anonymous": True, "type": "regular", "allows_multiple_answers": False,
    "allows_revoting": False, "members_only": False,
}  # fmt: skip
RIGHTS = (
    "can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages",
    "can_manage_video_chats", "can_restrict_members", "can_promote_members", "can_change_info",
    "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip
FORWARD = {"type": "hidden_user", "sender_user_name": "Bo", "date": SENT_AT - 86400}


def added_to_group(
    status: str = "member", *, before: str = "left", chat: dict[str, Any] = GROUP
) -> dict[str, Any]:
    """Return the notice that the bot's place in a group, or wherever, changed."""
    change = {
        "chat": chat, "from": ANA, "date": SENT_AT,
        "old_chat_member": _member(before), "new_chat_member": _member(status),
    }  # fmt: skip
    return {"update_id": 504, "my_chat_member": change}


def _member(status: str) -> dict[str, Any]:
    rights = dict.fromkeys(RIGHTS, False) if status == "administrator" else {}
    until = {"until_date": 0} if status == "kicked" else {}
    return {"user": BOT, "status": status} | rights | until
