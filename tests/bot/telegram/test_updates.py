"""Recorded updates become events."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import recorded
from recorded import FILE, FORWARD, PHOTO, POLL, SENT_AT, STICKER, VENUE

from bot.telegram.updates import Client, Elsewhere, read
from conversations.model import Event, Pressed, Said, Sent, When

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
THEN = When(datetime.fromtimestamp(SENT_AT, UTC))
LATER = When(datetime.fromtimestamp(SENT_AT + 3600, UTC))


@pytest.mark.parametrize(
    ("update", "event"),
    [
        (recorded.message(text="/start"), Said("/start", THEN)),
        (recorded.message(text="a\x1b[31m\r\nb\u202e\ud83d"), Said("a[31m\nb?", THEN)),
        (recorded.message(photo=PHOTO, caption="C\x07E"), Sent("photo", THEN, "CE")),
        (recorded.edited(text="2\x00 h"), Sent("edited", LATER, "2 h")),
        (recorded.message(text="1 h", forward_origin=FORWARD), Said("1 h", THEN)),
        (recorded.message(photo=PHOTO, caption="CE"), Sent("photo", THEN, "CE")),
        (recorded.message(document=FILE), Sent("document", THEN)),
        (recorded.message(animation=FILE | {"width": 1, "height": 1, "duration": 1}, document=FILE),
         Sent("document", THEN)),
        (recorded.message(voice=FILE | {"duration": 3}), Sent("voice", THEN)),
        (recorded.message(video_note=FILE | {"length": 9, "duration": 3}), Sent("voice", THEN)),
        (recorded.message(audio=FILE | {"duration": 3}), Sent("voice", THEN)),
        (recorded.message(video=FILE | {"width": 1, "height": 1, "duration": 3}),
         Sent("other", THEN)),
        (recorded.message(sticker=STICKER), Sent("sticker", THEN)),
        (recorded.message(location=VENUE["location"]), Sent("location", THEN)),
        (recorded.message(venue=VENUE, location=VENUE["location"]), Sent("location", THEN)),
        (recorded.message(contact={"phone_number": "1", "first_name": "Bo"}),
         Sent("contact", THEN)),
        (recorded.message(poll=POLL), Sent("other", THEN)),
        (recorded.message(dice={"emoji": "🎲", "value": 3}), Sent("other", THEN)),
        (recorded.edited(text="2 h"), Sent("edited", LATER, "2 h")),
        (recorded.press("3:save"), Pressed("3:save", When(NOW))),
    ],
)  # fmt: skip
def test_an_update_of_a_private_chat_is_an_event(
    client: Client, update: dict[str, Any], event: Event
) -> None:
    """A message carries its own date; a press has none and happens now."""
    incoming = read(update, client, NOW)
    assert incoming is not None
    assert not isinstance(incoming, Elsewhere)
    assert (incoming.event, incoming.chat) == (event, 7)
    assert incoming.update == f"tg:{update['update_id']}"


def test_a_press_brings_its_query_and_its_message(client: Client) -> None:
    """The query has to be answered, and the message may be edited."""
    incoming = read(recorded.press("3:save"), client, NOW)
    assert incoming is not None
    assert not isinstance(incoming, Elsewhere)
    assert (incoming.callback_id, incoming.message) == ("4001", 12)


def test_a_press_on_a_message_that_is_no_longer_accessible_still_counts(client: Client) -> None:
    """InaccessibleMessage: chat, message_id, and 0 for the date."""
    gone = {"message_id": 12, "chat": recorded.CHAT, "date": 0}
    incoming = read(recorded.press("!undo:3", message=gone), client, NOW)
    assert incoming is not None
    assert not isinstance(incoming, Elsewhere)
    assert (incoming.chat, incoming.message) == (7, 12)


@pytest.mark.parametrize(
    ("update", "chat"),
    [
        (recorded.group("/status"), -100500),
        (recorded.group("/status@tested_bot"), -100500),
        (recorded.group("ask @tested_bot"), -100500),
        (recorded.group("you?", reply_to_message=recorded.message(
            **{"from": recorded.BOT, "chat": recorded.GROUP, "text": "hi"})["message"]), -100500),
        (recorded.added_to_group(), -100500),
        (recorded.added_to_group("administrator"), -100500),
        (recorded.press("1:save", message={
            "message_id": 12, "chat": recorded.GROUP, "date": SENT_AT, "text": "?"}), None),
        (recorded.press("1:save", message=None, inline_message_id="i"), None),
    ],
)  # fmt: skip
def test_calls_from_elsewhere_are_to_be_declined(
    client: Client, update: dict[str, Any], chat: int | None
) -> None:
    """Private chats only (product, "How it talks")."""
    found = read(update, client, NOW)
    assert isinstance(found, Elsewhere)
    assert found.chat == chat


@pytest.mark.parametrize(
    "update",
    [
        recorded.group("good night"),
        recorded.group("/status@other_bot"),
        recorded.added_to_group("left"),
        recorded.message(pinned_message=recorded.message(text="a")["message"]),
        recorded.message(message_auto_delete_timer_changed={"message_auto_delete_time": 60}),
        {"update_id": 505, "poll": POLL},
        {"update_id": 506},
    ],
)
def test_what_does_not_concern_the_bot_is_left_alone(
    client: Client, update: dict[str, Any]
) -> None:
    """Talk in groups, notices of Telegram's own, kinds of updates nobody asked for."""
    assert read(update, client, NOW) is None


async def test_updates_are_asked_for_by_kind_and_offset(client: Client, standin: Any) -> None:
    """getUpdates: offset, timeout, allowed_updates."""
    standin.person(7).say("one")
    standin.person(7).say("two")
    first, second = await client.raw_updates(None, timedelta(0))
    assert await client.raw_updates(second["update_id"], timedelta(0)) == [second]
    assert first["message"]["text"] == "one"
    assert standin.refused() == []
