"""Ordinary updates are read without the library, and mean what it says; all others are its own."""

from datetime import UTC, datetime
from typing import Any

import pytest
import recorded
from strict_api.server import StandIn
from telegram import Message

from bot.telegram.receiving.quick import MESSAGE, read_quickly
from bot.telegram.receiving.updates import Client, read, read_by_library

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
COMMAND = {"type": "bot_command", "offset": 0, "length": 4}
LINK = {"type": "text_link", "offset": 0, "length": 4, "url": "https://example.org"}
PRESSED = recorded.press("3:save")["callback_query"]


@pytest.mark.parametrize(
    "update",
    [
        recorded.message(text="1 h safety"),
        recorded.message(text="/add", entities=[COMMAND]),
        recorded.message(text="a\x1b[31m\r\nb\tc\u202e\ud83d"),
        recorded.press("3:save"),
        recorded.press("1:\ud83d"),
        recorded.press("!undo:3", message={"message_id": 1, "chat": recorded.CHAT, "date": 0}),
    ],
)
def test_the_ordinary_is_read_quickly(client: Client, update: dict[str, Any]) -> None:
    """Words and presses in a private chat."""
    found = read_quickly(update, NOW)
    assert found is not None
    assert found == read_by_library(update, client, NOW)
    assert found == read(update, client, NOW)


@pytest.mark.parametrize(
    "update",
    [
        recorded.edited(text="2 h"),
        recorded.group("hello"),
        recorded.added_to_group(),
        recorded.message(text=""),
        recorded.message(text=1),
        recorded.message(photo=recorded.PHOTO),
        recorded.message(photo=recorded.PHOTO, text="1 h"),
        recorded.message(text="1 h", forward_origin=recorded.FORWARD),
        recorded.message(text="1 h", via_bot=recorded.BOT),
        recorded.message(text="1 h", reply_to_message=recorded.message(text="a")["message"]),
        recorded.message(text="1 h", media_group_id="A1"),
        recorded.message(text="1 h", **{"from": recorded.BOT}),
        recorded.message(text="1 h", **{"from": None}),
        recorded.message(text="1 h", **{"from": recorded.ANA | {"new": 1}}),
        recorded.message(text="1 h", chat=recorded.CHAT | {"id": "7"}),
        recorded.message(text="1 h", chat=recorded.CHAT | {"new": 1}),
        recorded.message(text="1 h", date="today"),
        recorded.message(text="1 h", date=10**18),
        recorded.message(text="1 h", date=-1),
        recorded.message(text="1 h", entities=None),
        recorded.message(text="1 h", entities=[LINK]),
        recorded.message(text="1 h", entities=[7]),
        recorded.message(text="1 h", entities=[COMMAND | {"new": 1}]),
        recorded.message(text="1 h", edit_date=recorded.SENT_AT),
        recorded.message(text="1 h", sender_chat=recorded.CHAT),
        recorded.message(text="1 h", caption="2 h"),
        recorded.message(text="1 h") | {"update_id": "7"},
        recorded.message(text="1 h") | {"edited_message": None},
        recorded.press("3:save", message=None),
        recorded.press("3:save", message=PRESSED["message"] | {"chat": recorded.GROUP}),
        recorded.press("3:save", message=PRESSED["message"] | {"message_id": None}),
        recorded.press("3:save", **{"from": recorded.ANA | {"new": 1}}),
        recorded.press("3:save", message=PRESSED["message"] | {"chat": recorded.CHAT | {"new": 1}}),
        recorded.press("3:save", inline_message_id="i"),
        recorded.press("3:save", game_short_name="g"),
        recorded.press("3:save", id=4001),
        recorded.press("3:save", chat_instance=9),
        recorded.press("3:save", **{"from": recorded.BOT}),
        {"update_id": 1, "callback_query": {"id": "1", "from": recorded.ANA, "game": "x"}},
        {"update_id": 1, "message": None},
        {"update_id": 1, "callback_query": []},
        {"update_id": 1},
        {},
    ],
)
def test_whatever_is_unusual_is_left_to_the_library(update: dict[str, Any]) -> None:
    """Edited, forwarded, of a bot, with media, in a group, oddly typed."""
    assert read_quickly(update, NOW) is None


@pytest.mark.parametrize("field", sorted({*Message.__slots__} - MESSAGE - {"from_user"}))
def test_a_message_with_any_other_field_is_left_to_the_library(field: str) -> None:
    """All that the library knows of, and so all that it could mean something else by."""
    assert read_quickly(recorded.message(text="1 h", **{field: {}}), NOW) is None


async def test_all_that_the_stand_in_delivers_is_read_alike(
    standin: StandIn, client: Client
) -> None:
    """Its updates are built from the schema, not from the bot."""
    ana, group = standin.person(7), standin.group(-100500)
    asked = ana.say("/start")
    ana.say("1 h, https://example.org #safety")
    ana.press_data(asked, "1:save")
    ana.edit(asked, "2 h")
    ana.send(document=recorded.FILE)
    group.say("/start")
    updates = standin.updates.waiting
    quick = [read_quickly(update, NOW) for update in updates]
    for update, found in zip(updates, quick, strict=True):
        assert found in (None, read_by_library(update, client, NOW))
    assert [found is not None for found in quick] == [True, True, True, False, False, False]
