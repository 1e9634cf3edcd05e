"""Recorded updates become events."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import recorded
from recorded import FILE, FORWARD, PHOTO, POLL, SENT_AT, STICKER, VENUE
from strict_api import faults
from strict_api.server import TOKEN, StandIn

from bot.starting import CannotStart
from bot.telegram.receiving.updates import Client, Elsewhere, read
from bot.turn import Incoming
from conversations.model import Attachment, Event, Pressed, Said, Sent, When

NOW = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
THEN = When(datetime.fromtimestamp(SENT_AT, UTC))
LARGEST = Attachment("F2", size=4096, media_type="image/jpeg")
MOVES = {"width": 1, "height": 1, "duration": 1}
LIVE = FILE | MOVES
PAPER = FILE | {
    "file_name": "../../etc\\a/c\x1be.pdf", "mime_type": "application/pdf", "file_size": 2048,
}  # fmt: skip
LATER = When(datetime.fromtimestamp(SENT_AT + 3600, UTC))


@pytest.mark.parametrize(
    ("update", "event"),
    [
        (recorded.message(text="/start"), Said("/start", THEN)),
        (recorded.message(text="a\x1b[31m\r\nb\u202e\ud83d"), Said("a[31m\nb?", THEN)),
        (recorded.message(photo=PHOTO, caption="C\x07E"), Sent("photo", THEN, "CE", file=LARGEST)),
        (recorded.edited(text="2\x00 h"), Sent("edited", LATER, "2 h")),
        (recorded.message(text="Course\tHours"), Said("Course\tHours", THEN)),
        (recorded.message(text="1 h", forward_origin=FORWARD), Said("1 h", THEN)),
        (recorded.message(photo=PHOTO, text=""), Sent("photo", THEN, file=LARGEST)),
        (recorded.message(photo=PHOTO, live_photo=LIVE), Sent("photo", THEN, file=LARGEST)),
        (recorded.message(document=PAPER), Sent("document", THEN, file=Attachment(
            "F1", "ce.pdf", 2048, "application/pdf"))),
        (recorded.message(document=FILE), Sent("document", THEN, file=Attachment("F1"))),
        (recorded.message(animation=FILE | MOVES, document=FILE), Sent("animation", THEN)),
        (recorded.message(voice=FILE | {"duration": 3}), Sent("voice", THEN)),
        (recorded.message(video_note=FILE | {"length": 9, "duration": 3}), Sent("video", THEN)),
        (recorded.message(audio=FILE | {"duration": 3}), Sent("audio", THEN)),
        (recorded.message(video=FILE | MOVES), Sent("video", THEN)),
        (recorded.message(sticker=STICKER), Sent("sticker", THEN)),
        (recorded.message(location=VENUE["location"]), Sent("location", THEN, place=(1.0, 2.0))),
        (recorded.message(venue=VENUE, location=VENUE["location"]),
         Sent("location", THEN, place=(1.0, 2.0))),
        (recorded.message(contact={"phone_number": "1", "first_name": "Bo"}),
         Sent("contact", THEN)),
        (recorded.message(poll=POLL), Sent("poll", THEN)),
        (recorded.message(dice={"emoji": "🎲", "value": 3}), Sent("dice", THEN)),
        (recorded.message(game={"title": "t", "description": "d", "photo": PHOTO}),
         Sent("game", THEN)),
        (recorded.message(story={"id": 1, "chat": recorded.CHAT}), Sent("story", THEN)),
        (recorded.message(rich_message={"blocks": []}), Sent("other", THEN)),
        (recorded.edited(photo=PHOTO), Sent("edited", LATER)),
        (recorded.edited(photo=PHOTO, caption="CE"), Sent("edited", LATER, "CE")),
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


async def test_of_an_album_the_first_file_alone_asks_for_an_answer(client: Client) -> None:
    """An album of three is three messages; each is an event, and one remark is enough."""
    album = {"photo": PHOTO, "media_group_id": "A1"}
    more = []
    for number in (501, 502, 501):  # the first one is delivered again
        update = recorded.message(**album) | {"update_id": number}
        incoming = read(update, client, NOW)
        assert isinstance(incoming, Incoming)
        assert isinstance(incoming.event, Sent)
        more.append(incoming.event.more)
    assert more == [False, True, False]


def test_a_file_says_which_message_brought_it(client: Client) -> None:
    """The receipt goes under that message."""
    with_file, without = (
        read(recorded.message(**content), client, NOW)
        for content in ({"document": FILE}, {"sticker": STICKER})
    )
    assert isinstance(with_file, Incoming)
    assert isinstance(without, Incoming)
    assert (with_file.brought, without.brought) == (11, None)


CHANNEL = {"id": -100700, "title": "News", "type": "channel"}
TO_BOT = {"reply_to_message": recorded.message(
    **{"from": recorded.BOT, "chat": recorded.GROUP, "text": "hi"})["message"]}  # fmt: skip


@pytest.mark.parametrize(
    ("update", "found"),
    [
        (recorded.group("/status"), Elsewhere(-100500, "called")),
        (recorded.group("/status@tested_bot"), Elsewhere(-100500, "called")),
        (recorded.group("ask @Tested_Bot"), Elsewhere(-100500, "called")),
        (recorded.group("you?", **TO_BOT), Elsewhere(-100500, "called")),
        (recorded.group("/leave"), Elsewhere(-100500, "told_to_go")),
        (recorded.group("/leave@tested_bot "), Elsewhere(-100500, "told_to_go")),
        (recorded.group("Leave!"), Elsewhere(-100500, "told_to_go")),
        (recorded.group("@tested_bot please leave us"), Elsewhere(-100500, "told_to_go")),
        (recorded.group("ok, go away now.", **TO_BOT), Elsewhere(-100500, "told_to_go")),
        (recorded.group("how do I leave a trace?", **TO_BOT), Elsewhere(-100500, "called")),
        (recorded.added_to_group(), Elsewhere(-100500, "added")),
        (recorded.added_to_group("administrator"), Elsewhere(-100500, "added")),
        (recorded.added_to_group("administrator", chat=CHANNEL), Elsewhere(-100700, "channel")),
        (recorded.press("1:save", message={
            "message_id": 12, "chat": recorded.GROUP, "date": SENT_AT, "text": "?"}),
         Elsewhere(None, "pressed", "4001")),
        (recorded.press("1:save", message=None, inline_message_id="i"),
         Elsewhere(None, "pressed", "4001")),
    ],
)  # fmt: skip
def test_calls_from_elsewhere_are_to_be_declined(
    client: Client, update: dict[str, Any], found: Elsewhere
) -> None:
    """Private chats only (product, "How it talks"); it goes when it is told to."""
    assert read(update, client, NOW) == found


@pytest.mark.parametrize(
    "update",
    [
        recorded.group("good night"),
        recorded.group("/status@other_bot"),
        recorded.group("/leave@other_bot"),
        recorded.group("I go on leave tomorrow, bye"),
        recorded.message(chat=CHANNEL, text="/status@other_bot"),
        recorded.added_to_group("left"),
        recorded.added_to_group("administrator", before="member"),
        recorded.added_to_group("kicked", before="member", chat=recorded.CHAT),
        recorded.edited(chat=recorded.GROUP, text="/status"),
        recorded.edited(location=VENUE["location"]),
        recorded.edited(poll=POLL),
        recorded.message(**{"from": recorded.BOT, "text": "I am a bot as well"}),
        recorded.message(pinned_message=recorded.message(text="a")["message"]),
        recorded.message(message_auto_delete_timer_changed={"message_auto_delete_time": 60}),
        {"update_id": 505, "poll": POLL},
        {"update_id": 507, "channel_post": recorded.message(chat=CHANNEL, text="/hi")["message"]},
        {"update_id": 506},
    ],
)
def test_what_does_not_concern_the_bot_is_left_alone(
    client: Client, update: dict[str, Any]
) -> None:
    """Talk in groups, notices of Telegram's own, moving locations, other bots, kinds of updates
    nobody asked for: a deliberate silence.
    """
    assert read(update, client, NOW) is None


@pytest.mark.parametrize("odd", [{}, {"id": 1, "first_name": "Bot"}, {"id": 1, "is_bot": None}])
async def test_what_is_no_bot_api_is_one_clear_line(standin: StandIn, odd: Any) -> None:
    """Found with telegram-test-api, whose getMe lacks `is_bot`."""
    standin.faults.order("getMe", faults.Answer(odd))
    bot = Client(TOKEN, base_url=standin.url)
    with pytest.raises(CannotStart, match="TELEGRAM_API_URL"):
        await bot.initialize()
    await bot.shutdown()


async def test_updates_are_asked_for_by_kind_and_offset(client: Client, standin: Any) -> None:
    """getUpdates: offset, timeout, allowed_updates."""
    standin.person(7).say("one")
    standin.person(7).say("two")
    first, second = await client.raw_updates(None, timedelta(0))
    assert await client.raw_updates(second["update_id"], timedelta(0)) == [second]
    assert first["message"]["text"] == "one"
    assert standin.refused() == []


def test_a_press_is_read_whatever_stands_on_its_message(client: Client) -> None:
    """The message is ours; of it we need the chat and the number (Bot API, CallbackQuery)."""
    odd = {"reply_markup": {"inline_keyboard": [[{"new": "kind of button"}]]}, "entities": [{}]}
    update = recorded.press("3:save")
    update["callback_query"]["message"] |= odd
    incoming = read(update, client, NOW)
    assert isinstance(incoming, Incoming)
    assert (incoming.chat, incoming.message) == (7, 12)
